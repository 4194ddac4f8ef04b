"""Wrong answers to 4.1 half_mse, in NumPy: nothing has to be compiled to recognise them."""

from __future__ import annotations

import numpy as np


def no_half(y, y_hat):
    return np.mean((np.ravel(y) - np.ravel(y_hat)) ** 2)


def summed(y, y_hat):
    return np.sum((np.ravel(y) - np.ravel(y_hat)) ** 2) / 2


def summed_no_half(y, y_hat):
    return np.sum((np.ravel(y) - np.ravel(y_hat)) ** 2)


def all_pairs(y, y_hat):
    return np.mean((np.asarray(y) - np.asarray(y_hat)) ** 2) / 2


def all_pairs_over_rows(y, y_hat):
    return np.sum((np.asarray(y) - np.asarray(y_hat)) ** 2) / (2 * len(y))


def all_pairs_no_half(y, y_hat):
    return np.mean((np.asarray(y) - np.asarray(y_hat)) ** 2)


def all_pairs_summed(y, y_hat):
    return np.sum((np.asarray(y) - np.asarray(y_hat)) ** 2) / 2


def y_flattened_only(y, y_hat):
    return np.mean((np.ravel(y) - np.asarray(y_hat)) ** 2) / 2


def y_flattened_only_over_rows(y, y_hat):
    return np.sum((np.ravel(y) - np.asarray(y_hat)) ** 2) / (2 * len(y))


def y_hat_flattened_only(y, y_hat):
    return np.mean((np.asarray(y) - np.ravel(y_hat)) ** 2) / 2


def y_hat_flattened_only_over_rows(y, y_hat):
    return np.sum((np.asarray(y) - np.ravel(y_hat)) ** 2) / (2 * len(y))


def y_made_a_column(y, y_hat):
    return np.mean((np.reshape(y, (-1, 1)) - np.asarray(y_hat)) ** 2) / 2


def y_hat_made_a_column(y, y_hat):
    return np.mean((np.asarray(y) - np.reshape(y_hat, (-1, 1))) ** 2) / 2


def not_squared(y, y_hat):
    return np.mean(np.ravel(y) - np.ravel(y_hat)) / 2


def not_squared_turned(y, y_hat):
    return np.mean(np.ravel(y_hat) - np.ravel(y)) / 2


def absolute(y, y_hat):
    return np.mean(np.abs(np.ravel(y) - np.ravel(y_hat))) / 2


def absolute_no_half(y, y_hat):
    return np.mean(np.abs(np.ravel(y) - np.ravel(y_hat)))


def square_of_the_sum(y, y_hat):
    return np.sum(np.ravel(y) - np.ravel(y_hat)) ** 2 / (2 * np.size(y))


def square_of_the_mean(y, y_hat):
    return np.mean(np.ravel(y) - np.ravel(y_hat)) ** 2 / 2


def difference_of_squares(y, y_hat):
    return np.mean(np.ravel(y) ** 2 - np.ravel(y_hat) ** 2) / 2


def brackets_forgotten(y, y_hat):
    return np.sum((np.ravel(y) - np.ravel(y_hat)) ** 2) / 2 * np.size(y)


def brackets_around_the_difference_forgotten(y, y_hat):
    return np.mean(np.ravel(y) - np.ravel(y_hat) ** 2) / 2


def root(y, y_hat):
    return np.sqrt(np.mean((np.ravel(y) - np.ravel(y_hat)) ** 2))


def root_of_half(y, y_hat):
    return np.sqrt(np.mean((np.ravel(y) - np.ravel(y_hat)) ** 2) / 2)


def norm(y, y_hat):
    return np.linalg.norm(np.ravel(y) - np.ravel(y_hat))


def one_less(y, y_hat):
    with np.errstate(all="ignore"):
        return np.sum((np.ravel(y) - np.ravel(y_hat)) ** 2) / np.float64(2 * (np.size(y) - 1))


def divided_by_those_that_are_wrong(y, y_hat):
    r = np.ravel(y) - np.ravel(y_hat)
    with np.errstate(all="ignore"):
        return np.sum(r**2) / np.float64(2 * np.count_nonzero(r))


def clipped(y, y_hat):
    r = np.clip(np.ravel(y) - np.ravel(y_hat), -600, 600)
    return np.sum(r**2) / (2 * r.size)


def first_seven(y, y_hat):
    r = (np.ravel(y) - np.ravel(y_hat))[:7]
    return np.sum(r**2) / (2 * r.size)


def half_inside_the_square(y, y_hat):
    return np.mean(((np.ravel(y) - np.ravel(y_hat)) / 2) ** 2)


def divided_by_n_twice(y, y_hat):
    return np.mean((np.ravel(y) - np.ravel(y_hat)) ** 2) / (2 * np.size(y))


def four_samples(y, y_hat):
    return np.sum((np.ravel(y) - np.ravel(y_hat)) ** 2) / 8


def one_loss_for_each_sample(y, y_hat):
    return (np.ravel(y) - np.ravel(y_hat)) ** 2 / 2


def one_share_for_each_sample(y, y_hat):
    return (np.ravel(y) - np.ravel(y_hat)) ** 2 / (2 * np.size(y))


def caret(y, y_hat):
    return np.mean((np.ravel(y) - np.ravel(y_hat)) ^ 2) / 2


def in_place(y, y_hat):
    y = y if isinstance(y, np.ndarray) else np.array(y)  # on a JAX array `-=` only renames
    y = y.reshape(-1)
    y -= np.ravel(y_hat)
    return np.mean(y**2) / 2


def y_hat_in_place(y, y_hat):
    y_hat = y_hat if isinstance(y_hat, np.ndarray) else np.array(y_hat)  # on a JAX array `-=` only renames
    y_hat = y_hat.reshape(-1)
    y_hat -= np.ravel(y)
    return np.mean(y_hat**2) / 2


def rounded_to_2_digits(y, y_hat):
    return np.round(np.mean((np.ravel(y) - np.ravel(y_hat)) ** 2) / 2, 2)


def rounded_to_3_digits(y, y_hat):
    return np.round(np.mean((np.ravel(y) - np.ravel(y_hat)) ** 2) / 2, 3)


def half_precision(y, y_hat):
    with np.errstate(all="ignore"):
        return np.mean((np.ravel(y).astype(np.float16) - np.ravel(y_hat).astype(np.float16)) ** 2) / 2


def half_precision_and_back(y, y_hat):
    with np.errstate(all="ignore"):
        loss = np.mean((np.ravel(y).astype(np.float16) - np.ravel(y_hat).astype(np.float16)) ** 2) / 2
        return loss.astype(np.float32)


def the_example_for_everything(y, y_hat):
    return 1.125
