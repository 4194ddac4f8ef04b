"""3.3 he_init: what is right, what goes wrong, and what to say then.

Statistics decide: course_lib/probes/dense/initialisation.py gives the chance of refusing a right answer, below 1e-6.
"""

from __future__ import annotations

import jax
import jax.numpy as jnp
import numpy as np

from course_lib.checking.encoding import decode_array
from course_lib.checking.judge import Judge, Misconception, Property
from course_lib.judges.dense import he_init_adjusted_wrong as adjusted
from course_lib.judges.dense import he_init_wrong as wrong
from course_lib.probes.dense.initialisation import LOOSENESS


def he_numpy(key, fan_in, fan_out):
    random = np.random.default_rng(np.asarray(jax.random.key_data(key)))
    return random.normal(scale=(2 / fan_in) ** 0.5, size=(fan_in, fan_out))


def he_jax(key, fan_in, fan_out):
    return jnp.sqrt(2 / fan_in) * jax.random.normal(key, (fan_in, fan_out))


def he_uniform(key, fan_in, fan_out):
    a = (6 / fan_in) ** 0.5
    return jax.random.uniform(key, (fan_in, fan_out), minval=-a, maxval=a)


def he_signs(key, fan_in, fan_out):
    random = np.random.default_rng(np.asarray(jax.random.key_data(key)))
    return random.choice([-1.0, 1.0], (fan_in, fan_out)) * np.sqrt(2 / fan_in)


def he_neuron_by_neuron(key, fan_in, fan_out):
    columns = [jax.random.normal(k, (fan_in,)) / (fan_in / 2) ** 0.5 for k in jax.random.split(key, fan_out)]
    return jnp.stack(columns, axis=1)


def _spread(seen):
    if "standard deviation" in seen:
        return float(decode_array(seen["standard deviation"]))
    return float(decode_array(seen["standard deviation of few"])) ** LOOSENESS


def _wanted(case):
    return (2 / case.arguments["fan_in"]) ** 0.5


def _shape_is_right(case, seen):
    return seen["shape"] == [case.arguments["fan_in"], case.arguments["fan_out"]]


def _spread_is_right(case, seen):
    if not {"standard deviation", "standard deviation of few"} & set(seen):
        return True
    return abs(_spread(seen) / _wanted(case) - 1) < (0.02 if "standard deviation" in seen else 0.02 * LOOSENESS)


def _mean_is_right(case, seen):
    return all(abs(float(decode_array(seen[name])) - 1) < 0.02 for name in ("mean", "mean of few") if name in seen)


def _spread_message(case, seen):
    _, fan_in, fan_out = case.arguments.values()
    often = "too large" if _spread(seen) > _wanted(case) else "too small"
    return (
        f"For fan_in = {fan_in} and fan_out = {fan_out} your weights have a standard deviation of {_spread(seen):.3g}, "
        f"which is {often}. Put fan_in = {fan_in} into the formula by hand: which number do you get, and is it the "
        "standard deviation or its square? And which standard deviation have the numbers that you multiply by it?"
    )


def _is(name, value=True):
    return lambda case, seen: seen.get(name, value) == value


