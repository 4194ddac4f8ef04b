"""1.4 largest_stable_learning_rate: what is right, what goes wrong, and what to say then."""

from __future__ import annotations

import jax.numpy as jnp
import numpy as np

from course_lib.checking.encoding import decode_array
from course_lib.checking.judge import Judge, Misconception, Property
from course_lib.judges.gradient_descent import largest_stable_learning_rate_wrong as mistakes


def edge_eigenvalues(hessian):
    return 2.0 / float(np.max(np.linalg.eigvalsh(np.asarray(hessian, np.float64))))


def edge_jax(hessian):
    return 2 / jnp.linalg.eigvalsh(hessian)[-1]


def edge_spectral_norm(hessian):
    return 2 / np.linalg.norm(hessian, 2)


def edge_power_iteration(hessian):
    direction = np.ones(len(hessian)) + 0.1 * np.arange(len(hessian))
    for _ in range(300):
        direction = np.asarray(hessian) @ direction
        direction = direction / np.linalg.norm(direction)
    return 2 / (direction @ np.asarray(hessian) @ direction)


def _too_large(case, seen):
    return decode_array(seen["returned"]) > 1.001 * edge_eigenvalues(case.arguments["hessian"])


def _explain(case, seen):
    rate = float(decode_array(seen["returned"]))
    if _too_large(case, seen):
        return (
            "Your step size is too large: along one direction each step still multiplies the error by more than 1 in "
            "size. A step along a direction of curvature λ multiplies it by 1 − αλ: which λ makes that largest?"
        )
    if rate <= 0:
        return "Your step size is 0 or below. All curvatures are positive: what happens to your result after dividing?"
    return (
        "Your step size is stable but not the largest: there is room left in every direction. A step along a "
        "direction of curvature λ multiplies the error by 1 − αλ: when does its size reach 1?"
    )


STABLE_LEARNING_RATE = Judge(
    id="1.4",
    oracle=edge_eigenvalues,
    rtol=1e-3,
    takeaway="the steepest direction sets the step size, the flattest one waits for it: that is why a badly "
    "conditioned loss is slow. Momentum and Adam, next, are two ways out.",
    alternatives=(edge_jax, edge_spectral_norm, edge_power_iteration),
    misconceptions=(
        Misconception(
            "1 / λ_max",
            "With your step size the steepest direction does not even overshoot: it reaches its lowest point in one "
            "step. An overshoot may still shrink. Try J(θ) = ½θ², so λ = 1, with α = 1.5: where does θ go from 1?",
            mistakes.no_overshoot,
        ),
        Misconception(
            "flattest direction",
            "You look along the flattest direction. Take curvatures 1 and 100: with the step size that suits the 1, "
            "what does one step do along the direction of the 100?",
            (mistakes.flattest_direction, mistakes.flattest_direction_without_overshoot),
        ),
        Misconception(
            "trace",
            "You take all curvatures together (the trace is their sum). On a plane with curvatures 1 and 1, does a "
            "step along one direction feel the other?",
            mistakes.trace,
        ),
        Misconception(
            "mean curvature",
            "You use the average curvature. Half of the directions may be steeper than that: what happens along the "
            "steepest?",
            mistakes.mean_curvature,
        ),
        Misconception(
            "diagonal only",
            "You read single entries of the matrix. They are the curvatures along the axes, but a valley may lie "
            "slantwise: for [[5, 3], [3, 5]] compute the curvature dᵀHd along d = (1, 1)/√2.",
            (mistakes.diagonal_only, mistakes.largest_entry, mistakes.first_entry),
        ),
        Misconception(
            "Frobenius norm",
            "`norm` of a matrix is by default the root of the sum of all squared entries: it mixes all curvatures. "
            "For the identity matrix of size 4 it gives 2: how strongly does that bowl curve in any direction?",
            mistakes.frobenius_norm,
        ),
        Misconception(
            "determinant",
            "The determinant is the product of all curvatures. Curvatures 10 and 0.1 have the product 1: how steep is "
            "the steeper of the two?",
            mistakes.determinant,
        ),
        Misconception(
            "fastest instead of largest",
            "That is the step size with which the slowest direction is as fast as it can be: a good choice, but not "
            "the edge. What is the size of 1 − αλ along the steepest direction with yours, and how far may it grow?",
            mistakes.fastest,
        ),
        Misconception(
            "curvature instead of step size",
            "Your result grows with the curvature. On a steeper bowl, must steps become longer or shorter?",
            (mistakes.curvature_itself, mistakes.twice_the_curvature, mistakes.half_the_curvature),
        ),
        Misconception(
            "one for each direction",
            "You return one step size for each direction, but α is a single number for all of them. Which of yours is "
            "safe everywhere?",
            (mistakes.one_per_direction, mistakes.one_per_direction_turned),
        ),
        Misconception(
            "complex numbers",
            "Your result is a complex number: `eigvals` does not know that the matrix is symmetric. The curvatures of "
            "a symmetric matrix are real. Which relative of that function is made for symmetric ones?",
            mistakes.complex_numbers,
        ),
    ),
    properties=(
        Property(
            "the edge",
            lambda case, seen: np.isclose(
                decode_array(seen["returned"]), edge_eigenvalues(case.arguments["hessian"]), rtol=1e-3, atol=1e-5
            ),
            _explain,
        ),
    ),
)
