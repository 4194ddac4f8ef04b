"""Wrong answers to 1.7 adam_step, each the right one with one thing changed; in NumPy, so nothing is compiled."""

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


def t_not_returned(theta, state, grad, learning_rate, b1, b2, eps):
    m, v, t = state
    theta, m, v, grad = (np.asarray(a) for a in (theta, m, v, grad))
    m, v, t = b1 * m + (1 - b1) * grad, b2 * v + (1 - b2) * grad**2, t + 1
    m_hat, v_hat = m / (1 - b1**t), v / (1 - b2**t)
    return theta - learning_rate * m_hat / (np.sqrt(v_hat) + eps), (m, v, t - 1)


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


def rates_exchanged(theta, state, grad, learning_rate, b1, b2, eps):
    m, v, t = state
    theta, m, v, grad = (np.asarray(a) for a in (theta, m, v, grad))
    m, v, t = b2 * m + (1 - b2) * grad, b1 * v + (1 - b1) * grad**2, t + 1
    m_hat, v_hat = m / (1 - b2**t), v / (1 - b1**t)
    return theta - learning_rate * m_hat / (np.sqrt(v_hat) + eps), (m, v, t)


def factor_forgotten(theta, state, grad, learning_rate, b1, b2, eps):
    m, v, t = state
    theta, m, v, grad = (np.asarray(a) for a in (theta, m, v, grad))
    m, v, t = b1 * m + grad, b2 * v + grad**2, t + 1
    m_hat, v_hat = m / (1 - b1**t), v / (1 - b2**t)
    return theta - learning_rate * m_hat / (np.sqrt(v_hat) + eps), (m, v, t)


def weights_exchanged(theta, state, grad, learning_rate, b1, b2, eps):
    m, v, t = state
    theta, m, v, grad = (np.asarray(a) for a in (theta, m, v, grad))
    m, v, t = (1 - b1) * m + b1 * grad, (1 - b2) * v + b2 * grad**2, t + 1
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
