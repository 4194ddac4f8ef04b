"""5.5 evaluate: what is right, what goes wrong, and what to say then."""

from __future__ import annotations

import jax.numpy as jnp
import numpy as np
from jax import lax

from course_lib.checking.encoding import decode_array
from course_lib.checking.judge import Judge, Misconception, Property
from course_lib.judges.cnn import evaluate_wrong as wrong
from course_lib.probes.cnn.evaluation import logits


def evaluate_by_image(params, images, labels, batch_size):
    w, b = (np.asarray(part, np.float64) for part in params)
    found = [np.argmax(np.ravel(image) @ w + b) for image in np.asarray(images)]
    return sum(int(a == b) for a, b in zip(found, np.asarray(labels), strict=True)) / len(labels)


def evaluate_by_slices(params, images, labels, batch_size):
    right = 0
    for start in range(0, len(images), batch_size):
        part = slice(start, start + batch_size)
        right += (logits(params, images[part]).argmax(axis=1) == labels[part]).sum()
    return right / len(images)


def evaluate_weighted(params, images, labels, batch_size):
    cuts = np.arange(batch_size, len(labels), batch_size)
    pairs = list(zip(np.split(np.asarray(images), cuts), np.split(np.asarray(labels), cuts), strict=True))
    shares = [np.mean(np.argmax(logits(params, x), axis=-1) == y) for x, y in pairs]
    return float(np.average(shares, weights=[len(y) for _, y in pairs]))


def evaluate_padded(params, images, labels, batch_size):
    missing = -len(labels) % batch_size
    x = jnp.concatenate([images, jnp.zeros((missing, *images.shape[1:]))]).reshape(-1, batch_size, *images.shape[1:])
    found = lax.map(lambda batch: jnp.argmax(logits(params, batch), axis=1), x).ravel()[: len(labels)]
    return jnp.mean(found == labels)


def _share(seen):
    return float(decode_array(seen["returned"]))


EVALUATE = Judge(
    id="5.5",
    oracle=evaluate_by_image,
    takeaway="count what is right, and divide once, at the end. A mean of means is the mean only where all parts are "
    "of one size; the library's `evaluate` weights them.",
    alternatives=(evaluate_by_slices, evaluate_weighted, evaluate_padded),
    misconceptions=(
        Misconception(
            "mean of unequal batches",
            "You take the mean of the batches' accuracies, whatever their sizes. With 7 images in batches of 6 and of "
            "1: how much does the last image count beside the others?",
            wrong.mean_of_batches,
        ),
        Misconception(
            "last batch dropped",
            "What fills no whole batch is left out, among the right ones if not among all. With 3 images and a batch "
            "size of 6, what do you measure?",
            (wrong.last_batch_dropped, wrong.last_batch_not_counted),
        ),
        Misconception(
            "divided by full batches",
            "You divide as if every batch were full. How many images are in the last one of 5 images, 4 at a time?",
            wrong.divided_by_full_batches,
        ),
        Misconception(
            "divided by something else",
            "You divide by the batch size, or by the number of batches. An accuracy is a share of what: of all "
            "images, of a batch, of the batches?",
            (wrong.divided_by_the_batch_size, wrong.divided_by_batches),
        ),
        Misconception(
            "all at once",
            "You show all images to the network at once, more than its memory holds. How many does `batch_size` allow?",
            wrong.all_at_once,
        ),
        Misconception(
            "one batch only",
            "Your result comes from a single batch. What do the others say, and is your `return` inside the loop?",
            (wrong.first_batch_only, wrong.last_batch_only, wrong.returns_inside_the_loop),
        ),
        Misconception(
            "errors counted",
            "You count what is wrong. For a network that is always right, what should come out?",
            wrong.errors_counted,
        ),
        Misconception(
            "no share",
            "Your number is no share between 0 and 1: it is a count, or in percent. What is asked for if 3 of 5 are "
            "right?",
            (wrong.in_percent, wrong.count_not_share),
        ),
        Misconception(
            "whole division",
            "Your division gives whole numbers. What is 3 // 5, what is 3 / 5?",
            wrong.whole_division,
        ),
        Misconception(
            "rounded",
            "You round. Who compares two networks later needs all digits: what is left of 4 / 11?",
            wrong.rounded,
        ),
        Misconception(
            "labels from the start",
            "You compare every batch with the first labels. Which labels belong to the images of the second batch?",
            wrong.labels_from_the_start,
        ),
        Misconception(
            "batches overlap",
            "Your batches overlap: the next begins one image further on. Where should the second batch begin?",
            wrong.batches_overlap,
        ),
        Misconception(
            "the last image left out",
            "Your last image is never looked at. In Python, does a slice `a:b` contain b?",
            wrong.one_image_less,
        ),
        Misconception(
            "classes along the wrong axis",
            "You look for the largest number down the batch. Scores have the shape (batch, classes): along which axis "
            "do the classes lie?",
            wrong.classes_down_the_batch,
        ),
        Misconception(
            "the least likely class",
            "You take the smallest score. Which score does the class have that the network believes in?",
            wrong.least_likely_class,
        ),
        Misconception(
            "a batch size of 4",
            "You take four images at a time, as in the example, and nothing of what remains. Where does the batch size "
            "stand?",
            wrong.four_at_a_time,
        ),
        Misconception(
            "filled up",
            "You fill the last batch up with images that have been counted before. Which of its answers may count?",
            wrong.filled_up_with_the_first,
        ),
        Misconception(
            "one number for each batch",
            "You return one accuracy for each batch. Which single number is that of all images?",
            wrong.one_share_per_batch,
        ),
        Misconception(
            "scores instead of classes",
            "You add up scores, not right answers. Does a network become better when its scores are doubled?",
            wrong.scores_not_classes,
        ),
        Misconception(
            "cut into equal batches",
            "You reshape the images into equal batches. That fits only if `batch_size` divides their number: what "
            "becomes of 5 images, 4 at a time?",
            wrong.reshaped_into_batches,
        ),
    ),
    properties=(
        Property(
            "a share",
            lambda case, seen: 0 <= _share(seen) <= 1,
            "Your accuracy is below 0 or above 1. What do you count, and what do you divide by?",
        ),
        Property(
            "no rest",
            lambda case, seen: (
                len(case.arguments["labels"]) % case.arguments["batch_size"] != 0
                or abs(_share(seen) - evaluate_by_image(**case.arguments)) < 1e-5
            ),
            "Even where all batches are of one size your accuracy is wrong. Print, batch by batch, the classes found "
            "and the labels that you compare them with: do they belong together?",
        ),
        Property(
            "a rest",
            lambda case, seen: abs(_share(seen) - evaluate_by_image(**case.arguments)) < 1e-5,
            "Your accuracy is wrong where the last batch is smaller than the others. How many images are in it, and "
            "how much do they count?",
        ),
    ),
)
