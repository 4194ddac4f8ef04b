"""Wrong answers to 7.5 self_attention."""

from __future__ import annotations

import numpy as np


def shared_query_projection(params, x, mask):
    wq, wk, wv = (np.asarray(w) for w in params)
    x = np.asarray(x)
    q, k, v = x @ wq, x @ wq, x @ wq
    s = np.where(np.asarray(mask), q @ np.swapaxes(k, -1, -2) / q.shape[-1] ** 0.5, -np.inf)
    top = s.max(axis=-1, keepdims=True)
    e = np.exp(s - np.where(top > -np.inf, top, 0))
    total = e.sum(axis=-1, keepdims=True)
    return e / np.where(total > 0, total, 1) @ v


def shared_key_projection(params, x, mask):
    wq, wk, wv = (np.asarray(w) for w in params)
    x = np.asarray(x)
    q, k, v = x @ wk, x @ wk, x @ wk
    s = np.where(np.asarray(mask), q @ np.swapaxes(k, -1, -2) / q.shape[-1] ** 0.5, -np.inf)
    top = s.max(axis=-1, keepdims=True)
    e = np.exp(s - np.where(top > -np.inf, top, 0))
    total = e.sum(axis=-1, keepdims=True)
    return e / np.where(total > 0, total, 1) @ v


def shared_value_projection(params, x, mask):
    wq, wk, wv = (np.asarray(w) for w in params)
    x = np.asarray(x)
    q, k, v = x @ wv, x @ wv, x @ wv
    s = np.where(np.asarray(mask), q @ np.swapaxes(k, -1, -2) / q.shape[-1] ** 0.5, -np.inf)
    top = s.max(axis=-1, keepdims=True)
    e = np.exp(s - np.where(top > -np.inf, top, 0))
    total = e.sum(axis=-1, keepdims=True)
    return e / np.where(total > 0, total, 1) @ v


def keys_with_wq(params, x, mask):
    wq, wk, wv = (np.asarray(w) for w in params)
    x = np.asarray(x)
    q, k, v = x @ wq, x @ wq, x @ wv
    s = np.where(np.asarray(mask), q @ np.swapaxes(k, -1, -2) / q.shape[-1] ** 0.5, -np.inf)
    top = s.max(axis=-1, keepdims=True)
    e = np.exp(s - np.where(top > -np.inf, top, 0))
    total = e.sum(axis=-1, keepdims=True)
    return e / np.where(total > 0, total, 1) @ v


def queries_with_wk(params, x, mask):
    wq, wk, wv = (np.asarray(w) for w in params)
    x = np.asarray(x)
    q, k, v = x @ wk, x @ wk, x @ wv
    s = np.where(np.asarray(mask), q @ np.swapaxes(k, -1, -2) / q.shape[-1] ** 0.5, -np.inf)
    top = s.max(axis=-1, keepdims=True)
    e = np.exp(s - np.where(top > -np.inf, top, 0))
    total = e.sum(axis=-1, keepdims=True)
    return e / np.where(total > 0, total, 1) @ v


def values_with_wk(params, x, mask):
    wq, wk, wv = (np.asarray(w) for w in params)
    x = np.asarray(x)
    q, k, v = x @ wq, x @ wk, x @ wk
    s = np.where(np.asarray(mask), q @ np.swapaxes(k, -1, -2) / q.shape[-1] ** 0.5, -np.inf)
    top = s.max(axis=-1, keepdims=True)
    e = np.exp(s - np.where(top > -np.inf, top, 0))
    total = e.sum(axis=-1, keepdims=True)
    return e / np.where(total > 0, total, 1) @ v


def values_with_wq(params, x, mask):
    wq, wk, wv = (np.asarray(w) for w in params)
    x = np.asarray(x)
    q, k, v = x @ wq, x @ wk, x @ wq
    s = np.where(np.asarray(mask), q @ np.swapaxes(k, -1, -2) / q.shape[-1] ** 0.5, -np.inf)
    top = s.max(axis=-1, keepdims=True)
    e = np.exp(s - np.where(top > -np.inf, top, 0))
    total = e.sum(axis=-1, keepdims=True)
    return e / np.where(total > 0, total, 1) @ v


