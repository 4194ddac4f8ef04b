"""Wrong answers to 1.3 that move well and keep the wrong points, in NumPy: nothing has to be compiled."""

from __future__ import annotations

import numpy as np


def start_missing(grad_fn, theta0, learning_rate, steps):
    theta0 = np.asarray(theta0)
    theta, path = theta0, []
    for _ in range(steps):
        theta = theta - learning_rate * grad_fn(theta)
        path.append(theta)
    return np.stack(path)


def start_missing_array(grad_fn, theta0, learning_rate, steps):
    theta0 = np.asarray(theta0)
    theta, path = theta0, []
    for _ in range(steps):
        theta = theta - learning_rate * grad_fn(theta)
        path.append(theta)
    return np.array(path)


def start_missing_preallocated(grad_fn, theta0, learning_rate, steps):
    theta0 = np.asarray(theta0)
    theta, path = theta0, np.zeros((steps, len(theta0)))
    for k in range(steps):
        theta = theta - learning_rate * grad_fn(theta)
        path[k] = theta
    return path


def end_missing(grad_fn, theta0, learning_rate, steps):
    theta0 = np.asarray(theta0)
    theta, path = theta0, []
    for _ in range(steps):
        path.append(theta)
        theta = theta - learning_rate * grad_fn(theta)
    return np.stack(path)


def end_missing_array(grad_fn, theta0, learning_rate, steps):
    theta0 = np.asarray(theta0)
    theta, path = theta0, []
    for _ in range(steps):
        path.append(theta)
        theta = theta - learning_rate * grad_fn(theta)
    return np.array(path)


def end_missing_preallocated(grad_fn, theta0, learning_rate, steps):
    theta0 = np.asarray(theta0)
    theta, path = theta0, np.zeros((steps, len(theta0)))
    for k in range(steps):
        path[k] = theta
        theta = theta - learning_rate * grad_fn(theta)
    return path


def one_step_less(grad_fn, theta0, learning_rate, steps):
    theta0 = np.asarray(theta0)
    theta, path = theta0, [theta0]
    for _ in range(steps - 1):
        theta = theta - learning_rate * grad_fn(theta)
        path.append(theta)
    return np.stack(path)


def start_twice(grad_fn, theta0, learning_rate, steps):
    theta0 = np.asarray(theta0)
    theta, path = theta0, [theta0]
    for _ in range(steps):
        path.append(theta)
        theta = theta - learning_rate * grad_fn(theta)
    return np.stack(path)


def one_step_more(grad_fn, theta0, learning_rate, steps):
    theta0 = np.asarray(theta0)
    theta, path = theta0, [theta0]
    for _ in range(steps + 1):
        theta = theta - learning_rate * grad_fn(theta)
        path.append(theta)
    return np.stack(path)


def start_missing_one_step_more(grad_fn, theta0, learning_rate, steps):
    theta0 = np.asarray(theta0)
    theta, path = theta0, []
    for _ in range(steps + 1):
        theta = theta - learning_rate * grad_fn(theta)
        path.append(theta)
    return np.stack(path)


def last_point_only(grad_fn, theta0, learning_rate, steps):
    theta0 = np.asarray(theta0)
    theta = theta0
    for _ in range(steps):
        theta = theta - learning_rate * grad_fn(theta)
    return theta


def return_in_the_loop(grad_fn, theta0, learning_rate, steps):
    theta0 = np.asarray(theta0)
    theta, path = theta0, [theta0]
    for _ in range(steps):
        theta = theta - learning_rate * grad_fn(theta)
        path.append(theta)
        return np.stack(path)


def begun_anew_each_round(grad_fn, theta0, learning_rate, steps):
    theta0 = np.asarray(theta0)
    for _ in range(steps):
        theta, path = theta0, [theta0]
        theta = theta - learning_rate * grad_fn(theta)
        path.append(theta)
    return np.stack(path)


def begun_anew_appends_first(grad_fn, theta0, learning_rate, steps):
    theta0 = np.asarray(theta0)
    for _ in range(steps):
        theta, path = theta0, [theta0]
        path.append(theta)
        theta = theta - learning_rate * grad_fn(theta)
    return np.stack(path)


def append_after_the_loop(grad_fn, theta0, learning_rate, steps):
    theta0 = np.asarray(theta0)
    theta, path = theta0, [theta0]
    for _ in range(steps):
        theta = theta - learning_rate * grad_fn(theta)
    path.append(theta)
    return np.stack(path)


def same_array_many_times(grad_fn, theta0, learning_rate, steps):
    theta0 = np.asarray(theta0)
    theta = np.array(theta0, dtype=np.float32)
    path = [theta]
    for _ in range(steps):
        theta -= learning_rate * np.asarray(grad_fn(theta))
        path.append(theta)
    return np.stack(path)
