"""4.8 expected_calibration_error: what is right, what goes wrong, and what to say then."""

from __future__ import annotations

import math

import jax
import jax.numpy as jnp
import numpy as np

from course_lib.checking.encoding import decode_array
from course_lib.checking.judge import Judge, Misconception, Property
from course_lib.judges.losses import expected_calibration_error_wrong as wrong


def ece_loop(probs, labels, bins):
    probs, total = np.asarray(probs, np.float64), 0.0
    confidence, right = probs.max(axis=1), probs.argmax(axis=1) == np.asarray(labels)
    for low in range(bins):
        inside = (confidence > low / bins) & (confidence <= (low + 1) / bins)
        if inside.any():
            total += inside.mean() * abs(right[inside].mean() - confidence[inside].mean())
    return total


def ece_bincount(probs, labels, bins):
    confidence = np.max(np.asarray(probs, np.float64), axis=1)
    gap = confidence - (np.argmax(probs, axis=1) == np.asarray(labels))
    place = np.searchsorted(np.linspace(0, 1, bins + 1)[1:-1], confidence, side="left")
    return np.abs(np.bincount(place, weights=gap, minlength=bins)).sum() / len(gap)


def ece_segment_sum(probs, labels, bins):
    confidence = jnp.max(probs, axis=1)
    gap = confidence - (jnp.argmax(probs, axis=1) == labels)
    place = jnp.ceil(confidence * bins).astype(int) - 1
    return jnp.sum(jnp.abs(jax.ops.segment_sum(gap, place, bins))) / len(gap)


def ece_membership_matrix(probs, labels, bins):
    confidence, right = jnp.max(probs, axis=1), jnp.argmax(probs, axis=1) == labels
    borders = jnp.linspace(0, 1, bins + 1)
    member = (confidence[:, None] > borders[:-1]) & (confidence[:, None] <= borders[1:])  # (N, bins)
    counts = member.sum(axis=0)
    safe = jnp.maximum(counts, 1)
    gaps = jnp.abs(right.astype(float) @ member / safe - confidence @ member / safe)
    return jnp.sum(counts / counts.sum() * gaps)


def ece_dictionary(probs, labels, bins):
    boxes: dict[int, list[tuple[float, bool]]] = {}
    for row, label in zip(np.asarray(probs).tolist(), np.asarray(labels).tolist(), strict=True):
        boxes.setdefault(math.ceil(max(row) * bins), []).append((max(row), row.index(max(row)) == label))
    gaps = [abs(sum(right for _, right in box) - sum(sure for sure, _ in box)) for box in boxes.values()]
    return sum(gaps) / len(labels)


