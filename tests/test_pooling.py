"""Fast pooling and the fused block against XLA's window reduction and flax, values and gradients."""

from functools import partial

import flax.linen as nn
import jax
import jax.numpy as jnp
import numpy as np
import pytest
from jax import lax

from course_lib import layers
from course_lib.activations import relu
from course_lib.pooling import conv_relu_pool_fused, max_pool2d_by_places, max_pool2d_by_windows

close = partial(np.testing.assert_allclose, rtol=1e-5, atol=1e-5)


def normal(seed, *shape):
    return np.random.default_rng(seed).normal(size=shape).astype(np.float32)


def weighted(f, *arguments):
    """Weigh every output differently, so that swapped outputs cannot cancel."""
    y = f(*arguments)
    return jnp.sum(jnp.sin(y) * jnp.arange(1.0, y.size + 1).reshape(y.shape))


@pytest.mark.parametrize("pool", [max_pool2d_by_places, max_pool2d_by_windows])
@pytest.mark.parametrize(("shape", "size"), [((2, 4, 6, 3), 2), ((1, 5, 7, 2), 2), ((2, 7, 6, 1), 3)])
def test_pools_are_flaxs(pool, shape, size):
    x = normal(0, *shape)
    theirs = lambda x: nn.max_pool(x, (size, size), (size, size))
    np.testing.assert_array_equal(jax.jit(partial(pool, size=size))(x), theirs(x))
    close(*(jax.jit(jax.grad(partial(weighted, f)))(x) for f in (partial(pool, size=size), theirs)))


@pytest.mark.parametrize("pool", [max_pool2d_by_places, max_pool2d_by_windows])
def test_a_tie_gives_the_whole_gradient_to_the_first_place(pool):
    x = np.zeros((1, 4, 4, 1), np.float32)
    x[0, 0, 1] = x[0, 1, 0] = 3  # in the first window; the other three are ties of four
    gradient = jax.grad(lambda x: pool(x).sum())(x)[0, :, :, 0]
    np.testing.assert_array_equal(gradient, [[0, 1, 1, 0], [0, 0, 0, 0], [1, 0, 1, 0], [0, 0, 0, 0]])


def test_whole_numbers_are_pooled_too():
    x = np.arange(-8, 8, dtype=np.int32).reshape(1, 4, 4, 1)
    for pool in (max_pool2d_by_places, max_pool2d_by_windows):
        np.testing.assert_array_equal(pool(x)[0, :, :, 0], [[-3, -1], [5, 7]])


def block_of_xla(x, w, b):
    y = lax.conv_general_dilated(x, w, (1, 1), "VALID", dimension_numbers=("NHWC", "HWIO", "NHWC")) + b
    return lax.reduce_window(relu(y), -jnp.inf, lax.max, (1, 2, 2, 1), (1, 2, 2, 1), "VALID")


@pytest.mark.parametrize("shape", [(2, 8, 8, 1, 3, 3, 4), (1, 7, 9, 2, 3, 3, 3), (2, 6, 7, 3, 2, 4, 2)])
def test_the_fused_block_is_xlas(shape):
    batch, height, width, channels, kh, kw, filters = shape
    x, w, b = normal(0, batch, height, width, channels), normal(1, kh, kw, channels, filters), normal(2, filters)
    close(jax.jit(conv_relu_pool_fused)(x, w, b), block_of_xla(x, w, b))
    ours, theirs = (jax.grad(partial(weighted, f), (0, 1, 2))(x, w, b) for f in (conv_relu_pool_fused, block_of_xla))
    jax.tree.map(partial(close, rtol=1e-4, atol=1e-4), ours, theirs)  # sums of numbers near 100


def test_on_flat_pictures_the_bias_gets_the_gradient_once():
    x, w, b = np.ones((2, 6, 6, 1), np.float32), normal(1, 3, 3, 1, 4), np.ones(4, np.float32) * 9
    ours, theirs = (jax.grad(lambda b, f=f: f(x, w, b).sum())(b) for f in (conv_relu_pool_fused, block_of_xla))
    close(ours, theirs)
    close(ours, 2 * 2 * 2)


@pytest.mark.parametrize("on_cpu", [True, False])
def test_layers_are_the_same_on_every_back_end(monkeypatch, on_cpu):
    monkeypatch.setattr(layers, "prefers_matmul", lambda: on_cpu)
    x, w, b = normal(0, 2, 9, 8, 2), normal(1, 3, 3, 2, 3), normal(2, 3)
    close(layers.conv_relu_pool(x, w, b), block_of_xla(x, w, b))
    close(layers.max_pool2d(x, 3), nn.max_pool(x, (3, 3), (3, 3)))
    theirs = lax.conv_general_dilated(
        x, w, (2, 2), [(1, 1)] * 2, dimension_numbers=("NHWC", "HWIO", "NHWC")
    )  # fmt: skip
    close(layers.conv2d(x, w, b, stride=2, padding=1), theirs + b)


def test_bad_input_is_named():
    x, w, b = np.ones((1, 4, 4, 2), "f"), np.ones((3, 3, 2, 5), "f"), np.ones(5, "f")
    for call, message in [
        (lambda: max_pool2d_by_places(x[0]), r"x: .*got \(4, 4, 2\)"),
        (lambda: max_pool2d_by_places(x, 5), "size: at most 4 expected, got 5"),
        (lambda: max_pool2d_by_windows(x, 0), "size: at least 1 expected, got 0"),
        (lambda: conv_relu_pool_fused(x, w, b[:2]), r"b: shape: \(5,\) .*got \(2,\)"),
        (lambda: conv_relu_pool_fused(x[:, :3], w, b), "x: at least 4 × 4 pixels expected, got 3 × 4"),
    ]:
        with pytest.raises(ValueError, match=message):
            call()
