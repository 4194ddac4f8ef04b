"""4.1 half_mse: what is right, what goes wrong, and what to say then."""

from __future__ import annotations

import jax.numpy as jnp
import numpy as np
from jax import lax

from course_lib.checking.encoding import decode_array
from course_lib.checking.judge import Judge, Misconception, Property
from course_lib.judges.losses import half_mse_wrong as wrong


def half_mse_numpy(y, y_hat):
    residual = np.ravel(np.asarray(y, np.float64)) - np.ravel(np.asarray(y_hat, np.float64))
    return np.sum(residual**2) / (2 * residual.size)


def half_mse_mean(y, y_hat):
    return 0.5 * jnp.mean(jnp.square(jnp.reshape(y, (-1, 1)) - jnp.reshape(y_hat, (-1, 1))))


def half_mse_loop(y, y_hat):
    total = 0.0
    for a, b in zip(np.ravel(y).tolist(), np.ravel(y_hat).tolist(), strict=True):
        total += (b - a) ** 2
    return total / 2 / np.size(y)


def half_mse_dot(y, y_hat):
    residual = lax.sub(jnp.ravel(y), jnp.ravel(y_hat))
    return jnp.dot(residual, residual) / (2 * len(residual))


HALF_MSE = Judge(
    id="4.1",
    oracle=half_mse_numpy,
    rtol=1e-5,
    atol=2e-6,
    takeaway="residuals, squared, averaged, halved. A column (N, 1) minus a row (N,) is a matrix (N, N), and JAX will "
    "not tell you: bring both into one shape before you subtract.",
    alternatives=(half_mse_mean, half_mse_loop, half_mse_dot),
    misconceptions=(
        Misconception(
            "no half",
            "Your losses are twice too large: that is the mean of the squared residuals, a common loss as well. What "
            "else does the formula divide by?",
            wrong.no_half,
        ),
        Misconception(
            "sum",
            "You add the losses of all samples up and never divide by their number. Give the same sample twice: should "
            "a model look twice as bad on it?",
            (wrong.summed, wrong.summed_no_half),
        ),
        Misconception(
            "all pairs",
            "A column (N, 1) minus a row (N,) is a matrix (N, N): every y is compared with every prediction. Try "
            "`(jnp.zeros((5, 1)) - jnp.zeros(5)).shape`. Which shape do you want instead?",
            (wrong.all_pairs, wrong.all_pairs_over_rows, wrong.all_pairs_no_half, wrong.all_pairs_summed),
        ),
        Misconception(
            "one of the two brought into shape",
            "You bring one of the two arrays into shape and take the other as it comes. When they end up as a row and "
            "a column, their difference is a matrix (N, N). Which argument may still have the other shape?",
            (
                wrong.y_flattened_only,
                wrong.y_flattened_only_over_rows,
                wrong.y_hat_flattened_only,
                wrong.y_hat_flattened_only_over_rows,
                wrong.y_made_a_column,
                wrong.y_hat_made_a_column,
            ),
        ),
        Misconception(
            "not squared",
            "You average the residuals themselves: one of +2 and one of −2 cancel out. Is a model that errs by 2 "
            "everywhere perfect?",
            (wrong.not_squared, wrong.not_squared_turned),
        ),
        Misconception(
            "absolute value",
            "You average the sizes of the residuals. That is a loss as well, the absolute error; here a residual "
            "twice as large counts how many times as much?",
            (wrong.absolute, wrong.absolute_no_half),
        ),
        Misconception(
            "summed before squared",
            "You add the residuals up and square the sum: residuals of +2 and −2 give 0. Which comes first in the "
            "formula, the square or the sum?",
            (wrong.square_of_the_sum, wrong.square_of_the_mean),
        ),
        Misconception(
            "difference of squares",
            "You square y and ŷ and subtract the squares. For y = 1 and ŷ = −1 that gives 0: is that prediction right?",
            wrong.difference_of_squares,
        ),
        Misconception(
            "brackets forgotten",
            "Python reads `a / 2 * n` from left to right, as (a / 2) · n. What is 8 / 2 * 4, and what did you want it "
            "to be?",
            wrong.brackets_forgotten,
        ),
        Misconception(
            "brackets around the difference forgotten",
            "You square ŷ alone: Python takes the power before the difference. What is 5 - 3 ** 2, and what did you "
            "want it to be?",
            wrong.brackets_around_the_difference_forgotten,
        ),
        Misconception(
            "root",
            "You take a root at the end, which brings the result back to the unit of y. That is often reported; this "
            "loss is without it. Is there a root in the formula?",
            (wrong.root, wrong.root_of_half, wrong.norm),
        ),
        Misconception(
            "one less",
            "You divide by N − 1, as one does for the variance of a sample. What becomes of a single sample, and which "
            "divisor does the formula have?",
            wrong.one_less,
        ),
        Misconception(
            "divided by those that are wrong",
            "You divide by the number of residuals that are not 0. A sample that is predicted well should make the "
            "mean smaller: by how many samples does the formula divide? And what is your divisor for a perfect "
            "prediction?",
            wrong.divided_by_those_that_are_wrong,
        ),
        Misconception(
            "large errors left out",
            "You keep residuals within limits, or leave some samples out. Should one wild sample not count here? (4.7 "
            "has a loss for that.) What does a residual of 5000 cost by the formula?",
            (wrong.clipped, wrong.first_seven),
        ),
        Misconception(
            "half inside the square",
            "You halve the residual before it is squared. What is (4 / 2)², and what is 4² / 2?",
            wrong.half_inside_the_square,
        ),
        Misconception(
            "divided by N twice",
            "You divide by N twice. `mean` has already divided once: write the sample twice into the data and see "
            "what your loss does. Should it change?",
            wrong.divided_by_n_twice,
        ),
        Misconception(
            "four samples",
            "You divide by 8 whatever the number of samples is: that fits the example alone. How do you ask an array "
            "how many numbers it holds?",
            wrong.four_samples,
        ),
        Misconception(
            "the example for everything",
            "Your result is 1.125 whatever the arguments are: a number written into the code, or kept from an earlier "
            "call. Change one prediction of the example: which line of yours notices?",
            wrong.the_example_for_everything,
        ),
        Misconception(
            "one number for each sample",
            "You return one number for each sample. A loss is what one number says about all of them: which step of "
            "the formula is still missing?",
            (wrong.one_loss_for_each_sample, wrong.one_share_for_each_sample),
        ),
        Misconception(
            "a caret for a power",
            "`^` is not a power in Python: it compares two whole numbers bit by bit. Which operator does the course "
            "use where it writes 2³⁰ in code?",
            wrong.caret,
        ),
        Misconception(
            "in place",
            "You write into the array you were given, as `-=` does with a NumPy array: the caller's data are then "
            "lost. Which way of writing makes a new array?",
            (wrong.in_place, wrong.y_hat_in_place),
        ),
        Misconception(
            "rounded",
            "Your result is rounded. Near the end of a training the loss changes in its fourth or fifth digit: what "
            "would you still see?",
            (wrong.rounded_to_2_digits, wrong.rounded_to_3_digits),
        ),
        Misconception(
            "half precision",
            "You compute with float16: it keeps about three digits, and squares above 65,504 become infinite. What is "
            "`jnp.float16(300) ** 2`?",
            (wrong.half_precision, wrong.half_precision_and_back),
        ),
    ),
    properties=(
        Property(
            "perfect is zero",
            lambda case, seen: case.name != "a perfect prediction" or abs(decode_array(seen["returned"])).max() < 1e-5,
            "For a perfect prediction every residual is 0 and the loss should be 0; yours is not. By what do you "
            "divide there, and what do you add?",
        ),
        Property(
            "never negative",
            lambda case, seen: not (decode_array(seen["returned"]) < 0).any(),
            "Your loss can be negative. A sum of squares cannot: where does a minus sign get in?",
        ),
    ),
)