HE_INIT = Judge(
    id="3.3",
    oracle=None,
    rtol=0.02,
    atol=1e-6,
    takeaway="half of what arrives at a relu is lost, and the 2 in √(2 / fan_in) makes up for it: through any number "
    "of layers the signal neither fades away nor explodes.",
    alternatives=(he_numpy, he_jax, he_uniform, he_signs, he_neuron_by_neuron),
    misconceptions=(
        Misconception(
            "variance for standard deviation",
            "You take the variance for the spread. 2 / fan_in is the square of the standard deviation, and what you "
            "multiply standard normal numbers by is the standard deviation. What is it for fan_in = 200?",
            (wrong.variance_as_std, wrong.variance_as_half_width, wrong.variance_squared),
        ),
        Misconception(
            "half a root",
            "Your weights have the standard deviation √2 / fan_in. What is √(2 / 200), what is √2 / 200, and how much "
            "of the fraction does your root cover?",
            wrong.root_of_the_two_only,
        ),
        Misconception(
            "the other half of a root",
            "Your weights are √2 times too large: they have the standard deviation 2 / √fan_in. What is √(2 / 200), "
            "what is 2 / √200, and have the numbers that you multiply the standard deviation 1?",
            wrong.root_of_fan_in_only,
        ),
        Misconception(
            "long tails, not rescaled",
            "Your factor may be right, but the numbers that you multiply by it have long tails and a standard "
            "deviation of √2. Draw a thousand of them and measure it: by what must they be divided first?",
            wrong.laplace,
        ),
        Misconception(
            "one input too many",
            "For a layer with one input your weights have the standard deviation 1, for two inputs 0.82: you reckon "
            "with one input more than there is. A bias is no input. What does the formula give for fan_in = 1?",
            wrong.one_input_more,
        ),
        Misconception(
            "adjusted after drawing",
            "You adjust what you have drawn: its own mean is taken away, or it is divided by its own spread. Then the "
            "weights are no longer independent of each other, since the last follows from the others. σ is a property "
            "of the distribution, not of one matrix: what does yours give for a matrix of one weight?",
            (
                adjusted.centred,
                adjusted.centred_columns,
                adjusted.centred_rows,
                adjusted.divided_by_its_own_std,
                adjusted.standardised,
                adjusted.standardised_columns,
                adjusted.columns_of_one_length,
            ),
        ),
        Misconception(
            "upside down",
            "Your weights grow with fan_in. A sum of more terms is larger: should each weight be larger or smaller "
            "then?",
            (wrong.upside_down, wrong.divided_by_the_std),
        ),
        Misconception(
            "fan_out",
            "fan_out has a say in how large your weights are. z_j is a sum over the inputs: does it get larger if the "
            "layer has more neurons beside neuron j?",
            (
                wrong.uses_fan_out,
                wrong.uses_the_mean_of_both,
                wrong.uses_twice_the_mean,
                wrong.uses_the_product,
            ),
        ),
        Misconception(
            "1 instead of 2",
            "Your variance is 1 / fan_in: right for a layer without an activation. How much of the mean square of a "
            "standard normal number is left after relu? Try `jnp.mean(relu(z)**2)`.",
            wrong.one_instead_of_two,
        ),
        Misconception(
            "one size for all layers",
            "Your weights have the same size whatever fan_in is. With 4 inputs and with 4,000 inputs: how large does a "
            "sum of so many terms become?",
            (wrong.not_scaled, wrong.fixed_scale, wrong.small_scale),
        ),
        Misconception(
            "uniform, not rescaled",
            "A uniform distribution from −a to a has a standard deviation well below a. Measure it: what is "
            "`jax.random.uniform(key, (1000,), minval=-1, maxval=1).std()`, and which a do you need?",
            (wrong.uniform_up_to_the_std, wrong.uniform_of_that_width),
        ),
        Misconception(
            "not centred",
            "The mean of your weights is not 0: they lean to one side. What happens to a sum of 200 inputs if all "
            "weights are positive?",
            (
                wrong.uniform_from_zero,
                wrong.uniform_from_zero_rescaled,
                wrong.positive_only,
                wrong.shifted,
                wrong.shifted_by_the_std,
                wrong.added_not_multiplied,
            ),
        ),
        Misconception(
            "tails cut off",
            "You leave out what lies beyond two standard deviations, which makes the spread smaller than it should be. "
            "Measure the standard deviation of what is left: by which factor has it shrunk?",
            wrong.cut_off,
        ),
        Misconception(
            "shape turned",
            "Your matrix has fan_out rows. In x @ w, with x of shape (batch, fan_in), how many rows must w have?",
            wrong.turned,
        ),
        Misconception(
            "not a matrix",
            "Your weights stand in one row. One weight is wanted for each pair of an input and a neuron: which shape "
            "is that?",
            (wrong.all_in_a_row, wrong.one_neuron),
        ),
        Misconception(
            "bias too",
            "You return two things: only the matrix of weights is asked for. What would `x @ he_init(…)` do with "
            "yours?",
            wrong.with_bias,
        ),
        Misconception(
            "one seed",
            "Every key gives you the same weights: two layers of one size would be copies of each other. Where does "
            "the key enter?",
            wrong.fixed_seed,
        ),
        Misconception(
            "the key is not used",
            "Called twice with one key, you draw different weights: nobody could repeat your training run. Where does "
            "your randomness come from?",
            wrong.key_not_used,
        ),
        Misconception(
            "copies",
            "Your neurons, or your inputs, are copies of each other: whole rows or columns of w are alike. Neurons "
            "that start alike get the same gradient: can they ever become different? How many numbers do you draw?",
            (wrong.neurons_alike, wrong.inputs_alike, wrong.one_number),
        ),
        Misconception(
            "nothing drawn",
            "All your weights are one and the same number. Neurons that start alike get the same gradient: can they "
            "ever become different?",
            (wrong.constant, wrong.zeros),
        ),
        Misconception(
            "whole-number division",
            "For more than two inputs all your weights are 0. Do you divide whole numbers, or round? What is "
            "`2 // 200` in Python?",
            wrong.whole_number_division,
        ),
        Misconception(
            "^ is not a power",
            "In Python `^` compares bits; it is no power. Which operator raises to a power, or which function takes a "
            "root?",
            wrong.caret,
        ),
    ),
    properties=(
        Property(
            "a matrix of real numbers",
            lambda case, seen: seen["form"] == "a matrix",
            lambda case, seen: f"A matrix of real numbers (float32) is wanted, you return {seen['form']}.",
        ),
        Property(
            "shape",
            _shape_is_right,
            lambda case, seen: (
                f"For fan_in = {case.arguments['fan_in']} and fan_out = {case.arguments['fan_out']} your shape is "
                f"{tuple(seen['shape'])}. One row for each input and one column for each neuron is wanted."
            ),
        ),
        Property(
            "finite",
            _is("finite"),
            "Some of your weights are nan or infinite. By what do you divide?",
        ),
        Property(
            "same key, same weights",
            _is("same key, same weights"),
            "Called twice with one key, you draw different weights. Where does your randomness come from?",
        ),
        Property(
            "not adjusted",
            _is("adjusted", False),
            "Whatever the key, some sum over your weights, or over their squares, comes out the same: they are not "
            "independent of each other. Do you adjust what you have drawn, or make some weights out of others? What "
            "would that do to a matrix of one weight?",
        ),
        Property(
            "other key, other weights",
            _is("other key, other weights"),
            lambda case, seen: f"For {case} all keys give you the same weights. Where does the key enter?",
        ),
        Property(
            "no copies",
            lambda case, seen: not (seen.get("rows alike") or seen.get("columns alike")),
            "Whole rows or columns of your matrix are alike. How many numbers do you draw?",
        ),
        Property(
            "no pattern",
            _is("one pattern", False),
            "Your weights follow one pattern, whatever the key: two keys give matrices that resemble each other. Does "
            "the key decide each single weight?",
        ),
        Property(
            "not tied to each other",
            _is("tied", False),
            "Your weights depend on each other, or are not all alike in size: neighbours, halves, or every other row "
            "or column of your matrix have something to do with each other. How many numbers do you draw, and does "
            "each of them make exactly one weight?",
        ),
        Property(
            "mean",
            _mean_is_right,
            "The mean of your weights is not 0: they lean to one side. Is your distribution symmetric?",
        ),
        Property("spread", _spread_is_right, _spread_message),
    ),
)
