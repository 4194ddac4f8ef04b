"""Attention: a soft dictionary. Every query takes a mixture of all values, weighted by how well it fits each key.

Masks are boolean, True = may be looked at, and broadcast against the scores (..., queries, keys).
"""

from typing import NamedTuple

import jax
import jax.numpy as jnp

from course_lib.activations import softmax
from course_lib.sequences import is_real
from course_lib.shapes import require_at_least, require_axes, require_equal


class AttentionParams(NamedTuple):
    """Projections of self-attention.

    Shapes: wq, wk (d_in, d), wv (d_in, d_v).
    """

    wq: jax.Array
    wk: jax.Array
    wv: jax.Array


class MultiHeadParams(NamedTuple):
    """Projections of attention with several heads, all heads side by side in the columns.

    Shapes: wq, wk, wv, wo (d, d).
    """

    wq: jax.Array
    wk: jax.Array
    wv: jax.Array
    wo: jax.Array


def attention_scores(q: jax.Array, k: jax.Array) -> jax.Array:
    """Compare every query with every key: q kᵀ / √d.

    Shapes: q (..., queries, d), k (..., keys, d) -> (..., queries, keys).
    Raises: ValueError if q and k differ in their last axis.
    Source: Vaswani et al. 2017, Attention Is All You Need, section 3.2.1.
    """
    require_equal("k: last axis", jnp.shape(k)[-1:], jnp.shape(q)[-1:], "d of q")
    return q @ jnp.swapaxes(k, -1, -2) / jnp.shape(q)[-1] ** 0.5


def masked_softmax(scores: jax.Array, mask: jax.Array | None = None) -> jax.Array:
    """Turn each row of scores into weights that sum to 1 over what is allowed, and are exactly 0 elsewhere.

    Shapes: scores (..., queries, keys), mask that broadcasts against it -> same as scores.
    Pitfall: a row in which nothing is allowed gives zeros, not nan.
    """
    if mask is None:
        return softmax(scores)
    allowed = jnp.where(mask, scores, -jnp.inf)
    # A row of −inf only would be nan, and its gradient too: it gets scores of 0 before the softmax, zeros after it.
    some = jnp.any(jnp.broadcast_to(mask, allowed.shape), axis=-1, keepdims=True)
    return jnp.where(some, softmax(jnp.where(some, allowed, 0)), 0)


def attention_weights(q: jax.Array, k: jax.Array, mask: jax.Array | None = None) -> jax.Array:
    """Say how much each query takes of each value.

    Shapes: q (..., queries, d), k (..., keys, d) -> (..., queries, keys), rows sum to 1.
    """
    return masked_softmax(attention_scores(q, k), mask)


def attention(q: jax.Array, k: jax.Array, v: jax.Array, mask: jax.Array | None = None) -> jax.Array:
    """Give each query its mixture of values: softmax(q kᵀ / √d) v.

    Shapes: q (..., queries, d), k (..., keys, d), v (..., keys, d_v) -> (..., queries, d_v).
    Raises: ValueError if keys and values differ in number.
    """
    require_equal("v: number of values", jnp.shape(v)[-2], jnp.shape(k)[-2], "one for each key")
    return attention_weights(q, k, mask) @ v


def causal_mask(t: int) -> jax.Array:
    """Let every position look at itself and what comes before.

    Shapes: -> (t, t), True on and below the diagonal.
    Raises: ValueError if t is below 1.
    """
    require_at_least(1, t=t)
    return jnp.tril(jnp.ones((t, t), bool))


def padding_mask(lengths: jax.Array, t: int) -> jax.Array:
    """Hide the padding from every query.

    Shapes: lengths (batch,) -> (batch, 1, t), to broadcast against scores (batch, queries, t).
    """
    return is_real(lengths, t)[:, None, :]


def self_attention(params: AttentionParams, x: jax.Array, mask: jax.Array | None = None) -> jax.Array:
    """Let every position of a sequence look at every other one.

    Shapes: x (..., time, d_in) -> (..., time, d_v).
    Pitfall: exchanging positions exchanges results and changes nothing else; order must be written into x.
    """
    wq, wk, wv = params
    return attention(x @ wq, x @ wk, x @ wv, mask)


def multi_head_attention(params: MultiHeadParams, x: jax.Array, heads: int, mask: jax.Array | None = None) -> jax.Array:
    """Attend several times side by side, each head on its own share of the columns, and mix the results.

    Shapes: x (batch, time, d), mask broadcasts against (batch, heads, time, time) -> (batch, time, d).
    Pitfall: the scale is √(d / heads), the width of a head. A mask (batch, time, time) needs an axis for the heads.
    Raises: ValueError if x has not three axes, or heads does not divide d.
    Source: Vaswani et al. 2017, Attention Is All You Need, section 3.2.2.
    """
    require_axes("x", x, "(batch, time, d)")
    require_at_least(1, heads=heads)
    batch, time, d = x.shape
    if d % heads:
        raise ValueError(f"heads: a divisor of d = {d} expected, got {heads}")
    *projections, wo = params
    q, k, v = (split_heads(x @ w, heads) for w in projections)
    mixed = attention(q, k, v, mask)  # (batch, heads, time, d / heads)
    return jnp.swapaxes(mixed, 1, 2).reshape(batch, time, d) @ wo


def split_heads(x: jax.Array, heads: int) -> jax.Array:
    """Give each head its share of the columns.

    Shapes: x (batch, time, d) -> (batch, heads, time, d / heads).
    """
    batch, time, d = x.shape
    return jnp.swapaxes(x.reshape(batch, time, heads, d // heads), 1, 2)


def sinusoidal_positions(t: int, d: int) -> jax.Array:
    """Write each position as waves of different length: sine in even columns, cosine in odd ones.

    Entry (p, 2i) is sin(p / 10000^(2i/d)), entry (p, 2i + 1) the cosine of the same.

    Shapes: -> (t, d).
    Raises: ValueError if t or d is below 1.
    Source: Vaswani et al. 2017, Attention Is All You Need, section 3.5.
    """
    require_at_least(1, t=t, d=d)
    column = jnp.arange(d)
    angles = jnp.arange(t)[:, None] / 10000.0 ** (column // 2 * 2 / d)
    return jnp.where(column % 2 == 0, jnp.sin(angles), jnp.cos(angles))
