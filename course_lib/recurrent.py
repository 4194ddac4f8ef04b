"""Recurrent cells and layers: one cell, used again at every step. Time is axis 1 of a batch (batch, time, features)."""

from collections.abc import Callable
from typing import Any, NamedTuple

import jax
import jax.numpy as jnp
from jax import lax

from course_lib.activations import sigmoid
from course_lib.bptt import lstm_states, rnn_states
from course_lib.shapes import require_axes, require_equal

Activation = Callable[[jax.Array], jax.Array]
SEQUENCES = "(batch, time, features)"


class Cell(NamedTuple):
    """Parameters of a recurrent cell with h hidden numbers and g gates (1 for a plain cell, 3 GRU, 4 LSTM).

    Shapes: w (d, g·h) for the input, u (h, g·h) for the state before, b (g·h,).
    """

    w: jax.Array
    u: jax.Array
    b: jax.Array


def rnn_step(params: Cell, h: jax.Array, x: jax.Array, activation: Activation = jnp.tanh) -> jax.Array:
    """Read one step: h_t = φ(x_t W + h_{t−1} U + b).

    Shapes: params w (d, hidden), u (hidden, hidden), b (hidden,); h (batch, hidden), x (batch, d) -> (batch, hidden).
    """
    w, u, b = params
    return activation(x @ w + h @ u + b)


def lstm_step(params: Cell, state: tuple[jax.Array, jax.Array], x: jax.Array) -> tuple[jax.Array, jax.Array]:
    """Read one step with a long short-term memory: c = f c + i g, h = o tanh(c).

    Gates i (input), f (forget), o (output) are sigmoids, the candidate g a tanh, of x W + h U + b.

    Shapes: params w (d, 4 hidden), u (hidden, 4 hidden), b (4 hidden,), blocks in the order i, f, g, o;
            state (h, c), each (batch, hidden); x (batch, d) -> (h, c).
    Source: Hochreiter and Schmidhuber 1997; the forget gate: Gers, Schmidhuber and Cummins 2000.
    """
    w, u, b = params
    h, c = state
    i, f, g, o = jnp.split(x @ w + h @ u + b, 4, axis=-1)
    c = sigmoid(f) * c + sigmoid(i) * jnp.tanh(g)
    return sigmoid(o) * jnp.tanh(c), c


def gru_step(params: Cell, h: jax.Array, x: jax.Array) -> jax.Array:
    """Read one step with a gated recurrent unit: h = (1 − z) n + z h, a mixture of new and old.

    Gates r (reset) and z (update) are sigmoids; the candidate is n = tanh(x W_n + (r h) U_n + b_n).

    Shapes: params w (d, 3 hidden), u (hidden, 3 hidden), b (3 hidden,), blocks in the order r, z, n;
            h (batch, hidden), x (batch, d) -> (batch, hidden).
    Source: Cho et al. 2014, Learning Phrase Representations using RNN Encoder-Decoder.
    """
    w, u, b = params
    hidden = h.shape[-1]
    from_x = x @ w + b
    r, z = jnp.split(sigmoid(from_x[..., : 2 * hidden] + h @ u[:, : 2 * hidden]), 2, axis=-1)
    n = jnp.tanh(from_x[..., 2 * hidden :] + (r * h) @ u[:, 2 * hidden :])
    return (1 - z) * n + z * h


def rnn_by_scan(params: Cell, x: jax.Array, activation: Activation = jnp.tanh) -> jax.Array:
    """Read a sequence step by step and keep every state: the plain form of `rnn`.

    Shapes: x (batch, time, d) -> states (batch, time, hidden); the state before the first step is 0 and not included.
    Raises: ValueError if the shapes do not fit.
    """
    return _scan(lambda h, x_t: 2 * (rnn_step(params, h, x_t, activation),), _start(params, x, 1), x)


def lstm_by_scan(params: Cell, x: jax.Array) -> jax.Array:
    """Read a sequence with an LSTM and keep every h: the plain form of `lstm`.

    Shapes: x (batch, time, d) -> states (batch, time, hidden); h and c are 0 before the first step.
    Raises: ValueError if the shapes do not fit.
    """

    def step(state: tuple[jax.Array, jax.Array], x_t: jax.Array) -> tuple[tuple[jax.Array, jax.Array], jax.Array]:
        h, c = lstm_step(params, state, x_t)
        return (h, c), h

    start = _start(params, x, 4)
    return _scan(step, (start, start), x)


def gru(params: Cell, x: jax.Array) -> jax.Array:
    """Read a sequence with a GRU and keep every state.

    Shapes: x (batch, time, d) -> states (batch, time, hidden); the state before the first step is 0.
    Raises: ValueError if the shapes do not fit.
    """
    return _scan(lambda h, x_t: 2 * (gru_step(params, h, x_t),), _start(params, x, 3), x)


def rnn(params: Cell, x: jax.Array, activation: Activation = jnp.tanh) -> jax.Array:
    """Read a sequence and keep every state; as `rnn_by_scan`, with a faster gradient.

    Shapes: x (batch, time, d) -> states (batch, time, hidden); the state before the first step is 0 and not included.
    Pitfall: only reverse mode (jax.grad, jax.vjp); take `rnn_by_scan` for jax.jvp or second derivatives.
    Raises: ValueError if the shapes do not fit.
    """
    _start(params, x, 1)
    return rnn_states(activation, x @ params[0] + params[2], params[1])


def lstm(params: Cell, x: jax.Array) -> jax.Array:
    """Read a sequence with an LSTM and keep every h; as `lstm_by_scan`, with a faster gradient.

    Shapes: x (batch, time, d) -> states (batch, time, hidden); h and c are 0 before the first step.
    Pitfall: only reverse mode (jax.grad, jax.vjp); take `lstm_by_scan` for jax.jvp or second derivatives.
    Raises: ValueError if the shapes do not fit.
    """
    _start(params, x, 4)
    return lstm_states(x @ params[0] + params[2], params[1])


def _scan(step: Callable, start: Any, x: jax.Array) -> jax.Array:
    _, states = lax.scan(step, start, jnp.swapaxes(x, 0, 1))  # a scan runs over the first axis
    return jnp.swapaxes(states, 0, 1)


def _start(params: Cell, x: jax.Array, gates: int) -> jax.Array:
    """Check the shapes and give the state before the first step: zeros (batch, hidden)."""
    w, u, b = params
    require_axes("x", x, SEQUENCES)
    require_axes("u", u, "(hidden, gates · hidden)")
    hidden = u.shape[0]
    require_equal("u: shape", u.shape, (hidden, gates * hidden), f"{gates} block(s) of its {hidden} rows")
    require_equal("w: shape", jnp.shape(w), (x.shape[2], gates * hidden), "features of x, columns of u")
    require_equal("b: shape", jnp.shape(b), (gates * hidden,), "the columns of u")
    return jnp.zeros((x.shape[0], hidden), jnp.result_type(x, w))
