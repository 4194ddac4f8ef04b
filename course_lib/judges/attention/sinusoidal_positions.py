"""7.7 sinusoidal_positions: what is right, what goes wrong, and what to say then."""

from __future__ import annotations

import math

import jax.numpy as jnp
import numpy as np

from course_lib.checking.encoding import decode_array
from course_lib.checking.judge import Judge, Misconception, Property
from course_lib.judges.attention import sinusoidal_positions_wrong as wrong


def positions_entries(t, d):
    """Return sin and cos of p / 10000^(2i/d), entry by entry."""
    out = np.zeros((t, d))
    for p in range(t):
        for i in range(d // 2):
            angle = p / math.pow(10000, 2 * i / d)
            out[p, 2 * i], out[p, 2 * i + 1] = math.sin(angle), math.cos(angle)
    return out


def positions_stacked(t, d):
    angle = jnp.arange(t)[:, None] / 10000 ** (jnp.arange(0, d, 2) / d)
    return jnp.stack([jnp.sin(angle), jnp.cos(angle)], axis=-1).reshape(t, d)


def positions_sliced(t, d):
    out = np.zeros((t, d))
    angle = np.outer(np.arange(t), np.exp(-np.log(10000) * np.arange(0, d, 2) / d))
    out[:, ::2], out[:, 1::2] = np.sin(angle), np.cos(angle)
    return out


def positions_by_parity(t, d):
    column = np.arange(d)
    angle = np.arange(t)[:, None] / 10000 ** (2 * (column // 2) / d)
    return np.where(column % 2 == 0, np.sin(angle), np.cos(angle))


def _right_at(case, seen, rows, columns):
    received, right = decode_array(seen["returned"]), positions_entries(*case.arguments.values())
    return received.shape != right.shape or np.allclose(received[rows, columns], right[rows, columns], atol=1e-3)


def _circles(case, seen):
    received = decode_array(seen["returned"])
    pairs = received.reshape(len(received), -1, 2)
    return bool(np.allclose((pairs**2).sum(axis=-1), 1, atol=1e-3))


SINUSOIDAL_POSITIONS = Judge(
    id="7.7",
    oracle=positions_entries,
    atol=1e-4,
    takeaway="each pair of columns is a hand of a clock, the first fast, the last slow. Added to the vectors of words, "
    "they tell attention what it cannot see by itself: where a word stands.",
    alternatives=(positions_stacked, positions_sliced, positions_by_parity),
    misconceptions=(
        Misconception(
            "sine and cosine exchanged",
            "The angles are right, but sine and cosine have changed places. Which of the two is 0 at position 0, and "
            "in which column should it stand?",
            wrong.exchanged,
        ),
        Misconception(
            "halves side by side",
            "All numbers are right, but all sines come first and all cosines behind them. Here they take turns: which "
            "two functions stand in columns 0 and 1?",
            wrong.halves,
        ),
        Misconception(
            "degrees",
            "You convert between degrees and radians. The functions of JAX and NumPy take radians, and so does the "
            "formula. What is sin(1) in the example?",
            (wrong.degrees, wrong.to_degrees),
        ),
        Misconception(
            "exponent",
            "Your exponent is not 2i/d, with i the number of the pair: it runs half or twice as far. For d = 4, which "
            "two exponents should there be?",
            (wrong.exponent_half, wrong.exponent_double),
        ),
        Misconception(
            "an exponent for each column",
            "Every column of yours has an exponent of its own. A sine and its cosine are a pair that shares an angle: "
            "which columns have the same i?",
            (
                wrong.exponent_of_column,
                wrong.exponent_of_twice_the_column,
                wrong.sines_only_by_column,
            ),
        ),
        Misconception(
            "brackets",
            "`a ** b / c` is (a ** b) / c, and in your exponent the division by d is missing. Print "
            "`10000 ** (2 / 4)` and `10000 ** 2 / 4`.",
            (wrong.no_division_by_d, wrong.brackets_missing, wrong.brackets_missing_everywhere),
        ),
        Misconception(
            "whole division",
            "All your pairs turn at the same speed: the exponent is 0 for each. What are `2 // 4` and `2 / 4`?",
            wrong.whole_division,
        ),
        Misconception(
            "multiplied",
            "You multiply by the power, so later columns turn faster. In the example the last pair should turn slowly, "
            "by 0.01 for each position: what belongs under the fraction bar?",
            wrong.multiplied,
        ),
        Misconception(
            "t for d",
            "You divide the exponent by the number of positions. A position should get the same vector in a short text "
            "and in a long one: which size belongs there?",
            wrong.divided_by_t,
        ),
        Misconception(
            "^ is not a power",
            "In Python `^` is no power: it compares the bits of whole numbers and refuses others. What is `3 ^ 2`, and "
            "what is `3 ** 2`?",
            (wrong.caret, wrong.caret_whole),
        ),
        Misconception(
            "counted from one",
            "You count positions, or pairs, from 1. What should the first row be, where every angle is 0, and by how "
            "much should the first pair turn for each position?",
            (wrong.from_one, wrong.pairs_from_one),
        ),
        Misconception(
            "another base",
            "The pattern is right, but the slower pairs turn at another speed: is your base 10000, with four zeros?",
            (wrong.base_thousand, wrong.base_hundred_thousand),
        ),
        Misconception(
            "no cosines",
            "There are sines only in your result. One sine cannot tell whether it is rising or falling: what belongs "
            "into the odd columns?",
            (wrong.sines_only, wrong.cosines_missing),
        ),
        Misconception(
            "rows and columns exchanged",
            "You return one column for each position. The table asks for one row for each: which axis is which?",
            wrong.transposed,
        ),
        Misconception(
            "folded wrongly",
            "Your numbers are right but stand in the wrong places: `reshape` reads the last axis first, so a sine and "
            "its cosine must be neighbours along the last axis. Print the shape before `reshape`.",
            wrong.wrongly_folded,
        ),
        Misconception(
            "two parts",
            "Sines and cosines are still apart, in a pair or on an axis of their own. One row of d numbers is wanted "
            "for each position: how do you let them take turns?",
            (wrong.three_axes, wrong.a_pair),
        ),
        Misconception(
            "twice as wide",
            "You return 2·d columns. How many pairs make d columns?",
            wrong.twice_as_wide,
        ),
        Misconception(
            "angles",
            "You return the angles. What should be taken of them?",
            wrong.angles,
        ),
        Misconception(
            "an array of whole numbers",
            "Sines have been cut off to whole numbers: an array made for whole numbers keeps no digits. Which dtype "
            "does your array start with?",
            (wrong.whole_array, wrong.zero_dtype_kept),
        ),
        Misconception(
            "digits lost",
            "Your numbers are nearly right: digits get lost on the way. Do you round, or compute in float16? Compare "
            "`jnp.float16(0.1)` with 0.1.",
            (wrong.rounded, wrong.half_precision),
        ),
    ),
    properties=(
        Property(
            "the first row",
            lambda case, seen: _right_at(case, seen, slice(0, 1), slice(None)),
            "The first row belongs to position 0, where every angle is 0. What are the sine and the cosine of 0?",
        ),
        Property(
            "pairs on a circle",
            _circles,
            "The squares of a sine and its cosine sum to 1; in one of your pairs of columns they do not. Do both take "
            "the same angle?",
        ),
        Property(
            "the first pair",
            lambda case, seen: _right_at(case, seen, slice(None), slice(0, 2)),
            "Your first pair of columns is wrong. What is 10000 to the power 0, and so the angle at position p?",
        ),
    ),
)
