"""Wrong answers to 7.6 multi_head_attention."""

from __future__ import annotations

import numpy as np


def heads_mixed_into_time(params, x, heads, mask):
    wq, wk, wv, wo = (np.asarray(w) for w in params)
    b, t, width = np.shape(x)
    q, k, v = ((np.asarray(x) @ w).reshape(b, heads, t, -1) for w in (wq, wk, wv))
    allowed = np.broadcast_to(np.asarray(mask), (b, t, t))[:, None]
    s = np.where(allowed, q @ k.transpose(0, 1, 3, 2) / q.shape[-1] ** 0.5, -np.inf)
    e = np.exp(s - s.max(axis=-1, keepdims=True))
    mixed = e / e.sum(axis=-1, keepdims=True) @ v
    return mixed.transpose(0, 2, 1, 3).reshape(b, t, width) @ wo


def heads_mixed_into_time_both_ways(params, x, heads, mask):
    wq, wk, wv, wo = (np.asarray(w) for w in params)
    b, t, width = np.shape(x)
    q, k, v = ((np.asarray(x) @ w).reshape(b, heads, t, -1) for w in (wq, wk, wv))
    allowed = np.broadcast_to(np.asarray(mask), (b, t, t))[:, None]
    s = np.where(allowed, q @ k.transpose(0, 1, 3, 2) / q.shape[-1] ** 0.5, -np.inf)
    e = np.exp(s - s.max(axis=-1, keepdims=True))
    mixed = e / e.sum(axis=-1, keepdims=True) @ v
    return mixed.reshape(b, t, width) @ wo


def merged_without_turning_back(params, x, heads, mask):
    wq, wk, wv, wo = (np.asarray(w) for w in params)
    b, t, width = np.shape(x)
    q, k, v = ((np.asarray(x) @ w).reshape(b, t, heads, -1).transpose(0, 2, 1, 3) for w in (wq, wk, wv))
    allowed = np.broadcast_to(np.asarray(mask), (b, t, t))[:, None]
    s = np.where(allowed, q @ k.transpose(0, 1, 3, 2) / q.shape[-1] ** 0.5, -np.inf)
    e = np.exp(s - s.max(axis=-1, keepdims=True))
    mixed = e / e.sum(axis=-1, keepdims=True) @ v
    return mixed.reshape(b, t, width) @ wo


def merged_the_wrong_way(params, x, heads, mask):
    wq, wk, wv, wo = (np.asarray(w) for w in params)
    b, t, width = np.shape(x)
    q, k, v = ((np.asarray(x) @ w).reshape(b, t, heads, -1).transpose(0, 2, 1, 3) for w in (wq, wk, wv))
    allowed = np.broadcast_to(np.asarray(mask), (b, t, t))[:, None]
    s = np.where(allowed, q @ k.transpose(0, 1, 3, 2) / q.shape[-1] ** 0.5, -np.inf)
    e = np.exp(s - s.max(axis=-1, keepdims=True))
    mixed = e / e.sum(axis=-1, keepdims=True) @ v
    return mixed.transpose(0, 2, 3, 1).reshape(b, t, width) @ wo


def full_width_scale(params, x, heads, mask):
    wq, wk, wv, wo = (np.asarray(w) for w in params)
    b, t, width = np.shape(x)
    q, k, v = ((np.asarray(x) @ w).reshape(b, t, heads, -1).transpose(0, 2, 1, 3) for w in (wq, wk, wv))
    allowed = np.broadcast_to(np.asarray(mask), (b, t, t))[:, None]
    s = np.where(allowed, q @ k.transpose(0, 1, 3, 2) / width**0.5, -np.inf)
    e = np.exp(s - s.max(axis=-1, keepdims=True))
    mixed = e / e.sum(axis=-1, keepdims=True) @ v
    return mixed.transpose(0, 2, 1, 3).reshape(b, t, width) @ wo


