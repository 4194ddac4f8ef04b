"""7.1 attention_scores: what is right, what goes wrong, and what to say then."""

from __future__ import annotations

import jax.numpy as jnp
import numpy as np
from jax import lax

from course_lib.checking.encoding import decode_array
from course_lib.checking.judge import Judge, Misconception, Property
from course_lib.judges.attention import attention_scores_wrong as wrong


def scores_sums(q, k):
    """Return s_ij = Σ_c q_ic k_jc / √d, sum by sum."""
    q, k = np.asarray(q, np.float64), np.asarray(k, np.float64)
    scores = np.zeros((*q.shape[:-1], k.shape[-2]))
    for *front, i, j in np.ndindex(scores.shape):
        products = [a * b for a, b in zip(q[(*front, i)], k[(*front, j)], strict=True)]
        scores[(*front, i, j)] = sum(products) / len(products) ** 0.5
    return scores


def scores_product(q, k):
    return q @ jnp.swapaxes(k, -1, -2) / jnp.sqrt(q.shape[-1])


def scores_einsum(q, k):
    return np.einsum("...ic,...jc->...ij", q, k) * q.shape[-1] ** -0.5


def scores_dot_general(q, k):
    q, k = jnp.asarray(q), jnp.asarray(k)
    front = tuple(range(q.ndim - 2))
    return lax.dot_general(q * q.shape[-1] ** -0.5, k, (((q.ndim - 1,), (k.ndim - 1,)), (front, front)))


def _proportional(case, seen):
    """Whether the result is a multiple of the right one, other than the right one itself."""
    right, received = scores_sums(*case.arguments.values()).ravel(), decode_array(seen["returned"]).ravel()
    if right.shape != received.shape:
        return False
    factor = float(received @ right / (right @ right))
    return abs(factor - 1) > 1e-3 and np.allclose(received, factor * right, rtol=1e-3, atol=1e-4)


ATTENTION_SCORES = Judge(
    id="7.1",
    oracle=scores_sums,
    takeaway="a score is an inner product, made small again by √d: without that, scores of wide vectors are so far "
    "apart that a softmax of them would look at one key alone.",
    alternatives=(scores_product, scores_einsum, scores_dot_general),
    misconceptions=(
        Misconception(
            "not scaled",
            "Your scores are the inner products themselves. A sum of d products spreads the wider the larger d is: "
            "which factor of the formula takes that back?",
            wrong.not_scaled,
        ),
        Misconception(
            "divided by d",
            "You divide by d. For d = 100 the sum of 100 random products is about 10 in size, not 100: which power of "
            "d does the formula ask for?",
            wrong.divided_by_d,
        ),
        Misconception(
            "multiplied",
            "You multiply by √d, so wide vectors get even larger scores. On which side of the fraction does the root "
            "stand?",
            wrong.multiplied,
        ),
        Misconception(
            "the root of a root",
            "You divide by the fourth root of d: the root seems to be taken twice. Print your divisor for d = 4.",
            wrong.fourth_root,
        ),
        Misconception(
            "^ is not a power",
            "In Python `^` is no power: it compares the bits of two whole numbers, and refuses others. What is `3 ^ "
            "2`, and what is `3 ** 2`?",
            wrong.caret,
        ),
        Misconception(
            "queries and keys exchanged",
            "Row i of your result belongs to key i. The table asks for one row for each query and one column for each "
            "key: which of the two stands on the left of the product?",
            wrong.transposed,
        ),
        Misconception(
            "keys not turned",
            "You multiply q with k as it stands: that sums over the columns of q and the rows of k, but the formula "
            "sums over the columns of both. Write the two shapes side by side: which axes must meet?",
            (wrong.not_turned, wrong.not_turned_jax),
        ),
        Misconception(
            "all axes turned",
            "Right for matrices, but `.T` reverses all axes of an array: the sample axis of a batch then lies at the "
            "end. Print `jnp.zeros((2, 4, 5)).T.shape`. Which two axes should change places?",
            (wrong.all_axes_turned, wrong.all_axes_turned_jax),
        ),
        Misconception(
            "the root of another size",
            "You divide by the root of a number of queries, keys or samples. Twice as many keys should leave each "
            "score as it is. Which size counts the products that are added up?",
            (
                wrong.scaled_by_keys,
                wrong.scaled_by_queries,
                wrong.scaled_by_first_axis,
                wrong.scaled_by_size,
            ),
        ),
        Misconception(
            "d of matrices only",
            "Right for matrices; in a batch your divisor is the root of the number of queries, since axis 1 is another "
            "one there. Which axis has d numbers, however many axes stand in front?",
            wrong.second_axis_for_d,
        ),
        Misconception(
            "always two",
            "You always divide by 2. In the example that is √4; what should it be for vectors of 5 numbers?",
            wrong.always_two,
        ),
        Misconception(
            "a root cut off",
            "Your divisor is a whole number: the digits of the root are cut off. What is √5, and by what do you "
            "divide when d = 5?",
            wrong.root_of_whole_numbers,
        ),
        Misconception(
            "cosines",
            "You divide by the lengths of both vectors: that is the cosine of their angle, always between −1 and 1. "
            "Twice as long a query should score twice as high. What does the formula divide by?",
            wrong.cosines,
        ),
        Misconception(
            "distances",
            "You measure how far a query lies from a key: the best fit then gets the smallest number. What does the "
            "formula do with the two vectors?",
            wrong.distances,
        ),
        Misconception(
            "a softmax already",
            "Each of your rows sums to 1: you return weights. This function gives the scores from which weights are "
            "made later. Where does a softmax stand in the formula?",
            wrong.softmax_applied,
        ),
        Misconception(
            "in pairs only",
            "You compare query i with key i only. Every query is compared with every key: how many numbers are "
            "that, for 2 queries and 3 keys?",
            (wrong.pairs_only, wrong.pairs_only_broadcast, wrong.entry_by_entry),
        ),
        Misconception(
            "one query for all",
            "All rows of your result are alike: they belong to the first query. What should row 1 hold?",
            wrong.first_query_only,
        ),
        Misconception(
            "in place",
            "You write into q itself, so the caller's array is changed: a second call with it would scale again. "
            "Which line makes no new array?",
            wrong.query_scaled_in_place,
        ),
        Misconception(
            "signs lost",
            "None of your scores is negative. What does a query that points away from a key score?",
            wrong.absolute,
        ),
        Misconception(
            "digits lost",
            "Your scores are nearly right: digits get lost on the way. Do you round, divide with `//`, or compute in "
            "float16? Compare `jnp.float16(2049)` with 2049.",
            (wrong.half_precision, wrong.rounded, wrong.rounded_to_whole),
        ),
    ),
    properties=(
        Property(
            "the right divisor",
            lambda case, seen: not _proportional(case, seen),
            "All your scores are off by one common factor: the products are right, what you divide by is not. Print "
            "the divisor, and compare it with the formula.",
        ),
    ),
)
