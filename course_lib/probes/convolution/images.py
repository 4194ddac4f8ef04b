"""Inputs of 2.2 and 2.3: one image without channels, never square where a mistake could hide behind a square."""

from __future__ import annotations

from typing import Any

import numpy as np

from course_lib.checking.exercise import Case
from course_lib.probes.convolution.geometry import EXAMPLE

IMAGE = np.array([[1.0, 2.0, 0.0, 1.0], [0.0, 3.0, 1.0, 2.0], [2.0, 1.0, 0.0, 1.0]])
KERNEL = np.array([[1.0, 2.0], [0.0, -1.0]])


def correlate2d_cases(seed: int) -> list[Case]:
    """Wide, tall and square images, even and odd kernels, one cell, one row or column, the whole image, whole numbers.

    The large numbers are whole, so that float32 holds every sum exactly. One image is of dtype int, its kernel is not;
    once it is the other way round.
    """
    random = np.random.default_rng(seed)

    def case(name: str, image: Any, kernel: Any, public: bool = False) -> Case:
        return Case(name, {"image": image, "kernel": kernel}, public=public)

    def drawn(name: str, size: tuple[int, int], kernel: tuple[int, int]) -> Case:
        return case(name, random.normal(size=size), random.normal(size=kernel))

    large = random.integers(-300, 300, (6, 6)).astype(float)
    whole, weights = random.integers(-9, 10, (6, 6)), random.integers(1, 10, (1, 4))
    return [
        case(EXAMPLE, IMAGE, KERNEL, public=True),
        drawn("an image of 5 × 9 and a kernel of 3 × 2", (5, 9), (3, 2)),
        drawn("an image of 9 × 5 and a kernel of 2 × 3", (9, 5), (2, 3)),
        drawn("a square image and a square kernel", (6, 6), (3, 3)),
        drawn("a kernel of one cell", (3, 4), (1, 1)),
        drawn("a kernel as large as the image, 3 × 4", (3, 4), (3, 4)),
        drawn("an image of one row", (1, 7), (1, 3)),
        drawn("an image of one column", (7, 1), (3, 1)),
        case("an image of 9 × 5 and a kernel of 1 × 4 of dtype int", random.normal(size=(9, 5)), weights),
        case("an image of large whole numbers", large, random.integers(-300, 300, (4, 4)).astype(float)),
        case("a square image of dtype int and a kernel of 4 × 2", whole, random.normal(size=(4, 2))),
    ]


def padding_and_stride_cases(seed: int) -> list[Case]:
    """pad2d with p = 0, 1 and more than the image; strides that fit, that leave cells over, and that skip cells.

    Once the image is of dtype int, once the kernel.
    """
    random = np.random.default_rng(seed)

    def pad(name: str, image: Any, p: int, public: bool = False) -> Case:
        return Case(name, {"image": image, "p": p}, public=public, function="pad2d")

    def slide(name: str, image: Any, kernel: Any, stride: int, padding: int, public: bool = False) -> Case:
        arguments = {"image": image, "kernel": kernel, "stride": stride, "padding": padding}
        return Case(name, arguments, public=public, function="correlate2d_strided")

    normal = lambda *shape: random.normal(size=shape)
    whole = lambda *shape: random.integers(-9, 10, shape)
    small = np.array([[1.0, 2.0], [3.0, 4.0]])
    return [
        pad(EXAMPLE, small, 1, public=True),
        pad("a padding of 0", normal(3, 5), 0),
        pad("an image of 3 × 5 and a padding of 2", normal(3, 5), 2),
        pad("an image of 5 × 3 and a padding of 1", normal(5, 3), 1),
        pad("an image of one row and a padding of 5", normal(1, 4), 5),
        slide("the second example of the task", IMAGE, KERNEL, 2, 1, public=True),
        slide("stride 1, no padding, an image of 5 × 9 and a kernel of 3 × 2", normal(5, 9), normal(3, 2), 1, 0),
        slide(
            "stride 1, padding 1, an image of 5 × 6 and a kernel of 3 × 3, of dtype int",
            normal(5, 6),
            whole(3, 3),
            1,
            1,
        ),
        slide("stride 2, padding 1, an image of 7 × 10 and a kernel of 3 × 2", normal(7, 10), normal(3, 2), 2, 1),
        slide(
            "stride 3, padding 3, an image of 8 × 5 of dtype int, a kernel of 2 × 3", whole(8, 5), normal(2, 3), 3, 3
        ),
        slide("a stride of 4 that skips cells, no padding", normal(9, 11), normal(2, 2), 4, 0),
        slide("a kernel as large as the image, stride 2", normal(4, 3), normal(4, 3), 2, 0),
    ]