def queries_and_keys_exchanged(params, x, mask):
    wq, wk, wv = (np.asarray(w) for w in params)
    x = np.asarray(x)
    q, k, v = x @ wk, x @ wq, x @ wv
    s = np.where(np.asarray(mask), q @ np.swapaxes(k, -1, -2) / q.shape[-1] ** 0.5, -np.inf)
    top = s.max(axis=-1, keepdims=True)
    e = np.exp(s - np.where(top > -np.inf, top, 0))
    total = e.sum(axis=-1, keepdims=True)
    return e / np.where(total > 0, total, 1) @ v


def keys_and_values_exchanged(params, x, mask):
    wq, wk, wv = (np.asarray(w) for w in params)
    x = np.asarray(x)
    q, k, v = x @ wq, x @ wv, x @ wk
    s = np.where(np.asarray(mask), q @ np.swapaxes(k, -1, -2) / q.shape[-1] ** 0.5, -np.inf)
    top = s.max(axis=-1, keepdims=True)
    e = np.exp(s - np.where(top > -np.inf, top, 0))
    total = e.sum(axis=-1, keepdims=True)
    return e / np.where(total > 0, total, 1) @ v


def order_reversed(params, x, mask):
    wq, wk, wv = (np.asarray(w) for w in params)
    x = np.asarray(x)
    q, k, v = x @ wv, x @ wk, x @ wq
    s = np.where(np.asarray(mask), q @ np.swapaxes(k, -1, -2) / q.shape[-1] ** 0.5, -np.inf)
    top = s.max(axis=-1, keepdims=True)
    e = np.exp(s - np.where(top > -np.inf, top, 0))
    total = e.sum(axis=-1, keepdims=True)
    return e / np.where(total > 0, total, 1) @ v


def order_turned(params, x, mask):
    wq, wk, wv = (np.asarray(w) for w in params)
    x = np.asarray(x)
    q, k, v = x @ wv, x @ wq, x @ wk
    s = np.where(np.asarray(mask), q @ np.swapaxes(k, -1, -2) / q.shape[-1] ** 0.5, -np.inf)
    top = s.max(axis=-1, keepdims=True)
    e = np.exp(s - np.where(top > -np.inf, top, 0))
    total = e.sum(axis=-1, keepdims=True)
    return e / np.where(total > 0, total, 1) @ v


def order_turned_twice(params, x, mask):
    wq, wk, wv = (np.asarray(w) for w in params)
    x = np.asarray(x)
    q, k, v = x @ wk, x @ wv, x @ wq
    s = np.where(np.asarray(mask), q @ np.swapaxes(k, -1, -2) / q.shape[-1] ** 0.5, -np.inf)
    top = s.max(axis=-1, keepdims=True)
    e = np.exp(s - np.where(top > -np.inf, top, 0))
    total = e.sum(axis=-1, keepdims=True)
    return e / np.where(total > 0, total, 1) @ v


def values_not_projected(params, x, mask):
    wq, wk, wv = (np.asarray(w) for w in params)
    x = np.asarray(x)
    q, k, v = x @ wq, x @ wk, x
    s = np.where(np.asarray(mask), q @ np.swapaxes(k, -1, -2) / q.shape[-1] ** 0.5, -np.inf)
    top = s.max(axis=-1, keepdims=True)
    e = np.exp(s - np.where(top > -np.inf, top, 0))
    total = e.sum(axis=-1, keepdims=True)
    return e / np.where(total > 0, total, 1) @ v


def queries_not_projected(params, x, mask):
    wq, wk, wv = (np.asarray(w) for w in params)
    x = np.asarray(x)
    q, k, v = x, x @ wk, x @ wv
    s = np.where(np.asarray(mask), q @ np.swapaxes(k, -1, -2) / q.shape[-1] ** 0.5, -np.inf)
    top = s.max(axis=-1, keepdims=True)
    e = np.exp(s - np.where(top > -np.inf, top, 0))
    total = e.sum(axis=-1, keepdims=True)
    return e / np.where(total > 0, total, 1) @ v


def keys_not_projected(params, x, mask):
    wq, wk, wv = (np.asarray(w) for w in params)
    x = np.asarray(x)
    q, k, v = x @ wq, x, x @ wv
    s = np.where(np.asarray(mask), q @ np.swapaxes(k, -1, -2) / q.shape[-1] ** 0.5, -np.inf)
    top = s.max(axis=-1, keepdims=True)
    e = np.exp(s - np.where(top > -np.inf, top, 0))
    total = e.sum(axis=-1, keepdims=True)
    return e / np.where(total > 0, total, 1) @ v


