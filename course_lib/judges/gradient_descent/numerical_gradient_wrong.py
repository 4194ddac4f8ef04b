"""Wrong answers to 1.1 numerical_gradient, in NumPy: nothing has to be compiled to recognise them."""

from __future__ import annotations

import numpy as np


def forward_difference(f, theta, eps):
    theta = np.asarray(theta)
    directions = eps * np.eye(theta.size).reshape(theta.size, *theta.shape)
    return np.array([(f(theta + d) - f(theta)) / eps for d in directions]).reshape(theta.shape)


def backward_difference(f, theta, eps):
    theta = np.asarray(theta)
    directions = eps * np.eye(theta.size).reshape(theta.size, *theta.shape)
    return np.array([(f(theta) - f(theta - d)) / eps for d in directions]).reshape(theta.shape)


def divided_by_eps(f, theta, eps):
    theta = np.asarray(theta)
    directions = eps * np.eye(theta.size).reshape(theta.size, *theta.shape)
    return np.array([(f(theta + d) - f(theta - d)) / eps for d in directions]).reshape(theta.shape)


def brackets_forgotten(f, theta, eps):
    theta = np.asarray(theta)
    directions = eps * np.eye(theta.size).reshape(theta.size, *theta.shape)
    return np.array([(f(theta + d) - f(theta - d)) / 2 * eps for d in directions]).reshape(theta.shape)


def difference_without_brackets(f, theta, eps):
    theta = np.asarray(theta)
    directions = eps * np.eye(theta.size).reshape(theta.size, *theta.shape)
    return np.array([f(theta + d) - f(theta - d) / (2 * eps) for d in directions]).reshape(theta.shape)


def no_brackets_at_all(f, theta, eps):
    theta = np.asarray(theta)
    directions = eps * np.eye(theta.size).reshape(theta.size, *theta.shape)
    return np.array([f(theta + d) - f(theta - d) / 2 * eps for d in directions]).reshape(theta.shape)


def always_the_first(f, theta, eps):
    theta = np.asarray(theta)
    directions = eps * np.eye(theta.size).reshape(theta.size, *theta.shape)
    first = directions[0]
    return np.array([(f(theta + first) - f(theta - first)) / (2 * eps) for d in directions]).reshape(theta.shape)


def nudge_collects(f, theta, eps):
    theta = np.asarray(theta)
    directions = eps * np.tri(theta.size).reshape(theta.size, *theta.shape)
    return np.array([(f(theta + d) - f(theta - d)) / (2 * eps) for d in directions]).reshape(theta.shape)


def theta_forgotten(f, theta, eps):
    theta = np.asarray(theta)
    directions = eps * np.eye(theta.size).reshape(theta.size, *theta.shape)
    return np.array([(f(d) - f(-d)) / (2 * eps) for d in directions]).reshape(theta.shape)


def not_divided(f, theta, eps):
    theta = np.asarray(theta)
    directions = eps * np.eye(theta.size).reshape(theta.size, *theta.shape)
    return np.array([f(theta + d) - f(theta - d) for d in directions]).reshape(theta.shape)


def half_steps(f, theta, eps):
    theta = np.asarray(theta)
    directions = eps / 2 * np.eye(theta.size).reshape(theta.size, *theta.shape)
    return np.array([(f(theta + d) - f(theta - d)) / eps for d in directions]).reshape(theta.shape)


def step_of_length_one(f, theta, eps):
    theta = np.asarray(theta)
    directions = np.eye(theta.size).reshape(theta.size, *theta.shape)
    return np.array([(f(theta + d) - f(theta - d)) / (2 * eps) for d in directions]).reshape(theta.shape)


def nudge_never_set(f, theta, eps):
    return np.zeros(np.shape(theta))


def all_at_once(f, theta, eps):
    theta = np.asarray(theta)
    return (f(theta + eps) - f(theta - eps)) / (2 * eps)


def all_at_once_in_each_place(f, theta, eps):
    theta = np.asarray(theta)
    return np.full(theta.shape, (f(theta + eps) - f(theta - eps)) / (2 * eps))


def one_sided_all_at_once(f, theta, eps):
    theta = np.asarray(theta)
    return np.full(theta.shape, (f(theta + eps) - f(theta)) / eps)


def other_sign(f, theta, eps):
    theta = np.asarray(theta)
    directions = eps * np.eye(theta.size).reshape(theta.size, *theta.shape)
    return np.array([(f(theta - d) - f(theta + d)) / (2 * eps) for d in directions]).reshape(theta.shape)


def wanders(f, theta, eps):
    theta = np.asarray(theta)
    slopes = []
    for d in eps * np.eye(theta.size).reshape(theta.size, *theta.shape):
        theta = theta + d
        up = f(theta)
        theta = theta - 2 * d
        slopes.append((up - f(theta)) / (2 * eps))
    return np.array(slopes).reshape(theta.shape)


def wanders_up(f, theta, eps):
    theta = np.asarray(theta)
    slopes = []
    for d in eps * np.eye(theta.size).reshape(theta.size, *theta.shape):
        down = f(theta - d)
        theta = theta + d
        slopes.append((f(theta) - down) / (2 * eps))
    return np.array(slopes).reshape(theta.shape)


def moves_the_callers_array(f, theta, eps):
    theta = theta if isinstance(theta, np.ndarray) else np.array(theta)  # on a JAX array `+=` only renames
    slopes = []
    for d in eps * np.eye(theta.size).reshape(theta.size, *theta.shape):
        theta += d
        up = f(theta)
        theta -= 2 * d
        slopes.append((up - f(theta)) / (2 * eps))
    return np.array(slopes).reshape(theta.shape)


def moves_it_there_and_back(f, theta, eps):
    theta = theta if isinstance(theta, np.ndarray) else np.array(theta)  # on a JAX array `+=` only renames
    slopes = []
    for d in eps * np.eye(theta.size).reshape(theta.size, *theta.shape):
        theta += d
        up = f(theta)
        theta -= 2 * d
        down = f(theta)
        theta += d
        slopes.append((up - down) / (2 * eps))
    return np.array(slopes).reshape(theta.shape)


def moves_an_entry(f, theta, eps):
    out = np.zeros(theta.shape)
    for index in np.ndindex(theta.shape):
        theta[index] += eps
        up = f(theta)
        theta[index] -= 2 * eps
        out[index] = (up - f(theta)) / (2 * eps)
    return out


def exact_gradient(f, theta, eps):
    theta, h = np.asarray(theta, complex), 1e-20  # a complex step: like jax.grad, and nothing is compiled
    directions = np.eye(theta.size).reshape(theta.size, *theta.shape)
    return np.array([np.imag(f(theta + 1j * h * d)) / h for d in directions]).reshape(theta.shape)
