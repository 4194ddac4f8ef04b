"""Wrong answers to 4.3: logsumexp and softmax. Where an error is part of the mistake, once as NumPy, once as JAX."""

from __future__ import annotations

import jax.numpy as jnp
import numpy as np

# --- logsumexp -------------------------------------------------------------------------------------------------------


def lse_overflows(z, axis):
    with np.errstate(all="ignore"):
        return np.log(np.sum(np.exp(np.asarray(z)), axis=axis))


def lse_whole_max(z, axis):
    z = np.asarray(z)
    with np.errstate(all="ignore"):
        return np.max(z) + np.log(np.sum(np.exp(z - np.max(z)), axis=axis))


def lse_max_not_back(z, axis):
    z = np.asarray(z)
    top = np.max(z, axis=axis, keepdims=True)
    top = np.where(np.isfinite(top), top, 0.0)
    with np.errstate(all="ignore"):
        return np.log(np.sum(np.exp(z - top), axis=axis))


def lse_max_not_back_nan(z, axis):
    z = np.asarray(z)
    with np.errstate(all="ignore"):
        return np.log(np.sum(np.exp(z - np.max(z, axis=axis, keepdims=True)), axis=axis))


def lse_nan_for_minus_infinity(z, axis):
    z = np.asarray(z)
    top = np.max(z, axis=axis, keepdims=True)
    with np.errstate(all="ignore"):
        return np.log(np.sum(np.exp(z - top), axis=axis)) + np.squeeze(top, axis)


def lse_huge_negative_for_minus_infinity(z, axis):
    z = np.nan_to_num(np.asarray(z))
    top = np.max(z, axis=axis, keepdims=True)
    with np.errstate(all="ignore"):
        return np.log(np.sum(np.exp(z - top), axis=axis)) + np.squeeze(top, axis)


def lse_billion_for_minus_infinity(z, axis):
    z = np.nan_to_num(np.asarray(z), neginf=-1e9)
    top = np.max(z, axis=axis, keepdims=True)
    return np.log(np.sum(np.exp(z - top), axis=axis)) + np.squeeze(top, axis)


def lse_little_under_the_logarithm(z, axis):
    z = np.asarray(z)
    top = np.max(z, axis=axis, keepdims=True)
    top = np.where(np.isfinite(top), top, 0.0)
    return np.log(np.sum(np.exp(z - top), axis=axis) + 1e-8) + np.squeeze(top, axis)


def lse_zero_for_nan(z, axis):
    z = np.asarray(z)
    top = np.max(z, axis=axis, keepdims=True)
    with np.errstate(all="ignore"):
        return np.nan_to_num(np.log(np.sum(np.exp(z - top), axis=axis)) + np.squeeze(top, axis))


def lse_zero_where_any_is_missing(z, axis):
    z = np.asarray(z)
    top = np.where(np.isinf(z).any(axis=axis, keepdims=True), 0.0, np.max(z, axis=axis, keepdims=True))
    with np.errstate(all="ignore"):
        return np.log(np.sum(np.exp(z - top), axis=axis)) + np.squeeze(top, axis)


def lse_zero_for_every_missing_score(z, axis):
    z = np.asarray(z)
    z = np.where(np.isfinite(z), z, 0.0)
    top = np.max(z, axis=axis, keepdims=True)
    return np.log(np.sum(np.exp(z - top), axis=axis)) + np.squeeze(top, axis)


def lse_last_axis(z, axis):
    z = np.asarray(z)
    top = np.max(z, axis=-1, keepdims=True)
    top = np.where(np.isfinite(top), top, 0.0)
    with np.errstate(all="ignore"):
        return np.log(np.sum(np.exp(z - top), axis=-1)) + top[..., 0]


def lse_last_axis_nan(z, axis):
    z = np.asarray(z)
    top = np.max(z, axis=-1, keepdims=True)
    with np.errstate(all="ignore"):
        return np.log(np.sum(np.exp(z - top), axis=-1)) + top[..., 0]