def scaled_by_heads(params, x, heads, mask):
    wq, wk, wv, wo = (np.asarray(w) for w in params)
    b, t, width = np.shape(x)
    q, k, v = ((np.asarray(x) @ w).reshape(b, t, heads, -1).transpose(0, 2, 1, 3) for w in (wq, wk, wv))
    allowed = np.broadcast_to(np.asarray(mask), (b, t, t))[:, None]
    s = np.where(allowed, q @ k.transpose(0, 1, 3, 2) / heads**0.5, -np.inf)
    e = np.exp(s - s.max(axis=-1, keepdims=True))
    mixed = e / e.sum(axis=-1, keepdims=True) @ v
    return mixed.transpose(0, 2, 1, 3).reshape(b, t, width) @ wo


def not_scaled(params, x, heads, mask):
    wq, wk, wv, wo = (np.asarray(w) for w in params)
    b, t, width = np.shape(x)
    q, k, v = ((np.asarray(x) @ w).reshape(b, t, heads, -1).transpose(0, 2, 1, 3) for w in (wq, wk, wv))
    allowed = np.broadcast_to(np.asarray(mask), (b, t, t))[:, None]
    s = np.where(allowed, q @ k.transpose(0, 1, 3, 2), -np.inf)
    e = np.exp(s - s.max(axis=-1, keepdims=True))
    mixed = e / e.sum(axis=-1, keepdims=True) @ v
    return mixed.transpose(0, 2, 1, 3).reshape(b, t, width) @ wo


def divided_by_d(params, x, heads, mask):
    wq, wk, wv, wo = (np.asarray(w) for w in params)
    b, t, width = np.shape(x)
    q, k, v = ((np.asarray(x) @ w).reshape(b, t, heads, -1).transpose(0, 2, 1, 3) for w in (wq, wk, wv))
    allowed = np.broadcast_to(np.asarray(mask), (b, t, t))[:, None]
    s = np.where(allowed, q @ k.transpose(0, 1, 3, 2) / q.shape[-1], -np.inf)
    e = np.exp(s - s.max(axis=-1, keepdims=True))
    mixed = e / e.sum(axis=-1, keepdims=True) @ v
    return mixed.transpose(0, 2, 1, 3).reshape(b, t, width) @ wo


def no_output_projection(params, x, heads, mask):
    wq, wk, wv, wo = (np.asarray(w) for w in params)
    b, t, width = np.shape(x)
    q, k, v = ((np.asarray(x) @ w).reshape(b, t, heads, -1).transpose(0, 2, 1, 3) for w in (wq, wk, wv))
    allowed = np.broadcast_to(np.asarray(mask), (b, t, t))[:, None]
    s = np.where(allowed, q @ k.transpose(0, 1, 3, 2) / q.shape[-1] ** 0.5, -np.inf)
    e = np.exp(s - s.max(axis=-1, keepdims=True))
    mixed = e / e.sum(axis=-1, keepdims=True) @ v
    return mixed.transpose(0, 2, 1, 3).reshape(b, t, width)


def output_projection_turned(params, x, heads, mask):
    wq, wk, wv, wo = (np.asarray(w) for w in params)
    b, t, width = np.shape(x)
    q, k, v = ((np.asarray(x) @ w).reshape(b, t, heads, -1).transpose(0, 2, 1, 3) for w in (wq, wk, wv))
    allowed = np.broadcast_to(np.asarray(mask), (b, t, t))[:, None]
    s = np.where(allowed, q @ k.transpose(0, 1, 3, 2) / q.shape[-1] ** 0.5, -np.inf)
    e = np.exp(s - s.max(axis=-1, keepdims=True))
    mixed = e / e.sum(axis=-1, keepdims=True) @ v
    return mixed.transpose(0, 2, 1, 3).reshape(b, t, width) @ wo.T


