"""Max-pooling whose gradient goes to the first maximum of a window: in XLA's form, in a fast one, and fused."""

from functools import partial

import jax
import jax.numpy as jnp
from jax import lax

from course_lib.activations import relu
from course_lib.convolution import IMAGES, im2col, require_fitting_kernel
from course_lib.shapes import require_at_least, require_axes


def max_pool2d_by_windows(x: jax.Array, size: int = 2) -> jax.Array:
    """Keep the largest number of every size × size window with XLA's own window reduction.

    Shapes: x (batch, height, width, channels) -> (batch, height // size, width // size, channels).
    Pitfall: on a CPU its gradient is slow.
    Raises: ValueError if x has not four axes, or no window fits.
    """
    _require_window(x, size)
    window = (1, size, size, 1)
    lowest = -jnp.inf if jnp.issubdtype(x.dtype, jnp.floating) else int(jnp.iinfo(x.dtype).min)
    return lax.reduce_window(x, lowest, lax.max, window, window, "VALID")  # an array there would have no gradient


@partial(jax.custom_vjp, nondiff_argnums=(1,))
def max_pool2d_by_places(x: jax.Array, size: int = 2) -> jax.Array:
    """Keep the largest number of every size × size window; going back, compare the places of a window.

    Shapes: x (batch, height, width, channels) -> (batch, height // size, width // size, channels).
    Pitfall: only reverse mode (jax.grad, jax.vjp), no jax.jvp.
    Raises: ValueError if x has not four axes, or no window fits.
    """
    _require_window(x, size)
    return _windows(x, size).max(axis=(2, 4))


def _pool_forward(x: jax.Array, size: int) -> tuple[jax.Array, tuple[jax.Array, jax.Array]]:
    y = max_pool2d_by_places(x, size)
    return y, (x, y)


def _pool_backward(size: int, kept: tuple[jax.Array, jax.Array], dy: jax.Array) -> tuple[jax.Array]:
    return (_to_first_maximum(*kept, dy, size),)


max_pool2d_by_places.defvjp(_pool_forward, _pool_backward)


@jax.custom_vjp
def conv_relu_pool_fused(x: jax.Array, w: jax.Array, b: jax.Array) -> jax.Array:
    """Convolve, add the bias, cut off below 0, keep the largest of every 2 × 2 window: one block of a CNN, fused.

    Bias and relu come after the maximum, on a quarter of the numbers: neither changes which number is the largest.

    Shapes: x (batch, height, width, channels), w (kh, kw, channels, filters), b (filters,)
            -> (batch, (height − kh + 1) // 2, (width − kw + 1) // 2, filters).
    Pitfall: only reverse mode (jax.grad, jax.vjp), no jax.jvp.
    Raises: ValueError if the shapes do not fit, or the result has no row or column.
    """
    return _block_forward(x, w, b)[0]


def _block_forward(x: jax.Array, w: jax.Array, b: jax.Array):
    require_fitting_kernel(x, w, b)
    kh, kw, channels, filters = w.shape
    if x.shape[1] <= kh or x.shape[2] <= kw:
        raise ValueError(f"x: at least {kh + 1} × {kw + 1} pixels expected, got {x.shape[1]} × {x.shape[2]}")
    patches = im2col(x, kh, kw)
    sums = patches @ w.reshape(kh * kw * channels, filters)
    largest = _windows(sums, 2).max(axis=(2, 4))
    y = relu(largest + b)
    return y, (x, w, patches, sums, largest, y)


def _block_backward(kept, dy: jax.Array) -> tuple[jax.Array, jax.Array, jax.Array]:
    x, w, patches, sums, largest, y = kept
    kh, kw, channels, filters = w.shape
    d_largest = jnp.where(y > 0, dy, 0)
    d_sums = _to_first_maximum(sums, largest, d_largest, 2)
    dw = jnp.tensordot(patches, d_sums, axes=((0, 1, 2), (0, 1, 2)))  # (kh · kw · channels, filters)
    d_patches = d_sums @ w.reshape(kh * kw * channels, filters).T
    (dx,) = jax.linear_transpose(lambda x: im2col(x, kh, kw), x)(d_patches)
    return dx, dw.reshape(w.shape), d_largest.sum(axis=(0, 1, 2))


conv_relu_pool_fused.defvjp(_block_forward, _block_backward)


def _windows(x: jax.Array, size: int) -> jax.Array:
    """See an image as windows: (batch, rows, size, columns, size, channels); what fills no window is left out."""
    batch, height, width, channels = x.shape
    rows, columns = height // size, width // size
    return x[:, : rows * size, : columns * size].reshape(batch, rows, size, columns, size, channels)


def _to_first_maximum(x: jax.Array, largest: jax.Array, dy: jax.Array, size: int) -> jax.Array:
    """Give each window's gradient to its first largest number, place by place.

    Shapes: x (batch, height, width, channels), largest and dy as its pool -> as x.
    """
    batch, height, width, channels = x.shape
    windows, free, rows = _windows(x, size), jnp.ones_like(largest, bool), []
    for i in range(size):
        row = []
        for j in range(size):
            here = free & (windows[:, :, i, :, j] == largest)
            free &= ~here
            row.append(jnp.where(here, dy, 0))
        rows.append(jnp.stack(row, axis=3))
    gradient = jnp.stack(rows, axis=2).reshape(batch, height // size * size, width // size * size, channels)
    return jnp.pad(gradient, ((0, 0), (0, height % size), (0, width % size), (0, 0)))


def _require_window(x: jax.Array, size: int) -> None:
    require_axes("x", x, IMAGES)
    require_at_least(1, size=size)
    if min(x.shape[1:3]) < size:
        raise ValueError(f"size: at most {min(x.shape[1:3])} expected, got {size}")