def lse_axis_without_its_sign(z, axis):
    z, axis = jnp.asarray(z), abs(axis)
    top = jnp.max(z, axis=axis, keepdims=True)
    top = jnp.where(jnp.isfinite(top), top, 0.0)
    return jnp.log(jnp.sum(jnp.exp(z - top), axis=axis)) + jnp.squeeze(top, axis)


def lse_negative_axis_is_the_last(z, axis):
    z, axis = np.asarray(z), max(axis, -1)
    top = np.max(z, axis=axis, keepdims=True)
    top = np.where(np.isfinite(top), top, 0.0)
    with np.errstate(all="ignore"):
        return np.log(np.sum(np.exp(z - top), axis=axis)) + np.squeeze(top, axis)


def lse_first_axis(z, axis):
    z = np.asarray(z)
    top = np.max(z, axis=0, keepdims=True)
    top = np.where(np.isfinite(top), top, 0.0)
    with np.errstate(all="ignore"):
        return np.log(np.sum(np.exp(z - top), axis=0)) + top[0]


def lse_axis_1(z, axis):
    z = jnp.asarray(z)
    top = jnp.max(z, axis=1, keepdims=True)
    top = jnp.where(jnp.isfinite(top), top, 0.0)
    return jnp.log(jnp.sum(jnp.exp(z - top), axis=1)) + jnp.squeeze(top, 1)


def lse_of_everything(z, axis):
    z = np.asarray(z)
    return np.log(np.sum(np.exp(z - np.max(z)))) + np.max(z)


def lse_keeps_axis(z, axis):
    z = np.asarray(z)
    top = np.max(z, axis=axis, keepdims=True)
    top = np.where(np.isfinite(top), top, 0.0)
    with np.errstate(all="ignore"):
        return np.log(np.sum(np.exp(z - top), axis=axis, keepdims=True)) + top


def lse_keeps_axis_nan(z, axis):
    z = np.asarray(z)
    top = np.max(z, axis=axis, keepdims=True)
    with np.errstate(all="ignore"):
        return np.log(np.sum(np.exp(z - top), axis=axis, keepdims=True)) + top


def lse_squeezed_all_over(z, axis):
    z = np.asarray(z)
    top = np.max(z, axis=axis, keepdims=True)
    top = np.where(np.isfinite(top), top, 0.0)
    with np.errstate(all="ignore"):
        return np.squeeze(np.log(np.sum(np.exp(z - top), axis=axis, keepdims=True)) + top)


def lse_squeezed_all_over_nan(z, axis):
    z = np.asarray(z)
    top = np.max(z, axis=axis, keepdims=True)
    with np.errstate(all="ignore"):
        return np.squeeze(np.log(np.sum(np.exp(z - top), axis=axis, keepdims=True)) + top)


def lse_max_squeezed_all_over(z, axis):
    z = np.asarray(z)
    top = np.max(z, axis=axis, keepdims=True)
    top = np.where(np.isfinite(top), top, 0.0)
    with np.errstate(all="ignore"):
        return np.squeeze(top) + np.log(np.sum(np.exp(z - top), axis=axis))


def lse_max_squeezed_all_over_nan(z, axis):
    z = np.asarray(z)
    top = np.max(z, axis=axis, keepdims=True)
    with np.errstate(all="ignore"):
        return np.squeeze(top) + np.log(np.sum(np.exp(z - top), axis=axis))


def lse_max_kept_in_the_sum(z, axis):
    z = np.asarray(z)
    top = np.max(z, axis=axis, keepdims=True)
    top = np.where(np.isfinite(top), top, 0.0)
    with np.errstate(all="ignore"):
        return np.log(np.sum(np.exp(z - top), axis=axis)) + top


def lse_max_kept_in_the_sum_jax(z, axis):
    z = jnp.asarray(z)
    top = jnp.max(z, axis=axis, keepdims=True)
    return jnp.log(jnp.sum(jnp.exp(z - top), axis=axis)) + top


