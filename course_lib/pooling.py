"""Max-pooling whose gradient goes to the first maximum of a window, in a plain form and two fast ones."""

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
    lowest = -jnp.inf if jnp.issubdtype(x.dtype, jnp.floating) else jnp.iinfo(x.dtype).min
    return lax.reduce_window(x, jnp.asarray(lowest, x.dtype), lax.max, window, window, "VALID")


def max_pool2d_by_places(x: jax.Array, size: int = 2) -> jax.Array:
    """Keep the largest number of every size × size window, found by comparing the places of a window.

    Shapes: x (batch, height, width, channels) -> (batch, height // size, width // size, channels).
    Raises: ValueError if x has not four axes, or no window fits.
    """
    _require_window(x, size)
    return _max_of_first_axis(_places(x, size))


def conv_relu_pool_fused(x: jax.Array, w: jax.Array, b: jax.Array) -> jax.Array:
    """Convolve, add the bias, cut off below 0, keep the largest of every 2 × 2 window: one block of a CNN, fused.

    The patches are sorted by their place in the window of the pool, so that the maximum is taken over a leading axis
    of four. Bias and relu come after it, on a quarter of the numbers: neither changes which number is the largest.

    Shapes: x (batch, height, width, channels), w (kh, kw, channels, filters), b (filters,)
            -> (batch, (height − kh + 1) // 2, (width − kw + 1) // 2, filters).
    Raises: ValueError if the shapes do not fit, or the result has no row or column.
    """
    require_fitting_kernel(x, w, b)
    kh, kw, channels, filters = w.shape
    if x.shape[1] <= kh or x.shape[2] <= kw:
        raise ValueError(f"x: at least {kh + 1} × {kw + 1} pixels expected, got {x.shape[1]} × {x.shape[2]}")
    patches = _patches_by_place(x, kh, kw)  # (4, batch, height', width', kh · kw · channels)
    return relu(_max_of_first_axis(patches @ w.reshape(kh * kw * channels, filters)) + b)


@jax.custom_vjp
def _max_of_first_axis(x: jax.Array) -> jax.Array:
    return x.max(axis=0)


def _forward(x: jax.Array) -> tuple[jax.Array, tuple[jax.Array, jax.Array]]:
    return x.max(axis=0), (jnp.argmax(x, axis=0), jnp.arange(len(x)))  # argmax names the first of equals


def _backward(kept: tuple[jax.Array, jax.Array], dy: jax.Array) -> tuple[jax.Array]:
    first, places = kept
    return (jnp.where(first == places.reshape(-1, *[1] * first.ndim), dy, 0),)


_max_of_first_axis.defvjp(_forward, _backward)


def _places(x: jax.Array, size: int) -> jax.Array:
    """Sort an image by place in the window: (size², batch, height // size, width // size, channels)."""
    rows, columns = x.shape[1] // size * size, x.shape[2] // size * size
    return jnp.stack([x[:, i:rows:size, j:columns:size] for i in range(size) for j in range(size)])


def _patches_by_place(x: jax.Array, kh: int, kw: int) -> jax.Array:
    """Write the patches of im2col, those at each of the four places of a 2 × 2 window together."""
    patches_at = lambda i, j: im2col(x[:, i:, j:], kh, kw, stride=2)
    rows, columns = (x.shape[1] - kh + 1) // 2, (x.shape[2] - kw + 1) // 2
    return jnp.stack([patches_at(i, j)[:, :rows, :columns] for i in (0, 1) for j in (0, 1)])


def _require_window(x: jax.Array, size: int) -> None:
    require_axes("x", x, IMAGES)
    require_at_least(1, size=size)
    if min(x.shape[1:3]) < size:
        raise ValueError(f"size: at most {min(x.shape[1:3])} expected, got {size}")
