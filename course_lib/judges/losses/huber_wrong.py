"""Wrong answers to 4.7 huber. Where an error is part of the mistake, once as NumPy, once as JAX."""

from __future__ import annotations

import numpy as np


def line_through_the_origin(residual, delta):
    r = np.asarray(residual)
    return np.where(np.abs(r) <= delta, r**2 / 2, delta * np.abs(r))


def plain_absolute_value(residual, delta):
    r = np.asarray(residual)
    return np.where(np.abs(r) <= delta, r**2 / 2, np.abs(r))


def slope_1_and_no_jump(residual, delta):
    r = np.asarray(residual)
    return np.where(np.abs(r) <= delta, r**2 / 2, np.abs(r) - delta + delta**2 / 2)


def slope_1_and_half(residual, delta):
    r = np.asarray(residual)
    return np.where(np.abs(r) <= delta, r**2 / 2, np.abs(r) - 0.5)


def slope_1_half_delta(residual, delta):
    r = np.asarray(residual)
    return np.where(np.abs(r) <= delta, r**2 / 2, np.abs(r) - delta / 2)


def slope_half_delta(residual, delta):
    r = np.asarray(residual)
    return np.where(np.abs(r) <= delta, r**2 / 2, delta * np.abs(r) / 2)


def jump_of_half_delta(residual, delta):
    r = np.asarray(residual)
    return np.where(np.abs(r) <= delta, r**2 / 2, delta * np.abs(r) - delta / 2)


def jump_of_half(residual, delta):
    r = np.asarray(residual)
    return np.where(np.abs(r) <= delta, r**2 / 2, delta * np.abs(r) - 0.5)


def whole_delta_taken_off(residual, delta):
    r = np.asarray(residual)
    return np.where(np.abs(r) <= delta, r**2 / 2, delta * (np.abs(r) - delta))


def added_instead_of_taken_off(residual, delta):
    r = np.asarray(residual)
    return np.where(np.abs(r) <= delta, r**2 / 2, delta * (np.abs(r) + delta / 2))


def starts_again_at_the_border(residual, delta):
    r = np.asarray(residual)
    return np.where(np.abs(r) <= delta, r**2 / 2, delta**2 / 2 + delta * np.abs(r))


def flat_outside(residual, delta):
    r = np.asarray(residual)
    return np.where(np.abs(r) <= delta, r**2 / 2, delta**2 / 2)


def flat_outside_clipped(residual, delta):
    return np.clip(np.asarray(residual), -delta, delta) ** 2 / 2


def one_sided(residual, delta):
    r = np.asarray(residual)
    return np.where(r <= delta, r**2 / 2, delta * (r - delta / 2))


def one_sided_below(residual, delta):
    r = np.asarray(residual)
    return np.where(r >= -delta, r**2 / 2, delta * (np.abs(r) - delta / 2))


def zero_for_negative(residual, delta):
    r = np.maximum(np.asarray(residual), 0)
    return np.where(r <= delta, r**2 / 2, delta * (r - delta / 2))


def line_without_size(residual, delta):
    r = np.asarray(residual)
    return np.where(np.abs(r) <= delta, r**2 / 2, delta * (r - delta / 2))


def no_half_inside(residual, delta):
    r = np.asarray(residual)
    return np.where(np.abs(r) <= delta, r**2, delta * (np.abs(r) - delta / 2))


def no_half_anywhere(residual, delta):
    r = np.asarray(residual)
    return np.where(np.abs(r) <= delta, r**2, delta * (2 * np.abs(r) - delta))


def only_squares(residual, delta):
    return np.asarray(residual) ** 2 / 2


def only_sizes(residual, delta):
    r = np.abs(np.asarray(residual))
    return delta * (r - delta / 2)


def only_absolute_values(residual, delta):
    return np.abs(np.asarray(residual))


def larger_of_the_two_pieces(residual, delta):
    r = np.asarray(residual)
    return np.maximum(r**2 / 2, delta * np.abs(r) - delta**2 / 2)


def smaller_of_the_two_pieces(residual, delta):
    r = np.asarray(residual)
    return np.minimum(r**2 / 2, delta * np.abs(r) - delta**2 / 2)


def delta_rounded_to_2_digits(residual, delta):
    r, d = np.asarray(residual), round(float(delta), 2)
    return np.where(np.abs(r) <= d, r**2 / 2, d * (np.abs(r) - d / 2))


def delta_as_a_whole_number(residual, delta):
    r, d = np.asarray(residual), int(delta) if delta >= 1 else delta
    return np.where(np.abs(r) <= d, r**2 / 2, d * (np.abs(r) - d / 2))