def lse_max_without_keepdims(z, axis):
    z = jnp.asarray(z)
    top = jnp.max(z, axis=axis)
    return jnp.log(jnp.sum(jnp.exp(z - top), axis=axis)) + top


def lse_max_without_keepdims_guarded(z, axis):
    z = jnp.asarray(z)
    top = jnp.max(z, axis=axis)
    top = jnp.where(jnp.isfinite(top), top, 0.0)
    return jnp.log(jnp.sum(jnp.exp(z - top), axis=axis)) + top


def lse_max_without_keepdims_numpy(z, axis):
    z = np.asarray(z)
    top = np.max(z, axis=axis)
    with np.errstate(all="ignore"):
        return np.log(np.sum(np.exp(z - top), axis=axis)) + top


def lse_no_logarithm(z, axis):
    with np.errstate(all="ignore"):
        return np.sum(np.exp(np.asarray(z)), axis=axis)


def lse_no_logarithm_after_the_shift(z, axis):
    z = np.asarray(z)
    top = np.max(z, axis=axis, keepdims=True)
    top = np.where(np.isfinite(top), top, 0.0)
    return np.sum(np.exp(z - top), axis=axis) + np.squeeze(top, axis)


def lse_no_logarithm_after_the_shift_nan(z, axis):
    z = np.asarray(z)
    top = np.max(z, axis=axis, keepdims=True)
    with np.errstate(all="ignore"):
        return np.sum(np.exp(z - top), axis=axis) + np.squeeze(top, axis)


def lse_log_of_each(z, axis):
    return np.sum(np.log(np.exp(np.asarray(z, np.float64).clip(-700, 700))), axis=axis)


def lse_just_the_sum(z, axis):
    return np.sum(np.asarray(z), axis=axis)


def lse_just_the_max(z, axis):
    return np.max(np.asarray(z), axis=axis)


def lse_of_the_mean(z, axis):
    z = np.asarray(z)
    top = np.max(z, axis=axis, keepdims=True)
    top = np.where(np.isfinite(top), top, 0.0)
    with np.errstate(all="ignore"):
        return np.log(np.mean(np.exp(z - top), axis=axis)) + np.squeeze(top, axis)


def lse_max_subtracted_again(z, axis):
    z = np.asarray(z)
    top = np.max(z, axis=axis, keepdims=True)
    top = np.where(np.isfinite(top), top, 0.0)
    with np.errstate(all="ignore"):
        return np.log(np.sum(np.exp(z - top), axis=axis)) - np.squeeze(top, axis)


def lse_max_times(z, axis):
    z = np.asarray(z)
    top = np.max(z, axis=axis, keepdims=True)
    with np.errstate(all="ignore"):
        return np.log(np.sum(np.exp(z - top), axis=axis)) * np.squeeze(top, axis)


def lse_mean_subtracted(z, axis):
    z = np.asarray(z)
    middle = np.mean(z, axis=axis, keepdims=True)
    with np.errstate(all="ignore"):
        return np.log(np.sum(np.exp(z - middle), axis=axis)) + np.squeeze(middle, axis)


def lse_smallest_subtracted(z, axis):
    z = np.asarray(z)
    low = np.min(z, axis=axis, keepdims=True)
    with np.errstate(all="ignore"):
        return np.log(np.sum(np.exp(z - low), axis=axis)) + np.squeeze(low, axis)


def lse_largest_size_subtracted(z, axis):
    z = np.asarray(z)
    top = np.max(np.abs(z), axis=axis, keepdims=True)
    with np.errstate(all="ignore"):
        return np.log(np.sum(np.exp(z - top), axis=axis)) + np.squeeze(top, axis)


