"""Layers against flax and XLA: values, gradients, batches of any shape."""

from functools import partial

import flax.linen as nn
import jax
import jax.numpy as jnp
import numpy as np
import pytest
from jax import lax
from jax.flatten_util import ravel_pytree

from course_lib.convolution import conv2d_by_loops
from course_lib.layers import conv2d, count_params, dense, dense_backward, flatten, max_pool2d, mlp

close = partial(np.testing.assert_allclose, rtol=1e-5, atol=1e-5)


def normal(seed, *shape):
    return np.random.default_rng(seed).normal(size=shape).astype(np.float32)


def assert_same_gradients(ours, theirs, *arguments, **tolerance):
    """Weigh every output differently, so that swapped outputs cannot cancel."""
    weighted = lambda f: lambda *a: jnp.sum(jnp.sin(f(*a)) * jnp.arange(1.0, f(*a).size + 1).reshape(f(*a).shape))
    everything = tuple(range(len(arguments)))
    gradients = [jax.jit(jax.grad(weighted(f), everything))(*arguments) for f in (ours, theirs)]
    jax.tree.map(partial(close, **tolerance), *gradients)


def flax_dense(x, w, b):
    return nn.Dense(len(b)).apply({"params": {"kernel": w, "bias": b}}, x)


def flax_conv(x, w, b, stride, padding):
    layer = nn.Conv(len(b), w.shape[:2], stride, [(padding, padding)] * 2)
    return layer.apply({"params": {"kernel": w, "bias": b}}, x)


@pytest.mark.parametrize("batch", [(), (1,), (5,), (2, 3)])
def test_dense_against_flax(batch):
    x, w, b = normal(0, *batch, 3), normal(1, 3, 4), normal(2, 4)
    close(dense(x, w, b), flax_dense(x, w, b))
    close(jax.jit(dense)(x, w, b), np.einsum("...i,ij->...j", x, w) + b)


def test_dense_gradients_are_flaxs():
    assert_same_gradients(dense, flax_dense, normal(0, 5, 3), normal(1, 3, 4), normal(2, 4))


@pytest.mark.parametrize("shape", [(1, 3, 4), (5, 2, 1), (4, 4, 4)])
def test_dense_backward_is_flaxs_pull_back(shape):
    batch, d_in, d_out = shape
    x, w, b, dz = normal(3, batch, d_in), normal(4, d_in, d_out), normal(5, d_out), normal(6, batch, d_out)
    _, pull_back = jax.vjp(flax_dense, x, w, b)
    jax.tree.map(close, jax.jit(dense_backward)(x, w, dz), pull_back(dz))


CONVOLUTIONS = [
    ((1, 5, 5, 1), (3, 3, 1, 2), 1, 0),
    ((2, 7, 6, 3), (2, 3, 3, 4), 2, 1),
    ((3, 4, 9, 2), (1, 4, 2, 1), 3, 2),
]


@pytest.mark.parametrize(("x", "w", "stride", "padding"), CONVOLUTIONS)
def test_conv2d_against_flax(x, w, stride, padding):
    x, w, b = normal(7, *x), normal(8, *w), normal(9, w[3])
    ours, theirs = (partial(f, stride=stride, padding=padding) for f in (conv2d, flax_conv))
    close(jax.jit(ours)(x, w, b), theirs(x, w, b))
    close(ours(x, w, b), np.concatenate([ours(image[None], w, b) for image in x]))
    assert_same_gradients(ours, theirs, x, w, b, atol=1e-4)


def test_conv2d_is_the_definition_in_loops():
    x, w, b = normal(10, 2, 6, 5, 3), normal(11, 3, 2, 3, 4), normal(12, 4)
    close(conv2d(x, w, b), conv2d_by_loops(x, w, b))


@pytest.mark.parametrize(
    ("shape", "size"), [((2, 4, 6, 3), 2), ((1, 5, 7, 1), 2), ((1, 7, 8, 2), 3), ((1, 3, 3, 1), 1)]
)
def test_max_pool2d_against_flax_and_xla(shape, size):
    x = normal(13, *shape) - 5  # below 0: a frame of zeros would show
    pool = partial(max_pool2d, size=size)
    flax_pool = lambda x: nn.max_pool(x, (size, size), (size, size))
    np.testing.assert_array_equal(jax.jit(pool)(x), flax_pool(x))
    window = (1, size, size, 1)
    np.testing.assert_array_equal(pool(x), lax.reduce_window(x, -jnp.inf, lax.max, window, window, "VALID"))
    assert_same_gradients(pool, flax_pool, x)


