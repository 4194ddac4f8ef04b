"""Exercise 0.1: memory_gibibytes."""

from __future__ import annotations

import jax.numpy as jnp
import numpy as np

from course_lib.checking.judge import Judge, Misconception
from course_lib.judges.start_here import memory_gibibytes_wrong as wrong


def memory_oracle(num_params, bytes_per_param):
    return float(np.ldexp(np.float64(num_params) * np.float64(bytes_per_param), -30))


def memory_in_steps(num_params, bytes_per_param):
    amount = num_params * bytes_per_param
    for _ in range(3):
        amount = amount / 1024
    return amount


def memory_as_array(num_params, bytes_per_param):
    return jnp.float32(num_params) * bytes_per_param / 2**30


def memory_by_negative_power(num_params, bytes_per_param):
    return num_params * 2.0**-30 * bytes_per_param


UNITS = (
    Misconception(
        "gigabytes",
        "You return gigabytes (10⁹ bytes); gibibytes are asked for. How many bytes is 1024 · 1024 · 1024?",
        wrong.in_gigabytes,
    ),
    Misconception(
        "mebibytes",
        "Your result is about a thousand times too large: it counts millions of bytes. "
        "How many times must you divide by 1024 to come from bytes to gibibytes?",
        (wrong.in_mebibytes, wrong.in_megabytes),
    ),
    Misconception(
        "kibibytes",
        "Your result is about a million times too large: it counts thousands of bytes. Which unit do you reach when "
        "you divide bytes by 1024 once, which when you divide twice?",
        (wrong.in_kibibytes, wrong.in_kilobytes),
    ),
    Misconception(
        "tebibytes",
        "Your result is about a thousand times too small: it counts tebibytes, 2⁴⁰ bytes. "
        "How many steps of 1024 lead from a byte to a gibibyte?",
        wrong.in_tebibytes,
    ),
    Misconception(
        "bytes",
        "You return bytes. One step is missing: how many bytes make one gibibyte?",
        wrong.in_bytes,
    ),
    Misconception(
        "multiplied instead of divided",
        "You multiply the bytes by the size of a gibibyte. Is the number of gibibytes larger or smaller than the "
        "number of bytes?",
        wrong.multiplied_by_gibibyte,
    ),
    Misconception(
        "bits",
        "There is a factor of 8 in your result: you convert between bits and bytes. "
        "Which of the two does `bytes_per_param` already count?",
        (wrong.in_gibibits, wrong.from_bits),
    ),
)

FORMULA = (
    Misconception(
        "bytes per parameter ignored",
        "Your result does not change with `bytes_per_param`. Should the same model take the same memory "
        "in float32 (4 bytes) and in int8 (1 byte)?",
        (wrong.always_int8, wrong.always_bfloat16, wrong.always_float32, wrong.always_eight_bytes),
    ),
    Misconception(
        "divided by the bytes per parameter",
        "You divide by `bytes_per_param`: with larger numbers your model takes less memory. "
        "How many bytes are 3 parameters of 4 bytes?",
        wrong.divided_by_bytes,
    ),
    Misconception(
        "sum instead of product",
        "You add the parameters and the bytes of one parameter. How many bytes are 3 parameters of 4 bytes: 7?",
        (wrong.added, wrong.added_after_division, wrong.divided_then_added),
    ),
)

PYTHON = (
    Misconception(
        "a caret for a power",
        "`^` is not a power in Python: it compares two whole numbers bit by bit. Run `2 ^ 30` in a cell of its own. "
        "How does the example in the task write a power?",
        (
            wrong.caret,
            wrong.caret_in_brackets,
            wrong.caret_of_ten,
            wrong.caret_whole,
            wrong.caret_whole_in_brackets,
        ),
    ),
    Misconception(
        "a product for a power",
        "`2 * 30` is a product. How many bytes is a gibibyte, 1024 · 1024 · 1024, roughly: 60, or a billion?",
        wrong.two_times_thirty,
    ),
    Misconception(
        "divided by 2, then times 30",
        "Your code divides by 2 and multiplies by 30. `*` is not a power, and it stands outside the division: "
        "what is `8 / 2 * 2`?",
        wrong.halved_times_thirty,
    ),
    Misconception(
        "left to right",
        "Your code divides once and then multiplies twice: Python takes `/` and `*` from left to right. "
        "What is `8 / 2 * 2`, and where would brackets go?",
        (wrong.left_to_right, wrong.left_to_right_thousands),
    ),
    Misconception(
        "cut by int",
        "You cut the result to a whole number, as `int` does: a model of 60,000 parameters would take no memory at "
        "all. What does the task say about rounding?",
        wrong.cut_by_int,
    ),
    Misconception(
        "whole numbers only",
        "Your division drops everything behind the decimal point: a model of 60,000 parameters would take no memory at "
        "all. What does `//` do that `/` does not?",
        wrong.cut_by_floor_division,
    ),
    Misconception(
        "cut by floor",
        "You cut the result down to a whole number, as `floor` does. BERT-Large takes 0.63 GiB in bfloat16: "
        "what does your function make of it?",
        wrong.cut_by_floor,
    ),
    Misconception(
        "rounded to whole gibibytes",
        "You round to whole gibibytes. Many models are smaller than one GiB: is 0.6 GiB the same as one, "
        "and 0.2 GiB the same as none?",
        (wrong.rounded_to_whole, wrong.rounded_up),
    ),
    Misconception(
        "rounded",
        "Your result is rounded: a few digits behind the decimal point are kept, the rest is lost. "
        "What is left of a model of 60,000 parameters?",
        (
            wrong.rounded_to_1_digit,
            wrong.rounded_to_2_digits,
            wrong.rounded_to_3_digits,
            wrong.rounded_to_4_digits,
            wrong.rounded_to_5_digits,
            wrong.rounded_to_6_digits,
        ),
    ),
)

MEMORY = Judge(
    id="0.1",
    oracle=memory_oracle,
    atol=1e-9,
    takeaway="bytes = parameters × bytes per parameter, and 1 GiB = 2³⁰ bytes, 7 % more than 1 GB. "
    "Half the bytes per parameter, half the memory: you will do that to a real network in chapter 09.",
    alternatives=(memory_in_steps, memory_as_array, memory_by_negative_power),
    misconceptions=UNITS + FORMULA + PYTHON,
)
