"""1.2 gradient_step: what is right, what goes wrong, and what to say then."""

from __future__ import annotations

import jax
import jax.numpy as jnp
import numpy as np

from course_lib.checking.encoding import decode_array
from course_lib.checking.judge import Judge, Misconception, Property
from course_lib.judges.gradient_descent import gradient_step_wrong as mistakes


def step_recursive(theta, grad, learning_rate):
    if isinstance(theta, dict):
        return {name: step_recursive(theta[name], grad[name], learning_rate) for name in theta}
    if isinstance(theta, (list, tuple)):
        return type(theta)(step_recursive(t, g, learning_rate) for t, g in zip(theta, grad, strict=True))
    return np.asarray(theta, np.float64) - learning_rate * np.asarray(grad, np.float64)


def step_tree_map(theta, grad, learning_rate):
    return jax.tree.map(lambda t, g: t - learning_rate * g, theta, grad)


def step_over_leaves(theta, grad, learning_rate):
    leaves, structure = jax.tree.flatten(theta)
    moved = [jnp.add(t, -learning_rate * g) for t, g in zip(leaves, jax.tree.leaves(grad), strict=True)]
    return jax.tree.unflatten(structure, moved)


def step_in_two_maps(theta, grad, learning_rate):
    update = jax.tree.map(lambda g: -learning_rate * np.asarray(g), grad)
    return jax.tree_util.tree_map(np.add, theta, update)


GRADIENT_STEP = Judge(
    id="1.2",
    oracle=step_recursive,
    takeaway="θ ← θ − α∇J(θ), on every leaf of the tree. Every optimiser of this course, up to Adam, only changes "
    "what stands after the minus sign.",
    alternatives=(step_tree_map, step_over_leaves, step_in_two_maps),
    misconceptions=(
        Misconception(
            "uphill",
            "You walk uphill: the gradient points to where J rises. For J(θ) = θ² at θ = 3 the gradient is 6: should "
            "θ grow or shrink to make J smaller?",
            mistakes.uphill,
        ),
        Misconception(
            "in place",
            "You write into the caller's theta instead of making a new one. A NumPy array of the caller's is then "
            "overwritten (a JAX array cannot be: there `t -= …` makes a new array and only renames it). Which "
            "operator makes a new array in both?",
            (mistakes.in_place_and_returned, mistakes.in_place_only, mistakes.in_place_returns_nothing),
        ),
        Misconception(
            "result thrown away",
            "Your theta comes back unchanged. `jax.tree.map` changes nothing in its arguments: where does its result "
            "go?",
            mistakes.thrown_away,
        ),
        Misconception(
            "learning rate forgotten",
            "You subtract the whole gradient: the learning rate changes nothing in your result. With learning_rate = "
            "0, where should theta be after the step?",
            mistakes.full_gradient,
        ),
        Misconception(
            "update only",
            "You return the change, not the place it leads to. With a gradient of zeros your theta becomes 0: should "
            "a flat loss move you to the origin?",
            (mistakes.update_only, mistakes.update_only_without_sign),
        ),
        Misconception(
            "learning rate scales theta",
            "Your learning rate shrinks theta itself. With a gradient of zeros theta must stay where it is: which of "
            "the two does α multiply?",
            mistakes.scaled_theta,
        ),
        Misconception(
            "roles exchanged",
            "The two terms have changed places. In `jax.tree.map(f, first, second)` the function gets a leaf of "
            "`first`, then one of `second`: which of your two names is θ, and which one gets the minus sign?",
            (mistakes.roles_exchanged, mistakes.difference_turned),
        ),
        Misconception(
            "divided",
            "You divide by the learning rate. Try α = 0.01 and then α = 0.0001 by hand: does your step grow when α "
            "shrinks?",
            mistakes.divided,
        ),
        Misconception(
            "arrays only",
            "For a single array your formula is right. But parameters come in trees (dicts, lists, tuples of arrays), "
            "and a whole dict can be neither multiplied nor subtracted. Which function takes the leaves of two trees "
            "in pairs?",
            mistakes.arrays_only,
        ),
        Misconception(
            "one dict only",
            "For one dict your answer is right. But a pytree may also be a single array, or lists, tuples and dicts "
            "inside one another. Which function finds the leaves of any tree?",
            (mistakes.dict_only, mistakes.dict_only_in_place),
        ),
        Misconception(
            "length of the gradient ignored",
            "You normalise the gradient: your step has the same length on a steep slope and on a gentle one. That is a "
            "method too, but here a steeper slope means a longer step. What becomes of yours if the gradient doubles?",
            (mistakes.sign_of_gradient, mistakes.unit_length, mistakes.unit_length_or_nan, mistakes.unit_length_of_all),
        ),
        Misconception(
            "lists for tuples",
            "A tuple comes back from you as a list (or a list as a tuple): to JAX that is another tree, and "
            "`jax.tree.map` refuses the two together. Which type should each node of your result have?",
            (mistakes.tuples_to_lists, mistakes.lists_to_tuples),
        ),
    ),
    properties=(
        Property(
            "no gradient, no step",
            lambda case, seen: case.name != "a gradient of zeros" or _stays(case, seen),
            lambda case, seen: _moved(seen, "With a gradient of zeros", "What is left of your step when g = 0?"),
        ),
        Property(
            "no learning rate, no step",
            lambda case, seen: case.name != "learning_rate = 0" or _stays(case, seen),
            lambda case, seen: _moved(seen, "With learning_rate = 0", "What is left of your step when α = 0?"),
        ),
    ),
)


def _moved(seen, when, question):
    if np.isfinite(decode_array(seen["returned"])).all():
        return f"{when} theta must stay where it is; yours moves. {question}"
    return f"{when} theta must stay where it is; yours becomes nan or infinite. By what do you divide there?"


def _stays(case, seen):
    return np.allclose(decode_array(seen["returned"]), case.arguments["theta"], atol=1e-5)
