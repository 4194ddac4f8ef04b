"""Wrong answers to 6.4 masked_mean."""

from __future__ import annotations

import numpy as np


def divides_by_t(values, lengths):
    values, lengths = np.asarray(values), np.asarray(lengths)
    mask = np.arange(values.shape[1]) < lengths[:, None]
    return (values * mask[:, :, None]).sum(axis=1) / values.shape[1]


def divides_by_t_with_mean(values, lengths):
    values, lengths = np.asarray(values), np.asarray(lengths)
    mask = np.arange(values.shape[1]) < lengths[:, None]
    return (values * mask[:, :, None]).mean(axis=1)


def mean_of_everything(values, lengths):
    return values.mean(axis=1)


def padding_added(values, lengths):
    return np.asarray(values).sum(axis=1) / np.asarray(lengths)[:, None]


def one_step_too_many(values, lengths):
    values, lengths = np.asarray(values), np.asarray(lengths)
    mask = np.arange(values.shape[1]) <= lengths[:, None]
    return (values * mask[:, :, None]).sum(axis=1) / lengths[:, None]


def one_step_too_many_in_both(values, lengths):
    values, lengths = np.asarray(values), np.asarray(lengths)
    mask = np.arange(values.shape[1]) <= lengths[:, None]
    return (values * mask[:, :, None]).sum(axis=1) / mask.sum(axis=1)[:, None]


def one_step_too_few(values, lengths):
    values, lengths = np.asarray(values), np.asarray(lengths)
    mask = np.arange(values.shape[1]) < lengths[:, None] - 1
    return (values * mask[:, :, None]).sum(axis=1) / lengths[:, None]


def last_real_step_left_out(values, lengths):
    values, lengths = np.asarray(values), np.asarray(lengths)
    return np.stack([values[i, : max(lengths[i] - 1, 1)].mean(axis=0) for i in range(len(values))])


def counted_from_one(values, lengths):
    values, lengths = np.asarray(values), np.asarray(lengths)
    steps = np.arange(values.shape[1])
    mask = (steps >= 1) & (steps <= lengths[:, None])
    return (values * mask[:, :, None]).sum(axis=1) / lengths[:, None]


def divides_by_one_less(values, lengths):
    values, lengths = np.asarray(values), np.asarray(lengths)
    mask = np.arange(values.shape[1]) < lengths[:, None]
    return (values * mask[:, :, None]).sum(axis=1) / np.maximum(lengths - 1, 1)[:, None]


def divides_by_one_more(values, lengths):
    values, lengths = np.asarray(values), np.asarray(lengths)
    mask = np.arange(values.shape[1]) < lengths[:, None]
    return (values * mask[:, :, None]).sum(axis=1) / (lengths + 1)[:, None]


def not_divided(values, lengths):
    values, lengths = np.asarray(values), np.asarray(lengths)
    mask = np.arange(values.shape[1]) < lengths[:, None]
    return (values * mask[:, :, None]).sum(axis=1)


def padding_only(values, lengths):
    values, lengths = np.asarray(values), np.asarray(lengths)
    mask = np.arange(values.shape[1]) >= lengths[:, None]
    return (values * mask[:, :, None]).sum(axis=1) / np.maximum(mask.sum(axis=1), 1)[:, None]


def padding_over_length(values, lengths):
    values, lengths = np.asarray(values), np.asarray(lengths)
    mask = np.arange(values.shape[1]) >= lengths[:, None]
    return (values * mask[:, :, None]).sum(axis=1) / lengths[:, None]


def zeros_not_counted(values, lengths):
    values, lengths = np.asarray(values), np.asarray(lengths)
    mask = (np.arange(values.shape[1]) < lengths[:, None])[:, :, None] & (values != 0)
    return (values * mask).sum(axis=1) / np.maximum(mask.sum(axis=1), 1)


def everything_that_is_not_zero(values, lengths):
    values = np.asarray(values)
    return values.sum(axis=1) / np.maximum((values != 0).sum(axis=1), 1)


def divides_by_the_longest(values, lengths):
    values, lengths = np.asarray(values), np.asarray(lengths)
    mask = np.arange(values.shape[1]) < lengths[:, None]
    return (values * mask[:, :, None]).sum(axis=1) / lengths.max()


def divides_by_all_lengths(values, lengths):
    values, lengths = np.asarray(values), np.asarray(lengths)
    mask = np.arange(values.shape[1]) < lengths[:, None]
    return (values * mask[:, :, None]).sum(axis=1) / lengths.sum()


