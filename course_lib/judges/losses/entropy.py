"""4.4 entropy and kl_divergence: what is right, what goes wrong, and what to say then."""

from __future__ import annotations

import math

import jax
import jax.numpy as jnp
import numpy as np
from jax import lax

from course_lib.checking.encoding import decode_array
from course_lib.checking.judge import Judge, Misconception, Property
from course_lib.judges.losses import entropy_wrong as wrong


def entropy_masked(p):
    p = np.asarray(p, np.float64)
    logs = np.log(p, out=np.zeros_like(p), where=p > 0)
    return -(p * logs).sum(axis=-1)


def kl_masked(p, q):
    p, q = np.asarray(p, np.float64), np.asarray(q, np.float64)
    with np.errstate(divide="ignore"):
        terms = np.where(p > 0, p * (np.log(np.where(p > 0, p, 1)) - np.log(np.where(p > 0, q, 1))), 0.0)
    return terms.sum(axis=-1)


def entropy_where(p):
    return -jnp.sum(jnp.where(p > 0, p * jnp.log(jnp.where(p > 0, p, 1)), 0), axis=-1)


def kl_where(p, q):
    return jnp.sum(jnp.where(p == 0, 0, p * jnp.log(jnp.where(p == 0, 1, p) / jnp.where(p == 0, 1, q))), axis=-1)


def entropy_loop(p):
    def one(row):
        return sum(-value * math.log(value) for value in row if value > 0)

    rows = np.reshape(p, (-1, np.shape(p)[-1])).tolist()
    return np.reshape([float(one(row)) for row in rows], np.shape(p)[:-1])


def kl_loop(p, q):
    out = np.zeros(np.shape(p)[:-1])
    for index in np.ndindex(out.shape):
        for a, b in zip(np.asarray(p)[index].tolist(), np.asarray(q)[index].tolist(), strict=True):
            if a > 0:
                out[index] += a * math.log(a / b) if b > 0 else math.inf
    return out


def entropy_special(p):
    return jnp.sum(jax.scipy.special.entr(p), axis=-1)


def kl_special(p, q):
    return lax.sub(jnp.sum(-jax.scipy.special.xlogy(p, q), axis=-1), entropy_special(p))


def both(entropy, kl):
    """The same mistake in both functions."""
    return {"entropy": entropy, "kl_divergence": kl}


def ent(function):
    """A wrong entropy beside a right kl_divergence."""
    return {"entropy": function}


def kl(function):
    """A wrong kl_divergence beside a right entropy."""
    return {"kl_divergence": function}


