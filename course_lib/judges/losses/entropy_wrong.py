"""Wrong answers to 4.4: entropy and kl_divergence, in NumPy: nothing has to be compiled to recognise them."""

from __future__ import annotations

import numpy as np

# --- entropy ---------------------------------------------------------------------------------------------------------


def entropy_nan_at_zero(p):
    p = np.asarray(p)
    with np.errstate(all="ignore"):
        return -np.sum(p * np.log(p), axis=-1)


def entropy_whole_nan_replaced(p):
    p = np.asarray(p)
    with np.errstate(all="ignore"):
        return np.nan_to_num(-np.sum(p * np.log(p), axis=-1))


def entropy_base_2(p):
    p = np.asarray(p)
    return -np.sum(p * np.log2(np.where(p > 0, p, 1)), axis=-1)


def entropy_base_2_nan(p):
    p = np.asarray(p)
    with np.errstate(all="ignore"):
        return -np.sum(p * np.log2(p), axis=-1)


def entropy_base_10(p):
    p = np.asarray(p)
    return -np.sum(p * np.log10(np.where(p > 0, p, 1)), axis=-1)


def entropy_no_sign(p):
    p = np.asarray(p)
    return np.sum(p * np.log(np.where(p > 0, p, 1)), axis=-1)


def entropy_no_sign_nan(p):
    p = np.asarray(p)
    with np.errstate(all="ignore"):
        return np.sum(p * np.log(p), axis=-1)


def entropy_mean(p):
    p = np.asarray(p)
    return -np.mean(p * np.log(np.where(p > 0, p, 1)), axis=-1)


def entropy_mean_nan(p):
    p = np.asarray(p)
    with np.errstate(all="ignore"):
        return -np.mean(p * np.log(p), axis=-1)


def entropy_in_total(p):
    p = np.asarray(p)
    return -np.sum(p * np.log(np.where(p > 0, p, 1)))


def entropy_in_total_nan(p):
    p = np.asarray(p)
    with np.errstate(all="ignore"):
        return -np.sum(p * np.log(p))


def entropy_mean_over_rows(p):
    p = np.asarray(p)
    return np.mean(-np.sum(p * np.log(np.where(p > 0, p, 1)), axis=-1))


def entropy_first_axis(p):
    p = np.asarray(p)
    return -np.sum(p * np.log(np.where(p > 0, p, 1)), axis=0)


def entropy_first_axis_nan(p):
    p = np.asarray(p)
    with np.errstate(all="ignore"):
        return -np.sum(p * np.log(p), axis=0)


def entropy_keeps_axis(p):
    p = np.asarray(p)
    return -np.sum(p * np.log(np.where(p > 0, p, 1)), axis=-1, keepdims=True)


def entropy_squeezed(p):
    p = np.asarray(p)
    return np.squeeze(-np.sum(p * np.log(np.where(p > 0, p, 1)), axis=-1))


def entropy_without_less_than_5_percent(p):
    p = np.asarray(p)
    return -np.sum(p * np.log(np.where(p > 0.05, p, 1)), axis=-1)


def entropy_without_less_than_a_thousandth(p):
    p = np.asarray(p)
    return -np.sum(p * np.log(np.where(p > 1e-3, p, 1)), axis=-1)


def entropy_without_less_than_a_hundred_thousandth(p):
    p = np.asarray(p)
    return -np.sum(p * np.log(np.where(p > 1e-5, p, 1)), axis=-1)


def entropy_not_weighted(p):
    p = np.asarray(p)
    return -np.sum(np.log(np.where(p > 0, p, 1)), axis=-1)


def entropy_not_weighted_infinite(p):
    with np.errstate(all="ignore"):
        return -np.sum(np.log(np.asarray(p)), axis=-1)


def entropy_terms(p):
    p = np.asarray(p)
    return -p * np.log(np.where(p > 0, p, 1))


def entropy_terms_nan(p):
    p = np.asarray(p)
    with np.errstate(all="ignore"):
        return -p * np.log(p)


def entropy_of_both_outcomes(p):
    p = np.asarray(p)
    safe = lambda x: np.where((x > 0) & (x < 1), x, 1.0)
    return -np.sum(p * np.log(safe(p)) + (1 - p) * np.log(safe(1 - p)), axis=-1)


