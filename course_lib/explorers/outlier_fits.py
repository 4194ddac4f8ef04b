"""Straight lines through points under three prices of a residual, and what one outlier does to them, in words."""

from functools import cache
from typing import NamedTuple

import numpy as np

NAMES = ("squared", "absolute", "Huber")
DELTA = 50.0  # where the Huber loss turns from squared to absolute, in points of the progression score
UNSEEN = 0.15  # a change of slope that moves no end of a line by more than a few points of the score


class Line(NamedTuple):
    """A straight line, y = intercept + slope · x."""

    intercept: float
    slope: float

    def at(self, x: np.ndarray | float) -> np.ndarray | float:
        """Give the height of the line at x."""
        return self.intercept + self.slope * x


def fit_weighted(x: np.ndarray, y: np.ndarray, weights: np.ndarray) -> Line:
    """Find the line with the lowest weighted sum of squared residuals.

    Shapes: x, y and weights (n,).
    """
    weights = weights / weights.sum()
    x_mean, y_mean = weights @ x, weights @ y
    spread = weights @ (x - x_mean) ** 2
    slope = weights @ ((x - x_mean) * (y - y_mean)) / spread if spread > 0 else 0.0
    return Line(float(y_mean - slope * x_mean), float(slope))


def fit_squared(x: np.ndarray, y: np.ndarray) -> Line:
    """Find the line with the lowest sum of squared residuals.

    Shapes: x and y (n,).
    """
    return fit_weighted(x, y, np.ones(len(x)))


def fit_absolute(x: np.ndarray, y: np.ndarray) -> Line:
    """Find the line with the lowest sum of absolute residuals: some best line passes through two of the points.

    Shapes: x and y (n,), n small: all pairs are tried.
    """
    i, j = np.triu_indices(len(x), 1)
    upright = x[i] == x[j]
    slopes = (y[j] - y[i])[~upright] / (x[j] - x[i])[~upright]
    intercepts = y[i][~upright] - slopes * x[i][~upright]
    costs = np.abs(y - intercepts[:, None] - slopes[:, None] * x).sum(axis=1)
    best = int(costs.argmin())
    return Line(float(intercepts[best]), float(slopes[best]))


def fit_huber(x: np.ndarray, y: np.ndarray, delta: float, steps: int = 60) -> Line:
    """Find the line with the lowest sum of Huber losses, by squares whose weights fall where |residual| exceeds delta.

    Shapes: x and y (n,).
    """
    line = fit_absolute(x, y)
    for _ in range(steps):
        size = np.abs(y - line.at(x))
        line = fit_weighted(x, y, np.where(size > delta, delta / np.maximum(size, delta), 1.0))
    return line


@cache
def patients() -> tuple[np.ndarray, np.ndarray]:
    """Take 21 diabetes patients, every twenty-first: body mass index and disease progression, each (21,)."""
    from course_lib.data import load_diabetes

    everyone = load_diabetes(standardized=False)
    return np.asarray(everyone.x[:-1:21, 2], np.float64), np.asarray(everyone.y[:-1:21], np.float64)


def fits(outlier: tuple[float, float], delta: float = DELTA) -> tuple[Line, Line, Line]:
    """Fit the three lines to the patients and one outlier, in the order of NAMES.

    Shapes: outlier is a point (2,).
    """
    x, y = (np.append(column, value) for column, value in zip(patients(), outlier, strict=True))
    return fit_squared(x, y), fit_absolute(x, y), fit_huber(x, y, delta)


@cache
def clean_fits(delta: float = DELTA) -> tuple[Line, Line, Line]:
    """Fit the three lines to the patients alone, in the order of NAMES."""
    return fit_squared(*patients()), fit_absolute(*patients()), fit_huber(*patients(), delta)


def turned_most(lines: tuple[Line, Line, Line], clean: tuple[Line, Line, Line]) -> str:
    """Say which line's slope the outlier changed most, and by how much."""
    turns = [line.slope - without.slope for line, without in zip(lines, clean, strict=True)]
    most = float(np.max(np.abs(turns)))
    if most < UNSEEN:
        return "The outlier turns no line visibly here"
    same = [name for name, turn in zip(NAMES, turns, strict=True) if abs(turn) > most - 0.05]  # alike in what is shown
    by = f"{turns[NAMES.index(same[0])]:+.1f}".replace("-", "−")
    return f"Turned most: {' and '.join(same)}, slope changed by {by}"


def words(outlier: tuple[float, float], lines: tuple[Line, Line, Line], delta: float) -> str:
    """Say where the outlier is, which line it turned most, all slopes with and without it, and how hard it pulls."""
    clean = clean_fits(delta)
    both = zip(NAMES, lines, clean, strict=True)
    steep = ", ".join(f"{name} {line.slope:+.1f} ({clean.slope:+.1f})" for name, line, clean in both).replace("-", "−")
    says = f"Outlier at {outlier[0]:.1f} kg/m², {outlier[1]:.0f} points. {turned_most(lines, clean)}. "
    says += f"Slopes with it (and without): {steep}. "
    residuals = [outlier[1] - line.at(outlier[0]) for line in lines]
    if min(abs(residual) for residual in residuals) < 1e-6:
        caught = NAMES[int(np.argmin(np.abs(residuals)))]
        return says + f"The {caught} line passes exactly through the outlier."
    pulls = residuals[0], np.sign(residuals[1]), np.clip(residuals[2], -delta, delta)
    told = "It pulls with {:+.0f} at the squared line, {:+.0f} at the absolute, {:+.0f} at the Huber line."
    return says + told.format(*pulls).replace("-", "−")
