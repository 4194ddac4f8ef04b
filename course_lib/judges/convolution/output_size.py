"""2.1 output_size: what is right, what goes wrong, and what to say then."""

from __future__ import annotations

import math

import numpy as np

from course_lib.checking.encoding import decode_array
from course_lib.checking.judge import Judge, Misconception, Property
from course_lib.judges.convolution import output_size_wrong as wrong


def count_windows(n, kernel, stride, padding, dilation):
    cells = range(-padding, n + padding)
    return sum(1 for first in cells[::stride] if first + dilation * (kernel - 1) in cells)


def floor_of_a_quotient(n, kernel, stride, padding, dilation):
    return math.floor((n + 2 * padding - dilation * (kernel - 1) - 1) / stride) + 1


def whole_division(n, kernel, stride, padding, dilation):
    holes = (kernel - 1) * (dilation - 1)
    return (n + padding + padding - kernel - holes + stride) // stride


def shape_of_an_array(n, kernel, stride, padding, dilation):
    row = np.pad(np.zeros(n), padding)
    starts = np.arange(len(row) - dilation * (kernel - 1))
    return len(starts[::stride])


def _windows_fit(case, seen):
    n, kernel, stride, padding, dilation = case.arguments.values()
    last = stride * (decode_array(seen["returned"]) - 1) + dilation * (kernel - 1)  # no int(): it may be infinite
    return last < n + 2 * padding


