"""3.2 relu and relu_grad: what is right, what goes wrong, and what to say then."""

from __future__ import annotations

import jax.numpy as jnp
import numpy as np
from jax import lax

from course_lib.checking.encoding import decode_array
from course_lib.checking.judge import Judge, Misconception, Property
from course_lib.judges.dense import relu_wrong as wrong


def relu_entries(x):
    values = np.asarray(x, np.float64)
    return np.array([max(v, 0.0) for v in values.ravel().tolist()]).reshape(values.shape)


def relu_grad_entries(x):
    values = np.asarray(x, np.float64)
    return np.array([1.0 if v > 0 else 0.0 for v in values.ravel().tolist()]).reshape(values.shape)


def relu_maximum(x):
    return jnp.maximum(x, 0)


def relu_grad_where(x):
    return jnp.where(x > 0, 1.0, 0.0)


def relu_mask(x):
    return x * (x > 0)


def relu_grad_heaviside(x):
    return jnp.heaviside(x, 0.0)


def relu_half_sum(x):
    return np.add(x, np.abs(x)) / 2


def relu_grad_sign(x):
    return np.sign(np.maximum(x, 0))


def relu_lax(x):
    return lax.select(x > 0, x, jnp.zeros_like(x)) if hasattr(x, "at") else np.clip(x, 0, None)


def relu_grad_cast(x):
    return jnp.asarray(x > 0, jnp.float32)


SLOPES = (wrong.ones_everywhere, wrong.sign, wrong.one_at_zero, wrong.the_value, wrong.true_or_false)


def bend(name, message, *functions):
    """A misconception about relu, recognised whatever known slope comes with it."""
    mappings = [{"relu": f} for f in functions]
    mappings += [{"relu": f, "relu_grad": g} for f in functions for g in SLOPES]
    return Misconception(name, message, tuple(mappings))


def slope(name, message, *functions):
    """A misconception about relu_grad alone."""
    return Misconception(name, message, tuple({"relu_grad": f} for f in functions))


def _agrees(case, seen, name, where):
    """Whether the entries of this function's result are right where `where` says so of x."""
    if case.function != name:
        return True
    right = relu_entries if name == "relu" else relu_grad_entries
    x = case.arguments["x"]
    received, wanted, there = decode_array(seen["returned"]), right(x), where(x)
    return received.shape != wanted.shape or np.allclose(received[there], wanted[there], rtol=1e-4, atol=1e-5)


def _first_miss(case, seen, name, where):
    """An input at which the result is wrong, and the result there, as text."""
    x, received = np.ravel(case.arguments["x"]), np.ravel(decode_array(seen["returned"]))
    right = relu_entries(x) if name == "relu" else relu_grad_entries(x)
    at = next(i for i in range(len(x)) if where(x[i]) and not np.isclose(received[i], right[i], rtol=1e-4, atol=1e-5))
    return f"{x[at]:.4g}", f"{float(received[at]):.6g}"


def part(name, text, where, message):
    """A property of the entries at which `where` holds; its message begins with one of them."""

    def told(case, seen):
        x, got = _first_miss(case, seen, name, where)
        return f"Your {name} gives {got} for x = {x}. {message}"

    return Property(text, lambda case, seen: _agrees(case, seen, name, where), told)


