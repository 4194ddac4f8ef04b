"""Inputs of 1.1 to 1.4: slopes, single steps, whole paths, and the largest step size."""

from __future__ import annotations

from typing import Any

import numpy as np

from course_lib.checking.exercise import Case
from course_lib.checking.functions import CountedFunction
from course_lib.probes.gradient_descent.functions import EXAMPLE, function

# 1.1: cubics, because a quadratic hides the error of the central quotient; eps ≥ 0.05, because in float32 rounding
# would hide the difference between one-sided and central.


def numerical_gradient_cases(seed: int) -> list[Case]:
    """A scalar, vectors, three axes, a linear function; an eps so large that its error eps² shows.

    Three shapes only, because JAX compiles every operation once for each.
    """
    random = np.random.default_rng(seed)
    draw = lambda *shape: np.asarray(random.uniform(0.5, 1.5, shape) * random.choice([-1.0, 1.0], shape))

    def cubic(*shape: int) -> CountedFunction:
        w = random.uniform(0.5, 1.5, shape)
        return function(lambda xp, t: xp.sum(w * t**3) + xp.sum(t) ** 2 / 2, "f(θ) = Σ w θ³ + (Σ θ)²/2")

    example = function(lambda xp, t: t[0] ** 3 + t[0] * t[1], "f(θ) = θ₀³ + θ₀θ₁")
    linear = function(lambda xp, t: 3 * t[0] - 2 * t[1], "f(θ) = 3θ₀ − 2θ₁")
    return [
        Case(EXAMPLE, {"f": example, "theta": np.array([2.0, 1.0]), "eps": 0.1}, public=True),
        Case("theta a single number", {"f": cubic(), "theta": draw(), "eps": 0.5}),
        Case("two coordinates and a smaller eps", {"f": cubic(2), "theta": draw(2), "eps": 0.05}),
        Case("theta of shape (2, 2, 2)", {"f": cubic(2, 2, 2), "theta": draw(2, 2, 2), "eps": 0.1}),
        Case("a linear function", {"f": linear, "theta": draw(2), "eps": 0.5}),
    ]


def gradient_step_cases(seed: int) -> list[Case]:
    """A dict, a nested tree, bare arrays of three ranks, a zero gradient, a zero learning rate."""
    normal = np.random.default_rng(seed).normal

    def tree() -> Any:
        return [(normal(size=(2, 3)), normal(size=3)), {"scale": normal(size=(1,)), "shift": np.array(normal())}]

    def case(name: str, theta: Any, grad: Any, learning_rate: float, public: bool = False) -> Case:
        return Case(name, {"theta": theta, "grad": grad, "learning_rate": learning_rate}, public=public)

    theta = {"w": np.array([3.0, -1.0]), "b": np.array(2.0)}
    grad = {"w": np.array([1.0, -2.0]), "b": np.array(4.0)}
    return [
        case(EXAMPLE, theta, grad, 0.5, public=True),
        case("one array", normal(size=4), normal(size=4), 0.1),
        case("one matrix", normal(size=(3, 2)), normal(size=(3, 2)), 0.7),
        case("a single number", np.array(normal()), np.array(normal()), 2.0),
        case("a nested tree of lists, tuples and dicts", tree(), tree(), 0.3),
        case("a gradient of zeros", normal(size=3), np.zeros(3), 0.5),
        case("learning_rate = 0", normal(size=3), normal(size=3), 0.0),
    ]


def gradient_descent_cases(seed: int) -> list[Case]:
    """Zero, one and many steps; one and several coordinates; two shapes of loss; a step size that diverges.

    Sixty steps end at a gradient of 1e-5: whoever stops early, by count or by gradient, is seen.
    """
    random = np.random.default_rng(seed)
    mix = random.normal(size=(3, 3))
    hessian = mix @ mix.T / 3 + np.diag([0.5, 1.0, 2.0])
    edge = float(2 / np.linalg.eigvalsh(hessian)[-1])
    double = function(lambda xp, t: 2 * t, "∇J(θ) = 2θ")
    bowl = function(lambda xp, t: xp.asarray(hessian, t.dtype) @ t, "∇J(θ) = H θ")
    flat = function(lambda xp, t: t**3 + t, "∇J(θ) = θ³ + θ")

    def case(name: str, grad_fn: CountedFunction, theta0: Any, learning_rate: float, steps: int, **more: Any) -> Case:
        arguments = {"grad_fn": grad_fn, "theta0": theta0, "learning_rate": learning_rate, "steps": steps}
        return Case(name, arguments, **more)

    return [
        case(EXAMPLE, double, np.array([4.0, -8.0]), 0.25, 3, public=True),
        case("zero steps", double, random.normal(size=2) + 2, 0.1, 0),
        case("one step", bowl, random.normal(size=3) + 2, edge / 3, 1),
        case("seven steps down a bowl", bowl, random.normal(size=3) + 2, edge / 3, 7),
        case("one coordinate", flat, random.uniform(0.8, 1.2, 1), 0.2, 4),
        case("sixty steps", double, random.uniform(1.0, 2.0, 2), 0.1, 60),
        case("a step size that diverges", bowl, random.normal(size=3) + 2, 1.1 * edge, 5),
    ]


def stable_learning_rate_cases(seed: int) -> list[Case]:
    """Symmetric matrices with positive eigenvalues well apart: 1 × 1, diagonal, turned, ill-conditioned."""
    random = np.random.default_rng(seed)

    def turned(*curvatures: float) -> np.ndarray:
        q = np.linalg.qr(random.normal(size=(len(curvatures),) * 2))[0]
        hessian = q @ np.diag(curvatures) @ q.T
        return (hessian + hessian.T) / 2

    steepest = random.uniform(4, 6)  # the next one is near: an iteration that stops early falls between the two

    def case(name: str, hessian: np.ndarray, public: bool = False) -> Case:
        return Case(name, {"hessian": hessian}, public=public)

    return [
        case(EXAMPLE, np.array([[5.0, 3.0], [3.0, 5.0]]), public=True),
        case("one parameter", np.array([[random.uniform(3, 6)]])),
        case("a diagonal matrix", np.diag([3.0, random.uniform(7, 9), 1.5])),
        case("a matrix with negative entries beside the diagonal", np.array([[6.0, -2.0], [-2.0, 6.0]])),
        case("three parameters", turned(0.7, 0.9 * steepest, steepest)),
        case("five parameters, steep and flat directions", turned(0.5, 1.0, 3.0, 12.0, random.uniform(30, 50))),
    ]
