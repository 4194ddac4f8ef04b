"""Inputs of 6.5 and 6.7: trees of gradients, and small recurrent networks whose gradients travel back in time."""

from __future__ import annotations

from typing import Any

import numpy as np

from course_lib.checking.exercise import Case
from course_lib.probes.rnn.steps import EXAMPLE


def clip_cases(seed: int) -> list[Case]:
    """Longer, shorter and exactly as long as allowed; nested, a single array, large and tiny numbers, all zero."""
    random = np.random.default_rng(seed)
    draw = lambda *shape: np.asarray(random.normal(size=shape))

    def case(name: str, grads: Any, max_norm: float, public: bool = False) -> Case:
        return Case(name, {"grads": grads, "max_norm": max_norm}, public=public)

    cell = (0.2 * draw(3, 4), 3 * draw(4, 4), 3 * draw(4))  # the first array is not the longest
    nested = {"cell": cell, "dense": [(draw(4, 2), draw(2))], "scale": draw() + 4}
    example = {"w": np.array([[3.0, 0.0], [0.0, -4.0]]), "b": np.array([12.0])}
    return [
        case(EXAMPLE, example, 6.5, public=True),
        case("the gradients of a cell, a dense layer and a single number, longer than allowed", nested, 2.5),
        case("gradients that are shorter than allowed", (0.01 * draw(3, 4), 0.01 * draw(4)), 5.0),
        case("gradients exactly as long as allowed", {"a": np.array([3.0, 0.0]), "b": np.array([[-4.0]])}, 5.0),
        case("longer in all, although each array alone is shorter", (np.full((2, 2), -1.0), np.full(4, 1.0)), 2.5),
        case("one array, 1,000 times too long", 500 * (draw(2, 3) + 2), 0.5),
        case("tiny numbers and a tiny limit", {"a": 1e-3 * draw(3), "b": 1e-3 * draw(2, 2)}, 1e-4),
        case("gradients that are all 0", {"a": np.zeros(3), "b": np.zeros((2, 2))}, 1.0),
    ]


def gradient_norm_cases(seed: int) -> list[Case]:
    """Sizes all equal and all different, a batch of one, a single unit, a single step; samples that saturate."""
    random = np.random.default_rng(seed)

    def case(name: str, batch: int, time: int, d_in: int, hidden: int) -> Case:
        shapes = ((d_in, hidden), (hidden, hidden), (hidden,))
        params = tuple(0.8 * random.normal(size=shape) for shape in shapes)
        x = random.normal(size=(batch, time, d_in)) * np.linspace(0.3, 1.5, batch)[:, None, None]
        return Case(f"{name}: x {x.shape}, u {params[1].shape}", {"params": params, "x": x})

    params = (np.array([[1.0]]), np.array([[2.0]]), np.array([0.0]))
    x = np.array([[0.0, 0.0, 0.0], [0.0, 0.0, 1.0]])[:, :, None]
    return [
        Case(EXAMPLE, {"params": params, "x": x}, public=True),
        case("batch, steps, inputs and units of one number", 3, 3, 3, 3),
        case("six steps", 2, 6, 3, 4),
        case("a batch of one sample", 1, 4, 2, 5),
        case("a single step", 3, 1, 2, 4),
    ]
