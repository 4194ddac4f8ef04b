"""Inputs of 4.5 and 4.6: logits and integer labels."""

from __future__ import annotations

import numpy as np

from course_lib.checking.exercise import Case
from course_lib.probes.losses.probabilities import FAR, MIDDLE

EXAMPLE = "the example of the task"
LN_2 = float(np.log(2))


def cross_entropy_cases(seed: int) -> list[Case]:
    """Few classes and many, one row, one label for all, logits of ±30,000, right and wrong; few shapes."""
    random = np.random.default_rng(seed)
    normal = random.normal

    def case(name: str, logits: np.ndarray, labels: list[int] | np.ndarray, public: bool = False) -> Case:
        return Case(name, {"logits": logits, "labels": np.asarray(labels, np.int32)}, public=public)

    certain = np.array([[3e4, 0.0, -3e4], [0.0, -3e4, 3e4]])
    level = np.array([[3e4 - MIDDLE, 3e4 - FAR, 3e4], [-3e4 - FAR, -3e4, -3e4 - MIDDLE]])
    many = 2 * normal(size=(8, 6))
    many[2] = [8.0, 0.4, -1.0, 0.0, 1.0, 0.5]  # softmax of the second: 0.0005
    return [
        case(EXAMPLE, np.array([[0.0, 0.0, LN_2], [LN_2, 0.0, 0.0]]), [2, 1], public=True),
        case("8 rows, 6 classes", many, [2, 0, 5, 1, 2, 4, 3, 5]),
        case("2 rows, 3 classes, one label for both", 2 * normal(size=(2, 3)), [0, 0]),
        case("a single row", 2 * normal(size=(1, 3)), [1]),
        case("logits of ±30,000, all rows right", certain, [0, 2]),
        case("logits of ±30,000, all rows wrong", certain, [1, 1]),
        case("rows near 30,000 and near −30,000", level, [1, 2]),
        case("both rows right, leads of 8 and of 9", np.array([[8.0, 0.0, -8.0], [0.0, -1.0, 9.0]]), [0, 2]),
        case("leads of 300 and of 20", np.array([[0.0, 300.0, 0.0], [20.0, 20.0, 0.0]]), [0, 2]),
    ]
