"""Wrong answers to 1.7 that correct the running means wrongly: the right one with one thing changed; in NumPy."""

from __future__ import annotations

import numpy as np


def no_bias_correction(theta, state, grad, learning_rate, b1, b2, eps):
    m, v, t = state
    theta, m, v, grad = (np.asarray(a) for a in (theta, m, v, grad))
    m, v, t = b1 * m + (1 - b1) * grad, b2 * v + (1 - b2) * grad**2, t + 1
    m_hat, v_hat = m, v
    return theta - learning_rate * m_hat / (np.sqrt(v_hat) + eps), (m, v, t)


def corrects_m_only(theta, state, grad, learning_rate, b1, b2, eps):
    m, v, t = state
    theta, m, v, grad = (np.asarray(a) for a in (theta, m, v, grad))
    m, v, t = b1 * m + (1 - b1) * grad, b2 * v + (1 - b2) * grad**2, t + 1
    m_hat, v_hat = m / (1 - b1**t), v
    return theta - learning_rate * m_hat / (np.sqrt(v_hat) + eps), (m, v, t)


def corrects_v_only(theta, state, grad, learning_rate, b1, b2, eps):
    m, v, t = state
    theta, m, v, grad = (np.asarray(a) for a in (theta, m, v, grad))
    m, v, t = b1 * m + (1 - b1) * grad, b2 * v + (1 - b2) * grad**2, t + 1
    m_hat, v_hat = m, v / (1 - b2**t)
    return theta - learning_rate * m_hat / (np.sqrt(v_hat) + eps), (m, v, t)


def t_too_small(theta, state, grad, learning_rate, b1, b2, eps):
    m, v, t = state
    theta, m, v, grad = (np.asarray(a) for a in (theta, m, v, grad))
    with np.errstate(all="ignore"):
        m, v = b1 * m + (1 - b1) * grad, b2 * v + (1 - b2) * grad**2
        m_hat, v_hat = m / (1 - b1**t), v / (1 - b2**t)
        return theta - learning_rate * m_hat / (np.sqrt(v_hat) + eps), (m, v, t + 1)


def t_too_small_kept(theta, state, grad, learning_rate, b1, b2, eps):
    m, v, t = state
    theta, m, v, grad = (np.asarray(a) for a in (theta, m, v, grad))
    with np.errstate(all="ignore"):
        m, v, t = b1 * m + (1 - b1) * grad, b2 * v + (1 - b2) * grad**2, t
        m_hat, v_hat = m / (1 - b1**t), v / (1 - b2**t)
        return theta - learning_rate * m_hat / (np.sqrt(v_hat) + eps), (m, v, t)


def correction_without_t(theta, state, grad, learning_rate, b1, b2, eps):
    m, v, t = state
    theta, m, v, grad = (np.asarray(a) for a in (theta, m, v, grad))
    m, v, t = b1 * m + (1 - b1) * grad, b2 * v + (1 - b2) * grad**2, t + 1
    m_hat, v_hat = m / (1 - b1), v / (1 - b2)
    return theta - learning_rate * m_hat / (np.sqrt(v_hat) + eps), (m, v, t)


def correction_times_t(theta, state, grad, learning_rate, b1, b2, eps):
    m, v, t = state
    theta, m, v, grad = (np.asarray(a) for a in (theta, m, v, grad))
    with np.errstate(all="ignore"):
        m, v, t = b1 * m + (1 - b1) * grad, b2 * v + (1 - b2) * grad**2, t + 1
        m_hat, v_hat = m / (1 - b1 * t), v / (1 - b2 * t)
        return theta - learning_rate * m_hat / (np.sqrt(v_hat) + eps), (m, v, t)


def corrections_without_brackets(theta, state, grad, learning_rate, b1, b2, eps):
    m, v, t = state
    theta, m, v, grad = (np.asarray(a) for a in (theta, m, v, grad))
    with np.errstate(all="ignore"):
        m, v, t = b1 * m + (1 - b1) * grad, b2 * v + (1 - b2) * grad**2, t + 1
        m_hat, v_hat = m / 1 - b1**t, v / 1 - b2**t
        return theta - learning_rate * m_hat / (np.sqrt(v_hat) + eps), (m, v, t)


def m_correction_without_brackets(theta, state, grad, learning_rate, b1, b2, eps):
    m, v, t = state
    theta, m, v, grad = (np.asarray(a) for a in (theta, m, v, grad))
    with np.errstate(all="ignore"):
        m, v, t = b1 * m + (1 - b1) * grad, b2 * v + (1 - b2) * grad**2, t + 1
        m_hat, v_hat = m / 1 - b1**t, v / (1 - b2**t)
        return theta - learning_rate * m_hat / (np.sqrt(v_hat) + eps), (m, v, t)


def v_correction_without_brackets(theta, state, grad, learning_rate, b1, b2, eps):
    m, v, t = state
    theta, m, v, grad = (np.asarray(a) for a in (theta, m, v, grad))
    with np.errstate(all="ignore"):
        m, v, t = b1 * m + (1 - b1) * grad, b2 * v + (1 - b2) * grad**2, t + 1
        m_hat, v_hat = m / (1 - b1**t), v / 1 - b2**t
        return theta - learning_rate * m_hat / (np.sqrt(v_hat) + eps), (m, v, t)


def power_of_the_difference(theta, state, grad, learning_rate, b1, b2, eps):
    m, v, t = state
    theta, m, v, grad = (np.asarray(a) for a in (theta, m, v, grad))
    with np.errstate(all="ignore"):
        m, v, t = b1 * m + (1 - b1) * grad, b2 * v + (1 - b2) * grad**2, t + 1
        m_hat, v_hat = m / (1 - b1) ** t, v / (1 - b2) ** t
        return theta - learning_rate * m_hat / (np.sqrt(v_hat) + eps), (m, v, t)


def v_corrected_with_b1(theta, state, grad, learning_rate, b1, b2, eps):
    m, v, t = state
    theta, m, v, grad = (np.asarray(a) for a in (theta, m, v, grad))
    m, v, t = b1 * m + (1 - b1) * grad, b2 * v + (1 - b2) * grad**2, t + 1
    m_hat, v_hat = m / (1 - b1**t), v / (1 - b1**t)
    return theta - learning_rate * m_hat / (np.sqrt(v_hat) + eps), (m, v, t)