def entropy_squares(p):
    return 1 - np.sum(np.asarray(p) ** 2, axis=-1)


def entropy_divided_by_its_largest(p):
    p = np.asarray(p)
    return -np.sum(p * np.log(np.where(p > 0, p, 1)), axis=-1) / np.log(p.shape[-1])


def entropy_as_a_count(p):
    p = np.asarray(p)
    return np.exp(-np.sum(p * np.log(np.where(p > 0, p, 1)), axis=-1))


def entropy_log1p(p):
    p = np.asarray(p)
    return -np.sum(p * np.log1p(p), axis=-1)


def entropy_a_hundredth_added(p):
    p = np.asarray(p)
    return -np.sum(p * np.log(p + 0.01), axis=-1)


def entropy_a_millionth_added(p):
    p = np.asarray(p)
    return -np.sum(p * np.log(p + 1e-6), axis=-1)


def entropy_lifted_to_a_thousandth(p):
    p = np.asarray(p)
    return -np.sum(p * np.log(np.clip(p, 1e-3, 1)), axis=-1)


def entropy_a_thousandth_added(p):
    p = np.asarray(p)
    return -np.sum(p * np.log(p + 1e-3), axis=-1)


def entropy_without_less_than_a_millionth(p):
    p = np.asarray(p)
    return -np.sum(p * np.log(np.where(p > 1e-6, p, 1)), axis=-1)


def entropy_1e_5_added(p):
    p = np.asarray(p)
    return -np.sum(p * np.log(p + 1e-5), axis=-1)


def entropy_1e_7_added(p):
    p = np.asarray(p)
    return -np.sum(p * np.log(p + 1e-7), axis=-1)


def entropy_1e_8_added(p):
    p = np.asarray(p)
    return -np.sum(p * np.log(p + 1e-8), axis=-1)


def entropy_lifted_to_1e_5(p):
    p = np.asarray(p)
    return -np.sum(p * np.log(np.maximum(p, 1e-5)), axis=-1)


def entropy_lifted_to_a_millionth(p):
    p = np.asarray(p)
    return -np.sum(p * np.log(np.maximum(p, 1e-6)), axis=-1)


def entropy_lifted_to_1e_7(p):
    p = np.asarray(p)
    return -np.sum(p * np.log(np.maximum(p, 1e-7)), axis=-1)


# --- kl_divergence ---------------------------------------------------------------------------------------------------


def kl_nan_at_zero(p, q):
    p, q = np.asarray(p), np.asarray(q)
    with np.errstate(all="ignore"):
        return np.sum(p * np.log(p / q), axis=-1)


def kl_nan_at_zero_of_logarithms(p, q):
    p, q = np.asarray(p), np.asarray(q)
    with np.errstate(all="ignore"):
        return np.sum(p * (np.log(p) - np.log(q)), axis=-1)


def kl_nan_where_both_are_zero(p, q):
    p, q = np.asarray(p), np.asarray(q)
    with np.errstate(all="ignore"):
        return np.sum(p * (np.log(np.where(p > 0, p, 1)) - np.log(q)), axis=-1)


def kl_swapped(p, q):
    p, q = np.asarray(p), np.asarray(q)
    with np.errstate(all="ignore"):
        return np.sum(np.where(q > 0, q * np.log(np.where(q > 0, q, 1) / p), 0), axis=-1)


def kl_swapped_nan(p, q):
    p, q = np.asarray(p), np.asarray(q)
    with np.errstate(all="ignore"):
        return np.sum(q * np.log(q / p), axis=-1)


def kl_swapped_nan_of_logarithms(p, q):
    p, q = np.asarray(p), np.asarray(q)
    with np.errstate(all="ignore"):
        return np.sum(q * (np.log(q) - np.log(p)), axis=-1)


def kl_weights_of_q(p, q):
    p, q = np.asarray(p), np.asarray(q)
    with np.errstate(all="ignore"):
        return np.sum(q * np.log(p / q), axis=-1)


