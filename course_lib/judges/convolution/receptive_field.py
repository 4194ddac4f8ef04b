"""2.7 receptive_field: what is right, what goes wrong, and what to say then."""

from __future__ import annotations

import numpy as np

from course_lib.checking.encoding import decode_array
from course_lib.checking.judge import Judge, Misconception, Property
from course_lib.judges.convolution import receptive_field_wrong as wrong


def cells_seen(layers):
    """Mark one output and go back layer by layer: which positions of the layer below does it touch?"""
    first, last = 0, 0
    for kernel, stride, dilation in reversed(layers):
        first, last = first * stride, last * stride + dilation * (kernel - 1)
    return float(last - first + 1)  # a whole number as float or as int is right: `np.prod([])` is 1.0


def field_and_step(layers):
    field, step = 1, 1
    for kernel, stride, dilation in layers:
        field = field + step * dilation * (kernel - 1)
        step = step * stride
    return field


def field_from_the_top(layers):
    field = 1
    for kernel, stride, dilation in layers[::-1]:
        field = (field - 1) * stride + dilation * (kernel - 1) + 1
    return field


def field_in_one_line(layers):
    steps = [np.prod([stride for _, stride, _ in layers[:i]]) for i in range(len(layers))]
    return 1 + sum(dilation * (kernel - 1) * step for (kernel, _, dilation), step in zip(layers, steps, strict=True))


def field_by_products(layers):
    if not layers:
        return 1
    kernels, strides, dilations = np.array(layers).T
    steps = np.cumprod([1, *strides[:-1]])
    return 1 + (steps * dilations * (kernels - 1)).sum()


def field_by_recursion(layers):
    if len(layers) == 0:
        return 1
    (kernel, stride, dilation), *rest = layers
    return dilation * (kernel - 1) + 1 + stride * (field_by_recursion(rest) - 1)


def _value(seen):
    return float(decode_array(seen["returned"]))  # no int(): it may be infinite


def _whole(case, seen):
    return "array" not in seen["returned"] or _value(seen).is_integer()


def _one_layer(case, seen):
    layers = case.arguments["layers"]
    return len(layers) != 1 or _value(seen) == cells_seen(layers)


def _strides_of_one(case, seen):
    layers = case.arguments["layers"]
    return any(stride > 1 for _, stride, _ in layers) or _value(seen) == cells_seen(layers)


def _direction(case, seen):
    if _value(seen) > cells_seen(case.arguments["layers"]):
        return "Your field is too wide. Go through two layers by hand, and mark every input cell that you really touch."
    return "Your field is too narrow. Go through two layers by hand: which is the last input cell that you touch?"