def lse_mean_subtracted_guarded(z, axis):
    z = np.asarray(z)
    top = np.mean(z, axis=axis, keepdims=True)
    top = np.where(np.isfinite(top), top, 0.0)
    with np.errstate(all="ignore"):
        return np.log(np.sum(np.exp(z - top), axis=axis)) + np.squeeze(top, axis)


def lse_smallest_subtracted_guarded(z, axis):
    z = np.asarray(z)
    top = np.min(z, axis=axis, keepdims=True)
    top = np.where(np.isfinite(top), top, 0.0)
    with np.errstate(all="ignore"):
        return np.log(np.sum(np.exp(z - top), axis=axis)) + np.squeeze(top, axis)


def lse_max_subtracted_again_nan(z, axis):
    z = np.asarray(z)
    top = np.max(z, axis=axis, keepdims=True)
    with np.errstate(all="ignore"):
        return np.log(np.sum(np.exp(z - top), axis=axis)) - np.squeeze(top, axis)


def lse_base_2(z, axis):
    z = np.asarray(z)
    top = np.max(z, axis=axis, keepdims=True)
    top = np.where(np.isfinite(top), top, 0.0)
    with np.errstate(all="ignore"):
        return np.log2(np.sum(np.exp(z - top), axis=axis)) + np.squeeze(top, axis)


def lse_base_10(z, axis):
    z = np.asarray(z)
    top = np.max(z, axis=axis, keepdims=True)
    top = np.where(np.isfinite(top), top, 0.0)
    with np.errstate(all="ignore"):
        return np.log10(np.sum(np.exp(z - top), axis=axis)) + np.squeeze(top, axis)


def lse_in_bits(z, axis):
    z = np.asarray(z)
    top = np.max(z, axis=axis, keepdims=True)
    top = np.where(np.isfinite(top), top, 0.0)
    with np.errstate(all="ignore"):
        return (np.log(np.sum(np.exp(z - top), axis=axis)) + np.squeeze(top, axis)) / np.log(2)


def lse_in_bits_nan(z, axis):
    z = np.asarray(z)
    top = np.max(z, axis=axis, keepdims=True)
    with np.errstate(all="ignore"):
        return (np.log(np.sum(np.exp(z - top), axis=axis)) + np.squeeze(top, axis)) / np.log(2)


def lse_base_2_nan(z, axis):
    z = np.asarray(z)
    top = np.max(z, axis=axis, keepdims=True)
    with np.errstate(all="ignore"):
        return np.log2(np.sum(np.exp(z - top), axis=axis)) + np.squeeze(top, axis)


def lse_one_more(z, axis):
    z = np.asarray(z)
    top = np.max(z, axis=axis, keepdims=True)
    top = np.where(np.isfinite(top), top, 0.0)
    with np.errstate(all="ignore"):
        return np.log1p(np.sum(np.exp(z - top), axis=axis)) + np.squeeze(top, axis)


def lse_in_place(z, axis):
    z = z if isinstance(z, np.ndarray) else np.array(z)  # on a JAX array `-=` only renames
    top = np.max(z, axis=axis, keepdims=True)
    top = np.where(np.isfinite(top), top, 0.0)
    with np.errstate(all="ignore"):
        z -= top
        return np.log(np.sum(np.exp(z), axis=axis)) + np.squeeze(top, axis)


# --- softmax ---------------------------------------------------------------------------------------------------------


def softmax_overflows(z):
    with np.errstate(all="ignore"):
        e = np.exp(np.asarray(z))
        return e / np.sum(e, axis=-1, keepdims=True)


def softmax_by_overflowing_lse(z):
    z = np.asarray(z)
    with np.errstate(all="ignore"):
        return np.exp(z - np.log(np.sum(np.exp(z), axis=-1, keepdims=True)))


def softmax_whole_max(z):
    z = np.asarray(z)
    with np.errstate(all="ignore"):
        e = np.exp(z - np.max(z))
        return e / np.sum(e, axis=-1, keepdims=True)


