"""3.1 dense: what is right, what goes wrong, and what to say then."""

from __future__ import annotations

import jax
import jax.numpy as jnp
import numpy as np

from course_lib.checking.encoding import decode_array
from course_lib.checking.judge import Judge, Misconception, Property
from course_lib.judges.dense import dense_wrong as wrong
from course_lib.judges.dense.lost_digits import lost_digits


def dense_sums(x, w, b):
    """Return z_sj = Σ_i x_si w_ij + b_j, sum by sum."""
    x, w, b = (np.asarray(a, np.float64) for a in (x, w, b))
    z = np.zeros((x.shape[0], w.shape[1]))
    for s in range(x.shape[0]):
        for j in range(w.shape[1]):
            z[s, j] = b[j] + sum(x[s, i] * w[i, j] for i in range(w.shape[0]))
    return z


def dense_columns(x, w, b):
    return jnp.stack([x @ w[:, j] + b[j] for j in range(w.shape[1])], axis=-1)


def dense_product(x, w, b):
    return x @ w + b


def dense_einsum(x, w, b):
    return jnp.einsum("si,ij->sj", x, w) + b[None, :]


def dense_vmap(x, w, b):
    return jax.vmap(lambda row: jnp.dot(w.T, row) + b)(x)


def dense_bias_as_weight(x, w, b):
    ones = np.ones((x.shape[0], 1))
    return np.concatenate([x, ones], axis=1) @ np.concatenate([w, np.asarray(b)[None, :]])


def _off_by_a_bias(case, seen):
    """Whether the difference from the right answer is the same for all samples, and not zero."""
    right = dense_sums(*case.arguments.values())
    error = decode_array(seen["returned"]) - right
    slack = 1e-4 * np.max(np.abs(right), initial=0.1)
    return len(error) > 1 and np.allclose(error, error[:1], atol=slack) and np.max(np.abs(error)) > 20 * slack


DENSE = Judge(
    id="3.1",
    oracle=dense_sums,
    rtol=1e-6,  # float32 answers of any style need 1e-7 of this for their last digits; round(z, 5) needs 5e-6
    atol=1e-6,
    takeaway="side by side, the weighted sums of all neurons are one matrix product: x @ w + b. That is the article's "
    "z_j = Σ_i x_i w_ij + b_j, for every neuron and every sample at once.",
    alternatives=(dense_columns, dense_product, dense_einsum, dense_vmap, dense_bias_as_weight),
    misconceptions=(
        Misconception(
            "rows of w",
            "You weigh the inputs with a row of w. Row i of w holds what input i sends to every neuron; neuron j "
            "collects from all inputs. In which direction of w does i run while j stands still?",
            (wrong.transposed, wrong.transposed_numpy, wrong.rows_of_w, wrong.rows_of_w_each),
        ),
        Misconception(
            "factors exchanged",
            "You compute w @ x. A product of matrices sums over the columns of the left one and the rows of the right "
            "one. Write the shapes (batch, d_in) and (d_in, d_out) side by side: which sizes must meet in the middle?",
            wrong.factors_exchanged,
        ),
        Misconception(
            "result turned",
            "Your numbers are right, but rows and columns have changed places: one row for each sample is wanted, one "
            "column for each neuron. Along which axis do you line up the neurons?",
            (wrong.result_transposed, wrong.result_stacked_first),
        ),
        Misconception(
            "no bias",
            "Your sums lack the bias. For inputs that are all 0 your neurons give 0: what should they give?",
            wrong.no_bias,
        ),
        Misconception(
            "bias subtracted",
            "You subtract the bias. In the formula, does a larger bias make the sum larger or smaller?",
            wrong.bias_subtracted,
        ),
        Misconception(
            "bias multiplies",
            "You multiply by the bias, so a neuron with bias 0 is always silent. What should it give for the inputs "
            "of the example?",
            wrong.bias_multiplies,
        ),
        Misconception(
            "a bias for each sample",
            "You line the biases up with the samples of the batch. Take a batch of 100 images and a layer of 10 "
            "neurons: to which of the two does b, of shape (10,), belong?",
            (wrong.bias_per_sample, wrong.bias_per_sample_in_the_loop, wrong.bias_per_sample_index),
        ),
        Misconception(
            "one bias for all",
            "All your neurons get the same number added. b holds one number for each neuron: which of them belongs to "
            "neuron j?",
            (wrong.first_bias, wrong.last_bias, wrong.mean_bias, wrong.all_biases),
        ),
        Misconception(
            "bias added many times",
            "Your bias is added once for every input, or weighed by the inputs. In the formula, does b_j stand inside "
            "the sum over i or behind it?",
            (wrong.bias_once_per_input, wrong.bias_weighted),
        ),
        Misconception(
            "an activation inside",
            "Your sums are cut off at 0. The layer asked for here is the weighted sum alone. What becomes of a sum of "
            "−2 in the formula?",
            wrong.relu_inside,
        ),
        Misconception(
            "mean",
            "You divide by the number of inputs: that is a mean, and the formula is a sum. With 784 inputs, how much "
            "smaller would every z become?",
            (wrong.mean_over_inputs, wrong.mean_over_everything),
        ),
        Misconception(
            "an input is left out",
            "One of the inputs has no influence on your result. Change the first input of a sample, then the last: "
            "does your z change both times?",
            (wrong.last_input_missing, wrong.first_input_missing),
        ),
        Misconception(
            "entry by entry",
            "`*` multiplies entry by entry and adds nothing up. Which operator multiplies and then sums over the "
            "inputs?",
            (wrong.elementwise, wrong.elementwise_gap, wrong.elementwise_transposed),
        ),
        Misconception(
            "one sample only",
            "You use the first row of x only. Which samples do the other rows hold, and where are their sums?",
            wrong.first_sample_only,
        ),
        Misconception(
            "one neuron only",
            "All your neurons weigh the inputs alike: with the first column of w. What should j change?",
            wrong.first_neuron_for_all,
        ),
        Misconception(
            "added up once too often",
            "You add up over an axis that should stay: one number for each sample and each neuron is wanted. Over "
            "which index does the formula sum, and which ones are left on the left side?",
            (wrong.neurons_added_up, wrong.samples_added_up),
        ),
        Misconception(
            "as many neurons as in the example",
            "You always return two neurons, as in the example. Which shape tells you how many there are?",
            (wrong.two_neurons, wrong.two_neurons_clipped),
        ),
        Misconception(
            "digits lost",
            "Your sums are nearly right: digits get lost on the way. Do you round, or compute in float16? Compare "
            "`jnp.float16(2049)` with 2049.",
            (wrong.half_precision, wrong.rounded, wrong.rounded_two_digits, wrong.rounded_five_digits),
        ),
    ),
    properties=(
        Property(
            "the bias alone",
            lambda case, seen: not _off_by_a_bias(case, seen),
            "What you get differs from the right sums by the same amount for every sample. Which part of the formula "
            "does not depend on x?",
        ),
        lost_digits(lambda case: [dense_sums(*case.arguments.values())], rtol=1e-6, atol=1e-6),
    ),
)
