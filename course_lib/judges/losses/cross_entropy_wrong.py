"""Wrong answers to 4.5 cross_entropy, in NumPy: nothing has to be compiled to recognise them."""

from __future__ import annotations

import jax.numpy as jnp
import numpy as np


def summed(logits, labels):
    z = np.asarray(logits)
    top = z.max(axis=1)
    lse = top + np.log(np.exp(z - top[:, None]).sum(axis=1))
    return np.sum(lse - z[np.arange(len(z)), np.asarray(labels)])


def for_each_row(logits, labels):
    z = np.asarray(logits)
    top = z.max(axis=1)
    lse = top + np.log(np.exp(z - top[:, None]).sum(axis=1))
    return lse - z[np.arange(len(z)), np.asarray(labels)]


def mean_over_all_entries(logits, labels):
    z = np.asarray(logits)
    top = z.max(axis=1)
    lse = top + np.log(np.exp(z - top[:, None]).sum(axis=1))
    return np.sum(lse - z[np.arange(len(z)), np.asarray(labels)]) / z.size


def overflows(logits, labels):
    z = np.asarray(logits)
    with np.errstate(all="ignore"):
        e = np.exp(z)
        q = e / e.sum(axis=1, keepdims=True)
        return -np.mean(np.log(q[np.arange(len(z)), np.asarray(labels)]))


def overflows_one_hot(logits, labels):
    z = np.asarray(logits)
    with np.errstate(all="ignore"):
        e = np.exp(z)
        q = e / e.sum(axis=1, keepdims=True)
        return -np.mean(np.sum(np.eye(z.shape[1])[np.asarray(labels)] * np.log(q), axis=1))


def overflows_in_the_logarithm(logits, labels):
    z = np.asarray(logits)
    with np.errstate(all="ignore"):
        return np.mean(np.log(np.exp(z).sum(axis=1)) - z[np.arange(len(z)), np.asarray(labels)])


def log_of_zero(logits, labels):
    z = np.asarray(logits)
    e = np.exp(z - z.max(axis=1, keepdims=True))
    q = e / e.sum(axis=1, keepdims=True)
    with np.errstate(all="ignore"):
        return -np.mean(np.log(q[np.arange(len(z)), np.asarray(labels)]))


def log_of_zero_one_hot(logits, labels):
    z = np.asarray(logits)
    e = np.exp(z - z.max(axis=1, keepdims=True))
    q = e / e.sum(axis=1, keepdims=True)
    with np.errstate(all="ignore"):
        return -np.mean(np.sum(np.eye(z.shape[1])[np.asarray(labels)] * np.log(q), axis=1))


def capped_1e_7(logits, labels):
    z = np.asarray(logits)
    e = np.exp(z - z.max(axis=1, keepdims=True))
    q = e / e.sum(axis=1, keepdims=True)
    return -np.mean(np.log(q[np.arange(len(z)), np.asarray(labels)] + 1e-7))


def capped_1e_8(logits, labels):
    z = np.asarray(logits)
    e = np.exp(z - z.max(axis=1, keepdims=True))
    q = e / e.sum(axis=1, keepdims=True)
    return -np.mean(np.log(q[np.arange(len(z)), np.asarray(labels)] + 1e-8))


def capped_1e_9(logits, labels):
    z = np.asarray(logits)
    e = np.exp(z - z.max(axis=1, keepdims=True))
    q = e / e.sum(axis=1, keepdims=True)
    return -np.mean(np.log(q[np.arange(len(z)), np.asarray(labels)] + 1e-9))


def capped_1e_10(logits, labels):
    z = np.asarray(logits)
    e = np.exp(z - z.max(axis=1, keepdims=True))
    q = e / e.sum(axis=1, keepdims=True)
    return -np.mean(np.log(q[np.arange(len(z)), np.asarray(labels)] + 1e-10))


def capped_1e_12(logits, labels):
    z = np.asarray(logits)
    e = np.exp(z - z.max(axis=1, keepdims=True))
    q = e / e.sum(axis=1, keepdims=True)
    return -np.mean(np.log(q[np.arange(len(z)), np.asarray(labels)] + 1e-12))


def capped_1e_15(logits, labels):
    z = np.asarray(logits)
    e = np.exp(z - z.max(axis=1, keepdims=True))
    q = e / e.sum(axis=1, keepdims=True)
    return -np.mean(np.log(q[np.arange(len(z)), np.asarray(labels)] + 1e-15))


def clipped_1e_5(logits, labels):
    z = np.asarray(logits)
    e = np.exp(z - z.max(axis=1, keepdims=True))
    q = e / e.sum(axis=1, keepdims=True)
    return -np.mean(np.log(np.maximum(q[np.arange(len(q)), np.asarray(labels)], 1e-5)))


