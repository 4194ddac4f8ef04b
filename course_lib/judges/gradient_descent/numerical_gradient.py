"""1.1 numerical_gradient: what is right, what goes wrong, and what to say then."""

from __future__ import annotations

import jax
import jax.numpy as jnp
import numpy as np

from course_lib.checking.encoding import decode_array
from course_lib.checking.judge import Judge, Misconception, Property
from course_lib.judges.gradient_descent import numerical_gradient_wrong as mistakes


def central(f, theta, eps):
    theta = np.asarray(theta, np.float64)
    out = np.zeros(theta.shape)
    for index in np.ndindex(theta.shape):
        up, down = theta.copy(), theta.copy()
        up[index] += eps
        down[index] -= eps
        out[index] = (float(f(up)) - float(f(down))) / (2 * eps)
    return out


def central_vmap(f, theta, eps):
    directions = eps * jnp.eye(theta.size).reshape(theta.size, *theta.shape)
    slope = jax.vmap(lambda d: (f(theta + d) - f(theta - d)) / (2 * eps))
    return slope(directions).reshape(theta.shape)


def central_list(f, theta, eps):
    flat = [float(value) for value in np.ravel(theta)]
    at = lambda i, step: f(np.reshape([v + step * (j == i) for j, v in enumerate(flat)], np.shape(theta)))
    slopes = [float(at(i, eps) - at(i, -eps)) / eps / 2 for i in range(len(flat))]
    return jnp.array(slopes).reshape(jnp.shape(theta))


def _linear(seen):
    """Which of the two slopes of f(θ) = 3θ₀ − 2θ₁ are right."""
    return np.isclose(decode_array(seen["returned"]), [3.0, -2.0], atol=1e-3)


def _linear_message(case, seen):
    first, second = _linear(seen)
    if first or second:
        right, wrong = ("first", 1) if first else ("second", 0)
        return (
            f"Even for a linear function, the simplest case, only your {right} slope is right. Take f(θ) = 3θ₀ − 2θ₁ "
            f"at θ = (1, 1) with eps = 0.5: at which two points do you ask when i = {wrong}?"
        )
    return (
        "Even for a linear function, the simplest case, your slopes are wrong. Take f(θ) = 3θ₀ − 2θ₁ at θ = (1, 1) "
        "with eps = 0.5: at which two points do you ask when i = 0, what are the two values, how far apart are the "
        "points?"
    )


NUMERICAL_GRADIENT = Judge(
    id="1.1",
    oracle=central,
    rtol=1e-4,
    atol=3e-4,  # float32: an |f| of 100 is rounded by 8e-6, divided by 2 · 0.1 that is 4e-5; one-sided is off by 0.02
    takeaway="two evaluations of f for every parameter: good for checking a gradient, hopeless for a million "
    "parameters. `jax.grad` gets all slopes for the price of a few evaluations, and from now on it works for you.",
    alternatives=(central_vmap, central_list),
    misconceptions=(
        Misconception(
            "one-sided",
            "You look to one side only: the slope you get belongs to a point half a step away. Try f(θ) = θ² at θ = "
            "0, where the slope is 0: what does your quotient give with eps = 1?",
            (mistakes.forward_difference, mistakes.backward_difference),
        ),
        Misconception(
            "divides by eps",
            "All your slopes are twice too large. How far apart are the two points at which you ask f?",
            mistakes.divided_by_eps,
        ),
        Misconception(
            "brackets forgotten",
            "Python reads `a / 2 * eps` from left to right, as (a / 2) · eps. What is 8 / 2 * 4, and what did you "
            "want it to be?",
            mistakes.brackets_forgotten,
        ),
        Misconception(
            "brackets around the difference forgotten",
            "Python divides before it subtracts: it reads `a - b / c` as a − (b / c). What is 8 - 4 / 2, and what did "
            "you want it to be?",
            (mistakes.difference_without_brackets, mistakes.no_brackets_at_all),
        ),
        Misconception(
            "difference not divided",
            "You return how much f changes, not how steeply. Halve eps: should the slope of a straight line halve too?",
            mistakes.not_divided,
        ),
        Misconception(
            "half steps",
            "You step by eps / 2 to each side. That is a good central difference as well, but this exercise steps by "
            "a whole eps to each side, so that results can be compared. How wide is the gap between the two points "
            "then?",
            mistakes.half_steps,
        ),
        Misconception(
            "step of length one",
            "You step by 1 and divide as if you had stepped by eps. Which number belongs at place i of the nudge?",
            mistakes.step_of_length_one,
        ),
        Misconception(
            "nudge never set",
            "All your slopes are 0: you ask f twice at the same point. `x.at[i].set(y)` leaves x as it is and returns "
            "a new array: where does that go?",
            mistakes.nudge_never_set,
        ),
        Misconception(
            "always the first coordinate",
            "All slopes that you return belong to the first coordinate. Which entry of nudge is not zero when i = 1?",
            mistakes.always_the_first,
        ),
        Misconception(
            "nudge collects",
            "Your second slope also contains the first coordinate. Which entries of nudge are not zero when i = 1?",
            mistakes.nudge_collects,
        ),
        Misconception(
            "theta forgotten",
            "You ask f at nudge and at −nudge, two points near 0: your slopes are the same wherever theta is. Around "
            "which point do you want to know the slope?",
            mistakes.theta_forgotten,
        ),
        Misconception(
            "all coordinates at once",
            "You move all coordinates together, so you measure one slope along the diagonal. For f(θ) = θ₀ − θ₁ it is "
            "0: is the gradient zero there? Move one coordinate and hold the others still.",
            (mistakes.all_at_once, mistakes.all_at_once_in_each_place, mistakes.one_sided_all_at_once),
        ),
        Misconception(
            "sign",
            "Your slopes have the wrong sign. Where f rises to the right, is f(θ + eps) or f(θ − eps) the larger one?",
            mistakes.other_sign,
        ),
        Misconception(
            "changes the caller's theta",
            "You move the caller's own array: after your function `theta` is no longer where it was (and a JAX array "
            "cannot be changed in place). Make a new array for each of the two points.",
            (mistakes.moves_the_callers_array, mistakes.moves_it_there_and_back, mistakes.moves_an_entry),
        ),
        Misconception(
            "theta wanders",
            "Your theta does not come back: when you measure coordinate 1, coordinate 0 still stands a step away from "
            "where it began. Print theta at the end of each round: is it the theta you were given?",
            (mistakes.wanders, mistakes.wanders_up),
        ),
        Misconception(
            "exact gradient",
            "That is the exact gradient, or one measured with a much smaller step: the error that eps brings is "
            "missing. Here you measure with the eps you are given. For f(θ) = θ³, what does the central quotient give "
            "besides 3θ²?",
            mistakes.exact_gradient,
        ),
    ),
    properties=(
        Property(
            "exact for a linear function",
            lambda case, seen: case.name != "a linear function" or all(_linear(seen)),
            _linear_message,
        ),
    ),
)
