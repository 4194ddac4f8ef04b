"""Inputs of 5.6: labels and predictions."""

from __future__ import annotations

import numpy as np

from course_lib.checking.exercise import Case
from course_lib.probes.cnn.network import EXAMPLE


def confusion_matrix_cases(seed: int) -> list[Case]:
    """Classes that never occur, at the end and in the middle; one sample; none; all right; many of one kind."""
    random = np.random.default_rng(seed)

    def case(name: str, labels: np.ndarray, predictions: np.ndarray, classes: int, public: bool = False) -> Case:
        arrays = [np.asarray(array, np.int32) for array in (labels, predictions)]
        return Case(name, {"labels": arrays[0], "predictions": arrays[1], "classes": classes}, public=public)

    labels = random.choice([0, 1, 3, 4], 40, p=[0.1, 0.2, 0.3, 0.4])
    noise = random.choice([0, 1, 1, 2, 3], 40)
    labels[:6], noise[:6] = [0, 0, 0, 4, 3, 1], [1, 1, 3, 1, 0, 1]  # so that no matrix is symmetric by chance
    right = random.integers(0, 3, 12)
    return [
        case(EXAMPLE, [0, 0, 1, 2, 2, 2], [0, 1, 1, 2, 0, 0], 3, public=True),
        case("40 samples in 6 classes, of which 2 and 5 have none", labels, noise, 6),
        case("12 samples, all right", right, right, 3),
        case("one sample", [1], [0], 2),
        case("no sample", [], [], 3),
    ]
