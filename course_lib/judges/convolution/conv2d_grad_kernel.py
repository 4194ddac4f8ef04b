"""2.8 conv2d_grad_kernel: what is right, what goes wrong, and what to say then."""

from __future__ import annotations

import jax
import jax.numpy as jnp
import numpy as np
from jax import lax

from course_lib.checking.encoding import decode_array
from course_lib.checking.judge import Judge, Misconception, Property
from course_lib.judges.convolution import conv2d_grad_kernel_wrong as wrong
from course_lib.judges.convolution.lost_digits import lost_digits


def gradient_by_views(x, dy, kh, kw):
    windows = np.lib.stride_tricks.sliding_window_view(np.asarray(x, np.float64), (kh, kw), axis=(1, 2))
    return np.einsum("nijcab,nijf->abcf", windows, np.asarray(dy, np.float64))


def gradient_in_loops(x, dy, kh, kw):
    x, dy = np.asarray(x), np.asarray(dy)
    result = np.zeros((kh, kw, x.shape[3], dy.shape[3]), np.float32)
    for n in range(len(x)):
        for i in range(dy.shape[1]):
            for j in range(dy.shape[2]):
                result += x[n, i : i + kh, j : j + kw, :, None] * dy[n, i, j]
    return result


def gradient_by_product(x, dy, kh, kw):
    height, width = dy.shape[1:3]
    shifted = [x[:, a : a + height, b : b + width] for a in range(kh) for b in range(kw)]
    patches = jnp.concatenate(shifted, axis=-1).reshape(-1, kh * kw * x.shape[3])
    return (patches.T @ dy.reshape(-1, dy.shape[3])).reshape(kh, kw, x.shape[3], dy.shape[3])


def gradient_by_tensordot(x, dy, kh, kw):
    height, width = dy.shape[1:3]
    cells = [
        [np.tensordot(x[:, a : a + height, b : b + width], dy, axes=((0, 1, 2), (0, 1, 2))) for b in range(kw)]
        for a in range(kh)
    ]
    return np.array(cells)


def gradient_by_vjp(x, dy, kh, kw):
    x, dy = jnp.asarray(x, jnp.float32), jnp.asarray(dy, jnp.float32)
    layer = lambda w: lax.conv_general_dilated(x, w, (1, 1), "VALID", dimension_numbers=("NHWC", "HWIO", "NHWC"))
    return jax.vjp(layer, jnp.zeros((kh, kw, x.shape[3], dy.shape[3])))[1](dy)[0]


def _close(a, b):
    return a.shape == b.shape and np.allclose(a, b, rtol=1e-4, atol=1e-5)


def _parts(case, seen):
    return decode_array(seen["returned"]), gradient_by_views(**case.arguments)


def _one_sample(case, seen):
    return len(case.arguments["x"]) > 1 or _close(*_parts(case, seen))


def _say_which_weight(case, seen):
    """Where the example goes wrong, or that it does not."""
    if not case.public:
        return (
            "Your gradient is right for the example, with one filter and a kernel of 2 × 2, and wrong for a single "
            "sample with three filters and a kernel of 3 × 2. Where may your code mix up filters, or rows and columns?"
        )
    got, wanted = _parts(case, seen)
    row, column, *_ = (int(i) for i in np.argwhere(~np.isclose(got, wanted, rtol=1e-4, atol=1e-5))[0])
    return (
        "Your gradient is wrong already for a single sample, channel and filter. In the example, which two pixels does "
        f"the weight in row {row}, column {column} meet, and with which entries of dy?"
    )


def _all_ones(case, seen):
    return not np.all(case.arguments["dy"] == 1) or _close(*_parts(case, seen))


def _one_pixel(case, seen):
    return (case.arguments["kh"], case.arguments["kw"]) != (1, 1) or _close(*_parts(case, seen))