def delta_within_limits(residual, delta):
    r, d = np.asarray(residual), min(max(delta, 0.3), 20)
    return np.where(np.abs(r) <= d, r**2 / 2, d * (np.abs(r) - d / 2))


def border_below_delta(residual, delta):
    r = np.asarray(residual)
    return np.where(np.abs(r) <= delta - 0.1, r**2 / 2, delta * (np.abs(r) - delta / 2))


def border_above_delta(residual, delta):
    r = np.asarray(residual)
    return np.where(np.abs(r) <= delta + 0.1, r**2 / 2, delta * (np.abs(r) - delta / 2))


def capped(residual, delta):
    r = np.asarray(residual)
    return np.minimum(np.where(np.abs(r) <= delta, r**2 / 2, delta * (np.abs(r) - delta / 2)), 1e4)


def branches_exchanged(residual, delta):
    r = np.asarray(residual)
    return np.where(np.abs(r) <= delta, delta * (np.abs(r) - delta / 2), r**2 / 2)


def smaller_of_square_and_size(residual, delta):
    r = np.asarray(residual)
    return np.minimum(r**2 / 2, delta * np.abs(r))


def smaller_of_square_and_absolute_value(residual, delta):
    r = np.asarray(residual)
    return np.minimum(r**2 / 2, np.abs(r))


def pseudo_huber(residual, delta):
    r = np.asarray(residual)
    return delta**2 * (np.sqrt(1 + (r / delta) ** 2) - 1)


def smooth_l1(residual, delta):
    r = np.asarray(residual)
    return np.where(np.abs(r) <= delta, r**2 / (2 * delta), np.abs(r) - delta / 2)


def delta_of_1(residual, delta):
    r = np.asarray(residual)
    return np.where(np.abs(r) <= 1, r**2 / 2, np.abs(r) - 0.5)


def delta_of_2(residual, delta):
    r = np.asarray(residual)
    return np.where(np.abs(r) <= 2, r**2 / 2, 2 * (np.abs(r) - 1))


def border_at_delta_squared(residual, delta):
    r = np.asarray(residual)
    return np.where(r**2 <= delta, r**2 / 2, delta * (np.abs(r) - delta / 2))


def summed(residual, delta):
    r = np.asarray(residual)
    return np.sum(np.where(np.abs(r) <= delta, r**2 / 2, delta * (np.abs(r) - delta / 2)))


def averaged(residual, delta):
    r = np.asarray(residual)
    return np.mean(np.where(np.abs(r) <= delta, r**2 / 2, delta * (np.abs(r) - delta / 2)))


def all_by_the_largest(residual, delta):
    r = np.asarray(residual)
    return r**2 / 2 if np.all(np.abs(r) <= delta) else delta * (np.abs(r) - delta / 2)


def all_by_the_smallest(residual, delta):
    r = np.asarray(residual)
    return r**2 / 2 if np.any(np.abs(r) <= delta) else delta * (np.abs(r) - delta / 2)


def if_on_an_array(residual, delta):
    if abs(residual) <= delta:
        return residual * residual / 2
    return delta * (abs(residual) - delta / 2)


def slope(residual, delta):
    return np.clip(np.asarray(residual), -delta, delta)


def caret(residual, delta):
    r = np.asarray(residual)
    return np.where(np.abs(r) <= delta, (r ^ 2) / 2, delta * (np.abs(r) - delta / 2))


def in_place(residual, delta):
    r = residual if isinstance(residual, np.ndarray) and residual.ndim else np.array(residual)
    small = np.abs(r) <= delta
    r[...] = np.where(small, r**2 / 2, delta * (np.abs(r) - delta / 2))
    return r


def in_place_at_places(residual, delta):
    size = np.abs(residual)
    outside = size > delta
    residual[outside] = (delta * (size - delta / 2))[outside]
    residual[~outside] = residual[~outside] ** 2 / 2
    return residual


def rounded_to_2_digits(residual, delta):
    r = np.asarray(residual)
    return np.round(np.where(np.abs(r) <= delta, r**2 / 2, delta * (np.abs(r) - delta / 2)), 2)


def half_precision(residual, delta):
    r = np.asarray(residual).astype(np.float16)
    with np.errstate(all="ignore"):
        return np.where(np.abs(r) <= delta, r**2 / 2, delta * (np.abs(r) - delta / 2)).astype(np.float16)


def half_precision_and_back(residual, delta):
    r = np.asarray(residual).astype(np.float16)
    with np.errstate(all="ignore"):
        return np.where(np.abs(r) <= delta, r**2 / 2, delta * (np.abs(r) - delta / 2)).astype(np.float32)


def border_for_the_value(residual, delta):
    r = np.asarray(residual)
    return np.where(r**2 / 2 <= delta, r**2 / 2, delta * (np.abs(r) - delta / 2))
