"""Wrong answers to 4.6 cross_entropy_grad, in NumPy: nothing has to be compiled to recognise them."""

from __future__ import annotations

import numpy as np


def not_divided(logits, labels):
    z = np.asarray(logits)
    e = np.exp(z - z.max(axis=1, keepdims=True))
    q = e / e.sum(axis=1, keepdims=True)
    return q - np.eye(z.shape[1])[np.asarray(labels)]


def other_sign(logits, labels):
    z = np.asarray(logits)
    e = np.exp(z - z.max(axis=1, keepdims=True))
    q = e / e.sum(axis=1, keepdims=True)
    return (np.eye(z.shape[1])[np.asarray(labels)] - q) / len(z)


def other_sign_not_divided(logits, labels):
    z = np.asarray(logits)
    e = np.exp(z - z.max(axis=1, keepdims=True))
    q = e / e.sum(axis=1, keepdims=True)
    return np.eye(z.shape[1])[np.asarray(labels)] - q


def divided_by_all_entries(logits, labels):
    z = np.asarray(logits)
    e = np.exp(z - z.max(axis=1, keepdims=True))
    q = e / e.sum(axis=1, keepdims=True)
    return (q - np.eye(z.shape[1])[np.asarray(labels)]) / z.size


def divided_by_classes(logits, labels):
    z = np.asarray(logits)
    e = np.exp(z - z.max(axis=1, keepdims=True))
    q = e / e.sum(axis=1, keepdims=True)
    return (q - np.eye(z.shape[1])[np.asarray(labels)]) / z.shape[1]


def brackets_forgotten(logits, labels):
    z = np.asarray(logits)
    e = np.exp(z - z.max(axis=1, keepdims=True))
    q = e / e.sum(axis=1, keepdims=True)
    return q - np.eye(z.shape[1])[np.asarray(labels)] / len(z)


def divided_too_early(logits, labels):
    z = np.asarray(logits)
    e = np.exp(z - z.max(axis=1, keepdims=True))
    q = e / e.sum(axis=1, keepdims=True)
    return q / len(z) - np.eye(z.shape[1])[np.asarray(labels)]


def nothing_subtracted(logits, labels):
    z = np.asarray(logits)
    e = np.exp(z - z.max(axis=1, keepdims=True))
    return e / e.sum(axis=1, keepdims=True) / len(z)


def nothing_subtracted_not_divided(logits, labels):
    z = np.asarray(logits)
    e = np.exp(z - z.max(axis=1, keepdims=True))
    return e / e.sum(axis=1, keepdims=True)


def overflows(logits, labels):
    z = np.asarray(logits)
    with np.errstate(all="ignore"):
        e = np.exp(z)
        q = e / e.sum(axis=1, keepdims=True)
    return (q - np.eye(z.shape[1])[np.asarray(labels)]) / len(z)


def overflows_not_divided(logits, labels):
    z = np.asarray(logits)
    with np.errstate(all="ignore"):
        e = np.exp(z)
        q = e / e.sum(axis=1, keepdims=True)
    return q - np.eye(z.shape[1])[np.asarray(labels)]


def whole_max(logits, labels):
    z = np.asarray(logits)
    with np.errstate(all="ignore"):
        e = np.exp(z - z.max())
        q = e / e.sum(axis=1, keepdims=True)
    return (q - np.eye(z.shape[1])[np.asarray(labels)]) / len(z)


def softmax_over_rows(logits, labels):
    z = np.asarray(logits)
    e = np.exp(z - z.max(axis=0, keepdims=True))
    q = e / e.sum(axis=0, keepdims=True)
    return (q - np.eye(z.shape[1])[np.asarray(labels)]) / len(z)


def softmax_of_everything(logits, labels):
    z = np.asarray(logits)
    e = np.exp(z - z.max())
    return (e / e.sum() - np.eye(z.shape[1])[np.asarray(labels)]) / len(z)


def logits_in_place_of_q(logits, labels):
    z = np.asarray(logits)
    return (z - np.eye(z.shape[1])[np.asarray(labels)]) / len(z)


def logarithm_of_q(logits, labels):
    z = np.asarray(logits)
    z = z - z.max(axis=1, keepdims=True)
    log_q = z - np.log(np.exp(z).sum(axis=1, keepdims=True))
    return (log_q - np.eye(z.shape[1])[np.asarray(labels)]) / len(z)


def right_class_only(logits, labels):
    z = np.asarray(logits)
    e = np.exp(z - z.max(axis=1, keepdims=True))
    q = e / e.sum(axis=1, keepdims=True)
    one_hot = np.eye(z.shape[1])[np.asarray(labels)]
    return one_hot * (q - 1) / len(z)