def nothing_projected(params, x, mask):
    wq, wk, wv = (np.asarray(w) for w in params)
    x = np.asarray(x)
    q, k, v = x, x, x
    s = np.where(np.asarray(mask), q @ np.swapaxes(k, -1, -2) / q.shape[-1] ** 0.5, -np.inf)
    top = s.max(axis=-1, keepdims=True)
    e = np.exp(s - np.where(top > -np.inf, top, 0))
    total = e.sum(axis=-1, keepdims=True)
    return e / np.where(total > 0, total, 1) @ v


def projections_turned(params, x, mask):
    wq, wk, wv = (np.asarray(w) for w in params)
    x = np.asarray(x)
    q, k, v = x @ wq.T, x @ wk.T, x @ wv.T
    s = np.where(np.asarray(mask), q @ np.swapaxes(k, -1, -2) / q.shape[-1] ** 0.5, -np.inf)
    top = s.max(axis=-1, keepdims=True)
    e = np.exp(s - np.where(top > -np.inf, top, 0))
    total = e.sum(axis=-1, keepdims=True)
    return e / np.where(total > 0, total, 1) @ v


def scaled_by_width(params, x, mask):
    wq, wk, wv = (np.asarray(w) for w in params)
    x = np.asarray(x)
    q, k, v = x @ wq, x @ wk, x @ wv
    s = np.where(np.asarray(mask), q @ np.swapaxes(k, -1, -2) / x.shape[-1] ** 0.5, -np.inf)
    top = s.max(axis=-1, keepdims=True)
    e = np.exp(s - np.where(top > -np.inf, top, 0))
    total = e.sum(axis=-1, keepdims=True)
    return e / np.where(total > 0, total, 1) @ v


def scaled_by_time(params, x, mask):
    wq, wk, wv = (np.asarray(w) for w in params)
    x = np.asarray(x)
    q, k, v = x @ wq, x @ wk, x @ wv
    s = np.where(np.asarray(mask), q @ np.swapaxes(k, -1, -2) / x.shape[1] ** 0.5, -np.inf)
    top = s.max(axis=-1, keepdims=True)
    e = np.exp(s - np.where(top > -np.inf, top, 0))
    total = e.sum(axis=-1, keepdims=True)
    return e / np.where(total > 0, total, 1) @ v


def not_scaled(params, x, mask):
    wq, wk, wv = (np.asarray(w) for w in params)
    x = np.asarray(x)
    q, k, v = x @ wq, x @ wk, x @ wv
    s = np.where(np.asarray(mask), q @ np.swapaxes(k, -1, -2), -np.inf)
    top = s.max(axis=-1, keepdims=True)
    e = np.exp(s - np.where(top > -np.inf, top, 0))
    total = e.sum(axis=-1, keepdims=True)
    return e / np.where(total > 0, total, 1) @ v


def divided_by_d(params, x, mask):
    wq, wk, wv = (np.asarray(w) for w in params)
    x = np.asarray(x)
    q, k, v = x @ wq, x @ wk, x @ wv
    s = np.where(np.asarray(mask), q @ np.swapaxes(k, -1, -2) / q.shape[-1], -np.inf)
    top = s.max(axis=-1, keepdims=True)
    e = np.exp(s - np.where(top > -np.inf, top, 0))
    total = e.sum(axis=-1, keepdims=True)
    return e / np.where(total > 0, total, 1) @ v


def over_queries(params, x, mask):
    wq, wk, wv = (np.asarray(w) for w in params)
    x = np.asarray(x)
    q, k, v = x @ wq, x @ wk, x @ wv
    s = np.where(np.asarray(mask), q @ np.swapaxes(k, -1, -2) / q.shape[-1] ** 0.5, -np.inf)
    top = s.max(axis=-2, keepdims=True)
    e = np.exp(s - np.where(top > -np.inf, top, 0))
    total = e.sum(axis=-2, keepdims=True)
    return e / np.where(total > 0, total, 1) @ v


def mask_unused(params, x, mask):
    wq, wk, wv = (np.asarray(w) for w in params)
    x = np.asarray(x)
    q, k, v = x @ wq, x @ wk, x @ wv
    s = q @ np.swapaxes(k, -1, -2) / q.shape[-1] ** 0.5
    top = s.max(axis=-1, keepdims=True)
    e = np.exp(s - np.where(top > -np.inf, top, 0))
    total = e.sum(axis=-1, keepdims=True)
    return e / np.where(total > 0, total, 1) @ v


