"""7.2 masked_softmax: what is right, what goes wrong, and what to say then."""

from __future__ import annotations

import jax
import jax.numpy as jnp
import numpy as np

from course_lib.checking.encoding import decode_array
from course_lib.checking.judge import Judge, Misconception, Property
from course_lib.judges.attention import masked_softmax_wrong as wrong


def softmax_of_allowed(scores, mask):
    """Return the softmax over the allowed entries of each row, row by row."""
    scores = np.asarray(scores, np.float64)
    allowed = np.broadcast_to(np.asarray(mask), scores.shape)
    weights = np.zeros(scores.shape)
    for row in np.ndindex(scores.shape[:-1]):
        kept = scores[row][allowed[row]]
        if len(kept):
            e = np.exp(kept - kept.max())
            weights[row][allowed[row]] = e / e.sum()
    return weights


def softmax_where(scores, mask):
    kept = jnp.where(mask, scores, -jnp.inf)
    top = jnp.max(kept, axis=-1, keepdims=True)
    e = jnp.where(mask, jnp.exp(kept - jnp.where(jnp.isfinite(top), top, 0)), 0)
    total = e.sum(axis=-1, keepdims=True)
    return e / jnp.where(total == 0, 1, total)


def softmax_nan_to_zero(scores, mask):
    return jnp.nan_to_num(jax.nn.softmax(jnp.where(mask, scores, -jnp.inf), axis=-1))


def softmax_cut(scores, mask):
    lowest = np.finfo(np.float32).min
    kept = np.where(mask, scores, lowest)
    e = np.exp(kept - kept.max(axis=-1, keepdims=True)) * np.asarray(mask)
    return e / (e.sum(axis=-1, keepdims=True) + 1e-9)


def _received(case, seen):
    """The result beside the mask, broadcast."""
    received = decode_array(seen["returned"])
    scores, mask = case.arguments.values()
    if received.shape != scores.shape:
        raise ValueError("another shape")
    return received, np.broadcast_to(mask, scores.shape)


def _hidden_is_zero(case, seen):
    received, allowed = _received(case, seen)
    return np.allclose(received[~allowed], 0, atol=1e-6)


def _rows_sum_to_one(case, seen):
    received, allowed = _received(case, seen)
    return np.allclose(received.sum(axis=-1)[allowed.any(axis=-1)], 1, atol=1e-4)


def _none_negative(case, seen):
    return bool((_received(case, seen)[0] >= 0).all())


