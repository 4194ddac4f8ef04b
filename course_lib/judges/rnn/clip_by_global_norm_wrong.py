"""Wrong answers to 6.5 clip_by_global_norm."""

from __future__ import annotations

import jax
import jax.numpy as jnp
import numpy as np


def per_leaf(grads, max_norm):
    def clip(g):
        norm = np.sqrt(np.sum(np.square(g)))
        return np.asarray(g) * min(1.0, max_norm / norm) if norm > 0 else g

    return jax.tree.map(clip, grads)


def scales_up(grads, max_norm):
    norm = np.sqrt(sum(np.sum(np.square(g)) for g in jax.tree.leaves(grads)))
    return jax.tree.map(lambda g: np.asarray(g) * (max_norm / norm) if norm > 0 else g, grads)


def scales_up_with_nan(grads, max_norm):
    norm = np.sqrt(sum(np.sum(np.square(g)) for g in jax.tree.leaves(grads)))
    with np.errstate(all="ignore"):
        return jax.tree.map(lambda g: np.asarray(g) * (max_norm / norm), grads)


def nan_at_zero(grads, max_norm):
    norm = np.sqrt(sum(np.sum(np.square(g)) for g in jax.tree.leaves(grads)))
    with np.errstate(all="ignore"):
        return jax.tree.map(lambda g: np.asarray(g) / norm * np.minimum(norm, max_norm), grads)


def each_entry(grads, max_norm):
    return jax.tree.map(lambda g: np.clip(g, -max_norm, max_norm), grads)


def each_entry_from_above(grads, max_norm):
    return jax.tree.map(lambda g: np.minimum(g, max_norm), grads)


def squared_norm(grads, max_norm):
    norm = sum(np.sum(np.square(g)) for g in jax.tree.leaves(grads))
    return jax.tree.map(lambda g: np.asarray(g) * (max_norm / norm if norm > max_norm else 1.0), grads)


def sum_of_norms(grads, max_norm):
    norm = sum(np.sqrt(np.sum(np.square(g))) for g in jax.tree.leaves(grads))
    return jax.tree.map(lambda g: np.asarray(g) * (max_norm / norm if norm > max_norm else 1.0), grads)


def sum_of_sizes(grads, max_norm):
    norm = sum(np.sum(np.abs(g)) for g in jax.tree.leaves(grads))
    return jax.tree.map(lambda g: np.asarray(g) * (max_norm / norm if norm > max_norm else 1.0), grads)


def largest_entry(grads, max_norm):
    norm = max(np.max(np.abs(g)) for g in jax.tree.leaves(grads))
    return jax.tree.map(lambda g: np.asarray(g) * (max_norm / norm if norm > max_norm else 1.0), grads)


def longest_leaf(grads, max_norm):
    norm = max(np.sqrt(np.sum(np.square(g))) for g in jax.tree.leaves(grads))
    return jax.tree.map(lambda g: np.asarray(g) * (max_norm / norm if norm > max_norm else 1.0), grads)


def first_leaf(grads, max_norm):
    norm = np.sqrt(np.sum(np.square(jax.tree.leaves(grads)[0])))
    return jax.tree.map(lambda g: np.asarray(g) * (max_norm / norm if norm > max_norm else 1.0), grads)


def mean_of_squares(grads, max_norm):
    squares = np.concatenate([np.ravel(np.square(g)) for g in jax.tree.leaves(grads)])
    norm = np.sqrt(squares.mean())
    return jax.tree.map(lambda g: np.asarray(g) * (max_norm / norm if norm > max_norm else 1.0), grads)


def signed_sum(grads, max_norm):
    norm = abs(sum(np.sum(g) for g in jax.tree.leaves(grads)))
    return jax.tree.map(lambda g: np.asarray(g) * (max_norm / norm if norm > max_norm else 1.0), grads)


def length_one(grads, max_norm):
    norm = np.sqrt(sum(np.sum(np.square(g)) for g in jax.tree.leaves(grads)))
    return jax.tree.map(lambda g: np.asarray(g) / norm if norm > max_norm else g, grads)


def length_one_always(grads, max_norm):
    norm = np.sqrt(sum(np.sum(np.square(g)) for g in jax.tree.leaves(grads)))
    return jax.tree.map(lambda g: np.asarray(g) / (norm or 1.0), grads)


def excess_taken_off(grads, max_norm):
    norm = np.sqrt(sum(np.sum(np.square(g)) for g in jax.tree.leaves(grads)))
    return jax.tree.map(lambda g: np.asarray(g) - (norm - max_norm) if norm > max_norm else g, grads)


def upside_down(grads, max_norm):
    norm = np.sqrt(sum(np.sum(np.square(g)) for g in jax.tree.leaves(grads)))
    return jax.tree.map(lambda g: np.asarray(g) * (norm / max_norm if norm > max_norm else 1.0), grads)


def always_larger(grads, max_norm):
    norm = np.sqrt(sum(np.sum(np.square(g)) for g in jax.tree.leaves(grads)))
    return jax.tree.map(lambda g: np.asarray(g) * max(1.0, max_norm / (norm or max_norm)), grads)


