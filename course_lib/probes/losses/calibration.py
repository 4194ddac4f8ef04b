"""Inputs of 4.8: probabilities whose bins no rounding can change.

Where confidences lie on borders, both are multiples of 1/8 and exact in float32; elsewhere they keep off the borders.
"""

from __future__ import annotations

import numpy as np

from course_lib.checking.exercise import Case

EXAMPLE = "the example of the task"


def calibration_cases(seed: int) -> list[Case]:
    """Borders hit exactly, ties for the top, empty bins, one bin, one sample, ten bins, two to five classes."""
    random = np.random.default_rng(seed)

    def case(name: str, probs: np.ndarray, labels: np.ndarray | list[int], bins: int, public: bool = False) -> Case:
        arguments = {"probs": probs, "labels": np.asarray(labels, np.int32), "bins": bins}
        return Case(name, arguments, public=public)

    example = np.array([[0.375, 0.625], [0.75, 0.25], [0.375, 0.625], [0.125, 0.875]])
    border = rows_with([0.5, 0.5, 0.75, 0.75, 1.0, 0.625, 0.375, 0.875], random, 4)
    tied = np.array([[0.375, 0.375, 0.25], [0.25, 0.375, 0.375], [0.5, 0.0, 0.5], [0.125, 0.4375, 0.4375]])
    sure = np.array([[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0], [0.25, 0.5, 0.25]])
    many = rows_with(off_borders(random, 24, 10, 0.21), random, 5)
    pair = rows_with(off_borders(random, 8, 5, 0.61), random, 2)
    return [
        case(EXAMPLE, example, [1, 1, 0, 1], 4, public=True),
        case("8 samples, confidences on the borders of 4 bins", border, mostly(border, [1, 0, 1, 1, 1, 0, 0, 1]), 4),
        case("ties for the top class, 8 bins", tied, [1, 2, 0, 2], 8),
        case("confidences of 1, 8 bins", sure, [0, 1, 1, 1], 8),
        case("24 samples, 5 classes, 10 bins", many, mostly(many, random.permutation([1] * 13 + [0] * 11)), 10),
        case("8 samples, 2 classes, 5 bins", pair, mostly(pair, random.permutation([1] * 3 + [0] * 5)), 5),
        case("8 samples, a single bin", pair, mostly(pair, random.permutation([1] * 3 + [0] * 5)), 1),
        case("a single sample", np.array([[0.0625, 0.6875, 0.25]]), [2], 4),
    ]


def rows_with(confidences: list[float] | np.ndarray, random: np.random.Generator, classes: int) -> np.ndarray:
    """Rows of probabilities with the given largest entries, each at a random place, the rest in equal shares.

    Shapes: confidences (n,) -> (n, classes).
    """
    confidences = np.asarray(confidences, np.float64)
    rows = np.repeat((1 - confidences)[:, None] / (classes - 1), classes, axis=1)
    rows[np.arange(len(rows)), random.integers(classes, size=len(rows))] = confidences
    return rows


def off_borders(random: np.random.Generator, n: int, bins: int, lowest: float) -> np.ndarray:
    """Random confidences from `lowest` up, at least a tenth of a bin away from every border."""
    first = int(np.floor(lowest * bins))
    chosen = random.integers(first, bins, size=n)
    inside = random.uniform(0.1, 0.9, size=n)
    return np.maximum((chosen + inside) / bins, lowest)


def mostly(probs: np.ndarray, right: list[int] | np.ndarray) -> np.ndarray:
    """Labels: the top class where `right` is 1, the class after it where `right` is 0."""
    return (probs.argmax(axis=1) + 1 - np.asarray(right)) % probs.shape[1]
