"""Exercise 0.1: the wrong answers, as learners write them."""

import numpy as np


def in_gigabytes(num_params, bytes_per_param):
    return num_params * bytes_per_param / 1e9


def in_mebibytes(num_params, bytes_per_param):
    return num_params * bytes_per_param / 2**20


def in_megabytes(num_params, bytes_per_param):
    return num_params * bytes_per_param / 1e6


def in_kibibytes(num_params, bytes_per_param):
    return num_params * bytes_per_param / 2**10


def in_kilobytes(num_params, bytes_per_param):
    return num_params * bytes_per_param / 1000


def in_tebibytes(num_params, bytes_per_param):
    return num_params * bytes_per_param / 2**40


def in_bytes(num_params, bytes_per_param):
    return float(num_params * bytes_per_param)


def in_gibibits(num_params, bytes_per_param):
    return num_params * bytes_per_param * 8 / 2**30


def from_bits(num_params, bytes_per_param):
    return num_params * bytes_per_param / 8 / 2**30


def always_int8(num_params, bytes_per_param):
    return num_params / 2**30


def always_bfloat16(num_params, bytes_per_param):
    return num_params * 2 / 2**30


def always_float32(num_params, bytes_per_param):
    return num_params * 4 / 2**30


def always_eight_bytes(num_params, bytes_per_param):
    return num_params * 8 / 2**30


def divided_by_bytes(num_params, bytes_per_param):
    return num_params / bytes_per_param / 2**30


def added(num_params, bytes_per_param):
    return (num_params + bytes_per_param) / 2**30


def added_after_division(num_params, bytes_per_param):
    return num_params + bytes_per_param / 2**30


def divided_then_added(num_params, bytes_per_param):
    return num_params / 2**30 + bytes_per_param


def multiplied_by_gibibyte(num_params, bytes_per_param):
    return float(num_params * bytes_per_param * 2**30)


def two_times_thirty(num_params, bytes_per_param):
    return num_params * bytes_per_param / (2 * 30)


def halved_times_thirty(num_params, bytes_per_param):
    return num_params * bytes_per_param / 2 * 30


def left_to_right(num_params, bytes_per_param):
    return num_params * bytes_per_param / 1024 * 1024 * 1024


def left_to_right_thousands(num_params, bytes_per_param):
    return num_params * bytes_per_param / 1000 * 1000 * 1000


def caret(num_params, bytes_per_param):
    return num_params * bytes_per_param / 2 ^ 30


def caret_in_brackets(num_params, bytes_per_param):
    return num_params * bytes_per_param / (2 ^ 30)


def caret_of_ten(num_params, bytes_per_param):
    return num_params * bytes_per_param / (10 ^ 9)


def caret_whole(num_params, bytes_per_param):
    return num_params * bytes_per_param // 2 ^ 30


def caret_whole_in_brackets(num_params, bytes_per_param):
    return num_params * bytes_per_param // (2 ^ 30)


def cut_by_int(num_params, bytes_per_param):
    return int(num_params * bytes_per_param / 2**30)


def cut_by_floor_division(num_params, bytes_per_param):
    return num_params * bytes_per_param // 2**30


def cut_by_floor(num_params, bytes_per_param):
    return np.floor(num_params * bytes_per_param / 2**30)


def rounded_to_whole(num_params, bytes_per_param):
    return round(num_params * bytes_per_param / 2**30)


def rounded_up(num_params, bytes_per_param):
    return float(np.ceil(num_params * bytes_per_param / 2**30))


def rounded_to_1_digit(num_params, bytes_per_param):
    return round(num_params * bytes_per_param / 2**30, 1)


def rounded_to_2_digits(num_params, bytes_per_param):
    return round(num_params * bytes_per_param / 2**30, 2)


def rounded_to_3_digits(num_params, bytes_per_param):
    return round(num_params * bytes_per_param / 2**30, 3)


def rounded_to_4_digits(num_params, bytes_per_param):
    return round(num_params * bytes_per_param / 2**30, 4)


def rounded_to_5_digits(num_params, bytes_per_param):
    return round(num_params * bytes_per_param / 2**30, 5)


def rounded_to_6_digits(num_params, bytes_per_param):
    return round(num_params * bytes_per_param / 2**30, 6)
