"""Layers of networks: functions of parameters and a batch. Images are NHWC, kernels HWIO, batches come first."""

from collections.abc import Callable, Sequence
from typing import Any

import jax
import jax.numpy as jnp
from jax import lax

from course_lib.activations import relu
from course_lib.backend import prefers_matmul
from course_lib.convolution import im2col, require_fitting_kernel
from course_lib.pooling import conv_relu_pool_fused, max_pool2d_by_places, max_pool2d_by_windows
from course_lib.shapes import require_at_least, require_axes, require_equal

PyTree = Any
NHWC = ("NHWC", "HWIO", "NHWC")  # the axes of images, kernels and results, as XLA wants them named
Params = Sequence[tuple[jax.Array, jax.Array]]  # (w, b) of each layer


def dense(x: jax.Array, w: jax.Array, b: jax.Array) -> jax.Array:
    """Give every output its own weighted sum of all inputs: z_j = Σ_i x_i w_ij + b_j.

    Shapes: x (..., d_in), w (d_in, d_out), b (d_out,) -> (..., d_out).
    Raises: ValueError if the shapes do not fit.
    """
    require_axes("w", w, "(d_in, d_out)")
    require_equal("x: last axis", jnp.shape(x)[-1:], w.shape[:1], "d_in of w")
    require_equal("b: shape", jnp.shape(b), w.shape[1:], "one bias for each column of w")
    return x @ w + b


def dense_backward(x: jax.Array, w: jax.Array, dz: jax.Array) -> tuple[jax.Array, jax.Array, jax.Array]:
    """Pass the gradient of a loss back through a dense layer: dx = dz wᵀ, dw = xᵀ dz, db = Σ dz over the batch.

    Shapes: x (batch, d_in), w (d_in, d_out), dz (batch, d_out) -> dx as x, dw as w, db (d_out,).
    Pitfall: the mean over the batch belongs to the loss, hence is already in dz: here everything is summed.
    Raises: ValueError if the shapes do not fit.
    """
    require_axes("x", x, "(batch, d_in)")
    require_axes("w", w, "(d_in, d_out)")
    require_equal("x: d_in", x.shape[1], w.shape[0], "the rows of w")
    require_equal("dz: shape", jnp.shape(dz), (x.shape[0], w.shape[1]), "(batch, d_out)")
    return dz @ w.T, x.T @ dz, dz.sum(axis=0)


def conv2d(x: jax.Array, w: jax.Array, b: jax.Array, *, stride: int = 1, padding: int = 0) -> jax.Array:
    """Convolve images with kernels: y_ij = Σ_k x_ik w_kj + b_j, with row i of x the i-th patch.

    One matrix product over all patches is also the fast way on a CPU, forwards and backwards.

    Shapes: x (batch, height, width, channels), w (kh, kw, channels, filters), b (filters,)
            -> (batch, height', width', filters), sizes as `output_size` says.
    Pitfall: the kernel is not flipped (cross-correlation), as everywhere in deep learning.
    Raises: ValueError if the shapes do not fit.
    """
    require_fitting_kernel(x, w, b)
    require_at_least(0, padding=padding)
    if not prefers_matmul():
        return lax.conv_general_dilated(x, w, (stride,) * 2, [(padding,) * 2] * 2, dimension_numbers=NHWC) + b
    kh, kw, channels, filters = w.shape
    framed = jnp.pad(x, ((0, 0), (padding, padding), (padding, padding), (0, 0)))
    patches = im2col(framed, kh, kw, stride)  # (batch, height', width', kh · kw · channels)
    return patches @ w.reshape(kh * kw * channels, filters) + b


def max_pool2d(x: jax.Array, size: int = 2) -> jax.Array:
    """Keep the largest number of every size × size window; windows lie side by side.

    Shapes: x (batch, height, width, channels) -> (batch, height // size, width // size, channels).
    Pitfall: rows and columns that fill no whole window are dropped. Of equal numbers the first gets the gradient.
    Raises: ValueError if x has not four axes, or no window fits.
    """
    return max_pool2d_by_places(x, size) if prefers_matmul() else max_pool2d_by_windows(x, size)


def conv_relu_pool(x: jax.Array, w: jax.Array, b: jax.Array) -> jax.Array:
    """One block of a CNN: convolution, relu, and the largest number of every 2 × 2 window.

    Shapes: x (batch, height, width, channels), w (kh, kw, channels, filters), b (filters,)
            -> (batch, (height − kh + 1) // 2, (width − kw + 1) // 2, filters).
    Raises: ValueError if the shapes do not fit, or no window does.
    """
    return conv_relu_pool_fused(x, w, b) if prefers_matmul() else max_pool2d(relu(conv2d(x, w, b)))


def flatten(x: jax.Array) -> jax.Array:
    """Write each sample of a batch as one row of numbers.

    Shapes: x (batch, ...) -> (batch, product of the others).
    """
    return x.reshape(len(x), -1)


def mlp(params: Params, x: jax.Array, activation: Callable[[jax.Array], jax.Array] = relu) -> jax.Array:
    """Stack dense layers with an activation between them, and none after the last: its scores go to a loss.

    Shapes: params [(w (d_in, d_1), b (d_1,)), …, (w (d_k, d_out), b (d_out,))], x (..., d_in) -> (..., d_out).
    Raises: ValueError if there is no layer, or shapes do not fit.
    """
    require_at_least(1, **{"params: number of layers": len(params)})
    *hidden, last = params
    for w, b in hidden:
        x = activation(dense(x, w, b))
    return dense(x, *last)


def count_params(params: PyTree) -> int:
    """Count the numbers in a tree of arrays.

    Shapes: params any pytree -> a whole number; an array () counts as one.
    """
    return sum(jnp.size(leaf) for leaf in jax.tree.leaves(params))