RELU = Judge(
    id="3.2",
    oracle={"relu": relu_entries, "relu_grad": relu_grad_entries},
    rtol=1e-4,
    atol=1e-8,
    takeaway="relu lets pass what is positive, and its slope says where: backwards, a neuron that is switched off "
    "passes no gradient at all. Initialisation and learning rate must see to it that not all are.",
    alternatives=(
        {"relu": relu_maximum, "relu_grad": relu_grad_where},
        {"relu": relu_mask, "relu_grad": relu_grad_heaviside},
        {"relu": relu_half_sum, "relu_grad": relu_grad_sign},
        {"relu": relu_lax, "relu_grad": relu_grad_cast},
    ),
    misconceptions=(
        bend(
            "absolute value",
            "Your relu is |x|: what is negative comes out positive. A neuron that should be switched off then answers "
            "as loudly as one that is on. What should relu(−2) be?",
            wrong.absolute,
        ),
        bend(
            "the other side",
            "Your relu keeps the negative side and drops the positive one. What should relu(3) be, and relu(−2)?",
            wrong.negated_where_negative,
            wrong.minimum,
        ),
        bend(
            "no bend",
            "Your relu returns x as it is. Then two layers in a row are one matrix product again: where is the bend?",
            wrong.identity,
        ),
        bend(
            "a step",
            "Your relu says only whether x is positive, not how much. Should relu(3) and relu(0.1) be the same?",
            wrong.step,
            wrong.step_at_zero,
        ),
        bend(
            "clipped",
            "Your relu never exceeds 1. What should relu(3) be?",
            wrong.clipped,
        ),
        bend(
            "another activation",
            "That is another activation: it is useful too, but it does not give exactly 0 for what is negative and "
            "exactly x for what is positive. What are relu(−2) and relu(3)?",
            wrong.leaky,
            wrong.softplus,
            wrong.sigmoid,
            wrong.tanh,
            wrong.squared,
        ),
        bend(
            "max or if on a whole array",
            "`max(x, 0)` and `if x > 0` of Python ask one question, but an array holds many numbers with different "
            "answers. Which functions of jnp decide for each entry?",
            wrong.python_max,
            wrong.python_if,
            wrong.python_if_zeros,
        ),
        bend(
            "the largest entry",
            "`max` finds the largest entry of an array (its second argument is an axis). Which function of two "
            "arguments compares each entry with 0?",
            wrong.largest_entry,
            wrong.largest_of_all,
        ),
        bend(
            "in place",
            "You write into x itself: the caller's NumPy array is overwritten, and a JAX array does not allow it. "
            "Which functions make a new array instead?",
            wrong.in_place,
            wrong.in_place_on_a_copy_of_jax_arrays,
        ),
        bend(
            "entries thrown away",
            "Your result has lost entries: x[x > 0] picks some out. Which number should stand in the places of the "
            "others?",
            wrong.only_the_positive,
            wrong.nan_for_the_rest,
        ),
        slope(
            "slope 1 everywhere",
            "Your slope is 1 everywhere, as for a straight line. How much does relu(x) change when x goes from −2 to "
            "−1?",
            wrong.ones_everywhere,
        ),
        slope(
            "slope of |x|",
            "Your slope is negative on the left: relu would fall there, as |x| does. Draw relu from −2 to 0: does it "
            "fall?",
            wrong.sign,
            wrong.sign_without_zero,
        ),
        slope(
            "another convention at 0",
            "All is right but the value at exactly 0. There relu has a corner and no slope, so any number between 0 "
            "and 1 can be agreed on. Which one does this task agree on?",
            wrong.one_at_zero,
            wrong.half_at_zero,
        ),
        slope(
            "the value, not the slope",
            "Your slope grows with x. Between 1 and 2 relu rises by 1, between 101 and 102 as well: how steep is it in "
            "both places?",
            wrong.the_value,
        ),
        slope(
            "sides exchanged",
            "You give slope 1 to the negative side. On which side does relu rise?",
            wrong.exchanged,
            wrong.exchanged_at_zero,
        ),
        slope(
            "divided by x",
            "relu(x) / x is the slope almost everywhere. What does 0 / 0 give? Which question about x needs no "
            "division?",
            wrong.quotient,
        ),
        slope(
            "True and False",
            "The pattern is right, but slopes are floating-point numbers, and your result holds True and False or "
            "whole numbers. How do you turn a comparison into 1.0 and 0.0?",
            wrong.true_or_false,
            wrong.whole_numbers,
        ),
        slope(
            "slope 0 everywhere",
            "Your slope is 0 everywhere, so nothing that comes before a relu could ever learn. How steep is relu at 3?",
            wrong.zeros_everywhere,
        ),
        slope(
            "measured or shifted",
            "Your slope is right except near to 0: try 0.000001 and −0.000001. Do you compare with a number that is "
            "not 0?",
            wrong.with_margin,
        ),
        slope(
            "measured over a distance",
            "You measure the slope over a distance: the difference of two values of relu. That goes wrong where the "
            "corner lies between the two, and where x is so large that adding the distance does not change it. Which "
            "question about x needs no second point?",
            wrong.forward_difference,
            wrong.central_difference,
            wrong.difference_of_one,
        ),
        slope(
            "slope of another activation",
            "That is the slope of another activation. Where relu is flat, what is its slope exactly?",
            wrong.slope_of_softplus,
            wrong.slope_of_leaky,
        ),
        slope(
            "one question for a whole array",
            "Your slope works for a single number, but an array holds many numbers. `if` needs one answer, and "
            "`jax.grad` a function that returns one number: which functions of jnp decide for each entry?",
            wrong.python_if_slope,
            wrong.grad_of_an_array,
        ),
        slope(
            "added up",
            "You count the positive entries. A slope belongs to each entry of x: which shape should the result have?",
            wrong.added_up,
        ),
    ),
    properties=(
        part(
            "relu",
            "relu keeps the positive",
            lambda x: x > 0,
            "Where x is positive, relu gives x itself, however large or small. Which part of your code changes it?",
        ),
        part(
            "relu",
            "relu of the negative",
            lambda x: x < 0,
            "Where x is negative, relu gives 0. Which part of your code leaves something there?",
        ),
        part(
            "relu",
            "relu at 0",
            lambda x: x == 0,
            "At 0 relu gives 0. Where does the bend lie?",
        ),
        part(
            "relu_grad",
            "slope of the positive",
            lambda x: x > 0,
            "Where x is positive the slope is 1, however large or small x is. By how much does relu rise from x to x "
            "+ 1, on paper?",
        ),
        part(
            "relu_grad",
            "slope of the negative",
            lambda x: x < 0,
            "Where x is negative the slope is 0. By how much does relu rise just there?",
        ),
        part(
            "relu_grad",
            "slope at 0",
            lambda x: x == 0,
            "At exactly 0 the task agrees on another slope. Which one is that?",
        ),
    ),
)
