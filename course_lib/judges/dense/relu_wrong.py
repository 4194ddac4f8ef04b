"""Wrong answers to 3.2 relu and relu_grad, in NumPy: nothing has to be compiled to recognise them."""

from __future__ import annotations

import jax
import jax.numpy as jnp
import numpy as np


def absolute(x):
    return np.abs(x)


def negated_where_negative(x):
    return np.where(np.asarray(x) < 0, -np.asarray(x), 0)


def identity(x):
    return np.asarray(x)


def minimum(x):
    return np.minimum(x, 0)


def step(x):
    return np.where(np.asarray(x) > 0, 1.0, 0.0)


def step_at_zero(x):
    return np.where(np.asarray(x) >= 0, 1.0, 0.0)


def clipped(x):
    return np.clip(x, 0, 1)


def leaky(x):
    return np.where(np.asarray(x) > 0, np.asarray(x), 0.01 * np.asarray(x))


def softplus(x):
    return np.logaddexp(np.asarray(x), 0)


def sigmoid(x):
    with np.errstate(over="ignore"):
        return 1 / (1 + np.exp(-np.asarray(x)))


def tanh(x):
    return np.tanh(x)


def python_max(x):
    return max(x, 0)


def python_if(x):
    if x > 0:
        return x
    return 0.0


def python_if_zeros(x):
    return x if x > 0 else jnp.zeros_like(x)


def largest_entry(x):
    return jnp.max(x, 0)


def largest_of_all(x):
    return np.maximum(np.max(x), 0)


def in_place(x):
    x[x < 0] = 0
    return x


def in_place_on_a_copy_of_jax_arrays(x):
    x = x if isinstance(x, np.ndarray) else np.array(x)
    x[x < 0] = 0
    return x


def only_the_positive(x):
    x = np.asarray(x)
    return x[x > 0]


def nan_for_the_rest(x):
    return np.where(np.asarray(x) > 0, np.asarray(x), np.nan)


def squared(x):
    return np.maximum(np.asarray(x, np.float64), 0) ** 2


# --- the slope ----------------------------------------------------------------------------------------------------


def ones_everywhere(x):
    return np.ones(np.shape(x))


def sign(x):
    return np.sign(x)


def sign_without_zero(x):
    return np.where(np.asarray(x) > 0, 1.0, -1.0)


def one_at_zero(x):
    return np.where(np.asarray(x) >= 0, 1.0, 0.0)


def half_at_zero(x):
    return np.where(np.asarray(x) == 0, 0.5, np.where(np.asarray(x) > 0, 1.0, 0.0))


def the_value(x):
    return np.maximum(x, 0)


def exchanged(x):
    return np.where(np.asarray(x) < 0, 1.0, 0.0)


def exchanged_at_zero(x):
    return np.where(np.asarray(x) <= 0, 1.0, 0.0)


def quotient(x):
    with np.errstate(all="ignore"):
        return np.maximum(x, 0) / np.asarray(x)


def true_or_false(x):
    return np.asarray(x) > 0


def whole_numbers(x):
    return (np.asarray(x) > 0).astype(int)


def zeros_everywhere(x):
    return np.zeros(np.shape(x))


def with_margin(x):
    return np.where(np.asarray(x) > 1e-3, 1.0, 0.0)


def slope_of_softplus(x):
    with np.errstate(over="ignore"):
        return 1 / (1 + np.exp(-np.asarray(x)))


def slope_of_leaky(x):
    return np.where(np.asarray(x) > 0, 1.0, 0.01)


def forward_difference(x):
    x = np.asarray(x, np.float64)
    return (np.maximum(x + 1e-3, 0) - np.maximum(x, 0)) / 1e-3


def difference_of_one(x):
    x = np.asarray(x, np.float32)
    return np.maximum(x + 1, 0) - np.maximum(x, 0)


def central_difference(x):
    x = np.asarray(x, np.float64)
    return (np.maximum(x + 1e-3, 0) - np.maximum(x - 1e-3, 0)) / 2e-3


def python_if_slope(x):
    if x > 0:
        return 1.0
    return 0.0


def grad_of_an_array(x):
    return jax.grad(lambda z: jnp.maximum(z, 0))(x)


def added_up(x):
    return np.sum(np.asarray(x) > 0) * 1.0