def softmax_by_whole_max_lse(z):
    z = np.asarray(z)
    with np.errstate(all="ignore"):
        return np.exp(z - np.max(z) - np.log(np.sum(np.exp(z - np.max(z)), axis=-1, keepdims=True)))


def softmax_squeezed(z):
    z = np.asarray(z)
    e = np.exp(z - np.max(z, axis=-1, keepdims=True))
    return np.squeeze(e / np.sum(e, axis=-1, keepdims=True))


def softmax_shifted_below_only(z):
    z = np.asarray(z)
    with np.errstate(all="ignore"):
        return np.exp(z) / np.sum(np.exp(z - np.max(z, axis=-1, keepdims=True)), axis=-1, keepdims=True)


def softmax_shifted_above_only(z):
    z = np.asarray(z)
    with np.errstate(all="ignore"):
        return np.exp(z - np.max(z, axis=-1, keepdims=True)) / np.sum(np.exp(z), axis=-1, keepdims=True)


def softmax_max_added_back(z):
    z = np.asarray(z)
    top = np.max(z, axis=-1, keepdims=True)
    e = np.exp(z - top)
    return top + e / np.sum(e, axis=-1, keepdims=True)


def softmax_exponential_of_max_given_back(z):
    z = np.asarray(z)
    top = np.max(z, axis=-1, keepdims=True)
    e = np.exp(z - top)
    with np.errstate(all="ignore"):
        return e / np.sum(e, axis=-1, keepdims=True) * np.exp(top)


def softmax_by_lse_without_max_back(z):
    z = np.asarray(z)
    e = np.exp(z - np.max(z, axis=-1, keepdims=True))
    with np.errstate(all="ignore"):
        return np.exp(z - np.log(np.sum(e, axis=-1, keepdims=True)))


def softmax_of_everything(z):
    z = np.asarray(z)
    e = np.exp(z - np.max(z))
    return e / np.sum(e)


def softmax_of_everything_by_rows(z):
    z = np.asarray(z)
    with np.errstate(all="ignore"):
        e = np.exp(z - np.max(z, axis=-1, keepdims=True))
        return e / np.sum(e)


def softmax_first_axis(z):
    z = np.asarray(z)
    with np.errstate(all="ignore"):
        e = np.exp(z - np.max(z, axis=0, keepdims=True))
        return e / np.sum(e, axis=0, keepdims=True)


def softmax_first_axis_by_rows(z):
    z = np.asarray(z)
    with np.errstate(all="ignore"):
        e = np.exp(z - np.max(z, axis=-1, keepdims=True))
        return e / np.sum(e, axis=0, keepdims=True)


def softmax_axis_1(z):
    z = jnp.asarray(z)
    e = jnp.exp(z - jnp.max(z, axis=1, keepdims=True))
    return e / jnp.sum(e, axis=1, keepdims=True)


def softmax_not_normalised(z):
    z = np.asarray(z)
    return np.exp(z - np.max(z, axis=-1, keepdims=True))


def softmax_logarithms(z):
    z = np.asarray(z)
    z = z - np.max(z, axis=-1, keepdims=True)
    return z - np.log(np.sum(np.exp(z), axis=-1, keepdims=True))


def softmax_mean_subtracted(z):
    z = np.asarray(z)
    with np.errstate(all="ignore"):
        e = np.exp(z - np.mean(z, axis=-1, keepdims=True))
        return e / np.sum(e, axis=-1, keepdims=True)


def softmax_no_exponential(z):
    z = np.asarray(z)
    with np.errstate(all="ignore"):
        return z / np.sum(z, axis=-1, keepdims=True)


def softmax_zero_for_nan(z):
    with np.errstate(all="ignore"):
        e = np.exp(np.asarray(z))
        return np.nan_to_num(e / np.sum(e, axis=-1, keepdims=True))


def softmax_divided_by_max(z):
    z = np.asarray(z)
    with np.errstate(all="ignore"):
        e = np.exp(z / np.max(z, axis=-1, keepdims=True))
        return e / np.sum(e, axis=-1, keepdims=True)