def interleaved(params, x, heads, mask):
    wq, wk, wv, wo = (np.asarray(w) for w in params)
    b, t, width = np.shape(x)
    q, k, v = ((np.asarray(x) @ w).reshape(b, t, -1, heads).transpose(0, 3, 1, 2) for w in (wq, wk, wv))
    allowed = np.broadcast_to(np.asarray(mask), (b, t, t))[:, None]
    s = np.where(allowed, q @ k.transpose(0, 1, 3, 2) / q.shape[-1] ** 0.5, -np.inf)
    e = np.exp(s - s.max(axis=-1, keepdims=True))
    mixed = e / e.sum(axis=-1, keepdims=True) @ v
    return mixed.transpose(0, 2, 1, 3).reshape(b, t, width) @ wo


def interleaved_both_ways(params, x, heads, mask):
    wq, wk, wv, wo = (np.asarray(w) for w in params)
    b, t, width = np.shape(x)
    q, k, v = ((np.asarray(x) @ w).reshape(b, t, -1, heads).transpose(0, 3, 1, 2) for w in (wq, wk, wv))
    allowed = np.broadcast_to(np.asarray(mask), (b, t, t))[:, None]
    s = np.where(allowed, q @ k.transpose(0, 1, 3, 2) / q.shape[-1] ** 0.5, -np.inf)
    e = np.exp(s - s.max(axis=-1, keepdims=True))
    mixed = e / e.sum(axis=-1, keepdims=True) @ v
    return mixed.transpose(0, 2, 3, 1).reshape(b, t, width) @ wo


def sizes_exchanged(params, x, heads, mask):
    wq, wk, wv, wo = (np.asarray(w) for w in params)
    b, t, width = np.shape(x)
    q, k, v = ((np.asarray(x) @ w).reshape(b, t, -1, heads).transpose(0, 2, 1, 3) for w in (wq, wk, wv))
    allowed = np.broadcast_to(np.asarray(mask), (b, t, t))[:, None]
    s = np.where(allowed, q @ k.transpose(0, 1, 3, 2) / q.shape[-1] ** 0.5, -np.inf)
    e = np.exp(s - s.max(axis=-1, keepdims=True))
    mixed = e / e.sum(axis=-1, keepdims=True) @ v
    return mixed.transpose(0, 2, 1, 3).reshape(b, t, width) @ wo


def one_head(params, x, heads, mask):
    wq, wk, wv, wo = (np.asarray(w) for w in params)
    b, t, width = np.shape(x)
    q, k, v = ((np.asarray(x) @ w).reshape(b, t, 1, -1).transpose(0, 2, 1, 3) for w in (wq, wk, wv))
    allowed = np.broadcast_to(np.asarray(mask), (b, t, t))[:, None]
    s = np.where(allowed, q @ k.transpose(0, 1, 3, 2) / q.shape[-1] ** 0.5, -np.inf)
    e = np.exp(s - s.max(axis=-1, keepdims=True))
    mixed = e / e.sum(axis=-1, keepdims=True) @ v
    return mixed.transpose(0, 2, 1, 3).reshape(b, t, width) @ wo


def first_head_for_all(params, x, heads, mask):
    wq, wk, wv, wo = (np.asarray(w) for w in params)
    b, t, width = np.shape(x)
    q, k, v = ((np.asarray(x) @ w).reshape(b, t, heads, -1).transpose(0, 2, 1, 3) for w in (wq, wk, wv))
    allowed = np.broadcast_to(np.asarray(mask), (b, t, t))[:, None]
    s = np.where(allowed, q @ k.transpose(0, 1, 3, 2) / q.shape[-1] ** 0.5, -np.inf)
    e = np.exp(s - s.max(axis=-1, keepdims=True))
    mixed = e / e.sum(axis=-1, keepdims=True) @ v
    mixed = np.repeat(mixed[:, :1], heads, axis=1)
    return mixed.transpose(0, 2, 1, 3).reshape(b, t, width) @ wo


