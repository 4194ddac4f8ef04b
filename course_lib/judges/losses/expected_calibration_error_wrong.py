"""Wrong answers to 4.8 expected_calibration_error, in NumPy: nothing has to be compiled to recognise them."""

from __future__ import annotations

import numpy as np


def bins_not_weighted(probs, labels, bins):
    p = np.asarray(probs)
    confidence, right = p.max(axis=1), p.argmax(axis=1) == np.asarray(labels)
    place = np.ceil(confidence * bins) - 1
    gaps = [abs(right[place == b].mean() - confidence[place == b].mean()) for b in range(bins) if (place == b).any()]
    return sum(gaps) / len(gaps)


def bins_not_weighted_empty_ones_count(probs, labels, bins):
    p = np.asarray(probs)
    confidence, right = p.max(axis=1), p.argmax(axis=1) == np.asarray(labels)
    place = np.ceil(confidence * bins) - 1
    gaps = [abs(right[place == b].mean() - confidence[place == b].mean()) for b in range(bins) if (place == b).any()]
    return sum(gaps) / bins


def gaps_summed(probs, labels, bins):
    p = np.asarray(probs)
    confidence, right = p.max(axis=1), p.argmax(axis=1) == np.asarray(labels)
    place = np.ceil(confidence * bins) - 1
    return sum(abs(right[place == b].mean() - confidence[place == b].mean()) for b in range(bins) if (place == b).any())


def largest_gap(probs, labels, bins):
    p = np.asarray(probs)
    confidence, right = p.max(axis=1), p.argmax(axis=1) == np.asarray(labels)
    place = np.ceil(confidence * bins) - 1
    return max(abs(right[place == b].mean() - confidence[place == b].mean()) for b in range(bins) if (place == b).any())


def counts_not_divided(probs, labels, bins):
    p = np.asarray(probs)
    confidence, right = p.max(axis=1), p.argmax(axis=1) == np.asarray(labels)
    place = np.ceil(confidence * bins) - 1
    return sum(abs(right[place == b].sum() - confidence[place == b].sum()) for b in range(bins))


def lower_border_included(probs, labels, bins):
    p = np.asarray(probs)
    confidence, right = p.max(axis=1), p.argmax(axis=1) == np.asarray(labels)
    place = np.minimum(np.floor(confidence * bins), bins - 1)
    return sum(abs(right[place == b].sum() - confidence[place == b].sum()) for b in range(bins)) / len(p)


def lower_border_included_1_lost(probs, labels, bins):
    p = np.asarray(probs)
    confidence, right = p.max(axis=1), p.argmax(axis=1) == np.asarray(labels)
    place = np.floor(confidence * bins)
    return sum(abs(right[place == b].sum() - confidence[place == b].sum()) for b in range(bins)) / len(p)


def lower_border_included_1_alone(probs, labels, bins):
    p = np.asarray(probs)
    confidence, right = p.max(axis=1), p.argmax(axis=1) == np.asarray(labels)
    place = np.floor(confidence * bins)
    return sum(abs(right[place == b].sum() - confidence[place == b].sum()) for b in range(bins + 1)) / len(p)


def both_borders_included(probs, labels, bins):
    p = np.asarray(probs)
    confidence, right = p.max(axis=1), p.argmax(axis=1) == np.asarray(labels)
    total = 0.0
    for b in range(bins):
        inside = (confidence * bins >= b) & (confidence * bins <= b + 1)
        total += abs(right[inside].sum() - confidence[inside].sum())
    return total / len(p)


def no_border_included(probs, labels, bins):
    p = np.asarray(probs)
    confidence, right = p.max(axis=1), p.argmax(axis=1) == np.asarray(labels)
    total = 0.0
    for b in range(bins):
        inside = (confidence * bins > b) & (confidence * bins < b + 1)
        total += abs(right[inside].sum() - confidence[inside].sum())
    return total / len(p)


def nearest_bin(probs, labels, bins):
    p = np.asarray(probs)
    confidence, right = p.max(axis=1), p.argmax(axis=1) == np.asarray(labels)
    place = np.round(confidence * bins)
    return sum(abs(right[place == b].sum() - confidence[place == b].sum()) for b in range(bins + 1)) / len(p)