IN_BOTH = (
    Misconception(
        "nan at 0",
        "log 0 is −∞, and 0 · (−∞) is nan. What never happens surprises nobody and should add 0 to the sum: which "
        "entries must not reach the logarithm, or which number can take their place there?",
        (
            both(wrong.entropy_nan_at_zero, wrong.kl_nan_at_zero),
            both(wrong.entropy_nan_at_zero, wrong.kl_nan_at_zero_of_logarithms),
            both(wrong.entropy_nan_at_zero, wrong.kl_other_sign_nan),
            both(wrong.entropy_nan_at_zero, wrong.kl_minus),
            both(wrong.entropy_nan_at_zero, wrong.kl_cross_entropy_nan),
            both(wrong.entropy_nan_at_zero, wrong.kl_weights_of_q),
            both(wrong.entropy_nan_at_zero, wrong.kl_in_total_nan),
            ent(wrong.entropy_nan_at_zero),
            kl(wrong.kl_nan_at_zero),
            kl(wrong.kl_nan_at_zero_of_logarithms),
        ),
    ),
    Misconception(
        "base 2",
        "You use a logarithm to base 2: your unit is the bit, which is fine elsewhere. This task counts in nats: which "
        "logarithm has log e = 1?",
        (
            both(wrong.entropy_base_2, wrong.kl_base_2),
            both(wrong.entropy_base_2_nan, wrong.kl_base_2_nan),
            ent(wrong.entropy_base_2),
            ent(wrong.entropy_base_2_nan),
            kl(wrong.kl_base_2),
            kl(wrong.kl_base_2_nan),
        ),
    ),
    Misconception(
        "base 10",
        "You use a logarithm to base 10. This task counts in nats: which logarithm has log e = 1?",
        (both(wrong.entropy_base_10, wrong.kl_base_10), ent(wrong.entropy_base_10), kl(wrong.kl_base_10)),
    ),
    Misconception(
        "mean",
        "You take the mean over the outcomes. They are weighted already, by p: what comes out for two outcomes of "
        "probability ½ each, and what if a third one is added that never happens?",
        (
            both(wrong.entropy_mean, wrong.kl_mean),
            ent(wrong.entropy_mean),
            ent(wrong.entropy_mean_nan),
            kl(wrong.kl_mean),
        ),
    ),
    Misconception(
        "all rows together",
        "You return one number for all rows. Each row is a distribution of its own, along the last axis: how many "
        "results belong to an array of shape (3, 4)?",
        (
            both(wrong.entropy_in_total, wrong.kl_in_total),
            both(wrong.entropy_in_total_nan, wrong.kl_in_total_nan),
            ent(wrong.entropy_in_total),
            ent(wrong.entropy_in_total_nan),
            ent(wrong.entropy_mean_over_rows),
            kl(wrong.kl_in_total),
            kl(wrong.kl_in_total_nan),
        ),
    ),
    Misconception(
        "first axis",
        "You sum over the first axis, across distributions. In an array of shape (3, 4), which four numbers add up to "
        "1?",
        (
            both(wrong.entropy_first_axis, wrong.kl_first_axis),
            ent(wrong.entropy_first_axis),
            ent(wrong.entropy_first_axis_nan),
            kl(wrong.kl_first_axis),
        ),
    ),
    Misconception(
        "axis kept",
        "Your values are right, but the last axis is still there, with length 1. One number for each distribution: "
        "which shape is that for p of shape (3, 4)?",
        (
            both(wrong.entropy_keeps_axis, wrong.kl_keeps_axis),
            ent(wrong.entropy_keeps_axis),
            kl(wrong.kl_keeps_axis),
        ),
    ),
    Misconception(
        "squeezed all over",
        "`jnp.squeeze` without an axis takes out every axis of length 1, also those that p brought along. Print your "
        "result's shape for p of shape (2, 1, 3): how many distributions are these, and in which shape do they stand?",
        (
            both(wrong.entropy_squeezed, wrong.kl_squeezed),
            ent(wrong.entropy_squeezed),
            kl(wrong.kl_squeezed),
        ),
    ),
    Misconception(
        "small taken for never",
        "You treat a small probability as if it were 0. A thousand outcomes of 0.00001 each, or a single one "
        "where q says never: do they add nothing? Which p, exactly, adds nothing?",
        (
            both(wrong.entropy_without_less_than_a_thousandth, wrong.kl_without_less_than_a_thousandth),
            both(wrong.entropy_without_less_than_a_hundred_thousandth, wrong.kl_without_less_than_a_millionth),
            ent(wrong.entropy_without_less_than_5_percent),
            ent(wrong.entropy_without_less_than_a_thousandth),
            ent(wrong.entropy_without_less_than_a_hundred_thousandth),
            ent(wrong.entropy_without_less_than_a_millionth),
            kl(wrong.kl_without_less_than_a_thousandth),
            kl(wrong.kl_without_less_than_a_millionth),
            kl(wrong.kl_without_less_than_1e_10),
        ),
    ),
    Misconception(
        "not weighted",
        "You add up logarithms as if all outcomes were equally frequent. A surprise that comes once in a thousand "
        "times: how much should it weigh in the mean?",
        (
            both(wrong.entropy_not_weighted_infinite, wrong.kl_not_weighted),
            both(wrong.entropy_not_weighted, wrong.kl_not_weighted_guarded),
            kl(wrong.kl_not_weighted_guarded),
            kl(wrong.kl_not_weighted_infinite),
            ent(wrong.entropy_not_weighted),
            ent(wrong.entropy_not_weighted_infinite),
            kl(wrong.kl_not_weighted),
        ),
    ),
)