def first_weights_for_all(params, x, heads, mask):
    wq, wk, wv, wo = (np.asarray(w) for w in params)
    b, t, width = np.shape(x)
    q, k, v = ((np.asarray(x) @ w).reshape(b, t, heads, -1).transpose(0, 2, 1, 3) for w in (wq, wk, wv))
    allowed = np.broadcast_to(np.asarray(mask), (b, t, t))[:, None]
    s = np.where(allowed, q @ k.transpose(0, 1, 3, 2) / q.shape[-1] ** 0.5, -np.inf)
    e = np.exp(s - s.max(axis=-1, keepdims=True))
    e = np.repeat(e[:, :1], heads, axis=1)
    mixed = e / e.sum(axis=-1, keepdims=True) @ v
    return mixed.transpose(0, 2, 1, 3).reshape(b, t, width) @ wo


def heads_in_reverse(params, x, heads, mask):
    wq, wk, wv, wo = (np.asarray(w) for w in params)
    b, t, width = np.shape(x)
    q, k, v = ((np.asarray(x) @ w).reshape(b, t, heads, -1).transpose(0, 2, 1, 3) for w in (wq, wk, wv))
    allowed = np.broadcast_to(np.asarray(mask), (b, t, t))[:, None]
    s = np.where(allowed, q @ k.transpose(0, 1, 3, 2) / q.shape[-1] ** 0.5, -np.inf)
    e = np.exp(s - s.max(axis=-1, keepdims=True))
    mixed = e / e.sum(axis=-1, keepdims=True) @ v
    mixed = mixed[:, ::-1]
    return mixed.transpose(0, 2, 1, 3).reshape(b, t, width) @ wo


def heads_averaged(params, x, heads, mask):
    wq, wk, wv, wo = (np.asarray(w) for w in params)
    b, t, width = np.shape(x)
    q, k, v = ((np.asarray(x) @ w).reshape(b, t, heads, -1).transpose(0, 2, 1, 3) for w in (wq, wk, wv))
    allowed = np.broadcast_to(np.asarray(mask), (b, t, t))[:, None]
    s = np.where(allowed, q @ k.transpose(0, 1, 3, 2) / q.shape[-1] ** 0.5, -np.inf)
    e = np.exp(s - s.max(axis=-1, keepdims=True))
    mixed = e / e.sum(axis=-1, keepdims=True) @ v
    return np.tile(mixed.mean(axis=1), heads) @ wo


def heads_added(params, x, heads, mask):
    wq, wk, wv, wo = (np.asarray(w) for w in params)
    b, t, width = np.shape(x)
    q, k, v = ((np.asarray(x) @ w).reshape(b, t, heads, -1).transpose(0, 2, 1, 3) for w in (wq, wk, wv))
    allowed = np.broadcast_to(np.asarray(mask), (b, t, t))[:, None]
    s = np.where(allowed, q @ k.transpose(0, 1, 3, 2) / q.shape[-1] ** 0.5, -np.inf)
    e = np.exp(s - s.max(axis=-1, keepdims=True))
    mixed = e / e.sum(axis=-1, keepdims=True) @ v
    return np.tile(mixed.sum(axis=1), heads) @ wo


def heads_kept_apart(params, x, heads, mask):
    wq, wk, wv, wo = (np.asarray(w) for w in params)
    b, t, width = np.shape(x)
    q, k, v = ((np.asarray(x) @ w).reshape(b, t, heads, -1).transpose(0, 2, 1, 3) for w in (wq, wk, wv))
    allowed = np.broadcast_to(np.asarray(mask), (b, t, t))[:, None]
    s = np.where(allowed, q @ k.transpose(0, 1, 3, 2) / q.shape[-1] ** 0.5, -np.inf)
    e = np.exp(s - s.max(axis=-1, keepdims=True))
    mixed = e / e.sum(axis=-1, keepdims=True) @ v
    return mixed


