"""4.2 half_mse_grad: what is right, what goes wrong, and what to say then."""

from __future__ import annotations

import jax
import jax.numpy as jnp
import numpy as np

from course_lib.checking.encoding import decode_array
from course_lib.checking.judge import Judge, Misconception, Property
from course_lib.judges.losses import half_mse_grad_wrong as wrong


def grad_numpy(y, y_hat):
    y_hat = np.asarray(y_hat, np.float64)
    return (y_hat - np.asarray(y, np.float64).reshape(y_hat.shape)) / y_hat.size


def grad_jax(y, y_hat):
    return (y_hat - jnp.reshape(y, y_hat.shape)) / y_hat.size


def grad_loop(y, y_hat):
    out = np.zeros(np.shape(y_hat))
    for i, (a, b) in enumerate(zip(np.ravel(y).tolist(), np.ravel(y_hat).tolist(), strict=True)):
        out.flat[i] = (b - a) / out.size
    return out


def grad_automatic(y, y_hat):
    return jax.grad(lambda guess: 0.5 * jnp.mean((jnp.ravel(guess) - jnp.ravel(y)) ** 2))(jnp.asarray(y_hat))


HALF_MSE_GRAD = Judge(
    id="4.2",
    oracle=grad_numpy,
    takeaway="(ŷ − y)/N: the prediction minus the truth, averaged. The ½ is there to cancel the 2. You will meet the "
    "same difference again at the end of this chapter, for a loss that looks nothing like this one.",
    alternatives=(grad_jax, grad_loop, grad_automatic),
    rtol=1e-5,
    atol=2e-6,
    misconceptions=(
        Misconception(
            "sign",
            "Your gradient points to where the loss falls, not to where it rises. Take y = 0 and ŷ = 3: if ŷ grows a "
            "little, does the loss grow? Which sign has the inner derivative of (y − ŷ)² by ŷ?",
            (
                wrong.other_sign,
                wrong.other_sign_twice,
                wrong.other_sign_not_divided,
                wrong.other_sign_twice_not_divided,
            ),
        ),
        Misconception(
            "factor 2",
            "Your gradient is twice too large: that is the gradient of the squared error without the ½. Where did the "
            "½ of the formula go?",
            wrong.twice,
        ),
        Misconception(
            "factor one half",
            "Your gradient is half as large as it should be. What does the derivative of a square bring, besides the "
            "residual?",
            wrong.half,
        ),
        Misconception(
            "not divided by N",
            "Each entry of your gradient is as large as if that sample were the only one. The loss is a mean: by how "
            "much does it change if one of N samples changes?",
            (wrong.not_divided, wrong.twice_not_divided, wrong.half_not_divided),
        ),
        Misconception(
            "brackets forgotten",
            "Python divides before it subtracts: only the second term is divided by N. What is 8 - 4 / 2, and what did "
            "you want it to be?",
            wrong.brackets_forgotten,
        ),
        Misconception(
            "left to right",
            "Python reads `a / 2 * n` from left to right, as (a / 2) · n. What is 8 / 2 * 4, and what did you want it "
            "to be?",
            wrong.left_to_right,
        ),
        Misconception(
            "all pairs",
            "Where one of the two is a column and the other a row you return a matrix: every prediction minus every "
            "y. The gradient says how the loss changes with each prediction: how many numbers is that?",
            (wrong.all_pairs, wrong.all_pairs_over_rows),
        ),
        Misconception(
            "shape of its own",
            "Your values are right, but not always their shape. A gradient is subtracted from what it belongs to: "
            "which array's shape must it have?",
            (wrong.always_a_row, wrong.always_a_column, wrong.in_the_shape_of_y),
        ),
        Misconception(
            "one number",
            "You return one number for all samples. How the loss changes depends on which prediction you move: which "
            "step adds your N numbers up?",
            (wrong.one_number, wrong.one_sum),
        ),
        Misconception(
            "size of the residual ignored",
            "Your slopes are equally steep for small residuals and large ones, as for the absolute error. What is the "
            "slope of ½ r² at r = 1, and at r = 10?",
            wrong.sign_of_the_residual,
        ),
        Misconception(
            "never negative",
            "Your slopes are never negative: you take the size of the residual. If ŷ is too small, does the loss rise "
            "when ŷ grows?",
            wrong.size_of_the_residual,
        ),
        Misconception(
            "the loss itself",
            "You return the loss itself, not its slope. Which power of the residual is left when you derive a square?",
            (wrong.loss_itself, wrong.squares, wrong.half_squares),
        ),
        Misconception(
            "divided by N twice",
            "You divide by N twice. Give the same sample N times: how do N equal entries add up to the slope of one "
            "sample alone?",
            wrong.divided_by_n_twice,
        ),
        Misconception(
            "four samples",
            "You divide by 4 whatever the number of samples is: that fits the example alone. How do you ask an array "
            "how many numbers it holds?",
            wrong.four_samples,
        ),
        Misconception(
            "one less",
            "You divide by N − 1, as one does for the variance of a sample. What becomes of a single sample, and which "
            "divisor has the loss?",
            wrong.one_less,
        ),
        Misconception(
            "large residuals cut off",
            "You keep the residuals within limits. This loss does not: how steep is it for a residual of 5000?",
            wrong.clipped,
        ),
        Misconception(
            "times the prediction",
            "You multiply by ŷ as well, as if you derived by a weight. By which variable is this derivative?",
            wrong.times_the_prediction,
        ),
        Misconception(
            "in place",
            "You write into the array you were given, as `-=` and `/=` do with a NumPy array: the predictions are then "
            "lost. Which way of writing makes a new array?",
            (wrong.in_place, wrong.in_place_all_the_way),
        ),
        Misconception(
            "rounded",
            "Your slopes are rounded. Near the bottom all slopes are small: what is left of 0.0004?",
            (wrong.rounded_to_2_digits, wrong.rounded_to_3_digits),
        ),
        Misconception(
            "half precision",
            "You compute with float16: it keeps about three digits. What is `jnp.float16(300.1)`?",
            (wrong.half_precision, wrong.half_precision_and_back),
        ),
    ),
    properties=(
        Property(
            "flat at the bottom",
            lambda case, seen: case.name != "a perfect prediction" or not decode_array(seen["returned"]).round(5).any(),
            "For a perfect prediction the loss is at its lowest, and every slope should be 0; yours are not. What is "
            "left of your formula when ŷ = y?",
        ),
        Property(
            "uphill",
            lambda case, seen: _uphill(grad_numpy(**case.arguments), decode_array(seen["returned"])),
            "Some of your slopes have the wrong sign. Where ŷ is larger than y, does the loss rise or fall when ŷ "
            "grows?",
        ),
    ),
)


def _uphill(wanted, slopes):
    return slopes.shape != wanted.shape or bool(np.all(slopes * wanted >= 0))
