"""Wrong answers to 6.1 rnn_step."""

from __future__ import annotations

import jax
import jax.numpy as jnp
import numpy as np


def exchanged(params, h, x):
    w, u, b = params
    return jnp.tanh(x @ u + h @ w + b)


def exchanged_numpy(params, h, x):
    w, u, b = (np.asarray(p) for p in params)
    return np.tanh(np.asarray(x) @ u + np.asarray(h) @ w + b)


def u_transposed(params, h, x):
    w, u, b = params
    return np.tanh(x @ w + h @ u.T + b)


def w_transposed(params, h, x):
    w, u, b = params
    return jnp.tanh(x @ w.T + h @ u + b)


def factors_exchanged(params, h, x):
    w, u, b = params
    return jnp.tanh(w @ x + u @ h + b)


def no_bias(params, h, x):
    w, u, b = params
    return np.tanh(x @ w + h @ u)


def bias_subtracted(params, h, x):
    w, u, b = params
    return np.tanh(x @ w + h @ u - b)


def bias_outside(params, h, x):
    w, u, b = params
    return np.tanh(x @ w + h @ u) + b


def no_activation(params, h, x):
    w, u, b = params
    return x @ w + h @ u + b


def sigmoid(params, h, x):
    w, u, b = params
    return jax.nn.sigmoid(x @ w + h @ u + b)


def relu(params, h, x):
    w, u, b = params
    return np.maximum(x @ w + h @ u + b, 0)


def slope_of_tanh(params, h, x):
    w, u, b = params
    return 1 - np.tanh(x @ w + h @ u + b) ** 2


def tangent(params, h, x):
    w, u, b = params
    return np.tan(x @ w + h @ u + b)


def tanh_of_each(params, h, x):
    w, u, b = params
    return np.tanh(x @ w) + np.tanh(h @ u) + b


def tanh_of_each_with_bias(params, h, x):
    w, u, b = params
    return np.tanh(x @ w + b) + np.tanh(h @ u)


def tanh_of_the_input(params, h, x):
    w, u, b = params
    return np.tanh(x @ w + b) + h @ u


def tanh_of_the_state(params, h, x):
    w, u, b = params
    return np.tanh(h @ u + b) + x @ w


def tanh_of_the_input_no_bias(params, h, x):
    w, u, b = params
    return np.tanh(x @ w) + h @ u + b


def state_ignored(params, h, x):
    w, u, b = params
    return np.tanh(x @ w + b)


def input_ignored(params, h, x):
    w, u, b = params
    return np.tanh(h @ u + b)


def state_without_u(params, h, x):
    w, u, b = params
    return np.tanh(x @ w + h + b)


def products_multiplied(params, h, x):
    w, u, b = params
    return np.tanh((x @ w) * (h @ u) + b)


def state_subtracted(params, h, x):
    w, u, b = params
    return np.tanh(x @ w - h @ u + b)


def old_state_added(params, h, x):
    w, u, b = params
    return h + np.tanh(x @ w + h @ u + b)


def averaged(params, h, x):
    w, u, b = params
    return (h + np.tanh(x @ w + h @ u + b)) / 2


def state_of_the_first_sample(params, h, x):
    w, u, b = params
    return np.tanh(x @ w + h[:1] @ u + b)


def input_of_the_first_sample(params, h, x):
    w, u, b = params
    return np.tanh(x[:1] @ w + h @ u + b)


def one_sample_only(params, h, x):
    w, u, b = params
    return np.tanh(x[:1] @ w + h[:1] @ u + b)


def entry_by_entry(params, h, x):
    w, u, b = params
    return jnp.tanh(x * w + h * u + b)


def state_entry_by_entry(params, h, x):
    w, u, b = params
    return np.tanh(x @ w + h * np.diag(u) + b)


def in_place(params, h, x):
    w, u, b = params
    h[:] = np.tanh(x @ w + h @ u + b)
    return h


def in_place_operator(params, h, x):
    w, u, b = params
    h @= u
    h += x @ w + b
    return np.tanh(h)


def twice(params, h, x):
    w, u, b = params
    h = np.tanh(x @ w + h @ u + b)
    return h, h


def rounded(params, h, x):
    w, u, b = params
    return np.round(np.tanh(x @ w + h @ u + b), 4)


def rounded_two_digits(params, h, x):
    w, u, b = params
    return np.round(np.tanh(x @ w + h @ u + b), 2)


def half_precision(params, h, x):
    w, u, b = (np.asarray(p, np.float16) for p in params)
    z = np.asarray(x, np.float16) @ w + np.asarray(h, np.float16) @ u + b
    return np.tanh(z).astype(np.float32)
