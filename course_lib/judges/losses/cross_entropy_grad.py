"""4.6 cross_entropy_grad: what is right, what goes wrong, and what to say then."""

from __future__ import annotations

import math

import jax
import jax.numpy as jnp
import numpy as np

from course_lib.checking.encoding import decode_array
from course_lib.checking.judge import Judge, Misconception, Property
from course_lib.judges.losses import cross_entropy_grad_wrong as wrong


def grad_numpy(logits, labels):
    z = np.asarray(logits, np.float64)
    e = np.exp(z - z.max(axis=1, keepdims=True))
    q = e / e.sum(axis=1, keepdims=True)
    q[np.arange(len(z)), np.asarray(labels)] -= 1
    return q / len(z)


def grad_one_hot(logits, labels):
    return (jax.nn.softmax(logits) - jax.nn.one_hot(labels, logits.shape[1])) / logits.shape[0]


def grad_at(logits, labels):
    q = jax.nn.softmax(logits, axis=1)
    return q.at[jnp.arange(len(labels)), labels].add(-1.0) / len(labels)


def grad_by_logsumexp(logits, labels):
    q = jnp.exp(logits - jax.nn.logsumexp(logits, axis=1, keepdims=True))
    return (q - jnp.eye(logits.shape[1])[labels]) / len(labels)


def grad_loop(logits, labels):
    z, labels = np.asarray(logits, np.float64), np.asarray(labels).tolist()
    out = np.zeros(z.shape)
    for n, row in enumerate(z.tolist()):
        total = sum(math.exp(value - max(row)) for value in row)
        for k, value in enumerate(row):
            out[n, k] = (math.exp(value - max(row)) / total - (k == labels[n])) / len(z)
    return out


def grad_automatic(logits, labels):
    def loss(z):
        return -jnp.mean(jax.nn.log_softmax(z)[jnp.arange(len(labels)), labels])

    return jax.grad(loss)(jnp.asarray(logits))