CONV2D_GRAD_KERNEL = Judge(
    id="2.8",
    oracle=gradient_by_views,
    takeaway="a shared weight collects its gradient from every place where it was used: patchesᵀ · dy, one matrix "
    "product again. `jax.grad` does the same for you, here and in every later chapter.",
    alternatives=(gradient_in_loops, gradient_by_product, gradient_by_tensordot, gradient_by_vjp),
    misconceptions=(
        Misconception(
            "batch not summed",
            "You return a gradient for each sample. All samples were met by one and the same kernel: how many "
            "gradients has it?",
            wrong.batch_not_summed,
        ),
        Misconception(
            "one sample only",
            "Your result depends on one sample alone. What do the others say to the kernel? (In a loop: is something "
            "overwritten that should be added?)",
            (wrong.first_sample_only, wrong.last_sample_only),
        ),
        Misconception(
            "mean",
            "You divide by the number of samples, of places, or of both. A mean belongs to the loss, and then it is "
            "already in dy. If every place asks for 1 more, what do two places ask for together?",
            (wrong.mean_over_samples, wrong.mean_over_places, wrong.mean_over_samples_and_places),
        ),
        Misconception(
            "summed apart",
            "You add up x and dy apart from each other before you multiply: over samples, over places, or both. Take a "
            "kernel of one pixel. One pixel of x is 1 and all others 0; dy is 0 at that place of that sample, and 1 at "
            "all others: should the weight change?",
            (wrong.samples_summed_apart, wrong.places_summed_apart, wrong.all_summed_apart),
        ),
        Misconception(
            "dy plays no part",
            "dy changes nothing in your result. If the loss does not depend on the layer's output at all, dy is zero: "
            "what is the gradient of the kernel then?",
            wrong.dy_not_used,
        ),
        Misconception(
            "dy at one place",
            "Of dy you use one place again and again. The patch at row i and column j made the output at row i and "
            "column j: which entry of dy belongs to it?",
            wrong.dy_always_at_the_first_place,
        ),
        Misconception(
            "flipped",
            "Your kernel of gradients is turned by half a turn, or dy is. In the layer, x at row i + a meets the "
            "weight at row a: is anything turned there?",
            (wrong.flipped, wrong.dy_flipped),
        ),
        Misconception(
            "sign",
            "Your signs are reversed. The step against the gradient comes later, in the optimiser. If a positive pixel "
            "meets a larger weight, does the output rise or fall?",
            wrong.minus,
        ),
        Misconception(
            "axes in another order",
            "The numbers are right, but the axes of your result stand in another order. A gradient has the shape of "
            "what it belongs to: in which order has w its four axes?",
            (
                wrong.filters_before_channels,
                wrong.kernel_axes_last,
                wrong.kernel_axes_last_filters_first,
                wrong.kernel_axes_exchanged,
            ),
        ),
        Misconception(
            "shifts exchanged",
            "You shift the image along its height by the column of the kernel, and along its width by the row. Which "
            "pixels does the weight in row 0, column 1 meet in the example?",
            (
                wrong.rows_and_columns_of_the_shift_exchanged,
                wrong.rows_and_columns_of_the_shift_exchanged_unpadded,
            ),
        ),
        Misconception(
            "windows of dy",
            "You cut windows out of dy as well. Each patch of x made one single output: how many entries of dy does "
            "it meet, for one filter?",
            wrong.windows_as_large_as_the_kernel,
        ),
        Misconception(
            "not added up",
            "Your result comes from the last place only. Every place at which the kernel stood has a say: is something "
            "overwritten in a loop that should be added?",
            wrong.overwritten_at_each_place,
        ),
        Misconception(
            "places missing",
            "Places at the bottom or at the right have no say in your result. The kernel stood at every place of dy: "
            "how many rows and columns has it, and over which do you count?",
            (wrong.last_places_missing, wrong.places_counted_by_height_for_both),
        ),
        Misconception(
            "not shifted",
            "Your weights all meet the same pixels along one axis or both, so that their gradients are alike. Which "
            "pixels of the example does the upper left weight meet, and which ones the lower right?",
            (wrong.not_shifted, wrong.shifted_along_rows_only, wrong.shifted_along_columns_only),
        ),
        Misconception(
            "channels added up",
            "All channels get the same gradient, or there is but one. The weight of channel 2 never meets a pixel of "
            "channel 0: what should a channel that is zero everywhere get?",
            (wrong.channels_added_up, wrong.channels_added_up_axis_lost, wrong.first_channel_only),
        ),
        Misconception(
            "filters added up",
            "All filters get the same gradient, or there is but one. If only the output of filter 0 is to change, "
            "dy is zero for all others: what should their weights get?",
            (wrong.filters_added_up, wrong.filters_added_up_axis_lost),
        ),
        Misconception(
            "pixels squared",
            "Your pixels enter with their square. The output is linear in the weights: by how much does it rise when a "
            "weight over a pixel of 3 rises by 1?",
            wrong.x_squared,
        ),
        Misconception(
            "a factor of 2",
            "Your result is twice as large as it should be. A factor like that comes from the square of some loss, and "
            "dy has it already: what in the layer itself could double anything?",
            wrong.doubled,
        ),
        Misconception(
            "left flat",
            "The numbers are right, but they still lie in a matrix. A gradient has the shape of what it belongs to: "
            "which shape has w?",
            wrong.left_flat,
        ),
        Misconception(
            "reshaped in another order",
            "Your numbers are right and lie at wrong places: you take the entries of a patch in another order than "
            "they stand in. Which of kernel row, kernel column and channel changes fastest?",
            (
                wrong.reshaped_columns_first,
                wrong.reshaped_channels_first,
                wrong.patches_with_channel_first,
            ),
        ),
        Misconception(
            "filters reshaped first",
            "Your numbers are right and lie at wrong places: in your product the filters come first, and `reshape` "
            "moves nothing. Which of the axes of w changes fastest, and which one does in your product?",
            wrong.reshaped_filters_first,
        ),
        Misconception(
            "cells stacked at the wrong end",
            "The numbers are right, at wrong places: `reshape` moves nothing. Which axes did you stack in front, and "
            "which behind? And in which order has w its four axes?",
            wrong.cells_stacked_behind,
        ),
        Misconception(
            "filters mixed",
            "Your result mixes filters. `reshape` moves nothing, and `.T` turns all axes round: which axis of dy must "
            "stay last, so that a row holds the filters of one place?",
            (wrong.dy_reshaped_filters_first, wrong.dy_turned_round),
        ),
        Misconception(
            "places of dy in another order",
            "You lay out the places of dy in another order than the patches. The patches go along a row of the image "
            "first; which entry of dy belongs to the patch in row 0, column 1?",
            wrong.dy_by_columns,
        ),
        Misconception(
            "gradient of something else",
            "Your result has the shape of x, or of the bias. A gradient has the shape of what it belongs to: which "
            "shape has the kernel?",
            (wrong.gradient_of_the_input, wrong.gradient_of_the_bias),
        ),
        Misconception(
            "square kernels only",
            "You use one side of the kernel for both. How many weights has a kernel of 2 × 3 for one channel and one "
            "filter?",
            (wrong.square_kernels_only, wrong.square_kernels_only_unpadded),
        ),
        Misconception(
            "padded",
            "You put zeros around x, as for a result of the same size. In this layer the kernel never leaves the "
            "image: which pixel does its upper left weight meet at the first place?",
            wrong.gradient_for_a_padded_image,
        ),
        Misconception(
            "whole numbers",
            "Your results are whole numbers. The example has no others, but pixels are real numbers: where is "
            "something rounded, or an array of dtype int?",
            (wrong.whole_numbers, wrong.rounded),
        ),
        Misconception(
            "writes into dy",
            "The numbers are right, but your code changes an argument. Backpropagation still needs dy for the bias and "
            "for the layer before: which way of writing makes a new array?",
            wrong.writes_into_dy,
        ),
    ),
    properties=(
        lost_digits(lambda case: gradient_by_views(**case.arguments)),
        Property("one sample", _one_sample, _say_which_weight),
        Property(
            "a kernel of one pixel",
            _one_pixel,
            "With a kernel of a single pixel nothing is shifted: the gradient is the sum of pixel times dy over all "
            "samples and places, for each channel and filter. Yours is something else.",
        ),
        Property(
            "all ones",
            _all_ones,
            "Where dy is 1 everywhere, each weight should get the sum of all pixels that it meets. Yours get something "
            "else.",
        ),
        Property(
            "the gradient",
            lambda case, seen: _close(*_parts(case, seen)),
            "Your gradient is right for a single sample and wrong here. What is different: several samples or "
            "channels, or the size of the kernel? Which axes are summed in your product, and which stay?",
        ),
    ),
)
