"""Inputs of 1.6 to 1.8: momentum, Adam, and the line search."""

from __future__ import annotations

from typing import Any

import numpy as np

from course_lib.checking.exercise import Case
from course_lib.checking.functions import CountedFunction
from course_lib.probes.gradient_descent.functions import EXAMPLE, function


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
        case("an eps as large as 0.5", normal(3), (normal(3), size(3), 1), sign(3), 0.5, (0.8, 0.9, 0.5)),
        case("a matrix, and b1 = 0", normal(2, 3), start(2, 3), sign(2, 3), 0.2, (0.0, 0.9, 1e-3)),
        case("a single number", normal(), (normal(), size(), 10), sign(), 0.5, (0.7, 0.95, 1e-3)),
        case("a gradient of zeros at step eight", normal(3), (sign(3), size(3), 7), np.zeros(3), 0.5, usual),
        case("a gradient of zeros at the first step", normal(2), start(2), np.zeros(2), 0.5, usual),
    ]


# 1.8: on a quadratic with curvature λ along the gradient Armijo's condition reads α ≤ 2(1 − c)/λ. The first step size
# is chosen so that this edge lies half way (in factors of beta) between two candidates: rounding decides nothing.


def backtracking_cases(seed: int) -> list[Case]:
    """No shrinking, some, much; too small a decrease; a gradient of zeros; a scalar, a matrix; f nan far away."""
    random = np.random.default_rng(seed)

    def bowl(name: str, curvatures: np.ndarray, shrinks: int, beta: float, c: float) -> Case:
        theta = random.uniform(1.0, 2.0, curvatures.shape) * random.choice([-1.0, 1.0], curvatures.shape)
        theta = theta * 1.7 / np.linalg.norm(curvatures * theta)  # so that ‖g‖ is neither 1, nor ‖g‖², nor a count
        grad = curvatures * theta
        along = np.sum(curvatures * grad**2) / np.sum(grad**2)
        alpha0 = float(2 * (1 - c) / along * beta ** (0.5 - shrinks))
        f = function(lambda xp, t: xp.sum(curvatures * t**2) / 2, "f(θ) = ½ Σ λ θ²", limit=CALLS)
        return case(name, f, grad, theta, alpha0, beta, c)

    barrier = function(lambda xp, t: t - xp.log(t), "f(θ) = θ − log θ", limit=CALLS)
    x = np.asarray(random.uniform(3.0, 3.2))
    norm = function(lambda xp, t: xp.sum(t**2), "f(θ) = θ₀² + θ₁²", limit=CALLS)
    return [
        case(EXAMPLE, norm, np.array([6.0, 8.0]), np.array([3.0, 4.0]), 0.8, 0.5, 0.3, public=True),
        bowl("a first step size that is good enough", np.array([1.0, 2.0]), 0, 0.5, 0.1),
        bowl("steps that lower f, but too little", np.array([2.0, 0.5, 1.0]), 28, 0.95, 0.7),
        bowl("a steep loss and a much too large alpha0", np.array([300.0, 2.0]), 9, 0.5, 1e-4),
        bowl("a matrix of parameters", random.uniform(1.0, 4.0, (2, 3)), 7, 0.85, 0.5),
        bowl("a single number", np.asarray(3.0), 2, 0.5, 0.1),
        case("a gradient of zeros", norm, np.zeros(2), np.zeros(2), 0.7, 0.5, 0.1),
        case("a first step out of the domain, where f is nan", barrier, 1 - 1 / x, x, 8.0, 0.5, 0.1),
    ]


CALLS = 200  # a right answer needs about thirty, sixty if it asks for f(θ) again each time


def case(
    name: str, f: CountedFunction, grad: Any, theta: Any, alpha0: float, beta: float, c: float, public: bool = False
) -> Case:
    """A case of the line search, its arguments in the order of the signature."""
    arrays = {"grad": np.asarray(grad), "theta": np.asarray(theta)}
    return Case(name, {"f": f, **arrays, "alpha0": alpha0, "beta": beta, "c": c}, public=public)
