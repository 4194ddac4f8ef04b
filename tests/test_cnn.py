"""The article's network against the same one in flax: shapes, number of parameters, logits and gradients."""

from functools import partial

import flax.linen as nn
import jax
import jax.numpy as jnp
import numpy as np
import pytest
from jax.flatten_util import ravel_pytree

from course_lib.cnn import CNN_LAYERS, cnn, cnn_params, feature_maps, shape_trace
from course_lib.losses import cross_entropy

close = partial(np.testing.assert_allclose, rtol=1e-4, atol=1e-5)
PARAMS = cnn_params(jax.random.key(0))
IMAGES = np.random.default_rng(0).random((4, 28, 28, 1)).astype(np.float32)


class Theirs(nn.Module):
    """The listing of the article, layer by layer."""

    @nn.compact
    def __call__(self, x):
        for filters in (32, 64):
            x = nn.max_pool(nn.relu(nn.Conv(filters, (3, 3), padding="VALID")(x)), (2, 2), (2, 2))
        x = nn.relu(nn.Dense(64)(x.reshape(len(x), -1)))
        return nn.Dense(10)(x)


def theirs(params, images):
    names = dict(zip(("Conv_0", "Conv_1", "Dense_0", "Dense_1"), params.values(), strict=True))
    return Theirs().apply({"params": {n: {"kernel": w, "bias": b} for n, (w, b) in names.items()}}, images)


def test_shapes_are_the_articles():
    assert shape_trace((28, 28, 1)) == [
        (28, 28, 1), (26, 26, 32), (13, 13, 32), (11, 11, 64), (5, 5, 64), (1600,), (64,), (10,)
    ]  # fmt: skip
    assert [m.shape for m in feature_maps(PARAMS, IMAGES)] == [(4, 13, 13, 32), (4, 5, 5, 64)]
    assert ravel_pytree(PARAMS)[0].size == 121_930
    shapes = jax.eval_shape(Theirs().init, jax.random.key(0), IMAGES)["params"]
    assert [a.shape for a in jax.tree.leaves(PARAMS)] == [
        layer[part].shape for layer in shapes.values() for part in ("kernel", "bias")
    ]


def test_logits_and_gradients_are_flaxs():
    close(jax.jit(cnn)(PARAMS, IMAGES), theirs(PARAMS, IMAGES))
    labels = jnp.arange(4)
    ours, flaxs = (jax.grad(lambda p, f=f: cross_entropy(f(p, IMAGES), labels))(PARAMS) for f in (cnn, theirs))
    jax.tree.map(close, ours, flaxs)


def test_weights_are_as_large_as_he_says():
    for (name, (w, b)), variance in zip(PARAMS.items(), (2 / 9, 2 / 288, 2 / 1600, 2 / 74), strict=True):
        assert abs(np.var(w) / variance - 1) < 6 * np.sqrt(2 / w.size), name
        assert not np.any(b)
    assert not np.array_equal(cnn_params(jax.random.key(1))["conv1"][0], PARAMS["conv1"][0])


def test_bad_layers_are_named():
    for layers, message in [
        ([("pool", 2), ("dense", 3)], r"got \('dense', 3\) on shape \(4, 4, 1\)"),
        ([("norm",)], r"got \('norm',\) on shape \(9, 9, 1\)"),
        ([("flatten",), ("conv", 2, 3)], r"got \('conv', 2, 3\) on shape \(81,\)"),
        ([("conv", 2, 10)], "kernel: a reach of at most 9 pixels expected, got 10"),
    ]:
        with pytest.raises(ValueError, match=message):
            shape_trace((9, 9, 1), layers)
    assert CNN_LAYERS[-1] == ("dense", 10)