def heads_kept_apart_turned(params, x, heads, mask):
    wq, wk, wv, wo = (np.asarray(w) for w in params)
    b, t, width = np.shape(x)
    q, k, v = ((np.asarray(x) @ w).reshape(b, t, heads, -1).transpose(0, 2, 1, 3) for w in (wq, wk, wv))
    allowed = np.broadcast_to(np.asarray(mask), (b, t, t))[:, None]
    s = np.where(allowed, q @ k.transpose(0, 1, 3, 2) / q.shape[-1] ** 0.5, -np.inf)
    e = np.exp(s - s.max(axis=-1, keepdims=True))
    mixed = e / e.sum(axis=-1, keepdims=True) @ v
    return mixed.transpose(0, 2, 1, 3)


def input_cut_into_heads(params, x, heads, mask):
    wq, wk, wv, wo = (np.asarray(w) for w in params)
    b, t, width = np.shape(x)
    d = width // heads
    parts = np.asarray(x).reshape(b, t, heads, d).transpose(0, 2, 1, 3)
    q, k, v = (
        np.stack([parts[:, h] @ w[h * d : (h + 1) * d, h * d : (h + 1) * d] for h in range(heads)], 1)
        for w in (wq, wk, wv)
    )
    allowed = np.broadcast_to(np.asarray(mask), (b, t, t))[:, None]
    s = np.where(allowed, q @ k.transpose(0, 1, 3, 2) / q.shape[-1] ** 0.5, -np.inf)
    e = np.exp(s - s.max(axis=-1, keepdims=True))
    mixed = e / e.sum(axis=-1, keepdims=True) @ v
    return mixed.transpose(0, 2, 1, 3).reshape(b, t, width) @ wo


def rows_for_columns(params, x, heads, mask):
    wq, wk, wv, wo = (np.asarray(w) for w in params)
    b, t, width = np.shape(x)
    q, k, v = ((np.asarray(x) @ w.T).reshape(b, t, heads, -1).transpose(0, 2, 1, 3) for w in (wq, wk, wv))
    allowed = np.broadcast_to(np.asarray(mask), (b, t, t))[:, None]
    s = np.where(allowed, q @ k.transpose(0, 1, 3, 2) / q.shape[-1] ** 0.5, -np.inf)
    e = np.exp(s - s.max(axis=-1, keepdims=True))
    mixed = e / e.sum(axis=-1, keepdims=True) @ v
    return mixed.transpose(0, 2, 1, 3).reshape(b, t, width) @ wo


def shared_projection(params, x, heads, mask):
    wq, wk, wv, wo = (np.asarray(w) for w in params)
    b, t, width = np.shape(x)
    q, k, v = ((np.asarray(x) @ wq).reshape(b, t, heads, -1).transpose(0, 2, 1, 3) for w in (wq, wk, wv))
    allowed = np.broadcast_to(np.asarray(mask), (b, t, t))[:, None]
    s = np.where(allowed, q @ k.transpose(0, 1, 3, 2) / q.shape[-1] ** 0.5, -np.inf)
    e = np.exp(s - s.max(axis=-1, keepdims=True))
    mixed = e / e.sum(axis=-1, keepdims=True) @ v
    return mixed.transpose(0, 2, 1, 3).reshape(b, t, width) @ wo


def values_with_wk(params, x, heads, mask):
    wq, wk, wv, wo = (np.asarray(w) for w in params)
    b, t, width = np.shape(x)
    q, k, v = ((np.asarray(x) @ w).reshape(b, t, heads, -1).transpose(0, 2, 1, 3) for w in (wq, wk, wk))
    allowed = np.broadcast_to(np.asarray(mask), (b, t, t))[:, None]
    s = np.where(allowed, q @ k.transpose(0, 1, 3, 2) / q.shape[-1] ** 0.5, -np.inf)
    e = np.exp(s - s.max(axis=-1, keepdims=True))
    mixed = e / e.sum(axis=-1, keepdims=True) @ v
    return mixed.transpose(0, 2, 1, 3).reshape(b, t, width) @ wo


