"""6.5 clip_by_global_norm: what is right, what goes wrong, and what to say then."""

from __future__ import annotations

import math

import jax
import jax.numpy as jnp
import numpy as np
from jax.flatten_util import ravel_pytree

from course_lib.checking.encoding import decode_array, encode
from course_lib.checking.judge import Judge, Misconception, Property
from course_lib.judges.rnn import clip_by_global_norm_wrong as wrong


def clip_numbers(grads, max_norm):
    """Add up the squares of all numbers one by one, in float64."""
    norm = math.sqrt(sum(float(v) ** 2 for leaf in jax.tree.leaves(grads) for v in np.ravel(leaf)))
    factor = max_norm / norm if norm > max_norm else 1.0
    return jax.tree.map(lambda leaf: np.asarray(leaf, np.float64) * factor, grads)


def clip_minimum(grads, max_norm):
    norm = jnp.sqrt(sum(jnp.sum(leaf**2) for leaf in jax.tree.leaves(grads)))
    return jax.tree.map(lambda leaf: leaf * (max_norm / jnp.maximum(norm, max_norm)), grads)


def clip_raveled(grads, max_norm):
    row, unravel = ravel_pytree(grads)
    norm = jnp.linalg.norm(row)
    return unravel(jnp.where(norm > max_norm, row / jnp.where(norm > 0, norm, 1) * max_norm, row))


def clip_with_epsilon(grads, max_norm):
    norm = np.sqrt(sum(float(np.vdot(leaf, leaf)) for leaf in jax.tree.leaves(grads)))
    return jax.tree.map(lambda leaf: leaf * min(1.0, max_norm / (norm + 1e-9)), grads)


def _numbers(tree):
    """All numbers of an encoded tree in one row."""
    if "sequence" in tree:
        return np.concatenate([np.zeros(0), *(_numbers(part) for part in tree["sequence"])])
    if "mapping" in tree:
        return np.concatenate([np.zeros(0), *(_numbers(part) for _, part in tree["mapping"])])
    return np.ravel(decode_array(tree)).astype(float)


def _short_enough(case, seen):
    return np.linalg.norm(_numbers(seen["returned"])) <= case.arguments["max_norm"] * (1 + 1e-4)


def _keeps_direction(case, seen):
    given, received = _numbers(encode(case.arguments["grads"])), _numbers(seen["returned"])
    longest = np.linalg.norm(given) * np.linalg.norm(received)
    return given.shape != received.shape or given @ received >= longest * (1 - 1e-5)


def _left_alone(case, seen):
    given = _numbers(encode(case.arguments["grads"]))
    if np.linalg.norm(given) > case.arguments["max_norm"] * (1 + 1e-6):
        return True
    return np.allclose(_numbers(seen["returned"]), given, rtol=1e-4, atol=1e-6)