ENTROPY_ONLY = (
    Misconception(
        "sign of the entropy",
        "Your entropy is negative. The logarithm of a probability is never positive: which sign has −log p, the "
        "surprise?",
        (ent(wrong.entropy_no_sign), ent(wrong.entropy_no_sign_nan)),
    ),
    Misconception(
        "nan of the sum replaced by 0",
        "One zero makes your whole sum nan, and then you replace it by 0: the other outcomes of that distribution are "
        "lost. Where should the zero be caught, in the sum or in its terms?",
        ent(wrong.entropy_whole_nan_replaced),
    ),
    Misconception(
        "terms not summed",
        "You return one term for each outcome. Entropy is the mean surprise, one number for each distribution: which "
        "step is missing?",
        (ent(wrong.entropy_terms), ent(wrong.entropy_terms_nan)),
    ),
    Misconception(
        "both outcomes of each",
        "You treat each entry as an event of its own, which happens or not. The entries of one row exclude each "
        "other: is 1 − p one of the outcomes?",
        ent(wrong.entropy_of_both_outcomes),
    ),
    Misconception(
        "squares",
        "You compute 1 − Σ p², the Gini impurity, which grows and falls much like the entropy. Where is the logarithm?",
        ent(wrong.entropy_squares),
    ),
    Misconception(
        "scaled to 1",
        "You divide by log C, so that the largest entropy is 1. The task asks for nats: what is the entropy of 4 "
        "equally likely outcomes?",
        ent(wrong.entropy_divided_by_its_largest),
    ),
    Misconception(
        "perplexity",
        "You return exp(entropy), the perplexity, for which chapter 07 has a use. Which number belongs to a certain "
        "outcome here: 0 or 1?",
        ent(wrong.entropy_as_a_count),
    ),
    Misconception(
        "something added to p",
        "You add something to p before the logarithm (or lift small p) to escape log 0. That changes the surprise of "
        "every rare outcome: what becomes of −log p for p = 0.00001? Could you leave out the zeros instead?",
        (
            ent(wrong.entropy_a_millionth_added),
            ent(wrong.entropy_lifted_to_a_thousandth),
            ent(wrong.entropy_log1p),
            ent(wrong.entropy_a_hundredth_added),
            ent(wrong.entropy_a_thousandth_added),
            ent(wrong.entropy_1e_5_added),
            ent(wrong.entropy_1e_7_added),
            ent(wrong.entropy_1e_8_added),
            ent(wrong.entropy_lifted_to_1e_5),
            ent(wrong.entropy_lifted_to_a_millionth),
            ent(wrong.entropy_lifted_to_1e_7),
        ),
    ),
)

KL_ONLY = (
    Misconception(
        "p and q swapped",
        "You have exchanged p and q: your weights are those of q. The formula weighs with what really happens: which "
        "of the two is that?",
        (
            kl(wrong.kl_swapped),
            kl(wrong.kl_swapped_nan),
            kl(wrong.kl_swapped_nan_of_logarithms),
            kl(wrong.kl_weights_of_q),
            both(wrong.entropy_nan_at_zero, wrong.kl_swapped_nan),
        ),
    ),
    Misconception(
        "nan where both are 0",
        "Your entropy and most divergences are right, but where p and q are both 0 you get nan: there log q is −∞, and "
        "0 · (−∞) is no number. Which entries should the sum leave out altogether?",
        kl(wrong.kl_nan_where_both_are_zero),
    ),
    Misconception(
        "sign of the divergence",
        "Your divergence is never positive. It counts the additional surprise of believing q where p is true: can a "
        "wrong belief surprise you less, on average, than the right one?",
        (kl(wrong.kl_other_sign), kl(wrong.kl_other_sign_nan), kl(wrong.kl_minus)),
    ),
    Misconception(
        "cross-entropy",
        "Your divergence of two equal distributions is not 0. −Σ p log q is the whole surprise (cross-entropy): how "
        "much of it would be there even with q = p?",
        (kl(wrong.kl_cross_entropy), kl(wrong.kl_cross_entropy_nan)),
    ),
    Misconception(
        "difference of two entropies",
        "You subtract two entropies. Take p = [0.9, 0.1] and q = [0.1, 0.9]: their entropies are equal; are the "
        "distributions?",
        (kl(wrong.kl_difference_of_entropies), kl(wrong.kl_difference_of_entropies_turned)),
    ),
    Misconception(
        "entropy of q taken off",
        "From the cross-entropy you take the entropy of q. What part of the surprise was there before anyone believed "
        "q: that of q or that of p?",
        kl(wrong.kl_entropy_of_q_taken_off),
    ),
    Misconception(
        "infinity hidden",
        "Where q says never and p says sometimes, the surprise has no limit; yours is finite. Which zeros add nothing "
        "to the sum: those of p, or those of q as well?",
        (
            kl(wrong.kl_finite_where_q_is_zero),
            kl(wrong.kl_ratio_one_where_q_is_zero),
            kl(wrong.kl_nan_to_num_inside),
            kl(wrong.kl_nan_to_num_at_the_end),
            kl(wrong.kl_little_added),
            kl(wrong.kl_more_added),
            kl(wrong.kl_q_lifted_to_a_hundredth),
            kl(wrong.kl_q_lifted_to_1e_12),
        ),
    ),
    Misconception(
        "any zero of q",
        "Wherever q has a 0 your divergence is infinite. If p is 0 there too, nothing happens that was thought "
        "impossible: what does that entry add to the sum?",
        kl(wrong.kl_infinite_at_any_zero_of_q),
    ),
    Misconception(
        "infinity for all rows",
        "One row in which something impossible happens makes all your rows infinite, or your result one number. Where "
        "do you ask about the whole array? What becomes of that row if you compute its log(p/q) like any other?",
        (kl(wrong.kl_infinity_for_all_rows), kl(wrong.kl_one_infinity)),
    ),
    Misconception(
        "a weight of 1 where p is 0",
        "Where p is 0 your sum gets a term without a factor of 0, such as −log q. A 1 may stand for p under the "
        "logarithm: by which number is that term to be weighted?",
        kl(wrong.kl_weight_1_where_p_is_zero),
    ),
    Misconception(
        "something added to p and q",
        "You add something to p and to q before the logarithm. Where q is rare that changes the quotient: what becomes "
        "of 0.2 / q for q = 0.000001? Which entries need any care at all?",
        (
            kl(wrong.kl_a_millionth_added_and_infinity),
            kl(wrong.kl_1e_7_added_and_infinity),
            kl(wrong.kl_1e_8_added_and_infinity),
            kl(wrong.kl_1e_9_added_and_infinity),
        ),
    ),
    Misconception(
        "negative terms left out",
        "You leave out the terms in which q is larger than p, or make them 0. They are negative, and rightly so: what "
        "is the sum for two distributions that are nearly equal, with them and without?",
        kl(wrong.kl_negative_terms_left_out),
    ),
    Misconception(
        "both directions",
        "You mix both directions, so that exchanging p and q changes nothing. Such a measure exists (Jensen and "
        "Jeffreys have their names on two); the divergence asked for is not symmetric. Which of your terms is the one "
        "in the formula?",
        (kl(wrong.kl_both_ways), kl(wrong.kl_mean_of_both_ways), kl(wrong.kl_against_the_middle)),
    ),
    Misconception(
        "sizes summed",
        "You take the size of each term. Where q is larger than p a term is negative, and rightly so: what does the "
        "sum of the sizes give that the sum of the terms does not?",
        kl(wrong.kl_sizes),
    ),
    Misconception(
        "logarithm of a quotient",
        "Inside your sum stands something other than log(p/q). Is the logarithm of a quotient the quotient of two "
        "logarithms, or the logarithm of a difference? Try p = 4, q = 2 with a pencil.",
        (kl(wrong.kl_quotient_of_logarithms), kl(wrong.kl_logarithm_of_the_difference)),
    ),
    Misconception(
        "differences of probabilities",
        "You compare the probabilities by their differences. From 0.5 to 0.51 or from 0 to 0.01: the same difference; "
        "is it the same surprise? Where is the logarithm?",
        (kl(wrong.kl_squares), kl(wrong.kl_distances), kl(wrong.kl_half_the_distances)),
    ),
)

