"""5.6 confusion_matrix: what is right, what goes wrong, and what to say then."""

from __future__ import annotations

import jax.numpy as jnp
import numpy as np

from course_lib.checking.encoding import decode_array
from course_lib.checking.judge import Judge, Misconception, Property
from course_lib.judges.cnn import confusion_matrix_wrong as wrong


def count_in_a_loop(labels, predictions, classes):
    counts = np.zeros((classes, classes), int)
    for true, predicted in zip(np.asarray(labels), np.asarray(predictions), strict=True):
        counts[true, predicted] += 1
    return counts


def count_with_at(labels, predictions, classes):
    return jnp.zeros((classes, classes), int).at[labels, predictions].add(1)


def count_as_a_product(labels, predictions, classes):
    one_hot = lambda y: np.asarray(y)[:, None] == np.arange(classes)
    return one_hot(labels).T.astype(int) @ one_hot(predictions).astype(int)


def count_by_number(labels, predictions, classes):
    places = classes * np.asarray(labels) + np.asarray(predictions)
    return np.bincount(places, minlength=classes**2).reshape(classes, classes)


def _counts(seen):
    return decode_array(seen["returned"])


CONFUSION_MATRIX = Judge(
    id="5.6",
    oracle=count_in_a_loop,
    takeaway="the diagonal is what is right; a row says what becomes of a class, a column what hides behind an answer. "
    "One accuracy for ten classes tells none of it.",
    alternatives=(count_with_at, count_as_a_product, count_by_number),
    misconceptions=(
        Misconception(
            "transposed",
            "Your rows are the predicted classes. Both orders are in use; this task asks for true classes in rows. In "
            "the example two samples of class 2 are taken for 0: in which row do they stand?",
            wrong.transposed,
        ),
        Misconception(
            "written, not added",
            "Each pair counts once with you, however often it occurs. `counts[i, j] += 1` with arrays for i and j "
            "writes one result for each place: what happens where a place occurs twice?",
            (wrong.set_not_added, wrong.added_once_for_each_pair),
        ),
        Misconception(
            "shares instead of counts",
            "You divide: by a row's sum, a column's or by all. Counts are asked for. What does a share hide of a class "
            "with two samples?",
            (wrong.rows_divided, wrong.columns_divided, wrong.shares_of_all),
        ),
        Misconception(
            "real numbers",
            "Your counts are right, but real numbers. Samples are counted whole: which dtype does your array start "
            "with?",
            wrong.real_numbers,
        ),
        Misconception(
            "classes that do not occur",
            "A class without samples gets no row, or no column. Two confusion matrices can be compared only if they "
            "have one shape: what says how many classes there are?",
            (wrong.classes_that_occur, wrong.up_to_the_largest),
        ),
        Misconception(
            "one class too many",
            "Your matrix has one row and one column too many. Classes are counted from 0: which number has the last "
            "of `classes`?",
            wrong.one_class_more,
        ),
        Misconception(
            "three classes",
            "Your matrix has three rows, as in the example. Which argument says how many classes there are?",
            wrong.three_classes,
        ),
        Misconception(
            "only right ones",
            "You count right answers only. Where do the others go?",
            wrong.only_right_ones,
        ),
        Misconception(
            "only wrong ones",
            "You count mistakes only. What is the sum of a row then, and what should it be?",
            wrong.only_wrong_ones,
        ),
        Misconception(
            "counted both ways",
            "You count a mistake in both directions. Is a shirt taken for a coat the same as a coat taken for a shirt?",
            wrong.counted_both_ways,
        ),
        Misconception(
            "totals on the diagonal",
            "On your diagonal stand all samples of a class. How many of them are right?",
            wrong.totals_on_the_diagonal,
        ),
        Misconception(
            "the last sample left out",
            "Your last sample is not counted. What is the sum of all your counts, and how many samples are there?",
            wrong.last_sample_left_out,
        ),
        Misconception(
            "starts at one",
            "Every count is one too large. What stands in your matrix before the first sample?",
            wrong.starts_at_one,
        ),
        Misconception(
            "classes from one",
            "You count classes from 1. Where does class 0 go, and what does Python do with an index of −1?",
            wrong.counts_from_one,
        ),
        Misconception(
            "another container",
            "Your counts are no array of two axes. How would `counts.sum(axis=1)` work on yours?",
            (wrong.nested_lists, wrong.a_dict, wrong.row_of_counts, wrong.flat, wrong.accuracy_only),
        ),
        Misconception(
            "update thrown away",
            "Your matrix stays as it was. `counts.at[…].add(…)` gives a new array and leaves the old one alone: under "
            "which name do you keep it?",
            wrong.updates_lost,
        ),
        Misconception(
            "JAX arrays in place",
            "A JAX array cannot be changed in place. What does the message of the error propose, and what can a NumPy "
            "array do?",
            wrong.jax_in_place,
        ),
        Misconception(
            "margins multiplied",
            "You multiply how often a class is true with how often it is predicted. Which samples belong to both at "
            "once?",
            wrong.products_of_margins,
        ),
    ),
    properties=(
        Property(
            "every sample once",
            lambda case, seen: _counts(seen).sum() == len(case.arguments["labels"]),
            lambda case, seen: (
                f"For {case} your counts add up to {_counts(seen).sum():g}. How many samples are there, and how often "
                "does each count?"
            ),
        ),
        Property(
            "rows are true classes",
            lambda case, seen: np.array_equal(_counts(seen).sum(axis=1), count_in_a_loop(**case.arguments).sum(axis=1)),
            "The sum of a row is not the number of samples of that class. Which of the two, label or prediction, "
            "chooses the row?",
        ),
        Property(
            "columns are predictions",
            lambda case, seen: np.array_equal(_counts(seen).sum(axis=0), count_in_a_loop(**case.arguments).sum(axis=0)),
            "Your rows are right, but the sum of a column is not how often that class was predicted. What chooses the "
            "column?",
        ),
    ),
)