MASKED_SOFTMAX = Judge(
    id="7.2",
    oracle=softmax_of_allowed,
    takeaway="a mask acts before the softmax, so that what is hidden takes no share; and a row with nothing to look at "
    "gives zeros, not nan: one nan would spread over every parameter at the next step.",
    alternatives=(softmax_where, softmax_nan_to_zero, softmax_cut),
    misconceptions=(
        Misconception(
            "mask after the softmax",
            "The softmax has already shared everything out, the hidden entries included; cutting them off afterwards "
            "leaves rows that sum to less than 1. What do the weights of the example's first row sum to?",
            (wrong.multiplied_afterwards, wrong.multiplied_afterwards_numpy, wrong.chosen_afterwards),
        ),
        Misconception(
            "shared out anew",
            "You take the exponentials of all scores, hidden ones included, then cut and share out anew. That fails "
            "where a hidden score is far above the others: what is exp(0.5 − 10000) in a computer?",
            (wrong.renormalised, wrong.renormalised_zeros),
        ),
        Misconception(
            "score 0 for the hidden",
            "You set hidden scores to 0. But 0 is a score like any other, even a good one where the others are "
            "negative. Which score makes exp give exactly 0?",
            (wrong.zero_scores, wrong.zero_scores_then_cut),
        ),
        Misconception(
            "nothing allowed, equal shares",
            "A row with nothing allowed shares its weight out all the same. In such a row all your scores end up "
            "equally low, or a rule gives equal shares. What should this row hold?",
            (
                wrong.large_negative,
                wrong.lowest_number,
                wrong.large_negative_added,
                wrong.less_negative,
                wrong.least_negative,
                wrong.uniform_where_nothing_allowed,
            ),
        ),
        Misconception(
            "a large number is not −∞",
            "You replace hidden scores by a large negative number, or add one. It works until an allowed score is as "
            "low: put scores of −4·10⁹ beside it. Which number is below every other?",
            (
                wrong.large_negative_then_cut,
                wrong.large_negative_added_then_cut,
                wrong.less_negative_then_cut,
            ),
        ),
        Misconception(
            "nan rows",
            "Right wherever something is allowed. Where nothing is, you get nan: −∞ minus a maximum of −∞, or 0 / 0. "
            "What should stand in such a row, and how can you keep the division from happening?",
            wrong.nan_rows,
        ),
        Misconception(
            "overflow",
            "exp(10000) is infinite in a computer, and ∞/∞ is nan. Which number can you subtract from all scores of a "
            "row without changing their softmax?",
            (
                wrong.exact_but_overflowing,
                wrong.overflowing_product,
                wrong.overflowing_nan,
                wrong.overflowing_product_nan,
            ),
        ),
        Misconception(
            "one maximum for all rows",
            "You subtract the largest score of the whole array. In a row that lies 10000 below it every exponential is "
            "then 0. Of which scores should the maximum be taken?",
            wrong.one_maximum_for_all,
        ),
        Misconception(
            "mask turned round",
            "You keep what is forbidden and hide what is allowed. What does True mean in this task?",
            (wrong.turned_round, wrong.turned_round_nan, wrong.turned_round_large),
        ),
        Misconception(
            "another axis",
            "You share out over another axis, as if the queries competed for a key. Which axis runs over the keys, and "
            "which sums should be 1: those of rows or those of columns?",
            (wrong.over_queries, wrong.over_queries_nan, wrong.over_first_axis, wrong.over_second_axis),
        ),
        Misconception(
            "one sum for everything",
            "You divide by the sum over the whole array. Each query has weights of its own: what should each row sum "
            "to?",
            wrong.over_everything,
        ),
        Misconception(
            "mask unused",
            "Your weights are the same whatever the mask says. Where does it enter?",
            wrong.unmasked,
        ),
        Misconception(
            "no exponential",
            "You divide the scores themselves by their sum: a negative score gives a negative weight. Which function "
            "makes every score positive first?",
            wrong.shares_without_exp,
        ),
        Misconception(
            "scores unused",
            "Everything allowed gets the same weight in your result. What should a higher score change?",
            wrong.equal_shares,
        ),
        Misconception(
            "only the best",
            "The best score takes all the weight. With scores 1 and 1, how should the weight be shared? And with ln 3 "
            "and 0?",
            wrong.only_the_best,
        ),
        Misconception(
            "not shared out",
            "Your exponentials are right but do not sum to 1 in a row. What is each of them to be divided by?",
            wrong.not_normalised,
        ),
        Misconception(
            "in place",
            "You write into scores itself: the caller's NumPy array is overwritten, and a JAX array does not allow it. "
            "Which function makes a new array that takes its entries from one of two places?",
            (wrong.written_into_scores, wrong.maximum_taken_in_place),
        ),
        Misconception(
            "digits lost",
            "Your weights are nearly right: digits get lost on the way. Do you round, or compute in float16? Compare "
            "`jnp.float16(0.1)` with 0.1.",
            (wrong.half_precision, wrong.rounded),
        ),
    ),
    properties=(
        Property(
            "hidden entries",
            _hidden_is_zero,
            "An entry that the mask hides has a weight. What is the weight of a hidden entry to be, also in a row "
            "with nothing allowed?",
        ),
        Property(
            "rows sum to one",
            _rows_sum_to_one,
            "In every row with something allowed the weights must sum to 1; in one of yours they do not. Print "
            "`weights.sum(axis=-1)`.",
        ),
        Property(
            "no negative weight",
            _none_negative,
            "One of your weights is negative. Which function of the formula is never negative?",
        ),
    ),
)
