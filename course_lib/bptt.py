"""Backpropagation through time by hand: why `recurrent.rnn` and `recurrent.lstm` are fast.

The plain form, a scan that JAX differentiates, keeps every intermediate of a step and forms the gradient of U anew at
every step. Here only the loop itself stays in the loop: the product with the input is taken before it, all slopes in
one go after it, backwards only the state's gradient is carried, and the gradient of U is one product at the end.
"""

from collections.abc import Callable
from functools import partial

import jax
import jax.numpy as jnp
from jax import lax

from course_lib.activations import sigmoid

Activation = Callable[[jax.Array], jax.Array]


@partial(jax.custom_vjp, nondiff_argnums=(0,))
def rnn_states(activation: Activation, from_x: jax.Array, u: jax.Array) -> jax.Array:
    """Give all states of h_t = φ(from_x_t + h_{t−1} U), h_0 = 0; φ works entry by entry.

    Shapes: from_x (batch, time, hidden), u (hidden, hidden) -> states (batch, time, hidden).
    """
    return _rnn_forward(activation, from_x, u)[0]


def _rnn_forward(activation: Activation, from_x: jax.Array, u: jax.Array):
    def step(h: jax.Array, from_x: jax.Array) -> tuple[jax.Array, tuple[jax.Array, jax.Array]]:
        sums = from_x + h @ u
        h = activation(sums)
        return h, (h, sums)

    _, (states, sums) = lax.scan(step, jnp.zeros_like(from_x[:, 0]), time_first(from_x))
    return time_first(states), (states, sums, u)


def _rnn_backward(activation: Activation, kept, d_states: jax.Array) -> tuple[jax.Array, jax.Array]:
    states, sums, u = kept
    (slopes,) = jax.vjp(activation, sums)[1](jnp.ones_like(sums))  # φ' of all steps at once

    def step(dh: jax.Array, at: tuple[jax.Array, jax.Array]) -> tuple[jax.Array, jax.Array]:
        d_state, slope = at
        d_sum = (d_state + dh) * slope
        return d_sum @ u.T, d_sum

    _, d_sums = lax.scan(step, jnp.zeros_like(states[0]), (time_first(d_states), slopes), reverse=True)
    return time_first(d_sums), product_over_time(before(states), d_sums)


rnn_states.defvjp(_rnn_forward, _rnn_backward)


@jax.custom_vjp
def lstm_states(from_x: jax.Array, u: jax.Array) -> jax.Array:
    """Give all h of an LSTM from the input's share of its sums, blocks i, f, g, o; h and c start at 0.

    Shapes: from_x (batch, time, 4 hidden), u (hidden, 4 hidden) -> states (batch, time, hidden).
    """
    return _lstm_forward(from_x, u)[0]


def _lstm_forward(from_x: jax.Array, u: jax.Array):
    def step(state: tuple[jax.Array, jax.Array], from_x: jax.Array):
        h, c = state
        i, f, g, o = jnp.split(from_x + h @ u, 4, axis=-1)
        i, f, g, o = sigmoid(i), sigmoid(f), jnp.tanh(g), sigmoid(o)
        c = f * c + i * g
        h = o * jnp.tanh(c)
        return (h, c), (h, c, i, f, g, o)

    start = jnp.zeros((len(from_x), len(u)), from_x.dtype)
    _, kept = lax.scan(step, (start, start), time_first(from_x))
    return time_first(kept[0]), (*kept, u)


def _lstm_backward(kept, d_states: jax.Array) -> tuple[jax.Array, jax.Array]:
    h, c, i, f, g, o, u = kept
    tanh_c = jnp.tanh(c)
    # What multiplies dc (for i, f, g) and dh (for o) to give the gradient of each gate's sum, for all steps at once.
    factors = jnp.concatenate([g * i * (1 - i), before(c) * f * (1 - f), i * (1 - g**2), tanh_c * o * (1 - o)], axis=-1)

    def step(carry: tuple[jax.Array, jax.Array], at):
        dh, dc = carry
        d_state, factor, through_h, f = at
        dh = dh + d_state
        dc = dc + dh * through_h
        d_sum = jnp.concatenate([dc, dc, dc, dh], axis=-1) * factor
        return (d_sum @ u.T, dc * f), d_sum

    start = jnp.zeros_like(h[0])
    through_h = o * (1 - tanh_c**2)
    _, d_sums = lax.scan(step, (start, start), (time_first(d_states), factors, through_h, f), reverse=True)
    return time_first(d_sums), product_over_time(before(h), d_sums)


lstm_states.defvjp(_lstm_forward, _lstm_backward)


def time_first(x: jax.Array) -> jax.Array:
    """Exchange batch and time, there and back.

    Shapes: x (a, b, features) -> (b, a, features).
    """
    return jnp.swapaxes(x, 0, 1)


def before(states: jax.Array) -> jax.Array:
    """Give what each step started from: 0, then the states but the last.

    Shapes: states (time, batch, hidden) -> same.
    """
    return jnp.concatenate([jnp.zeros_like(states[:1]), states[:-1]])


def product_over_time(h: jax.Array, d_sums: jax.Array) -> jax.Array:
    """Sum the outer products of all steps and samples in one matrix product.

    Shapes: h (time, batch, hidden), d_sums (time, batch, k) -> (hidden, k).
    """
    return jnp.tensordot(h, d_sums, axes=((0, 1), (0, 1)))
