"""Wrong answers to 7.2 masked_softmax."""

from __future__ import annotations

import jax
import jax.numpy as jnp
import numpy as np


def multiplied_afterwards(scores, mask):
    return jax.nn.softmax(jnp.asarray(scores), axis=-1) * mask


def multiplied_afterwards_numpy(scores, mask):
    scores = np.asarray(scores)
    e = np.exp(scores - scores.max(axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True) * np.asarray(mask)


def chosen_afterwards(scores, mask):
    return jnp.where(jnp.asarray(mask), jax.nn.softmax(jnp.asarray(scores), axis=-1), 0)


def renormalised(scores, mask):
    scores = np.asarray(scores)
    e = np.exp(scores - scores.max(axis=-1, keepdims=True)) * np.asarray(mask)
    with np.errstate(all="ignore"):
        return e / e.sum(axis=-1, keepdims=True)


def renormalised_zeros(scores, mask):
    scores = np.asarray(scores)
    e = np.exp(scores - scores.max(axis=-1, keepdims=True)) * np.asarray(mask)
    total = e.sum(axis=-1, keepdims=True)
    return e / np.where(total > 0, total, 1)


def zero_scores(scores, mask):
    return jax.nn.softmax(jnp.asarray(scores) * jnp.asarray(mask), axis=-1)


def zero_scores_then_cut(scores, mask):
    return jax.nn.softmax(jnp.asarray(scores) * jnp.asarray(mask), axis=-1) * mask


def large_negative(scores, mask):
    scores, mask = np.asarray(scores), np.asarray(mask)
    kept = np.where(mask, scores, np.float32(-1e9))
    e = np.exp(kept - kept.max(axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)


def lowest_number(scores, mask):
    scores, mask = np.asarray(scores), np.asarray(mask)
    kept = np.where(mask, scores, np.finfo(np.float32).min)
    e = np.exp(kept - kept.max(axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)


def large_negative_added(scores, mask):
    scores, mask = np.asarray(scores, np.float32), np.asarray(mask)
    kept = scores + (1 - mask).astype(np.float32) * np.float32(-1e9)
    e = np.exp(kept - kept.max(axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)


def less_negative(scores, mask):
    scores, mask = np.asarray(scores), np.asarray(mask)
    kept = np.where(mask, scores, np.float32(-1e4))
    e = np.exp(kept - kept.max(axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)


def least_negative(scores, mask):
    scores, mask = np.asarray(scores), np.asarray(mask)
    kept = np.where(mask, scores, np.float32(-1e5))
    e = np.exp(kept - kept.max(axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)


def large_negative_then_cut(scores, mask):
    scores, mask = np.asarray(scores), np.asarray(mask)
    kept = np.where(mask, scores, np.float32(-1e9))
    e = np.exp(kept - kept.max(axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True) * mask


def large_negative_added_then_cut(scores, mask):
    scores, mask = np.asarray(scores, np.float32), np.asarray(mask)
    kept = scores + (1 - mask).astype(np.float32) * np.float32(-1e9)
    e = np.exp(kept - kept.max(axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True) * mask


def less_negative_then_cut(scores, mask):
    scores, mask = np.asarray(scores), np.asarray(mask)
    kept = np.where(mask, scores, np.float32(-1e4))
    e = np.exp(kept - kept.max(axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True) * mask


def nan_rows(scores, mask):
    return jax.nn.softmax(jnp.where(jnp.asarray(mask), jnp.asarray(scores), -jnp.inf), axis=-1)


def exact_but_overflowing(scores, mask):
    with np.errstate(all="ignore"):
        e = np.where(np.asarray(mask), np.exp(np.asarray(scores, np.float32)), 0)
        total = e.sum(axis=-1, keepdims=True)
        return e / np.where(total > 0, total, 1)


def overflowing_product(scores, mask):
    with np.errstate(all="ignore"):
        e = np.exp(np.asarray(scores, np.float32)) * np.asarray(mask)
        total = e.sum(axis=-1, keepdims=True)
        return e / np.where(total > 0, total, 1)


def overflowing_nan(scores, mask):
    with np.errstate(all="ignore"):
        e = np.where(np.asarray(mask), np.exp(np.asarray(scores, np.float32)), 0)
        return e / e.sum(axis=-1, keepdims=True)


def overflowing_product_nan(scores, mask):
    with np.errstate(all="ignore"):
        e = np.exp(np.asarray(scores, np.float32)) * np.asarray(mask)
        return e / e.sum(axis=-1, keepdims=True)


def one_maximum_for_all(scores, mask):
    kept = np.where(np.asarray(mask), np.asarray(scores), -np.inf)
    e = np.exp(kept - kept.max())
    total = e.sum(axis=-1, keepdims=True)
    return e / np.where(total > 0, total, 1)


def turned_round(scores, mask):
    kept = np.where(np.asarray(mask), -np.inf, np.asarray(scores))
    top = kept.max(axis=-1, keepdims=True)
    e = np.exp(kept - np.where(top > -np.inf, top, 0))
    total = e.sum(axis=-1, keepdims=True)
    return e / np.where(total > 0, total, 1)


def turned_round_nan(scores, mask):
    return jax.nn.softmax(jnp.where(jnp.asarray(mask), -jnp.inf, jnp.asarray(scores)), axis=-1)


def turned_round_large(scores, mask):
    return jax.nn.softmax(jnp.where(jnp.asarray(mask), -1e9, jnp.asarray(scores)), axis=-1)


def over_queries(scores, mask):
    kept = np.where(np.asarray(mask), np.asarray(scores), -np.inf)
    top = kept.max(axis=-2, keepdims=True)
    e = np.exp(kept - np.where(top > -np.inf, top, 0))
    total = e.sum(axis=-2, keepdims=True)
    return e / np.where(total > 0, total, 1)


def over_queries_nan(scores, mask):
    return jax.nn.softmax(jnp.where(jnp.asarray(mask), jnp.asarray(scores), -jnp.inf), axis=-2)


def over_first_axis(scores, mask):
    kept = np.where(np.asarray(mask), np.asarray(scores), -np.inf)
    top = kept.max(axis=0, keepdims=True)
    e = np.exp(kept - np.where(top > -np.inf, top, 0))
    total = e.sum(axis=0, keepdims=True)
    return e / np.where(total > 0, total, 1)


def over_second_axis(scores, mask):
    kept = np.where(np.asarray(mask), np.asarray(scores), -np.inf)
    top = kept.max(axis=1, keepdims=True)
    e = np.exp(kept - np.where(top > -np.inf, top, 0))
    total = e.sum(axis=1, keepdims=True)
    return e / np.where(total > 0, total, 1)


def over_everything(scores, mask):
    kept = np.where(np.asarray(mask), np.asarray(scores), -np.inf)
    e = np.exp(kept - kept.max())
    return e / e.sum()


def unmasked(scores, mask):
    return jax.nn.softmax(jnp.asarray(scores), axis=-1)


def shares_without_exp(scores, mask):
    kept = np.where(np.asarray(mask), np.asarray(scores), 0)
    with np.errstate(all="ignore"):
        return kept / kept.sum(axis=-1, keepdims=True)


def equal_shares(scores, mask):
    allowed = np.broadcast_to(np.asarray(mask), np.shape(scores)).astype(np.float32)
    total = allowed.sum(axis=-1, keepdims=True)
    return allowed / np.where(total > 0, total, 1)


def only_the_best(scores, mask):
    kept = np.where(np.asarray(mask), np.asarray(scores), -np.inf)
    best = np.arange(kept.shape[-1]) == kept.argmax(axis=-1)[..., None]
    return (best & np.asarray(mask)).astype(np.float32)


def uniform_where_nothing_allowed(scores, mask):
    kept = np.where(np.asarray(mask), np.asarray(scores), -np.inf)
    top = kept.max(axis=-1, keepdims=True)
    e = np.exp(kept - np.where(top > -np.inf, top, 0))
    total = e.sum(axis=-1, keepdims=True)
    return np.where(total > 0, e / np.where(total > 0, total, 1), 1 / e.shape[-1])


def not_normalised(scores, mask):
    kept = np.where(np.asarray(mask), np.asarray(scores), -np.inf)
    top = kept.max(axis=-1, keepdims=True)
    return np.exp(kept - np.where(top > -np.inf, top, 0))


def written_into_scores(scores, mask):
    scores[~np.broadcast_to(mask, scores.shape)] = -np.inf
    top = scores.max(axis=-1, keepdims=True)
    e = np.exp(scores - np.where(top > -np.inf, top, 0))
    total = e.sum(axis=-1, keepdims=True)
    return e / np.where(total > 0, total, 1)


def maximum_taken_in_place(scores, mask):
    kept = scores if isinstance(scores, np.ndarray) else np.array(scores)
    kept[...] = np.where(np.asarray(mask), kept, -np.inf)
    top = kept.max(axis=-1, keepdims=True)
    e = np.exp(kept - np.where(top > -np.inf, top, 0))
    total = e.sum(axis=-1, keepdims=True)
    return e / np.where(total > 0, total, 1)


def half_precision(scores, mask):
    kept = np.where(np.asarray(mask), np.asarray(scores), -np.inf)
    top = kept.max(axis=-1, keepdims=True)
    e = np.exp((kept - np.where(top > -np.inf, top, 0)).astype(np.float16))
    total = e.sum(axis=-1, keepdims=True)
    return (e / np.where(total > 0, total, 1)).astype(np.float32)


def rounded(scores, mask):
    kept = np.where(np.asarray(mask), np.asarray(scores), -np.inf)
    top = kept.max(axis=-1, keepdims=True)
    e = np.exp(kept - np.where(top > -np.inf, top, 0))
    total = e.sum(axis=-1, keepdims=True)
    return np.round(e / np.where(total > 0, total, 1), 2)
