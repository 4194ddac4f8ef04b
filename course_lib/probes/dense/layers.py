"""Inputs of 3.1, 3.4 and 3.5: one layer forwards, a stack of layers, one layer backwards."""

from __future__ import annotations

from typing import Any

import numpy as np

from course_lib.checking.exercise import Answers, Case, call

EXAMPLE = "the example of the task"


def dense_cases(seed: int) -> list[Case]:
    """Wide, tall, square, one sample, one neuron, one input, a mean that is not zero, an empty batch."""
    random = np.random.default_rng(seed)

    def case(name: str, samples: int, d_in: int, d_out: int, large: bool = False) -> Case:
        x, w, b = (random.normal(size=shape) for shape in ((samples, d_in), (d_in, d_out), d_out))
        if large:  # and positive, so that float32 loses nothing by cancelling
            x, w, b = (30 * np.abs(array) + 1 for array in (x, w, b))
        return Case(f"{name}: x {x.shape}, w {w.shape}", {"x": x, "w": w, "b": b})

    x = np.array([[1.0, 2.0, 3.0], [0.0, -1.0, 1.0]])
    w = np.array([[1.0, 0.0], [2.0, -1.0], [0.0, 3.0]])
    return [
        Case(EXAMPLE, {"x": x, "w": w, "b": np.array([10.0, 20.0])}, public=True),
        case("a layer that widens", 3, 2, 5),
        case("a batch, a layer and a weight matrix of one size", 4, 4, 4),
        case("a batch of one sample", 1, 4, 3),
        case("a single neuron", 5, 3, 1),
        case("large numbers", 9, 7, 6, large=True),
        case("an empty batch", 0, 3, 2),
    ]


def mlp_cases(seed: int) -> list[Case]:
    """One to six layers; small weights; square ones; a batch of one; hidden sums of both signs; numbers that grow."""
    random = np.random.default_rng(seed)

    def case(name: str, samples: int, *sizes: int, scale: float = 1.0) -> Case:
        params = [
            (scale * random.normal(size=(d_in, d_out)), scale * random.normal(size=d_out))
            for d_in, d_out in zip(sizes[:-1], sizes[1:], strict=True)
        ]
        arrow = " → ".join(map(str, sizes))
        return Case(f"{name}, {arrow}", {"params": params, "x": random.normal(size=(samples, sizes[0]))})

    params = [
        (np.array([[1.0, -1.0], [2.0, 1.0]]), np.array([0.0, -1.0])),
        (np.array([[1.0], [3.0]]), np.array([-10.0])),
    ]
    return [
        Case(EXAMPLE, {"params": params, "x": np.array([[1.0, 4.0], [2.0, 1.0]])}, public=True),
        case("one layer of small weights and five samples", 5, 4, 3, scale=0.05),
        case("three layers of one size and six samples", 6, 3, 3, 3, 3),
        case("four layers and a batch of one sample", 1, 2, 5, 3, 4, 2),
        case("six layers of one size and larger numbers", 6, 3, 3, 3, 3, 3, 3, 3, scale=1.5),
    ]


def dense_backward_cases(seed: int) -> list[Case]:
    """Wide, square, one sample, one neuron; a larger batch of large whole numbers, which float32 adds up exactly."""
    random = np.random.default_rng(seed)

    def case(name: str, samples: int, d_in: int, d_out: int) -> Case:
        x, w, dz = (random.normal(size=shape) for shape in ((samples, d_in), (d_in, d_out), (samples, d_out)))
        return named(name, x, w, dz)

    def named(name: str, x: Any, w: Any, dz: Any) -> Case:
        return Case(f"{name}: x {x.shape}, w {w.shape}", {"x": x, "w": w, "dz": dz})

    large = [np.round(30 * random.normal(size=shape)) for shape in ((9, 7), (7, 6), (9, 6))]
    x = np.array([[1.0, 2.0, 3.0], [0.0, -1.0, 1.0]])
    w = np.array([[1.0, 0.0], [2.0, -1.0], [0.0, 3.0]])
    dz = np.array([[1.0, 0.0], [-2.0, 4.0]])
    return [
        Case(EXAMPLE, {"x": x, "w": w, "dz": dz}, public=True),
        case("a layer that widens", 3, 2, 5),
        case("a batch, a layer and a weight matrix of one size", 4, 4, 4),
        case("a batch of one sample", 1, 4, 3),
        case("a single neuron", 5, 3, 1),
        named("large numbers", *large),
    ]


def observe_mlp(answers: Answers, case: Case) -> dict:
    """Observe a function as `call` does, and tell Python's `max` or `if` on a whole array from any other ValueError."""
    observed = call(answers, case)
    error = observed.get("error", {})
    if error.get("type") == "ValueError" and "truth value" in error["message"].lower():
        return {**observed, "error": {**error, "type": "ValueError about a truth value"}}
    return observed