def clipped_1e_7(logits, labels):
    z = np.asarray(logits)
    e = np.exp(z - z.max(axis=1, keepdims=True))
    q = e / e.sum(axis=1, keepdims=True)
    return -np.mean(np.log(np.clip(q[np.arange(len(q)), np.asarray(labels)], 1e-7, 1)))


def clipped_1e_12(logits, labels):
    z = np.asarray(logits)
    e = np.exp(z - z.max(axis=1, keepdims=True))
    q = e / e.sum(axis=1, keepdims=True)
    return -np.mean(np.log(np.clip(q[np.arange(len(q)), np.asarray(labels)], 1e-12, 1)))


def clipped_1e_15(logits, labels):
    z = np.asarray(logits)
    e = np.exp(z - z.max(axis=1, keepdims=True))
    q = e / e.sum(axis=1, keepdims=True)
    return -np.mean(np.log(np.clip(q[np.arange(len(q)), np.asarray(labels)], 1e-15, 1)))


def ten_thousand_for_a_lost_one(logits, labels):
    z = np.asarray(logits)
    e = np.exp(z - z.max(axis=1, keepdims=True))
    q = e / e.sum(axis=1, keepdims=True)
    with np.errstate(all="ignore"):
        return np.mean(np.minimum(-np.log(q[np.arange(len(q)), np.asarray(labels)]), 1e4))


def zero_for_a_lost_one(logits, labels):
    z = np.asarray(logits)
    e = np.exp(z - z.max(axis=1, keepdims=True))
    q = e / e.sum(axis=1, keepdims=True)
    with np.errstate(all="ignore"):
        return np.nan_to_num(-np.mean(np.log(q[np.arange(len(q)), np.asarray(labels)])))


def lead_for_a_small_one(logits, labels):
    z = np.asarray(logits)
    e = np.exp(z - z.max(axis=1, keepdims=True))
    q = e / e.sum(axis=1, keepdims=True)
    own = q[np.arange(len(q)), np.asarray(labels)]
    with np.errstate(all="ignore"):
        return np.mean(np.where(own > 1e-3, -np.log(own), z.max(axis=1) - z[np.arange(len(z)), np.asarray(labels)]))


def halved(logits, labels):
    z = np.asarray(logits)
    top = z.max(axis=1)
    lse = top + np.log(np.exp(z - top[:, None]).sum(axis=1))
    return np.mean(lse - z[np.arange(len(z)), np.asarray(labels)]) / 2


def one_less(logits, labels):
    z = np.asarray(logits)
    top = z.max(axis=1)
    lse = top + np.log(np.exp(z - top[:, None]).sum(axis=1))
    with np.errstate(all="ignore"):
        return np.sum(lse - z[np.arange(len(z)), np.asarray(labels)]) / np.float64(len(z) - 1)


def divided_by_classes(logits, labels):
    z = np.asarray(logits)
    top = z.max(axis=1)
    lse = top + np.log(np.exp(z - top[:, None]).sum(axis=1))
    return np.sum(lse - z[np.arange(len(z)), np.asarray(labels)]) / z.shape[1]


def plus(logits, labels):
    z = np.asarray(logits)
    top = z.max(axis=1)
    lse = top + np.log(np.exp(z - top[:, None]).sum(axis=1))
    return np.mean(lse + z[np.arange(len(z)), np.asarray(labels)])


def one_hot_not_summed(logits, labels):
    z = np.asarray(logits)
    top = z.max(axis=1)
    lse = top + np.log(np.exp(z - top[:, None]).sum(axis=1))
    return np.mean(lse[:, None] - np.eye(z.shape[1])[np.asarray(labels)] * z)


def one_hot_summed_afterwards(logits, labels):
    z = np.asarray(logits)
    top = z.max(axis=1)
    lse = top + np.log(np.exp(z - top[:, None]).sum(axis=1))
    return np.mean(np.sum(lse[:, None] - np.eye(z.shape[1])[np.asarray(labels)] * z, axis=1))


def max_taken_off_the_logit(logits, labels):
    z = np.asarray(logits)
    top = z.max(axis=1)
    lse = top + np.log(np.exp(z - top[:, None]).sum(axis=1))
    return np.mean(lse - z[np.arange(len(z)), np.asarray(labels)] + top)


def logits_rows_at_the_labels(logits, labels):
    z = jnp.asarray(logits)
    top = jnp.max(z, axis=1, keepdims=True)
    return jnp.mean(top + jnp.log(jnp.sum(jnp.exp(z - top), axis=1, keepdims=True)) - z[labels])


