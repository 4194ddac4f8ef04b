"""Wrong answers to 6.3 last_state."""

from __future__ import annotations

import numpy as np


def last_padded_step(states, lengths):
    return states[:, -1]


def one_too_late(states, lengths):
    states, lengths = np.asarray(states), np.asarray(lengths)
    return states[np.arange(len(states)), np.minimum(lengths, states.shape[1] - 1)]


def one_too_late_jax(states, lengths):
    return states[np.arange(len(states)), lengths]


def one_too_early(states, lengths):
    states, lengths = np.asarray(states), np.asarray(lengths)
    return states[np.arange(len(states)), np.maximum(lengths - 2, 0)]


def one_too_early_wrapping(states, lengths):
    return states[np.arange(len(states)), lengths - 2]


def first_state(states, lengths):
    return states[:, 0]


def counted_from_the_end(states, lengths):
    return states[np.arange(len(states)), -lengths]


def every_length_for_every_sample(states, lengths):
    return states[:, lengths - 1]


def cut_to_the_lengths(states, lengths):
    states, lengths = np.asarray(states), np.asarray(lengths)
    return [states[i, : lengths[i]] for i in range(len(states))]


def longest_of_all(states, lengths):
    return states[:, np.asarray(lengths).max() - 1]


def first_length_for_all(states, lengths):
    return states[:, np.asarray(lengths)[0] - 1]


def along_the_batch(states, lengths):
    return states[lengths - 1, np.arange(len(states))]


def along_the_units(states, lengths):
    return states[np.arange(len(states)), :, lengths - 1]


def last_that_is_not_zero(states, lengths):
    states = np.asarray(states)
    rows = []
    for row in states:
        filled = np.flatnonzero(np.any(row != 0, axis=1))
        rows.append(row[filled[-1]] if len(filled) else row[0])
    return np.stack(rows)


def padding_set_to_zero(states, lengths):
    states, lengths = np.asarray(states), np.asarray(lengths)
    return np.where((np.arange(states.shape[1]) < lengths[:, None])[:, :, None], states, 0)


def last_after_the_mask(states, lengths):
    states, lengths = np.asarray(states), np.asarray(lengths)
    return np.where((np.arange(states.shape[1]) < lengths[:, None])[:, :, None], states, 0)[:, -1]


def mean_of_the_real_ones(states, lengths):
    states, lengths = np.asarray(states), np.asarray(lengths)
    return np.stack([states[i, : lengths[i]].mean(axis=0) for i in range(len(states))])


def sum_of_the_real_ones(states, lengths):
    states, lengths = np.asarray(states), np.asarray(lengths)
    return np.stack([states[i, : lengths[i]].sum(axis=0) for i in range(len(states))])


def largest_of_the_real_ones(states, lengths):
    states, lengths = np.asarray(states), np.asarray(lengths)
    return np.stack([states[i, : lengths[i]].max(axis=0) for i in range(len(states))])


def axis_kept(states, lengths):
    return states[np.arange(len(states)), lengths - 1][:, None]


def axis_kept_by_taking(states, lengths):
    return np.take_along_axis(np.asarray(states), np.asarray(lengths)[:, None, None] - 1, axis=1)


def a_list(states, lengths):
    return [states[i, lengths[i] - 1] for i in range(len(states))]


def units_in_rows(states, lengths):
    return states[np.arange(len(states)), lengths - 1].T


def two_samples(states, lengths):
    return states[np.arange(min(2, len(states))), lengths[:2] - 1]


def second_state(states, lengths):
    return states[:, 1]


def half_precision(states, lengths):
    states = np.asarray(states, np.float16).astype(np.float32)
    return states[np.arange(len(states)), np.asarray(lengths) - 1]


def rounded(states, lengths):
    states = np.round(np.asarray(states), 3)
    return states[np.arange(len(states)), np.asarray(lengths) - 1]
