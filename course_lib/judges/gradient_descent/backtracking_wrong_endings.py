"""Wrong answers to 1.8 that are no search, or none that asks the right question: in NumPy, nothing is compiled."""

from __future__ import annotations

import numpy as np


def never_asks_again(f, grad, theta, alpha0, beta, c):
    grad, theta = np.asarray(grad), np.asarray(theta)
    alpha = alpha0
    new, bound = f(theta - alpha * grad), f(theta) - c * alpha * np.sum(grad**2)
    while not new <= bound:
        alpha = beta * alpha
    return alpha


def turned_round(f, grad, theta, alpha0, beta, c):
    grad, theta = np.asarray(grad), np.asarray(theta)
    alpha = alpha0
    while f(theta - alpha * grad) <= f(theta) - c * alpha * np.sum(grad**2):
        alpha = beta * alpha
    return alpha


def value_before_loop(f, grad, theta, alpha0, beta, c):
    grad, theta = np.asarray(grad), np.asarray(theta)
    alpha, new = alpha0, f(theta - alpha0 * grad)
    while not new <= f(theta) - c * alpha * np.sum(grad**2):
        alpha = beta * alpha
    return alpha


def value_before_loop_while_above(f, grad, theta, alpha0, beta, c):
    grad, theta = np.asarray(grad), np.asarray(theta)
    alpha, new = alpha0, f(theta - alpha0 * grad)
    while new > f(theta) - c * alpha * np.sum(grad**2):
        alpha = beta * alpha
    return alpha


def only_once(f, grad, theta, alpha0, beta, c):
    grad, theta = np.asarray(grad), np.asarray(theta)
    if f(theta - alpha0 * grad) <= f(theta) - c * alpha0 * np.sum(grad**2):
        return alpha0
    return beta * alpha0


def only_once_if_above(f, grad, theta, alpha0, beta, c):
    grad, theta = np.asarray(grad), np.asarray(theta)
    if f(theta - alpha0 * grad) > f(theta) - c * alpha0 * np.sum(grad**2):
        return beta * alpha0
    return alpha0


def always_alpha0(f, grad, theta, alpha0, beta, c):
    return alpha0


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


def strict_but_where_flat(f, grad, theta, alpha0, beta, c):
    grad, theta = np.asarray(grad), np.asarray(theta)
    if not np.any(grad):
        return alpha0
    alpha = alpha0
    while not f(theta - alpha * grad) < f(theta) - c * alpha * np.sum(grad**2):
        alpha = beta * alpha
    return alpha


def strict_but_where_flat_accepts_nan(f, grad, theta, alpha0, beta, c):
    grad, theta = np.asarray(grad), np.asarray(theta)
    if not np.any(grad):
        return alpha0
    alpha = alpha0
    while f(theta - alpha * grad) >= f(theta) - c * alpha * np.sum(grad**2):
        alpha = beta * alpha
    return alpha


def strict_and_accepts_nan(f, grad, theta, alpha0, beta, c):
    grad, theta = np.asarray(grad), np.asarray(theta)
    alpha = alpha0
    while f(theta - alpha * grad) >= f(theta) - c * alpha * np.sum(grad**2):
        alpha = beta * alpha
    return alpha


def lowest_of_many(f, grad, theta, alpha0, beta, c):
    grad, theta = np.asarray(grad), np.asarray(theta)
    alphas = [alpha0 * beta**k for k in range(40)]
    return min(alphas, key=lambda alpha: f(theta - alpha * grad))


def lowest_of_many_without_nan(f, grad, theta, alpha0, beta, c):
    grad, theta = np.asarray(grad), np.asarray(theta)
    alphas = [alpha0 * beta**k for k in range(40)]
    return alphas[np.nanargmin([f(theta - alpha * grad) for alpha in alphas])]


def shrinks_while_f_falls(f, grad, theta, alpha0, beta, c):
    grad, theta = np.asarray(grad), np.asarray(theta)
    alpha = alpha0
    while f(theta - beta * alpha * grad) < f(theta - alpha * grad):
        alpha = beta * alpha
    return alpha


def stops_after_5(f, grad, theta, alpha0, beta, c):
    grad, theta = np.asarray(grad), np.asarray(theta)
    alpha = alpha0
    for _ in range(5):
        if f(theta - alpha * grad) <= f(theta) - c * alpha * np.sum(grad**2):
            break
        alpha = beta * alpha
    return alpha


def stops_after_10(f, grad, theta, alpha0, beta, c):
    grad, theta = np.asarray(grad), np.asarray(theta)
    alpha = alpha0
    for _ in range(10):
        if f(theta - alpha * grad) <= f(theta) - c * alpha * np.sum(grad**2):
            break
        alpha = beta * alpha
    return alpha


def stops_after_20(f, grad, theta, alpha0, beta, c):
    grad, theta = np.asarray(grad), np.asarray(theta)
    alpha = alpha0
    for _ in range(20):
        if f(theta - alpha * grad) <= f(theta) - c * alpha * np.sum(grad**2):
            break
        alpha = beta * alpha
    return alpha