def confidence_of_the_label(probs, labels, bins):
    p = np.asarray(probs)
    confidence, right = p[np.arange(len(p)), np.asarray(labels)], p.argmax(axis=1) == np.asarray(labels)
    place = np.ceil(confidence * bins) - 1
    return sum(abs(right[place == b].sum() - confidence[place == b].sum()) for b in range(bins)) / len(p)


def confidence_of_class_1(probs, labels, bins):
    p = np.asarray(probs)
    confidence, right = p[:, 1], np.asarray(labels) == 1
    place = np.ceil(confidence * bins) - 1
    return sum(abs(right[place == b].sum() - confidence[place == b].sum()) for b in range(bins)) / len(p)


def confidence_of_the_last_class(probs, labels, bins):
    p = np.asarray(probs)
    confidence, right = p[:, -1], np.asarray(labels) == p.shape[1] - 1
    place = np.ceil(confidence * bins) - 1
    return sum(abs(right[place == b].sum() - confidence[place == b].sum()) for b in range(bins)) / len(p)


def all_classes_in_the_bins(probs, labels, bins):
    p = np.asarray(probs)
    confidence, right = p.ravel(), np.eye(p.shape[1])[np.asarray(labels)].ravel()
    place = np.ceil(confidence * bins) - 1
    return sum(abs(right[place == b].sum() - confidence[place == b].sum()) for b in range(bins)) / p.size


def all_classes_in_the_bins_over_rows(probs, labels, bins):
    p = np.asarray(probs)
    confidence, right = p.ravel(), np.eye(p.shape[1])[np.asarray(labels)].ravel()
    place = np.ceil(confidence * bins) - 1
    return sum(abs(right[place == b].sum() - confidence[place == b].sum()) for b in range(bins)) / len(p)


def mean_over_classes(probs, labels, bins):
    p = np.asarray(probs)
    total = 0.0
    for k in range(p.shape[1]):
        confidence, right = p[:, k], np.asarray(labels) == k
        place = np.ceil(confidence * bins) - 1
        total += sum(abs(right[place == b].sum() - confidence[place == b].sum()) for b in range(bins)) / len(p)
    return total / p.shape[1]


def signed(probs, labels, bins):
    p = np.asarray(probs)
    return np.mean(p.max(axis=1) - (p.argmax(axis=1) == np.asarray(labels)))


def signed_the_other_way(probs, labels, bins):
    p = np.asarray(probs)
    return np.mean((p.argmax(axis=1) == np.asarray(labels)) - p.max(axis=1))


def one_bin(probs, labels, bins):
    p = np.asarray(probs)
    return abs(np.mean(p.max(axis=1)) - np.mean(p.argmax(axis=1) == np.asarray(labels)))


def one_bin_for_each_sample(probs, labels, bins):
    p = np.asarray(probs)
    return np.mean(np.abs(p.max(axis=1) - (p.argmax(axis=1) == np.asarray(labels))))


def squared_for_each_sample(probs, labels, bins):
    p = np.asarray(probs)
    return np.mean((p.max(axis=1) - (p.argmax(axis=1) == np.asarray(labels))) ** 2)


def gaps_squared(probs, labels, bins):
    p = np.asarray(probs)
    confidence, right = p.max(axis=1), p.argmax(axis=1) == np.asarray(labels)
    place = np.ceil(confidence * bins) - 1
    inside = [place == b for b in range(bins) if (place == b).any()]
    return sum(m.sum() * (right[m].mean() - confidence[m].mean()) ** 2 for m in inside) / len(p)


def gaps_squared_and_root(probs, labels, bins):
    p = np.asarray(probs)
    confidence, right = p.max(axis=1), p.argmax(axis=1) == np.asarray(labels)
    place = np.ceil(confidence * bins) - 1
    inside = [place == b for b in range(bins) if (place == b).any()]
    return np.sqrt(sum(m.sum() * (right[m].mean() - confidence[m].mean()) ** 2 for m in inside) / len(p))


def empty_bins_nan(probs, labels, bins):
    p = np.asarray(probs)
    confidence, right = p.max(axis=1), p.argmax(axis=1) == np.asarray(labels)
    place = np.ceil(confidence * bins) - 1
    inside = [place == b for b in range(bins)]
    with np.errstate(all="ignore"):
        gaps = [abs(np.float64(right[m].sum()) / m.sum() - confidence[m].sum() / m.sum()) for m in inside]
        return sum(m.sum() * gap for m, gap in zip(inside, gaps, strict=True)) / len(p)


