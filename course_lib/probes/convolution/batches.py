"""Inputs of 2.4, 2.5, 2.6 and 2.8: batches of images with channels, (B, H, W, C).

Few shapes, because JAX compiles every operation once for each; but batch sizes, heights, widths and channels differ,
except in the one case that is square on purpose: there a sum over the wrong axis raises no error.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from course_lib.checking.exercise import Case
from course_lib.probes.convolution.geometry import EXAMPLE

GRID = np.array([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]])


def im2col_cases(seed: int) -> list[Case]:
    """Kernels tall, wide, square, of one cell and as large as the image; one and several samples and channels."""
    normal = np.random.default_rng(seed).normal

    def case(name: str, x: Any, kh: int, kw: int, public: bool = False) -> Case:
        return Case(name, {"x": x, "kh": kh, "kw": kw}, public=public)

    return [
        case(EXAMPLE, np.stack([GRID, 10 * GRID], axis=-1)[None], 2, 2, public=True),
        case("x of shape (2, 5, 4, 3), patches of 2 × 3", normal(size=(2, 5, 4, 3)), 2, 3),
        case("x of shape (2, 4, 6, 1), patches of 3 × 2", normal(size=(2, 4, 6, 1)), 3, 2),
        case("x of shape (2, 4, 4, 3), patches of 3 × 3", normal(size=(2, 4, 4, 3)), 3, 3),
        case("x of shape (3, 3, 1, 2), the whole image as patch", normal(size=(3, 3, 1, 2)), 3, 1),
        case("x of shape (2, 3, 4, 3), patches of one pixel", normal(size=(2, 3, 4, 3)), 1, 1),
        case("x of shape (1, 4, 4, 3), patches of 1 × 2", normal(size=(1, 4, 4, 3)), 1, 2),
    ]


def conv2d_cases(seed: int) -> list[Case]:
    """As for im2col, with 1 to 5 filters; once as many filters as channels, rows and columns of the result."""
    random = np.random.default_rng(seed)

    def drawn(name: str, x: tuple[int, ...], w: tuple[int, ...]) -> Case:
        # A bias away from 0 and from all other biases: it must be seen where it is missing or in the wrong place.
        signs = np.where(np.arange(w[-1]) % 2, 1, -1)
        b = signs * (random.permutation(w[-1]) + random.uniform(0.6, 1.4, w[-1]))
        return Case(name, {"x": random.normal(size=x), "w": random.normal(size=w), "b": b})

    w = np.stack([[[1.0, 0.0], [2.0, -1.0]], [[1.0, 1.0], [1.0, 1.0]]], axis=-1)[:, :, None, :]
    example = {"x": GRID[None, :, :, None], "w": w, "b": np.array([10.0, 0.5])}
    return [
        Case(EXAMPLE, example, public=True),
        drawn("x of shape (2, 5, 4, 3) and 5 filters of 2 × 3", (2, 5, 4, 3), (2, 3, 3, 5)),
        drawn("x of shape (1, 4, 6, 1) and 3 filters of 3 × 2", (1, 4, 6, 1), (3, 2, 1, 3)),
        drawn("x of shape (2, 4, 4, 3) and 3 filters of 2 × 2", (2, 4, 4, 3), (2, 2, 3, 3)),
        drawn("x of shape (3, 4, 4, 2) and 4 filters as large as the image", (3, 4, 4, 2), (4, 4, 2, 4)),
        drawn("x of shape (2, 3, 4, 3) and one filter of one pixel", (2, 3, 4, 3), (1, 1, 3, 1)),
    ]


def max_pool2d_cases(seed: int) -> list[Case]:
    """Sizes that fit, and that leave rows, columns or both over; negative numbers only; windows of one and of all."""
    random = np.random.default_rng(seed)
    image = np.array([[1.0, 3.0, 2.0, 0.0, 7.0], [-1.0, 2.0, 5.0, 4.0, 8.0], [9.0, 9.0, 9.0, 9.0, 9.0]])
    normal = lambda *shape: random.normal(size=shape)

    def case(name: str, x: np.ndarray, size: int, public: bool = False) -> Case:
        return Case(name, {"x": x, "size": size}, public=public)

    return [
        case(EXAMPLE, image[None, :, :, None], 2, public=True),
        case("x of shape (2, 4, 6, 3), size 2", normal(2, 4, 6, 3), 2),
        case("x of shape (1, 7, 9, 2), size 3", normal(1, 7, 9, 2), 3),
        # Far below every number that a search could begin with, but for minus infinity.
        case("x of shape (3, 6, 5, 1), all far below zero, size 2", -1e10 * random.uniform(1, 9, (3, 6, 5, 1)), 2),
        case("x of shape (2, 4, 4, 4), size 2", normal(2, 4, 4, 4), 2),
        case("x of shape (3, 4, 4, 2), one window of size 4", normal(3, 4, 4, 2), 4),
        case("x of shape (1, 3, 5, 2), size 1", normal(1, 3, 5, 2), 1),
    ]


def conv2d_grad_kernel_cases(seed: int) -> list[Case]:
    """As for conv2d: each dy has the shape of that result; once all of dy is 1."""
    normal = np.random.default_rng(seed).normal

    def case(name: str, x: np.ndarray, dy: np.ndarray, kh: int, kw: int, public: bool = False) -> Case:
        return Case(name, {"x": x, "dy": dy, "kh": kh, "kw": kw}, public=public)

    def drawn(name: str, x: tuple[int, ...], kh: int, kw: int, filters: int) -> Case:
        batch, height, width, _ = x
        return case(name, normal(size=x), normal(size=(batch, height - kh + 1, width - kw + 1, filters)), kh, kw)

    return [
        case(EXAMPLE, GRID[None, :, :, None], np.array([1.0, 10.0]).reshape(1, 1, 2, 1), 2, 2, public=True),
        drawn("x of shape (4, 5, 4, 2), 5 filters of 2 × 3", (4, 5, 4, 2), 2, 3, 5),
        drawn("x of shape (1, 4, 6, 1), 3 filters of 3 × 2", (1, 4, 6, 1), 3, 2, 3),
        drawn("x of shape (2, 4, 4, 3), 3 filters of 3 × 3", (2, 4, 4, 3), 3, 3, 3),
        case("dy all ones, 3 filters of 3 × 3", normal(size=(2, 4, 4, 3)), np.ones((2, 2, 2, 3)), 3, 3),
        drawn("x of shape (2, 3, 4, 3), one filter of one pixel", (2, 3, 4, 3), 1, 1, 1),
        drawn("x of shape (2, 4, 4, 1), 2 filters of 1 × 3", (2, 4, 4, 1), 1, 3, 2),
        drawn("x of shape (3, 3, 1, 2), 2 filters as large as the image", (3, 3, 1, 2), 3, 1, 2),
    ]
