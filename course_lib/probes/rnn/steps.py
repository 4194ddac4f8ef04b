"""Inputs of 6.1, 6.2 and 6.6: one step of a recurrent cell, all steps, one step of an LSTM."""

from __future__ import annotations

from typing import Any

import numpy as np

from course_lib.checking.exercise import Answers, Case, call

EXAMPLE = "the example of the task"


def _drawn(random: np.random.Generator, *shapes: tuple[int, ...], scale: float = 1.0) -> list[np.ndarray]:
    return [scale * random.normal(size=shape) for shape in shapes]


def rnn_step_cases(seed: int) -> list[Case]:
    """Sizes all different, sizes all equal, a batch of one, a single unit, sums so large that tanh is flat."""
    random = np.random.default_rng(seed)

    def case(name: str, batch: int, d_in: int, hidden: int, scale: float = 0.7) -> Case:
        params = tuple(_drawn(random, (d_in, hidden), (hidden, hidden), (hidden,), scale=scale))
        h, x = np.tanh(random.normal(size=(batch, hidden))), random.normal(size=(batch, d_in))
        return Case(f"{name}: x {x.shape}, h {h.shape}", {"params": params, "h": h, "x": x})

    w = np.array([[0.5, 0.0], [0.0, -1.0], [1.0, 1.0]])
    u, b = np.array([[1.0, 2.0], [1.0, 0.0]]), np.array([-0.5, 0.5])
    h, x = np.array([[0.5, -0.5], [0.0, 0.0]]), np.array([[1.0, 2.0, 0.0], [0.0, 1.0, 1.0]])
    return [
        Case(EXAMPLE, {"params": (w, u, b), "h": h, "x": x}, public=True),
        case("batch, inputs and units of one size", 3, 3, 3),
        case("a batch of one sample", 1, 4, 5),
        case("a single unit", 5, 2, 1),
        case("large sums", 3, 3, 3, scale=30.0),
    ]


def rnn_cases(seed: int) -> list[Case]:
    """Sizes all equal, all different, a batch of one, a single step; a bias, so that the start at 0 matters."""
    random = np.random.default_rng(seed)

    def case(name: str, batch: int, time: int, d_in: int, hidden: int) -> Case:
        params = tuple(_drawn(random, (d_in, hidden), (hidden, hidden), (hidden,), scale=0.7))
        x = random.normal(size=(batch, time, d_in))
        return Case(f"{name}: x {x.shape}, u {params[1].shape}", {"params": params, "x": x})

    params = (np.array([[1.0]]), np.array([[2.0]]), np.array([0.0]))
    x = np.array([[1.0, 0.0, 0.0], [0.0, 1.0, 0.0]])[:, :, None]
    return [
        Case(EXAMPLE, {"params": params, "x": x}, public=True),
        case("batch, steps, inputs and units of one number", 3, 3, 3, 3),
        case("seven steps", 2, 7, 3, 4),
        case("a batch of one sample", 1, 4, 2, 5),
        case("a single step", 3, 1, 2, 4),
    ]


def lstm_step_cases(seed: int) -> list[Case]:
    """Sizes all equal, all different, a batch of one; memories well beyond ±1, where tanh and its lack differ."""
    random = np.random.default_rng(seed)

    def case(name: str, batch: int, d_in: int, hidden: int) -> Case:
        params = tuple(_drawn(random, (d_in, 4 * hidden), (hidden, 4 * hidden), (4 * hidden,), scale=0.8))
        h, c = np.tanh(random.normal(size=(batch, hidden))), 2 * random.normal(size=(batch, hidden))
        x = random.normal(size=(batch, d_in))
        return Case(f"{name}: x {x.shape}, h {h.shape}", {"params": params, "state": (h, c), "x": x})

    w, u = np.array([[0.0, 0.0, 1.0, 0.0]]), np.array([[0.0, 0.0, -1.0, 0.0]])
    params = (w, u, np.array([0.0, 1.0986, 0.0, 0.0]))
    state, x = (np.array([[1.0]]), np.array([[2.0]])), np.array([[2.0]])
    return [
        Case(EXAMPLE, {"params": params, "state": state, "x": x}, public=True),
        case("batch, inputs and units of one size", 4, 4, 4),
        case("sizes all different", 2, 3, 5),
        case("a batch of one sample", 1, 2, 3),
    ]


def observe_scan(answers: Answers, case: Case) -> dict:
    """Observe a function as `call` does, and tell what `lax.scan` says of its step from any other TypeError."""
    observed = call(answers, case)
    error: dict[str, Any] = observed.get("error", {})
    if error.get("type") == "TypeError" and "must be a pair" in error["message"]:
        return {**observed, "error": {**error, "type": "TypeError about a pair"}}
    if error.get("type") == "TypeError" and "carry" in error["message"]:
        return {**observed, "error": {**error, "type": "TypeError about the carry"}}
    return observed