def kl_other_sign(p, q):
    p, q = np.asarray(p), np.asarray(q)
    with np.errstate(all="ignore"):
        return np.sum(np.where(p > 0, p * np.log(q / np.where(p > 0, p, 1)), 0), axis=-1)


def kl_other_sign_nan(p, q):
    p, q = np.asarray(p), np.asarray(q)
    with np.errstate(all="ignore"):
        return np.sum(p * np.log(q / p), axis=-1)


def kl_minus(p, q):
    p, q = np.asarray(p), np.asarray(q)
    with np.errstate(all="ignore"):
        return -np.sum(p * np.log(p / q), axis=-1)


def kl_base_2(p, q):
    p, q = np.asarray(p), np.asarray(q)
    with np.errstate(all="ignore"):
        return np.sum(np.where(p > 0, p * np.log2(np.where(p > 0, p, 1) / q), 0), axis=-1)


def kl_base_2_nan(p, q):
    p, q = np.asarray(p), np.asarray(q)
    with np.errstate(all="ignore"):
        return np.sum(p * np.log2(p / q), axis=-1)


def kl_base_10(p, q):
    p, q = np.asarray(p), np.asarray(q)
    with np.errstate(all="ignore"):
        return np.sum(np.where(p > 0, p * np.log10(np.where(p > 0, p, 1) / q), 0), axis=-1)


def kl_cross_entropy(p, q):
    p, q = np.asarray(p), np.asarray(q)
    with np.errstate(all="ignore"):
        return -np.sum(np.where(p > 0, p * np.log(q), 0), axis=-1)


def kl_cross_entropy_nan(p, q):
    p, q = np.asarray(p), np.asarray(q)
    with np.errstate(all="ignore"):
        return -np.sum(p * np.log(q), axis=-1)


def kl_difference_of_entropies(p, q):
    p, q = np.asarray(p), np.asarray(q)
    entropy = lambda x: -np.sum(x * np.log(np.where(x > 0, x, 1)), axis=-1)
    return entropy(q) - entropy(p)


def kl_difference_of_entropies_turned(p, q):
    p, q = np.asarray(p), np.asarray(q)
    entropy = lambda x: -np.sum(x * np.log(np.where(x > 0, x, 1)), axis=-1)
    return entropy(p) - entropy(q)


def kl_entropy_of_q_taken_off(p, q):
    p, q = np.asarray(p), np.asarray(q)
    with np.errstate(all="ignore"):
        cross = -np.sum(np.where(p > 0, p * np.log(q), 0), axis=-1)
        return cross + np.sum(q * np.log(np.where(q > 0, q, 1)), axis=-1)


def kl_finite_where_q_is_zero(p, q):
    p, q = np.asarray(p), np.asarray(q)
    both = (p > 0) & (q > 0)
    return np.sum(np.where(both, p * np.log(np.where(both, p, 1) / np.where(both, q, 1)), 0), axis=-1)


def kl_ratio_one_where_q_is_zero(p, q):
    p, q = np.asarray(p), np.asarray(q)
    return np.sum(p * (np.log(np.where(p > 0, p, 1)) - np.log(np.where(q > 0, q, 1))), axis=-1)


def kl_nan_to_num_inside(p, q):
    p, q = np.asarray(p, np.float32), np.asarray(q, np.float32)
    with np.errstate(all="ignore"):
        return np.sum(np.nan_to_num(p * np.log(p / q)), axis=-1)


def kl_nan_to_num_at_the_end(p, q):
    p, q = np.asarray(p, np.float32), np.asarray(q, np.float32)
    with np.errstate(all="ignore"):
        return np.nan_to_num(np.sum(p * np.log(p / q), axis=-1))


def kl_little_added(p, q):
    p, q = np.asarray(p), np.asarray(q)
    return np.sum(p * np.log((p + 1e-12) / (q + 1e-12)), axis=-1)


def kl_q_lifted_to_a_hundredth(p, q):
    p, q = np.asarray(p), np.maximum(np.asarray(q), 1e-2)
    return np.sum(p * np.log(np.where(p > 0, p, 1) / q), axis=-1)


def kl_q_lifted_to_1e_12(p, q):
    p, q = np.asarray(p), np.maximum(np.asarray(q), 1e-12)
    return np.sum(p * np.log(np.where(p > 0, p, 1) / q), axis=-1)


