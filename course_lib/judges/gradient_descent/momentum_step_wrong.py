"""Wrong answers to 1.6 momentum_step, in NumPy: nothing has to be compiled to recognise them."""

from __future__ import annotations

import numpy as np


def old_velocity(theta, velocity, grad, learning_rate, beta):
    theta, velocity, grad = np.asarray(theta), np.asarray(velocity), np.asarray(grad)
    return theta - learning_rate * velocity, beta * velocity + grad


def scaled_twice(theta, velocity, grad, learning_rate, beta):
    theta, velocity, grad = np.asarray(theta), np.asarray(velocity), np.asarray(grad)
    velocity = beta * velocity + learning_rate * grad
    return theta - learning_rate * velocity, velocity


def rate_inside(theta, velocity, grad, learning_rate, beta):
    theta, velocity, grad = np.asarray(theta), np.asarray(velocity), np.asarray(grad)
    velocity = beta * velocity + learning_rate * grad
    return theta - velocity, velocity


def rate_inside_negative(theta, velocity, grad, learning_rate, beta):
    theta, velocity, grad = np.asarray(theta), np.asarray(velocity), np.asarray(grad)
    velocity = beta * velocity - learning_rate * grad
    return theta + velocity, velocity


def points_downhill(theta, velocity, grad, learning_rate, beta):
    theta, velocity, grad = np.asarray(theta), np.asarray(velocity), np.asarray(grad)
    velocity = beta * velocity - grad
    return theta + learning_rate * velocity, velocity


def running_mean(theta, velocity, grad, learning_rate, beta):
    theta, velocity, grad = np.asarray(theta), np.asarray(velocity), np.asarray(grad)
    velocity = beta * velocity + (1 - beta) * grad
    return theta - learning_rate * velocity, velocity


def nesterov(theta, velocity, grad, learning_rate, beta):
    theta, velocity, grad = np.asarray(theta), np.asarray(velocity), np.asarray(grad)
    velocity = beta * velocity + grad
    return theta - learning_rate * (grad + beta * velocity), velocity


def velocity_ignored(theta, velocity, grad, learning_rate, beta):
    theta, velocity, grad = np.asarray(theta), np.asarray(velocity), np.asarray(grad)
    return theta - learning_rate * grad, velocity


def velocity_replaced(theta, velocity, grad, learning_rate, beta):
    theta, velocity, grad = np.asarray(theta), np.asarray(velocity), np.asarray(grad)
    return theta - learning_rate * grad, grad


def velocity_counted_not_used(theta, velocity, grad, learning_rate, beta):
    theta, velocity, grad = np.asarray(theta), np.asarray(velocity), np.asarray(grad)
    return theta - learning_rate * grad, beta * velocity + grad


def velocity_not_returned(theta, velocity, grad, learning_rate, beta):
    theta, velocity, grad = np.asarray(theta), np.asarray(velocity), np.asarray(grad)
    return theta - learning_rate * (beta * velocity + grad), velocity


def beta_forgotten(theta, velocity, grad, learning_rate, beta):
    theta, velocity, grad = np.asarray(theta), np.asarray(velocity), np.asarray(grad)
    velocity = velocity + grad
    return theta - learning_rate * velocity, velocity


def beta_on_gradient(theta, velocity, grad, learning_rate, beta):
    theta, velocity, grad = np.asarray(theta), np.asarray(velocity), np.asarray(grad)
    velocity = velocity + beta * grad
    return theta - learning_rate * velocity, velocity


def beta_on_both(theta, velocity, grad, learning_rate, beta):
    theta, velocity, grad = np.asarray(theta), np.asarray(velocity), np.asarray(grad)
    velocity = beta * (velocity + grad)
    return theta - learning_rate * velocity, velocity


def weights_exchanged(theta, velocity, grad, learning_rate, beta):
    theta, velocity, grad = np.asarray(theta), np.asarray(velocity), np.asarray(grad)
    velocity = (1 - beta) * velocity + beta * grad
    return theta - learning_rate * velocity, velocity


def uphill(theta, velocity, grad, learning_rate, beta):
    theta, velocity, grad = np.asarray(theta), np.asarray(velocity), np.asarray(grad)
    velocity = beta * velocity + grad
    return theta + learning_rate * velocity, velocity


def gradient_subtracted_twice(theta, velocity, grad, learning_rate, beta):
    theta, velocity, grad = np.asarray(theta), np.asarray(velocity), np.asarray(grad)
    velocity = beta * velocity - grad
    return theta - learning_rate * velocity, velocity


def rate_forgotten(theta, velocity, grad, learning_rate, beta):
    theta, velocity, grad = np.asarray(theta), np.asarray(velocity), np.asarray(grad)
    velocity = beta * velocity + grad
    return theta - velocity, velocity


def other_order(theta, velocity, grad, learning_rate, beta):
    theta, velocity, grad = np.asarray(theta), np.asarray(velocity), np.asarray(grad)
    velocity = beta * velocity + grad
    return velocity, theta - learning_rate * velocity


def theta_only(theta, velocity, grad, learning_rate, beta):
    theta, velocity, grad = np.asarray(theta), np.asarray(velocity), np.asarray(grad)
    return theta - learning_rate * (beta * velocity + grad)


def theta_only_stacked(theta, velocity, grad, learning_rate, beta):
    theta, velocity, grad = np.asarray(theta), np.asarray(velocity), np.asarray(grad)
    velocity = beta * velocity + grad
    return np.stack([theta - learning_rate * velocity, velocity])


def in_place(theta, velocity, grad, learning_rate, beta):
    keep = lambda a: a if isinstance(a, np.ndarray) else np.array(a)  # on a JAX array `*=` only renames
    theta, velocity, grad = keep(theta), keep(velocity), np.asarray(grad)
    velocity *= beta
    velocity += grad
    theta -= learning_rate * velocity
    return theta, velocity


def velocity_in_place(theta, velocity, grad, learning_rate, beta):
    keep = lambda a: a if isinstance(a, np.ndarray) else np.array(a)  # on a JAX array `*=` only renames
    theta, velocity, grad = keep(theta), keep(velocity), np.asarray(grad)
    velocity *= beta
    velocity += grad
    return theta - learning_rate * velocity, velocity
