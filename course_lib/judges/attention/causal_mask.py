"""7.4 causal_mask: what is right, what goes wrong, and what to say then."""

from __future__ import annotations

import jax.numpy as jnp
import numpy as np

from course_lib.checking.judge import Judge, Misconception
from course_lib.judges.attention import causal_mask_wrong as wrong


def mask_entries(t):
    """Return m_ij = (j ≤ i), entry by entry."""
    mask = np.zeros((t, t), bool)
    for i in range(t):
        for j in range(i + 1):
            mask[i, j] = True
    return mask


def mask_triangle(t):
    return jnp.tril(jnp.ones((t, t), dtype=bool))


def mask_comparison(t):
    return jnp.arange(t)[None, :] <= jnp.arange(t)[:, None]


def mask_numpy(t):
    return np.tri(t, dtype=bool)


CAUSAL_MASK = Judge(
    id="7.4",
    oracle=mask_entries,
    takeaway="with this mask a model that predicts the next word can be trained on all positions of a text at once: no "
    "position sees the words that it is to predict.",
    alternatives=(mask_triangle, mask_comparison, mask_numpy),
    misconceptions=(
        Misconception(
            "rows and columns exchanged",
            "Position 0 sees all positions in your mask, and the last one only itself: that is the future, not the "
            "past. Which axis stands for the position that looks, and which for the one that is looked at?",
            wrong.transposed,
        ),
        Misconception(
            "own position hidden",
            "In your mask a position does not see itself, and position 0 sees nothing at all. Does the formula say j < "
            "i or j ≤ i?",
            wrong.own_position_hidden,
        ),
        Misconception(
            "the forbidden marked",
            "You mark what is forbidden: the future. What does True mean in this task?",
            wrong.own_hidden_and_transposed,
        ),
        Misconception(
            "one step of the future",
            "In your mask each position sees one position of the future too. A model that predicts the next word would "
            "find the answer there. Where does the allowed part end in row 0?",
            (wrong.one_step_ahead, wrong.first_row_missing),
        ),
        Misconception(
            "part of the past only",
            "In your mask a position sees only itself or its neighbour, not all of the past. Which positions may the "
            "last one see?",
            (wrong.own_position_only, wrong.previous_only, wrong.last_two),
        ),
        Misconception(
            "nothing hidden, or everything",
            "All entries of your mask are alike. Which entries of row 0 should be False?",
            (wrong.everything, wrong.nothing),
        ),
        Misconception(
            "numbers",
            "The pattern is right, but a mask here holds True and False, and yours holds numbers. How do you say so "
            "when you make an array of ones?",
            (wrong.ones_and_zeros, wrong.whole_numbers),
        ),
        Misconception(
            "added to scores",
            "You return 0 and −∞ (or a large negative number), to be added to scores: some libraries do so. Here a "
            "mask says True where looking is allowed. Which comparison of i and j gives that directly?",
            (wrong.added_to_scores, wrong.added_to_scores_finite),
        ),
        Misconception(
            "nested lists",
            "The entries are right, but an array is wanted: a list can neither be broadcast nor be inverted with `~`. "
            "Which function makes an array of it?",
            wrong.nested_lists,
        ),
        Misconception(
            "one axis only",
            "You return one row or one column. The mask has a row for each position that looks: how many are there?",
            (wrong.one_row, wrong.column_of_counts),
        ),
        Misconception(
            "another size",
            "Your mask does not have t rows and t columns. What do you do with t before it becomes a shape?",
            (wrong.one_too_many, wrong.one_too_few),
        ),
        Misconception(
            "always three",
            "Your mask has three rows and columns for every t, as in the example. Which number should stand there "
            "instead?",
            wrong.three_positions,
        ),
        Misconception(
            "upside down",
            "Your triangle has its corner on the wrong side: rows or columns are counted from the end. What may "
            "position 0, the first row, see?",
            (wrong.from_the_last_row, wrong.from_the_last_column),
        ),
        Misconception(
            "an axis too many",
            "Your mask has an axis in front. It will be broadcast against batches by itself: which shape does the "
            "table ask for?",
            wrong.with_a_batch_axis,
        ),
    ),
)