ENTROPY = Judge(
    id="4.4",
    oracle={"entropy": entropy_masked, "kl_divergence": kl_masked},
    rtol=2e-5,
    atol=5e-6,  # log C − D(p ‖ 1/C) is the entropy too, and loses a few steps of float32 at log 1000
    takeaway="entropy is the surprise that is there anyway, KL divergence what a wrong belief adds to it. Their sum is "
    "the cross-entropy: training changes q alone, so lowering one lowers the other.",
    alternatives=(
        {"entropy": entropy_where, "kl_divergence": kl_where},
        {"entropy": entropy_loop, "kl_divergence": kl_loop},
        {"entropy": entropy_special, "kl_divergence": kl_special},
    ),
    misconceptions=(*IN_BOTH, *ENTROPY_ONLY, *KL_ONLY),
    properties=(
        Property(
            "certain is zero",
            lambda case, seen: case.name != "entropy of rows with zeros" or not _some(seen, slice(0, 2)).round(4).any(),
            "If one outcome is certain (a 1 among zeros), nothing can surprise and the entropy should be 0; yours is "
            "not. What do you get for p = [1, 0], step by step?",
        ),
        Property(
            "equal is zero",
            lambda case, seen: (
                case.name != "kl_divergence of two equal distributions" or not _some(seen).round(4).any()
            ),
            "The divergence of two equal distributions should be 0. What is log(p/q) there, and what do you add to it?",
        ),
        Property(
            "infinite surprise",
            lambda case, seen: "where q is 0" not in case.name or np.isinf(np.atleast_1d(_some(seen))[[0, -1]]).all(),
            "Where q is 0 and p is not, the divergence should be infinite; yours is not. What does your code make of "
            "log 0 there?",
        ),
        Property(
            "not negative",
            lambda case, seen: not (_some(seen) < -1e-4).any(),
            lambda case, seen: (
                f"Your {case.function} can be negative; neither function should be. Which of your terms are negative "
                "there, and what should outweigh them?"
            ),
        ),
    ),
)


def _some(seen, part=...):
    return decode_array(seen["returned"])[part]
