"""Inputs of 1.6 and 1.7: momentum and Adam."""

from __future__ import annotations

from typing import Any

import numpy as np

from course_lib.checking.exercise import Case
from course_lib.probes.gradient_descent.functions import EXAMPLE


def momentum_step_cases(seed: int) -> list[Case]:
    """The first step, beta = 0, coasting without a gradient, a scalar, a matrix."""
    normal = np.random.default_rng(seed).normal

    def case(name: str, theta: Any, velocity: Any, grad: Any, rate: float, beta: float, public: bool = False) -> Case:
        arrays = {"theta": np.asarray(theta), "velocity": np.asarray(velocity), "grad": np.asarray(grad)}
        return Case(name, {**arrays, "learning_rate": rate, "beta": beta}, public=public)

    return [
        case(EXAMPLE, [1.0, 2.0], [2.0, 0.0], [1.0, -4.0], 0.1, 0.5, public=True),
        case("the first step, velocity zero", normal(size=3), np.zeros(3), normal(size=3), 0.2, 0.9),
        case("beta = 0", normal(size=3), normal(size=3), normal(size=3), 0.3, 0.0),
        case("a gradient of zeros", normal(size=3), normal(size=3), np.zeros(3), 0.2, 0.8),
        case("a single number", normal(), normal(), normal(), 0.5, 0.7),
        case("a matrix", normal(size=(2, 3)), normal(size=(2, 3)), normal(size=(2, 3)), 0.4, 0.9),
    ]


def adam_step_cases(seed: int) -> list[Case]:
    """First and later steps, an eps that matters, b1 = 0, a scalar, a matrix, a gradient of zeros early and late."""
    random = np.random.default_rng(seed)
    normal = lambda *shape: np.asarray(random.normal(size=shape))
    sign = lambda *shape: np.asarray(random.uniform(0.5, 3.0, shape) * random.choice([-1.0, 1.0], shape))
    size = lambda *shape: np.asarray(random.uniform(0.5, 2.0, shape))

    def case(name: str, theta: Any, state: Any, grad: Any, rate: float, rest: tuple, public: bool = False) -> Case:
        b1, b2, eps = rest
        rates = {"learning_rate": rate, "b1": b1, "b2": b2, "eps": eps}
        return Case(name, {"theta": theta, "state": state, "grad": grad, **rates}, public=public)

    start = lambda *shape: (np.zeros(shape), np.zeros(shape), 0)
    usual = (0.9, 0.95, 1e-8)
    return [
        case(EXAMPLE, np.array([1.0, -2.0]), start(2), np.array([0.5, -4.0]), 0.1, (0.9, 0.999, 1e-8), public=True),
        case("the first step of five parameters", normal(5), start(5), sign(5), 0.3, usual),
        case("the fifth step", normal(4), (normal(4), size(4), 4), sign(4), 0.5, usual),
        case(
            "an eps of 0.5 and small slopes",
            normal(3),
            (normal(3), size(3) / 100, 1),
            sign(3) / 10,
            0.5,
            (0.8, 0.9, 0.5),
        ),
        case("a matrix, and b1 = 0", normal(2, 3), start(2, 3), sign(2, 3), 0.2, (0.0, 0.9, 1e-3)),
        case("a single number", normal(), (normal(), size(), 10), sign(), 0.5, (0.7, 0.95, 1e-3)),
        case("a gradient of zeros at step eight", normal(3), (sign(3), size(3), 7), np.zeros(3), 0.5, usual),
        case("a gradient of zeros at the first step", normal(2), start(2), np.zeros(2), 0.5, usual),
    ]
