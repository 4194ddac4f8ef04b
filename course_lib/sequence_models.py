"""The article's two networks for sequences: a plain RNN, and an LSTM whose states attend to each other."""

from typing import Any

import jax
import jax.numpy as jnp

from course_lib.attention import attention_weights
from course_lib.cells import Recurrent, lstm_init, rnn_init
from course_lib.initializers import glorot_init
from course_lib.layers import dense
from course_lib.recurrent import Activation, lstm, rnn
from course_lib.sequences import is_real, last_state

PyTree = Any


def rnn_classifier_params(
    key: jax.Array, d_in: int, hidden: int, classes: int, recurrent: Recurrent = "orthogonal"
) -> dict[str, PyTree]:
    """Draw a plain RNN and the dense layer that reads its last state.

    Shapes: -> {"cell": Cell, "dense": (w (hidden, classes), b (classes,))}.
    """
    key_cell, key_dense = jax.random.split(key)
    return {"cell": rnn_init(key_cell, d_in, hidden, recurrent), "dense": _head(key_dense, hidden, classes)}


def rnn_classifier(
    params: dict[str, PyTree], x: jax.Array, lengths: jax.Array | None = None, activation: Activation = jnp.tanh
) -> jax.Array:
    """Read a sequence to its end and score its class from the last state.

    Shapes: x (batch, time, d_in), lengths (batch,) or None for whole rows -> logits (batch, classes).
    """
    states = rnn(params["cell"], x, activation)
    last = states[:, -1] if lengths is None else last_state(states, lengths)
    return dense(last, *params["dense"])


def lstm_attention_params(key: jax.Array, d_in: int, hidden: int, classes: int) -> dict[str, PyTree]:
    """Draw an LSTM and the dense layer that reads what attention makes of its states.

    Shapes: -> {"cell": Cell, "dense": (w (hidden, classes), b (classes,))}.
    """
    key_cell, key_dense = jax.random.split(key)
    return {"cell": lstm_init(key_cell, d_in, hidden), "dense": _head(key_dense, hidden, classes)}


def lstm_attention(params: dict[str, PyTree], x: jax.Array, lengths: jax.Array | None = None) -> jax.Array:
    """Let every state of an LSTM look at all of them, average the mixtures over time, and score the class.

    Shapes: x (batch, time, d_in), lengths (batch,) or None for whole rows -> logits (batch, classes).
    """
    states = lstm(params["cell"], x)
    taken = attended(states, lengths)  # (batch, time)
    return dense(jnp.einsum("bt,bth->bh", taken, states), *params["dense"])


def attended(states: jax.Array, lengths: jax.Array | None = None) -> jax.Array:
    """Say how much of each state goes into the average over all queries.

    The mean over queries commutes with the product with the values, so it is taken over the weights: one row instead
    of a matrix of mixtures.

    Shapes: states (batch, time, hidden), lengths (batch,) or None -> (batch, time), rows sum to 1.
    """
    if lengths is None:
        return attention_weights(states, states).mean(axis=1)
    real = is_real(lengths, states.shape[1])
    weights = attention_weights(states, states, real[:, None, :])  # (batch, queries, keys)
    return jnp.sum(weights * real[:, :, None], axis=1) / jnp.asarray(lengths)[:, None]


def _head(key: jax.Array, hidden: int, classes: int) -> tuple[jax.Array, jax.Array]:
    return glorot_init(key, hidden, classes), jnp.zeros(classes)
