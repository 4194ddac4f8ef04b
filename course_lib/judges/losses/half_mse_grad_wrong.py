"""Wrong answers to 4.2 half_mse_grad, in NumPy: nothing has to be compiled to recognise them."""

from __future__ import annotations

import numpy as np


def other_sign(y, y_hat):
    return (np.reshape(y, np.shape(y_hat)) - np.asarray(y_hat)) / np.size(y_hat)


def other_sign_twice(y, y_hat):
    return 2 * (np.reshape(y, np.shape(y_hat)) - np.asarray(y_hat)) / np.size(y_hat)


def other_sign_not_divided(y, y_hat):
    return np.reshape(y, np.shape(y_hat)) - np.asarray(y_hat)


def other_sign_twice_not_divided(y, y_hat):
    return 2 * (np.reshape(y, np.shape(y_hat)) - np.asarray(y_hat))


def twice(y, y_hat):
    return 2 * (np.asarray(y_hat) - np.reshape(y, np.shape(y_hat))) / np.size(y_hat)


def half(y, y_hat):
    return (np.asarray(y_hat) - np.reshape(y, np.shape(y_hat))) / (2 * np.size(y_hat))


def not_divided(y, y_hat):
    return np.asarray(y_hat) - np.reshape(y, np.shape(y_hat))


def twice_not_divided(y, y_hat):
    return 2 * (np.asarray(y_hat) - np.reshape(y, np.shape(y_hat)))


def half_not_divided(y, y_hat):
    return (np.asarray(y_hat) - np.reshape(y, np.shape(y_hat))) / 2


def brackets_forgotten(y, y_hat):
    return np.asarray(y_hat) - np.reshape(y, np.shape(y_hat)) / np.size(y_hat)


def left_to_right(y, y_hat):
    return (np.asarray(y_hat) - np.reshape(y, np.shape(y_hat))) / 2 * np.size(y_hat)


def all_pairs(y, y_hat):
    return (np.asarray(y_hat) - np.asarray(y)) / np.size(y_hat)


def all_pairs_over_rows(y, y_hat):
    residual = np.asarray(y_hat) - np.asarray(y)
    return residual / residual.size


def always_a_row(y, y_hat):
    return (np.ravel(y_hat) - np.ravel(y)) / np.size(y_hat)


def always_a_column(y, y_hat):
    return np.reshape(np.ravel(y_hat) - np.ravel(y), (-1, 1)) / np.size(y_hat)


def in_the_shape_of_y(y, y_hat):
    return (np.reshape(y_hat, np.shape(y)) - np.asarray(y)) / np.size(y_hat)


def one_number(y, y_hat):
    return np.mean(np.ravel(y_hat) - np.ravel(y))


def one_sum(y, y_hat):
    return np.sum(np.ravel(y_hat) - np.ravel(y))


def sign_of_the_residual(y, y_hat):
    return np.sign(np.asarray(y_hat) - np.reshape(y, np.shape(y_hat))) / np.size(y_hat)


def size_of_the_residual(y, y_hat):
    return np.abs(np.asarray(y_hat) - np.reshape(y, np.shape(y_hat))) / np.size(y_hat)


def loss_itself(y, y_hat):
    return np.mean((np.ravel(y_hat) - np.ravel(y)) ** 2) / 2


def squares(y, y_hat):
    return (np.asarray(y_hat) - np.reshape(y, np.shape(y_hat))) ** 2 / np.size(y_hat)


def half_squares(y, y_hat):
    return (np.asarray(y_hat) - np.reshape(y, np.shape(y_hat))) ** 2 / (2 * np.size(y_hat))


def divided_by_n_twice(y, y_hat):
    return (np.asarray(y_hat) - np.reshape(y, np.shape(y_hat))) / np.size(y_hat) ** 2


def four_samples(y, y_hat):
    return (np.asarray(y_hat) - np.reshape(y, np.shape(y_hat))) / 4


def one_less(y, y_hat):
    with np.errstate(all="ignore"):
        return (np.asarray(y_hat) - np.reshape(y, np.shape(y_hat))) / np.float64(np.size(y_hat) - 1)


def clipped(y, y_hat):
    r = np.asarray(y_hat) - np.reshape(y, np.shape(y_hat))
    return np.clip(r, -600, 600) / r.size


def times_the_prediction(y, y_hat):
    y_hat = np.asarray(y_hat)
    return (y_hat - np.reshape(y, y_hat.shape)) * y_hat / y_hat.size


def in_place(y, y_hat):
    y_hat = y_hat if isinstance(y_hat, np.ndarray) else np.array(y_hat)  # on a JAX array `-=` only renames
    y_hat -= np.reshape(y, y_hat.shape)
    return y_hat / y_hat.size


def in_place_all_the_way(y, y_hat):
    y_hat = y_hat if isinstance(y_hat, np.ndarray) else np.array(y_hat)  # on a JAX array `-=` only renames
    y_hat -= np.reshape(y, y_hat.shape)
    y_hat /= y_hat.size
    return y_hat


def rounded_to_2_digits(y, y_hat):
    return np.round((np.asarray(y_hat) - np.reshape(y, np.shape(y_hat))) / np.size(y_hat), 2)


def rounded_to_3_digits(y, y_hat):
    return np.round((np.asarray(y_hat) - np.reshape(y, np.shape(y_hat))) / np.size(y_hat), 3)


def half_precision(y, y_hat):
    y, y_hat = np.asarray(y).astype(np.float16), np.asarray(y_hat).astype(np.float16)
    return (y_hat - np.reshape(y, y_hat.shape)) / np.float16(y_hat.size)


def half_precision_and_back(y, y_hat):
    y, y_hat = np.asarray(y).astype(np.float16), np.asarray(y_hat).astype(np.float16)
    return ((y_hat - np.reshape(y, y_hat.shape)) / np.float16(y_hat.size)).astype(np.float32)
