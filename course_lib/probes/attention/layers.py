"""Inputs of 7.5 and 7.6: a sequence attends to itself, with one head and with several."""

from __future__ import annotations

import numpy as np

from course_lib.checking.exercise import Case

EXAMPLE = "the example of the task"


def self_attention_cases(seed: int) -> list[Case]:
    """Narrower, wider and square projections, one sample, one step, masks of every shape that broadcasts."""
    random = np.random.default_rng(seed)

    def case(name: str, batch: int, time: int, width: int, d: int, mask: np.ndarray) -> Case:
        x = random.normal(size=(batch, time, width))
        params = tuple(1.2 * random.normal(size=(width, d)) for _ in range(3))
        return Case(
            f"{name}: x {x.shape}, projections {(width, d)}, mask {mask.shape}",
            {"params": params, "x": x, "mask": mask},
        )

    params = (
        np.array([[np.log(3.0)], [0.0]]),
        np.array([[0.0], [1.0]]),
        np.array([[4.0], [8.0]]),
    )
    causal = np.tril(np.ones((4, 4), bool))
    hidden = np.array([[[True, True, False]] * 3, [[True, False, True], [False, False, False], [True, True, True]]])
    return [
        Case(
            EXAMPLE,
            {
                "params": params,
                "x": np.array([[[1.0, 0.0], [0.0, 1.0]]]),
                "mask": np.array([[True, True], [False, True]]),
            },
            public=True,
        ),
        case("a batch of one and a causal mask", 1, 4, 3, 5, causal),
        case("a batch with padding, and a step that may see nothing", 2, 3, 5, 2, hidden),
        case("all sizes equal", 3, 3, 3, 3, np.tril(np.ones((3, 3), bool))),
    ]


def multi_head_attention_cases(seed: int) -> list[Case]:
    """One to four heads, as many heads as samples and as steps, heads of one column, masks of every shape."""
    random = np.random.default_rng(seed)

    def case(name: str, batch: int, time: int, width: int, heads: int, mask: np.ndarray) -> Case:
        x = random.normal(size=(batch, time, width))
        params = tuple(random.normal(size=(width, width)) for _ in range(4))
        return Case(
            f"{name}: x {x.shape}, heads = {heads}, mask {mask.shape}",
            {"params": params, "x": x, "heads": heads, "mask": mask},
        )

    params = (
        np.array([[np.log(3.0), 0.0], [0.0, 0.0]]),
        np.array([[1.0, 0.0], [0.0, 1.0]]),
        np.array([[4.0, 0.0], [8.0, 6.0]]),
        np.array([[1.0, 0.0], [2.0, -1.0]]),
    )
    per_sample = np.stack([np.tril(np.ones((2, 2), bool)), np.ones((2, 2), bool)])
    padding = np.array([[[True, True, True]], [[True, True, False]]])
    return [
        Case(
            EXAMPLE,
            {
                "params": params,
                "x": np.array([[[1.0, 0.0], [0.0, 1.0]]]),
                "heads": 2,
                "mask": np.array([[True, True], [True, True]]),
            },
            public=True,
        ),
        case("three heads of two columns and a causal mask", 1, 4, 6, 3, np.tril(np.ones((4, 4), bool))),
        case("two heads of three columns and padding", 2, 3, 6, 2, padding),
        case("as many heads as samples and steps", 2, 2, 4, 2, per_sample),
        case("a single head", 1, 3, 4, 1, np.ones((3, 3), bool)),
    ]