def taken_from_the_flat_array(logits, labels):
    z = jnp.asarray(logits)
    top = jnp.max(z, axis=1)
    return jnp.mean(top + jnp.log(jnp.sum(jnp.exp(z - top[:, None]), axis=1)) - jnp.take(z, labels))


def first_row_for_all(logits, labels):
    z = np.asarray(logits)
    top = z.max(axis=1)
    lse = top + np.log(np.exp(z - top[:, None]).sum(axis=1))
    return np.mean(lse - z[0, np.asarray(labels)])


def labels_from_minus_1(logits, labels):
    z = jnp.asarray(logits)
    top = jnp.max(z, axis=1)
    lse = top + jnp.log(jnp.sum(jnp.exp(z - top[:, None]), axis=1))
    return jnp.mean(lse - z[jnp.arange(len(z)), labels + 1])


def softmax_twice(logits, labels):
    z = np.asarray(logits)
    e = np.exp(z - z.max(axis=1, keepdims=True))
    q = e / e.sum(axis=1, keepdims=True)
    lse = np.log(np.exp(q).sum(axis=1))
    return np.mean(lse - q[np.arange(len(z)), np.asarray(labels)])


def other_sign(logits, labels):
    z = np.asarray(logits)
    top = z.max(axis=1)
    lse = top + np.log(np.exp(z - top[:, None]).sum(axis=1))
    return np.mean(z[np.arange(len(z)), np.asarray(labels)] - lse)


def base_2(logits, labels):
    z = np.asarray(logits)
    top = z.max(axis=1)
    lse = top + np.log(np.exp(z - top[:, None]).sum(axis=1))
    return np.mean(lse - z[np.arange(len(z)), np.asarray(labels)]) / np.log(2)


def every_row_with_every_label(logits, labels):
    z = np.asarray(logits)
    top = z.max(axis=1, keepdims=True)
    log_q = z - top - np.log(np.exp(z - top).sum(axis=1, keepdims=True))
    return -np.mean(log_q[:, np.asarray(labels)])


def every_row_with_every_label_summed(logits, labels):
    z = np.asarray(logits)
    top = z.max(axis=1, keepdims=True)
    log_q = z - top - np.log(np.exp(z - top).sum(axis=1, keepdims=True))
    return -np.sum(log_q[:, np.asarray(labels)]) / len(z)


def rows_at_the_labels(logits, labels):
    z = jnp.asarray(logits)
    top = jnp.max(z, axis=1, keepdims=True)
    log_q = z - top - jnp.log(jnp.sum(jnp.exp(z - top), axis=1, keepdims=True))
    return -jnp.mean(log_q[labels])


def all_classes(logits, labels):
    z = np.asarray(logits)
    top = z.max(axis=1, keepdims=True)
    log_q = z - top - np.log(np.exp(z - top).sum(axis=1, keepdims=True))
    return -np.mean(log_q)


def all_classes_summed(logits, labels):
    z = np.asarray(logits)
    top = z.max(axis=1, keepdims=True)
    log_q = z - top - np.log(np.exp(z - top).sum(axis=1, keepdims=True))
    return -np.mean(np.sum(log_q, axis=1))


def labels_as_numbers(logits, labels):
    z = np.asarray(logits)
    top = z.max(axis=1, keepdims=True)
    log_q = z - top - np.log(np.exp(z - top).sum(axis=1, keepdims=True))
    return -np.mean(np.sum(np.asarray(labels)[:, None] * log_q, axis=1))


def top_class(logits, labels):
    z = np.asarray(logits)
    top = z.max(axis=1)
    return np.mean(np.log(np.exp(z - top[:, None]).sum(axis=1)))


def labels_from_1(logits, labels):
    z = np.asarray(logits)
    top = z.max(axis=1)
    lse = top + np.log(np.exp(z - top[:, None]).sum(axis=1))
    return np.mean(lse - z[np.arange(len(z)), np.asarray(labels) - 1])


def logits_as_probabilities(logits, labels):
    z = np.asarray(logits)
    with np.errstate(all="ignore"):
        return -np.mean(np.log(z[np.arange(len(z)), np.asarray(labels)]))


def no_logarithm(logits, labels):
    z = np.asarray(logits)
    e = np.exp(z - z.max(axis=1, keepdims=True))
    q = e / e.sum(axis=1, keepdims=True)
    return -np.mean(q[np.arange(len(z)), np.asarray(labels)])


def one_minus_probability(logits, labels):
    z = np.asarray(logits)
    e = np.exp(z - z.max(axis=1, keepdims=True))
    q = e / e.sum(axis=1, keepdims=True)
    return 1 - np.mean(q[np.arange(len(z)), np.asarray(labels)])


