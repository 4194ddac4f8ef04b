"""Recurrent layers against flax cells, NumPy loops and JAX's own gradient of the plain scan."""

from functools import partial

import flax.linen as nn
import jax
import jax.numpy as jnp
import numpy as np
import pytest

from course_lib.activations import relu
from course_lib.recurrent import (
    Cell,
    gru,
    gru_step,
    lstm,
    lstm_by_scan,
    lstm_step,
    rnn,
    rnn_by_scan,
    rnn_step,
)  # fmt: skip

close = partial(np.testing.assert_allclose, rtol=2e-5, atol=2e-5)
SHAPES = [(3, 6, 4, 5), (1, 1, 2, 3), (2, 4, 1, 1)]  # batch, time, d, hidden


def normal(seed, *shape):
    return np.random.default_rng(seed).normal(size=shape).astype(np.float32)


def cell(d, hidden, gates):
    return Cell(normal(1, d, gates * hidden), normal(2, hidden, gates * hidden), normal(3, gates * hidden))


def sigmoid(x):
    return 1 / (1 + np.exp(-x.astype(np.float64)))


def rnn_in_numpy(params, x, activation=np.tanh):
    w, u, b = (np.asarray(a, np.float64) for a in params)
    h, states = np.zeros((len(x), len(u))), []
    for t in range(x.shape[1]):
        h = activation(x[:, t] @ w + h @ u + b)
        states.append(h)
    return np.stack(states, axis=1)


def gru_in_numpy(params, x):
    w, u, b = (np.asarray(a, np.float64) for a in params)
    n = len(u)
    h, states = np.zeros((len(x), n)), []
    for t in range(x.shape[1]):
        of = lambda i, h, x=x[:, t]: (
            x @ w[:, i * n : (i + 1) * n] + h @ u[:, i * n : (i + 1) * n] + b[i * n : (i + 1) * n]
        )
        r, z = sigmoid(of(0, h)), sigmoid(of(1, h))
        h = (1 - z) * np.tanh(of(2, r * h)) + z * h
        states.append(h)
    return np.stack(states, axis=1)


def lstm_of_flax(params, x):
    """Give all h of flax's LSTM with our parameters: input kernels i*, recurrent kernels and biases h*."""
    w, u, b = params
    hidden = len(u)
    blocks = lambda a: dict(zip("ifgo", jnp.split(jnp.asarray(a), 4, axis=-1), strict=True))
    tree = {f"i{k}": {"kernel": v} for k, v in blocks(w).items()}
    tree |= {f"h{k}": {"kernel": v, "bias": blocks(b)[k]} for k, v in blocks(u).items()}
    layer = nn.RNN(nn.OptimizedLSTMCell(hidden))
    return layer.apply({"params": {"cell": tree}}, x)


@pytest.mark.parametrize("shape", SHAPES)
def test_rnn_is_a_loop_in_numpy(shape):
    batch, time, d, hidden = shape
    params, x = cell(d, hidden, 1), normal(0, batch, time, d)
    for layer in (rnn, rnn_by_scan, jax.jit(rnn)):
        close(layer(params, x), rnn_in_numpy(params, x))
    close(rnn(params, x, relu), rnn_in_numpy(params, x, lambda s: np.maximum(s, 0)))
    close(rnn_step(params, np.zeros((batch, hidden), "f"), x[:, 0]), rnn_in_numpy(params, x)[:, 0])


@pytest.mark.parametrize("shape", SHAPES)
def test_lstm_is_flaxs(shape):
    batch, time, d, hidden = shape
    params, x = cell(d, hidden, 4), normal(0, batch, time, d)
    for layer in (lstm, lstm_by_scan, jax.jit(lstm)):
        close(layer(params, x), lstm_of_flax(params, x))
    zeros = np.zeros((batch, hidden), "f")
    close(lstm_step(params, (zeros, zeros), x[:, 0])[0], lstm_of_flax(params, x)[:, 0])


@pytest.mark.parametrize("shape", SHAPES)
def test_gru_is_a_loop_in_numpy(shape):
    batch, time, d, hidden = shape
    params, x = cell(d, hidden, 3), normal(0, batch, time, d)
    close(jax.jit(gru)(params, x), gru_in_numpy(params, x))
    close(gru_step(params, np.zeros((batch, hidden), "f"), x[:, 0]), gru_in_numpy(params, x)[:, 0])


def test_bad_input_is_named():
    x, params = np.ones((2, 3, 4), "f"), cell(4, 5, 1)
    for call, message in [
        (lambda: rnn(params, x[0]), r"x: shape \(batch, time, features\) expected, got \(3, 4\)"),
        (lambda: rnn(params, x[:, :, :2]), r"w: shape: \(2, 5\) .*got \(4, 5\)"),
        (lambda: rnn_by_scan(params._replace(b=params.b[:2]), x), r"b: shape: \(5,\) .*got \(2,\)"),
        (lambda: lstm(params, x), r"u: shape: \(5, 20\) .*got \(5, 5\)"),
    ]:
        with pytest.raises(ValueError, match=message):
            call()