RECEPTIVE_FIELD = Judge(
    id="2.7",
    oracle=cells_seen,
    takeaway="kernels add, strides multiply: a few layers with strides see the whole image, while a hundred 3 × 3 "
    "layers without any see 201 pixels. That is why networks shrink their maps on the way.",
    alternatives=(field_and_step, field_from_the_top, field_in_one_line, field_by_products, field_by_recursion),
    misconceptions=(
        Misconception(
            "adds kernel sizes",
            "You add whole kernel sizes (or reaches). Two layers with kernels of 3 over each other: draw one output, "
            "the three cells below it, and what these see. Are the cells that two of them share counted once?",
            (
                wrong.adds_kernel_sizes,
                wrong.adds_kernel_sizes_to_one,
                wrong.adds_reaches,
                wrong.adds_kernel_sizes_with_strides,
                wrong.whole_kernels_with_strides,
            ),
        ),
        Misconception(
            "multiplies kernel sizes",
            "You multiply kernel sizes. Draw two layers with kernels of 3 and strides of 1: do the windows of three "
            "neighbours lie apart, or over each other?",
            (wrong.multiplies_kernel_sizes, wrong.multiplies_reaches, wrong.field_grows_with_itself),
        ),
        Misconception(
            "ignores stride",
            "The strides change nothing in your result. After a layer with a stride of 2, how many input cells apart "
            "are the windows of two neighbouring outputs?",
            (wrong.ignores_stride, wrong.ignores_stride_and_dilation),
        ),
        Misconception(
            "ignores dilation",
            "The dilations change nothing in your result. One layer with a kernel of 3 whose cells lie 4 apart: how "
            "far is it from the first to the last?",
            wrong.ignores_dilation,
        ),
        Misconception(
            "dilation added once",
            "You add the dilation once for each layer. A kernel of 3 has two gaps: how far is it from its first to its "
            "last cell with a dilation of 4?",
            wrong.dilation_without_its_gaps,
        ),
        Misconception(
            "cells behind the last one",
            "You let every cell of the kernel take up `dilation` cells, the last one too. A kernel of 2 with a "
            "dilation of 4: which cells lie between its two, and does any lie behind the second?",
            wrong.last_cell_dilated,
        ),
        Misconception(
            "own stride counts",
            "You let a layer's own stride widen its own window. One layer with a kernel of 3 and a stride of 2: does "
            "one of its outputs look at more than three cells?",
            (wrong.own_stride_counts, wrong.own_stride_only),
        ),
        Misconception(
            "only the stride before",
            "You use the stride of the layer just below, and forget those further down. After two layers with strides "
            "of 2, how many input cells apart are the windows of two neighbouring outputs?",
            wrong.stride_of_the_layer_before_only,
        ),
        Misconception(
            "strides added",
            "You add up strides. After a stride of 2 neighbours are 2 input cells apart. Another layer with a stride "
            "of 3 keeps every third of these: how far apart are they now?",
            (wrong.strides_added, wrong.strides_added_to_one, wrong.strides_less_one_added),
        ),
        Misconception(
            "one stride to a power",
            "You raise each layer's stride to a power, as if all layers below had the same one (and `^` is no power in "
            "Python). The strides below may differ: how do two layers with strides of 2 and 3 combine?",
            (wrong.power_of_the_position, wrong.caret_for_a_power),
        ),
        Misconception(
            "wrong end first",
            "You treat the layers as if the last one of the list stood at the input. A stride of 3 in the first layer "
            "and a stride of 3 in the last one: which of them spreads what the other layers see?",
            (wrong.wrong_end_first, wrong.wrong_end_first_backwards),
        ),
        Misconception(
            "starts at zero",
            "You count steps, not cells. Without any layer the output is the input: how many cells does one output "
            "see then?",
            wrong.starts_at_zero,
        ),
        Misconception(
            "the stride multiplies the field",
            "You multiply the field itself by the stride. Two neighbours that look at one cell each with a stride of "
            "2, so cells 0 and 2: how many cells is it from the first to the last, both counted?",
            (wrong.fields_scaled_by_strides, wrong.fields_scaled_by_strides_forwards),
        ),
        Misconception(
            "dilation lasts",
            "You let a dilation spread all later layers as a stride does. Two neighbouring outputs of a dilated layer "
            "with a stride of 1: how many input cells apart do their windows begin?",
            (
                wrong.dilation_lasts,
                wrong.dilation_lasts_and_skips_its_own_layer,
                wrong.dilation_counts_and_lasts,
            ),
        ),
        Misconception(
            "one layer only",
            "Your result depends on one single layer. Five layers with kernels of 3: does one output of the fifth see "
            "no more than one of the first?",
            (
                wrong.largest_layer,
                wrong.last_layer,
                wrong.first_layer_returned,
                wrong.first_layer_returned_or_nothing,
            ),
        ),
        Misconception(
            "an empty list",
            "All is right but for the empty list. Without any layer the output is the input itself: how many cells "
            "does it see? (A loop over an empty list does nothing: what do you begin with?)",
            (wrong.stops_without_layers, wrong.nothing_without_layers),
        ),
        Misconception(
            "step between outputs",
            "You return how far apart neighbouring outputs look, the product of all strides. How many cells does a "
            "single output see, after one layer with a kernel of 5?",
            wrong.step_between_outputs,
        ),
        Misconception(
            "numbers of a layer exchanged",
            "Two of the three numbers of a layer have changed places in your code. In which order does the task list "
            "kernel, stride and dilation?",
            (wrong.kernel_stride_exchanged, wrong.stride_dilation_exchanged),
        ),
        Misconception(
            "more than the last field",
            "You return more than the one number that is asked for. Which of your numbers belongs to the last layer "
            "and counts cells?",
            (wrong.every_layer_listed, wrong.every_layer_listed_without_start, wrong.field_and_step),
        ),
        Misconception(
            "area",
            "You return the number of cells in a square. The task asks for one axis only: how many cells in a row does "
            "one kernel of 5 see?",
            wrong.area,
        ),
        Misconception(
            "layers taken out",
            "Your number is right, but your code changes the caller's list of layers (`pop` and `reverse` do that). "
            "What would a second call with the same list return?",
            (wrong.takes_layers_out, wrong.takes_layers_from_the_front, wrong.turns_the_list),
        ),
    ),
    rtol=0.0,
    atol=1e-6,  # a field is counted, not measured
    properties=(
        Property(
            "whole",
            _whole,
            "Your result is no whole number. Cells are counted: where in your code does something divide?",
        ),
        Property(
            "begins anew",
            lambda case, seen: case.arguments["layers"] != [] or _value(seen) <= 1,
            "In a list without layers there is nothing to add, and you return more than one cell. Does that number "
            "stand in your code, or does something stay from one call to the next: a variable outside the function, or "
            "a default argument?",
        ),
        Property(
            "one layer",
            _one_layer,
            "Your result is wrong even for a single layer. Draw its window: how far is it from the first to the last "
            "cell that one output touches, both counted?",
        ),
        Property(
            "layers with strides of 1",
            _strides_of_one,
            "Your result is wrong even where every stride is 1. Draw one output of the second of two layers with "
            "kernels of 3, and all that it sees.",
        ),
        Property(
            "strides",
            lambda case, seen: _value(seen) == cells_seen(case.arguments["layers"]),
            _direction,
        ),
    ),
)
