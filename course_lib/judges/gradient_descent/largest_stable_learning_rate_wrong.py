"""Wrong answers to 1.4 largest_stable_learning_rate, in NumPy: nothing has to be compiled to recognise them."""

from __future__ import annotations

import numpy as np


def no_overshoot(hessian):
    hessian = np.asarray(hessian)
    return 1 / np.linalg.eigvalsh(hessian)[-1]


def flattest_direction(hessian):
    hessian = np.asarray(hessian)
    return 2 / np.linalg.eigvalsh(hessian)[0]


def flattest_direction_without_overshoot(hessian):
    hessian = np.asarray(hessian)
    return 1 / np.linalg.eigvalsh(hessian)[0]


def trace(hessian):
    hessian = np.asarray(hessian)
    return 2 / np.trace(hessian)


def mean_curvature(hessian):
    hessian = np.asarray(hessian)
    return 2 / np.mean(np.linalg.eigvalsh(hessian))


def diagonal_only(hessian):
    hessian = np.asarray(hessian)
    return 2 / np.max(np.diag(hessian))


def largest_entry(hessian):
    hessian = np.asarray(hessian)
    return 2 / np.max(np.abs(hessian))


def first_entry(hessian):
    hessian = np.asarray(hessian)
    return 2 / hessian[0, 0]


def frobenius_norm(hessian):
    hessian = np.asarray(hessian)
    return 2 / np.linalg.norm(hessian)


def determinant(hessian):
    hessian = np.asarray(hessian)
    return 2 / np.linalg.det(hessian)


def fastest(hessian):
    hessian = np.asarray(hessian)
    curvatures = np.linalg.eigvalsh(hessian)
    return 2 / (curvatures[0] + curvatures[-1])


def curvature_itself(hessian):
    hessian = np.asarray(hessian)
    return np.linalg.eigvalsh(hessian)[-1]


def twice_the_curvature(hessian):
    hessian = np.asarray(hessian)
    return 2 * np.linalg.eigvalsh(hessian)[-1]


def half_the_curvature(hessian):
    hessian = np.asarray(hessian)
    return np.linalg.eigvalsh(hessian)[-1] / 2


def one_per_direction(hessian):
    hessian = np.asarray(hessian)
    return 2 / np.linalg.eigvalsh(hessian)


def one_per_direction_turned(hessian):
    hessian = np.asarray(hessian)
    return 2 / np.linalg.eigvalsh(hessian)[::-1]


def complex_numbers(hessian):
    hessian = np.asarray(hessian)
    return 2 / np.max(np.linalg.eigvals(hessian).astype(complex))  # as jnp.linalg.eigvals gives them
