"""Exercise 0.2: training_flops."""

from __future__ import annotations

import jax.numpy as jnp

from course_lib.checking.judge import Judge, Misconception


def flops_oracle(num_params, num_tokens):
    forward = 2.0 * num_params * num_tokens
    for_weights, for_inputs = forward, forward
    return forward + for_weights + for_inputs


def flops_short(num_params, num_tokens):
    return 6 * num_params * num_tokens


def flops_per_token_first(num_params, num_tokens):
    per_token = 2 * num_params + 4 * num_params
    return per_token * num_tokens


def flops_as_array(num_params, num_tokens):
    return 3 * jnp.float32(2 * num_params) * jnp.float32(num_tokens)


# The wrong answers return real numbers: the comparison takes a learner's whole numbers for those, not the reverse.


def flops_forward_only(num_params, num_tokens):
    return 2.0 * num_params * num_tokens


def flops_backward_only(num_params, num_tokens):
    return 4.0 * num_params * num_tokens


def flops_multiply_add_as_one(num_params, num_tokens):
    return 3.0 * num_params * num_tokens


def flops_product_only(num_params, num_tokens):
    return 1.0 * num_params * num_tokens


def flops_eight(num_params, num_tokens):
    return 8.0 * num_params * num_tokens


def flops_twelve(num_params, num_tokens):
    return 12.0 * num_params * num_tokens


def flops_of_one_token(num_params, num_tokens):
    return 6.0 * num_params


def flops_of_one_token_forward(num_params, num_tokens):
    return 2.0 * num_params


def flops_of_one_parameter(num_params, num_tokens):
    return 6.0 * num_tokens


def flops_of_one_parameter_forward(num_params, num_tokens):
    return 2.0 * num_tokens


def flops_sum(num_params, num_tokens):
    return 6.0 * (num_params + num_tokens)


def flops_plain_sum(num_params, num_tokens):
    return float(num_params + num_tokens)


def flops_tokens_added(num_params, num_tokens):
    return 6.0 * num_params + num_tokens


def flops_params_added(num_params, num_tokens):
    return num_params + 6.0 * num_tokens


def flops_divided(num_params, num_tokens):
    return 6.0 * num_params / num_tokens


FLOPS = Judge(
    id="0.2",
    oracle=flops_oracle,
    takeaway="training costs 6 · N · D: 2 forward, 4 back. A wrong answer and its message brought you here; "
    "that is how every exercise of this course works.",
    alternatives=(flops_short, flops_per_token_first, flops_as_array),
    misconceptions=(
        Misconception(
            "forward pass only",
            "You count the way forward only, 2 · N · D: what it costs to use the model. Training also goes back "
            "through it, once for the gradient of the weights and once for that of the inputs. What does each cost?",
            flops_forward_only,
        ),
        Misconception(
            "one way back",
            "You count 4 per parameter and token: the way back alone, or a way back as cheap as the way forward. "
            "Count the products: how many are there forward, how many back?",
            flops_backward_only,
        ),
        Misconception(
            "multiply-add counted once",
            "You count a multiplication with its addition as one operation. A FLOP is one of them: "
            "what does one weight cost for one token on the way forward?",
            flops_multiply_add_as_one,
        ),
        Misconception(
            "meetings only",
            "You count how often a parameter meets a token, and each meeting as one operation. "
            "What is done at a meeting on the way forward, and what on the way back?",
            flops_product_only,
        ),
        Misconception(
            "one way too many",
            "You count 8 per parameter and token, as if the model were passed forward a second time. List the products "
            "of one step: which of them runs twice in yours?",
            flops_eight,
        ),
        Misconception(
            "multiplication and addition counted twice",
            "You count 12 per parameter and token, twice too many. `flops_per_meeting` counts the multiplication and "
            "the addition already: which factor of yours counts them again?",
            flops_twelve,
        ),
        Misconception(
            "tokens ignored",
            "`num_tokens` makes no difference to your result. What happens to the cost when the text is twice as long?",
            (flops_of_one_token, flops_of_one_token_forward),
        ),
        Misconception(
            "parameters ignored",
            "`num_params` makes no difference to your result. What happens to the cost when the model doubles?",
            (flops_of_one_parameter, flops_of_one_parameter_forward),
        ),
        Misconception(
            "sum instead of product",
            "You add parameters and tokens. Every token meets every parameter: how many meetings do 100 parameters and "
            "1000 tokens make?",
            (flops_sum, flops_plain_sum),
        ),
        Misconception(
            "one size added at the end",
            "You multiply one of the two sizes and add the other. Double the one that you add: "
            "does the cost of training double, as it should?",
            (flops_tokens_added, flops_params_added),
        ),
        Misconception(
            "divided by the tokens",
            "You divide by the number of tokens: training on twice the text would cost half. Which way should it go?",
            flops_divided,
        ),
    ),
)
