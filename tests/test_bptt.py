"""Backpropagation through time by hand against JAX's own gradient of the plain scan, and of flax's LSTM."""

from functools import partial

import jax
import jax.numpy as jnp
import numpy as np
import pytest
from test_recurrent import cell, close, lstm_of_flax, normal

from course_lib.activations import relu
from course_lib.bptt import before, product_over_time, time_first
from course_lib.recurrent import lstm, lstm_by_scan, rnn, rnn_by_scan


@pytest.mark.parametrize(
    ("fast", "plain", "gates"),
    [
        (rnn, rnn_by_scan, 1),
        (partial(rnn, activation=relu), partial(rnn_by_scan, activation=relu), 1),
        (lstm, lstm_by_scan, 4),
        (lstm, lstm_of_flax, 4),
    ],
    ids=["tanh", "relu", "lstm", "lstm of flax"],
)
def test_backpropagation_by_hand_is_jaxs(fast, plain, gates):
    params, x = cell(4, 5, gates), normal(0, 3, 6, 4)
    weights = normal(9, 3, 6, 5)  # every state counts, each differently
    gradient = lambda layer: jax.jit(jax.grad(lambda p, x: jnp.sum(weights * jnp.sin(layer(p, x))), (0, 1)))(params, x)
    ours, theirs = gradient(fast), gradient(plain)
    jax.tree.map(close, jax.tree.leaves(ours), jax.tree.leaves(theirs))


def test_the_bookkeeping_over_time():
    h, d_sums = normal(0, 4, 2, 3), normal(1, 4, 2, 5)  # time first
    close(time_first(time_first(h)), h)
    np.testing.assert_array_equal(before(h)[0], 0)
    np.testing.assert_array_equal(before(h)[1:], h[:-1])
    close(product_over_time(h, d_sums), h.reshape(8, 3).T @ d_sums.reshape(8, 5))