def kl_more_added(p, q):
    p, q = np.asarray(p), np.asarray(q)
    return np.sum(p * np.log((p + 1e-8) / (q + 1e-8)), axis=-1)


def kl_not_weighted(p, q):
    p, q = np.asarray(p), np.asarray(q)
    with np.errstate(all="ignore"):
        return np.sum(np.log(p / q), axis=-1)


def kl_not_weighted_guarded(p, q):
    p, q = np.asarray(p), np.asarray(q)
    with np.errstate(all="ignore"):
        return np.sum(np.log(np.where(p > 0, p, 1) / np.where(p > 0, q, 1)), axis=-1)


def kl_not_weighted_infinite(p, q):
    p, q = np.asarray(p), np.asarray(q)
    with np.errstate(all="ignore"):
        return np.sum(np.log(np.where(p > 0, p, 1) / q), axis=-1)


def kl_squeezed(p, q):
    p, q = np.asarray(p), np.asarray(q)
    with np.errstate(all="ignore"):
        return np.squeeze(np.sum(np.where(p > 0, p * np.log(np.where(p > 0, p, 1) / q), 0), axis=-1))


def kl_without_less_than_a_thousandth(p, q):
    p, q = np.asarray(p), np.asarray(q)
    ok = p > 1e-3
    with np.errstate(all="ignore"):
        return np.sum(p * np.log(np.where(ok, p, 1) / np.where(ok, q, 1)), axis=-1)


def kl_without_less_than_a_millionth(p, q):
    p, q = np.asarray(p), np.asarray(q)
    ok = p > 1e-6
    with np.errstate(all="ignore"):
        return np.sum(p * np.log(np.where(ok, p, 1) / np.where(ok, q, 1)), axis=-1)


def kl_without_less_than_1e_10(p, q):
    p, q = np.asarray(p), np.asarray(q)
    ok = p > 1e-10
    with np.errstate(all="ignore"):
        return np.sum(p * np.log(np.where(ok, p, 1) / np.where(ok, q, 1)), axis=-1)


def kl_both_ways(p, q):
    p, q = np.asarray(p), np.asarray(q)
    with np.errstate(all="ignore"):
        there = np.where(p > 0, p * np.log(np.where(p > 0, p, 1) / q), 0)
        return np.sum(there + np.where(q > 0, q * np.log(np.where(q > 0, q, 1) / p), 0), axis=-1)


def kl_mean_of_both_ways(p, q):
    p, q = np.asarray(p), np.asarray(q)
    with np.errstate(all="ignore"):
        there = np.where(p > 0, p * np.log(np.where(p > 0, p, 1) / q), 0)
        return np.sum(there + np.where(q > 0, q * np.log(np.where(q > 0, q, 1) / p), 0), axis=-1) / 2


def kl_against_the_middle(p, q):
    p, q = np.asarray(p), np.asarray(q)
    middle = (p + q) / 2
    part = lambda x: np.where(x > 0, x * np.log(np.where(x > 0, x, 1) / np.where(middle > 0, middle, 1)), 0)
    return np.sum(part(p) + part(q), axis=-1) / 2


def kl_sizes(p, q):
    p, q = np.asarray(p), np.asarray(q)
    with np.errstate(all="ignore"):
        return np.sum(np.abs(np.where(p > 0, p * np.log(np.where(p > 0, p, 1) / q), 0)), axis=-1)


def kl_mean(p, q):
    p, q = np.asarray(p), np.asarray(q)
    with np.errstate(all="ignore"):
        return np.mean(np.where(p > 0, p * np.log(np.where(p > 0, p, 1) / q), 0), axis=-1)


def kl_in_total(p, q):
    p, q = np.asarray(p), np.asarray(q)
    with np.errstate(all="ignore"):
        return np.sum(np.where(p > 0, p * np.log(np.where(p > 0, p, 1) / q), 0))


def kl_in_total_nan(p, q):
    p, q = np.asarray(p), np.asarray(q)
    with np.errstate(all="ignore"):
        return np.sum(p * np.log(p / q))


