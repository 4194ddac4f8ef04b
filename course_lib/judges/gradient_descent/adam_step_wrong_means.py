"""Wrong answers to 1.7 with wrong means or a wrong state: each the right one with one thing changed; in NumPy."""

from __future__ import annotations

import numpy as np


def t_not_returned(theta, state, grad, learning_rate, b1, b2, eps):
    m, v, t = state
    theta, m, v, grad = (np.asarray(a) for a in (theta, m, v, grad))
    m, v, t = b1 * m + (1 - b1) * grad, b2 * v + (1 - b2) * grad**2, t + 1
    m_hat, v_hat = m / (1 - b1**t), v / (1 - b2**t)
    return theta - learning_rate * m_hat / (np.sqrt(v_hat) + eps), (m, v, t - 1)


def v_from_size(theta, state, grad, learning_rate, b1, b2, eps):
    m, v, t = state
    theta, m, v, grad = (np.asarray(a) for a in (theta, m, v, grad))
    m, v, t = b1 * m + (1 - b1) * grad, b2 * v + (1 - b2) * np.abs(grad), t + 1
    m_hat, v_hat = m / (1 - b1**t), v / (1 - b2**t)
    return theta - learning_rate * m_hat / (np.sqrt(v_hat) + eps), (m, v, t)


def v_from_size_without_root(theta, state, grad, learning_rate, b1, b2, eps):
    m, v, t = state
    theta, m, v, grad = (np.asarray(a) for a in (theta, m, v, grad))
    m, v, t = b1 * m + (1 - b1) * grad, b2 * v + (1 - b2) * np.abs(grad), t + 1
    m_hat, v_hat = m / (1 - b1**t), v / (1 - b2**t)
    return theta - learning_rate * m_hat / (v_hat + eps), (m, v, t)


def v_from_gradient(theta, state, grad, learning_rate, b1, b2, eps):
    m, v, t = state
    theta, m, v, grad = (np.asarray(a) for a in (theta, m, v, grad))
    with np.errstate(all="ignore"):
        m, v, t = b1 * m + (1 - b1) * grad, b2 * v + (1 - b2) * grad, t + 1
        m_hat, v_hat = m / (1 - b1**t), v / (1 - b2**t)
        return theta - learning_rate * m_hat / (np.sqrt(v_hat) + eps), (m, v, t)


def v_from_mean(theta, state, grad, learning_rate, b1, b2, eps):
    m, v, t = state
    theta, m, v, grad = (np.asarray(a) for a in (theta, m, v, grad))
    m, t = b1 * m + (1 - b1) * grad, t + 1
    v = b2 * v + (1 - b2) * m**2
    m_hat, v_hat = m / (1 - b1**t), v / (1 - b2**t)
    return theta - learning_rate * m_hat / (np.sqrt(v_hat) + eps), (m, v, t)


def keeps_corrected(theta, state, grad, learning_rate, b1, b2, eps):
    m, v, t = state
    theta, m, v, grad = (np.asarray(a) for a in (theta, m, v, grad))
    m, v, t = b1 * m + (1 - b1) * grad, b2 * v + (1 - b2) * grad**2, t + 1
    m_hat, v_hat = m / (1 - b1**t), v / (1 - b2**t)
    return theta - learning_rate * m_hat / (np.sqrt(v_hat) + eps), (m_hat, v_hat, t)


def keeps_old_state(theta, state, grad, learning_rate, b1, b2, eps):
    m, v, t = state
    theta, m, v, grad = (np.asarray(a) for a in (theta, m, v, grad))
    m, v, t = b1 * m + (1 - b1) * grad, b2 * v + (1 - b2) * grad**2, t + 1
    m_hat, v_hat = m / (1 - b1**t), v / (1 - b2**t)
    return theta - learning_rate * m_hat / (np.sqrt(v_hat) + eps), state


def returns_v_before_m(theta, state, grad, learning_rate, b1, b2, eps):
    m, v, t = state
    theta, m, v, grad = (np.asarray(a) for a in (theta, m, v, grad))
    m, v, t = b1 * m + (1 - b1) * grad, b2 * v + (1 - b2) * grad**2, t + 1
    m_hat, v_hat = m / (1 - b1**t), v / (1 - b2**t)
    return theta - learning_rate * m_hat / (np.sqrt(v_hat) + eps), (v, m, t)


def in_place(theta, state, grad, learning_rate, b1, b2, eps):
    keep = lambda a: a if isinstance(a, np.ndarray) else np.array(a)  # on a JAX array `*=` only renames
    m, v, t = keep(state[0]), keep(state[1]), state[2]
    theta, grad = keep(theta), np.asarray(grad)
    t += 1
    m *= b1
    m += (1 - b1) * grad
    v *= b2
    v += (1 - b2) * grad**2
    theta -= learning_rate * (m / (1 - b1**t)) / (np.sqrt(v / (1 - b2**t)) + eps)
    return theta, (m, v, t)


def means_in_place(theta, state, grad, learning_rate, b1, b2, eps):
    keep = lambda a: a if isinstance(a, np.ndarray) else np.array(a)  # on a JAX array `*=` only renames
    m, v, t = keep(state[0]), keep(state[1]), state[2]
    theta, grad = keep(theta), np.asarray(grad)
    t += 1
    m *= b1
    m += (1 - b1) * grad
    v *= b2
    v += (1 - b2) * grad**2
    return theta - learning_rate * (m / (1 - b1**t)) / (np.sqrt(v / (1 - b2**t)) + eps), (m, v, t)


def flat_result(theta, state, grad, learning_rate, b1, b2, eps):
    m, v, t = state
    theta, m, v, grad = (np.asarray(a) for a in (theta, m, v, grad))
    m, v, t = b1 * m + (1 - b1) * grad, b2 * v + (1 - b2) * grad**2, t + 1
    m_hat, v_hat = m / (1 - b1**t), v / (1 - b2**t)
    return theta - learning_rate * m_hat / (np.sqrt(v_hat) + eps), m, v, t