def test_max_pool2d_halves_by_default_and_a_tie_passes_on_the_whole_gradient():
    x = np.zeros((1, 4, 4, 1), np.float32)
    x[0, 0, 0] = x[0, 1, 1] = 3
    np.testing.assert_array_equal(max_pool2d(x)[0, :, :, 0], [[3, 0], [0, 0]])
    weights = jnp.array([[1.0, 3.0], [2.0, 4.0]])
    gradient = np.asarray(jax.grad(lambda x: jnp.sum(max_pool2d(x)[0, :, :, 0] * weights))(x))[0, :, :, 0]
    windows = gradient.reshape(2, 2, 2, 2).sum(axis=(1, 3))
    close(windows, [[1, 3], [2, 4]])  # however it is shared out
    assert gradient[0, 1] == gradient[1, 0] == 0 and (gradient >= 0).all()


@pytest.mark.parametrize("shape", [(3, 4), (2, 3, 2, 2), (1, 5, 1)])
def test_flatten_against_numpy(shape):
    x = normal(14, *shape)
    np.testing.assert_array_equal(jax.jit(flatten)(x), np.reshape(x, (shape[0], -1)))
    assert_same_gradients(flatten, lambda x: jax.vmap(jnp.ravel)(x), x)


@pytest.mark.parametrize("sizes", [(3, 2), (3, 4, 2), (3, 4, 4, 1)])
def test_mlp_against_flax(sizes):
    params = [(normal(i, a, b), normal(9 + i, b)) for i, (a, b) in enumerate(zip(sizes[:-1], sizes[1:], strict=True))]

    def flax_mlp(params, x, activation):
        stack = [layer for size in sizes[1:] for layer in (nn.Dense(size), activation)][:-1]
        tree = {f"layers_{2 * i}": {"kernel": w, "bias": b} for i, (w, b) in enumerate(params)}
        return nn.Sequential(stack).apply({"params": tree}, x)

    x = normal(20, 5, 3)
    close(jax.jit(mlp)(params, x), flax_mlp(params, x, nn.relu))
    close(mlp(tuple(params), x[0], jnp.tanh), flax_mlp(params, x[0], nn.tanh))
    assert_same_gradients(mlp, partial(flax_mlp, activation=nn.relu), params, x)


@pytest.mark.parametrize(
    "params", [[], 3.0, [(np.ones((3, 4)), np.ones(4))], {"a": np.ones((2, 3, 4)), "b": [1, None]}]
)
def test_count_params_is_the_length_of_the_raveled_tree(params):
    assert count_params(params) == ravel_pytree(params)[0].size
    assert isinstance(count_params(params), int)


def test_bad_input_is_named():
    x, w, b = np.ones((5, 3), "f"), np.ones((3, 4), "f"), np.ones(4, "f")
    image, kernel = np.ones((1, 4, 5, 2), "f"), np.ones((3, 3, 2, 4), "f")
    cases = [
        (lambda: dense(x, w[0], b), r"w: .*\(d_in, d_out\) expected, got \(4,\)"),
        (lambda: dense(x[:, :2], w, b), r"x: last axis: \(3,\) .*got \(2,\)"),
        (lambda: dense(np.float32(1), w, b), r"x: last axis: .*got \(\)"),
        (lambda: dense(x, w, b[:, None]), r"b: shape: \(4,\) .*got \(4, 1\)"),
        (lambda: dense(x, w, np.ones((5, 4))), r"b: .*got \(5, 4\)"),
        (lambda: dense_backward(x[0], w, b), r"x: .*\(batch, d_in\) expected, got \(3,\)"),
        (lambda: dense_backward(x, w[0], x), r"w: .*got \(4,\)"),
        (lambda: dense_backward(x, w.T, x), "x: d_in: 4 .*got 3"),
        (lambda: dense_backward(x, w, x), r"dz: shape: \(5, 4\) .*got \(5, 3\)"),
        (lambda: conv2d(image[0], kernel, b), r"x: .*got \(4, 5, 2\)"),
        (lambda: conv2d(image, kernel[0], b), r"w: .*got \(3, 2, 4\)"),
        (lambda: conv2d(image, kernel[:, :, :1], b), "w: channels: 2 .*got 1"),
        (lambda: conv2d(image, kernel, b[:1]), r"b: shape: \(4,\) .*got \(1,\)"),
        (lambda: conv2d(image, kernel, b, padding=-1), "padding: .*got -1"),
        (lambda: conv2d(image, kernel, b, stride=0), "stride: .*got 0"),
        (lambda: conv2d(image[:, :2], kernel, b), "kernel: .*at most 2 .*got 3"),
        (lambda: max_pool2d(image[0]), r"x: .*got \(4, 5, 2\)"),
        (lambda: max_pool2d(image, 0), "size: .*got 0"),
        (lambda: max_pool2d(image, 5), "size: at most 4 expected, got 5"),
        (lambda: mlp([], x), "params: number of layers: at least 1 expected, got 0"),
        (lambda: mlp([(w, b), (w, b)], x), r"x: last axis: \(3,\) .*got \(4,\)"),
    ]
    for call, message in cases:
        with pytest.raises(ValueError, match=message):
            call()