def keys_with_wq(params, x, heads, mask):
    wq, wk, wv, wo = (np.asarray(w) for w in params)
    b, t, width = np.shape(x)
    q, k, v = ((np.asarray(x) @ w).reshape(b, t, heads, -1).transpose(0, 2, 1, 3) for w in (wq, wq, wv))
    allowed = np.broadcast_to(np.asarray(mask), (b, t, t))[:, None]
    s = np.where(allowed, q @ k.transpose(0, 1, 3, 2) / q.shape[-1] ** 0.5, -np.inf)
    e = np.exp(s - s.max(axis=-1, keepdims=True))
    mixed = e / e.sum(axis=-1, keepdims=True) @ v
    return mixed.transpose(0, 2, 1, 3).reshape(b, t, width) @ wo


def queries_and_keys_exchanged(params, x, heads, mask):
    wq, wk, wv, wo = (np.asarray(w) for w in params)
    b, t, width = np.shape(x)
    q, k, v = ((np.asarray(x) @ w).reshape(b, t, heads, -1).transpose(0, 2, 1, 3) for w in (wk, wq, wv))
    allowed = np.broadcast_to(np.asarray(mask), (b, t, t))[:, None]
    s = np.where(allowed, q @ k.transpose(0, 1, 3, 2) / q.shape[-1] ** 0.5, -np.inf)
    e = np.exp(s - s.max(axis=-1, keepdims=True))
    mixed = e / e.sum(axis=-1, keepdims=True) @ v
    return mixed.transpose(0, 2, 1, 3).reshape(b, t, width) @ wo


def keys_and_values_exchanged(params, x, heads, mask):
    wq, wk, wv, wo = (np.asarray(w) for w in params)
    b, t, width = np.shape(x)
    q, k, v = ((np.asarray(x) @ w).reshape(b, t, heads, -1).transpose(0, 2, 1, 3) for w in (wq, wv, wk))
    allowed = np.broadcast_to(np.asarray(mask), (b, t, t))[:, None]
    s = np.where(allowed, q @ k.transpose(0, 1, 3, 2) / q.shape[-1] ** 0.5, -np.inf)
    e = np.exp(s - s.max(axis=-1, keepdims=True))
    mixed = e / e.sum(axis=-1, keepdims=True) @ v
    return mixed.transpose(0, 2, 1, 3).reshape(b, t, width) @ wo


def mask_unused(params, x, heads, mask):
    wq, wk, wv, wo = (np.asarray(w) for w in params)
    b, t, width = np.shape(x)
    q, k, v = ((np.asarray(x) @ w).reshape(b, t, heads, -1).transpose(0, 2, 1, 3) for w in (wq, wk, wv))
    s = q @ k.transpose(0, 1, 3, 2) / q.shape[-1] ** 0.5
    e = np.exp(s - s.max(axis=-1, keepdims=True))
    mixed = e / e.sum(axis=-1, keepdims=True) @ v
    return mixed.transpose(0, 2, 1, 3).reshape(b, t, width) @ wo


def mask_turned_round(params, x, heads, mask):
    wq, wk, wv, wo = (np.asarray(w) for w in params)
    b, t, width = np.shape(x)
    q, k, v = ((np.asarray(x) @ w).reshape(b, t, heads, -1).transpose(0, 2, 1, 3) for w in (wq, wk, wv))
    allowed = np.broadcast_to(np.asarray(mask), (b, t, t))[:, None]
    s = np.where(~allowed, q @ k.transpose(0, 1, 3, 2) / q.shape[-1] ** 0.5, -1e9)
    e = np.exp(s - s.max(axis=-1, keepdims=True))
    mixed = e / e.sum(axis=-1, keepdims=True) @ v
    return mixed.transpose(0, 2, 1, 3).reshape(b, t, width) @ wo


