"""Wrong answers to 1.7 with a wrong rate, weight or number: each the right one with one thing changed; in NumPy."""

from __future__ import annotations

import numpy as np


def rates_exchanged(theta, state, grad, learning_rate, b1, b2, eps):
    m, v, t = state
    theta, m, v, grad = (np.asarray(a) for a in (theta, m, v, grad))
    m, v, t = b2 * m + (1 - b2) * grad, b1 * v + (1 - b1) * grad**2, t + 1
    m_hat, v_hat = m / (1 - b2**t), v / (1 - b1**t)
    return theta - learning_rate * m_hat / (np.sqrt(v_hat) + eps), (m, v, t)


def weights_exchanged(theta, state, grad, learning_rate, b1, b2, eps):
    m, v, t = state
    theta, m, v, grad = (np.asarray(a) for a in (theta, m, v, grad))
    m, v, t = (1 - b1) * m + b1 * grad, (1 - b2) * v + b2 * grad**2, t + 1
    m_hat, v_hat = m / (1 - b1**t), v / (1 - b2**t)
    return theta - learning_rate * m_hat / (np.sqrt(v_hat) + eps), (m, v, t)


def factor_forgotten(theta, state, grad, learning_rate, b1, b2, eps):
    m, v, t = state
    theta, m, v, grad = (np.asarray(a) for a in (theta, m, v, grad))
    m, v, t = b1 * m + grad, b2 * v + grad**2, t + 1
    m_hat, v_hat = m / (1 - b1**t), v / (1 - b2**t)
    return theta - learning_rate * m_hat / (np.sqrt(v_hat) + eps), (m, v, t)


def v_with_b1(theta, state, grad, learning_rate, b1, b2, eps):
    m, v, t = state
    theta, m, v, grad = (np.asarray(a) for a in (theta, m, v, grad))
    m, v, t = b1 * m + (1 - b1) * grad, b1 * v + (1 - b1) * grad**2, t + 1
    m_hat, v_hat = m / (1 - b1**t), v / (1 - b2**t)
    return theta - learning_rate * m_hat / (np.sqrt(v_hat) + eps), (m, v, t)


def v_with_b1_throughout(theta, state, grad, learning_rate, b1, b2, eps):
    m, v, t = state
    theta, m, v, grad = (np.asarray(a) for a in (theta, m, v, grad))
    m, v, t = b1 * m + (1 - b1) * grad, b1 * v + (1 - b1) * grad**2, t + 1
    m_hat, v_hat = m / (1 - b1**t), v / (1 - b1**t)
    return theta - learning_rate * m_hat / (np.sqrt(v_hat) + eps), (m, v, t)


def numbers_of_the_example(theta, state, grad, learning_rate, b1, b2, eps):
    m, v, t = state
    theta, m, v, grad = (np.asarray(a) for a in (theta, m, v, grad))
    b1, b2, eps = 0.9, 0.999, 1e-8
    m, v, t = b1 * m + (1 - b1) * grad, b2 * v + (1 - b2) * grad**2, t + 1
    m_hat, v_hat = m / (1 - b1**t), v / (1 - b2**t)
    return theta - learning_rate * m_hat / (np.sqrt(v_hat) + eps), (m, v, t)


def rates_of_the_example(theta, state, grad, learning_rate, b1, b2, eps):
    m, v, t = state
    theta, m, v, grad = (np.asarray(a) for a in (theta, m, v, grad))
    b1, b2 = 0.9, 0.999
    m, v, t = b1 * m + (1 - b1) * grad, b2 * v + (1 - b2) * grad**2, t + 1
    m_hat, v_hat = m / (1 - b1**t), v / (1 - b2**t)
    return theta - learning_rate * m_hat / (np.sqrt(v_hat) + eps), (m, v, t)


def eps_of_the_example(theta, state, grad, learning_rate, b1, b2, eps):
    m, v, t = state
    theta, m, v, grad = (np.asarray(a) for a in (theta, m, v, grad))
    eps = 1e-8
    m, v, t = b1 * m + (1 - b1) * grad, b2 * v + (1 - b2) * grad**2, t + 1
    m_hat, v_hat = m / (1 - b1**t), v / (1 - b2**t)
    return theta - learning_rate * m_hat / (np.sqrt(v_hat) + eps), (m, v, t)


def gradient_xor_two(theta, state, grad, learning_rate, b1, b2, eps):
    m, v, t = state
    theta, m, v, grad = (np.asarray(a) for a in (theta, m, v, grad))
    m, v, t = b1 * m + (1 - b1) * grad, b2 * v + (1 - b2) * (grad ^ 2), t + 1
    m_hat, v_hat = m / (1 - b1**t), v / (1 - b2**t)
    return theta - learning_rate * m_hat / (np.sqrt(v_hat) + eps), (m, v, t)


def b1_xor_t(theta, state, grad, learning_rate, b1, b2, eps):
    m, v, t = state
    theta, m, v, grad = (np.asarray(a) for a in (theta, m, v, grad))
    m, v, t = b1 * m + (1 - b1) * grad, b2 * v + (1 - b2) * grad**2, t + 1
    m_hat, v_hat = m / (1 - b1 ^ t), v / (1 - b2 ^ t)
    return theta - learning_rate * m_hat / (np.sqrt(v_hat) + eps), (m, v, t)