CROSS_ENTROPY_GRAD = Judge(
    id="4.6",
    oracle=grad_numpy,
    takeaway="what the model believes minus what is true, divided by N. However wrong the model is, no factor becomes "
    "0: this is why classifiers are trained with cross-entropy.",
    alternatives=(grad_one_hot, grad_at, grad_by_logsumexp, grad_loop, grad_automatic),
    misconceptions=(
        Misconception(
            "not divided by N",
            "Each row of your gradient is as large as if it were alone. The loss is a mean over rows: by how much does "
            "it change if one of N rows changes?",
            wrong.not_divided,
        ),
        Misconception(
            "sign",
            "Your gradient has the sign of the other direction: a step against it would make the right class less "
            "likely. When the logit of the right class grows, does the loss rise or fall?",
            (wrong.other_sign, wrong.other_sign_not_divided),
        ),
        Misconception(
            "divided by something else",
            "You divide by the number of classes, or by that of all entries. The loss is a mean: over what?",
            (wrong.divided_by_all_entries, wrong.divided_by_classes),
        ),
        Misconception(
            "brackets forgotten",
            "Only one of your two terms is divided by N. What is 8 - 4 / 2, and what did you want it to be?",
            (wrong.brackets_forgotten, wrong.divided_too_early),
        ),
        Misconception(
            "nothing subtracted",
            "Your result is the softmax alone (perhaps divided by N): its entries are never negative, so that a step "
            "against it lowers all logits. Did you take the truth away, and where did the result of that go (`.at[…]` "
            "changes nothing in place)?",
            (wrong.nothing_subtracted, wrong.nothing_subtracted_not_divided),
        ),
        Misconception(
            "overflow",
            "exp of a logit of 10,000 is inf, and inf / inf is nan. Which number may you subtract from all logits of a "
            "row without any change to the softmax?",
            (wrong.overflows, wrong.overflows_not_divided),
        ),
        Misconception(
            "max of the whole array",
            "You subtract the largest logit of the whole array. In a row whose logits all lie far below it, what does "
            "every exponential become, and what 0 / 0?",
            wrong.whole_max,
        ),
        Misconception(
            "softmax along the wrong axis",
            "Your softmax does not add up to 1 in each row. Which numbers compete with each other: the classes of one "
            "row, or something else?",
            (wrong.softmax_over_rows, wrong.softmax_of_everything),
        ),
        Misconception(
            "logits in place of probabilities",
            "Your first term is not the softmax but the logits, or the logarithm of the softmax. Which of these adds "
            "up to 1 in each row, so that the entries of a row of the gradient add up to 0?",
            (wrong.logits_in_place_of_q, wrong.logarithm_of_q),
        ),
        Misconception(
            "only the right class",
            "You give a slope to the right class alone. If the logit of a wrong class grows, the right one's "
            "probability shrinks: can the loss stay as it is?",
            (wrong.right_class_only, wrong.right_class_only_vector),
        ),
        Misconception(
            "rows added up",
            "You add the rows up; one number for each class is left. Every logit of every row has its own slope: which "
            "shape do they form?",
            wrong.summed_over_rows,
        ),
        Misconception(
            "one in every column of the labels",
            "`[:, labels]` meets the columns of all labels in every row. In a row of class 2, from which entry is 1 to "
            "be taken? Which two indices, side by side, go with row i?",
            (wrong.one_in_every_column, wrong.ones_in_every_column),
        ),
        Misconception(
            "label subtracted",
            "You subtract the label as if it were an amount. It is a name for a class: how does class 2 look as a row "
            "of zeros and a one?",
            wrong.label_subtracted,
        ),
        Misconception(
            "labels from 1",
            "Your ones stand one column beside the labels, or fall out of the row. Does Python count the first column "
            "as 0 or as 1?",
            (
                wrong.labels_from_1,
                wrong.labels_from_1_lost,
                wrong.labels_from_minus_1,
                wrong.labels_from_minus_1_wrapped,
            ),
        ),
        Misconception(
            "divided by the labels",
            "You divide by the labels, or by their sum. They are names of classes: what does your divisor become if "
            "all rows are of class 0? How many rows are there?",
            (wrong.divided_by_the_sum_of_labels, wrong.divided_by_each_label),
        ),
        Misconception(
            "one less",
            "You divide by N − 1, as one does for the variance of a sample. What becomes of a single row, and over "
            "what is the loss a mean?",
            wrong.one_less,
        ),
        Misconception(
            "small probabilities dropped",
            "You set small probabilities to 0 (or round them). The slope of a class that is rarely right is small, not "
            "0: what would the model never unlearn?",
            wrong.small_probabilities_dropped,
        ),
        Misconception(
            "top class subtracted",
            "You take 1 from the class that the model favours, right or wrong: the labels play no part. What would "
            "such a model learn from its errors?",
            wrong.top_class_subtracted,
        ),
        Misconception(
            "by the probabilities",
            "That is the derivative by the probabilities, −1/q. Then comes the softmax: how does q change with each "
            "logit? (Chain rule.)",
            (wrong.by_the_probabilities, wrong.by_the_probabilities_of_the_label),
        ),
        Misconception(
            "of the squared error",
            "Your slopes contain q as an additional factor, as for the squared error of probabilities: they vanish "
            "where the model is sure and wrong. In the derivative of −log q, what cancels that factor?",
            (wrong.of_the_squared_error, wrong.of_half_the_squared_error, wrong.times_q_and_1_minus_q),
        ),
        Misconception(
            "softmax twice",
            "You apply softmax twice, the second time to probabilities. With 3 classes, how close to 1 can an entry "
            "come then?",
            wrong.softmax_twice,
        ),
        Misconception(
            "factor 2",
            "Your gradient is twice too large. A square would bring a factor of 2: is there one in the loss?",
            wrong.twice,
        ),
        Misconception(
            "half",
            "Your gradient is exactly half of what it should be. A ½ belongs to squares: is there one in the loss?",
            wrong.halved,
        ),
        Misconception(
            "each class by itself",
            "You use a sigmoid for each logit. Here the classes exclude each other: which function makes a row add up "
            "to 1?",
            wrong.each_class_by_itself,
        ),
        Misconception(
            "the loss itself",
            "You return the loss itself. How it changes with each logit is the question: how many numbers is that?",
            wrong.loss_itself,
        ),
        Misconception(
            "two rows",
            "You divide by 2 whatever the number of rows is: that fits the example alone. How do you ask for the "
            "number of rows?",
            wrong.two_rows,
        ),
        Misconception(
            "in place",
            "You write into the array you were given, as `-=` does with a NumPy array: the caller's logits are then "
            "lost. Which way of writing makes a new array?",
            wrong.in_place,
        ),
        Misconception(
            "rounded",
            "Your slopes are rounded. Near the bottom all slopes are small: what is left of 0.00004?",
            (wrong.rounded_to_2_digits, wrong.rounded_to_3_digits, wrong.rounded_to_4_digits),
        ),
    ),
    properties=(
        Property(
            "rows add up to 0",
            lambda case, seen: _wrong_shape(case, seen) or np.allclose(_sums(seen), 0, atol=1e-4),
            lambda case, seen: (
                "Raise all logits of a row by the same amount and the loss stays as it is: so each row of the gradient "
                f"must add up to 0. Yours does not, for {case}. What do your probabilities add up to, and your ones?"
            ),
        ),
        Property(
            "right and certain is flat",
            lambda case, seen: "all rows right" not in case.name or not decode_array(seen["returned"]).round(4).any(),
            "Where every row is right with certainty nothing is left to be learnt, and all slopes should be 0; yours "
            "are not. Take [[30000, 0, -30000]] with label 0: what are your two terms there?",
        ),
        Property(
            "only the right class is negative",
            lambda case, seen: _wrong_shape(case, seen) or _signs(case, decode_array(seen["returned"])),
            "Where the logit of the right class grows the loss falls; where another grows it rises. The signs of your "
            "slopes say something else: which entry of a row of yours is negative?",
        ),
    ),
)


def _wrong_shape(case, seen):
    return decode_array(seen["returned"]).shape != case.arguments["logits"].shape


def _sums(seen):
    slopes = decode_array(seen["returned"])
    return np.where(np.isfinite(slopes), slopes, 0).sum(axis=1) * np.isfinite(slopes).all(axis=1)


def _signs(case, slopes):
    right = np.eye(slopes.shape[1], dtype=bool)[case.arguments["labels"]]
    return not (slopes[right] > 1e-5).any() and not (slopes[~right] < -1e-5).any()
