"""Wrong answers to 3.7 per_example_gradients."""

from __future__ import annotations

import jax
import jax.numpy as jnp
import numpy as np


def averaged(loss, params, x, y):
    def mean_loss(p):
        return sum(loss(p, x[i], y[i]) for i in range(len(x))) / len(x)

    return jax.grad(mean_loss)(params)


def averaged_afterwards(loss, params, x, y):
    grads = [jax.grad(loss)(params, x[i], y[i]) for i in range(len(x))]
    return jax.tree.map(lambda *g: np.mean(np.stack(g), axis=0), *grads)


def added_up(loss, params, x, y):
    grads = [jax.grad(loss)(params, x[i], y[i]) for i in range(len(x))]
    return jax.tree.map(lambda *g: np.sum(np.stack(g), axis=0), *grads)


def mean_repeated(loss, params, x, y):
    grads = [jax.grad(loss)(params, x[i], y[i]) for i in range(len(x))]
    return jax.tree.map(lambda *g: np.stack([np.mean(np.stack(g), axis=0)] * len(g)), *grads)


def sum_repeated(loss, params, x, y):
    grads = [jax.grad(loss)(params, x[i], y[i]) for i in range(len(x))]
    return jax.tree.map(lambda *g: np.stack([np.sum(np.stack(g), axis=0)] * len(g)), *grads)


def divided_by_n(loss, params, x, y):
    grads = [jax.grad(loss)(params, x[i], y[i]) for i in range(len(x))]
    return jax.tree.map(lambda *g: np.stack(g) / len(g), *grads)


def divided_by_n_each(loss, params, x, y):
    return jax.vmap(jax.grad(lambda p, a, b: loss(p, a, b) / len(x)), (None, 0, 0))(params, x, y)


def whole_batch(loss, params, x, y):
    return jax.grad(loss)(params, x, y)


def whole_batch_mean(loss, params, x, y):
    return jax.grad(lambda p: jnp.mean(loss(p, x, y)))(params)


def only_targets_split(loss, params, x, y):
    return jax.vmap(jax.grad(loss), in_axes=(None, None, 0))(params, x, y)


def slices_of_both(loss, params, x, y):
    grads = [jax.grad(loss)(params, x[i : i + 1], y[i : i + 1]) for i in range(len(x))]
    return jax.tree.map(lambda *g: jnp.stack(g), *grads)


def slices_of_x(loss, params, x, y):
    grads = [jax.grad(loss)(params, x[i : i + 1], y[i]) for i in range(len(x))]
    return jax.tree.map(lambda *g: jnp.stack(g), *grads)


def slices_of_y(loss, params, x, y):
    grads = [jax.grad(loss)(params, x[i], y[i : i + 1]) for i in range(len(x))]
    return jax.tree.map(lambda *g: jnp.stack(g), *grads)


def slices_under_vmap(loss, params, x, y):
    return jax.vmap(jax.grad(loss), in_axes=(None, 0, 0))(params, x[:, None], y)


def both_slices_under_vmap(loss, params, x, y):
    return jax.vmap(jax.grad(loss), in_axes=(None, 0, 0))(params, x[:, None], y[:, None])


def column_of_targets(loss, params, x, y):
    return jax.vmap(jax.grad(loss), in_axes=(None, 0, 0))(params, x, y[:, None])


def targets_not_split(loss, params, x, y):
    return jax.vmap(jax.grad(loss), in_axes=(None, 0, None))(params, x, y)


def parameters_split_too(loss, params, x, y):
    return jax.vmap(jax.grad(loss))(params, x, y)


def parameters_split_too_spelt_out(loss, params, x, y):
    return jax.vmap(jax.grad(loss), in_axes=(0, 0, 0))(params, x, y)


def split_along_features(loss, params, x, y):
    return jax.vmap(jax.grad(loss), in_axes=(None, 1, 0))(params, x, y)


