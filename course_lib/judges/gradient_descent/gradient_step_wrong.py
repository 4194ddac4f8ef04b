"""Wrong answers to 1.2 gradient_step, in NumPy: nothing has to be compiled to recognise them."""

from __future__ import annotations

import jax
import numpy as np


def uphill(theta, grad, learning_rate):
    theta, grad = jax.tree.map(np.asarray, (theta, grad))
    return jax.tree.map(lambda t, g: t + learning_rate * g, theta, grad)


def in_place_and_returned(theta, grad, learning_rate):
    def move(t, g):
        t = t if isinstance(t, np.ndarray) else np.array(t)  # on a JAX array `-=` only renames
        t -= learning_rate * np.asarray(g)
        return t

    return jax.tree.map(move, theta, grad)


def in_place_only(theta, grad, learning_rate):
    for t, g in zip(jax.tree.leaves(theta), jax.tree.leaves(grad), strict=True):
        t = t if isinstance(t, np.ndarray) else np.array(t)  # on a JAX array `-=` only renames
        t -= learning_rate * np.asarray(g)
    return theta


def in_place_returns_nothing(theta, grad, learning_rate):
    for t, g in zip(jax.tree.leaves(theta), jax.tree.leaves(grad), strict=True):
        t = t if isinstance(t, np.ndarray) else np.array(t)  # on a JAX array `-=` only renames
        t -= learning_rate * np.asarray(g)


def thrown_away(theta, grad, learning_rate):
    theta, grad = jax.tree.map(np.asarray, (theta, grad))
    jax.tree.map(lambda t, g: t - learning_rate * g, theta, grad)
    return theta


def full_gradient(theta, grad, learning_rate):
    theta, grad = jax.tree.map(np.asarray, (theta, grad))
    return jax.tree.map(lambda t, g: t - g, theta, grad)


def update_only(theta, grad, learning_rate):
    grad = jax.tree.map(np.asarray, grad)
    return jax.tree.map(lambda g: -learning_rate * g, grad)


def update_only_without_sign(theta, grad, learning_rate):
    grad = jax.tree.map(np.asarray, grad)
    return jax.tree.map(lambda g: learning_rate * g, grad)


def scaled_theta(theta, grad, learning_rate):
    theta, grad = jax.tree.map(np.asarray, (theta, grad))
    return jax.tree.map(lambda t, g: learning_rate * (t - g), theta, grad)


def roles_exchanged(theta, grad, learning_rate):
    theta, grad = jax.tree.map(np.asarray, (theta, grad))
    return jax.tree.map(lambda t, g: g - learning_rate * t, theta, grad)


def difference_turned(theta, grad, learning_rate):
    theta, grad = jax.tree.map(np.asarray, (theta, grad))
    return jax.tree.map(lambda t, g: learning_rate * g - t, theta, grad)


def divided(theta, grad, learning_rate):
    theta, grad = jax.tree.map(np.asarray, (theta, grad))
    with np.errstate(all="ignore"):
        return jax.tree.map(lambda t, g: t - g / np.asarray(learning_rate), theta, grad)


def arrays_only(theta, grad, learning_rate):
    return theta - learning_rate * grad


def dict_only(theta, grad, learning_rate):
    return {name: theta[name] - learning_rate * grad[name] for name in theta}


def dict_only_in_place(theta, grad, learning_rate):
    for name in theta:
        theta[name] = theta[name] - learning_rate * grad[name]
    return theta


def sign_of_gradient(theta, grad, learning_rate):
    theta, grad = jax.tree.map(np.asarray, (theta, grad))
    return jax.tree.map(lambda t, g: t - learning_rate * np.sign(g), theta, grad)


def unit_length(theta, grad, learning_rate):
    theta, grad = jax.tree.map(np.asarray, (theta, grad))
    return jax.tree.map(lambda t, g: t - learning_rate * g / (np.linalg.norm(g) + 1e-12), theta, grad)


def unit_length_or_nan(theta, grad, learning_rate):
    theta, grad = jax.tree.map(np.asarray, (theta, grad))
    with np.errstate(all="ignore"):
        return jax.tree.map(lambda t, g: t - learning_rate * g / np.sqrt(np.sum(g**2)), theta, grad)


def unit_length_of_all(theta, grad, learning_rate):
    theta, grad = jax.tree.map(np.asarray, (theta, grad))
    norm = np.sqrt(sum(np.sum(g**2) for g in jax.tree.leaves(grad)))
    with np.errstate(all="ignore"):
        return jax.tree.map(lambda t, g: t - learning_rate * g / norm, theta, grad)


def tuples_to_lists(theta, grad, learning_rate):
    def step(t, g):
        if isinstance(t, dict):
            return {name: step(t[name], g[name]) for name in t}
        if isinstance(t, (list, tuple)):
            return [step(*pair) for pair in zip(t, g, strict=True)]
        return np.asarray(t) - learning_rate * np.asarray(g)

    return step(theta, grad)


def lists_to_tuples(theta, grad, learning_rate):
    def step(t, g):
        if isinstance(t, dict):
            return {name: step(t[name], g[name]) for name in t}
        if isinstance(t, (list, tuple)):
            return tuple(step(*pair) for pair in zip(t, g, strict=True))
        return np.asarray(t) - learning_rate * np.asarray(g)

    return step(theta, grad)
