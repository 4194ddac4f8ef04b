"""Masks, last states and gradients over distance, against loops and JAX's own gradient."""

from functools import partial

import jax
import jax.numpy as jnp
import numpy as np
import pytest

from course_lib.activations import relu
from course_lib.cells import rnn_init
from course_lib.recurrent import rnn_step
from course_lib.sequences import gradient_norm_by_distance, is_real, last_state, masked_mean

close = partial(np.testing.assert_allclose, rtol=1e-5, atol=1e-6)
LENGTHS = np.array([1, 4, 6])


def normal(seed, *shape):
    return np.random.default_rng(seed).normal(size=shape).astype(np.float32)


def test_only_real_steps_count():
    values = normal(0, 3, 6, 2)
    close(last_state(values, LENGTHS), [row[n - 1] for row, n in zip(values, LENGTHS, strict=True)])
    close(jax.jit(masked_mean)(values, LENGTHS), [row[:n].mean(axis=0) for row, n in zip(values, LENGTHS, strict=True)])
    np.testing.assert_array_equal(is_real(LENGTHS, 6).sum(axis=1), LENGTHS)
    spoilt = np.where(is_real(LENGTHS, 6)[:, :, None], values, np.nan)
    close(masked_mean(spoilt, LENGTHS), masked_mean(values, LENGTHS))
    gradient = jax.grad(lambda v: masked_mean(v, LENGTHS).sum())(values)
    close(gradient, np.repeat(np.where(is_real(LENGTHS, 6), 1 / LENGTHS[:, None], 0)[:, :, None], 2, axis=2))


@pytest.mark.parametrize("activation", [jnp.tanh, relu])
def test_gradients_over_distance_are_jaxs(activation):
    params, x = rnn_init(jax.random.key(0), 3, 4, "normal", 1.2), normal(1, 5, 6, 3)

    def last_sum(h, steps):
        for x_t in steps:
            h = rnn_step(params, h, x_t, activation)
        return h.sum()

    norms = []
    for sample in x:
        h, own = jnp.zeros(4), []
        for t in range(6):
            h = rnn_step(params, h, sample[t], activation)
            own.append(np.linalg.norm(jax.grad(last_sum)(h, sample[t + 1 :])))
        norms.append(own[::-1])
    ours = jax.jit(partial(gradient_norm_by_distance, activation=activation))(params, x)
    close(ours, np.mean(norms, axis=0))
    close(ours[0], 2)  # the square root of four


def test_bad_input_is_named():
    values = normal(0, 3, 6, 2)
    for call, message in [
        (lambda: last_state(values[0], LENGTHS), r"values: .*got \(6, 2\)"),
        (lambda: masked_mean(values, LENGTHS[:2]), r"lengths: shape: \(3,\) .*got \(2,\)"),
        (lambda: gradient_norm_by_distance(rnn_init(jax.random.key(0), 2, 4), values[0]), r"x: .*got \(6, 2\)"),
    ]:
        with pytest.raises(ValueError, match=message):
            call()
