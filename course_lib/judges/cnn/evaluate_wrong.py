"""Wrong answers to 5.5 evaluate."""

from __future__ import annotations

import numpy as np


def mean_of_batches(params, images, labels, batch_size):
    from course_lib.probes.cnn.evaluation import logits

    n = len(labels)
    shares = []
    for i in range(0, n, batch_size):
        found = np.argmax(np.asarray(logits(params, images[i : i + batch_size])), axis=1)
        shares.append(np.mean(found == np.asarray(labels[i : i + batch_size])))
    return np.mean(shares)


def last_batch_dropped(params, images, labels, batch_size):
    from course_lib.probes.cnn.evaluation import logits

    n = len(labels)
    right, seen = 0, 0
    for i in range(n // batch_size):
        part = slice(i * batch_size, (i + 1) * batch_size)
        right += np.sum(np.argmax(np.asarray(logits(params, images[part])), axis=1) == np.asarray(labels[part]))
        seen += batch_size
    return right / seen if seen else np.nan


def last_batch_not_counted(params, images, labels, batch_size):
    from course_lib.probes.cnn.evaluation import logits

    n = len(labels)
    right = 0
    for i in range(n // batch_size):
        part = slice(i * batch_size, (i + 1) * batch_size)
        right += np.sum(np.argmax(np.asarray(logits(params, images[part])), axis=1) == np.asarray(labels[part]))
    return right / n


def divided_by_full_batches(params, images, labels, batch_size):
    from course_lib.probes.cnn.evaluation import logits

    n = len(labels)
    right, batches = 0, 0
    for i in range(0, n, batch_size):
        part = slice(i, i + batch_size)
        right += np.sum(np.argmax(np.asarray(logits(params, images[part])), axis=1) == np.asarray(labels[part]))
        batches += 1
    return right / (batches * batch_size)


def divided_by_the_batch_size(params, images, labels, batch_size):
    from course_lib.probes.cnn.evaluation import logits

    n = len(labels)
    right = 0
    for i in range(0, n, batch_size):
        part = slice(i, i + batch_size)
        right += np.sum(np.argmax(np.asarray(logits(params, images[part])), axis=1) == np.asarray(labels[part]))
    return right / batch_size


def divided_by_batches(params, images, labels, batch_size):
    from course_lib.probes.cnn.evaluation import logits

    n = len(labels)
    right, batches = 0, 0
    for i in range(0, n, batch_size):
        part = slice(i, i + batch_size)
        right += np.sum(np.argmax(np.asarray(logits(params, images[part])), axis=1) == np.asarray(labels[part]))
        batches += 1
    return right / batches


def all_at_once(params, images, labels, batch_size):
    from course_lib.probes.cnn.evaluation import logits

    return np.mean(np.argmax(np.asarray(logits(params, images)), axis=1) == np.asarray(labels))


def first_batch_only(params, images, labels, batch_size):
    from course_lib.probes.cnn.evaluation import logits

    part = slice(0, batch_size)
    return np.mean(np.argmax(np.asarray(logits(params, images[part])), axis=1) == np.asarray(labels[part]))


def last_batch_only(params, images, labels, batch_size):
    from course_lib.probes.cnn.evaluation import logits

    n = len(labels)
    for i in range(0, n, batch_size):
        part = slice(i, i + batch_size)
        share = np.mean(np.argmax(np.asarray(logits(params, images[part])), axis=1) == np.asarray(labels[part]))
    return share


def returns_inside_the_loop(params, images, labels, batch_size):
    from course_lib.probes.cnn.evaluation import logits

    n = len(labels)
    right = 0
    for i in range(0, n, batch_size):
        part = slice(i, i + batch_size)
        right += np.sum(np.argmax(np.asarray(logits(params, images[part])), axis=1) == np.asarray(labels[part]))
        return right / n


def errors_counted(params, images, labels, batch_size):
    from course_lib.probes.cnn.evaluation import logits

    n = len(labels)
    wrong = 0
    for i in range(0, n, batch_size):
        part = slice(i, i + batch_size)
        wrong += np.sum(np.argmax(np.asarray(logits(params, images[part])), axis=1) != np.asarray(labels[part]))
    return wrong / n


def in_percent(params, images, labels, batch_size):
    from course_lib.probes.cnn.evaluation import logits

    n = len(labels)
    right = 0
    for i in range(0, n, batch_size):
        part = slice(i, i + batch_size)
        right += np.sum(np.argmax(np.asarray(logits(params, images[part])), axis=1) == np.asarray(labels[part]))
    return 100 * right / n


def count_not_share(params, images, labels, batch_size):
    from course_lib.probes.cnn.evaluation import logits

    n = len(labels)
    right = 0
    for i in range(0, n, batch_size):
        part = slice(i, i + batch_size)
        right += np.sum(np.argmax(np.asarray(logits(params, images[part])), axis=1) == np.asarray(labels[part]))
    return right


def whole_division(params, images, labels, batch_size):
    from course_lib.probes.cnn.evaluation import logits

    n = len(labels)
    right = 0
    for i in range(0, n, batch_size):
        part = slice(i, i + batch_size)
        right += np.sum(np.argmax(np.asarray(logits(params, images[part])), axis=1) == np.asarray(labels[part]))
    return right // n


def rounded(params, images, labels, batch_size):
    from course_lib.probes.cnn.evaluation import logits

    n = len(labels)
    right = 0
    for i in range(0, n, batch_size):
        part = slice(i, i + batch_size)
        right += np.sum(np.argmax(np.asarray(logits(params, images[part])), axis=1) == np.asarray(labels[part]))
    return np.round(right / n, 2)


def labels_from_the_start(params, images, labels, batch_size):
    from course_lib.probes.cnn.evaluation import logits

    n = len(labels)
    right = 0
    for i in range(0, n, batch_size):
        found = np.argmax(np.asarray(logits(params, images[i : i + batch_size])), axis=1)
        right += np.sum(found == np.asarray(labels[: len(found)]))
    return right / n


def batches_overlap(params, images, labels, batch_size):
    from course_lib.probes.cnn.evaluation import logits

    n = len(labels)
    right = 0
    for i in range(n):
        part = slice(i, i + batch_size)
        right += np.sum(np.argmax(np.asarray(logits(params, images[part])), axis=1) == np.asarray(labels[part]))
    return right / n


def one_image_less(params, images, labels, batch_size):
    from course_lib.probes.cnn.evaluation import logits

    n = len(labels)
    right = 0
    for i in range(0, n, batch_size):
        part = slice(i, min(i + batch_size, n - 1))
        if part.start < part.stop:
            right += np.sum(np.argmax(np.asarray(logits(params, images[part])), axis=1) == np.asarray(labels[part]))
    return right / n


def classes_down_the_batch(params, images, labels, batch_size):
    from course_lib.probes.cnn.evaluation import logits

    n = len(labels)
    right = 0
    for i in range(0, n, batch_size):
        part = slice(i, i + batch_size)
        right += np.argmax(np.asarray(logits(params, images[part])), axis=0)[0] == np.asarray(labels[part])[0]
    return right / n


def least_likely_class(params, images, labels, batch_size):
    from course_lib.probes.cnn.evaluation import logits

    n = len(labels)
    right = 0
    for i in range(0, n, batch_size):
        part = slice(i, i + batch_size)
        right += np.sum(np.argmin(np.asarray(logits(params, images[part])), axis=1) == np.asarray(labels[part]))
    return right / n


def four_at_a_time(params, images, labels, batch_size):
    from course_lib.probes.cnn.evaluation import logits

    n = len(labels)
    right = 0
    for i in range(0, n - n % 4, 4):
        part = slice(i, i + 4)
        right += np.sum(np.argmax(np.asarray(logits(params, images[part])), axis=1) == np.asarray(labels[part]))
    return right / n


def filled_up_with_the_first(params, images, labels, batch_size):
    from course_lib.probes.cnn.evaluation import logits

    n = len(labels)
    right, seen = 0, 0
    for i in range(0, n, batch_size):
        part = np.arange(i, i + batch_size) % n
        right += np.sum(np.argmax(np.asarray(logits(params, images[part])), axis=1) == np.asarray(labels[part]))
        seen += batch_size
    return right / seen


def one_share_per_batch(params, images, labels, batch_size):
    from course_lib.probes.cnn.evaluation import logits

    n = len(labels)
    shares = []
    for i in range(0, n, batch_size):
        part = slice(i, i + batch_size)
        shares.append(np.mean(np.argmax(np.asarray(logits(params, images[part])), axis=1) == np.asarray(labels[part])))
    return shares


def scores_not_classes(params, images, labels, batch_size):
    from course_lib.probes.cnn.evaluation import logits

    n = len(labels)
    total = 0.0
    for i in range(0, n, batch_size):
        part = slice(i, i + batch_size)
        total += np.sum(np.max(np.asarray(logits(params, images[part])), axis=1))
    return total / n


def reshaped_into_batches(params, images, labels, batch_size):
    from course_lib.probes.cnn.evaluation import logits

    n = len(labels)
    batches = images.reshape(-1, batch_size, *images.shape[1:])
    right = 0
    for i, batch in enumerate(batches):
        part = slice(i * batch_size, (i + 1) * batch_size)
        right += np.sum(np.argmax(np.asarray(logits(params, batch)), axis=1) == np.asarray(labels[part]))
    return right / n