def right_class_only_vector(logits, labels):
    z = np.asarray(logits)
    e = np.exp(z - z.max(axis=1, keepdims=True))
    q = e / e.sum(axis=1, keepdims=True)
    return (q[np.arange(len(z)), np.asarray(labels)] - 1) / len(z)


def summed_over_rows(logits, labels):
    z = np.asarray(logits)
    e = np.exp(z - z.max(axis=1, keepdims=True))
    q = e / e.sum(axis=1, keepdims=True)
    return np.sum(q - np.eye(z.shape[1])[np.asarray(labels)], axis=0) / len(z)


def one_in_every_column(logits, labels):
    z = np.asarray(logits)
    e = np.exp(z - z.max(axis=1, keepdims=True))
    q = e / e.sum(axis=1, keepdims=True)
    q[:, np.asarray(labels)] -= 1
    return q / len(z)


def ones_in_every_column(logits, labels):
    z = np.asarray(logits)
    e = np.exp(z - z.max(axis=1, keepdims=True))
    q = e / e.sum(axis=1, keepdims=True)
    return (q - np.bincount(np.asarray(labels), minlength=z.shape[1])) / len(z)


def label_subtracted(logits, labels):
    z = np.asarray(logits)
    e = np.exp(z - z.max(axis=1, keepdims=True))
    q = e / e.sum(axis=1, keepdims=True)
    return (q - np.asarray(labels)[:, None]) / len(z)


def labels_from_1(logits, labels):
    z = np.asarray(logits)
    e = np.exp(z - z.max(axis=1, keepdims=True))
    q = e / e.sum(axis=1, keepdims=True)
    return (q - np.eye(z.shape[1])[np.asarray(labels) - 1]) / len(z)


def labels_from_1_lost(logits, labels):
    z = np.asarray(logits)
    e = np.exp(z - z.max(axis=1, keepdims=True))
    q = e / e.sum(axis=1, keepdims=True)
    one_hot = np.asarray(labels)[:, None] - 1 == np.arange(z.shape[1])
    return (q - one_hot) / len(z)


def labels_from_minus_1(logits, labels):
    z = np.asarray(logits)
    e = np.exp(z - z.max(axis=1, keepdims=True))
    q = e / e.sum(axis=1, keepdims=True)
    one_hot = np.asarray(labels)[:, None] + 1 == np.arange(z.shape[1])
    return (q - one_hot) / len(z)


def labels_from_minus_1_wrapped(logits, labels):
    z = np.asarray(logits)
    e = np.exp(z - z.max(axis=1, keepdims=True))
    q = e / e.sum(axis=1, keepdims=True)
    one_hot = (np.asarray(labels)[:, None] + 1) % z.shape[1] == np.arange(z.shape[1])
    return (q - one_hot) / len(z)


def divided_by_the_sum_of_labels(logits, labels):
    z = np.asarray(logits)
    e = np.exp(z - z.max(axis=1, keepdims=True))
    q = e / e.sum(axis=1, keepdims=True)
    with np.errstate(all="ignore"):
        return (q - np.eye(z.shape[1])[np.asarray(labels)]) / np.sum(labels)


def divided_by_each_label(logits, labels):
    z = np.asarray(logits)
    e = np.exp(z - z.max(axis=1, keepdims=True))
    q = e / e.sum(axis=1, keepdims=True)
    with np.errstate(all="ignore"):
        return (q - np.eye(z.shape[1])[np.asarray(labels)]) / np.asarray(labels)[:, None]


def one_less(logits, labels):
    z = np.asarray(logits)
    e = np.exp(z - z.max(axis=1, keepdims=True))
    q = e / e.sum(axis=1, keepdims=True)
    with np.errstate(all="ignore"):
        return (q - np.eye(z.shape[1])[np.asarray(labels)]) / np.float64(len(z) - 1)


def small_probabilities_dropped(logits, labels):
    z = np.asarray(logits)
    e = np.exp(z - z.max(axis=1, keepdims=True))
    q = e / e.sum(axis=1, keepdims=True)
    q = np.where(q < 1e-3, 0, q)
    return (q - np.eye(z.shape[1])[np.asarray(labels)]) / len(z)


def halved(logits, labels):
    z = np.asarray(logits)
    e = np.exp(z - z.max(axis=1, keepdims=True))
    q = e / e.sum(axis=1, keepdims=True)
    return (q - np.eye(z.shape[1])[np.asarray(labels)]) / 2 / len(z)


def top_class_subtracted(logits, labels):
    z = np.asarray(logits)
    e = np.exp(z - z.max(axis=1, keepdims=True))
    q = e / e.sum(axis=1, keepdims=True)
    return (q - np.eye(z.shape[1])[z.argmax(axis=1)]) / len(z)