def mask_per_head(params, x, heads, mask):
    wq, wk, wv, wo = (np.asarray(w) for w in params)
    b, t, width = np.shape(x)
    q, k, v = ((np.asarray(x) @ w).reshape(b, t, heads, -1).transpose(0, 2, 1, 3) for w in (wq, wk, wv))
    allowed = np.asarray(mask)
    s = np.where(allowed, q @ k.transpose(0, 1, 3, 2) / q.shape[-1] ** 0.5, -np.inf)
    e = np.exp(s - s.max(axis=-1, keepdims=True))
    mixed = e / e.sum(axis=-1, keepdims=True) @ v
    return mixed.transpose(0, 2, 1, 3).reshape(b, t, width) @ wo


def over_queries(params, x, heads, mask):
    wq, wk, wv, wo = (np.asarray(w) for w in params)
    b, t, width = np.shape(x)
    q, k, v = ((np.asarray(x) @ w).reshape(b, t, heads, -1).transpose(0, 2, 1, 3) for w in (wq, wk, wv))
    allowed = np.broadcast_to(np.asarray(mask), (b, t, t))[:, None]
    s = np.where(allowed, q @ k.transpose(0, 1, 3, 2) / q.shape[-1] ** 0.5, -np.inf)
    top = s.max(axis=-2, keepdims=True)
    e = np.exp(s - np.where(top > -np.inf, top, 0))
    total = e.sum(axis=-2, keepdims=True)
    mixed = e / np.where(total > 0, total, 1) @ v
    return mixed.transpose(0, 2, 1, 3).reshape(b, t, width) @ wo


def over_heads(params, x, heads, mask):
    wq, wk, wv, wo = (np.asarray(w) for w in params)
    b, t, width = np.shape(x)
    q, k, v = ((np.asarray(x) @ w).reshape(b, t, heads, -1).transpose(0, 2, 1, 3) for w in (wq, wk, wv))
    allowed = np.broadcast_to(np.asarray(mask), (b, t, t))[:, None]
    s = np.where(allowed, q @ k.transpose(0, 1, 3, 2) / q.shape[-1] ** 0.5, -1e9)
    e = np.exp(s - s.max(axis=1, keepdims=True))
    mixed = e / e.sum(axis=1, keepdims=True) @ v
    return mixed.transpose(0, 2, 1, 3).reshape(b, t, width) @ wo


def input_added(params, x, heads, mask):
    wq, wk, wv, wo = (np.asarray(w) for w in params)
    b, t, width = np.shape(x)
    q, k, v = ((np.asarray(x) @ w).reshape(b, t, heads, -1).transpose(0, 2, 1, 3) for w in (wq, wk, wv))
    allowed = np.broadcast_to(np.asarray(mask), (b, t, t))[:, None]
    s = np.where(allowed, q @ k.transpose(0, 1, 3, 2) / q.shape[-1] ** 0.5, -np.inf)
    e = np.exp(s - s.max(axis=-1, keepdims=True))
    mixed = e / e.sum(axis=-1, keepdims=True) @ v
    return mixed.transpose(0, 2, 1, 3).reshape(b, t, width) @ wo + np.asarray(x)


def output_projected_twice(params, x, heads, mask):
    wq, wk, wv, wo = (np.asarray(w) for w in params)
    b, t, width = np.shape(x)
    q, k, v = ((np.asarray(x) @ w).reshape(b, t, heads, -1).transpose(0, 2, 1, 3) for w in (wq, wk, wv))
    allowed = np.broadcast_to(np.asarray(mask), (b, t, t))[:, None]
    s = np.where(allowed, q @ k.transpose(0, 1, 3, 2) / q.shape[-1] ** 0.5, -np.inf)
    e = np.exp(s - s.max(axis=-1, keepdims=True))
    mixed = e / e.sum(axis=-1, keepdims=True) @ v
    return mixed.transpose(0, 2, 1, 3).reshape(b, t, width) @ wo @ wo


