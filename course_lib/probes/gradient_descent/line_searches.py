"""Inputs of 1.8, the line search.

On a quadratic with curvature λ along the gradient Armijo's condition reads α ≤ 2(1 − c)/λ. The first step size is
chosen so that this edge lies half way (in factors of beta) between two candidates: rounding decides nothing. One case
lies on the edge, in numbers that binary fractions hold exactly.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from course_lib.checking.exercise import Case
from course_lib.checking.functions import CountedFunction
from course_lib.probes.gradient_descent.functions import EXAMPLE, function

CALLS = 200  # a right answer needs about thirty, sixty if it asks for f(θ) again each time


def backtracking_cases(seed: int) -> list[Case]:
    """No shrinking, some, much; scalars, a matrix; small values; a gap; equality; no gradient; f nan far away."""
    random = np.random.default_rng(seed)

    def bowl(name: str, curvatures: np.ndarray, shrinks: int, beta: float, c: float, scale: float = 1.0) -> Case:
        theta = random.uniform(1.0, 2.0, curvatures.shape) * random.choice([-1.0, 1.0], curvatures.shape)
        theta = theta * 1.7 / np.linalg.norm(curvatures * theta)  # so that ‖g‖ is neither 1, nor ‖g‖², nor a count
        grad = scale * curvatures * theta
        along = scale * np.sum(curvatures * grad**2) / np.sum(grad**2)
        alpha0 = float(2 * (1 - c) / along * beta ** (0.5 - shrinks))
        f = function(lambda xp, t: scale * (curvatures * t**2).sum() / 2, "f(θ) = ½ Σ λ θ²", limit=CALLS)
        return case(name, f, grad, theta, alpha0, beta, c)

    norm = function(lambda xp, t: (t**2).sum(), "f(θ) = θ₀² + θ₁²", limit=CALLS)
    half = function(lambda xp, t: t**2 / 2, "f(θ) = ½ θ²", limit=CALLS)
    barrier = function(lambda xp, t: t - xp.log(t), "f(θ) = θ − log θ", limit=CALLS)
    x = np.asarray(random.uniform(3.0, 3.2))
    # Near its top a wave falls faster and faster, so even c = 1 lets a step pass. The first candidate leads to the next
    # but one valley and passes, the second to a crest and fails, the third passes again.
    wave = function(lambda xp, t: -xp.cos(t), "f(θ) = −cos θ", limit=CALLS)
    top = np.asarray(random.uniform(2.4, 2.5))
    return [
        case(EXAMPLE, norm, np.array([6.0, 8.0]), np.array([3.0, 4.0]), 0.8, 0.5, 0.25, public=True),
        bowl("a first step size that is good enough", np.array([1.0, 2.0]), 0, 0.5, 0.1),
        bowl("a search with beta = 0.95 and c = 0.7", np.array([2.0, 0.5, 1.0]), 28, 0.95, 0.7),
        bowl("a steep loss and a much too large alpha0", np.array([300.0, 2.0]), 9, 0.5, 1e-4),
        bowl("a matrix of parameters", random.uniform(1.0, 4.0, (2, 3)), 7, 0.85, 0.5),
        bowl("a single number", np.asarray(3.0), 2, 0.5, 0.1),
        bowl("a loss of small values", np.array([1.0, 3.0]), 3, 0.6, 0.4, scale=1e-4),
        case("a wave, from near its top", wave, np.sin(top), top, 12.5, 0.65, 0.1),
        case("a step that wins exactly what is asked for", half, np.asarray(2.0), np.asarray(2.0), 1.0, 0.5, 0.5),
        case("a gradient of zeros", norm, np.zeros(2), np.zeros(2), 0.7, 0.5, 0.1),
        case("a first step out of the domain, where f is nan", barrier, 1 - 1 / x, x, 8.0, 0.5, 0.1),
    ]


def case(
    name: str, f: CountedFunction, grad: Any, theta: Any, alpha0: float, beta: float, c: float, public: bool = False
) -> Case:
    """A case of the line search, its arguments in the order of the signature."""
    arrays = {"grad": np.asarray(grad), "theta": np.asarray(theta)}
    return Case(name, {"f": f, **arrays, "alpha0": alpha0, "beta": beta, "c": c}, public=public)
