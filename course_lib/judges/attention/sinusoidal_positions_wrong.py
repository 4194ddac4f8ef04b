"""Wrong answers to 7.7 sinusoidal_positions."""

from __future__ import annotations

import jax.numpy as jnp
import numpy as np


def exchanged(t, d):
    angle = np.arange(t)[:, None] / 10000 ** (np.arange(0, d, 2) / d)
    return np.stack([np.cos(angle), np.sin(angle)], axis=-1).reshape(t, d)


def halves(t, d):
    angle = np.arange(t)[:, None] / 10000 ** (np.arange(0, d, 2) / d)
    return np.concatenate([np.sin(angle), np.cos(angle)], axis=-1)


def degrees(t, d):
    angle = np.arange(t)[:, None] / 10000 ** (np.arange(0, d, 2) / d) * np.pi / 180
    return np.stack([np.sin(angle), np.cos(angle)], axis=-1).reshape(t, d)


def to_degrees(t, d):
    angle = np.degrees(np.arange(t)[:, None] / 10000 ** (np.arange(0, d, 2) / d))
    return np.stack([np.sin(angle), np.cos(angle)], axis=-1).reshape(t, d)


def exponent_half(t, d):
    angle = np.arange(t)[:, None] / 10000 ** (np.arange(d // 2) / d)
    return np.stack([np.sin(angle), np.cos(angle)], axis=-1).reshape(t, d)


def exponent_double(t, d):
    angle = np.arange(t)[:, None] / 10000 ** (2 * np.arange(0, d, 2) / d)
    return np.stack([np.sin(angle), np.cos(angle)], axis=-1).reshape(t, d)


def exponent_of_column(t, d):
    angle = np.arange(t)[:, None] / 10000 ** (np.arange(d) / d)
    return np.where(np.arange(d) % 2 == 0, np.sin(angle), np.cos(angle))


def exponent_of_twice_the_column(t, d):
    angle = np.arange(t)[:, None] / 10000 ** (2 * np.arange(d) / d)
    return np.where(np.arange(d) % 2 == 0, np.sin(angle), np.cos(angle))


def no_division_by_d(t, d):
    angle = np.arange(t)[:, None] / 10000.0 ** np.arange(0, d, 2)
    return np.stack([np.sin(angle), np.cos(angle)], axis=-1).reshape(t, d)


def brackets_missing(t, d):
    angle = np.arange(t)[:, None] / (10000.0 ** np.arange(0, d, 2) / d)
    return np.stack([np.sin(angle), np.cos(angle)], axis=-1).reshape(t, d)


def brackets_missing_everywhere(t, d):
    angle = np.arange(t)[:, None] / 10000.0 ** np.arange(0, d, 2) / d
    return np.stack([np.sin(angle), np.cos(angle)], axis=-1).reshape(t, d)


def whole_division(t, d):
    angle = np.arange(t)[:, None] / 10000.0 ** (np.arange(0, d, 2) // d)
    return np.stack([np.sin(angle), np.cos(angle)], axis=-1).reshape(t, d)


def multiplied(t, d):
    angle = np.arange(t)[:, None] * 10000 ** (np.arange(0, d, 2) / d)
    return np.stack([np.sin(angle), np.cos(angle)], axis=-1).reshape(t, d)


def divided_by_t(t, d):
    angle = np.arange(t)[:, None] / 10000 ** (np.arange(0, d, 2) / t)
    return np.stack([np.sin(angle), np.cos(angle)], axis=-1).reshape(t, d)


def caret(t, d):
    angle = np.arange(t)[:, None] / (10000 ^ (np.arange(0, d, 2) / d))
    return np.stack([np.sin(angle), np.cos(angle)], axis=-1).reshape(t, d)


def caret_whole(t, d):
    angle = np.arange(t)[:, None] / (10000 ^ (np.arange(0, d, 2) // d))
    return np.stack([np.sin(angle), np.cos(angle)], axis=-1).reshape(t, d)


def from_one(t, d):
    angle = np.arange(1, t + 1)[:, None] / 10000 ** (np.arange(0, d, 2) / d)
    return np.stack([np.sin(angle), np.cos(angle)], axis=-1).reshape(t, d)


def pairs_from_one(t, d):
    angle = np.arange(t)[:, None] / 10000 ** (np.arange(2, d + 1, 2) / d)
    return np.stack([np.sin(angle), np.cos(angle)], axis=-1).reshape(t, d)


def base_thousand(t, d):
    angle = np.arange(t)[:, None] / 1000 ** (np.arange(0, d, 2) / d)
    return np.stack([np.sin(angle), np.cos(angle)], axis=-1).reshape(t, d)


def base_hundred_thousand(t, d):
    angle = np.arange(t)[:, None] / 100000 ** (np.arange(0, d, 2) / d)
    return np.stack([np.sin(angle), np.cos(angle)], axis=-1).reshape(t, d)


def sines_only(t, d):
    angle = np.arange(t)[:, None] / 10000 ** (np.arange(0, d, 2) / d)
    return np.repeat(np.sin(angle), 2, axis=-1)


def sines_only_by_column(t, d):
    return np.sin(np.arange(t)[:, None] / 10000 ** (np.arange(d) / d))


def cosines_missing(t, d):
    out = np.zeros((t, d))
    out[:, 0::2] = np.sin(np.arange(t)[:, None] / 10000 ** (np.arange(0, d, 2) / d))
    return out


def transposed(t, d):
    angle = np.arange(t)[:, None] / 10000 ** (np.arange(0, d, 2) / d)
    return np.stack([np.sin(angle), np.cos(angle)], axis=-1).reshape(t, d).T


def wrongly_folded(t, d):
    angle = np.arange(t)[:, None] / 10000 ** (np.arange(0, d, 2) / d)
    return np.stack([np.sin(angle), np.cos(angle)]).reshape(t, d)


def three_axes(t, d):
    angle = np.arange(t)[:, None] / 10000 ** (np.arange(0, d, 2) / d)
    return np.stack([np.sin(angle), np.cos(angle)], axis=-1)


def a_pair(t, d):
    angle = np.arange(t)[:, None] / 10000 ** (np.arange(0, d, 2) / d)
    return np.sin(angle), np.cos(angle)


def twice_as_wide(t, d):
    angle = np.arange(t)[:, None] / 10000 ** (2 * np.arange(d) / d)
    return np.stack([np.sin(angle), np.cos(angle)], axis=-1).reshape(t, 2 * d)


def angles(t, d):
    return np.repeat(np.arange(t)[:, None] / 10000 ** (np.arange(0, d, 2) / d), 2, axis=-1)


def whole_array(t, d):
    out = np.zeros((t, d), int)
    angle = np.arange(t)[:, None] / 10000 ** (np.arange(0, d, 2) / d)
    out[:, 0::2], out[:, 1::2] = np.sin(angle), np.cos(angle)
    return out


def zero_dtype_kept(t, d):
    out = jnp.zeros((t, d), int)
    angle = np.arange(t)[:, None] / 10000 ** (np.arange(0, d, 2) / d)
    return out.at[:, 0::2].set(np.sin(angle).astype(int)).at[:, 1::2].set(np.cos(angle).astype(int))


def rounded(t, d):
    angle = np.arange(t)[:, None] / 10000 ** (np.arange(0, d, 2) / d)
    return np.round(np.stack([np.sin(angle), np.cos(angle)], axis=-1).reshape(t, d), 2)


def half_precision(t, d):
    angle = (np.arange(t)[:, None] / 10000 ** (np.arange(0, d, 2) / d)).astype(np.float16)
    return np.stack([np.sin(angle), np.cos(angle)], axis=-1).reshape(t, d).astype(np.float32)