OUTPUT_SIZE = Judge(
    id="2.1",
    oracle=count_windows,
    takeaway="the division rounds down, so a stride may leave cells at the far end that no window sees. For an odd "
    "kernel, a padding of (kernel − 1)/2 keeps the size where stride and dilation are 1.",
    alternatives=(floor_of_a_quotient, whole_division, shape_of_an_array),
    misconceptions=(
        Misconception(
            "one window less",
            "You count the moves, not the windows. A kernel as long as the row cannot move at all: how many windows "
            "are there?",
            wrong.one_window_less,
        ),
        Misconception(
            "one window more",
            "You count one window too many with a stride of 1: your row is one cell too long, or your reach one cell "
            "too short. How many cells does a kernel of 3 touch at dilation 1, the first and the last one counted?",
            wrong.one_window_more,
        ),
        Misconception(
            "rounds up",
            "Where the stride leaves cells over you count a window that would stick out at the far end. Draw a row of "
            "20 cells, a kernel of 2 and a stride of 5: where does the last whole window begin?",
            wrong.rounds_up,
        ),
        Misconception(
            "rounds to the nearest",
            "You round to the nearest whole number, so that sometimes a window sticks out. When almost a whole stride "
            "of cells is left over, does another window fit?",
            wrong.rounds_to_the_nearest,
        ),
        Misconception(
            "divided apart",
            "Your result is what comes out when row and reach are divided by the stride each for itself, and rounded "
            "each for itself. With a stride of 2, a row of 4 and a kernel of 3: how many windows fit, and how many do "
            "you count?",
            wrong.divided_apart,
        ),
        Misconception(
            "not a whole number",
            "Your result is a real number, and a number of windows is whole. Which of Python's two division signs "
            "gives a whole number from two whole numbers?",
            (wrong.real_number, wrong.real_number_floored),
        ),
        Misconception(
            "dilation forgotten",
            "The dilation changes nothing in your result. Draw a kernel of 3 whose cells lie 4 apart: over how many "
            "cells of the row does it reach?",
            wrong.dilation_forgotten,
        ),
        Misconception(
            "dilation times kernel",
            "You let every cell of the kernel take up `dilation` cells, the last one too. Draw a kernel of 2 with a "
            "dilation of 4: which cells lie between its two, and does any lie behind the second?",
            (wrong.dilation_times_kernel, wrong.dilation_after_the_last_cell),
        ),
        Misconception(
            "dilation as the cells between",
            "You take `dilation` for the number of cells between two neighbours of the kernel. Here it is the distance "
            "from one to the next. With dilation 1, how many cells lie between them?",
            wrong.dilation_as_cells_between,
        ),
        Misconception(
            "dilation added once",
            "When the dilation grows by 1, your reach grows by the same amount for every kernel. A kernel of 2 has one "
            "gap: how many gaps has a kernel of 5?",
            (wrong.dilation_added_once, wrong.dilation_added_whole),
        ),
        Misconception(
            "only the holes",
            "You count the cells that the kernel skips, and of those that it touches only one. A kernel of 3 with "
            "dilation 1 skips none: over how many cells does it reach?",
            wrong.dilation_of_every_cell_but_one_without_itself,
        ),
        Misconception(
            "padding once",
            "You count the zeros of one end only. A row of 9 cells gets one zero before it and one behind it: how long "
            "is it then?",
            wrong.padding_once,
        ),
        Misconception(
            "padding forgotten",
            "The padding changes nothing in your result. A kernel of 3 does not fit on a single cell: how often does "
            "it fit once there is a zero on either side?",
            wrong.padding_forgotten,
        ),
        Misconception(
            "padding shortens",
            "With padding your row becomes shorter. Zeros are added to it, not taken away: which sign belongs there?",
            wrong.padding_subtracted,
        ),
        Misconception(
            "padding is always 1",
            "You always add two cells, one on each side. With padding = 0, how many are added? With padding = 3?",
            wrong.padding_of_two,
        ),
        Misconception(
            "padding squared",
            "You take the square of the padding; for 2 it happens to be the same as what is wanted. How many zeros "
            "does a padding of 3 add, before the row and behind it together?",
            wrong.padding_squared,
        ),
        Misconception(
            "stride forgotten",
            "The stride changes nothing in your result. With a stride of 2 every other window is left out: how many "
            "remain of 7?",
            wrong.stride_forgotten,
        ),
        Misconception(
            "stride divides the count",
            "Your result is the number of all windows divided by the stride, and rounded down. Of three windows a "
            "stride of 2 keeps the first and the third: what does 3 // 2 say?",
            wrong.stride_divides_all,
        ),
        Misconception(
            "stride divides the row",
            "You divide the length of the row by the stride, not the room in which the kernel can move. A kernel as "
            "long as the row: does the stride matter at all?",
            (wrong.stride_divides_the_row, wrong.stride_alone),
        ),
        Misconception(
            "stride and dilation exchanged",
            "Stride and dilation have changed places in your result. Which of them moves the whole window, and which "
            "spreads the cells inside it? (Do your parameters stand in the order of the task?)",
            wrong.stride_and_dilation_exchanged,
        ),
        Misconception(
            "no overlap",
            "You lay the windows side by side. With a stride of 1 the next window begins one cell further on: how many "
            "windows of 3 are there in a row of 4?",
            wrong.windows_that_do_not_overlap,
        ),
        Misconception(
            "the size is kept",
            "Your result does not depend on the kernel. That holds only for a padding chosen to make it so. Without "
            "any padding, how often does a kernel of 5 fit on 5 cells?",
            wrong.keeps_the_size,
        ),
        Misconception(
            "the example",
            "That is the result of the example, whatever comes in. Which of the five arguments does your line use?",
            wrong.the_example,
        ),
    ),
    properties=(
        Property(
            "at least one",
            lambda case, seen: decode_array(seen["returned"]) >= 1,
            "In all cases of this exercise the kernel fits at least once, and in at least one of them you count no "
            "window. Try a kernel as long as the row, without padding: what does your code say there?",
        ),
        Property(
            "windows fit",
            _windows_fit,
            "You count too many windows: your last one would stick out at the far end. Write down where the last "
            "window begins, and where its last cell lies.",
        ),
        Property(
            "no window left out",
            lambda case, seen: decode_array(seen["returned"]) >= count_windows(*case.arguments.values()),
            "You count too few windows: another one would fit behind your last. Write down where your last window "
            "ends, and how many cells lie behind it.",
        ),
    ),
)