def middle_of_the_bin(probs, labels, bins):
    p = np.asarray(probs)
    confidence, right = p.max(axis=1), p.argmax(axis=1) == np.asarray(labels)
    place = np.ceil(confidence * bins) - 1
    inside = [(b, place == b) for b in range(bins) if (place == b).any()]
    return sum(m.sum() * abs(right[m].mean() - (b + 0.5) / bins) for b, m in inside) / len(p)


def upper_border_of_the_bin(probs, labels, bins):
    p = np.asarray(probs)
    confidence, right = p.max(axis=1), p.argmax(axis=1) == np.asarray(labels)
    place = np.ceil(confidence * bins) - 1
    inside = [(b, place == b) for b in range(bins) if (place == b).any()]
    return sum(m.sum() * abs(right[m].mean() - (b + 1) / bins) for b, m in inside) / len(p)


def whole_number_division(probs, labels, bins):
    p = np.asarray(probs)
    confidence, right = p.max(axis=1), p.argmax(axis=1) == np.asarray(labels)
    total = 0.0
    for b in range(bins):
        inside = (confidence > b // bins) & (confidence <= (b + 1) // bins)
        total += abs(right[inside].sum() - confidence[inside].sum())
    return total / len(p)


def width_rounded_to_2_digits(probs, labels, bins):
    p = np.asarray(probs)
    confidence, right = p.max(axis=1), p.argmax(axis=1) == np.asarray(labels)
    total = 0.0
    for b in range(bins):
        inside = (confidence > b * round(1 / bins, 2)) & (confidence <= (b + 1) * round(1 / bins, 2))
        total += abs(right[inside].sum() - confidence[inside].sum())
    return total / len(p)


def width_rounded_to_1_digit(probs, labels, bins):
    p = np.asarray(probs)
    confidence, right = p.max(axis=1), p.argmax(axis=1) == np.asarray(labels)
    total = 0.0
    for b in range(bins):
        inside = (confidence > b * round(1 / bins, 1)) & (confidence <= (b + 1) * round(1 / bins, 1))
        total += abs(right[inside].sum() - confidence[inside].sum())
    return total / len(p)


def borders_moved_up(probs, labels, bins):
    p = np.asarray(probs)
    confidence, right = p.max(axis=1), p.argmax(axis=1) == np.asarray(labels)
    total = 0.0
    for b in range(bins):
        inside = (confidence > b / bins + 0.01) & (confidence <= (b + 1) / bins + 0.01)
        total += abs(right[inside].sum() - confidence[inside].sum())
    return total / len(p)


def borders_moved_down(probs, labels, bins):
    p = np.asarray(probs)
    confidence, right = p.max(axis=1), p.argmax(axis=1) == np.asarray(labels)
    total = 0.0
    for b in range(bins):
        inside = (confidence > b / bins - 0.01) & (confidence <= (b + 1) / bins - 0.01)
        total += abs(right[inside].sum() - confidence[inside].sum())
    return total / len(p)


def first_bin_lost(probs, labels, bins):
    p = np.asarray(probs)
    confidence, right = p.max(axis=1), p.argmax(axis=1) == np.asarray(labels)
    total = 0.0
    for b in range(1, bins):
        inside = (confidence > b / bins) & (confidence <= (b + 1) / bins)
        total += abs(right[inside].sum() - confidence[inside].sum())
    return total / len(p)


def at_most_10_bins(probs, labels, bins):
    p = np.asarray(probs)
    confidence, right = p.max(axis=1), p.argmax(axis=1) == np.asarray(labels)
    total = 0.0
    for b in range(min(bins, 10)):
        inside = (confidence > b / min(bins, 10)) & (confidence <= (b + 1) / min(bins, 10))
        total += abs(right[inside].sum() - confidence[inside].sum())
    return total / len(p)


def label_in_place_of_right(probs, labels, bins):
    p = np.asarray(probs)
    confidence, right = p.max(axis=1), np.asarray(labels)
    place = np.ceil(confidence * bins) - 1
    return sum(abs(right[place == b].sum() - confidence[place == b].sum()) for b in range(bins)) / len(p)


def answer_in_place_of_right(probs, labels, bins):
    p = np.asarray(probs)
    confidence, right = p.max(axis=1), p.argmax(axis=1)
    place = np.ceil(confidence * bins) - 1
    return sum(abs(right[place == b].sum() - confidence[place == b].sum()) for b in range(bins)) / len(p)


def wrong_in_place_of_right(probs, labels, bins):
    p = np.asarray(probs)
    confidence, right = p.max(axis=1), p.argmax(axis=1) != np.asarray(labels)
    place = np.ceil(confidence * bins) - 1
    return sum(abs(right[place == b].sum() - confidence[place == b].sum()) for b in range(bins)) / len(p)


def confidence_is_the_mean(probs, labels, bins):
    p = np.asarray(probs)
    confidence, right = p.mean(axis=1), p.argmax(axis=1) == np.asarray(labels)
    place = np.ceil(confidence * bins) - 1
    return sum(abs(right[place == b].sum() - confidence[place == b].sum()) for b in range(bins)) / len(p)


def confidence_rounded_to_2_digits(probs, labels, bins):
    p = np.asarray(probs)
    confidence, right = p.max(axis=1).round(2), p.argmax(axis=1) == np.asarray(labels)
    place = np.ceil(confidence * bins) - 1
    return sum(abs(right[place == b].sum() - confidence[place == b].sum()) for b in range(bins)) / len(p)


def confidence_rounded_to_1_digit(probs, labels, bins):
    p = np.asarray(probs)
    confidence, right = p.max(axis=1).round(1), p.argmax(axis=1) == np.asarray(labels)
    place = np.ceil(confidence * bins) - 1
    return sum(abs(right[place == b].sum() - confidence[place == b].sum()) for b in range(bins)) / len(p)


def at_least_a_hundredth(probs, labels, bins):
    p = np.asarray(probs)
    confidence, right = p.max(axis=1), p.argmax(axis=1) == np.asarray(labels)
    place = np.ceil(confidence * bins) - 1
    return max(sum(abs(right[place == b].sum() - confidence[place == b].sum()) for b in range(bins)) / len(p), 0.01)


def at_most_seven_tenths(probs, labels, bins):
    p = np.asarray(probs)
    confidence, right = p.max(axis=1), p.argmax(axis=1) == np.asarray(labels)
    place = np.ceil(confidence * bins) - 1
    return min(sum(abs(right[place == b].sum() - confidence[place == b].sum()) for b in range(bins)) / len(p), 0.7)


def one_bin_too_few(probs, labels, bins):
    p = np.asarray(probs)
    confidence, right = p.max(axis=1), p.argmax(axis=1) == np.asarray(labels)
    borders = np.linspace(0, 1, bins)
    inside = [(confidence > low) & (confidence <= high) for low, high in zip(borders[:-1], borders[1:], strict=True)]
    return sum(abs(right[m].sum() - confidence[m].sum()) for m in inside) / len(p)


def one_bin_too_many(probs, labels, bins):
    p = np.asarray(probs)
    confidence, right = p.max(axis=1), p.argmax(axis=1) == np.asarray(labels)
    place = np.ceil(confidence * (bins + 1)) - 1
    return sum(abs(right[place == b].sum() - confidence[place == b].sum()) for b in range(bins + 1)) / len(p)


def last_bin_lost(probs, labels, bins):
    p = np.asarray(probs)
    confidence, right = p.max(axis=1), p.argmax(axis=1) == np.asarray(labels)
    place = np.ceil(confidence * bins) - 1
    return sum(abs(right[place == b].sum() - confidence[place == b].sum()) for b in range(bins - 1)) / len(p)


def ten_bins(probs, labels, bins):
    p = np.asarray(probs)
    confidence, right = p.max(axis=1), p.argmax(axis=1) == np.asarray(labels)
    place = np.ceil(confidence * 10) - 1
    return sum(abs(right[place == b].sum() - confidence[place == b].sum()) for b in range(10)) / len(p)


def four_bins(probs, labels, bins):
    p = np.asarray(probs)
    confidence, right = p.max(axis=1), p.argmax(axis=1) == np.asarray(labels)
    place = np.ceil(confidence * 4) - 1
    return sum(abs(right[place == b].sum() - confidence[place == b].sum()) for b in range(4)) / len(p)


def bins_from_one_half(probs, labels, bins):
    p = np.asarray(probs)
    confidence, right = p.max(axis=1), p.argmax(axis=1) == np.asarray(labels)
    place = np.ceil((confidence - 0.5) * 2 * bins) - 1
    return sum(abs(right[place == b].sum() - confidence[place == b].sum()) for b in range(bins)) / len(p)


def bins_from_chance(probs, labels, bins):
    p = np.asarray(probs)
    confidence, right = p.max(axis=1), p.argmax(axis=1) == np.asarray(labels)
    borders = np.linspace(1 / p.shape[1], 1, bins + 1)
    inside = [(confidence > low) & (confidence <= high) for low, high in zip(borders[:-1], borders[1:], strict=True)]
    return sum(abs(right[m].sum() - confidence[m].sum()) for m in inside) / len(p)


def bins_of_equal_size(probs, labels, bins):
    p = np.asarray(probs)
    confidence, right = p.max(axis=1), p.argmax(axis=1) == np.asarray(labels)
    parts = np.array_split(np.argsort(confidence, kind="stable"), bins)
    return sum(abs(right[i].sum() - confidence[i].sum()) for i in parts) / len(p)


def bins_between_smallest_and_largest(probs, labels, bins):
    p = np.asarray(probs)
    confidence, right = p.max(axis=1), p.argmax(axis=1) == np.asarray(labels)
    borders = np.linspace(confidence.min(), confidence.max(), bins + 1)
    place = np.clip(np.searchsorted(borders, confidence, side="left") - 1, 0, bins - 1)
    return sum(abs(right[place == b].sum() - confidence[place == b].sum()) for b in range(bins)) / len(p)


def tie_to_the_label(probs, labels, bins):
    p = np.asarray(probs)
    confidence = p.max(axis=1)
    right = p[np.arange(len(p)), np.asarray(labels)] == confidence
    place = np.ceil(confidence * bins) - 1
    return sum(abs(right[place == b].sum() - confidence[place == b].sum()) for b in range(bins)) / len(p)


def tie_to_the_last(probs, labels, bins):
    p = np.asarray(probs)
    confidence, top = p.max(axis=1), p.shape[1] - 1 - p[:, ::-1].argmax(axis=1)
    right = top == np.asarray(labels)
    place = np.ceil(confidence * bins) - 1
    return sum(abs(right[place == b].sum() - confidence[place == b].sum()) for b in range(bins)) / len(p)


def top_only_above_one_half(probs, labels, bins):
    p = np.asarray(probs)
    confidence = p.max(axis=1)
    right = p[np.arange(len(p)), np.asarray(labels)] > 0.5
    place = np.ceil(confidence * bins) - 1
    return sum(abs(right[place == b].sum() - confidence[place == b].sum()) for b in range(bins)) / len(p)


def accuracy_of_all_in_every_bin(probs, labels, bins):
    p = np.asarray(probs)
    confidence, right = p.max(axis=1), p.argmax(axis=1) == np.asarray(labels)
    place = np.ceil(confidence * bins) - 1
    inside = [place == b for b in range(bins) if (place == b).any()]
    return sum(m.sum() * abs(right.mean() - confidence[m].mean()) for m in inside) / len(p)


def confidence_of_all_in_every_bin(probs, labels, bins):
    p = np.asarray(probs)
    confidence, right = p.max(axis=1), p.argmax(axis=1) == np.asarray(labels)
    place = np.ceil(confidence * bins) - 1
    inside = [place == b for b in range(bins) if (place == b).any()]
    return sum(m.sum() * abs(right[m].mean() - confidence.mean()) for m in inside) / len(p)


def softmax_of_probabilities(probs, labels, bins):
    p = np.asarray(probs)
    p = np.exp(p) / np.exp(p).sum(axis=1, keepdims=True)
    confidence, right = p.max(axis=1), p.argmax(axis=1) == np.asarray(labels)
    place = np.ceil(confidence * bins) - 1
    return sum(abs(right[place == b].sum() - confidence[place == b].sum()) for b in range(bins)) / len(p)


def one_minus(probs, labels, bins):
    p = np.asarray(probs)
    confidence, right = p.max(axis=1), p.argmax(axis=1) == np.asarray(labels)
    place = np.ceil(confidence * bins) - 1
    return 1 - sum(abs(right[place == b].sum() - confidence[place == b].sum()) for b in range(bins)) / len(p)


def gap_of_each_bin(probs, labels, bins):
    p = np.asarray(probs)
    confidence, right = p.max(axis=1), p.argmax(axis=1) == np.asarray(labels)
    place = np.ceil(confidence * bins) - 1
    return np.array([abs(right[place == b].sum() - confidence[place == b].sum()) for b in range(bins)]) / len(p)


def in_percent(probs, labels, bins):
    p = np.asarray(probs)
    confidence, right = p.max(axis=1), p.argmax(axis=1) == np.asarray(labels)
    place = np.ceil(confidence * bins) - 1
    return 100 * sum(abs(right[place == b].sum() - confidence[place == b].sum()) for b in range(bins)) / len(p)


def rounded_to_2_digits(probs, labels, bins):
    p = np.asarray(probs)
    confidence, right = p.max(axis=1), p.argmax(axis=1) == np.asarray(labels)
    place = np.ceil(confidence * bins) - 1
    total = sum(abs(right[place == b].sum() - confidence[place == b].sum()) for b in range(bins))
    return np.round(total / len(p), 2)


def rounded_to_3_digits(probs, labels, bins):
    p = np.asarray(probs)
    confidence, right = p.max(axis=1), p.argmax(axis=1) == np.asarray(labels)
    place = np.ceil(confidence * bins) - 1
    total = sum(abs(right[place == b].sum() - confidence[place == b].sum()) for b in range(bins))
    return np.round(total / len(p), 3)


def sorts_the_callers_array(probs, labels, bins):
    p = probs if isinstance(probs, np.ndarray) else np.array(probs)
    right = p.argmax(axis=1) == np.asarray(labels)
    p.sort(axis=1)
    confidence = p[:, -1]
    place = np.ceil(confidence * bins) - 1
    return sum(abs(right[place == b].sum() - confidence[place == b].sum()) for b in range(bins)) / len(p)


def means_of_bins_over_all(probs, labels, bins):
    p = np.asarray(probs)
    confidence, right = p.max(axis=1), p.argmax(axis=1) == np.asarray(labels)
    place = np.ceil(confidence * bins) - 1
    total = 0.0
    for inside in (place == b for b in range(bins) if (place == b).any()):
        acc, sure = right[inside].sum() / len(p), confidence[inside].sum() / len(p)
        total += inside.sum() * abs(acc - sure)
    return total / len(p)


def accuracies_of_bins_over_all(probs, labels, bins):
    p = np.asarray(probs)
    confidence, right = p.max(axis=1), p.argmax(axis=1) == np.asarray(labels)
    place = np.ceil(confidence * bins) - 1
    total = 0.0
    for inside in (place == b for b in range(bins) if (place == b).any()):
        acc, sure = right[inside].sum() / len(p), confidence[inside].mean()
        total += inside.sum() * abs(acc - sure)
    return total / len(p)


def confidences_of_bins_over_all(probs, labels, bins):
    p = np.asarray(probs)
    confidence, right = p.max(axis=1), p.argmax(axis=1) == np.asarray(labels)
    place = np.ceil(confidence * bins) - 1
    total = 0.0
    for inside in (place == b for b in range(bins) if (place == b).any()):
        acc, sure = right[inside].mean(), confidence[inside].sum() / len(p)
        total += inside.sum() * abs(acc - sure)
    return total / len(p)


def too_sure_only(probs, labels, bins):
    p = np.asarray(probs)
    confidence, right = p.max(axis=1), p.argmax(axis=1) == np.asarray(labels)
    place = np.ceil(confidence * bins) - 1
    total = 0.0
    for inside in (place == b for b in range(bins) if (place == b).any()):
        acc, sure = right[inside].mean(), confidence[inside].mean()
        total += inside.sum() * max(sure - acc, 0)
    return total / len(p)


def too_modest_only(probs, labels, bins):
    p = np.asarray(probs)
    confidence, right = p.max(axis=1), p.argmax(axis=1) == np.asarray(labels)
    place = np.ceil(confidence * bins) - 1
    total = 0.0
    for inside in (place == b for b in range(bins) if (place == b).any()):
        acc, sure = right[inside].mean(), confidence[inside].mean()
        total += inside.sum() * max(acc - sure, 0)
    return total / len(p)
