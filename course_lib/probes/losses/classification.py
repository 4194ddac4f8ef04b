"""Inputs of 4.5 and 4.6: logits and integer labels."""

from __future__ import annotations

import numpy as np

from course_lib.checking.exercise import Case

EXAMPLE = "the example of the task"
LN_2 = float(np.log(2))


def cross_entropy_cases(seed: int) -> list[Case]:
    """Few classes and many, one row, as many rows as classes, one label for all, logits of ±10,000, right and wrong."""
    random = np.random.default_rng(seed)
    normal = random.normal

    def case(name: str, logits: np.ndarray, labels: list[int] | np.ndarray, public: bool = False) -> Case:
        return Case(name, {"logits": logits, "labels": np.asarray(labels, np.int32)}, public=public)

    certain = np.array([[1e4, 0.0, -1e4], [-1e4, 1e4, 0.0], [0.0, -1e4, 1e4]])
    level = np.array([[1e4, 1e4, 9999.0], [-1e4, -1e4, -9998.0], [2.0, 0.0, 1.0]])
    return [
        case(EXAMPLE, np.array([[0.0, 0.0, LN_2], [LN_2, 0.0, 0.0]]), [2, 1], public=True),
        case("5 rows, 4 classes", 2 * normal(size=(5, 4)), [2, 0, 3, 1, 2]),
        case("2 rows, 3 classes, one label for both", 2 * normal(size=(2, 3)), [0, 0]),
        case("a single row", 2 * normal(size=(1, 3)), [1]),
        case("3 rows, 3 classes", 2 * normal(size=(3, 3)), [1, 2, 1]),
        case("logits of ±10,000, all rows right", certain, [0, 1, 2]),
        case("logits of ±10,000, all rows wrong", certain, [1, 2, 0]),
        case("logits near 10,000, near −10,000 and near 0", level, [0, 2, 1]),
    ]