def by_the_probabilities(logits, labels):
    z = np.asarray(logits)
    e = np.exp(z - z.max(axis=1, keepdims=True))
    q = e / e.sum(axis=1, keepdims=True)
    one_hot = np.eye(z.shape[1])[np.asarray(labels)]
    with np.errstate(all="ignore"):
        return -one_hot / q / len(z)


def by_the_probabilities_of_the_label(logits, labels):
    z = np.asarray(logits)
    e = np.exp(z - z.max(axis=1, keepdims=True))
    q = e / e.sum(axis=1, keepdims=True)
    out = np.zeros_like(q)
    rows = np.arange(len(z))
    with np.errstate(all="ignore"):
        out[rows, np.asarray(labels)] = -1 / q[rows, np.asarray(labels)] / len(z)
    return out


def of_the_squared_error(logits, labels):
    z = np.asarray(logits)
    e = np.exp(z - z.max(axis=1, keepdims=True))
    q = e / e.sum(axis=1, keepdims=True)
    error = q - np.eye(z.shape[1])[np.asarray(labels)]
    return 2 * q * (error - np.sum(error * q, axis=1, keepdims=True)) / len(z)


def of_half_the_squared_error(logits, labels):
    z = np.asarray(logits)
    e = np.exp(z - z.max(axis=1, keepdims=True))
    q = e / e.sum(axis=1, keepdims=True)
    error = q - np.eye(z.shape[1])[np.asarray(labels)]
    return q * (error - np.sum(error * q, axis=1, keepdims=True)) / len(z)


def times_q_and_1_minus_q(logits, labels):
    z = np.asarray(logits)
    e = np.exp(z - z.max(axis=1, keepdims=True))
    q = e / e.sum(axis=1, keepdims=True)
    return (q - np.eye(z.shape[1])[np.asarray(labels)]) * q * (1 - q) / len(z)


def softmax_twice(logits, labels):
    q = np.asarray(logits)
    for _ in range(2):
        e = np.exp(q - q.max(axis=1, keepdims=True))
        q = e / e.sum(axis=1, keepdims=True)
    return (q - np.eye(q.shape[1])[np.asarray(labels)]) / len(q)


def twice(logits, labels):
    z = np.asarray(logits)
    e = np.exp(z - z.max(axis=1, keepdims=True))
    q = e / e.sum(axis=1, keepdims=True)
    return 2 * (q - np.eye(z.shape[1])[np.asarray(labels)]) / len(z)


def each_class_by_itself(logits, labels):
    z = np.asarray(logits)
    with np.errstate(all="ignore"):
        q = 1 / (1 + np.exp(-z))
    return (q - np.eye(z.shape[1])[np.asarray(labels)]) / len(z)


def loss_itself(logits, labels):
    z = np.asarray(logits)
    top = z.max(axis=1)
    lse = top + np.log(np.exp(z - top[:, None]).sum(axis=1))
    return np.mean(lse - z[np.arange(len(z)), np.asarray(labels)])


def two_rows(logits, labels):
    z = np.asarray(logits)
    e = np.exp(z - z.max(axis=1, keepdims=True))
    q = e / e.sum(axis=1, keepdims=True)
    return (q - np.eye(z.shape[1])[np.asarray(labels)]) / 2


def in_place(logits, labels):
    z = logits if isinstance(logits, np.ndarray) else np.array(logits)  # on a JAX array `-=` only renames
    z -= z.max(axis=1, keepdims=True)
    e = np.exp(z)
    q = e / e.sum(axis=1, keepdims=True)
    return (q - np.eye(z.shape[1])[np.asarray(labels)]) / len(z)


def rounded_to_2_digits(logits, labels):
    z = np.asarray(logits)
    e = np.exp(z - z.max(axis=1, keepdims=True))
    q = e / e.sum(axis=1, keepdims=True)
    return np.round((q - np.eye(z.shape[1])[np.asarray(labels)]) / len(z), 2)


def rounded_to_3_digits(logits, labels):
    z = np.asarray(logits)
    e = np.exp(z - z.max(axis=1, keepdims=True))
    q = e / e.sum(axis=1, keepdims=True)
    return np.round((q - np.eye(z.shape[1])[np.asarray(labels)]) / len(z), 3)


def rounded_to_4_digits(logits, labels):
    z = np.asarray(logits)
    e = np.exp(z - z.max(axis=1, keepdims=True))
    q = e / e.sum(axis=1, keepdims=True)
    return np.round((q - np.eye(z.shape[1])[np.asarray(labels)]) / len(z), 4)