def by_the_limit(grads, max_norm):
    norm = np.sqrt(sum(np.sum(np.square(g)) for g in jax.tree.leaves(grads)))
    return jax.tree.map(lambda g: np.asarray(g) / max_norm if norm > max_norm else g, grads)


def times_the_limit(grads, max_norm):
    norm = np.sqrt(sum(np.sum(np.square(g)) for g in jax.tree.leaves(grads)))
    return jax.tree.map(lambda g: np.asarray(g) * max_norm if norm > max_norm else g, grads)


def set_to_zero(grads, max_norm):
    norm = np.sqrt(sum(np.sum(np.square(g)) for g in jax.tree.leaves(grads)))
    return jax.tree.map(lambda g: np.zeros_like(g) if norm > max_norm else g, grads)


def unchanged(grads, max_norm):
    return grads


def downhill(grads, max_norm):
    norm = np.sqrt(sum(np.sum(np.square(g)) for g in jax.tree.leaves(grads)))
    return jax.tree.map(lambda g: -np.asarray(g) * (max_norm / norm if norm > max_norm else 1.0), grads)


def norm_too(grads, max_norm):
    norm = np.sqrt(sum(np.sum(np.square(g)) for g in jax.tree.leaves(grads)))
    return jax.tree.map(lambda g: np.asarray(g) * (max_norm / norm if norm > max_norm else 1.0), grads), norm


def factor_only(grads, max_norm):
    norm = np.sqrt(sum(np.sum(np.square(g)) for g in jax.tree.leaves(grads)))
    return max_norm / norm if norm > max_norm else 1.0


def norm_only(grads, max_norm):
    return np.sqrt(sum(np.sum(np.square(g)) for g in jax.tree.leaves(grads)))


def leaves_only(grads, max_norm):
    leaves = jax.tree.leaves(grads)
    norm = np.sqrt(sum(np.sum(np.square(g)) for g in leaves))
    return [np.asarray(g) * (max_norm / norm if norm > max_norm else 1.0) for g in leaves]


def one_row(grads, max_norm):
    row = np.concatenate([np.ravel(g) for g in jax.tree.leaves(grads)])
    norm = np.sqrt(np.sum(row * row))
    return row * (max_norm / norm if norm > max_norm else 1.0)


def dicts_only(grads, max_norm):
    norm = np.sqrt(sum(np.sum(np.square(g)) for g in grads.values()))
    return {name: np.asarray(g) * (max_norm / norm if norm > max_norm else 1.0) for name, g in grads.items()}


def w_and_b_only(grads, max_norm):
    norm = np.sqrt(np.sum(np.square(grads["w"])) + np.sum(np.square(grads["b"])))
    return jax.tree.map(lambda g: np.asarray(g) * (max_norm / norm if norm > max_norm else 1.0), grads)


def caret(grads, max_norm):
    norm = jnp.sqrt(sum(jnp.sum(g ^ 2) for g in jax.tree.leaves(grads)))
    return jax.tree.map(lambda g: g * jnp.minimum(1.0, max_norm / norm), grads)


def norm_of_a_tree(grads, max_norm):
    norm = jnp.linalg.norm(grads)
    return jax.tree.map(lambda g: g * jnp.minimum(1.0, max_norm / norm), grads)


def tree_times_a_number(grads, max_norm):
    norm = np.sqrt(sum(np.sum(np.square(g)) for g in jax.tree.leaves(grads)))
    return grads * min(1.0, max_norm / (norm or 1.0))


def in_place(grads, max_norm):
    leaves = [np.asarray(g) for g in jax.tree.leaves(grads)]
    norm = np.sqrt(sum(np.sum(g * g) for g in leaves))
    for g in jax.tree.leaves(grads):
        g[...] = np.asarray(g) * (max_norm / norm if norm > max_norm else 1.0)
    return grads


def in_place_operator(grads, max_norm):
    norm = np.sqrt(sum(np.sum(np.square(g)) for g in jax.tree.leaves(grads)))

    def scaled(g):
        g *= max_norm / norm if norm > max_norm else 1.0
        return g

    return jax.tree.map(scaled, grads)


def twice(grads, max_norm):
    norm = np.sqrt(sum(np.sum(np.square(g)) for g in jax.tree.leaves(grads)))
    return jax.tree.map(lambda g: np.asarray(g) * (max_norm / norm if norm > max_norm else 1.0) ** 2, grads)


def half_precision(grads, max_norm):
    leaves = [np.asarray(g, np.float16) for g in jax.tree.leaves(grads)]
    with np.errstate(all="ignore"):
        norm = np.sqrt(np.float16(sum(np.sum(g * g, dtype=np.float16) for g in leaves)))
        factor = np.float16(max_norm) / norm if norm > max_norm else np.float16(1)
    return jax.tree.map(lambda g: (np.asarray(g, np.float16) * factor).astype(np.float32), grads)


def rounded(grads, max_norm):
    norm = np.sqrt(sum(np.sum(np.square(g)) for g in jax.tree.leaves(grads)))
    return jax.tree.map(lambda g: np.round(np.asarray(g) * (max_norm / norm if norm > max_norm else 1.0), 3), grads)
