"""Wrong answers to 3.6 count_params, in NumPy: nothing has to be compiled to recognise them."""

from __future__ import annotations

import jax
import jax.numpy as jnp
import numpy as np


def counts_leaves(params):
    return len(jax.tree.leaves(params))


def counts_top_level(params):
    return len(params)


def counts_rows(params):
    return sum(len(leaf) for leaf in jax.tree.leaves(params))


def counts_first_axis(params):
    return sum(leaf.shape[0] for leaf in jax.tree.leaves(params))


def counts_columns_or_one(params):
    return sum(leaf.shape[-1] if leaf.ndim else 1 for leaf in jax.tree.leaves(params))


def counts_rows_or_one(params):
    return sum(leaf.shape[0] if leaf.ndim else 1 for leaf in jax.tree.leaves(params))


def counts_columns(params):
    return sum(leaf.shape[-1] for leaf in jax.tree.leaves(params))


def adds_the_axes(params):
    return sum(sum(leaf.shape) for leaf in jax.tree.leaves(params))


def counts_axes(params):
    return sum(leaf.ndim for leaf in jax.tree.leaves(params))


def first_two_axes(params):
    return sum(leaf.shape[0] * leaf.shape[1] for leaf in jax.tree.leaves(params))


def first_two_axes_or_fewer(params):
    return sum(int(np.prod(leaf.shape[:2])) for leaf in jax.tree.leaves(params))


def weights_only(params):
    return sum(leaf.size for leaf in jax.tree.leaves(params) if leaf.ndim > 1)


def arrays_only(params):
    return sum(leaf.size for leaf in jax.tree.leaves(params) if leaf.ndim > 0)


def scalars_count_nothing(params):
    total = 0
    for leaf in jax.tree.leaves(params):
        count = 1 if leaf.shape else 0
        for length in leaf.shape:
            count *= length
        total += count
    return total


def pairs_only(params):
    return sum(w.size + b.size for w, b in params)


def dicts_only(params):
    return sum(leaf.size for leaf in params.values())


def lists_only(params):
    return sum(leaf.size for leaf in params)


def dicts_in_the_end(params):
    return sum(np.size(leaf) for leaf in (params.values() if isinstance(params, dict) else params))


def adds_values(params):
    return sum(np.sum(np.asarray(leaf)) for leaf in jax.tree.leaves(params))


def counts_bytes(params):
    return sum(4 * leaf.size for leaf in jax.tree.leaves(params))


def counts_real_bytes(params):
    return sum(leaf.nbytes for leaf in jax.tree.leaves(params))


def bytes_divided(params):
    return sum(leaf.nbytes // 4 for leaf in jax.tree.leaves(params))


def bytes_divided_at_the_end(params):
    return sum(leaf.nbytes for leaf in jax.tree.leaves(params)) // 4


def counts_nonzero(params):
    return sum(int(np.count_nonzero(leaf)) for leaf in jax.tree.leaves(params))


def counts_different(params):
    return sum(len(np.unique(leaf)) for leaf in jax.tree.leaves(params))


def one_number_per_leaf(params):
    return jax.tree.map(lambda leaf: leaf.size, params)


def list_of_counts(params):
    return [leaf.size for leaf in jax.tree.leaves(params)]


def multiplies_leaves(params):
    return int(np.prod([leaf.size for leaf in jax.tree.leaves(params)]))


def empty_counts_one(params):
    return sum(max(leaf.size, 1) for leaf in jax.tree.leaves(params))


def largest_leaf(params):
    return max(leaf.size for leaf in jax.tree.leaves(params))


def product_as_float(params):
    return float(sum(np.prod(leaf.shape) for leaf in jax.tree.leaves(params)))


def product_sometimes_float(params):
    return sum(np.prod(leaf.shape) for leaf in jax.tree.leaves(params))


def sum_of_an_array_of_sizes(params):
    return jnp.sum(jnp.array([leaf.size for leaf in jax.tree.leaves(params)]))


def last_leaf(params):
    for leaf in jax.tree.leaves(params):
        total = leaf.size
    return total


def first_leaf(params):
    for leaf in jax.tree.leaves(params):
        return leaf.size


def in_thousands(params):
    return sum(leaf.size for leaf in jax.tree.leaves(params)) / 1000