CLIP_BY_GLOBAL_NORM = Judge(
    id="6.5",
    oracle=clip_numbers,
    rtol=1e-4,
    atol=1e-7,
    takeaway="one factor for the whole tree: the step becomes shorter, its direction stays. It does not mend what "
    "makes gradients explode, but one bad batch can no longer throw the parameters out.",
    alternatives=(clip_minimum, clip_raveled, clip_with_epsilon),
    misconceptions=(
        Misconception(
            "per leaf",
            "You shorten each array by itself. Each then has a factor of its own, and the direction of the whole step "
            "changes. How many numbers does the word *global* cover?",
            wrong.per_leaf,
        ),
        Misconception(
            "scales up",
            "You bring every gradient to the length max_norm, the short ones too. Near a minimum gradients are short: "
            "what would become of the steps there?",
            (wrong.scales_up, wrong.scales_up_with_nan),
        ),
        Misconception(
            "0 divided by 0",
            "All is right, except where the gradient is 0: then you divide 0 by 0, and the parameters become nan at "
            "the next step. What should come out if nothing is to be shortened?",
            wrong.nan_at_zero,
        ),
        Misconception(
            "each entry",
            "You cut off single entries, so the large ones lose more than the small ones and the direction changes. "
            "What is (3, −4) after your function with max_norm 1, and does it still point the same way?",
            (wrong.each_entry, wrong.each_entry_from_above),
        ),
        Misconception(
            "no root",
            "Your norm is the sum of the squares. A gradient of one entry, 3, has length 3: what does yours say?",
            wrong.squared_norm,
        ),
        Misconception(
            "norms added up",
            "You add up the lengths of the arrays. Two arrays [3] and [4]: is the length of (3, 4) 7?",
            wrong.sum_of_norms,
        ),
        Misconception(
            "another norm",
            "You measure the gradient in another way than by the root of the sum of all squares: what does your "
            "measure say for (3, −4), of length 5?",
            (
                wrong.sum_of_sizes,
                wrong.largest_entry,
                wrong.longest_leaf,
                wrong.mean_of_squares,
                wrong.signed_sum,
            ),
        ),
        Misconception(
            "one array only",
            "You measure the length of one array, not of all. A tree may hold many: which function lists them?",
            wrong.first_leaf,
        ),
        Misconception(
            "length 1",
            "What you shorten gets length 1, whatever max_norm says. Which length is asked for?",
            (wrong.length_one, wrong.length_one_always),
        ),
        Misconception(
            "another factor",
            "You make gradients shorter or longer than max_norm by a factor that does not fit. A gradient of length 13 "
            "is to get length 6.5: by which factor, and how does it follow from the two lengths?",
            (wrong.by_the_limit, wrong.times_the_limit, wrong.upside_down, wrong.always_larger, wrong.twice),
        ),
        Misconception(
            "excess subtracted",
            "You subtract the excess length from every entry. Does (3, −4) keep its direction if 1 is taken off both?",
            wrong.excess_taken_off,
        ),
        Misconception(
            "thrown away",
            "Gradients that are too long become 0 with you: that batch teaches nothing. What should be left of it?",
            wrong.set_to_zero,
        ),
        Misconception(
            "unchanged",
            "You return the gradients as they came. What is the length of the example's, and what is allowed?",
            wrong.unchanged,
        ),
        Misconception(
            "downhill already",
            "Your gradients have the opposite sign. A gradient points uphill; who turns it round, and when?",
            wrong.downhill,
        ),
        Misconception(
            "more or less than the tree",
            "You return the norm or the factor, alone or beside the gradients. The next function wants a tree like "
            "grads, and nothing else: what should become of each leaf?",
            (wrong.norm_too, wrong.factor_only, wrong.norm_only),
        ),
        Misconception(
            "the tree is lost",
            "The numbers are right, but the tree is gone: `gradient_step` needs for each parameter the gradient at the "
            "same place. Which function keeps the containers?",
            (wrong.leaves_only, wrong.one_row),
        ),
        Misconception(
            "one kind of tree only",
            "Your code knows one kind of tree, a dict as in the example. Gradients also come as tuples, nested, or as "
            "a single array: which functions of JAX do not care?",
            (wrong.dicts_only, wrong.w_and_b_only),
        ),
        Misconception(
            "the tree as if it were an array",
            "`^` is no power in Python, and a tree is no array: one of the two, or `*` between a tree and a number, "
            "stops your code. What does the line named below work on, and which operator does it use?",
            (wrong.caret, wrong.norm_of_a_tree, wrong.tree_times_a_number),
        ),
        Misconception(
            "in place",
            "You write into the caller's own arrays: NumPy gradients are overwritten, and JAX arrays do not allow it. "
            "Which function builds a new tree?",
            (wrong.in_place, wrong.in_place_operator),
        ),
        Misconception(
            "digits lost",
            "Your numbers are nearly right, or wrong where they are tiny: digits get lost on the way. Do you round, or "
            "compute in float16?",
            (wrong.half_precision, wrong.rounded),
        ),
    ),
    properties=(
        Property(
            "not longer than allowed",
            _short_enough,
            "What you return is longer than max_norm. Take the root of the sum of all squares of your result: which "
            "length has it?",
        ),
        Property(
            "short ones stay",
            _left_alone,
            "A gradient that is not longer than max_norm should come back as it is; yours is changed. What is your "
            "factor there?",
        ),
        Property(
            "same direction",
            _keeps_direction,
            "Your result points in another direction than the gradients that you were given. Do all entries get the "
            "same factor?",
        ),
    ),
)
