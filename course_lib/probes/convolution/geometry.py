"""Inputs of 2.1 and 2.7: whole numbers only, how many windows fit and how far they look."""

from __future__ import annotations

import numpy as np

from course_lib.checking.exercise import Case

EXAMPLE = "the example of the task"


def output_size_cases(seed: int) -> list[Case]:
    """Each argument alone, then all together: nothing left over, almost a whole stride left over, one window only."""
    random = np.random.default_rng(seed)

    def case(name: str, n: int, kernel: int, stride: int, padding: int, dilation: int, public: bool = False) -> Case:
        rest = {"stride": stride, "padding": padding, "dilation": dilation}
        return Case(name, {"n": n, "kernel": kernel, **rest}, public=public)

    def long_row(name: str, left_over: int, stride: int) -> Case:
        kernel, padding, dilation = (int(random.integers(low, high)) for low, high in ((3, 12), (2, 6), (2, 8)))
        windows = int(random.integers(40, 90))
        n = dilation * (kernel - 1) + 1 + stride * windows + left_over - 2 * padding
        return case(name, n, kernel, stride, padding, dilation)

    return [
        case(EXAMPLE, 10, 3, 2, 1, 2, public=True),
        case("a kernel of 5 and nothing else", 28, 5, 1, 0, 1),
        case("a kernel as long as the row", 6, 6, 1, 0, 1),
        case("a stride of 3 with nothing left over", 10, 4, 3, 0, 1),
        case("a stride of 5 with 3 cells left over", 20, 2, 5, 0, 1),
        case("a stride of 4 and a row of two strides", 8, 3, 4, 0, 1),
        case("a stride of 4 and a kernel of 4", 9, 4, 4, 0, 1),
        case("padding that keeps the size", 9, 3, 1, 1, 1),
        case("an even kernel and a padding of 1", 8, 4, 1, 1, 1),
        case("an even kernel and a padding of 2", 8, 4, 1, 2, 1),
        case("a padding of 7", 4, 3, 2, 7, 1),
        case("a dilation of 4", 15, 3, 1, 0, 4),
        case("a kernel of 2 with a dilation of 6", 20, 2, 1, 0, 6),
        case("a kernel of one cell with a dilation of 3", 11, 1, 2, 0, 3),
        case("a kernel of one cell with a padding of 2", 5, 1, 1, 2, 1),
        case("a single cell, padded", 1, 3, 1, 1, 1),
        long_row("a long row with one cell left over", 1, 6),
        long_row("a long row with one cell missing for another window", 6, 7),
    ]


def receptive_field_cases(seed: int) -> list[Case]:
    """No layer, one, many; strides at the front, at the end and in a layer of kernel 1; dilations."""
    random = np.random.default_rng(seed)
    drawn = [tuple(int(random.integers(low, high)) for low, high in ((2, 6), (1, 4), (1, 4))) for _ in range(6)]

    def case(name: str, layers: list[tuple[int, int, int]], public: bool = False) -> Case:
        return Case(name, {"layers": layers}, public=public)

    return [
        case(EXAMPLE, [(3, 1, 1), (2, 2, 1), (3, 1, 2)], public=True),
        case("no layer at all", []),
        case("one layer with a kernel of 5", [(5, 1, 1)]),
        case("one layer with a stride of 2", [(3, 2, 1)]),
        case("one layer with a dilation of 4", [(3, 1, 4)]),
        case("five layers with kernels of 3", [(3, 1, 1)] * 5),
        case("a stride of 3 in the first of three layers", [(2, 3, 1), (5, 1, 1), (3, 1, 1)]),
        case("a stride of 3 in the last of three layers", [(5, 1, 1), (3, 1, 1), (2, 3, 1)]),
        case("a kernel of 1 with a stride of 2 first", [(1, 2, 1), (3, 1, 1)]),
        case("two layers, both dilated", [(3, 1, 2), (3, 1, 3)]),
        case("three times a convolution and a pooling", [(3, 1, 1), (2, 2, 1)] * 3),
        case("ten layers with strides of 2", [(3, 2, 1)] * 10),
        case("six layers of all kinds", drawn),
    ]
