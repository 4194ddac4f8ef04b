"""4.5 cross_entropy: what is right, what goes wrong, and what to say then."""

from __future__ import annotations

import math

import jax
import jax.numpy as jnp
import numpy as np

from course_lib.checking.encoding import decode_array
from course_lib.checking.judge import Judge, Misconception, Property
from course_lib.judges.losses import cross_entropy_wrong as wrong


def cross_entropy_pairwise(logits, labels):
    z = np.asarray(logits, np.float64)
    own = np.take_along_axis(z, np.asarray(labels)[:, None], axis=1)
    return np.mean(np.logaddexp.reduce(z - own, axis=1))


def cross_entropy_log_softmax(logits, labels):
    return -jnp.mean(jax.nn.log_softmax(logits)[jnp.arange(len(labels)), labels])


def cross_entropy_one_hot(logits, labels):
    one_hot = jax.nn.one_hot(labels, logits.shape[1])
    top = jnp.max(logits, axis=1, keepdims=True)
    log_q = logits - top - jnp.log(jnp.sum(jnp.exp(logits - top), axis=1, keepdims=True))
    return -jnp.sum(one_hot * log_q) / len(logits)


def cross_entropy_loop(logits, labels):
    total = 0.0
    for row, label in zip(np.asarray(logits, np.float64).tolist(), np.asarray(labels).tolist(), strict=True):
        top = max(row)
        total += top + math.log(sum(math.exp(value - top) for value in row)) - row[label]
    return total / len(labels)


def cross_entropy_vmap(logits, labels):
    return jnp.mean(jax.vmap(lambda row, label: jax.nn.logsumexp(row) - row[label])(logits, labels))


