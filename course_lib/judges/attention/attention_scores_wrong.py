"""Wrong answers to 7.1 attention_scores."""

from __future__ import annotations

import jax
import jax.numpy as jnp
import numpy as np


def not_scaled(q, k):
    return np.asarray(q) @ np.swapaxes(np.asarray(k), -1, -2)


def divided_by_d(q, k):
    q, k = np.asarray(q), np.asarray(k)
    return q @ np.swapaxes(k, -1, -2) / q.shape[-1]


def multiplied(q, k):
    q, k = np.asarray(q), np.asarray(k)
    return q @ np.swapaxes(k, -1, -2) * np.sqrt(q.shape[-1]).astype(q.dtype)


def fourth_root(q, k):
    q, k = np.asarray(q), np.asarray(k)
    return q @ np.swapaxes(k, -1, -2) / q.shape[-1] ** 0.25


def caret(q, k):
    d = q.shape[-1]
    return np.asarray(q) @ np.swapaxes(np.asarray(k), -1, -2) / (d ^ 0.5)


def transposed(q, k):
    q, k = np.asarray(q), np.asarray(k)
    return k @ np.swapaxes(q, -1, -2) / np.sqrt(q.shape[-1]).astype(q.dtype)


def not_turned(q, k):
    q, k = np.asarray(q), np.asarray(k)
    return q @ k / np.sqrt(q.shape[-1]).astype(q.dtype)


def not_turned_jax(q, k):
    return jnp.asarray(q) @ jnp.asarray(k) / jnp.sqrt(q.shape[-1])


def all_axes_turned(q, k):
    q, k = np.asarray(q), np.asarray(k)
    return q @ k.T / np.sqrt(q.shape[-1]).astype(q.dtype)


def all_axes_turned_jax(q, k):
    return jnp.asarray(q) @ jnp.asarray(k).T / jnp.sqrt(q.shape[-1])


def scaled_by_keys(q, k):
    q, k = np.asarray(q), np.asarray(k)
    return q @ np.swapaxes(k, -1, -2) / np.sqrt(k.shape[-2]).astype(q.dtype)


def scaled_by_queries(q, k):
    q, k = np.asarray(q), np.asarray(k)
    return q @ np.swapaxes(k, -1, -2) / np.sqrt(q.shape[-2]).astype(q.dtype)


def scaled_by_first_axis(q, k):
    q, k = np.asarray(q), np.asarray(k)
    return q @ np.swapaxes(k, -1, -2) / np.sqrt(q.shape[0]).astype(q.dtype)


def second_axis_for_d(q, k):
    q, k = np.asarray(q), np.asarray(k)
    return q @ np.swapaxes(k, -1, -2) / np.sqrt(q.shape[1]).astype(q.dtype)


def scaled_by_size(q, k):
    q, k = np.asarray(q), np.asarray(k)
    return q @ np.swapaxes(k, -1, -2) / np.sqrt(q.size).astype(q.dtype)


def always_two(q, k):
    return np.asarray(q) @ np.swapaxes(np.asarray(k), -1, -2) / 2


def root_of_whole_numbers(q, k):
    q, k = np.asarray(q), np.asarray(k)
    return q @ np.swapaxes(k, -1, -2) / int(q.shape[-1] ** 0.5)


def cosines(q, k):
    q, k = np.asarray(q), np.asarray(k)
    lengths = np.linalg.norm(q, axis=-1)[..., :, None] * np.linalg.norm(k, axis=-1)[..., None, :]
    return q @ np.swapaxes(k, -1, -2) / lengths


def distances(q, k):
    q, k = np.asarray(q), np.asarray(k)
    return np.sqrt(((q[..., :, None, :] - k[..., None, :, :]) ** 2).sum(axis=-1))


def softmax_applied(q, k):
    return jax.nn.softmax(jnp.asarray(q) @ jnp.swapaxes(jnp.asarray(k), -1, -2) / jnp.sqrt(q.shape[-1]), axis=-1)


def pairs_only(q, k):
    q, k = np.asarray(q), np.asarray(k)
    count = min(q.shape[-2], k.shape[-2])
    return (q[..., :count, :] * k[..., :count, :]).sum(axis=-1) / np.sqrt(q.shape[-1]).astype(q.dtype)


def pairs_only_broadcast(q, k):
    return np.sum(np.asarray(q) * np.asarray(k), axis=-1) / np.sqrt(q.shape[-1])


def entry_by_entry(q, k):
    return np.asarray(q) * np.asarray(k) / np.sqrt(q.shape[-1])


def first_query_only(q, k):
    q, k = np.asarray(q), np.asarray(k)
    scores = q[..., :1, :] @ np.swapaxes(k, -1, -2) / np.sqrt(q.shape[-1]).astype(q.dtype)
    return np.repeat(scores, q.shape[-2], axis=-2)


def query_scaled_in_place(q, k):
    if isinstance(q, np.ndarray):
        q /= np.sqrt(q.shape[-1])
    else:
        q = q / np.sqrt(q.shape[-1]).astype(np.float32)
    return np.asarray(q) @ np.swapaxes(np.asarray(k), -1, -2)


def absolute(q, k):
    q, k = np.asarray(q), np.asarray(k)
    return np.abs(q @ np.swapaxes(k, -1, -2)) / np.sqrt(q.shape[-1]).astype(q.dtype)


def half_precision(q, k):
    q, k = np.asarray(q, np.float16), np.asarray(k, np.float16)
    return (q @ np.swapaxes(k, -1, -2)).astype(np.float32) / np.sqrt(np.float32(q.shape[-1]))


def rounded(q, k):
    q, k = np.asarray(q), np.asarray(k)
    return np.round(q @ np.swapaxes(k, -1, -2) / np.sqrt(q.shape[-1]), 2)


def rounded_to_whole(q, k):
    q, k = np.asarray(q), np.asarray(k)
    return q @ np.swapaxes(k, -1, -2) // np.sqrt(q.shape[-1])
