"""Points on a plane in two classes: small enough to see what a network makes of them."""

from typing import NamedTuple

import jax
import jax.numpy as jnp

from course_lib.shapes import require_at_least


class Points(NamedTuple):
    """Points and their classes.

    Shapes: x (n, 2) float32, y (n,) int32 of 0 and 1.
    """

    x: jax.Array
    y: jax.Array


def _points(key: jax.Array, x: jax.Array, y: jax.Array, noise: float) -> Points:
    return Points(x + noise * jax.random.normal(key, x.shape), y.astype(jnp.int32))


def _two_classes(n: int) -> jax.Array:
    require_at_least(2, n=n)
    return jnp.arange(n) % 2


def xor(key: jax.Array, n: int = 200, noise: float = 0.2) -> Points:
    """Draw four clouds at (±1, ±1): class 1 where exactly one coordinate is positive. No line separates them.

    Shapes: -> x (n, 2), y (n,).
    Raises: ValueError if n is below 2.
    """
    y = _two_classes(n)
    first = jnp.arange(n) // 2 % 2
    x = 2.0 * jnp.stack([first, first ^ y], axis=1) - 1
    return _points(key, x, y, noise)


def circles(key: jax.Array, n: int = 200, noise: float = 0.1) -> Points:
    """Draw a disc of radius 1/2 (class 1) inside a ring of radius 1.2 (class 0).

    Shapes: -> x (n, 2), y (n,).
    Raises: ValueError if n is below 2.
    """
    y = _two_classes(n)
    key_angle, key_noise = jax.random.split(key)
    angle = jax.random.uniform(key_angle, (n,), maxval=2 * jnp.pi)
    radius = jnp.where(y == 1, 0.5, 1.2)
    return _points(key_noise, radius[:, None] * jnp.stack([jnp.cos(angle), jnp.sin(angle)], axis=1), y, noise)


def moons(key: jax.Array, n: int = 200, noise: float = 0.1) -> Points:
    """Draw two half circles that reach into each other.

    Shapes: -> x (n, 2), y (n,).
    Raises: ValueError if n is below 2.
    """
    y = _two_classes(n)
    key_angle, key_noise = jax.random.split(key)
    angle = jax.random.uniform(key_angle, (n,), maxval=jnp.pi)
    sign = 1.0 - 2.0 * y  # the upper moon, and the lower one
    x = jnp.stack([sign * jnp.cos(angle) - 0.5 * sign, sign * jnp.sin(angle) - 0.25 * sign], axis=1)
    return _points(key_noise, x, y, noise)


def spirals(key: jax.Array, n: int = 200, noise: float = 0.05, turns: float = 1.25) -> Points:
    """Draw two spirals wound into each other, each `turns` times round the centre.

    Shapes: -> x (n, 2), y (n,); radius up to about 1.5.
    Raises: ValueError if n is below 2.
    """
    y = _two_classes(n)
    key_radius, key_noise = jax.random.split(key)
    along = jnp.sqrt(jax.random.uniform(key_radius, (n,), minval=0.02))  # equally dense along the spiral
    angle = 2 * jnp.pi * turns * along + jnp.pi * y
    return _points(key_noise, 1.5 * along[:, None] * jnp.stack([jnp.cos(angle), jnp.sin(angle)], axis=1), y, noise)