def kl_first_axis(p, q):
    p, q = np.asarray(p), np.asarray(q)
    with np.errstate(all="ignore"):
        return np.sum(np.where(p > 0, p * np.log(np.where(p > 0, p, 1) / q), 0), axis=0)


def kl_keeps_axis(p, q):
    p, q = np.asarray(p), np.asarray(q)
    with np.errstate(all="ignore"):
        return np.sum(np.where(p > 0, p * np.log(np.where(p > 0, p, 1) / q), 0), axis=-1, keepdims=True)


def kl_quotient_of_logarithms(p, q):
    p, q = np.asarray(p), np.asarray(q)
    with np.errstate(all="ignore"):
        return np.sum(p * np.log(p) / np.log(q), axis=-1)


def kl_logarithm_of_the_difference(p, q):
    p, q = np.asarray(p), np.asarray(q)
    with np.errstate(all="ignore"):
        return np.sum(p * np.log(p - q), axis=-1)


def kl_squares(p, q):
    return np.sum((np.asarray(p) - np.asarray(q)) ** 2, axis=-1)


def kl_distances(p, q):
    return np.sum(np.abs(np.asarray(p) - np.asarray(q)), axis=-1)


def kl_half_the_distances(p, q):
    return np.sum(np.abs(np.asarray(p) - np.asarray(q)), axis=-1) / 2


def kl_infinite_at_any_zero_of_q(p, q):
    p, q = np.asarray(p), np.asarray(q)
    with np.errstate(all="ignore"):
        divergence = np.sum(np.where(p > 0, p * np.log(np.where(p > 0, p, 1) / q), 0), axis=-1)
    return np.where(np.any(q == 0, axis=-1), np.inf, divergence)


def kl_infinity_for_all_rows(p, q):
    p, q = np.asarray(p), np.asarray(q)
    with np.errstate(all="ignore"):
        divergence = np.sum(np.where(p > 0, p * np.log(np.where(p > 0, p, 1) / q), 0), axis=-1)
    return np.full(divergence.shape, np.inf) if np.isinf(divergence).any() else divergence


def kl_one_infinity(p, q):
    p, q = np.asarray(p), np.asarray(q)
    if np.any((q == 0) & (p > 0)):
        return np.inf
    return np.sum(p * np.log(np.where(p > 0, p, 1) / np.where(p > 0, q, 1)), axis=-1)


def kl_weight_1_where_p_is_zero(p, q):
    p, q = np.asarray(p), np.asarray(q)
    safe = np.where(p > 0, p, 1)
    with np.errstate(all="ignore"):
        return np.sum(safe * np.log(safe / q), axis=-1)


def kl_negative_terms_left_out(p, q):
    p, q = np.asarray(p), np.asarray(q)
    with np.errstate(all="ignore"):
        return np.sum(np.maximum(np.where(p > 0, p * np.log(np.where(p > 0, p, 1) / q), 0), 0), axis=-1)


def kl_a_millionth_added_and_infinity(p, q):
    p, q = np.asarray(p), np.asarray(q)
    impossible = np.any((q == 0) & (p > 0), axis=-1)
    return np.where(impossible, np.inf, np.sum(p * np.log((p + 1e-6) / (q + 1e-6)), axis=-1))


def kl_1e_7_added_and_infinity(p, q):
    p, q = np.asarray(p), np.asarray(q)
    impossible = np.any((q == 0) & (p > 0), axis=-1)
    return np.where(impossible, np.inf, np.sum(p * np.log((p + 1e-7) / (q + 1e-7)), axis=-1))


def kl_1e_8_added_and_infinity(p, q):
    p, q = np.asarray(p), np.asarray(q)
    impossible = np.any((q == 0) & (p > 0), axis=-1)
    return np.where(impossible, np.inf, np.sum(p * np.log((p + 1e-8) / (q + 1e-8)), axis=-1))


def kl_1e_9_added_and_infinity(p, q):
    p, q = np.asarray(p), np.asarray(q)
    impossible = np.any((q == 0) & (p > 0), axis=-1)
    return np.where(impossible, np.inf, np.sum(p * np.log((p + 1e-9) / (q + 1e-9)), axis=-1))
