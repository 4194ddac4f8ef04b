"""Wrong answers to 5.4 train_step. They share a compiled gradient and a compiled Adam, and import them themselves."""

from __future__ import annotations

import jax
import jax.numpy as jnp
import numpy as np


def gradient_of_the_accuracy(params, opt_state, batch):
    from course_lib.judges.cnn.small_network import adam, value_and_grad

    value, grads = value_and_grad(params, *batch)
    params, opt_state = adam(params, opt_state, jax.tree.map(lambda g: 0 * g, grads))
    return params, opt_state, value


def state_not_returned(params, opt_state, batch):
    from course_lib.judges.cnn.small_network import adam, value_and_grad

    value, grads = value_and_grad(params, *batch)
    params, opt_state = adam(params, opt_state, grads)
    return params, value


def old_state_returned(params, opt_state, batch):
    from course_lib.judges.cnn.small_network import adam, value_and_grad

    value, grads = value_and_grad(params, *batch)
    return adam(params, opt_state, grads)[0], opt_state, value


def old_parameters_returned(params, opt_state, batch):
    from course_lib.judges.cnn.small_network import adam, value_and_grad

    value, grads = value_and_grad(params, *batch)
    return params, adam(params, opt_state, grads)[1], value


def nothing_kept(params, opt_state, batch):
    from course_lib.judges.cnn.small_network import value_and_grad

    return params, opt_state, value_and_grad(params, *batch)[0]


def uphill(params, opt_state, batch):
    from course_lib.judges.cnn.small_network import adam, value_and_grad

    value, grads = value_and_grad(params, *batch)
    params, opt_state = adam(params, opt_state, jax.tree.map(lambda g: -g, grads))
    return params, opt_state, value


def step_turned_round(params, opt_state, batch):
    from course_lib.judges.cnn.small_network import adam, value_and_grad

    value, grads = value_and_grad(params, *batch)
    moved, opt_state = adam(params, opt_state, grads)
    return jax.tree.map(lambda p, q: 2 * p - q, params, moved), opt_state, value


def plain_gradient_step(params, opt_state, batch):
    from course_lib.judges.cnn.small_network import value_and_grad

    value, grads = value_and_grad(params, *batch)
    return jax.tree.map(lambda p, g: p - 1e-3 * g, params, grads), opt_state, value


def loss_after_the_step(params, opt_state, batch):
    from course_lib.judges.cnn.small_network import adam, value_and_grad

    params, opt_state = adam(params, opt_state, value_and_grad(params, *batch)[1])
    return params, opt_state, value_and_grad(params, *batch)[0]


def two_steps(params, opt_state, batch):
    from course_lib.judges.cnn.small_network import adam, value_and_grad

    for _ in range(2):
        value, grads = value_and_grad(params, *batch)
        params, opt_state = adam(params, opt_state, grads)
    return params, opt_state, value


def same_gradient_twice(params, opt_state, batch):
    from course_lib.judges.cnn.small_network import adam, value_and_grad

    value, grads = value_and_grad(params, *batch)
    params, opt_state = adam(*adam(params, opt_state, grads), grads)
    return params, opt_state, value


def fresh_state(params, opt_state, batch):
    from course_lib.judges.cnn.small_network import adam, value_and_grad

    value, grads = value_and_grad(params, *batch)
    zeros = jax.tree.map(jnp.zeros_like, params)
    params, opt_state = adam(params, (zeros, zeros, 0), grads)
    return params, opt_state, value


def time_not_counted(params, opt_state, batch):
    from course_lib.judges.cnn.small_network import adam, value_and_grad

    value, grads = value_and_grad(params, *batch)
    params, (m, v, _) = adam(params, opt_state, grads)
    return params, (m, v, opt_state[2]), value


def time_counted_twice(params, opt_state, batch):
    from course_lib.judges.cnn.small_network import adam, value_and_grad

    value, grads = value_and_grad(params, *batch)
    params, (m, v, t) = adam(params, opt_state, grads)
    return params, (m, v, t + 1), value


def time_counted_before(params, opt_state, batch):
    from course_lib.judges.cnn.small_network import adam, value_and_grad

    value, grads = value_and_grad(params, *batch)
    m, v, t = opt_state
    params, opt_state = adam(params, (m, v, t + 1), grads)
    return params, opt_state, value


def state_first(params, opt_state, batch):
    from course_lib.judges.cnn.small_network import adam, value_and_grad

    value, grads = value_and_grad(params, *batch)
    params, opt_state = adam(params, opt_state, grads)
    return opt_state, params, value


def loss_first(params, opt_state, batch):
    from course_lib.judges.cnn.small_network import adam, value_and_grad

    value, grads = value_and_grad(params, *batch)
    params, opt_state = adam(params, opt_state, grads)
    return value, params, opt_state


def pair_inside(params, opt_state, batch):
    from course_lib.judges.cnn.small_network import adam, value_and_grad

    value, grads = value_and_grad(params, *batch)
    return adam(params, opt_state, grads), value


def loss_not_returned(params, opt_state, batch):
    from course_lib.judges.cnn.small_network import adam, value_and_grad

    return adam(params, opt_state, value_and_grad(params, *batch)[1])


def gradients_returned(params, opt_state, batch):
    from course_lib.judges.cnn.small_network import adam, value_and_grad

    _, grads = value_and_grad(params, *batch)
    params, opt_state = adam(params, opt_state, grads)
    return params, opt_state, grads


def accuracy_returned(params, opt_state, batch):
    from course_lib.judges.cnn.small_network import adam, scores, value_and_grad

    images, labels = batch
    right = np.argmax(np.asarray(scores(params, images)), axis=1) == np.asarray(labels)
    params, opt_state = adam(params, opt_state, value_and_grad(params, *batch)[1])
    return params, opt_state, right.mean()


def parameters_only(params, opt_state, batch):
    from course_lib.judges.cnn.small_network import adam, value_and_grad

    return adam(params, opt_state, value_and_grad(params, *batch)[1])[0]


def summed_over_the_batch(params, opt_state, batch):
    from course_lib.judges.cnn.small_network import adam, value_and_grad

    value, grads = value_and_grad(params, *batch)
    params, opt_state = adam(params, opt_state, jax.tree.map(lambda g: len(batch[1]) * g, grads))
    return params, opt_state, len(batch[1]) * value


def first_sample_only(params, opt_state, batch):
    from course_lib.judges.cnn.small_network import adam, value_and_grad

    images, labels = (jnp.concatenate([part[:1], part[:1]]) for part in batch)  # one shape, compiled once
    value, grads = value_and_grad(params, images, labels)
    params, opt_state = adam(params, opt_state, grads)
    return params, opt_state, value


def in_place(params, opt_state, batch):
    from course_lib.judges.cnn.small_network import adam, value_and_grad

    value, grads = value_and_grad(params, *batch)
    moved, opt_state = adam(params, opt_state, grads)
    for name in params:
        params[name] = moved[name]
    return params, opt_state, value


def not_by_the_optimiser(params, opt_state, batch):
    from course_lib.judges.cnn.small_network import adam, value_and_grad

    value, grads = value_and_grad(params, *batch)
    _, opt_state = adam(params, opt_state, grads)
    return jax.tree.map(lambda p, g: p - 1e-3 * g, params, grads), opt_state, value