def mask_turned_round(params, x, mask):
    wq, wk, wv = (np.asarray(w) for w in params)
    x = np.asarray(x)
    q, k, v = x @ wq, x @ wk, x @ wv
    s = np.where(~np.asarray(mask), q @ np.swapaxes(k, -1, -2) / q.shape[-1] ** 0.5, -np.inf)
    top = s.max(axis=-1, keepdims=True)
    e = np.exp(s - np.where(top > -np.inf, top, 0))
    total = e.sum(axis=-1, keepdims=True)
    return e / np.where(total > 0, total, 1) @ v


def first_sample_for_all(params, x, mask):
    wq, wk, wv = (np.asarray(w) for w in params)
    x = np.repeat(np.asarray(x)[:1], len(x), axis=0)
    q, k, v = x @ wq, x @ wk, x @ wv
    s = np.where(np.asarray(mask), q @ np.swapaxes(k, -1, -2) / q.shape[-1] ** 0.5, -np.inf)
    top = s.max(axis=-1, keepdims=True)
    e = np.exp(s - np.where(top > -np.inf, top, 0))
    total = e.sum(axis=-1, keepdims=True)
    return e / np.where(total > 0, total, 1) @ v


def first_sample_only(params, x, mask):
    wq, wk, wv = (np.asarray(w) for w in params)
    x, mask = np.asarray(x)[0], np.broadcast_to(mask, (len(x), x.shape[1], x.shape[1]))[0]
    q, k, v = x @ wq, x @ wk, x @ wv
    s = np.where(np.asarray(mask), q @ np.swapaxes(k, -1, -2) / q.shape[-1] ** 0.5, -np.inf)
    top = s.max(axis=-1, keepdims=True)
    e = np.exp(s - np.where(top > -np.inf, top, 0))
    total = e.sum(axis=-1, keepdims=True)
    return e / np.where(total > 0, total, 1) @ v


def input_added(params, x, mask):
    wq, wk, wv = (np.asarray(w) for w in params)
    x = np.asarray(x)
    q, k, v = x @ wq, x @ wk, x @ wv
    s = np.where(np.asarray(mask), q @ np.swapaxes(k, -1, -2) / q.shape[-1] ** 0.5, -np.inf)
    top = s.max(axis=-1, keepdims=True)
    e = np.exp(s - np.where(top > -np.inf, top, 0))
    total = e.sum(axis=-1, keepdims=True)
    return e / np.where(total > 0, total, 1) @ v + x


def weights_returned(params, x, mask):
    wq, wk = (np.asarray(w) for w in params[:2])
    x = np.asarray(x)
    q, k = x @ wq, x @ wk
    s = np.where(np.asarray(mask), q @ np.swapaxes(k, -1, -2) / q.shape[-1] ** 0.5, -np.inf)
    top = s.max(axis=-1, keepdims=True)
    e = np.exp(s - np.where(top > -np.inf, top, 0))
    total = e.sum(axis=-1, keepdims=True)
    return e / np.where(total > 0, total, 1)


def both_returned(params, x, mask):
    wq, wk, wv = (np.asarray(w) for w in params)
    x = np.asarray(x)
    q, k, v = x @ wq, x @ wk, x @ wv
    s = np.where(np.asarray(mask), q @ np.swapaxes(k, -1, -2) / q.shape[-1] ** 0.5, -np.inf)
    top = s.max(axis=-1, keepdims=True)
    e = np.exp(s - np.where(top > -np.inf, top, 0))
    total = e.sum(axis=-1, keepdims=True)
    weights = e / np.where(total > 0, total, 1)
    return weights @ v, weights


def mean_over_time(params, x, mask):
    wq, wk, wv = (np.asarray(w) for w in params)
    x = np.asarray(x)
    q, k, v = x @ wq, x @ wk, x @ wv
    s = np.where(np.asarray(mask), q @ np.swapaxes(k, -1, -2) / q.shape[-1] ** 0.5, -np.inf)
    top = s.max(axis=-1, keepdims=True)
    e = np.exp(s - np.where(top > -np.inf, top, 0))
    total = e.sum(axis=-1, keepdims=True)
    return (e / np.where(total > 0, total, 1) @ v).mean(axis=1)


def last_step_only(params, x, mask):
    wq, wk, wv = (np.asarray(w) for w in params)
    x = np.asarray(x)
    q, k, v = x @ wq, x @ wk, x @ wv
    s = np.where(np.asarray(mask), q @ np.swapaxes(k, -1, -2) / q.shape[-1] ** 0.5, -np.inf)
    top = s.max(axis=-1, keepdims=True)
    e = np.exp(s - np.where(top > -np.inf, top, 0))
    total = e.sum(axis=-1, keepdims=True)
    return (e / np.where(total > 0, total, 1) @ v)[:, -1]


