"""6.3 last_state: what is right, what goes wrong, and what to say then."""

from __future__ import annotations

import jax
import jax.numpy as jnp
import numpy as np

from course_lib.checking.encoding import decode_array
from course_lib.checking.judge import Judge, Misconception, Property
from course_lib.judges.rnn import last_state_wrong as wrong


def last_state_loop(states, lengths):
    """Return for each sample the state of its last real step, in float64."""
    states = np.asarray(states, np.float64)
    rows = np.zeros((states.shape[0], states.shape[2]))
    for sample, length in enumerate(np.asarray(lengths).tolist()):
        rows[sample] = states[sample, length - 1]
    return rows


def last_state_index(states, lengths):
    return states[jnp.arange(states.shape[0]), lengths - 1]


def last_state_take(states, lengths):
    return jnp.take_along_axis(states, lengths[:, None, None] - 1, axis=1)[:, 0]


def last_state_one_hot(states, lengths):
    chosen = np.arange(states.shape[1]) == np.asarray(lengths)[:, None] - 1
    return np.einsum("bth,bt->bh", np.asarray(states), chosen)


def last_state_vmap(states, lengths):
    return jax.vmap(lambda row, length: row[length - 1])(states, lengths)


def _right_at_full_length(case, seen):
    received, wanted = decode_array(seen["returned"]), last_state_loop(*case.arguments.values())
    full = case.arguments["lengths"] == case.arguments["states"].shape[1]
    return received.shape != wanted.shape or np.allclose(received[full], wanted[full], rtol=1e-4, atol=1e-5)


LAST_STATE = Judge(
    id="6.3",
    oracle=last_state_loop,
    takeaway="padding is there to make an array of unequal sequences; nothing that stands in it may count. A network "
    "that reads `states[:, -1]` learns from how it looks after a long silence.",
    alternatives=(last_state_index, last_state_take, last_state_one_hot, last_state_vmap),
    misconceptions=(
        Misconception(
            "last padded step",
            "You take the last column for every sample, also for those that ended long before. For a shorter one, what "
            "stands there: something it said, or padding?",
            wrong.last_padded_step,
        ),
        Misconception(
            "one too late",
            "You look one step too far: at the padding, or beyond the array (where JAX silently takes the last entry). "
            "A sequence of length 1 has one state: at which index?",
            (wrong.one_too_late, wrong.one_too_late_jax),
        ),
        Misconception(
            "one too early",
            "You stop one step too early. A sequence of length 3 has states at the indices 0, 1 and 2: which is its "
            "last?",
            (wrong.one_too_early, wrong.one_too_early_wrapping),
        ),
        Misconception(
            "the same step for all",
            "You take one and the same step for all samples. Which argument says where each of them ends?",
            (wrong.first_state, wrong.longest_of_all, wrong.first_length_for_all, wrong.second_state),
        ),
        Misconception(
            "counted from the end",
            "You count back from the end of the padded array: a negative index starts there. From where does a length "
            "count?",
            wrong.counted_from_the_end,
        ),
        Misconception(
            "every length for every sample",
            "You take all the lengths for every sample: `states[:, k]` means every row with every entry of k. Each row "
            "has one end: which numbers must go with `lengths`, one for one?",
            wrong.every_length_for_every_sample,
        ),
        Misconception(
            "the wrong axis",
            "You use the lengths along another axis than time. In (batch, T, H), which axis do they count along?",
            (wrong.along_the_batch, wrong.along_the_units),
        ),
        Misconception(
            "last that is not zero",
            "You look for the last state that is not 0. A real state may be 0, and padding need not be: which argument "
            "knows the end without looking at the states?",
            wrong.last_that_is_not_zero,
        ),
        Misconception(
            "masked, then the last column",
            "You set the padding to 0 and then take the last column: for shorter sequences that is 0, and not their "
            "last state. Where do they end?",
            wrong.last_after_the_mask,
        ),
        Misconception(
            "not chosen yet",
            "You blank or cut off the padding, but all states are still there. One state for each sample is wanted: "
            "which?",
            (wrong.padding_set_to_zero, wrong.cut_to_the_lengths),
        ),
        Misconception(
            "all real states merged",
            "You merge all real states of a sample into one. That is useful too (6.4 is about a mean), but here the "
            "last one alone is wanted. What would you index with?",
            (wrong.mean_of_the_real_ones, wrong.sum_of_the_real_ones, wrong.largest_of_the_real_ones),
        ),
        Misconception(
            "an axis too many",
            "The states are right, but an axis of length 1 is left where the time was. Which shape does the table ask "
            "for?",
            (wrong.axis_kept, wrong.axis_kept_by_taking),
        ),
        Misconception(
            "a list",
            "The states are right, but you return a list of them. Which function makes one array of several rows?",
            wrong.a_list,
        ),
        Misconception(
            "turned",
            "The states are right, but samples and units have changed places. Batches come first: which shape is "
            "wanted?",
            wrong.units_in_rows,
        ),
        Misconception(
            "as many samples as in the example",
            "You return at most two samples, as in the example. Which shape tells you how many there are?",
            wrong.two_samples,
        ),
        Misconception(
            "digits lost",
            "Your states are nearly right, but they are only to be copied: which step changes their digits?",
            (wrong.half_precision, wrong.rounded),
        ),
    ),
    properties=(
        Property(
            "sequences of full length",
            _right_at_full_length,
            "For a sequence that is as long as the array, the last state is simply the one in the last column; yours "
            "is another. What does your code compute for lengths = T?",
        ),
    ),
)
