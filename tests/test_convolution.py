"""Convolution in its plain forms against SciPy's signal processing and XLA's convolution."""

from functools import partial

import jax
import jax.numpy as jnp
import numpy as np
import pytest
from jax import lax
from scipy.signal import convolve2d
from scipy.signal import correlate2d as scipy_correlate2d

from course_lib.convolution import (
    conv2d_by_loops,
    conv2d_grad_kernel,
    correlate2d,
    correlate2d_strided,
    im2col,
    output_size,
    pad2d,
    receptive_field,
)

NHWC = ("NHWC", "HWIO", "NHWC")
close = partial(np.testing.assert_allclose, rtol=1e-5, atol=1e-5)


def normal(seed, *shape):
    return np.random.default_rng(seed).normal(size=shape).astype(np.float32)


def xla_conv(x, w, stride=1, padding=0):
    frame = [(padding, padding)] * 2
    return lax.conv_general_dilated(x, w, (stride, stride), frame, dimension_numbers=NHWC)


def places(n, kernel, stride, padding, dilation):
    """List every first pixel of a kernel that lies whole on the padded line."""
    reach = dilation * (kernel - 1)
    return [i for i in range(-padding, n + padding, stride) if i + reach < n + padding]


@pytest.mark.parametrize("kernel", [1, 2, 3, 4])
@pytest.mark.parametrize("dilation", [1, 2, 3])
def test_output_size_counts_places(kernel, dilation):
    for n in range(1, 10):
        for stride in (1, 2, 3, 5):
            for padding in (0, 1, 2):
                expected = len(places(n, kernel, stride, padding, dilation))
                if expected:
                    assert output_size(n, kernel, stride, padding, dilation) == expected
                else:
                    with pytest.raises(ValueError, match="kernel: a reach of at most"):
                        output_size(n, kernel, stride, padding, dilation)


@pytest.mark.parametrize("setting", [(28, 3, 1, 0, 1), (28, 5, 2, 2, 1), (11, 3, 3, 1, 2), (6, 2, 2, 0, 3)])
def test_output_size_is_the_size_xla_gives(setting):
    n, kernel, stride, padding, dilation = setting
    conv = lambda x, w: lax.conv_general_dilated(x, w, (stride,), [(padding, padding)], rhs_dilation=(dilation,))
    shape = jax.eval_shape(conv, np.zeros((1, 1, n), np.float32), np.zeros((1, 1, kernel), np.float32)).shape
    assert shape[-1] == output_size(n, kernel, stride, padding, dilation)
    assert output_size(n, kernel) == n - kernel + 1


@pytest.mark.parametrize("p", [0, 1, 3])
def test_pad2d_against_numpy(p):
    image = normal(0, 2, 4)
    np.testing.assert_array_equal(jax.jit(pad2d, static_argnums=1)(image, p), np.pad(image, p))
    np.testing.assert_array_equal(jax.grad(lambda a: pad2d(a, p)[0, 0])(image)[0, 0], float(p == 0))


@pytest.mark.parametrize(("size", "kernel"), [((7, 5), (3, 3)), ((4, 6), (2, 3)), ((3, 3), (3, 3)), ((5, 1), (4, 1))])
def test_correlate2d_against_scipy(size, kernel):
    image, w = normal(1, *size), normal(2, *kernel)
    close(correlate2d(image, w), scipy_correlate2d(image, w, "valid"))
    close(correlate2d(image, w[::-1, ::-1]), convolve2d(image, w, "valid"))


@pytest.mark.parametrize(
    ("stride", "padding", "kernel"), [(1, 1, (3, 3)), (2, 0, (2, 2)), (2, 2, (3, 2)), (3, 1, (1, 4))]
)
def test_correlate2d_strided_against_scipy(stride, padding, kernel):
    image, w = normal(3, 7, 6), normal(4, *kernel)
    ours = jax.jit(correlate2d_strided, static_argnums=(2, 3))(image, w, stride, padding)
    close(ours, scipy_correlate2d(np.pad(image, padding), w, "valid")[::stride, ::stride])


def test_correlate2d_gradients_are_xlas():
    image, w = normal(5, 6, 5), normal(6, 2, 3)
    ours = jax.grad(lambda a, k: jnp.sum(correlate2d_strided(a, k, 2, 1) ** 2), (0, 1))(image, w)
    xla = lambda a, k: jnp.sum(xla_conv(a[None, :, :, None], k[:, :, None, None], 2, 1) ** 2)
    jax.tree.map(close, ours, jax.grad(xla, (0, 1))(image, w))


def test_correlate2d_of_a_batch():
    images, w = normal(7, 3, 5, 5), normal(8, 3, 2)
    expected = [scipy_correlate2d(image, w, "valid") for image in images]
    close(jax.vmap(correlate2d, (0, None))(images, w), np.stack(expected))


@pytest.mark.parametrize("setting", [(1, 3, 3, 1, 1), (2, 2, 3, 2, 1), (2, 3, 2, 1, 2), (3, 2, 2, 3, 2)])
def test_im2col_against_xlas_patches(setting):
    batch, kh, kw, stride, dilation = setting
    x = normal(9, batch, 7, 8, 2)
    ours = jax.jit(im2col, static_argnums=(1, 2, 3, 4))(x, kh, kw, stride, dilation)
    theirs = lax.conv_general_dilated_patches(
        x, (kh, kw), (stride, stride), "VALID", rhs_dilation=(dilation, dilation), dimension_numbers=NHWC
    )
    channel_first = theirs.reshape(*theirs.shape[:3], 2, kh * kw)  # XLA puts the channel before row and column
    np.testing.assert_array_equal(ours, np.moveaxis(channel_first, 3, 4).reshape(theirs.shape))