def samples_for_steps(params, x, mask):
    wq, wk, wv = (np.asarray(w) for w in params)
    x = np.swapaxes(np.asarray(x), 0, 1)
    q, k, v = x @ wq, x @ wk, x @ wv
    s = q @ np.swapaxes(k, -1, -2) / q.shape[-1] ** 0.5
    top = s.max(axis=-1, keepdims=True)
    e = np.exp(s - np.where(top > -np.inf, top, 0))
    total = e.sum(axis=-1, keepdims=True)
    return np.swapaxes(e / np.where(total > 0, total, 1) @ v, 0, 1)


def samples_mixed(params, x, mask):
    wq, wk, wv = (np.asarray(w) for w in params)
    x = np.asarray(x)
    shape, x = x.shape, np.asarray(x).reshape(-1, x.shape[-1])
    q, k, v = x @ wq, x @ wk, x @ wv
    s = q @ np.swapaxes(k, -1, -2) / q.shape[-1] ** 0.5
    top = s.max(axis=-1, keepdims=True)
    e = np.exp(s - np.where(top > -np.inf, top, 0))
    total = e.sum(axis=-1, keepdims=True)
    return (e / np.where(total > 0, total, 1) @ v).reshape(*shape[:2], -1)


def input_changed(params, x, mask):
    wq, wk, wv = (np.asarray(w) for w in params)
    if isinstance(x, np.ndarray):
        x -= x.mean()
        x += 1
    x = np.asarray(x)
    q, k, v = x @ wq, x @ wk, x @ wv
    s = np.where(np.asarray(mask), q @ np.swapaxes(k, -1, -2) / q.shape[-1] ** 0.5, -np.inf)
    top = s.max(axis=-1, keepdims=True)
    e = np.exp(s - np.where(top > -np.inf, top, 0))
    total = e.sum(axis=-1, keepdims=True)
    return e / np.where(total > 0, total, 1) @ v


def something_out_of_nothing(params, x, mask):
    wq, wk, wv = (np.asarray(w) for w in params)
    x = np.asarray(x)
    q, k, v = x @ wq, x @ wk, x @ wv
    s = np.where(np.asarray(mask), q @ np.swapaxes(k, -1, -2) / q.shape[-1] ** 0.5, -1e9)
    top = s.max(axis=-1, keepdims=True)
    e = np.exp(s - np.where(top > -np.inf, top, 0))
    total = e.sum(axis=-1, keepdims=True)
    return e / np.where(total > 0, total, 1) @ v


def nan_rows(params, x, mask):
    wq, wk, wv = (np.asarray(w) for w in params)
    x = np.asarray(x)
    q, k, v = x @ wq, x @ wk, x @ wv
    s = np.where(np.asarray(mask), q @ np.swapaxes(k, -1, -2) / q.shape[-1] ** 0.5, -np.inf)
    top = s.max(axis=-1, keepdims=True)
    with np.errstate(all="ignore"):
        e = np.exp(s - top)
    total = e.sum(axis=-1, keepdims=True)
    return e / total @ v


def rounded(params, x, mask):
    wq, wk, wv = (np.asarray(w) for w in params)
    x = np.asarray(x)
    q, k, v = x @ wq, x @ wk, x @ wv
    s = np.where(np.asarray(mask), q @ np.swapaxes(k, -1, -2) / q.shape[-1] ** 0.5, -np.inf)
    top = s.max(axis=-1, keepdims=True)
    e = np.exp(s - np.where(top > -np.inf, top, 0))
    total = e.sum(axis=-1, keepdims=True)
    return np.round(e / np.where(total > 0, total, 1) @ v, 2)


def half_precision(params, x, mask):
    wq, wk, wv = (np.asarray(w) for w in params)
    x, wq, wk, wv = (np.asarray(a, np.float16) for a in (x, wq, wk, wv))
    q, k, v = x @ wq, x @ wk, x @ wv
    s = np.where(np.asarray(mask), q @ np.swapaxes(k, -1, -2) / q.shape[-1] ** 0.5, -np.inf)
    top = s.max(axis=-1, keepdims=True)
    e = np.exp(s - np.where(top > -np.inf, top, 0))
    total = e.sum(axis=-1, keepdims=True)
    return (e / np.where(total > 0, total, 1) @ v).astype(np.float32)