def divides_by_the_mean_length(values, lengths):
    values, lengths = np.asarray(values), np.asarray(lengths)
    mask = np.arange(values.shape[1]) < lengths[:, None]
    return (values * mask[:, :, None]).sum(axis=1) / lengths.mean()


def one_mean_for_the_batch(values, lengths):
    values, lengths = np.asarray(values), np.asarray(lengths)
    mask = np.arange(values.shape[1]) < lengths[:, None]
    return (values * mask[:, :, None]).sum(axis=(0, 1)) / lengths.sum()


def mean_over_units_too(values, lengths):
    values, lengths = np.asarray(values), np.asarray(lengths)
    mask = np.arange(values.shape[1]) < lengths[:, None]
    return (values * mask[:, :, None]).sum(axis=(1, 2)) / (lengths * values.shape[2])


def lengths_across_the_units(values, lengths):
    mask = np.arange(values.shape[1]) < np.asarray(lengths)[:, None]
    return (values * mask[:, :, None]).sum(axis=1) / lengths


def lengths_across_the_units_numpy(values, lengths):
    values, lengths = np.asarray(values), np.asarray(lengths)
    mask = np.arange(values.shape[1]) < lengths[:, None]
    return (values * mask[:, :, None]).sum(axis=1) / lengths


def mask_across_the_units(values, lengths):
    mask = np.arange(values.shape[1]) < np.asarray(lengths)[:, None]
    return (values * mask).sum(axis=1) / np.asarray(lengths)[:, None]


def mask_across_the_units_numpy(values, lengths):
    values, lengths = np.asarray(values), np.asarray(lengths)
    mask = np.arange(values.shape[1]) < lengths[:, None]
    return (values * mask).sum(axis=1) / lengths[:, None]


def mask_without_columns(values, lengths):
    mask = np.arange(values.shape[1]) < lengths
    return (values * mask[:, :, None]).sum(axis=1) / lengths[:, None]


def first_length_for_all(values, lengths):
    return np.asarray(values)[:, : np.asarray(lengths)[0]].mean(axis=1)


def longest_for_all(values, lengths):
    return np.asarray(values)[:, : np.asarray(lengths).max()].mean(axis=1)


def divided_too_early(values, lengths):
    values, lengths = np.asarray(values), np.asarray(lengths)
    mask = np.arange(values.shape[1]) < lengths[:, None]
    return (values * mask[:, :, None]).sum(axis=1) // lengths[:, None]


def axis_kept(values, lengths):
    values, lengths = np.asarray(values), np.asarray(lengths)
    mask = (np.arange(values.shape[1]) < lengths[:, None])[:, :, None]
    return (values * mask).sum(axis=1, keepdims=True) / lengths[:, None, None]


def running_means(values, lengths):
    values, lengths = np.asarray(values), np.asarray(lengths)
    mask = (np.arange(values.shape[1]) < lengths[:, None])[:, :, None]
    return (values * mask) / lengths[:, None, None]


def last_state_instead(values, lengths):
    values, lengths = np.asarray(values), np.asarray(lengths)
    return values[np.arange(len(values)), lengths - 1]


def largest_instead(values, lengths):
    values, lengths = np.asarray(values), np.asarray(lengths)
    return np.stack([values[i, : lengths[i]].max(axis=0) for i in range(len(values))])


def middle_instead(values, lengths):
    values, lengths = np.asarray(values), np.asarray(lengths)
    return np.stack([np.median(values[i, : lengths[i]], axis=0) for i in range(len(values))])


def a_list(values, lengths):
    return [values[i, : int(lengths[i])].mean(axis=0) for i in range(len(values))]


def in_place(values, lengths):
    for i in range(len(values)):
        values[i, int(lengths[i]) :] = 0
    return values.sum(axis=1) / lengths[:, None]


def half_precision(values, lengths):
    values, lengths = np.asarray(values, np.float16), np.asarray(lengths)
    means = [values[i, : lengths[i]].mean(axis=0, dtype=np.float16) for i in range(len(values))]
    return np.stack(means).astype(np.float32)


def rounded(values, lengths):
    values, lengths = np.asarray(values), np.asarray(lengths)
    return np.round(np.stack([values[i, : lengths[i]].mean(axis=0) for i in range(len(values))]), 3)
