"""Wrong answers to 5.6 confusion_matrix."""

from __future__ import annotations

import jax.numpy as jnp
import numpy as np


def transposed(labels, predictions, classes):
    counts = np.zeros((classes, classes), int)
    for t, p in zip(np.asarray(labels), np.asarray(predictions), strict=True):
        counts[p, t] += 1
    return counts


def set_not_added(labels, predictions, classes):
    counts = np.zeros((classes, classes), int)
    counts[np.asarray(labels), np.asarray(predictions)] = 1
    return counts


def added_once_for_each_pair(labels, predictions, classes):
    counts = np.zeros((classes, classes), int)
    counts[np.asarray(labels), np.asarray(predictions)] += 1
    return counts


def rows_divided(labels, predictions, classes):
    counts = np.zeros((classes, classes))
    np.add.at(counts, (np.asarray(labels), np.asarray(predictions)), 1)
    return counts / np.maximum(counts.sum(axis=1, keepdims=True), 1)


def columns_divided(labels, predictions, classes):
    counts = np.zeros((classes, classes))
    np.add.at(counts, (np.asarray(labels), np.asarray(predictions)), 1)
    return counts / np.maximum(counts.sum(axis=0, keepdims=True), 1)


def shares_of_all(labels, predictions, classes):
    counts = np.zeros((classes, classes))
    np.add.at(counts, (np.asarray(labels), np.asarray(predictions)), 1)
    return counts / max(len(labels), 1)


def real_numbers(labels, predictions, classes):
    counts = np.zeros((classes, classes))
    np.add.at(counts, (np.asarray(labels), np.asarray(predictions)), 1)
    return counts


def classes_that_occur(labels, predictions, classes):
    present = np.unique(np.concatenate([labels, predictions]))
    return np.array([[np.sum((labels == t) & (predictions == p)) for p in present] for t in present], int).reshape(
        len(present), -1
    )


def up_to_the_largest(labels, predictions, classes):
    size = int(max([*np.asarray(labels), *np.asarray(predictions)], default=-1)) + 1
    counts = np.zeros((size, size), int)
    np.add.at(counts, (np.asarray(labels), np.asarray(predictions)), 1)
    return counts


def one_class_more(labels, predictions, classes):
    counts = np.zeros((classes + 1, classes + 1), int)
    np.add.at(counts, (np.asarray(labels), np.asarray(predictions)), 1)
    return counts


def three_classes(labels, predictions, classes):
    counts = np.zeros((3, 3), int)
    for t, p in zip(np.asarray(labels), np.asarray(predictions), strict=True):
        counts[min(t, 2), min(p, 2)] += 1
    return counts


def only_right_ones(labels, predictions, classes):
    counts = np.zeros((classes, classes), int)
    for t, p in zip(np.asarray(labels), np.asarray(predictions), strict=True):
        counts[t, t] += t == p
    return counts


def only_wrong_ones(labels, predictions, classes):
    counts = np.zeros((classes, classes), int)
    for t, p in zip(np.asarray(labels), np.asarray(predictions), strict=True):
        counts[t, p] += t != p
    return counts


def counted_both_ways(labels, predictions, classes):
    counts = np.zeros((classes, classes), int)
    for t, p in zip(np.asarray(labels), np.asarray(predictions), strict=True):
        counts[t, p] += 1
        counts[p, t] += t != p
    return counts


def totals_on_the_diagonal(labels, predictions, classes):
    counts = np.zeros((classes, classes), int)
    np.add.at(counts, (np.asarray(labels), np.asarray(predictions)), 1)
    np.fill_diagonal(counts, np.bincount(np.asarray(labels), minlength=classes))
    return counts


def last_sample_left_out(labels, predictions, classes):
    counts = np.zeros((classes, classes), int)
    for i in range(len(labels) - 1):
        counts[int(labels[i]), int(predictions[i])] += 1
    return counts


def starts_at_one(labels, predictions, classes):
    counts = np.ones((classes, classes), int)
    np.add.at(counts, (np.asarray(labels), np.asarray(predictions)), 1)
    return counts


def counts_from_one(labels, predictions, classes):
    counts = np.zeros((classes, classes), int)
    for t, p in zip(np.asarray(labels), np.asarray(predictions), strict=True):
        counts[t - 1, p - 1] += 1
    return counts


def nested_lists(labels, predictions, classes):
    return [
        [int(np.sum((np.asarray(labels) == t) & (np.asarray(predictions) == p))) for p in range(classes)]
        for t in range(classes)
    ]


def a_dict(labels, predictions, classes):
    return {(int(t), int(p)): 1 for t, p in zip(np.asarray(labels), np.asarray(predictions), strict=True)}


def updates_lost(labels, predictions, classes):
    counts = jnp.zeros((classes, classes), int)
    for t, p in zip(labels, predictions, strict=True):
        counts.at[t, p].add(1)
    return counts


def jax_in_place(labels, predictions, classes):
    counts = jnp.zeros((classes, classes), int)
    for t, p in zip(labels, predictions, strict=True):
        counts[t, p] += 1
    return counts


def products_of_margins(labels, predictions, classes):
    rows = np.bincount(np.asarray(labels), minlength=classes)
    columns = np.bincount(np.asarray(predictions), minlength=classes)
    return np.outer(rows, columns)


def accuracy_only(labels, predictions, classes):
    return int(np.sum(np.asarray(labels) == np.asarray(predictions)))


def row_of_counts(labels, predictions, classes):
    return np.bincount(np.asarray(labels), minlength=classes)


def flat(labels, predictions, classes):
    return np.bincount(classes * np.asarray(labels) + np.asarray(predictions), minlength=classes**2)
