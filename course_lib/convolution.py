"""Convolution in its plain forms: sizes, one image under one kernel, patches, and what one output can see.

Deep learning says convolution and means cross-correlation: the kernel is not flipped. So does this course.
"""

from collections.abc import Iterable

import jax
import jax.numpy as jnp
import numpy as np

from course_lib.shapes import require_at_least, require_axes, require_equal

IMAGES, KERNELS = "(batch, height, width, channels)", "(kernel height, kernel width, channels, filters)"


def output_size(n: int, kernel: int, stride: int = 1, padding: int = 0, dilation: int = 1) -> int:
    """Count the places where a kernel fits: floor((n + 2 padding − dilation (kernel − 1) − 1) / stride) + 1.

    Units:  pixels along one axis; padding is added at both ends.
    Raises: ValueError if kernel, stride or dilation is below 1, padding is negative, or the kernel fits nowhere.
    """
    require_at_least(1, n=n, kernel=kernel, stride=stride, dilation=dilation)
    require_at_least(0, padding=padding)
    reach = dilation * (kernel - 1) + 1
    if reach > n + 2 * padding:
        raise ValueError(f"kernel: a reach of at most {n + 2 * padding} pixels expected, got {reach}")
    return (n + 2 * padding - reach) // stride + 1


def pad2d(image: jax.Array, p: int) -> jax.Array:
    """Put `p` rows and columns of zeros on every side of an image.

    Shapes: image (height, width) -> (height + 2p, width + 2p).
    Raises: ValueError if image has not two axes, or p is negative.
    """
    require_axes("image", image, "(height, width)")
    require_at_least(0, p=p)
    return jnp.pad(jnp.asarray(image), p)


def correlate2d(image: jax.Array, kernel: jax.Array) -> jax.Array:
    """Lay a kernel on every place where it fits whole, and sum the products.

    Shapes: image (height, width), kernel (kh, kw) -> (height − kh + 1, width − kw + 1).
    Pitfall: mathematics flips the kernel first and calls that convolution; this does not.
    Raises: ValueError if either has not two axes, or the kernel does not fit.
    """
    return correlate2d_strided(image, kernel, stride=1, padding=0)


def correlate2d_strided(image: jax.Array, kernel: jax.Array, stride: int = 1, padding: int = 0) -> jax.Array:
    """Cross-correlate an image framed by `padding` zeros, at every `stride`-th row and column.

    Shapes: image (height, width), kernel (kh, kw) -> (output_size of height, output_size of width).
    Raises: ValueError if either has not two axes, or the kernel does not fit.
    """
    require_axes("kernel", kernel, "(kernel height, kernel width)")
    framed = pad2d(image, padding)
    patches = im2col(framed[None, :, :, None], *kernel.shape, stride=stride)  # (1, H', W', kh·kw)
    return patches[0] @ jnp.ravel(kernel)


def im2col(x: jax.Array, kh: int, kw: int, stride: int = 1, dilation: int = 1) -> jax.Array:
    """Write every patch that a kernel sees as one row of numbers.

    Within a row the order is kernel row, kernel column, channel: that of `w.reshape(kh * kw * channels, filters)`.

    Shapes: x (batch, height, width, channels) -> (batch, height', width', kh · kw · channels).
    Units:  a 3 × 3 kernel makes nine copies of the image: memory is the price of one large product.
    Raises: ValueError if x has not four axes, or the kernel does not fit.
    """
    require_axes("x", x, IMAGES)
    x = jnp.asarray(x)
    rows, columns = (output_size(n, k, stride, dilation=dilation) for n, k in zip(x.shape[1:3], (kh, kw), strict=True))
    shifted = [
        x[:, i : i + stride * (rows - 1) + 1 : stride, j : j + stride * (columns - 1) + 1 : stride]
        for i in range(0, dilation * kh, dilation)
        for j in range(0, dilation * kw, dilation)
    ]
    return jnp.concatenate(shifted, axis=-1)  # (batch, height', width', kh · kw · channels)


def require_fitting_kernel(x: jax.Array, w: jax.Array, b: jax.Array) -> None:
    """Refuse images, kernels and biases that do not belong together.

    Shapes: x (batch, height, width, channels), w (kh, kw, channels, filters), b (filters,).
    Raises: ValueError that names the argument, the shape expected and the shape received.
    """
    require_axes("x", x, IMAGES)
    require_axes("w", w, KERNELS)
    require_equal("w: channels", w.shape[2], x.shape[3], "as many as x has")
    require_equal("b: shape", jnp.shape(b), (w.shape[3],), "one bias for each filter of w")


def conv2d_by_loops(x: jax.Array, w: jax.Array, b: jax.Array) -> np.ndarray:
    """Compute a convolution as it is defined, in four loops: slow, and easy to check.

    Shapes: x (batch, height, width, channels), w (kh, kw, channels, filters), b (filters,)
            -> (batch, height − kh + 1, width − kw + 1, filters).
    Raises: ValueError if the shapes do not fit.
    """
    require_fitting_kernel(x, w, b)
    x, w, b = np.asarray(x), np.asarray(w), np.asarray(b)
    kh, kw, _, filters = w.shape
    rows, columns = output_size(x.shape[1], kh), output_size(x.shape[2], kw)
    y = np.zeros((len(x), rows, columns, filters), np.result_type(x, w, b))
    for i in range(rows):
        for j in range(columns):
            for u in range(kh):
                for v in range(kw):
                    y[:, i, j] += x[:, i + u, j + v] @ w[u, v]  # (batch, channels) @ (channels, filters)
    return y + b


def conv2d_grad_kernel(x: jax.Array, dy: jax.Array, kh: int, kw: int) -> jax.Array:
    """Give the gradient of a loss with respect to the kernel, from the gradient with respect to the output.

    Each weight met every patch, so it collects input times gradient over all places and all images.

    Shapes: x (batch, height, width, channels), dy (batch, height − kh + 1, width − kw + 1, filters)
            -> (kh, kw, channels, filters).
    Raises: ValueError if the shapes do not fit.
    """
    patches = im2col(x, kh, kw)
    require_axes("dy", dy, "(batch, height', width', filters)")
    require_equal("dy: shape", dy.shape[:3], patches.shape[:3], f"as a {kh} × {kw} kernel makes of x")
    gradient = jnp.tensordot(patches, dy, axes=((0, 1, 2), (0, 1, 2)))  # (kh · kw · channels, filters)
    return gradient.reshape(kh, kw, x.shape[3], dy.shape[3])


def receptive_field(layers: Iterable[tuple[int, int, int]]) -> int:
    """Give how many input pixels wide, along one axis, the window is that one output of a stack of layers sees.

    Shapes: layers of (kernel, stride, dilation), the first one next to the input -> a whole number; 1 for no layer.
    Units:  pixels of the input, from the first seen to the last; a dilated kernel skips some in between.
    Raises: ValueError if a number is below 1.
    """
    field, jump = 1, 1  # jump: input pixels between two neighbours of the present layer
    for kernel, stride, dilation in layers:
        require_at_least(1, kernel=kernel, stride=stride, dilation=dilation)
        field += dilation * (kernel - 1) * jump
        jump *= stride
    return field
