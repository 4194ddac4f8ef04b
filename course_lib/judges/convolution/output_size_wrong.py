"""Wrong answers to 2.1 output_size."""

from __future__ import annotations


def one_window_less(n, kernel, stride, padding, dilation):
    reach = dilation * (kernel - 1) + 1
    return (n + 2 * padding - reach) // stride


def one_window_more(n, kernel, stride, padding, dilation):
    reach = dilation * (kernel - 1)
    return (n + 2 * padding - reach) // stride + 1


def rounds_up(n, kernel, stride, padding, dilation):
    reach = dilation * (kernel - 1) + 1
    return -(-(n + 2 * padding - reach) // stride) + 1


def rounds_to_the_nearest(n, kernel, stride, padding, dilation):
    reach = dilation * (kernel - 1) + 1
    return round((n + 2 * padding - reach) / stride) + 1


def divided_apart(n, kernel, stride, padding, dilation):
    reach = dilation * (kernel - 1) + 1
    return (n + 2 * padding) // stride - reach // stride + 1


def real_number(n, kernel, stride, padding, dilation):
    reach = dilation * (kernel - 1) + 1
    return (n + 2 * padding - reach) / stride + 1


def real_number_floored(n, kernel, stride, padding, dilation):
    reach = dilation * (kernel - 1) + 1
    return float((n + 2 * padding - reach) // stride + 1)


def dilation_forgotten(n, kernel, stride, padding, dilation):
    return (n + 2 * padding - kernel) // stride + 1


def dilation_times_kernel(n, kernel, stride, padding, dilation):
    return (n + 2 * padding - dilation * kernel) // stride + 1


def dilation_as_cells_between(n, kernel, stride, padding, dilation):
    reach = kernel + dilation * (kernel - 1)
    return (n + 2 * padding - reach) // stride + 1


def dilation_added_once(n, kernel, stride, padding, dilation):
    reach = kernel + dilation - 1
    return (n + 2 * padding - reach) // stride + 1


def dilation_added_whole(n, kernel, stride, padding, dilation):
    return (n + 2 * padding - (kernel + dilation)) // stride + 1


def dilation_after_the_last_cell(n, kernel, stride, padding, dilation):
    reach = kernel + (dilation - 1) * kernel
    return (n + 2 * padding - reach) // stride + 1


def dilation_of_every_cell_but_one_without_itself(n, kernel, stride, padding, dilation):
    reach = (dilation - 1) * (kernel - 1) + 1
    return (n + 2 * padding - reach) // stride + 1


def padding_once(n, kernel, stride, padding, dilation):
    reach = dilation * (kernel - 1) + 1
    return (n + padding - reach) // stride + 1


def padding_forgotten(n, kernel, stride, padding, dilation):
    reach = dilation * (kernel - 1) + 1
    return (n - reach) // stride + 1


def padding_subtracted(n, kernel, stride, padding, dilation):
    reach = dilation * (kernel - 1) + 1
    return (n - 2 * padding - reach) // stride + 1


def padding_of_two(n, kernel, stride, padding, dilation):
    reach = dilation * (kernel - 1) + 1
    return (n + 2 - reach) // stride + 1


def padding_squared(n, kernel, stride, padding, dilation):
    reach = dilation * (kernel - 1) + 1
    return (n + padding**2 - reach) // stride + 1


def stride_forgotten(n, kernel, stride, padding, dilation):
    reach = dilation * (kernel - 1) + 1
    return n + 2 * padding - reach + 1


def stride_divides_all(n, kernel, stride, padding, dilation):
    reach = dilation * (kernel - 1) + 1
    return (n + 2 * padding - reach + 1) // stride


def stride_divides_the_row(n, kernel, stride, padding, dilation):
    reach = dilation * (kernel - 1) + 1
    return (n + 2 * padding) // stride - reach + 1


def stride_alone(n, kernel, stride, padding, dilation):
    return (n + 2 * padding) // stride


def stride_and_dilation_exchanged(n, kernel, stride, padding, dilation):
    reach = stride * (kernel - 1) + 1
    return (n + 2 * padding - reach) // dilation + 1


def windows_that_do_not_overlap(n, kernel, stride, padding, dilation):
    reach = dilation * (kernel - 1) + 1
    return (n + 2 * padding) // reach


def keeps_the_size(n, kernel, stride, padding, dilation):
    return -(-n // stride)


def the_example(n, kernel, stride, padding, dilation):
    return 4
