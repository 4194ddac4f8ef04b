"""6.4 masked_mean: what is right, what goes wrong, and what to say then."""

from __future__ import annotations

import jax.numpy as jnp
import numpy as np
from jax import lax

from course_lib.checking.encoding import decode_array
from course_lib.checking.judge import Judge, Misconception, Property
from course_lib.judges.rnn import masked_mean_wrong as wrong


def masked_mean_loop(values, lengths):
    """Return for each sample the mean of its real steps, added up one by one in float64."""
    values = np.asarray(values, np.float64)
    means = np.zeros((values.shape[0], values.shape[2]))
    for sample, length in enumerate(np.asarray(lengths).tolist()):
        for t in range(length):
            means[sample] += values[sample, t] / length
    return means


def masked_mean_where(values, lengths):
    mask = jnp.arange(values.shape[1]) < lengths[:, None]
    return jnp.where(mask[:, :, None], values, 0).sum(axis=1) / lengths[:, None]


def masked_mean_slices(values, lengths):
    return np.stack([np.asarray(row)[: int(length)].mean(axis=0) for row, length in zip(values, lengths, strict=True)])


def masked_mean_einsum(values, lengths):
    weights = (jnp.arange(values.shape[1]) < lengths[:, None]) / lengths[:, None]
    return jnp.einsum("bth,bt->bh", values, weights, precision=lax.Precision.HIGHEST)


def masked_mean_argument(values, lengths):
    mask = np.arange(values.shape[1])[None, :, None] < np.asarray(lengths)[:, None, None]
    return np.mean(np.asarray(values), axis=1, where=mask)


def _right_at_full_length(case, seen):
    received, wanted = decode_array(seen["returned"]), masked_mean_loop(*case.arguments.values())
    full = case.arguments["lengths"] == case.arguments["values"].shape[1]
    return received.shape != wanted.shape or np.allclose(received[full], wanted[full], rtol=1e-4, atol=1e-4)


MASKED_MEAN = Judge(
    id="6.4",
    oracle=masked_mean_loop,
    rtol=1e-4,
    atol=1e-5,
    takeaway="a mask belongs in the sum and in the count. Then a sequence has the same mean in whatever company it is "
    "padded.",
    alternatives=(masked_mean_where, masked_mean_slices, masked_mean_einsum, masked_mean_argument),
    misconceptions=(
        Misconception(
            "divides by T",
            "You leave the padding out of the sum, but divide by T, padding included. The same short sequence in a "
            "longer array: does its mean become smaller?",
            (wrong.divides_by_t, wrong.divides_by_t_with_mean),
        ),
        Misconception(
            "no mask",
            "You take the mean over all steps, padding included. What do you get when the padding holds a million?",
            wrong.mean_of_everything,
        ),
        Misconception(
            "padding added up",
            "You divide by the lengths, but add up the padding as well. What do you get when the padding holds a "
            "million?",
            wrong.padding_added,
        ),
        Misconception(
            "one step too many",
            "Your mask lets one step of padding in. A sequence of length 1 has its only step at index 0: is index 1 "
            "smaller than its length?",
            (wrong.one_step_too_many, wrong.one_step_too_many_in_both),
        ),
        Misconception(
            "one step too few",
            "Your mask drops the last real step. For a length of 2, which indices are real?",
            (wrong.one_step_too_few, wrong.last_real_step_left_out),
        ),
        Misconception(
            "counted from one",
            "Your mask starts at index 1, so the first step never counts and a step of padding may. What is the index "
            "of the first step?",
            wrong.counted_from_one,
        ),
        Misconception(
            "the count is off by one",
            "Your sum is right, but you divide by one more or one less than the length. How many steps did you add up?",
            (wrong.divides_by_one_less, wrong.divides_by_one_more),
        ),
        Misconception(
            "not divided",
            "That is the sum of the real steps. What makes it a mean?",
            wrong.not_divided,
        ),
        Misconception(
            "the padding's mean",
            "Your mask is the wrong way round: you add up the padding and leave the real steps out. For which t should "
            "the mask be True?",
            (wrong.padding_only, wrong.padding_over_length),
        ),
        Misconception(
            "zeros not counted",
            "You leave out values because they are 0. A real value may be 0, and padding need not be. Which argument "
            "tells the two apart?",
            (wrong.zeros_not_counted, wrong.everything_that_is_not_zero),
        ),
        Misconception(
            "one count for all",
            "You divide every sample by the same number, or cut all at the same step. Each has a length of its own: "
            "which shape must the divisor have so that each row meets its own?",
            (
                wrong.divides_by_the_longest,
                wrong.divides_by_all_lengths,
                wrong.divides_by_the_mean_length,
                wrong.first_length_for_all,
                wrong.longest_for_all,
            ),
        ),
        Misconception(
            "one mean for the batch",
            "You take the mean over all samples together. Which axis should tell them apart?",
            wrong.one_mean_for_the_batch,
        ),
        Misconception(
            "units merged",
            "You take the mean over the units as well. Which axis alone is the time?",
            wrong.mean_over_units_too,
        ),
        Misconception(
            "lengths across the units",
            "You divide (batch, H) by (batch,): NumPy lines shapes up from the right, so the lengths meet the units. "
            "Which shape must `lengths` take so that each meets its own row?",
            (wrong.lengths_across_the_units, wrong.lengths_across_the_units_numpy),
        ),
        Misconception(
            "mask across the units",
            "Your mask (batch, T) meets values (batch, T, H). Shapes are lined up from the right, so its time meets "
            "the units. What must stand behind the T of the mask?",
            (wrong.mask_across_the_units, wrong.mask_across_the_units_numpy),
        ),
        Misconception(
            "one row of mask",
            "You compare (T,) with (batch,), so step t meets the length of sample t. Each step has to be compared with "
            "each length: which of the two needs an axis more?",
            wrong.mask_without_columns,
        ),
        Misconception(
            "whole numbers",
            "`//` drops what stands behind the point. Which operator divides?",
            wrong.divided_too_early,
        ),
        Misconception(
            "the time is still there",
            "Your result still has an axis where the time was. Which shape does the table ask for?",
            (wrong.axis_kept, wrong.running_means),
        ),
        Misconception(
            "another summary",
            "You take one value out of the real steps: the last, the largest or the middle one. What do you get with "
            "the values 1, 1, 4, and what is their mean?",
            (wrong.last_state_instead, wrong.largest_instead, wrong.middle_instead),
        ),
        Misconception(
            "a list",
            "The means are right, but you return a list of them. Which function makes one array of several rows?",
            wrong.a_list,
        ),
        Misconception(
            "in place",
            "You write into `values`: the caller's NumPy array is overwritten, and a JAX array does not allow it. "
            "Which function chooses between two arrays and makes a new one?",
            wrong.in_place,
        ),
        Misconception(
            "digits lost",
            "Your means are nearly right: digits get lost on the way. Do you round, or compute in float16?",
            (wrong.half_precision, wrong.rounded),
        ),
    ),
    properties=(
        Property(
            "sequences of full length",
            _right_at_full_length,
            "For a sequence that is as long as the array there is no padding, and the plain mean over time is wanted; "
            "yours is another. What do you add up, and by what do you divide?",
        ),
    ),
)