def weights_too(params, x, heads, mask):
    wq, wk, wv, wo = (np.asarray(w) for w in params)
    b, t, width = np.shape(x)
    q, k, v = ((np.asarray(x) @ w).reshape(b, t, heads, -1).transpose(0, 2, 1, 3) for w in (wq, wk, wv))
    allowed = np.broadcast_to(np.asarray(mask), (b, t, t))[:, None]
    s = np.where(allowed, q @ k.transpose(0, 1, 3, 2) / q.shape[-1] ** 0.5, -np.inf)
    e = np.exp(s - s.max(axis=-1, keepdims=True))
    mixed = e / e.sum(axis=-1, keepdims=True) @ v
    return mixed.transpose(0, 2, 1, 3).reshape(b, t, width) @ wo, e


def two_heads_always(params, x, heads, mask):
    wq, wk, wv, wo = (np.asarray(w) for w in params)
    b, t, width = np.shape(x)
    q, k, v = ((np.asarray(x) @ w).reshape(b, t, 2, -1).transpose(0, 2, 1, 3) for w in (wq, wk, wv))
    allowed = np.broadcast_to(np.asarray(mask), (b, t, t))[:, None]
    s = np.where(allowed, q @ k.transpose(0, 1, 3, 2) / q.shape[-1] ** 0.5, -np.inf)
    e = np.exp(s - s.max(axis=-1, keepdims=True))
    mixed = e / e.sum(axis=-1, keepdims=True) @ v
    return mixed.transpose(0, 2, 1, 3).reshape(b, t, width) @ wo


def first_sample_for_all(params, x, heads, mask):
    wq, wk, wv, wo = (np.asarray(w) for w in params)
    b, t, width = np.shape(x)
    q, k, v = (
        (np.repeat(np.asarray(x)[:1], b, axis=0) @ w).reshape(b, t, heads, -1).transpose(0, 2, 1, 3)
        for w in (wq, wk, wv)
    )
    allowed = np.broadcast_to(np.asarray(mask), (b, t, t))[:, None]
    s = np.where(allowed, q @ k.transpose(0, 1, 3, 2) / q.shape[-1] ** 0.5, -np.inf)
    e = np.exp(s - s.max(axis=-1, keepdims=True))
    mixed = e / e.sum(axis=-1, keepdims=True) @ v
    return mixed.transpose(0, 2, 1, 3).reshape(b, t, width) @ wo


def rounded(params, x, heads, mask):
    wq, wk, wv, wo = (np.asarray(w) for w in params)
    b, t, width = np.shape(x)
    q, k, v = ((np.asarray(x) @ w).reshape(b, t, heads, -1).transpose(0, 2, 1, 3) for w in (wq, wk, wv))
    allowed = np.broadcast_to(np.asarray(mask), (b, t, t))[:, None]
    s = np.where(allowed, q @ k.transpose(0, 1, 3, 2) / q.shape[-1] ** 0.5, -np.inf)
    e = np.exp(s - s.max(axis=-1, keepdims=True))
    mixed = e / e.sum(axis=-1, keepdims=True) @ v
    return np.round(mixed.transpose(0, 2, 1, 3).reshape(b, t, width) @ wo, 2)


def half_precision(params, x, heads, mask):
    wq, wk, wv, wo = (np.asarray(w, np.float16) for w in params)
    b, t, width = np.shape(x)
    q, k, v = ((np.asarray(x, np.float16) @ w).reshape(b, t, heads, -1).transpose(0, 2, 1, 3) for w in (wq, wk, wv))
    allowed = np.broadcast_to(np.asarray(mask), (b, t, t))[:, None]
    s = np.where(allowed, q @ k.transpose(0, 1, 3, 2) / q.shape[-1] ** 0.5, -np.inf)
    e = np.exp(s - s.max(axis=-1, keepdims=True))
    mixed = e / e.sum(axis=-1, keepdims=True) @ v
    return mixed.transpose(0, 2, 1, 3).reshape(b, t, width) @ wo.astype(np.float32)
