"""How a recurrent cell starts: parameters before training, for plain cells, LSTMs and GRUs."""

from typing import Literal

import jax
import jax.numpy as jnp

from course_lib.initializers import glorot_init, orthogonal_init
from course_lib.recurrent import Cell
from course_lib.shapes import require_at_least

Recurrent = Literal["orthogonal", "identity", "normal"]


def rnn_init(key: jax.Array, d_in: int, hidden: int, recurrent: Recurrent = "orthogonal", radius: float = 1.0) -> Cell:
    """Draw a plain cell: Glorot for the input, a chosen kind of matrix for the state, biases 0.

    Shapes: -> w (d_in, hidden), u (hidden, hidden), b (hidden,).
    Units:  radius is the largest singular value of u for "orthogonal" and "identity" (radius · I), and what the
            spectral radius of "normal" tends to as hidden grows.
    Raises: ValueError if a size is below 1, or recurrent is none of the three.
    """
    require_at_least(1, d_in=d_in, hidden=hidden)
    key_w, key_u = jax.random.split(key)
    if recurrent == "orthogonal":
        u = orthogonal_init(key_u, hidden, radius)
    elif recurrent == "identity":
        u = radius * jnp.eye(hidden)
    elif recurrent == "normal":
        u = radius * hidden**-0.5 * jax.random.normal(key_u, (hidden, hidden))
    else:
        raise ValueError(f'recurrent: "orthogonal", "identity" or "normal" expected, got {recurrent!r}')
    return Cell(glorot_init(key_w, d_in, hidden), u, jnp.zeros(hidden))


def lstm_init(key: jax.Array, d_in: int, hidden: int, forget_bias: float = 1.0) -> Cell:
    """Draw an LSTM cell, blocks i, f, g, o; a positive forget bias lets the memory keep at first.

    Shapes: -> w (d_in, 4 hidden), u (hidden, 4 hidden), b (4 hidden,).
    Raises: ValueError if a size is below 1.
    Source: the bias of 1: Jozefowicz, Zaremba and Sutskever 2015, An Empirical Exploration of Recurrent Network
            Architectures.
    """
    w, u, b = _gated(key, d_in, hidden, 4)
    return Cell(w, u, b.at[hidden : 2 * hidden].set(forget_bias))


def gru_init(key: jax.Array, d_in: int, hidden: int) -> Cell:
    """Draw a GRU cell, blocks r, z, n; biases 0.

    Shapes: -> w (d_in, 3 hidden), u (hidden, 3 hidden), b (3 hidden,).
    Raises: ValueError if a size is below 1.
    """
    return _gated(key, d_in, hidden, 3)


def _gated(key: jax.Array, d_in: int, hidden: int, gates: int) -> Cell:
    require_at_least(1, d_in=d_in, hidden=hidden)
    key_w, key_u = jax.random.split(key)
    u = jax.vmap(lambda k: orthogonal_init(k, hidden))(jax.random.split(key_u, gates))  # (gates, hidden, hidden)
    return Cell(
        glorot_init(key_w, d_in, gates * hidden),
        jnp.swapaxes(u, 0, 1).reshape(hidden, gates * hidden),
        jnp.zeros(gates * hidden),
    )
