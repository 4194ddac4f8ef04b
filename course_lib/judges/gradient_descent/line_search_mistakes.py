"""Wrong answers to 1.8 backtracking, in NumPy: nothing has to be compiled to recognise them."""

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


def never_shrinks(f, grad, theta, alpha0, beta, c):
    grad, theta = np.asarray(grad), np.asarray(theta)
    alpha = alpha0
    while not f(theta - alpha * grad) <= f(theta) - c * alpha * np.sum(grad**2):
        pass
    return alpha


def grows(f, grad, theta, alpha0, beta, c):
    grad, theta = np.asarray(grad), np.asarray(theta)
    alpha = alpha0
    while not f(theta - alpha * grad) <= f(theta) - c * alpha * np.sum(grad**2):
        alpha = alpha / beta
    return alpha


def never_asks_again(f, grad, theta, alpha0, beta, c):
    grad, theta = np.asarray(grad), np.asarray(theta)
    alpha = alpha0
    new, bound = f(theta - alpha * grad), f(theta) - c * alpha * np.sum(grad**2)
    while not new <= bound:
        alpha = beta * alpha
    return alpha


def promise_without_alpha(f, grad, theta, alpha0, beta, c):
    grad, theta = np.asarray(grad), np.asarray(theta)
    alpha = alpha0
    while not f(theta - alpha * grad) <= f(theta) - c * np.sum(grad**2):
        alpha = beta * alpha
    return alpha


def norm_not_squared(f, grad, theta, alpha0, beta, c):
    grad, theta = np.asarray(grad), np.asarray(theta)
    alpha = alpha0
    while not f(theta - alpha * grad) <= f(theta) - c * alpha * np.sqrt(np.sum(grad**2)):
        alpha = beta * alpha
    return alpha


def wrong_sign(f, grad, theta, alpha0, beta, c):
    grad, theta = np.asarray(grad), np.asarray(theta)
    alpha = alpha0
    while not f(theta - alpha * grad) <= f(theta) + c * alpha * np.sum(grad**2):
        alpha = beta * alpha
    return alpha


def turned_round(f, grad, theta, alpha0, beta, c):
    grad, theta = np.asarray(grad), np.asarray(theta)
    alpha = alpha0
    while f(theta - alpha * grad) <= f(theta) - c * alpha * np.sum(grad**2):
        alpha = beta * alpha
    return alpha


def shrinks_after_success(f, grad, theta, alpha0, beta, c):
    grad, theta = np.asarray(grad), np.asarray(theta)
    alpha = alpha0
    while not f(theta - alpha * grad) <= f(theta) - c * alpha * np.sum(grad**2):
        alpha = beta * alpha
    return beta * alpha


def last_rejected(f, grad, theta, alpha0, beta, c):
    grad, theta = np.asarray(grad), np.asarray(theta)
    alpha, before = alpha0, alpha0
    while not f(theta - alpha * grad) <= f(theta) - c * alpha * np.sum(grad**2):
        before, alpha = alpha, beta * alpha
    return before


def alpha0_never_tried(f, grad, theta, alpha0, beta, c):
    grad, theta = np.asarray(grad), np.asarray(theta)
    alpha = beta * alpha0
    while not f(theta - alpha * grad) <= f(theta) - c * alpha * np.sum(grad**2):
        alpha = beta * alpha
    return alpha


def only_once(f, grad, theta, alpha0, beta, c):
    grad, theta = np.asarray(grad), np.asarray(theta)
    if f(theta - alpha0 * grad) <= f(theta) - c * alpha0 * np.sum(grad**2):
        return alpha0
    return beta * alpha0


def always_alpha0(f, grad, theta, alpha0, beta, c):
    return alpha0


def uphill(f, grad, theta, alpha0, beta, c):
    grad, theta = np.asarray(grad), np.asarray(theta)
    alpha = alpha0
    while not f(theta + alpha * grad) <= f(theta) - c * alpha * np.sum(grad**2):
        alpha = beta * alpha
    return alpha


def moves_theta(f, grad, theta, alpha0, beta, c):
    grad, theta = np.asarray(grad), np.asarray(theta)
    alpha, start = alpha0, f(theta)
    theta = theta - alpha * grad
    while not f(theta) <= start - c * alpha * np.sum(grad**2):
        alpha = beta * alpha
        theta = theta - alpha * grad
    return alpha


def returns_theta(f, grad, theta, alpha0, beta, c):
    grad, theta = np.asarray(grad), np.asarray(theta)
    alpha = alpha0
    while not f(theta - alpha * grad) <= f(theta) - c * alpha * np.sum(grad**2):
        alpha = beta * alpha
    return theta - alpha * grad


def unit_direction(f, grad, theta, alpha0, beta, c):
    grad, theta = np.asarray(grad), np.asarray(theta)
    alpha, norm = alpha0, np.sqrt(np.sum(grad**2)) + 1e-30
    while not f(theta - alpha * grad / norm) <= f(theta) - c * alpha * norm:
        alpha = beta * alpha
    return alpha


def accepts_nan(f, grad, theta, alpha0, beta, c):
    grad, theta = np.asarray(grad), np.asarray(theta)
    alpha = alpha0
    while f(theta - alpha * grad) > f(theta) - c * alpha * np.sum(grad**2):
        alpha = beta * alpha
    return alpha


def strict(f, grad, theta, alpha0, beta, c):
    grad, theta = np.asarray(grad), np.asarray(theta)
    alpha = alpha0
    while not f(theta - alpha * grad) < f(theta) - c * alpha * np.sum(grad**2):
        alpha = beta * alpha
    return alpha


def strict_and_accepts_nan(f, grad, theta, alpha0, beta, c):
    grad, theta = np.asarray(grad), np.asarray(theta)
    alpha = alpha0
    while f(theta - alpha * grad) >= f(theta) - c * alpha * np.sum(grad**2):
        alpha = beta * alpha
    return alpha


def subtracts_beta(f, grad, theta, alpha0, beta, c):
    grad, theta = np.asarray(grad), np.asarray(theta)
    alpha = alpha0
    while not f(theta - alpha * grad) <= f(theta) - c * alpha * np.sum(grad**2):
        alpha = alpha - beta
    return alpha


def shrinks_by_c(f, grad, theta, alpha0, beta, c):
    grad, theta = np.asarray(grad), np.asarray(theta)
    alpha = alpha0
    while not f(theta - alpha * grad) <= f(theta) - c * alpha * np.sum(grad**2):
        alpha = c * alpha
    return alpha


def c_and_beta_exchanged(f, grad, theta, alpha0, beta, c):
    grad, theta = np.asarray(grad), np.asarray(theta)
    alpha = alpha0
    while not f(theta - alpha * grad) <= f(theta) - beta * alpha * np.sum(grad**2):
        alpha = c * alpha
    return alpha


def mean_of_squares(f, grad, theta, alpha0, beta, c):
    grad, theta = np.asarray(grad), np.asarray(theta)
    alpha = alpha0
    while not f(theta - alpha * grad) <= f(theta) - c * alpha * np.mean(grad**2):
        alpha = beta * alpha
    return alpha


def uphill_with_rising_bound(f, grad, theta, alpha0, beta, c):
    grad, theta = np.asarray(grad), np.asarray(theta)
    alpha = alpha0
    while not f(theta + alpha * grad) <= f(theta) + c * alpha * np.sum(grad**2):
        alpha = beta * alpha
    return alpha
