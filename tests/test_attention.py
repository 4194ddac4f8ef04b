"""Attention against jax.nn, flax and NumPy; its gradient where nothing may be looked at."""

from functools import partial

import flax.linen as nn
import jax
import jax.numpy as jnp
import numpy as np
import pytest

from course_lib.attention import (
    AttentionParams,
    MultiHeadParams,
    attention,
    attention_scores,
    attention_weights,
    causal_mask,
    masked_softmax,
    multi_head_attention,
    padding_mask,
    self_attention,
    sinusoidal_positions,
)  # fmt: skip

close = partial(np.testing.assert_allclose, rtol=1e-5, atol=1e-5)


def normal(seed, *shape):
    return np.random.default_rng(seed).normal(size=shape).astype(np.float32)


Q, K, V = normal(0, 2, 3, 4), normal(1, 2, 5, 4), normal(2, 2, 5, 6)
MASK = np.random.default_rng(3).random((2, 3, 5)) < 0.6
MASK[:, :, 0] = True


def with_one_head(q, k, v, mask=None):
    """Call jax.nn's attention, which wants an axis of heads and equally wide values."""
    v = np.pad(v, ((0, 0), (0, 0), (0, 0)))
    heads = [jax.nn.dot_product_attention(
        q[:, :, None], k[:, :, None], jnp.broadcast_to(v[:, :, i, None, None], (2, 5, 1, 4)),
        mask=None if mask is None else mask[:, None],
    )[:, :, 0, 0] for i in range(v.shape[-1])]  # fmt: skip
    return jnp.stack(heads, axis=-1)


@pytest.mark.parametrize("mask", [None, MASK], ids=["no mask", "mask"])
def test_attention_is_jaxs(mask):
    close(jax.jit(attention)(Q, K, V, mask), with_one_head(Q, K, V, mask))
    weights = attention_weights(Q, K, mask)
    close(weights.sum(axis=-1), np.ones((2, 3)))
    assert mask is None or not np.any(weights[~mask])
    close(attention_scores(Q, K), np.einsum("bqd,bkd->bqk", Q, K) / 2)


def test_a_row_without_anything_allowed_gives_zeros_and_a_gradient_of_zeros():
    scores, mask = normal(0, 2, 3), np.array([[True, False, True], [False] * 3])
    weights = masked_softmax(scores, mask)
    np.testing.assert_array_equal(weights[1], 0)
    close(weights[0, [0, 2]], jax.nn.softmax(scores[0, [0, 2]]))
    gradient = jax.grad(lambda s: jnp.sum(masked_softmax(s, mask) ** 2))(scores)
    assert np.all(np.isfinite(gradient)) and not np.any(gradient[1]) and gradient[0, 1] == 0
    close(masked_softmax(scores * 1e4, mask)[0].sum(), 1)


def test_masks():
    np.testing.assert_array_equal(causal_mask(3), np.tri(3, dtype=bool))
    np.testing.assert_array_equal(padding_mask(np.array([1, 3]), 3), [[[True, False, False]], [[True] * 3]])


def test_self_attention_projects_three_times():
    x, params = normal(5, 2, 5, 3), AttentionParams(normal(6, 3, 4), normal(7, 3, 4), normal(8, 3, 2))
    close(self_attention(params, x, causal_mask(5)), attention(*(x @ w for w in params), causal_mask(5)))
    order = np.array([3, 0, 4, 1, 2])
    close(self_attention(params, x[:, order]), self_attention(params, x)[:, order])


@pytest.mark.parametrize("heads", [1, 2, 3])
@pytest.mark.parametrize("masked", [True, False])
def test_heads_are_flaxs(heads, masked):
    x, params = normal(5, 2, 5, 6), MultiHeadParams(*(normal(i, 6, 6) for i in range(4)))
    split = lambda w: {"kernel": w.reshape(6, heads, 6 // heads)}
    tree = dict(zip(("query", "key", "value"), map(split, params[:3]), strict=True))
    tree["out"] = {"kernel": params.wo.reshape(heads, 6 // heads, 6)}
    mask = causal_mask(5) if masked else None
    layer = nn.MultiHeadDotProductAttention(heads, use_bias=False)
    theirs = layer.apply({"params": tree}, x, mask=None if mask is None else mask[None, None])
    close(jax.jit(multi_head_attention, static_argnums=2)(params, x, heads, mask), theirs)


@pytest.mark.parametrize(("t", "d"), [(4, 6), (3, 5), (1, 1)])
def test_positions_are_waves(t, d):
    expected = [[(np.cos if j % 2 else np.sin)(p / 10000 ** (2 * (j // 2) / d)) for j in range(d)] for p in range(t)]
    close(sinusoidal_positions(t, d), expected)


def test_bad_input_is_named():
    params = MultiHeadParams(*(normal(i, 6, 6) for i in range(4)))
    for call, message in [
        (lambda: attention_scores(Q, V), r"k: last axis: \(4,\) .*got \(6,\)"),
        (lambda: attention(Q, K, V[:, :4]), "v: number of values: 5 .*got 4"),
        (lambda: causal_mask(0), "t: at least 1 expected, got 0"),
        (lambda: multi_head_attention(params, normal(0, 2, 5, 6), 4), "heads: a divisor of d = 6 expected, got 4"),
        (lambda: multi_head_attention(params, normal(0, 5, 6), 2), r"x: .*got \(5, 6\)"),
        (lambda: sinusoidal_positions(3, 0), "d: at least 1 expected, got 0"),
    ]:
        with pytest.raises(ValueError, match=message):
            call()
