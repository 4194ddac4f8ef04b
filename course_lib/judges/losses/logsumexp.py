"""4.3 logsumexp and softmax: what is right, what goes wrong, and what to say then."""

from __future__ import annotations

import math

import jax
import jax.numpy as jnp
import numpy as np

from course_lib.checking.encoding import decode_array
from course_lib.checking.judge import Judge, Misconception, Property
from course_lib.judges.losses import logsumexp_wrong as wrong


def logsumexp_pairwise(z, axis):
    """log(exp a + exp b) = max + log1p(exp(−|a − b|)), one slice after the other."""
    slices = np.moveaxis(np.asarray(z, np.float64), axis, 0)
    return np.asarray(np.logaddexp.reduce(slices, axis=0))


def softmax_numpy(z):
    z = np.asarray(z, np.float64)
    e = np.exp(z - z.max(axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)


def logsumexp_guarded(z, axis):
    top = jnp.max(z, axis=axis, keepdims=True)
    top = jnp.where(jnp.isfinite(top), top, 0)
    return jnp.squeeze(jnp.log(jnp.sum(jnp.exp(z - top), axis=axis, keepdims=True)) + top, axis)


def softmax_jax(z):
    e = jnp.exp(z - jnp.max(z, axis=-1, keepdims=True))
    return e / jnp.sum(e, axis=-1, keepdims=True)


def logsumexp_rows_of_python(z, axis):
    def one(row):
        top = max(row)
        return top if top == -math.inf else top + math.log(sum(math.exp(value - top) for value in row))

    return np.apply_along_axis(lambda row: one(row.tolist()), axis, np.asarray(z, np.float64))


def logsumexp_along_the_last(z, axis):
    rows = jnp.moveaxis(z, axis, -1)
    top = jnp.max(rows, axis=-1)
    top = jnp.where(top == -jnp.inf, 0, top)
    return top + jnp.log(jnp.sum(jnp.exp(rows - top[..., None]), axis=-1))


def softmax_by_logsumexp(z):
    top = jnp.max(z, axis=-1, keepdims=True)
    return jnp.exp(z - (top + jnp.log(jnp.sum(jnp.exp(z - top), axis=-1, keepdims=True))))


def softmax_by_logarithms(z):
    flat = np.asarray(z, np.float64).reshape(-1, np.shape(z)[-1])
    rows = [[1 / sum(math.exp(min(b - a, 700)) for b in row) if a > -math.inf else 0.0 for a in row] for row in flat]
    return np.reshape(rows, np.shape(z))


BOTH_OVERFLOW = {"logsumexp": wrong.lse_overflows, "softmax": wrong.softmax_overflows}
OVERFLOW_SHARED = {"logsumexp": wrong.lse_overflows, "softmax": wrong.softmax_by_overflowing_lse}
BOTH_WHOLE = {"logsumexp": wrong.lse_whole_max, "softmax": wrong.softmax_whole_max}
WHOLE_SHARED = {"logsumexp": wrong.lse_whole_max, "softmax": wrong.softmax_by_whole_max_lse}


def lse(function):
    """A wrong logsumexp beside a right softmax."""
    return {"logsumexp": function}


def soft(function):
    """A wrong softmax beside a right logsumexp."""
    return {"softmax": function}


def soft_and_nan(function):
    """A wrong softmax beside the commonest logsumexp: what the example shows comes first."""
    return {"logsumexp": wrong.lse_nan_for_minus_infinity, "softmax": function}


COMMON_IN_SOFTMAX = (
    wrong.softmax_overflows,
    wrong.softmax_whole_max,
    wrong.softmax_first_axis,
    wrong.softmax_of_everything,
    wrong.softmax_without_keepdims,
    wrong.softmax_overflows_without_keepdims,
    wrong.softmax_not_normalised,
)


def beside(function, but=()):
    """A wrong logsumexp beside softmaxes that are often wrong in another way: one message at a time."""
    return tuple({"logsumexp": function, "softmax": other} for other in COMMON_IN_SOFTMAX if other not in but)


LOGSUMEXP_ONLY = (
    Misconception(
        "−∞ minus −∞",
        "Where all scores are −∞ you get nan: their largest is −∞ too, and −∞ − (−∞) is not a number. What should you "
        "subtract there, so that every exponential is 0?",
        lse(wrong.lse_nan_for_minus_infinity),
    ),
    Misconception(
        "an ordinary number for nothing",
        "For a row of −∞ only you return an ordinary number (0, or some negative one). The sum of no exponentials "
        "at all is 0: what is its logarithm?",
        (
            lse(wrong.lse_huge_negative_for_minus_infinity),
            lse(wrong.lse_billion_for_minus_infinity),
            lse(wrong.lse_little_under_the_logarithm),
            lse(wrong.lse_zero_for_nan),
        ),
    ),
    Misconception(
        "0 in place of the largest score",
        "Wherever −∞ stands among the scores of a row you subtract 0 in place of their largest. What becomes of "
        "exp(1000) in the row [−∞, 1000], and of the sum in the row [−∞, −1000]? Which rows need that 0?",
        lse(wrong.lse_zero_where_any_is_missing),
    ),
    Misconception(
        "0 for a missing score",
        "You put 0 in the place of a score of −∞. A score of 0 adds exp 0 = 1 to the sum: how much should an "
        "impossible one add?",
        lse(wrong.lse_zero_for_every_missing_score),
    ),
    Misconception(
        "max not added back",
        "You subtract the largest score before the exponentials and never give it back. Add 5 to all scores: by how "
        "much must log Σ exp grow, and by how much does yours?",
        (
            lse(wrong.lse_max_not_back),
            lse(wrong.lse_max_not_back_nan),
            *beside(wrong.lse_max_not_back),
            *beside(wrong.lse_max_not_back_nan),
        ),
    ),
    Misconception(
        "max subtracted again",
        "You take the largest score away inside and outside. With log Σ exp(z − m) in hand, which operation leads back "
        "to log Σ exp z?",
        (lse(wrong.lse_max_subtracted_again), lse(wrong.lse_max_subtracted_again_nan)),
    ),
    Misconception(
        "max multiplied",
        "You multiply by the largest score at the end. log(a · b) is a sum of which two logarithms? Put a = exp(m).",
        lse(wrong.lse_max_times),
    ),
    Misconception(
        "axis ignored",
        "Your logsumexp sums along an axis of its own choice. For an array of shape (2, 3, 4) and axis = 1, which "
        "shape is left, and which do you return? And which axis is −2?",
        (
            lse(wrong.lse_axis_without_its_sign),
            lse(wrong.lse_negative_axis_is_the_last),
            lse(wrong.lse_last_axis),
            lse(wrong.lse_last_axis_nan),
            lse(wrong.lse_first_axis),
            lse(wrong.lse_axis_1),
        ),
    ),
    Misconception(
        "everything summed",
        "Your logsumexp puts all scores into one sum. An array of shape (3, 4) with axis = 1: how many sums are there?",
        lse(wrong.lse_of_everything),
    ),
    Misconception(
        "axis kept",
        "Your values are right, but the axis that you sum over is still there, with length 1. `keepdims` is useful on "
        "the way: what takes such an axis out at the end?",
        (lse(wrong.lse_keeps_axis), lse(wrong.lse_keeps_axis_nan)),
    ),
    Misconception(
        "squeezed all over",
        "`jnp.squeeze(a)` without an axis takes out every axis of length 1, also those that z brought along. Print the "
        "shapes of both for z of shape (2, 1, 3, 4) and axis = 2: which axes should disappear?",
        (
            lse(wrong.lse_squeezed_all_over),
            lse(wrong.lse_squeezed_all_over_nan),
            lse(wrong.lse_max_squeezed_all_over),
            lse(wrong.lse_max_squeezed_all_over_nan),
            soft(wrong.softmax_squeezed),
            soft_and_nan(wrong.softmax_squeezed),
            {"logsumexp": wrong.lse_squeezed_all_over, "softmax": wrong.softmax_squeezed},
            {"logsumexp": wrong.lse_max_squeezed_all_over, "softmax": wrong.softmax_squeezed},
        ),
    ),
    Misconception(
        "shapes of sum and max differ",
        "Your sum has lost the axis and your largest scores still have it, so adding the two makes a wrong shape or an "
        "error. Print both shapes for z of shape (3, 4) and axis = 1.",
        (lse(wrong.lse_max_kept_in_the_sum), lse(wrong.lse_max_kept_in_the_sum_jax)),
    ),
    Misconception(
        "keepdims forgotten in logsumexp",
        "Your largest scores have shape (3,) when z has shape (3, 4) and axis = 1: how should JAX know that each of "
        "them belongs to a row? Which argument of `jnp.max` keeps the axis, with length 1?",
        (
            lse(wrong.lse_max_without_keepdims),
            lse(wrong.lse_max_without_keepdims_guarded),
            lse(wrong.lse_max_without_keepdims_numpy),
        ),
    ),
    Misconception(
        "logarithm forgotten",
        "You return the sum of the exponentials, and for scores near 1000 that is more than a float can hold. Which "
        "function brings it back to the size of the scores?",
        lse(wrong.lse_no_logarithm),
    ),
    Misconception(
        "logarithm of the sum forgotten",
        "To the largest score you add the sum of the exponentials itself: for the scores 1000 and 1000 that makes "
        "1002, where the task has 1000.6931. What is 0.6931, seen from 2?",
        (lse(wrong.lse_no_logarithm_after_the_shift), lse(wrong.lse_no_logarithm_after_the_shift_nan)),
    ),
    Misconception(
        "logarithm of each",
        "You sum the scores themselves, or the logarithm of each exponential, which is the score again. Is the "
        "logarithm of a sum the sum of the logarithms? Try [0, 0].",
        (lse(wrong.lse_log_of_each), lse(wrong.lse_just_the_sum)),
    ),
    Misconception(
        "just the max",
        "You return the largest score. It is most of the answer, but not all: what is log(exp 0 + exp 0)?",
        lse(wrong.lse_just_the_max),
    ),
    Misconception(
        "log of the mean",
        "You take the mean of the exponentials. Two scores of 0: how large is exp 0 + exp 0?",
        lse(wrong.lse_of_the_mean),
    ),
    Misconception(
        "the wrong thing subtracted",
        "You subtract something other than the largest score (their mean, the smallest, the largest size). With the "
        "scores 10000, 0 and −10000, what is the largest exponent left, and what is exp of it?",
        (
            lse(wrong.lse_mean_subtracted),
            lse(wrong.lse_mean_subtracted_guarded),
            lse(wrong.lse_smallest_subtracted_guarded),
            lse(wrong.lse_smallest_subtracted),
            lse(wrong.lse_largest_size_subtracted),
            soft(wrong.softmax_mean_subtracted),
            {"logsumexp": wrong.lse_mean_subtracted, "softmax": wrong.softmax_mean_subtracted},
        ),
    ),
    Misconception(
        "another base in the logarithm",
        "Your exponentials are powers of e, your logarithm has another base. What is log₂(e), or log₁₀(e), and what "
        "should log(exp 1) be?",
        (
            lse(wrong.lse_base_2),
            lse(wrong.lse_base_10),
            lse(wrong.lse_base_2_nan),
            lse(wrong.lse_in_bits),
            lse(wrong.lse_in_bits_nan),
        ),
    ),
    Misconception(
        "one too many",
        "There is 1 too much under your logarithm. `log1p(x)` is log(1 + x): is there such a 1 in the formula?",
        lse(wrong.lse_one_more),
    ),
    Misconception(
        "in place",
        "You write into the array you were given, as `-=` does with a NumPy array: the caller's scores are then lost. "
        "Which way of writing makes a new array?",
        (
            lse(wrong.lse_in_place),
            soft(wrong.softmax_in_place),
            {"logsumexp": wrong.lse_in_place, "softmax": wrong.softmax_in_place},
        ),
    ),
)

SOFTMAX_ONLY = (
    Misconception(
        "softmax along the wrong axis",
        "Along the last axis your softmax does not add up to 1: it works along another one. In an array of shape "
        "(3, 4), with one row for each sample, which numbers belong together?",
        (
            soft(wrong.softmax_first_axis),
            soft_and_nan(wrong.softmax_first_axis),
            soft(wrong.softmax_first_axis_by_rows),
            soft(wrong.softmax_axis_1),
        ),
    ),
    Misconception(
        "softmax of everything",
        "All rows of your softmax together add up to 1. Each row is a distribution of its own: over which axis do you "
        "sum?",
        (
            soft(wrong.softmax_of_everything),
            soft_and_nan(wrong.softmax_of_everything),
            soft(wrong.softmax_of_everything_by_rows),
        ),
    ),
    Misconception(
        "keepdims forgotten in softmax",
        "Your softmax meets rows of shape (3, 4) with one number for each row, of shape (3,): how should JAX know "
        "which axis those belong to? Which argument keeps the axis, with length 1?",
        (
            soft(wrong.softmax_without_keepdims),
            soft_and_nan(wrong.softmax_without_keepdims),
            soft(wrong.softmax_max_without_keepdims),
            soft(wrong.softmax_without_keepdims_numpy),
            soft(wrong.softmax_overflows_without_keepdims),
            soft_and_nan(wrong.softmax_overflows_without_keepdims),
            soft(wrong.softmax_overflows_without_keepdims_numpy),
            soft(wrong.softmax_neither_with_keepdims),
            soft(wrong.softmax_by_lse_without_axis),
            soft(wrong.softmax_whole_max_without_keepdims),
            soft(wrong.softmax_max_without_keepdims_numpy),
        ),
    ),
    Misconception(
        "not normalised",
        "Your softmax makes the largest entry 1, and the row adds up to more. What turns positive numbers into shares "
        "of a whole?",
        (soft(wrong.softmax_not_normalised), soft_and_nan(wrong.softmax_not_normalised)),
    ),
    Misconception(
        "shifted on one side of the fraction",
        "You shift the scores on one side of the fraction line only. Add 5 to all scores of a row: by which factor "
        "does your numerator grow, and by which your divisor?",
        (
            soft(wrong.softmax_shifted_below_only),
            soft_and_nan(wrong.softmax_shifted_below_only),
            soft(wrong.softmax_shifted_above_only),
            soft_and_nan(wrong.softmax_shifted_above_only),
            soft(wrong.softmax_by_lse_without_max_back),
            soft_and_nan(wrong.softmax_by_lse_without_max_back),
        ),
    ),
    Misconception(
        "max given back in softmax",
        "Your softmax gives the largest score back at the end, as logsumexp has to. Add 5 to all scores of a row: "
        "should their shares change?",
        (
            soft(wrong.softmax_max_added_back),
            soft_and_nan(wrong.softmax_max_added_back),
            soft(wrong.softmax_exponential_of_max_given_back),
            soft_and_nan(wrong.softmax_exponential_of_max_given_back),
        ),
    ),
    Misconception(
        "logarithms of the probabilities",
        "Your softmax returns logarithms of probabilities, negative numbers. That is a useful function as well "
        "(log-softmax): which step turns them into probabilities?",
        soft(wrong.softmax_logarithms),
    ),
    Misconception(
        "no exponential",
        "You divide the scores themselves by their sum. What comes out for the scores 1 and −1, and can a probability "
        "be that?",
        soft(wrong.softmax_no_exponential),
    ),
    Misconception(
        "nan replaced by 0",
        "You turn nan into 0 after it has come about: your row of scores near 30,000 adds up to less than 1. Where "
        "does the overflow happen, and how can it be kept from happening?",
        soft(wrong.softmax_zero_for_nan),
    ),
    Misconception(
        "divided by the max",
        "You divide the scores by the largest one. That changes their distances, and for a negative one their order. "
        "Which operation leaves all distances as they are?",
        soft(wrong.softmax_divided_by_max),
    ),
    Misconception(
        "turned round",
        "Your largest score gets the smallest probability. Is exp(−z) larger or smaller where z is large?",
        soft(wrong.softmax_turned),
    ),
    Misconception(
        "sigmoid",
        "You squash each score by itself (a sigmoid). Then nothing makes a row add up to 1: by what does the formula "
        "divide?",
        soft(wrong.softmax_sigmoid),
    ),
    Misconception(
        "only the top",
        "Only the largest score matters in yours. The name says soft: if one score leads by 0.01, how sure should the "
        "result be?",
        (soft(wrong.softmax_only_the_top), soft(wrong.softmax_index_of_the_top)),
    ),
    Misconception(
        "another base in softmax",
        "You take powers of 2 or 10 in place of exponentials. A difference of ln 3 between two scores should mean "
        "three times the probability: what does it mean in yours?",
        (soft(wrong.softmax_base_2), soft(wrong.softmax_base_10)),
    ),
    Misconception(
        "large scores cut off",
        "You cut off large scores before exp: 30,000 and 29,999 become the same number, and so do their shares. By "
        "which factor should the two shares differ? Which operation keeps all distances?",
        (soft(wrong.softmax_cut_off), soft_and_nan(wrong.softmax_cut_off)),
    ),
    Misconception(
        "rounded",
        "Your probabilities are rounded. Thousands of classes share a sum of 1: what is left of 0.0004?",
        (soft(wrong.softmax_rounded_to_2_digits), soft(wrong.softmax_rounded_to_3_digits)),
    ),
)

LOGSUMEXP = Judge(
    id="4.3",
    oracle={"logsumexp": logsumexp_pairwise, "softmax": softmax_numpy},
    rtol=3e-6,  # near 10,000 the logarithm of a sum of a few is hidden below 1e-4 of the result
    atol=3e-5,  # exp(z − log Σ exp z) at 1000, where a step of float32 is 6e-5
    takeaway="subtract the largest score of each row before you take exponentials: nothing can overflow, and the "
    "result is the same. Deep-learning libraries do so, and so does this course wherever it computes a probability.",
    alternatives=(
        {"logsumexp": logsumexp_guarded, "softmax": softmax_jax},
        {"logsumexp": logsumexp_rows_of_python, "softmax": softmax_by_logarithms},
        {"logsumexp": jax.nn.logsumexp, "softmax": jax.nn.softmax},
        {"logsumexp": logsumexp_along_the_last, "softmax": softmax_by_logsumexp},
    ),
    misconceptions=(
        Misconception(
            "overflow",
            "In theory right, in floats not: exp(1000) is inf, and exp(−1000) is 0. Add one number to all scores of a "
            "row: what does that change in the softmax, and which number keeps every exponential at 1 or below?",
            (
                BOTH_OVERFLOW,
                OVERFLOW_SHARED,
                lse(wrong.lse_overflows),
                soft(wrong.softmax_overflows),
                soft_and_nan(wrong.softmax_overflows),
                *beside(wrong.lse_overflows, but=(wrong.softmax_overflows,)),
            ),
        ),
        Misconception(
            "max of the whole array",
            "You subtract the largest score of the whole array. In a row whose own scores all lie far below it, "
            "what does every exponential become?",
            (
                BOTH_WHOLE,
                WHOLE_SHARED,
                lse(wrong.lse_whole_max),
                soft(wrong.softmax_whole_max),
                soft_and_nan(wrong.softmax_whole_max),
            ),
        ),
        *LOGSUMEXP_ONLY,
        *SOFTMAX_ONLY,
    ),
    properties=(
        Property(
            "one shape for logsumexp",
            lambda case, seen: case.function != "logsumexp" or _shape(seen) == _wanted(case).shape,
            lambda case, seen: (
                f"For scores of shape {case.arguments['z'].shape} and axis = {case.arguments['axis']}, logsumexp "
                f"should have shape {_wanted(case).shape}: the axis disappears. Which shape has yours?"
            ),
        ),
        Property(
            "a sum of 1",
            lambda case, seen: case.function != "softmax" or _sums_to_one(seen),
            "Along the last axis your softmax does not add up to 1. Print the exponentials of a row, their sum, and "
            "what you divide by: which of the three is not what you expect?",
        ),
        Property(
            "impossible stays impossible",
            lambda case, seen: case.function != "softmax" or not _share_of_the_impossible(case, seen).any(),
            "A score of −∞ has a probability above 0 in your softmax. exp(−∞) is exactly 0: what do you add to your "
            "exponentials, or put in the place of −∞?",
        ),
        Property(
            "nothing to sum",
            lambda case, seen: "−∞ only" not in case.name or not np.isfinite(_of_nothing(case, seen)).any(),
            "For a row of −∞ only your logsumexp is an ordinary number. The sum of no exponentials at all is 0: what "
            "is its logarithm, and what stands under yours?",
        ),
        Property(
            "no smaller than the largest",
            lambda case, seen: case.function != "logsumexp" or _not_below_the_largest(case, seen),
            lambda case, seen: (
                f"For {str(case).removeprefix('logsumexp of ')}, your logsumexp is smaller than the largest score. The "
                "sum contains exp of that score and nothing negative: how small can its logarithm be?"
            ),
        ),
    ),
)


def _shape(seen):
    return decode_array(seen["returned"]).shape


def _wanted(case):
    return logsumexp_pairwise(**case.arguments)


def _sums_to_one(seen):
    sums = decode_array(seen["returned"]).sum(axis=-1)
    return bool(np.isnan(sums).any()) or np.allclose(sums, 1, atol=1e-4)


def _share_of_the_impossible(case, seen):
    returned = decode_array(seen["returned"])
    return np.where(np.isneginf(case.arguments["z"]) & np.isfinite(returned), returned, 0)


def _of_nothing(case, seen):
    return decode_array(seen["returned"])[np.isneginf(_wanted(case))]


def _not_below_the_largest(case, seen):
    top = np.max(case.arguments["z"], axis=case.arguments["axis"])
    return not (decode_array(seen["returned"]) < top - 1e-2).any()
