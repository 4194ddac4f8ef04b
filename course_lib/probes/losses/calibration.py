"""Inputs of 4.8: probabilities whose bins no rounding can change.

Where confidences lie on borders, both are multiples of 1/8 and exact in float32; elsewhere they keep off the borders.
"""

from __future__ import annotations

import numpy as np

from course_lib.checking.exercise import Case

EXAMPLE = "the example of the task"


def calibration_cases(seed: int) -> list[Case]:
    """Borders hit exactly, ties for the top, empty bins, one bin, one sample, 15 bins, perfect and hopeless models."""
    random = np.random.default_rng(seed)

    def case(name: str, probs: np.ndarray, labels: np.ndarray | list[int], bins: int, public: bool = False) -> Case:
        arguments = {"probs": probs, "labels": np.asarray(labels, np.int32), "bins": bins}
        return Case(name, arguments, public=public)

    example = np.array([[0.375, 0.625], [0.75, 0.25], [0.375, 0.625], [0.125, 0.875]])
    border = rows_with([0.5, 0.5, 0.75, 0.75, 1.0, 0.625, 0.375, 0.875], random, 4)
    tied = np.array([[0.375, 0.375, 0.25], [0.25, 0.375, 0.375], [0.5, 0.0, 0.5], [0.125, 0.4375, 0.4375]])
    sure = np.array([[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0], [0.25, 0.5, 0.25]])
    many = rows_with([*off_borders(random, 18, 15, 0.21), 0.505, 0.495], random, 5)
    close = rows_with([0.55, 0.61, 0.64, 0.7], random, 2)  # other bins, other partners: 2, 5 and 8 differ in the result
    too_modest_below_one_half = (many.max(axis=1) < 0.5) ^ (random.permutation(20) < 5)
    mixed = random.permutation([1] * 11 + [0] * 9)
    return [
        case(EXAMPLE, example, [1, 1, 0, 1], 4, public=True),
        case("8 samples, confidences on the borders of 4 bins", border, mostly(border, [1, 0, 1, 1, 1, 0, 1, 1]), 4),
        case("confidences of 1, 8 bins", sure, [0, 1, 1, 1], 8),
        case("a perfect model, 8 bins", sure[[0, 1, 2, 1]], [0, 1, 2, 1], 8),
        case("a sure model that is always wrong, 8 bins", sure[[0, 1, 2, 1]], [1, 2, 0, 2], 8),
        case("4 samples, all with two classes at the top, 8 bins", tied, [1, 2, 0, 2], 8),
        case("20 samples, 5 classes, 15 bins", many, mostly(many, mixed), 15),
        case("20 samples, 5 classes, 2 bins", many, mostly(many, too_modest_below_one_half), 2),
        case("4 samples, 2 classes, 8 bins", close, mostly(close, [1, 1, 0, 0]), 8),
        case("4 samples, 2 classes, 5 bins", close, mostly(close, [1, 1, 0, 0]), 5),
        case("4 samples, a single bin", close, mostly(close, [1, 1, 0, 0]), 1),
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
