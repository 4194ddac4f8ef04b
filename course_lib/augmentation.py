"""Pictures moved about, so that a network cannot count on a place."""

from functools import partial

import jax
import jax.numpy as jnp
from jax import lax

from course_lib.convolution import IMAGES
from course_lib.shapes import require_at_least, require_axes


def shift(images: jax.Array, down: int, right: int) -> jax.Array:
    """Move all images by the same number of pixels; zeros move in, what leaves is lost.

    Shapes: images (batch, height, width, channels) -> same.
    Units:  pixels; negative numbers move up and left.
    Raises: ValueError if images have not four axes.
    """
    require_axes("images", images, IMAGES)
    reach = max(abs(down), abs(right))
    return _cut(_framed(images, reach), jnp.asarray(reach - down), jnp.asarray(reach - right), images.shape[1:3])


def random_shift(key: jax.Array, images: jax.Array, max_shift: int) -> jax.Array:
    """Move every image by its own number of pixels, each of −max_shift … max_shift equally likely on both axes.

    Shapes: images (batch, height, width, channels) -> same; zeros move in.
    Raises: ValueError if images have not four axes, or max_shift is negative.
    """
    require_axes("images", images, IMAGES)
    require_at_least(0, max_shift=max_shift)
    starts = jax.random.randint(key, (len(images), 2), 0, 2 * max_shift + 1)
    cut = partial(_cut, size=images.shape[1:3])
    return jax.vmap(lambda image, start: cut(image[None], *start)[0])(_framed(images, max_shift), starts)


def _framed(images: jax.Array, width: int) -> jax.Array:
    return jnp.pad(images, ((0, 0), (width, width), (width, width), (0, 0)))


def _cut(images: jax.Array, top: jax.Array, left: jax.Array, size: tuple[int, int]) -> jax.Array:
    return lax.dynamic_slice(images, (0, top, left, 0), (len(images), *size, images.shape[3]))