def softmax_without_keepdims(z):
    z = jnp.asarray(z)
    e = jnp.exp(z - jnp.max(z, axis=-1, keepdims=True))
    return e / jnp.sum(e, axis=-1)


def softmax_max_without_keepdims(z):
    z = jnp.asarray(z)
    e = jnp.exp(z - jnp.max(z, axis=-1))
    return e / jnp.sum(e, axis=-1, keepdims=True)


def softmax_without_keepdims_numpy(z):
    z = np.asarray(z)
    e = np.exp(z - np.max(z, axis=-1, keepdims=True))
    return e / np.sum(e, axis=-1)


def softmax_overflows_without_keepdims(z):
    e = jnp.exp(jnp.asarray(z))
    return e / jnp.sum(e, axis=-1)


def softmax_overflows_without_keepdims_numpy(z):
    with np.errstate(all="ignore"):
        e = np.exp(np.asarray(z))
        return e / np.sum(e, axis=-1)


def softmax_by_lse_without_axis(z):
    z = jnp.asarray(z)
    m = jnp.max(z, axis=-1, keepdims=True)
    return jnp.exp(z - (jnp.log(jnp.sum(jnp.exp(z - m), axis=-1)) + m[..., 0]))


def softmax_neither_with_keepdims(z):
    z = jnp.asarray(z)
    e = jnp.exp(z - jnp.max(z, axis=-1))
    return e / jnp.sum(e, axis=-1)


def softmax_whole_max_without_keepdims(z):
    z = jnp.asarray(z)
    e = jnp.exp(z - jnp.max(z))
    return e / jnp.sum(e, axis=-1)


def softmax_max_without_keepdims_numpy(z):
    z = np.asarray(z)
    e = np.exp(z - np.max(z, axis=-1))
    return e / np.sum(e, axis=-1, keepdims=True)


def softmax_turned(z):
    z = np.asarray(z)
    with np.errstate(all="ignore"):
        e = np.exp(np.min(z, axis=-1, keepdims=True).clip(-1e30) - z)
        return e / np.sum(e, axis=-1, keepdims=True)


def softmax_sigmoid(z):
    with np.errstate(all="ignore"):
        return 1 / (1 + np.exp(-np.asarray(z)))


def softmax_only_the_top(z):
    z = np.asarray(z)
    return (z == np.max(z, axis=-1, keepdims=True)).astype(float)


def softmax_index_of_the_top(z):
    return np.argmax(np.asarray(z), axis=-1)


def softmax_base_2(z):
    z = np.asarray(z)
    e = np.exp2(z - np.max(z, axis=-1, keepdims=True))
    return e / np.sum(e, axis=-1, keepdims=True)


def softmax_base_10(z):
    z = np.asarray(z)
    e = 10 ** (z - np.max(z, axis=-1, keepdims=True))
    return e / np.sum(e, axis=-1, keepdims=True)


def softmax_in_place(z):
    z = z if isinstance(z, np.ndarray) else np.array(z)  # on a JAX array `-=` only renames
    z -= np.max(z, axis=-1, keepdims=True)
    e = np.exp(z)
    return e / np.sum(e, axis=-1, keepdims=True)


def softmax_rounded_to_2_digits(z):
    z = np.asarray(z)
    e = np.exp(z - np.max(z, axis=-1, keepdims=True))
    return np.round(e / np.sum(e, axis=-1, keepdims=True), 2)


def softmax_rounded_to_3_digits(z):
    z = np.asarray(z)
    e = np.exp(z - np.max(z, axis=-1, keepdims=True))
    return np.round(e / np.sum(e, axis=-1, keepdims=True), 3)


def softmax_cut_off(z):
    e = np.exp(np.clip(np.asarray(z, np.float64), -80, 80))
    return e / np.sum(e, axis=-1, keepdims=True)