def test_im2col_spreads_gradients_over_how_often_a_pixel_is_seen():
    seen = jax.grad(lambda x: jnp.sum(im2col(x, 2, 2)))(np.ones((1, 4, 3, 1), np.float32))
    close(seen[0, :, :, 0], convolve2d(np.ones((3, 2)), np.ones((2, 2))))


@pytest.mark.parametrize("shape", [((1, 5, 5, 1), (3, 3, 1, 1)), ((2, 6, 5, 3), (2, 4, 3, 4))])
def test_conv2d_by_loops_against_xla(shape):
    x, w, b = normal(10, *shape[0]), normal(11, *shape[1]), normal(12, shape[1][3])
    y = conv2d_by_loops(x, w, b)
    assert isinstance(y, np.ndarray) and y.dtype == np.float32
    close(y, xla_conv(x, w) + b)
    close(conv2d_by_loops(jnp.asarray(x), jnp.asarray(w), jnp.asarray(b)), y)


@pytest.mark.parametrize(("kh", "kw", "filters"), [(3, 3, 2), (2, 4, 1)])
def test_conv2d_grad_kernel_is_xlas_pull_back(kh, kw, filters):
    x, w = normal(13, 2, 6, 5, 3), normal(14, kh, kw, 3, filters)
    y, pull_back = jax.vjp(lambda k: xla_conv(x, k), w)
    dy = normal(15, *y.shape)
    close(jax.jit(conv2d_grad_kernel, static_argnums=(2, 3))(x, dy, kh, kw), pull_back(dy)[0], atol=1e-4)


@pytest.mark.parametrize(
    "layers", [[], [(1, 1, 1)], [(3, 1, 1)] * 3, [(3, 2, 1), (2, 2, 1), (3, 1, 1)], [(3, 1, 2), (5, 2, 3), (2, 3, 1)]]
)
def test_receptive_field_is_the_width_that_moves_one_output(layers):
    def output(line):
        for kernel, stride, dilation in layers:
            line = lax.conv_general_dilated(line, np.ones((1, 1, kernel), "f"), (stride,), "VALID", None, (dilation,))
        return line[0, 0, 1]

    moved = np.flatnonzero(jax.grad(output)(np.ones((1, 1, 60), np.float32)))
    assert receptive_field(layers) == moved[-1] - moved[0] + 1
    assert receptive_field(iter(layers)) == receptive_field(layers)


def test_bad_input_is_named():
    x, w, b = np.ones((1, 4, 4, 2), "f"), np.ones((3, 3, 2, 5), "f"), np.ones(5, "f")
    cases = [
        (lambda: output_size(0, 1), "^n: at least 1 expected, got 0"),
        (lambda: output_size(4, 0), "kernel: .*got 0"),
        (lambda: output_size(4, 3, stride=0), "stride: .*got 0"),
        (lambda: output_size(4, 3, padding=-1), "padding: at least 0 .*got -1"),
        (lambda: output_size(4, 3, dilation=0), "dilation: .*got 0"),
        (lambda: output_size(4, 3, dilation=2), "kernel: .*at most 4 .*got 5"),
        (lambda: pad2d(np.ones(3), 1), r"image: .*\(height, width\) expected, got \(3,\)"),
        (lambda: pad2d(np.ones((3, 3)), -1), "p: .*got -1"),
        (lambda: correlate2d(x, w), r"kernel: .*got \(3, 3, 2, 5\)"),
        (lambda: correlate2d(x, w[:, :, 0, 0]), r"image: .*got \(1, 4, 4, 2\)"),
        (lambda: correlate2d(np.ones((2, 9)), np.ones((3, 3))), "kernel: .*at most 2 .*got 3"),
        (lambda: correlate2d_strided(np.ones((4, 4)), np.ones((3, 3)), 0), "stride: .*got 0"),
        (lambda: im2col(x[0], 2, 2), r"x: .*\(batch, height, width, channels\) expected, got \(4, 4, 2\)"),
        (lambda: im2col(x, 2, 5), "kernel: .*at most 4 .*got 5"),
        (lambda: conv2d_by_loops(x[0], w, b), r"x: .*got \(4, 4, 2\)"),
        (lambda: conv2d_by_loops(x, w[0], b), r"w: .*kernel height.*got \(3, 2, 5\)"),
        (lambda: conv2d_by_loops(x, w[:, :, :1], b), "w: channels: 2 expected .*got 1"),
        (lambda: conv2d_by_loops(x, w, b[:, None]), r"b: shape: \(5,\) expected .*got \(5, 1\)"),
        (lambda: conv2d_grad_kernel(x, np.ones((1, 2, 2)), 3, 3), r"dy: .*got \(1, 2, 2\)"),
        (lambda: conv2d_grad_kernel(x, np.ones((1, 2, 3, 5)), 3, 3), r"dy: .*\(1, 2, 2\) .*got \(1, 2, 3\)"),
        (lambda: receptive_field([(3, 1, 1), (3, 0, 1)]), "stride: .*got 0"),
    ]
    for call, message in cases:
        with pytest.raises(ValueError, match=message):
            call()
