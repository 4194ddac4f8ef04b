"""Wrong answers to 7.3 attention."""

from __future__ import annotations

import jax
import jax.numpy as jnp
import numpy as np


def over_queries(q, k, v, mask):
    s = np.where(np.asarray(mask), np.asarray(q) @ np.swapaxes(np.asarray(k), -1, -2) / q.shape[-1] ** 0.5, -np.inf)
    top = s.max(axis=-2, keepdims=True)
    e = np.exp(s - np.where(top > -np.inf, top, 0))
    total = e.sum(axis=-2, keepdims=True)
    return e / np.where(total > 0, total, 1) @ np.asarray(v)


def not_scaled(q, k, v, mask):
    s = np.where(np.asarray(mask), np.asarray(q) @ np.swapaxes(np.asarray(k), -1, -2), -np.inf)
    top = s.max(axis=-1, keepdims=True)
    e = np.exp(s - np.where(top > -np.inf, top, 0))
    total = e.sum(axis=-1, keepdims=True)
    return e / np.where(total > 0, total, 1) @ np.asarray(v)


def divided_by_d(q, k, v, mask):
    s = np.where(np.asarray(mask), np.asarray(q) @ np.swapaxes(np.asarray(k), -1, -2) / q.shape[-1], -np.inf)
    top = s.max(axis=-1, keepdims=True)
    e = np.exp(s - np.where(top > -np.inf, top, 0))
    total = e.sum(axis=-1, keepdims=True)
    return e / np.where(total > 0, total, 1) @ np.asarray(v)


def scaled_by_values(q, k, v, mask):
    s = np.where(np.asarray(mask), np.asarray(q) @ np.swapaxes(np.asarray(k), -1, -2) / v.shape[-1] ** 0.5, -np.inf)
    top = s.max(axis=-1, keepdims=True)
    e = np.exp(s - np.where(top > -np.inf, top, 0))
    total = e.sum(axis=-1, keepdims=True)
    return e / np.where(total > 0, total, 1) @ np.asarray(v)


