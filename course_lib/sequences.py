"""Sequences of unequal length in one array: which steps are real, and what to take from the states."""

from collections.abc import Callable
from typing import Any

import jax
import jax.numpy as jnp

from course_lib.recurrent import SEQUENCES, Activation, Cell, rnn_step
from course_lib.shapes import require_axes, require_equal


def is_real(lengths: jax.Array, time: int) -> jax.Array:
    """Mark the steps before each sequence's end.

    Shapes: lengths (batch,) -> (batch, time) of True and False.
    """
    return jnp.arange(time) < jnp.asarray(lengths)[:, None]


def last_state(states: jax.Array, lengths: jax.Array) -> jax.Array:
    """Take each sequence's state after its own last step, not after the padding.

    Shapes: states (batch, time, hidden), lengths (batch,) from 1 to time -> (batch, hidden).
    Raises: ValueError if the shapes do not fit.
    """
    _require_lengths(states, lengths)
    return jnp.take_along_axis(states, (jnp.asarray(lengths) - 1)[:, None, None], axis=1)[:, 0]


def masked_mean(values: jax.Array, lengths: jax.Array) -> jax.Array:
    """Average over each sequence's own steps.

    Shapes: values (batch, time, features), lengths (batch,) from 1 to time -> (batch, features).
    Raises: ValueError if the shapes do not fit.
    """
    _require_lengths(values, lengths)
    real = is_real(lengths, values.shape[1])[:, :, None]
    # where, not a product: 0 · nan would be nan
    return jnp.sum(jnp.where(real, values, 0), axis=1) / jnp.asarray(lengths)[:, None]


def gradient_norm_by_distance(params: Cell, x: jax.Array, activation: Activation = jnp.tanh) -> jax.Array:
    """Measure how much the last state still depends on earlier ones: ‖∂L/∂h_{T−k}‖ with L = Σ_j h_T[j].

    Shapes: params of a plain cell, x (batch, time, d) -> (time,): entry k is the mean over the batch of the norm of
            each sample's gradient at distance k, so entry 0 is √hidden.
    Raises: ValueError if x has not three axes.
    """
    require_axes("x", x, SEQUENCES)
    w, u, b = params

    def backwards(d_state: jax.Array, at: tuple[jax.Array, jax.Array]) -> tuple[jax.Array, jax.Array]:
        h, x_t = at
        _, pull_back = jax.vjp(lambda h: rnn_step(params, h, x_t, activation), h)
        return pull_back(d_state)[0], d_state

    x = jnp.swapaxes(x, 0, 1)
    start = jnp.zeros((x.shape[1], u.shape[0]), jnp.result_type(x, w))
    step: Callable[..., Any] = lambda h, x_t: (rnn_step(params, h, x_t, activation), h)
    last, before = jax.lax.scan(step, start, x)
    _, gradients = jax.lax.scan(backwards, jnp.ones_like(last), (before, x), reverse=True)
    return jnp.linalg.norm(gradients, axis=-1).mean(axis=1)[::-1]


def _require_lengths(values: jax.Array, lengths: jax.Array) -> None:
    require_axes("values", values, SEQUENCES)
    require_equal("lengths: shape", jnp.shape(lengths), values.shape[:1], "one for each sequence")
