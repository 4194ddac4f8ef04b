"""Inputs of 4.1, 4.2 and 4.7: residuals in a row or a column, and residuals on both sides of a border."""

from __future__ import annotations

import numpy as np

from course_lib.checking.exercise import Case

EXAMPLE = "the example of the task"
Y, Y_HAT = (3.0, 0.0, -1.0, 2.0), (2.0, 0.0, 1.0, 4.0)


def half_mse_cases(seed: int) -> list[Case]:
    """Rows and columns in every pairing, a single sample, errors of hundreds and thousands, a perfect prediction."""
    normal = np.random.default_rng(seed).normal
    exact, far = normal(size=5), 300 + 50 * normal(size=20)
    far[17] = 5000.0

    def case(name: str, y: np.ndarray, y_hat: np.ndarray, public: bool = False) -> Case:
        return Case(name, {"y": y, "y_hat": y_hat}, public=public)

    return [
        case(EXAMPLE, np.array(Y), np.array(Y_HAT), public=True),
        case("y (5, 1) and y_hat (5,)", normal(size=(5, 1)) + 1, normal(size=5)),
        case("y (5,) and y_hat (5, 1)", normal(size=5), normal(size=(5, 1)) + 1),
        case("y and y_hat both (5, 1)", normal(size=(5, 1)) + 2, normal(size=(5, 1))),
        case("a single sample", np.array([1.0 + normal() ** 2]), np.array([-1.0])),
        case("a single sample, y (1, 1) and y_hat (1,)", np.array([[3.5]]), np.array([normal()])),
        case("twenty samples with errors of hundreds and one of 5000", far, -40 * normal(size=20)),
        case("a perfect prediction", exact, exact.copy()),
    ]


def huber_cases(seed: int) -> list[Case]:
    """Residuals on both sides, on the border, close to it, at 0; any rank; delta small and large; some of thousands."""
    random = np.random.default_rng(seed)

    def case(name: str, residual: np.ndarray, delta: float, public: bool = False) -> Case:
        return Case(name, {"residual": residual, "delta": delta}, public=public)

    inside, outside = random.uniform(0.1, 0.6, 3), random.uniform(0.9, 3.0, 3)
    return [
        case(EXAMPLE, np.array([1.0, -2.0, 4.0, -6.0]), 2.0, public=True),
        case("delta = 0.75, shape (2, 1, 3)", np.array([[inside * (1, -1, 1)], [outside * (1, -1, -1)]]), 0.75),
        case("delta = 1", np.array([0.5, -0.97, 1.03, -random.uniform(2, 4)]), 1.0),
        case("delta = 0.015", np.array([0.01, -0.0147, 0.04, -random.uniform(1, 2)]), 0.015),
        case("residuals of exactly ±delta, 0, and one close to delta", np.array([2.5, -2.5, 0.0, 2.425]), 2.5),
        case("a single number inside", np.array(random.uniform(3.2, 3.6)), 3.7),
        case("a single number outside", np.array(-random.uniform(5, 9)), 3.7),
        case("delta larger than all residuals", np.array([41.0, -30.0, *random.normal(size=2)]), 50.0),
        case("residuals of thousands", np.array([5001.0, -5001.0, 1.0, -random.uniform(2e3, 3e3)]), 50.0),
    ]