def mask_unused(q, k, v, mask):
    s = np.asarray(q) @ np.swapaxes(np.asarray(k), -1, -2) / q.shape[-1] ** 0.5
    e = np.exp(s - s.max(axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True) @ np.asarray(v)


def mask_turned_round(q, k, v, mask):
    s = np.where(np.asarray(mask), -np.inf, np.asarray(q) @ np.swapaxes(np.asarray(k), -1, -2) / q.shape[-1] ** 0.5)
    top = s.max(axis=-1, keepdims=True)
    e = np.exp(s - np.where(top > -np.inf, top, 0))
    total = e.sum(axis=-1, keepdims=True)
    return e / np.where(total > 0, total, 1) @ np.asarray(v)


def mask_afterwards(q, k, v, mask):
    s = np.asarray(q) @ np.swapaxes(np.asarray(k), -1, -2) / q.shape[-1] ** 0.5
    e = np.exp(s - s.max(axis=-1, keepdims=True))
    return (e / e.sum(axis=-1, keepdims=True) * np.asarray(mask)) @ np.asarray(v)


def mask_on_values(q, k, v, mask):
    s = np.asarray(q) @ np.swapaxes(np.asarray(k), -1, -2) / q.shape[-1] ** 0.5 * np.asarray(mask)
    e = np.exp(s - s.max(axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True) @ np.asarray(v)


def keys_returned(q, k, v, mask):
    s = np.where(np.asarray(mask), np.asarray(q) @ np.swapaxes(np.asarray(k), -1, -2) / q.shape[-1] ** 0.5, -np.inf)
    top = s.max(axis=-1, keepdims=True)
    e = np.exp(s - np.where(top > -np.inf, top, 0))
    total = e.sum(axis=-1, keepdims=True)
    return e / np.where(total > 0, total, 1) @ np.asarray(k)


def keys_and_values_exchanged(q, k, v, mask):
    k, v = np.asarray(v), np.asarray(k)
    s = np.where(np.asarray(mask), np.asarray(q) @ np.swapaxes(k, -1, -2) / q.shape[-1] ** 0.5, -np.inf)
    top = s.max(axis=-1, keepdims=True)
    e = np.exp(s - np.where(top > -np.inf, top, 0))
    total = e.sum(axis=-1, keepdims=True)
    return e / np.where(total > 0, total, 1) @ v


def weights_turned(q, k, v, mask):
    s = np.where(np.asarray(mask), np.asarray(q) @ np.swapaxes(np.asarray(k), -1, -2) / q.shape[-1] ** 0.5, -np.inf)
    top = s.max(axis=-1, keepdims=True)
    e = np.exp(s - np.where(top > -np.inf, top, 0))
    total = e.sum(axis=-1, keepdims=True)
    return np.swapaxes(e / np.where(total > 0, total, 1), -1, -2) @ np.asarray(v)


def no_softmax(q, k, v, mask):
    s = np.where(np.asarray(mask), np.asarray(q) @ np.swapaxes(np.asarray(k), -1, -2) / q.shape[-1] ** 0.5, 0)
    return s @ np.asarray(v)


def not_shared_out(q, k, v, mask):
    s = np.where(np.asarray(mask), np.asarray(q) @ np.swapaxes(np.asarray(k), -1, -2) / q.shape[-1] ** 0.5, -np.inf)
    return np.exp(s) @ np.asarray(v)


def sigmoids(q, k, v, mask):
    s = np.where(np.asarray(mask), np.asarray(q) @ np.swapaxes(np.asarray(k), -1, -2) / q.shape[-1] ** 0.5, -np.inf)
    return 1 / (1 + np.exp(-s)) @ np.asarray(v)


def plain_mean(q, k, v, mask):
    shape = (*q.shape[:-1], k.shape[-2])
    allowed = np.broadcast_to(np.asarray(mask), shape).astype(np.float32)
    total = allowed.sum(axis=-1, keepdims=True)
    return allowed / np.where(total > 0, total, 1) @ np.asarray(v)


def best_only(q, k, v, mask):
    s = np.where(np.asarray(mask), np.asarray(q) @ np.swapaxes(np.asarray(k), -1, -2) / q.shape[-1] ** 0.5, -np.inf)
    best = (np.arange(s.shape[-1]) == s.argmax(axis=-1)[..., None]) & (s > -np.inf)
    return best.astype(np.float32) @ np.asarray(v)


def weights_returned(q, k, v, mask):
    s = np.where(np.asarray(mask), np.asarray(q) @ np.swapaxes(np.asarray(k), -1, -2) / q.shape[-1] ** 0.5, -np.inf)
    top = s.max(axis=-1, keepdims=True)
    e = np.exp(s - np.where(top > -np.inf, top, 0))
    total = e.sum(axis=-1, keepdims=True)
    return e / np.where(total > 0, total, 1)


def both_returned(q, k, v, mask):
    s = np.where(np.asarray(mask), np.asarray(q) @ np.swapaxes(np.asarray(k), -1, -2) / q.shape[-1] ** 0.5, -np.inf)
    top = s.max(axis=-1, keepdims=True)
    e = np.exp(s - np.where(top > -np.inf, top, 0))
    total = e.sum(axis=-1, keepdims=True)
    weights = e / np.where(total > 0, total, 1)
    return weights @ np.asarray(v), weights


def query_added(q, k, v, mask):
    s = np.where(np.asarray(mask), np.asarray(q) @ np.swapaxes(np.asarray(k), -1, -2) / q.shape[-1] ** 0.5, -np.inf)
    top = s.max(axis=-1, keepdims=True)
    e = np.exp(s - np.where(top > -np.inf, top, 0))
    total = e.sum(axis=-1, keepdims=True)
    return e / np.where(total > 0, total, 1) @ np.asarray(v) + np.asarray(q)


def divided_by_keys(q, k, v, mask):
    s = np.where(np.asarray(mask), np.asarray(q) @ np.swapaxes(np.asarray(k), -1, -2) / q.shape[-1] ** 0.5, -np.inf)
    top = s.max(axis=-1, keepdims=True)
    e = np.exp(s - np.where(top > -np.inf, top, 0))
    total = e.sum(axis=-1, keepdims=True)
    return e / np.where(total > 0, total, 1) @ np.asarray(v) / k.shape[-2]


def large_negative(q, k, v, mask):
    s = np.where(np.asarray(mask), np.asarray(q) @ np.swapaxes(np.asarray(k), -1, -2) / q.shape[-1] ** 0.5, -1e9)
    e = np.exp(s - s.max(axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True) @ np.asarray(v)


def nan_rows(q, k, v, mask):
    s = jnp.asarray(q) @ jnp.swapaxes(jnp.asarray(k), -1, -2) / q.shape[-1] ** 0.5
    return jax.nn.softmax(jnp.where(jnp.asarray(mask), s, -jnp.inf), axis=-1) @ jnp.asarray(v)


def all_axes_turned(q, k, v, mask):
    s = np.where(np.asarray(mask), np.asarray(q) @ np.asarray(k).T / q.shape[-1] ** 0.5, -np.inf)
    top = s.max(axis=-1, keepdims=True)
    e = np.exp(s - np.where(top > -np.inf, top, 0))
    total = e.sum(axis=-1, keepdims=True)
    return e / np.where(total > 0, total, 1) @ np.asarray(v)


def all_axes_turned_jax(q, k, v, mask):
    s = jnp.asarray(q) @ jnp.asarray(k).T / q.shape[-1] ** 0.5
    s = jnp.where(jnp.asarray(mask), s, -1e30)
    return jax.nn.softmax(s, axis=-1) * mask @ jnp.asarray(v)


def rounded(q, k, v, mask):
    s = np.where(np.asarray(mask), np.asarray(q) @ np.swapaxes(np.asarray(k), -1, -2) / q.shape[-1] ** 0.5, -np.inf)
    top = s.max(axis=-1, keepdims=True)
    e = np.exp(s - np.where(top > -np.inf, top, 0))
    total = e.sum(axis=-1, keepdims=True)
    return np.round(e / np.where(total > 0, total, 1) @ np.asarray(v), 2)


def half_precision(q, k, v, mask):
    s = np.where(np.asarray(mask), np.asarray(q) @ np.swapaxes(np.asarray(k), -1, -2) / q.shape[-1] ** 0.5, -np.inf)
    top = s.max(axis=-1, keepdims=True)
    e = np.exp((s - np.where(top > -np.inf, top, 0)).astype(np.float16))
    total = e.sum(axis=-1, keepdims=True)
    return (e / np.where(total > 0, total, 1) @ np.asarray(v, np.float16)).astype(np.float32)


def query_scaled_in_place(q, k, v, mask):
    s = np.asarray(q) @ np.swapaxes(np.asarray(k), -1, -2) / q.shape[-1] ** 0.5
    if isinstance(q, np.ndarray):
        q /= q.shape[-1] ** 0.5
    s = np.where(np.asarray(mask), s, -np.inf)
    top = s.max(axis=-1, keepdims=True)
    e = np.exp(s - np.where(top > -np.inf, top, 0))
    total = e.sum(axis=-1, keepdims=True)
    return e / np.where(total > 0, total, 1) @ np.asarray(v)
