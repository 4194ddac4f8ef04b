"""How answers to 1.2 and 1.8 are observed: as `call` does, and one thing more."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import jax
import numpy as np

from course_lib.checking.caret import call_and_mark_xor
from course_lib.checking.exercise import Answers, Case, call
from course_lib.checking.functions import TooManyCalls
from course_lib.probes.gradient_descent.functions import Formula

UPHILL = "always uphill of theta"
ASKED = 60  # so many points show what a search does


def call_and_compare_trees(answers: Answers, case: Case) -> dict:
    """Observe a function of trees, and tell a list from a tuple: to JAX they are different trees."""
    exchanged: list[str] = []

    def answer(theta: Any, *rest: Any) -> Any:
        given = jax.tree.map(lambda leaf: 0, theta)  # its containers, before an answer can change them
        returned = answers["gradient_step"](theta, *rest)
        exchanged.append(_exchanged(given, returned))
        return returned

    observed = call({"gradient_step": answer}, case)
    if "returned" in observed and exchanged[0]:
        return {**observed, "returned": {"object": exchanged[0]}}
    return observed


def _exchanged(given: Any, returned: Any) -> str:
    """In words, the first place where a list has become a tuple or a tuple a list; empty if there is none."""
    kinds = (type(given), type(returned))
    if set(kinds) == {list, tuple}:
        return f"a tree with a {kinds[1].__name__} where theta has a {kinds[0].__name__}"
    if kinds == (dict, dict):
        pairs = [(given[key], returned[key]) for key in given if key in returned]
    else:
        pairs = list(zip(given, returned, strict=False)) if kinds in ((list, list), (tuple, tuple)) else []
    return next((found for pair in pairs if (found := _exchanged(*pair))), "")


def call_and_watch_search(answers: Answers, case: Case) -> dict:
    """Observe a line search, and tell apart by the step sizes that they try those that never end or end by rounding.

    A number that is returned carries a note, `asked`: comparison does not look at it, properties may.
    """
    f, asked, endless = case.arguments["f"], [], []

    def answer(*arguments: Any) -> Any:
        try:
            return answers["backtracking"](*arguments)
        except TooManyCalls:
            endless.append(True)
            raise

    def asked_f(point: Any) -> Any:
        if endless:  # `call` runs an answer twice; an endless loop need not be waited for again
            raise TooManyCalls
        if len(asked) < ASKED and not isinstance(point, jax.core.Tracer):
            asked.append(np.asarray(point, np.float64))
        return f.function(point)

    watched = {**case.arguments, "f": Formula(asked_f, f.label, f.limit)}
    observed = call_and_mark_xor({"backtracking": answer}, replace(case, arguments=watched))
    how, error = _tried(asked, case), observed.get("error", {})
    if error.get("type") == "TooManyCalls" and how:
        return {**observed, "error": {**error, "type": f"TooManyCalls, {how}"}}
    if "array" in observed.get("returned", {}):
        return {**observed, "returned": {**observed["returned"], "asked": how}}
    return observed


def _tried(asked: list[np.ndarray], case: Case) -> str:
    """The first step sizes at which f was asked, in words; empty if they show no pattern."""
    theta, grad, alpha0, beta = (case.arguments[name] for name in ("theta", "grad", "alpha0", "beta"))
    points = np.array([point for point in asked if point.shape == theta.shape])
    if not len(points) or not grad.any():
        return "always at one point"
    flat = (theta - points).reshape(len(points), -1)
    moved = flat[(np.abs(flat) > 1e-6 * (1 + np.abs(theta.ravel()))).any(axis=1)]  # nearer than float32 tells is theta
    steps = moved @ grad.ravel() / (grad**2).sum() / alpha0
    if not len(steps):
        return "always at one point"
    first, tail = steps[:4], steps[1:]
    if np.allclose(steps, steps[0], rtol=1e-4):
        return "always at one point"
    if len(tail) > 1 and np.allclose(tail, tail[0], rtol=1e-4):
        return "always at the same two points"
    if np.all(first < 0):
        return UPHILL
    if np.allclose(first, beta ** np.arange(len(first)), rtol=1e-3):
        return "with shorter and shorter steps"
    return "with longer and longer steps" if np.allclose(first, (1 / beta) ** np.arange(len(first)), rtol=1e-3) else ""
