"""Wrong answers to 1.8 whose condition is right, but not what they try: in NumPy, so nothing is compiled."""

from __future__ import annotations

import numpy as np


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


def point_before_loop(f, grad, theta, alpha0, beta, c):
    grad, theta = np.asarray(grad), np.asarray(theta)
    alpha, new = alpha0, theta - alpha0 * grad
    while not f(new) <= f(theta) - c * alpha * np.sum(grad**2):
        alpha = beta * alpha
    return alpha


def always_from_alpha0(f, grad, theta, alpha0, beta, c):
    grad, theta = np.asarray(grad), np.asarray(theta)
    alpha = alpha0
    while not f(theta - alpha * grad) <= f(theta) - c * alpha * np.sum(grad**2):
        alpha = beta * alpha0
    return alpha


def moves_then_shrinks(f, grad, theta, alpha0, beta, c):
    grad, theta = np.asarray(grad), np.asarray(theta)
    alpha, start = alpha0, f(theta)
    while not f(theta - alpha * grad) <= start - c * alpha * np.sum(grad**2):
        theta = theta - alpha * grad
        alpha = beta * alpha
    return alpha


def shrinks_then_moves(f, grad, theta, alpha0, beta, c):
    grad, theta = np.asarray(grad), np.asarray(theta)
    alpha, start = alpha0, f(theta)
    while not f(theta - alpha * grad) <= start - c * alpha * np.sum(grad**2):
        alpha = beta * alpha
        theta = theta - alpha * grad
    return alpha


def shrinks_and_asks_where_it_moved(f, grad, theta, alpha0, beta, c):
    grad, theta = np.asarray(grad), np.asarray(theta)
    alpha, start = alpha0, f(theta)
    theta = theta - alpha * grad
    while not f(theta) <= start - c * alpha * np.sum(grad**2):
        alpha = beta * alpha
        theta = theta - alpha * grad
    return alpha


def walks_from_theta(f, grad, theta, alpha0, beta, c):
    grad, theta = np.asarray(grad), np.asarray(theta)
    alpha, start = alpha0, f(theta)
    while not f(theta) <= start - c * alpha * np.sum(grad**2):
        theta = theta - alpha * grad
        alpha = beta * alpha
    return alpha


def moves_start_too(f, grad, theta, alpha0, beta, c):
    grad, theta = np.asarray(grad), np.asarray(theta)
    alpha = alpha0
    while not f(theta - alpha * grad) <= f(theta) - c * alpha * np.sum(grad**2):
        theta = theta - alpha * grad
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


def returns_theta(f, grad, theta, alpha0, beta, c):
    grad, theta = np.asarray(grad), np.asarray(theta)
    alpha = alpha0
    while not f(theta - alpha * grad) <= f(theta) - c * alpha * np.sum(grad**2):
        alpha = beta * alpha
    return theta - alpha * grad


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


def shrinks_by_half(f, grad, theta, alpha0, beta, c):
    grad, theta = np.asarray(grad), np.asarray(theta)
    alpha = alpha0
    while not f(theta - alpha * grad) <= f(theta) - c * alpha * np.sum(grad**2):
        alpha = alpha / 2
    return alpha


def moves_start_too_shrinks_first(f, grad, theta, alpha0, beta, c):
    grad, theta = np.asarray(grad), np.asarray(theta)
    alpha = alpha0
    while not f(theta - alpha * grad) <= f(theta) - c * alpha * np.sum(grad**2):
        alpha = beta * alpha
        theta = theta - alpha * grad
    return alpha
