"""Wrong answers to 1.3 that move wrongly, in NumPy: nothing has to be compiled to recognise them."""

from __future__ import annotations

import numpy as np


def stale_gradient(grad_fn, theta0, learning_rate, steps):
    theta0 = np.asarray(theta0)
    theta, path, grad = theta0, [theta0], grad_fn(theta0)
    for _ in range(steps):
        theta = theta - learning_rate * grad
        path.append(theta)
    return np.stack(path)


def gradient_one_step_late(grad_fn, theta0, learning_rate, steps):
    theta0 = np.asarray(theta0)
    theta, path, grad = theta0, [theta0], grad_fn(theta0)
    for _ in range(steps):
        grad_before, grad = grad, grad_fn(theta)
        theta = theta - learning_rate * grad_before
        path.append(theta)
    return np.stack(path)


def from_start_each_time(grad_fn, theta0, learning_rate, steps):
    theta0 = np.asarray(theta0)
    theta, path = theta0, [theta0]
    for _ in range(steps):
        theta = theta0 - learning_rate * grad_fn(theta)
        path.append(theta)
    return np.stack(path)


def stuck_at_first_step(grad_fn, theta0, learning_rate, steps):
    theta0 = np.asarray(theta0)
    path = [theta0]
    for _ in range(steps):
        path.append(theta0 - learning_rate * grad_fn(theta0))
    return np.stack(path)


def uphill(grad_fn, theta0, learning_rate, steps):
    theta0 = np.asarray(theta0)
    theta, path = theta0, [theta0]
    for _ in range(steps):
        theta = theta + learning_rate * grad_fn(theta)
        path.append(theta)
    return np.stack(path)


def two_steps_in_one(grad_fn, theta0, learning_rate, steps):
    theta0 = np.asarray(theta0)
    theta, path = theta0, [theta0]
    for _ in range(steps):
        theta = theta - learning_rate * grad_fn(theta0)
        theta = theta - learning_rate * grad_fn(theta)
        path.append(theta)
    return np.stack(path)


def two_steps_in_one_trap_last(grad_fn, theta0, learning_rate, steps):
    theta0 = np.asarray(theta0)
    theta, path = theta0, [theta0]
    for _ in range(steps):
        theta = theta - learning_rate * grad_fn(theta)
        theta = theta - learning_rate * grad_fn(theta0)
        path.append(theta)
    return np.stack(path)


def rate_forgotten(grad_fn, theta0, learning_rate, steps):
    theta0 = np.asarray(theta0)
    theta, path = theta0, [theta0]
    for _ in range(steps):
        theta = theta - grad_fn(theta)
        path.append(theta)
    return np.stack(path)


def overwrites_start(grad_fn, theta0, learning_rate, steps):
    theta0 = theta0 if isinstance(theta0, np.ndarray) else np.array(theta0)  # on a JAX array `-=` only renames
    theta, path = theta0, [theta0]
    for _ in range(steps):
        theta -= learning_rate * grad_fn(theta)
        path.append(theta)
    return np.stack(path)


def overwrites_start_copies(grad_fn, theta0, learning_rate, steps):
    theta0 = theta0 if isinstance(theta0, np.ndarray) else np.array(theta0)  # on a JAX array `-=` only renames
    theta, path = theta0, [theta0.copy()]
    for _ in range(steps):
        theta -= learning_rate * grad_fn(theta)
        path.append(theta.copy())
    return np.stack(path)
