"""Wrong answers to 1.7 whose means and corrections are right, but not the step; in NumPy, so nothing is compiled."""

from __future__ import annotations

import numpy as np


def eps_in_root(theta, state, grad, learning_rate, b1, b2, eps):
    m, v, t = state
    theta, m, v, grad = (np.asarray(a) for a in (theta, m, v, grad))
    m, v, t = b1 * m + (1 - b1) * grad, b2 * v + (1 - b2) * grad**2, t + 1
    m_hat, v_hat = m / (1 - b1**t), v / (1 - b2**t)
    return theta - learning_rate * m_hat / np.sqrt(v_hat + eps), (m, v, t)


def eps_before_correction(theta, state, grad, learning_rate, b1, b2, eps):
    m, v, t = state
    theta, m, v, grad = (np.asarray(a) for a in (theta, m, v, grad))
    m, v, t = b1 * m + (1 - b1) * grad, b2 * v + (1 - b2) * grad**2, t + 1
    m_hat, v_hat = m / (1 - b1**t), np.sqrt(v) + eps
    return theta - learning_rate * m_hat * np.sqrt(1 - b2**t) / v_hat, (m, v, t)


def eps_missing(theta, state, grad, learning_rate, b1, b2, eps):
    m, v, t = state
    theta, m, v, grad = (np.asarray(a) for a in (theta, m, v, grad))
    with np.errstate(all="ignore"):
        m, v, t = b1 * m + (1 - b1) * grad, b2 * v + (1 - b2) * grad**2, t + 1
        m_hat, v_hat = m / (1 - b1**t), v / (1 - b2**t)
        return theta - learning_rate * m_hat / np.sqrt(v_hat), (m, v, t)


def no_root(theta, state, grad, learning_rate, b1, b2, eps):
    m, v, t = state
    theta, m, v, grad = (np.asarray(a) for a in (theta, m, v, grad))
    m, v, t = b1 * m + (1 - b1) * grad, b2 * v + (1 - b2) * grad**2, t + 1
    m_hat, v_hat = m / (1 - b1**t), v / (1 - b2**t)
    return theta - learning_rate * m_hat / (v_hat + eps), (m, v, t)


def gradient_instead_of_mean(theta, state, grad, learning_rate, b1, b2, eps):
    m, v, t = state
    theta, m, v, grad = (np.asarray(a) for a in (theta, m, v, grad))
    m, v, t = b1 * m + (1 - b1) * grad, b2 * v + (1 - b2) * grad**2, t + 1
    v_hat = v / (1 - b2**t)
    return theta - learning_rate * grad / (np.sqrt(v_hat) + eps), (m, v, t)


def gradient_corrected_instead_of_mean(theta, state, grad, learning_rate, b1, b2, eps):
    m, v, t = state
    theta, m, v, grad = (np.asarray(a) for a in (theta, m, v, grad))
    m, v, t = b1 * m + (1 - b1) * grad, b2 * v + (1 - b2) * grad**2, t + 1
    v_hat = v / (1 - b2**t)
    return theta - learning_rate * grad / (1 - b1**t) / (np.sqrt(v_hat) + eps), (m, v, t)


def old_means(theta, state, grad, learning_rate, b1, b2, eps):
    m, v, t = state
    theta, m, v, grad = (np.asarray(a) for a in (theta, m, v, grad))
    t = t + 1
    m_hat, v_hat = m / (1 - b1**t), v / (1 - b2**t)
    theta = theta - learning_rate * m_hat / (np.sqrt(v_hat) + eps)
    return theta, (b1 * m + (1 - b1) * grad, b2 * v + (1 - b2) * grad**2, t)


def uphill(theta, state, grad, learning_rate, b1, b2, eps):
    m, v, t = state
    theta, m, v, grad = (np.asarray(a) for a in (theta, m, v, grad))
    m, v, t = b1 * m + (1 - b1) * grad, b2 * v + (1 - b2) * grad**2, t + 1
    m_hat, v_hat = m / (1 - b1**t), v / (1 - b2**t)
    return theta + learning_rate * m_hat / (np.sqrt(v_hat) + eps), (m, v, t)


def denominator_without_brackets(theta, state, grad, learning_rate, b1, b2, eps):
    m, v, t = state
    theta, m, v, grad = (np.asarray(a) for a in (theta, m, v, grad))
    with np.errstate(all="ignore"):
        m, v, t = b1 * m + (1 - b1) * grad, b2 * v + (1 - b2) * grad**2, t + 1
        m_hat, v_hat = m / (1 - b1**t), v / (1 - b2**t)
        return theta - learning_rate * m_hat / np.sqrt(v_hat) + eps, (m, v, t)


def eps_added_to_the_quotient(theta, state, grad, learning_rate, b1, b2, eps):
    m, v, t = state
    theta, m, v, grad = (np.asarray(a) for a in (theta, m, v, grad))
    with np.errstate(all="ignore"):
        m, v, t = b1 * m + (1 - b1) * grad, b2 * v + (1 - b2) * grad**2, t + 1
        m_hat, v_hat = m / (1 - b1**t), v / (1 - b2**t)
        return theta - learning_rate * (m_hat / np.sqrt(v_hat) + eps), (m, v, t)


def larger_of_root_and_eps(theta, state, grad, learning_rate, b1, b2, eps):
    m, v, t = state
    theta, m, v, grad = (np.asarray(a) for a in (theta, m, v, grad))
    m, v, t = b1 * m + (1 - b1) * grad, b2 * v + (1 - b2) * grad**2, t + 1
    m_hat, v_hat = m / (1 - b1**t), v / (1 - b2**t)
    return theta - learning_rate * m_hat / np.maximum(np.sqrt(v_hat), eps), (m, v, t)
