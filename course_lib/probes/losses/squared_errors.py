"""Inputs of 4.1, 4.2 and 4.7: residuals in a row or a column, and residuals on both sides of a border."""

from __future__ import annotations

import numpy as np

from course_lib.checking.exercise import Case

EXAMPLE = "the example of the task"
Y, Y_HAT = (3.0, 0.0, -1.0, 2.0), (2.0, 0.0, 1.0, 4.0)


def half_mse_cases(seed: int) -> list[Case]:
    """Rows and columns in every pairing, a single sample, errors of hundreds, a perfect prediction."""
    normal = np.random.default_rng(seed).normal
    exact = normal(size=5)

    def case(name: str, y: np.ndarray, y_hat: np.ndarray, public: bool = False) -> Case:
        return Case(name, {"y": y, "y_hat": y_hat}, public=public)

    return [
        case(EXAMPLE, np.array(Y), np.array(Y_HAT), public=True),
        case("y (5, 1) and y_hat (5,)", normal(size=(5, 1)) + 1, normal(size=5)),
        case("y (5,) and y_hat (5, 1)", normal(size=5), normal(size=(5, 1)) + 1),
        case("y and y_hat both (5, 1)", normal(size=(5, 1)) + 2, normal(size=(5, 1))),
        case("a single sample", np.array([1.0 + normal() ** 2]), np.array([-1.0])),
        case("a single sample, y (1, 1) and y_hat (1,)", np.array([[3.5]]), np.array([normal()])),
        case("seven samples with errors of hundreds", 300 + 50 * normal(size=7), -40 * normal(size=7)),
        case("a perfect prediction", exact, exact.copy()),
    ]


def huber_cases(seed: int) -> list[Case]:
    """Residuals on both sides, on the border and at 0; any rank; delta small and large; residuals of thousands."""
    random = np.random.default_rng(seed)

    def case(name: str, residual: np.ndarray, delta: float, public: bool = False) -> Case:
        return Case(name, {"residual": residual, "delta": delta}, public=public)

    inside, outside = random.uniform(0.1, 0.6, 3), random.uniform(0.9, 3.0, 3)
    return [
        case(EXAMPLE, np.array([1.0, -2.0, 4.0, -6.0]), 2.0, public=True),
        case("delta = 0.75, residuals of shape (2, 3)", np.array([inside * (1, -1, 1), outside * (1, -1, -1)]), 0.75),
        case("delta = 1", np.array([0.5, -0.5, 1.5, -random.uniform(2, 4)]), 1.0),
        case("residuals of exactly ±delta, and 0", np.array([2.5, -2.5, 0.0, 0.0]), 2.5),
        case("a single number inside", np.array(random.uniform(2.0, 2.8)), 3.0),
        case("a single number outside", np.array(-random.uniform(5, 9)), 3.0),
        case("delta larger than all residuals", random.normal(size=4), 20.0),
        case("residuals of thousands", np.array([1e4, -1e4, 1.0, -random.uniform(2e3, 3e3)]), 0.3),
    ]
