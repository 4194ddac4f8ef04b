"""Whether a training run takes its chance from the key: how it begins with the same key again, and with another one.

Only beginnings are run, up to the first request for a gradient.
"""

from __future__ import annotations

from typing import Any

import jax
import numpy as np

from course_lib.checking.exercise import Answers, Case
from course_lib.probes.dense.training_service import TrainingService, no_practice


class Begun(BaseException):
    """The first gradient is asked for. Not an Exception: `except Exception` in an answer must not eat it."""


def chance_symptom(answers: Answers, case: Case, service: TrainingService) -> str:
    """Say "another run each time" if one key gives two beginnings, "key not used" if two keys give one, else "none"."""
    key, n = case.arguments.values()
    seen = [np.asarray(leaf) for leaf in jax.tree.leaves(service.first[0])], service.batches[0]
    again = _beginning(answers, key, n, service)
    if not _same_params(seen, again) or not np.array_equal(seen[1], again[1]):
        return "another run each time"
    other = _beginning(answers, jax.random.fold_in(key, 1), n, service)
    same_rows = np.array_equal(seen[1], other[1]) and _looks_random(seen[1])
    return "key not used" if same_rows or _same_params(seen, other) else "none"


def _beginning(answers: Answers, key: Any, n: int, service: TrainingService) -> tuple[list, np.ndarray]:
    """The parameters and the rows of the first request for a gradient; empty where none is asked."""
    asked: list[tuple[list, np.ndarray]] = []

    def gradient(params: Any, rows: Any) -> Any:
        asked.append(([np.asarray(leaf, np.float32) for leaf in jax.tree.leaves(params)], np.asarray(rows)))
        raise Begun

    (answer,) = answers.values()
    try:
        with jax.debug_key_reuse(False), no_practice():
            answer(key, n, gradient, lambda params, rows: service.measure(params, np.asarray(rows)))
    except Begun:
        pass
    return asked[0] if asked else ([], np.zeros(0, int))


def _same_params(one: tuple, other: tuple) -> bool:
    shapes = [leaf.shape for leaf in one[0]] == [leaf.shape for leaf in other[0]]
    return shapes and all(np.array_equal(a, b) for a, b in zip(one[0], other[0], strict=True))


def _looks_random(rows: np.ndarray) -> bool:
    """Whether rows follow each other at many different distances, as no fixed pattern of slices has it."""
    return len(np.unique(np.diff(rows))) > len(rows) / 2
