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
            (wrong.overflows, wrong.overflows_one_hot, wrong.overflows_in_the_logarithm),
        ),
        Misconception(
            "log of a zero",
            "Your softmax does not overflow, but a probability like e^−10000 rounds to 0, and its logarithm is −∞. The "
            "loss of such a row is about 10,000, a harmless number: can you write log q without computing q?",
            (wrong.log_of_zero, wrong.log_of_zero_one_hot),
        ),
        Misconception(
            "capped",
            "You keep log 0 away by adding a tiny number to q. A row whose right class has a logit 10,000 below the "
            "others then costs between 15 and 35: what should it cost? Can you write log q without computing q?",
            (
                wrong.capped_1e_7,
                wrong.capped_1e_8,
                wrong.capped_1e_9,
                wrong.capped_1e_10,
                wrong.capped_1e_12,
                wrong.capped_1e_15,
            ),
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
            wrong.rows_at_the_labels,
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
            "Your columns are one to the left of the labels. Does Python count the first column as 0 or as 1?",
            wrong.labels_from_1,
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
            wrong.softmax_of_everything,
        ),
        Misconception(
            "max of the whole array",
            "You subtract the largest logit of the whole array. In a row whose logits all lie 20,000 below it, what "
            "does every exponential become?",
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
            "You subtract the largest logit inside the exponentials and not from the logit of the right class (or do "
            "not add it back). Raise all logits by 5: your loss changes; does the softmax change?",
            wrong.max_forgotten,
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
            "Your result is rounded. Near the end of a training the loss changes in its fourth digit: would you still "
            "see it?",
            (wrong.rounded_to_2_digits, wrong.rounded_to_3_digits),
        ),
        Misconception(
            "in place",
            "`-=` writes into the caller's array if that is a NumPy array: the caller's logits are then shifted. Which "
            "way of writing makes a new array?",
            wrong.in_place,
        ),
    ),
    properties=(
        Property(
            "right and certain costs nothing",
            lambda case, seen: "all rows right" not in case.name or abs(_value(seen)) < 1e-4,
            "Where every row is right with certainty (its logit leads by 10,000) the loss should be 0; yours is not. "
            "What is the probability of the right class there, and what its logarithm?",
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
            lambda case, seen: "all rows wrong" not in case.name or _value(seen) > 9e3,
            "If the right class lies 10,000 or more below the top one, the row costs that lead, in nats. Yours costs "
            "less. Does something cap your logarithm, or bound your loss?",
        ),
        Property(
            "not negative",
            lambda case, seen: _value(seen) > -1e-4,
            "Your loss can be negative. −log q of a probability cannot: where does a minus sign get in, or get lost?",
        ),
    ),
)


def _value(seen):
    return float(np.mean(decode_array(seen["returned"])))
