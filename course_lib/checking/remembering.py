"""Observe the judge's own implementations once: an answer is compared with dozens of them, case by case."""

from __future__ import annotations

from collections.abc import Callable

import jax
import numpy as np

from course_lib.checking.exercise import Answers, Case

_SEEN: dict[tuple, dict] = {}


def remembering(observe: Callable[[Answers, Case], dict]) -> Callable[[Answers, Case], dict]:
    """Make an observer of one function remember what it saw of a judge's functions, for each case with a key."""

    def observe_once(answers: Answers, case: Case) -> dict:
        (answer,) = answers.values()
        if not str(getattr(answer, "__module__", "")).startswith("course_lib.judges."):
            return observe(answers, case)
        run = (answer, case.name, np.asarray(jax.random.key_data(case.arguments["key"])).tobytes())
        if run not in _SEEN:
            _SEEN[run] = observe(answers, case)
        return _SEEN[run]

    return observe_once
