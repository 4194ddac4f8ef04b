"""Inputs of 4.3 and 4.4: scores of any size, and distributions with zeros. Few shapes: each one is compiled anew."""

from __future__ import annotations

import numpy as np

from course_lib.checking.exercise import Case

LN_2, LN_3 = float(np.log(2)), float(np.log(3))
INF = np.inf
# Near 30,000 float32 counts in steps of 1/512. These distances are such that log Σ exp falls on a step:
# exp(z − log Σ exp z) is then as exact as the quotient, and both ways of writing softmax pass.
NEAR, MIDDLE, FAR = 333 / 512, 230 / 512, 472 / 512
HUGE = np.array([[3e4, 3e4 - NEAR, 0.0, -3e4], [-3e4 - FAR, -3e4, -3e4 - MIDDLE, -30200.0], [0.0, -6.0, -7.0, -6.5]])


def logsumexp_cases(seed: int) -> list[Case]:
    """Both functions: every axis, another axis of length 1, scores of ±30,000, −∞ beside any score and alone."""
    normal = np.random.default_rng(seed).normal
    example = np.array([[1000.0, 1000.0], [0.0, LN_3]])
    moderate = 2 * normal(size=(3, 4))
    block = np.stack([HUGE, 2 * normal(size=(3, 4))])[:, None]
    one_missing = np.array([[-INF, 3e4, -1.0, 2.0], [3.0, -INF, -INF, 1.0], [-INF, -INF, -INF, -3e4]])
    row_missing = np.array([[0.5, -1.0, 2.0, 0.0], [-INF, -INF, -INF, -INF], [1.0, -INF, 0.0, 0.0]])

    def lse(name: str, z: np.ndarray, axis: int, public: bool = False) -> Case:
        return Case(f"logsumexp of {name}", {"z": z, "axis": axis}, public=public, function="logsumexp")

    def soft(name: str, z: np.ndarray, public: bool = False) -> Case:
        return Case(f"softmax of {name}", {"z": z}, public=public, function="softmax")

    return [
        lse("the example", example, 1, public=True),
        soft("the example", example, public=True),
        lse("shape (3, 4), axis 0", moderate, 0),
        lse("shape (3, 4), axis -2, columns near ±30,000", moderate + np.array([3e4, -3e4, 0.0, 7.0]), -2),
        lse("shape (2, 1, 3, 4), axis 2", block, 2),
        lse("shape (2, 1, 3, 4), axis -1", block, -1),
        lse("four scores near 30,000, axis 0", HUGE[0], 0),
        lse("rows near 30,000, near −30,000 and near 0", HUGE, 1),
        lse("rows with −∞ in places, beside scores of ±30,000", one_missing, 1),
        lse("a row of −∞ only, between others", row_missing, 1),
        soft("shape (3, 4)", moderate),
        soft("shape (2, 1, 3, 4)", block),
        soft("four scores near 30,000", HUGE[0]),
        soft("a single row of shape (1, 4)", moderate[:1]),
        soft("rows near 30,000, near −30,000 and near 0", HUGE),
        soft("rows with −∞ in places, beside scores of ±30,000", one_missing),
    ]


def entropy_cases(seed: int) -> list[Case]:
    """Both functions: one distribution, rows, ranks 1 to 3; zeros and rare outcomes in p, in q and in both."""
    random = np.random.default_rng(seed)
    draw = lambda classes, *leading: random.dirichlet(np.full(classes, 2.0), leading) * (1 - 0.02 * classes) + 0.02
    rows, others = draw(5, 3), draw(5, 3)
    certain = np.array([[1.0, 0, 0, 0, 0], [0, 0, 1.0, 0, 0], [0.5, 0.496, 0.004, 0, 0]])
    p_zero = np.array([[0.5, 0, 0.25, 0.21, 0.04], [0, 1.0, 0, 0, 0], [0.1, 0.196, 0.7, 0, 0.004]])
    q_rare = np.array([[1e-6, 0.25, 0.25, 0.25, 0.249999], [0.004, 0.006, 0.3, 0.3, 0.39], [0.2, 0.2, 0.2, 0.2, 0.2]])
    q_zero = np.array([[0.25, 0.5, 0.25, 0, 0], [0.2, 0.2, 0.2, 0.2, 0.2], [0, 0, 0.5, 0.25, 0.25]])
    both_zero = np.array([[0.5, 0, 0.5, 0, 0], [0, 0.75, 0.25, 0, 0], [0.25, 0.25, 0.5, 0, 0]])
    beside = np.array([[0.25, 0, 0.75, 0, 0], [0, 0.5, 0.25, 0.25, 0], [0.5, 0.125, 0.375, 0, 0]])
    triple = np.array([[[0.5, 0.5, 0]], [[0.25, 0.5, 0.25]]])
    other_triple = np.array([[[0.25, 0.75, 0]], [[0.5, 0, 0.5]]])
    rare = np.array([0.75, 0.25, 1e-12, 0.0])
    thousand = np.full(1000, 1e-5)
    thousand[random.integers(1000)] = 1 - 999e-5
    rarer = np.where(thousand > 0.5, 1 - 999e-8, 1e-8)  # in float32 too: 0.99999 and a term of 1.8e-7 for each

    def entropy(name: str, p: np.ndarray, public: bool = False) -> Case:
        return Case(f"entropy of {name}", {"p": p}, public=public, function="entropy")

    def kl(name: str, p: np.ndarray, q: np.ndarray, public: bool = False) -> Case:
        return Case(f"kl_divergence of {name}", {"p": p, "q": q}, public=public, function="kl_divergence")

    return [
        entropy("the example", np.array([0.5, 0.25, 0.25, 0.0]), public=True),
        kl("the example", np.array([0.5, 0.5, 0.0, 0.0]), np.array([0.25, 0.25, 0.25, 0.25]), public=True),
        entropy("three rows", rows),
        entropy("shape (2, 1, 3), with a zero", triple),
        entropy("rows with zeros", certain),
        entropy("a thousand outcomes, all but one of them rare", thousand),
        entropy("a thousand outcomes, all but one of them a thousand times rarer still", rarer),
        kl("three rows", rows, others),
        kl("shape (2, 1, 3), with zeros in p and q", triple, other_triple),
        kl("two equal distributions", rows, rows.copy()),
        kl("rows with zeros in p", p_zero, others),
        kl("rows with a q of one in a million", rows, q_rare),
        kl("rows with zeros in p and q at the same places", both_zero, beside),
        kl("rows where q is 0 and p is not", rows, q_zero),
        kl("a single p, of one in a million million where q is 0", rare, np.array([0.5, 0.5, 0.0, 0.0])),
    ]
