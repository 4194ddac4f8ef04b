"""Wrong answers to 1.8 whose condition is not Armijo's, in NumPy: nothing has to be compiled to recognise them."""

from __future__ import annotations

import numpy as np


def any_decrease(f, grad, theta, alpha0, beta, c):
    grad, theta = np.asarray(grad), np.asarray(theta)
    alpha = alpha0
    while not f(theta - alpha * grad) < f(theta):
        alpha = beta * alpha
    return alpha


def any_decrease_or_equal(f, grad, theta, alpha0, beta, c):
    grad, theta = np.asarray(grad), np.asarray(theta)
    alpha = alpha0
    while not f(theta - alpha * grad) <= f(theta):
        alpha = beta * alpha
    return alpha


def promise_without_alpha(f, grad, theta, alpha0, beta, c):
    grad, theta = np.asarray(grad), np.asarray(theta)
    alpha = alpha0
    while not f(theta - alpha * grad) <= f(theta) - c * np.sum(grad**2):
        alpha = beta * alpha
    return alpha


def promise_of_alpha0(f, grad, theta, alpha0, beta, c):
    grad, theta = np.asarray(grad), np.asarray(theta)
    alpha, bound = alpha0, f(theta) - c * alpha0 * np.sum(grad**2)
    while not f(theta - alpha * grad) <= bound:
        alpha = beta * alpha
    return alpha


def promise_with_alpha_squared(f, grad, theta, alpha0, beta, c):
    grad, theta = np.asarray(grad), np.asarray(theta)
    alpha = alpha0
    while not f(theta - alpha * grad) <= f(theta) - c * alpha**2 * np.sum(grad**2):
        alpha = beta * alpha
    return alpha


def norm_not_squared(f, grad, theta, alpha0, beta, c):
    grad, theta = np.asarray(grad), np.asarray(theta)
    alpha = alpha0
    while not f(theta - alpha * grad) <= f(theta) - c * alpha * np.sqrt(np.sum(grad**2)):
        alpha = beta * alpha
    return alpha


def mean_of_squares(f, grad, theta, alpha0, beta, c):
    grad, theta = np.asarray(grad), np.asarray(theta)
    alpha = alpha0
    while not f(theta - alpha * grad) <= f(theta) - c * alpha * np.mean(grad**2):
        alpha = beta * alpha
    return alpha


def square_of_sum(f, grad, theta, alpha0, beta, c):
    grad, theta = np.asarray(grad), np.asarray(theta)
    alpha = alpha0
    while not f(theta - alpha * grad) <= f(theta) - c * alpha * np.sum(grad) ** 2:
        alpha = beta * alpha
    return alpha


def wrong_sign(f, grad, theta, alpha0, beta, c):
    grad, theta = np.asarray(grad), np.asarray(theta)
    alpha = alpha0
    while not f(theta - alpha * grad) <= f(theta) + c * alpha * np.sum(grad**2):
        alpha = beta * alpha
    return alpha


def beta_as_share(f, grad, theta, alpha0, beta, c):
    grad, theta = np.asarray(grad), np.asarray(theta)
    alpha = alpha0
    while not f(theta - alpha * grad) <= f(theta) - beta * alpha * np.sum(grad**2):
        alpha = c * alpha
    return alpha


def gradient_xor_two(f, grad, theta, alpha0, beta, c):
    grad, theta = np.asarray(grad), np.asarray(theta)
    alpha = alpha0
    while not f(theta - alpha * grad) <= f(theta) - c * alpha * np.sum(grad ^ 2):
        alpha = beta * alpha
    return alpha


def unit_direction(f, grad, theta, alpha0, beta, c):
    grad, theta = np.asarray(grad), np.asarray(theta)
    alpha, norm = alpha0, np.sqrt(np.sum(grad**2)) + 1e-30
    while not f(theta - alpha * grad / norm) <= f(theta) - c * alpha * norm:
        alpha = beta * alpha
    return alpha


def unit_direction_full_promise(f, grad, theta, alpha0, beta, c):
    grad, theta = np.asarray(grad), np.asarray(theta)
    alpha, norm = alpha0, np.sqrt(np.sum(grad**2)) + 1e-30
    while not f(theta - alpha * grad / norm) <= f(theta) - c * alpha * norm**2:
        alpha = beta * alpha
    return alpha


def unit_direction_or_nan(f, grad, theta, alpha0, beta, c):
    grad, theta = np.asarray(grad), np.asarray(theta)
    alpha = alpha0
    with np.errstate(all="ignore"):
        direction = grad / np.sqrt(np.sum(grad**2))
    while not f(theta - alpha * direction) <= f(theta) - c * alpha * np.sum(grad**2):
        alpha = beta * alpha
    return alpha


def uphill(f, grad, theta, alpha0, beta, c):
    grad, theta = np.asarray(grad), np.asarray(theta)
    alpha = alpha0
    while not f(theta + alpha * grad) <= f(theta) - c * alpha * np.sum(grad**2):
        alpha = beta * alpha
    return alpha


def uphill_with_rising_bound(f, grad, theta, alpha0, beta, c):
    grad, theta = np.asarray(grad), np.asarray(theta)
    alpha = alpha0
    while not f(theta + alpha * grad) <= f(theta) + c * alpha * np.sum(grad**2):
        alpha = beta * alpha
    return alpha