def with_respect_to_x(loss, params, x, y):
    return np.stack([jax.grad(loss, argnums=1)(params, x[i], y[i]) for i in range(len(x))])


def with_respect_to_y(loss, params, x, y):
    return np.stack([jax.grad(loss, argnums=2)(params, x[i], y[i]) for i in range(len(x))])


def values_only(loss, params, x, y):
    params, x, y = jax.tree.map(np.asarray, (params, x, y))
    return np.array([loss(params, x[i], y[i]) for i in range(len(x))])


def values_too(loss, params, x, y):
    pairs = [jax.value_and_grad(loss)(params, x[i], y[i]) for i in range(len(x))]
    values, grads = [p[0] for p in pairs], [p[1] for p in pairs]
    return np.stack(values), jax.tree.map(lambda *g: np.stack(g), *grads)


def list_of_trees(loss, params, x, y):
    return [jax.grad(loss)(params, x[i], y[i]) for i in range(len(x))]


def first_sample(loss, params, x, y):
    return jax.grad(loss)(params, x[0], y[0])


def last_sample(loss, params, x, y):
    return jax.grad(loss)(params, x[-1], y[-1])


def samples_last(loss, params, x, y):
    grads = [jax.grad(loss)(params, x[i], y[i]) for i in range(len(x))]
    return jax.tree.map(lambda *g: np.stack(g, axis=-1), *grads)


def one_row_each(loss, params, x, y):
    grads = [jax.grad(loss)(params, x[i], y[i]) for i in range(len(x))]
    return np.stack([np.concatenate([np.ravel(leaf) for leaf in jax.tree.leaves(grad)]) for grad in grads])


def joined_not_stacked(loss, params, x, y):
    grads = [jax.grad(loss)(params, x[i], y[i]) for i in range(len(x))]
    return jax.tree.map(lambda *g: np.concatenate([np.atleast_1d(part) for part in g]), *grads)


def leaves_without_tree(loss, params, x, y):
    grads = [jax.tree.leaves(jax.grad(loss)(params, x[i], y[i])) for i in range(len(x))]
    return [np.stack(parts) for parts in zip(*grads, strict=True)]


def downhill(loss, params, x, y):
    grads = [jax.grad(loss)(params, x[i], y[i]) for i in range(len(x))]
    return jax.tree.map(lambda *g: -np.stack(g), *grads)


def norms(loss, params, x, y):
    grads = [jax.tree.leaves(jax.grad(loss)(params, x[i], y[i])) for i in range(len(x))]
    return np.array([np.sqrt(sum(np.sum(np.square(leaf)) for leaf in leaves)) for leaves in grads])


def function_not_called(loss, params, x, y):
    return jax.vmap(jax.grad(loss), in_axes=(None, 0, 0))


def not_mapped_over_y_order(loss, params, x, y):
    grads = [jax.grad(loss)(params, x[i], y[len(x) - 1 - i]) for i in range(len(x))]
    return jax.tree.map(lambda *g: np.stack(g), *grads)


def one_target_for_all(loss, params, x, y):
    grads = [jax.grad(loss)(params, x[i], y[0]) for i in range(len(x))]
    return jax.tree.map(lambda *g: np.stack(g), *grads)


def with_kept_axes(loss, params, x, y):
    grads = [jax.grad(loss)(params, x[i], y[i]) for i in range(len(x))]
    return jax.tree.map(lambda *g: np.stack(g)[:, None], *grads)


def half_precision(loss, params, x, y):
    grads = [jax.grad(loss)(params, x[i], y[i]) for i in range(len(x))]
    return jax.tree.map(lambda *g: np.stack(g).astype(np.float16).astype(np.float32), *grads)


def rounded_four_digits(loss, params, x, y):
    grads = [jax.grad(loss)(params, x[i], y[i]) for i in range(len(x))]
    return jax.tree.map(lambda *g: np.round(np.stack(g), 4), *grads)
