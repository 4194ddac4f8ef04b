"""What 5.5 measures: a network on a device with little memory, and images in numbers that do not divide evenly."""

from __future__ import annotations

from typing import Any

import jax
import jax.numpy as jnp
import numpy as np

from course_lib.checking.exercise import Case
from course_lib.probes.cnn.network import EXAMPLE

MEMORY = 6  # images at a time


class OutOfMemory(ValueError):
    """More images at once than the device can hold."""


def logits(params: Any, images: jax.Array) -> jax.Array:
    """Give the scores of a small network, for a few images at a time.

    Shapes: images (batch, height, width, 1), batch at most 6 -> (batch, classes).
    Raises: OutOfMemory for more images.
    """
    if jnp.ndim(images) != 4:
        raise ValueError(f"images: shape (batch, height, width, 1) expected, got {jnp.shape(images)}")
    if len(images) > MEMORY:
        raise OutOfMemory(f"images: at most {MEMORY} at a time fit into memory, got {len(images)}")
    w, b = params
    return jnp.asarray(images).reshape(len(images), -1) @ jnp.asarray(w) + jnp.asarray(b)


def evaluate_cases(seed: int) -> list[Case]:
    """A smaller last batch, one of a single image, no rest, one batch larger than all, a batch size of 1."""
    random = np.random.default_rng(seed)

    def case(name: str, right: list[int], batch_size: int) -> Case:
        """Images of which those marked 1 are classified right: their brightest pixel is that of their label."""
        n, labels = len(right), random.integers(0, 4, len(right)).astype(np.int32)
        seen = np.where(right, labels, (labels + random.integers(1, 4, n)) % 4)
        images = random.uniform(0, 0.5, (n, 2, 2, 1))
        images.reshape(n, 4)[np.arange(n), seen] = random.uniform(0.8, 1.0, n)
        params = (np.eye(4), np.zeros(4))
        return Case(name, {"params": params, "images": images, "labels": labels, "batch_size": batch_size})

    draw = lambda n: random.permutation([1] * (n // 3) + [0] * (n - n // 3)).tolist()
    return [
        _example(),
        case("11 images, 4 at a time: the last batch holds 3", [*draw(8), 1, 1, 1], 4),
        case("7 images, 6 at a time: the last batch holds 1", [1, 0, 1, 1, 0, 1, 0], 6),
        case("8 images, 4 at a time: no rest", draw(8), 4),
        case("3 images, 6 at a time: fewer than one batch", [0, 1, 1], 6),
        case("3 images, 1 at a time", [0, 1, 0], 1),
    ]


def _example() -> Case:
    """Five images of one pixel, classified by its sign: right, right, right, wrong | wrong."""
    images = np.array([3.0, -1.0, 2.0, 1.0, -2.0]).reshape(5, 1, 1, 1)
    params = (np.array([[-1.0, 1.0]]), np.zeros(2))
    labels = np.array([1, 0, 1, 0, 1], np.int32)
    arguments = {"params": params, "images": images, "labels": labels, "batch_size": 4}
    return Case(EXAMPLE, arguments, public=True)