CROSS_ENTROPY = Judge(
    id="4.5",
    oracle=cross_entropy_pairwise,
    takeaway="logsumexp of the row minus the logit of the right class: no probability is ever computed, so none can "
    "become 0. A loss that takes logits must get logits: a softmax before it is applied twice.",
    alternatives=(cross_entropy_log_softmax, cross_entropy_one_hot, cross_entropy_loop, cross_entropy_vmap),
    misconceptions=(
        Misconception(
            "sum",
            "You add up over the rows where a mean is wanted. Write every row twice into the data: should the loss "
            "double?",
            wrong.summed,
        ),
        Misconception(
            "one number for each row",
            "You return one number for each row. A loss is one number: which step of the formula is still missing?",
            wrong.for_each_row,
        ),
        Misconception(
            "mean over all entries",
            "You divide by N · C, the number of entries; per row only one term of the sum over classes is not 0. By "
            "what does the formula divide?",
            wrong.mean_over_all_entries,
        ),
        Misconception(
            "overflow",
            "exp of a logit of 10,000 is inf, and inf / inf is nan (or inf − 10,000 is inf). Which number may you "
            "subtract from all logits of a row without any change to the probabilities?",
            (
                wrong.overflows,
                wrong.overflows_one_hot,
                wrong.overflows_in_the_logarithm,
                wrong.overflows_in_float64,
            ),
        ),
        Misconception(
            "log of a zero",
            "Your softmax does not overflow, but a probability like e^−10000 rounds to 0, and its logarithm is −∞. The "
            "loss of such a row is about 10,000, a harmless number: can you write log q without computing q?",
            (wrong.log_of_zero, wrong.log_of_zero_one_hot),
        ),
        Misconception(
            "capped",
            "You keep log 0 away by adding a tiny number to q, or by clipping it. A row whose right class has a logit "
            "10,000 below the others then costs less than 40: what should it cost? Can you write log q without "
            "computing q?",
            (
                wrong.clipped_1e_5,
                wrong.clipped_1e_7,
                wrong.clipped_1e_12,
                wrong.clipped_1e_15,
                wrong.capped_1e_7,
                wrong.capped_1e_8,
                wrong.capped_1e_9,
                wrong.capped_1e_10,
                wrong.capped_1e_12,
                wrong.capped_1e_15,
            ),
        ),
        Misconception(
            "one price for every lost probability",
            "Where q has become 0 you put a number of your own in the place of its surprise, the same for every row. A "
            "lead of 300 and one of 30,000: should they cost the same? Can you write log q without computing q?",
            (wrong.ten_thousand_for_a_lost_one, wrong.zero_for_a_lost_one),
        ),
        Misconception(
            "the lead in place of a small probability",
            "Where q is small you take the lead of the top class for the surprise. With the logits 20, 20 and 0, how "
            "likely is the last class: e^−20, or less?",
            wrong.lead_for_a_small_one,
        ),
        Misconception(
            "half",
            "Your loss is exactly half of what it should be. A ½ belongs to squares, so that their derivative has no "
            "factor: is there one in this formula?",
            wrong.halved,
        ),
        Misconception(
            "one less",
            "You divide by N − 1, as one does for the variance of a sample. What becomes of a single row, and which "
            "divisor does the formula have?",
            wrong.one_less,
        ),
        Misconception(
            "divided by the classes",
            "You divide the sum by the number of classes. The loss is a mean: over what?",
            wrong.divided_by_classes,
        ),
        Misconception(
            "plus",
            "You add the logit of the right class where it should count the other way. If that logit grows, q grows "
            "too: should the surprise rise or fall?",
            wrong.plus,
        ),
        Misconception(
            "one entry for each class",
            "You subtract a matrix (N, C), in which only one entry of each row is not 0, from log-sum-exp: that counts "
            "log-sum-exp once for every class. How many numbers should be left of a row before the two meet?",
            (wrong.one_hot_not_summed, wrong.one_hot_summed_afterwards),
        ),
        Misconception(
            "entries of the first row",
            "You pick your logits from the beginning of the array: all of them stand in row 0. Print what you pick for "
            "the example. Which two indices, side by side, go with row i?",
            (wrong.taken_from_the_flat_array, wrong.first_row_for_all),
        ),
        Misconception(
            "softmax twice",
            "You apply softmax twice: its results, all between 0 and 1, are treated as logits again. With 3 classes, "
            "how small can your loss become even if every row is right with certainty?",
            wrong.softmax_twice,
        ),
        Misconception(
            "sign",
            "Your loss is never positive, so it falls when the model gets worse. Which sign has the logarithm of a "
            "probability, and which one has the loss?",
            wrong.other_sign,
        ),
        Misconception(
            "base 2",
            "You count in bits (base 2). The task counts in nats: which logarithm undoes exp?",
            wrong.base_2,
        ),
        Misconception(
            "every row with every label",
            "`a[:, labels]` takes the columns of all labels for every row: a matrix (N, N). Print its shape for 5 "
            "rows. Which two indices, side by side, go with row i?",
            (wrong.every_row_with_every_label, wrong.every_row_with_every_label_summed),
        ),
        Misconception(
            "labels pick rows",
            "`a[labels]` picks whole rows, and a label is the number of a column. Print its shape. Which row belongs "
            "to labels[0]?",
            (wrong.rows_at_the_labels, wrong.logits_rows_at_the_labels),
        ),
        Misconception(
            "all classes",
            "Your loss does not look at the labels: all classes count alike. Exchange two labels: should the loss "
            "not change?",
            (wrong.all_classes, wrong.all_classes_summed),
        ),
        Misconception(
            "labels as numbers",
            "You multiply by the label as if 2 were twice as much as 1. It is a name for a class: what happens in your "
            "sum for a row of class 0?",
            wrong.labels_as_numbers,
        ),
        Misconception(
            "the top class",
            "You take the probability of the class that the model favours, right or wrong. A model that is certain and "
            "always wrong: what does your loss say?",
            wrong.top_class,
        ),
        Misconception(
            "labels from 1",
            "Your columns are one beside the labels. Does Python count the first column as 0 or as 1?",
            (wrong.labels_from_1, wrong.labels_from_minus_1),
        ),
        Misconception(
            "logits taken for probabilities",
            "You take the logarithm of a logit. Logits are any numbers, negative ones too: what makes probabilities of "
            "them?",
            wrong.logits_as_probabilities,
        ),
        Misconception(
            "logarithm forgotten",
            "You average probabilities; the surprise is missing. A probability of 0.1 or of 0.001 for the right class: "
            "how different are the two in your loss, and how different in −log q?",
            (wrong.no_logarithm, wrong.one_minus_probability),
        ),
        Misconception(
            "logarithm of the mean",
            "You average the probabilities and then take the logarithm. The formula averages surprises: which comes "
            "first?",
            wrong.logarithm_of_the_mean,
        ),
        Misconception(
            "softmax down the columns",
            "Your softmax adds up to 1 along the rows' axis, over samples. Which numbers compete with each other: the "
            "classes of one row, or the rows of one class?",
            wrong.softmax_over_rows,
        ),
        Misconception(
            "softmax of everything",
            "All rows share one sum in your softmax. How many sums are there for 5 rows?",
            (wrong.softmax_of_everything, wrong.logsumexp_of_everything),
        ),
        Misconception(
            "max of the whole array",
            "You subtract the largest logit of the whole array. In a row whose logits all lie far below it, what does "
            "every exponential become?",
            wrong.whole_max,
        ),
        Misconception(
            "logit only",
            "You return minus the logit of the right class alone. Raise all logits by 5: your loss falls; does the "
            "softmax change?",
            wrong.logit_only,
        ),
        Misconception(
            "max forgotten",
            "You take the largest logit away in one of the two terms and not in the other (or do not add it back). "
            "Raise all logits by 5: your loss changes; does the softmax change?",
            (wrong.max_forgotten, wrong.max_taken_off_the_logit),
        ),
        Misconception(
            "max in place of logsumexp",
            "You subtract the right logit from the largest one: a lead, however small, then costs nothing. With two "
            "equal logits, how sure is the model, and what does your loss say?",
            wrong.max_in_place_of_the_logarithm,
        ),
        Misconception(
            "squared error",
            "That is the squared error of the probabilities. It cannot exceed 2, however sure and wrong the model is. "
            "Which loss does the task ask for?",
            (wrong.squared_error, wrong.squared_error_of_all_entries),
        ),
        Misconception(
            "accuracy",
            "You count how often the top class is right, or wrong: a metric. It does not move when a logit moves a "
            "little; can one descend along it?",
            (wrong.accuracy, wrong.error_rate),
        ),
        Misconception(
            "each class by itself",
            "You use a sigmoid and a loss for each class by itself, as for classes that do not exclude each other. "
            "Here one class is right: what makes the probabilities of a row add up to 1?",
            wrong.each_class_by_itself,
        ),
        Misconception(
            "rounded",
            "Your result is rounded. Near the end of a training the loss changes in its fourth or fifth digit: would "
            "you still see it?",
            (wrong.rounded_to_2_digits, wrong.rounded_to_3_digits, wrong.rounded_to_4_digits),
        ),
        Misconception(
            "in place",
            "You write into the array you were given, as `-=` does with a NumPy array: the caller's logits are then "
            "lost. Which way of writing makes a new array?",
            wrong.in_place,
        ),
    ),
    properties=(
        Property(
            "right and certain costs nothing",
            lambda case, seen: "all rows right" not in case.name or abs(_value(seen)) < 1e-4,
            "Where every row is right with certainty (its logit leads by 30,000) the loss should be 0; yours is not. "
            "Take [[30000, 0, -30000], [0, -30000, 30000]] with labels [0, 2]: which two entries do you pick, what is "
            "log-sum-exp of each row, and what do you do with the two?",
        ),
        Property(
            "no finite logits cost infinitely much",
            lambda case, seen: np.isfinite(_value(seen)),
            lambda case, seen: (
                f"Your loss is not finite, with finite logits ({case}). Where can an exponential overflow, "
                "or a logarithm meet a 0?"
            ),
        ),
        Property(
            "wrong and certain costs the lead",
            lambda case, seen: "all rows wrong" not in case.name or _value(seen) > 2.9e4,
            "If the right class lies 30,000 or more below the top one, the row costs that lead, in nats. Yours costs "
            "less. Does something cap your logarithm, or bound or shrink your loss?",
        ),
        Property(
            "not negative",
            lambda case, seen: _value(seen) > -1e-4,
            "Your loss can be negative, or is no number. −log q of a probability cannot: where does a minus sign get "
            "in, or get lost?",
        ),
    ),
)


def _value(seen):
    return float(np.mean(decode_array(seen["returned"])))