EXPECTED_CALIBRATION_ERROR = Judge(
    id="4.8",
    oracle=ece_loop,
    takeaway="a calibrated model is right in 80 % of the cases in which it says 80 %. Accuracy does not see this, and "
    "a network trained for long is often too sure of itself. Whoever decides by a probability should ask for both.",
    alternatives=(ece_bincount, ece_segment_sum, ece_membership_matrix, ece_dictionary),
    misconceptions=(
        Misconception(
            "bins not weighted",
            "In yours all bins weigh the same: a bin with one sample counts as much as a bin with a thousand. How many "
            "of the samples does each gap speak for?",
            (wrong.bins_not_weighted, wrong.bins_not_weighted_empty_ones_count, wrong.gaps_summed),
        ),
        Misconception(
            "lower border included",
            "A confidence exactly on a border falls into the bin above it in yours (and at 1 there is none above). The "
            "task has bins (lo, hi]: to which bin does 0.75 belong if there are four?",
            (
                wrong.lower_border_included,
                wrong.lower_border_included_1_lost,
                wrong.lower_border_included_1_alone,
            ),
        ),
        Misconception(
            "both borders or none",
            "A confidence exactly on a border falls into two bins of yours, or into none. How many bins should each "
            "sample have, and which of the two comparisons takes the equals sign?",
            (wrong.both_borders_included, wrong.no_border_included),
        ),
        Misconception(
            "nearest bin",
            "You round to the nearest bin number, so your bins are shifted by half a width. Between which two "
            "borders does 0.6 lie if there are four bins?",
            wrong.nearest_bin,
        ),
        Misconception(
            "confidence of the label",
            "You look up how sure the model was of the true class. Confidence is how sure it is of what it says: which "
            "class does it say, and can that be known without the label?",
            wrong.confidence_of_the_label,
        ),
        Misconception(
            "one class for all rows",
            "You take the same column for every row. Which class does the model name in a row, and does it stand in "
            "that column?",
            (wrong.confidence_of_class_1, wrong.confidence_of_the_last_class),
        ),
        Misconception(
            "all classes in the bins",
            "You put the probabilities of all classes into bins. That measures calibration as well, class by class; "
            "the task asks for the top class alone: how many confidences do N samples have?",
            (wrong.all_classes_in_the_bins, wrong.all_classes_in_the_bins_over_rows, wrong.mean_over_classes),
        ),
        Misconception(
            "gaps cancel",
            "Your result can be negative and does not depend on bins: one in which the model is too sure and one in "
            "which it is not sure enough cancel out. Where must the size of the gap be taken?",
            (wrong.signed, wrong.signed_the_other_way),
        ),
        Misconception(
            "all in one bin",
            "Your result is always that of a single bin, whatever `bins` is. Print how many samples each of your bins "
            "holds: do they all end up in one? If not, do you take the size of each gap, or of their sum?",
            (wrong.one_bin, wrong.whole_number_division),
        ),
        Misconception(
            "width rounded",
            "Your width of a bin is rounded. With 8 bins it should be 0.125: print your borders. Where does the last "
            "bin end?",
            (wrong.width_rounded_to_2_digits, wrong.width_rounded_to_1_digit),
        ),
        Misconception(
            "borders moved",
            "Your borders are moved by a little. A confidence of 0.505 with two bins: which one holds it? (Borders "
            "need no margin here.)",
            (wrong.borders_moved_up, wrong.borders_moved_down),
        ),
        Misconception(
            "no look at right or wrong",
            "You compare confidences with class numbers: with the labels themselves, or with the answers themselves. A "
            "sample is right, 1, or wrong, 0: what makes that of an answer and a label?",
            (wrong.label_in_place_of_right, wrong.answer_in_place_of_right),
        ),
        Misconception(
            "wrong for right",
            "You count the wrong samples where the right ones are wanted. A model that says 100 % and is always right: "
            "what is your result?",
            wrong.wrong_in_place_of_right,
        ),
        Misconception(
            "mean of a row",
            "You take the mean of a row for the confidence. The probabilities of a row add up to 1: what is their "
            "mean, whatever the model thinks?",
            wrong.confidence_is_the_mean,
        ),
        Misconception(
            "confidences rounded",
            "You round the confidences. Their mean in a bin changes with it, and some change bins: what is left of "
            "0.6875?",
            (wrong.confidence_rounded_to_2_digits, wrong.confidence_rounded_to_1_digit),
        ),
        Misconception(
            "kept within limits",
            "You keep the result within limits of your own. A perfect model, and one that is sure and always wrong: "
            "which two numbers should they get?",
            (wrong.at_least_a_hundredth, wrong.at_most_seven_tenths),
        ),
        Misconception(
            "no bins",
            "You compare confidence and outcome sample by sample. A single sample is right or wrong, 1 or 0: how far "
            "from 0.8 is a perfectly calibrated model by your measure?",
            (wrong.one_bin_for_each_sample, wrong.squared_for_each_sample),
        ),
        Misconception(
            "largest gap",
            "You return the largest gap, the maximum calibration error. The expected one asks for the average over "
            "samples: how does each bin enter it?",
            wrong.largest_gap,
        ),
        Misconception(
            "counts not divided",
            "Your weights are numbers of samples, not shares. Write all samples twice into the data: should the result "
            "double?",
            wrong.counts_not_divided,
        ),
        Misconception(
            "gaps squared",
            "You square the gaps. The task takes their sizes: what does a gap of 0.1 count, and what does its square?",
            (wrong.gaps_squared, wrong.gaps_squared_and_root),
        ),
        Misconception(
            "empty bins",
            "Where a bin is empty you compute 0/0, and one nan makes everything nan. How many samples does the gap of "
            "an empty bin speak for?",
            wrong.empty_bins_nan,
        ),
        Misconception(
            "place of the bin for the confidence",
            "You use the place of the bin (its middle, or its border) for the confidence. All samples of a bin may lie "
            "at its lower end: what is their mean confidence?",
            (wrong.middle_of_the_bin, wrong.upper_border_of_the_bin),
        ),
        Misconception(
            "number of bins",
            "The number of your bins is not `bins`: one too few, one too many, or the first or last one left out. How "
            "many borders do four bins have, both ends counted?",
            (wrong.one_bin_too_few, wrong.one_bin_too_many, wrong.last_bin_lost, wrong.first_bin_lost),
        ),
        Misconception(
            "fixed number of bins",
            "The number of your bins is fixed, or has a limit: `bins` changes nothing then. How many borders are there "
            "for 1 bin, and for 15?",
            (wrong.ten_bins, wrong.four_bins, wrong.at_most_10_bins),
        ),
        Misconception(
            "bins in other places",
            "Your bins do not lie where the task has them, of equal width from 0 to 1 (yours begin elsewhere, or hold "
            "equally many samples). Which borders do four bins have?",
            (
                wrong.bins_from_one_half,
                wrong.bins_from_chance,
                wrong.bins_of_equal_size,
                wrong.bins_between_smallest_and_largest,
            ),
        ),
        Misconception(
            "ties",
            "Where two classes share the top, your model names another one than the task says, or both. Which of the "
            "two does argmax name?",
            (wrong.tie_to_the_label, wrong.tie_to_the_last),
        ),
        Misconception(
            "right only above one half",
            "You count a sample as right only if its class has more than one half. With three classes, can 0.45 be the "
            "top?",
            wrong.top_only_above_one_half,
        ),
        Misconception(
            "mean of all samples in every bin",
            "In every bin you compare with the mean of all samples. Of which samples should accuracy and confidence of "
            "a bin be the means?",
            (wrong.accuracy_of_all_in_every_bin, wrong.confidence_of_all_in_every_bin),
        ),
        Misconception(
            "softmax of probabilities",
            "You apply softmax to what are probabilities already. What does it make of [1, 0]?",
            wrong.softmax_of_probabilities,
        ),
        Misconception(
            "all samples in a bin's mean",
            "What you take for the accuracy of a bin, or for its mean confidence, is divided by the number of all "
            "samples. With 2 right samples of 4 in a bin, and 96 elsewhere: which share of the bin is right?",
            (wrong.means_of_bins_over_all, wrong.accuracies_of_bins_over_all, wrong.confidences_of_bins_over_all),
        ),
        Misconception(
            "one side only",
            "Only bins in which the model is too sure, or only those in which it is not sure enough, count in yours. A "
            "model that says 60 % and is right in 90 of 100 cases: does it know what it knows?",
            (wrong.too_sure_only, wrong.too_modest_only),
        ),
        Misconception(
            "one minus",
            "Your result is largest for the best calibrated model. This is an error: what should it be if every "
            "confidence agrees with the accuracy?",
            wrong.one_minus,
        ),
        Misconception(
            "one number for each bin",
            "You return one number for each bin: what a diagram would show. The task asks for one number: which step "
            "is missing?",
            wrong.gap_of_each_bin,
        ),
        Misconception(
            "in percent",
            "Your result is in percent. Confidences and accuracies lie between 0 and 1 here: which factor is too much?",
            wrong.in_percent,
        ),
        Misconception(
            "rounded",
            "Your result is rounded. Two models of 0.0041 and 0.0049: can you still tell which is the better one?",
            (wrong.rounded_to_2_digits, wrong.rounded_to_3_digits),
        ),
        Misconception(
            "in place",
            "You sort the caller's array: after your function its columns no longer belong to the classes. Which "
            "function finds the largest entry of a row without moving anything?",
            wrong.sorts_the_callers_array,
        ),
    ),
    properties=(
        Property(
            "between 0 and 1",
            lambda case, seen: -1e-6 <= decode_array(seen["returned"]) <= 1 + 1e-5,
            lambda case, seen: (
                f"A weighted mean of gaps between 0 and 1 lies there too; yours does not, for {case}. Print the share, "
                "the accuracy and the confidence of each bin: which of these numbers is not what its name says?"
            ),
        ),
        Property(
            "one sample",
            lambda case, seen: case.name != "a single sample" or _is(seen, 0.6875),
            "One sample, of which the model is sure to 0.6875 and wrong: one bin holds everything, its gap is the "
            "result. Do yours by hand: which bin, which accuracy, which confidence?",
        ),
        Property(
            "one bin",
            lambda case, seen: "single bin" not in case.name or _is(seen, wrong.one_bin(**case.arguments)),
            "With a single bin the result is the gap between the accuracy and the mean confidence of all samples; "
            "yours is not. Call your function with bins = 1 on the example: which samples lie in that bin?",
        ),
    ),
)


def _is(seen, value):
    return np.isclose(decode_array(seen["returned"]), value, rtol=1e-4, atol=1e-5)
