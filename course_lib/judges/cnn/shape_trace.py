"""5.1 shape_trace: what is right, what goes wrong, and what to say then."""

from __future__ import annotations

import math

import jax
import jax.numpy as jnp
import numpy as np
from jax import lax

from course_lib.checking.encoding import decode_array
from course_lib.checking.judge import Judge, Misconception, Property
from course_lib.judges.cnn import shape_trace_wrong as wrong


def trace_by_counting(input_shape, layers):
    shapes = [tuple(input_shape)]
    for kind, *sizes in layers:
        *sides, channels = shapes[-1]
        if kind == "conv":
            places = [sum(1 for first in range(n) if first + sizes[1] <= n) for n in sides]
            shapes.append((*places, sizes[0]))
        elif kind == "pool":
            places = [sum(1 for first in range(0, n, sizes[0]) if first + sizes[0] <= n) for n in sides]
            shapes.append((*places, channels))
        else:
            shapes.append((math.prod(shapes[-1]) if kind == "flatten" else sizes[0],))
    return shapes


def trace_by_formula(input_shape, layers):
    shape, shapes = list(input_shape), [list(input_shape)]
    for layer in layers:
        if layer[0] == "conv":
            shape = [shape[0] - layer[2] + 1, shape[1] - layer[2] + 1, layer[1]]
        if layer[0] == "pool":
            shape = [shape[0] // layer[1], shape[1] // layer[1], shape[2]]
        if layer[0] == "flatten":
            shape = [int(np.prod(shape))]
        if layer[0] == "dense":
            shape = [layer[1]]
        shapes.append(shape)
    return shapes


def trace_of_zeros(input_shape, layers):
    x = np.zeros((1, *input_shape), np.int8)
    shapes = [x.shape[1:]]
    for kind, *sizes in layers:
        if kind == "conv":
            x = np.lib.stride_tricks.sliding_window_view(x, (sizes[1], sizes[1]), axis=(1, 2))[..., 0, 0]
            x = np.repeat(x[..., :1], sizes[0], axis=-1)
        elif kind == "pool":
            rows, columns = x.shape[1] // sizes[0] * sizes[0], x.shape[2] // sizes[0] * sizes[0]
            x = x[:, : rows : sizes[0], : columns : sizes[0]]
        else:
            x = x.reshape(1, -1) if kind == "flatten" else np.zeros((1, sizes[0]), np.int8)
        shapes.append(x.shape[1:])
    return shapes


def trace_with_lax(input_shape, layers):
    def through(x, kind, *sizes):
        if kind == "conv":
            w = jnp.zeros((sizes[1], sizes[1], x.shape[3], sizes[0]))
            return lax.conv_general_dilated(x, w, (1, 1), "VALID", dimension_numbers=("NHWC", "HWIO", "NHWC"))
        if kind == "pool":
            window = (1, sizes[0], sizes[0], 1)
            return lax.reduce_window(x, -jnp.inf, lax.max, window, window, "VALID")
        return x.reshape(1, -1) if kind == "flatten" else jnp.zeros((1, sizes[0]))

    x = jax.ShapeDtypeStruct((1, *input_shape), jnp.float32)
    shapes = [x.shape[1:]]
    for layer in layers:
        x = jax.eval_shape(lambda x, layer=layer: through(x, *layer), x)
        shapes.append(x.shape[1:])
    return shapes


def _shapes(seen):
    return [
        tuple(decode_array(number).item() for number in shape["sequence"]) for shape in seen["returned"]["sequence"]
    ]


def _first_wrong(case, seen):
    wanted = [tuple(shape) for shape in trace_by_counting(*case.arguments.values())]
    pairs = enumerate(zip(wanted, _shapes(seen), strict=False))
    return next((place for place, (a, b) in pairs if a != b), None)


def _right_behind(kind):
    """The property that the first shape that is wrong does not stand behind a layer of this kind."""

    def holds(case, seen):
        place = _first_wrong(case, seen)
        return not place or case.arguments["layers"][place - 1][0] != kind

    return holds


def _say(what, ask):
    def message(case, seen):
        place = _first_wrong(case, seen)
        return f"Behind layer {place} of {case}, {what}, your shape is wrong, and up to there all is right. {ask}"

    return message


SHAPE_TRACE = Judge(
    id="5.1",
    oracle=trace_by_counting,
    takeaway="a kernel of 3 costs two rows and columns, a window of 2 halves, and what remains decides how many "
    "weights the first dense layer has: in the article's network 1,600 · 64, more than all others together.",
    alternatives=(trace_by_formula, trace_of_zeros, trace_with_lax),
    misconceptions=(
        Misconception(
            "same padding",
            "Your convolution keeps the size. Nothing is put around the image here: at how many places does a kernel "
            "of 3 fit on a row of 9?",
            wrong.same_padding,
        ),
        Misconception(
            "one place less",
            "Your convolution counts one place too few. A kernel as long as the row fits: at how many places, and what "
            "do you get?",
            wrong.one_less,
        ),
        Misconception(
            "one place more",
            "Your convolution counts one place too many. A kernel as long as the row fits at how many places? And what "
            "do you get?",
            wrong.one_more,
        ),
        Misconception(
            "every kernel is 3",
            "You take away 2, whatever the kernel's size. How much does a kernel of 5 take away, and one of 1?",
            wrong.kernel_of_three,
        ),
        Misconception(
            "half a kernel on both sides",
            "You take away a border of k // 2 on both sides. With a kernel of 2 on a row of 5: at how many places does "
            "it fit, and what do you get?",
            wrong.two_borders,
        ),
        Misconception(
            "the convolution jumps",
            "Your convolution places its kernels side by side. It moves by one pixel: where does its second place "
            "begin?",
            wrong.conv_divides,
        ),
        Misconception(
            "channels after a convolution",
            "The channels behind your convolution are not right. Each filter looks at all channels at once and makes "
            "one map: how many maps do 4 filters make of an image in 3 colours?",
            (wrong.channels_kept, wrong.channels_multiplied),
        ),
        Misconception(
            "filters and kernel exchanged",
            'In ("conv", filters, k) you take the number of filters for the size of the kernel. Which of the two '
            "numbers shrinks the image?",
            wrong.filters_and_kernel_exchanged,
        ),
        Misconception(
            "square images only",
            "You reckon with the height for the width too, or take one for the other. Which number of the shape "
            "belongs to which axis, for an image of 9 × 12 pixels?",
            (wrong.conv_of_a_square, wrong.pool_of_a_square, wrong.conv_turned),
        ),
        Misconception(
            "channels first",
            "You put the number of filters in front. In this course the order is height, width, channels: what would "
            "the next layer take for the height?",
            wrong.filters_first,
        ),
        Misconception(
            "pooling does not round down",
            "Your pooling does not round down. On a row of 7, how many whole windows of 2 lie side by side? And of 11, "
            "with windows of 3? What happens to the rest?",
            (wrong.pool_rounds_up, wrong.pool_rounds, wrong.pool_not_rounded),
        ),
        Misconception(
            "every window is 2",
            "You halve, whatever the window's size. How many windows of 3 lie side by side on a row of 9?",
            wrong.pool_of_two,
        ),
        Misconception(
            "windows overlap",
            "Your windows move by one pixel, as a kernel does. They lie side by side: where does the second window of "
            "size 2 begin?",
            wrong.pool_slides,
        ),
        Misconception(
            "pooling takes channels",
            "Your pooling makes fewer channels. Every map is pooled for itself: how many maps are there afterwards?",
            wrong.pool_takes_channels,
        ),
        Misconception(
            "pooling leaves an axis as it is",
            "Behind your pooling the width, if not the whole shape, is what it was before. How many windows of 2 lie "
            "side by side in a row of 10 pixels?",
            (wrong.pool_of_rows_only, wrong.pool_does_nothing),
        ),
        Misconception(
            "flatten adds",
            "Your flatten adds up the axes. How many numbers does an image of 3 rows, 5 columns and 4 channels hold: "
            "12?",
            wrong.flatten_adds,
        ),
        Misconception(
            "flatten leaves an axis out",
            "Your flatten leaves out an axis, or takes one for another. How many numbers does an image of 3 rows, 5 "
            "columns and 4 channels hold?",
            (wrong.flatten_forgets_channels, wrong.flatten_takes_the_channels, wrong.flatten_squares),
        ),
        Misconception(
            "not a tuple of one number",
            "Behind flatten one axis is left, and a shape is a tuple: (1600,). A bare number is none, and (1, 1600) "
            "has two axes. What makes the difference between (7) and (7,) in Python?",
            (wrong.flatten_a_bare_number, wrong.flatten_in_two_axes),
        ),
        Misconception(
            "a dense layer keeps its inputs",
            "Your dense layer hangs its units on the old shape. Each unit reads all inputs and gives one number: what "
            "is left of the inputs?",
            wrong.dense_keeps_its_inputs,
        ),
        Misconception(
            "one shape missing",
            "A shape is missing: the input's at the front, or the one behind the last layer. For one layer, how many "
            "shapes are there?",
            (wrong.input_left_out, wrong.last_left_out),
        ),
        Misconception(
            "only the end",
            "You return the last shape only. How does the reader of a trace see where the numbers come from?",
            wrong.last_only,
        ),
        Misconception(
            "numbers without shapes",
            "You return all numbers in one row. Which of them belong together?",
            wrong.lists_joined,
        ),
        Misconception(
            "every layer reads the input",
            "You reckon each layer from the shape of the input. Which shape does the second layer get?",
            wrong.every_layer_from_the_input,
        ),
        Misconception(
            "the article only",
            "That is the article's network, whatever comes in. Which of your lines looks at `layers`?",
            wrong.the_article_only,
        ),
    ),
    properties=(
        Property(
            "behind a convolution",
            _right_behind("conv"),
            _say("a convolution", "At how many places does a kernel of k pixels fit on a row of n?"),
        ),
        Property(
            "behind a pooling",
            _right_behind("pool"),
            _say("a pooling", "How many whole windows lie side by side, and what becomes of the channels?"),
        ),
        Property(
            "behind a flatten",
            _right_behind("flatten"),
            _say("a flatten", "How many numbers does an image of that shape hold?"),
        ),
        Property(
            "behind a dense layer",
            _right_behind("dense"),
            _say("a dense layer", "How many numbers does it give?"),
        ),
    ),
)