def logarithm_of_the_mean(logits, labels):
    z = np.asarray(logits)
    e = np.exp(z - z.max(axis=1, keepdims=True))
    q = e / e.sum(axis=1, keepdims=True)
    with np.errstate(all="ignore"):
        return -np.log(np.mean(q[np.arange(len(z)), np.asarray(labels)]))


def softmax_over_rows(logits, labels):
    z = np.asarray(logits)
    top = z.max(axis=0, keepdims=True)
    log_q = z - top - np.log(np.exp(z - top).sum(axis=0, keepdims=True))
    return -np.mean(log_q[np.arange(len(z)), np.asarray(labels)])


def softmax_of_everything(logits, labels):
    z = np.asarray(logits)
    log_q = z - z.max() - np.log(np.exp(z - z.max()).sum())
    return -np.mean(log_q[np.arange(len(z)), np.asarray(labels)])


def logsumexp_of_everything(logits, labels):
    z = np.asarray(logits)
    lse = z.max() + np.log(np.exp(z - z.max()).sum())
    return np.mean(lse - z[np.arange(len(z)), np.asarray(labels)])


def whole_max(logits, labels):
    z = np.asarray(logits)
    with np.errstate(all="ignore"):
        lse = z.max() + np.log(np.exp(z - z.max()).sum(axis=1))
    return np.mean(lse - z[np.arange(len(z)), np.asarray(labels)])


def logit_only(logits, labels):
    z = np.asarray(logits)
    return -np.mean(z[np.arange(len(z)), np.asarray(labels)])


def max_forgotten(logits, labels):
    z = np.asarray(logits)
    lse = np.log(np.exp(z - z.max(axis=1, keepdims=True)).sum(axis=1))
    return np.mean(lse - z[np.arange(len(z)), np.asarray(labels)])


def max_in_place_of_the_logarithm(logits, labels):
    z = np.asarray(logits)
    return np.mean(z.max(axis=1) - z[np.arange(len(z)), np.asarray(labels)])


def squared_error(logits, labels):
    z = np.asarray(logits)
    e = np.exp(z - z.max(axis=1, keepdims=True))
    q = e / e.sum(axis=1, keepdims=True)
    return np.mean(np.sum((q - np.eye(z.shape[1])[np.asarray(labels)]) ** 2, axis=1))


def squared_error_of_all_entries(logits, labels):
    z = np.asarray(logits)
    e = np.exp(z - z.max(axis=1, keepdims=True))
    q = e / e.sum(axis=1, keepdims=True)
    return np.mean((q - np.eye(z.shape[1])[np.asarray(labels)]) ** 2)


def accuracy(logits, labels):
    return np.mean(np.asarray(logits).argmax(axis=1) == np.asarray(labels))


def error_rate(logits, labels):
    return np.mean(np.asarray(logits).argmax(axis=1) != np.asarray(labels))


def each_class_by_itself(logits, labels):
    z = np.asarray(logits)
    one_hot = np.eye(z.shape[1])[np.asarray(labels)]
    return np.mean(np.sum(np.logaddexp(0, z) - one_hot * z, axis=1))


def rounded_to_2_digits(logits, labels):
    z = np.asarray(logits)
    top = z.max(axis=1)
    lse = top + np.log(np.exp(z - top[:, None]).sum(axis=1))
    return np.round(np.mean(lse - z[np.arange(len(z)), np.asarray(labels)]), 2)


def rounded_to_3_digits(logits, labels):
    z = np.asarray(logits)
    top = z.max(axis=1)
    lse = top + np.log(np.exp(z - top[:, None]).sum(axis=1))
    return np.round(np.mean(lse - z[np.arange(len(z)), np.asarray(labels)]), 3)


def rounded_to_4_digits(logits, labels):
    z = np.asarray(logits)
    top = z.max(axis=1)
    lse = top + np.log(np.exp(z - top[:, None]).sum(axis=1))
    return np.round(np.mean(lse - z[np.arange(len(z)), np.asarray(labels)]), 4)


def in_place(logits, labels):
    z = logits if isinstance(logits, np.ndarray) else np.array(logits)  # on a JAX array `-=` only renames
    z -= z.max(axis=1, keepdims=True)
    lse = np.log(np.exp(z).sum(axis=1))
    return np.mean(lse - z[np.arange(len(z)), np.asarray(labels)])


def overflows_in_float64(logits, labels):
    z = np.asarray(logits, np.float64)
    with np.errstate(all="ignore"):
        e = np.exp(z)
        return -np.mean(np.log(e[np.arange(len(z)), np.asarray(labels)] / e.sum(axis=1)))
