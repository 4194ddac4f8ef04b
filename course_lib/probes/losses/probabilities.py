"""Inputs of 4.3 and 4.4: scores of any size, and distributions with zeros. Few shapes: each one is compiled anew."""

from __future__ import annotations

import numpy as np

from course_lib.checking.exercise import Case

LN_2, LN_3 = float(np.log(2)), float(np.log(3))
INF = np.inf
HUGE = np.array([[1e4, 9999.0, 0.0, -1e4], [-1e4, -10001.0, -9999.0, -10003.0], [0.5, -1.0, 2.0, 0.0]])


def logsumexp_cases(seed: int) -> list[Case]:
    """Both functions: every axis, ranks 1 to 3, scores of ±10,000 side by side, −∞ among the scores and alone."""
    normal = np.random.default_rng(seed).normal
    example = np.array([[1000.0, 1000.0], [0.0, LN_3]])
    moderate, cube = 2 * normal(size=(3, 4)), 2 * normal(size=(2, 3, 4))
    one_missing = np.array([[-INF, 0.5, -1.0, 2.0], [3.0, -INF, -INF, 1.0], [-INF, -INF, -INF, -2.0]])
    row_missing = np.array([[0.5, -1.0, 2.0, 0.0], [-INF, -INF, -INF, -INF], [1.0, -INF, 0.0, 0.0]])

    def lse(name: str, z: np.ndarray, axis: int, public: bool = False) -> Case:
        return Case(f"logsumexp of {name}", {"z": z, "axis": axis}, public=public, function="logsumexp")

    def soft(name: str, z: np.ndarray, public: bool = False) -> Case:
        return Case(f"softmax of {name}", {"z": z}, public=public, function="softmax")

    return [
        lse("the example", example, 1, public=True),
        soft("the example", example, public=True),
        lse("shape (3, 4), axis 0", moderate, 0),
        lse("shape (3, 4), axis -1", moderate, -1),
        lse("shape (2, 3, 4), axis 1", cube, 1),
        lse("four scores, axis 0", 2 * normal(size=4), 0),
        lse("rows near 10,000, near -10,000 and near 0", HUGE, 1),
        lse("rows with −∞ in places", one_missing, 1),
        lse("a row of −∞ only, between others", row_missing, 1),
        soft("shape (3, 4)", moderate),
        soft("shape (2, 3, 4)", cube),
        soft("four scores", 2 * normal(size=4)),
        soft("rows near 10,000, near -10,000 and near 0", HUGE),
        soft("rows with −∞ in places", one_missing),
    ]


def entropy_cases(seed: int) -> list[Case]:
    """Both functions: one distribution, rows, two leading axes; zeros in p, in q and in both; equal distributions."""
    random = np.random.default_rng(seed)
    draw = lambda *leading: random.dirichlet(np.full(4, 2.0), size=leading) * 0.92 + 0.02
    rows, others = draw(3), draw(3)
    certain = np.array([[1.0, 0.0, 0.0, 0.0], [0.0, 0.0, 1.0, 0.0], [0.25, 0.25, 0.25, 0.25]])
    p_zero = np.array([[0.5, 0.0, 0.25, 0.25], [0.0, 1.0, 0.0, 0.0], [0.1, 0.2, 0.7, 0.0]])
    q_zero = np.array([[0.25, 0.5, 0.25, 0.0], [0.25, 0.25, 0.25, 0.25], [0.0, 0.0, 0.5, 0.5]])
    both_zero = np.array([[0.5, 0.0, 0.5, 0.0], [0.0, 0.75, 0.25, 0.0], [0.25, 0.25, 0.5, 0.0]])
    beside = np.array([[0.25, 0.0, 0.75, 0.0], [0.0, 0.5, 0.25, 0.25], [0.5, 0.125, 0.375, 0.0]])

    def entropy(name: str, p: np.ndarray, public: bool = False) -> Case:
        return Case(f"entropy of {name}", {"p": p}, public=public, function="entropy")

    def kl(name: str, p: np.ndarray, q: np.ndarray, public: bool = False) -> Case:
        return Case(f"kl_divergence of {name}", {"p": p, "q": q}, public=public, function="kl_divergence")

    return [
        entropy("the example", np.array([0.5, 0.25, 0.25, 0.0]), public=True),
        kl("the example", np.array([0.5, 0.5, 0.0, 0.0]), np.array([0.25, 0.25, 0.25, 0.25]), public=True),
        entropy("three rows", rows),
        entropy("shape (2, 3, 4)", draw(2, 3)),
        entropy("rows with zeros", certain),
        kl("three rows", rows, others),
        kl("shape (2, 3, 4)", draw(2, 3), draw(2, 3)),
        kl("two equal distributions", rows, rows.copy()),
        kl("rows with zeros in p", p_zero, others),
        kl("rows with zeros in p and q at the same places", both_zero, beside),
        kl("rows where q is 0 and p is not", rows, q_zero),
    ]
