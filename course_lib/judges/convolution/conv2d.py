"""2.5 conv2d: what is right, what goes wrong, and what to say then."""

from __future__ import annotations

import jax.numpy as jnp
import numpy as np
from jax import lax

from course_lib.checking.encoding import decode_array
from course_lib.checking.judge import Judge, Misconception, Property
from course_lib.judges.convolution import conv2d_wrong as wrong
from course_lib.judges.convolution.lost_digits import lost_digits


def convolve_by_views(x, w, b):
    x, w, b = (np.asarray(a, np.float64) for a in (x, w, b))
    windows = np.lib.stride_tricks.sliding_window_view(x, w.shape[:2], axis=(1, 2))  # (B, H', W', C, kh, kw)
    return np.einsum("nijcab,abcf->nijf", windows, w) + b


def convolve_by_product(x, w, b):
    kh, kw, channels, filters = w.shape
    height, width = x.shape[1] - kh + 1, x.shape[2] - kw + 1
    shifted = [x[:, i : i + height, j : j + width] for i in range(kh) for j in range(kw)]
    patches = jnp.concatenate(shifted, axis=-1)  # (B, H', W', kh · kw · C)
    return patches @ w.reshape(kh * kw * channels, filters) + b


def convolve_in_loops(x, w, b):
    x, w, b = np.asarray(x), np.asarray(w), np.asarray(b)
    kh, kw, _, filters = w.shape
    result = np.zeros((len(x), x.shape[1] - kh + 1, x.shape[2] - kw + 1, filters), np.float32)
    for i in range(result.shape[1]):
        for j in range(result.shape[2]):
            for f in range(filters):
                result[:, i, j, f] = np.sum(x[:, i : i + kh, j : j + kw] * w[..., f], axis=(1, 2, 3)) + b[f]
    return result


def convolve_with_lax(x, w, b):
    x, w = jnp.asarray(x, jnp.float32), jnp.asarray(w, jnp.float32)
    return lax.conv_general_dilated(x, w, (1, 1), "VALID", dimension_numbers=("NHWC", "HWIO", "NHWC")) + b


def _close(a, b):
    return a.shape == b.shape and np.allclose(a, b, rtol=1e-4, atol=1e-5)


def _parts(case, seen):
    return decode_array(seen["returned"]), convolve_by_views(**case.arguments)


def _one_pixel(case, seen):
    got, wanted = _parts(case, seen)
    return case.arguments["w"].shape[:2] != (1, 1) or _close(got, wanted)


def _only_the_bias(case, seen):
    """The part that the weights make is right up to one number for each filter: the bias must be what is wrong."""
    got, wanted = _parts(case, seen)
    off = got - wanted
    steady = np.allclose(off, off[:1, :1, :1], rtol=1e-4, atol=1e-5)
    return _close(got, wanted) or not steady or wanted[..., 0].size == 1


def _say_which_sum(case, seen):
    """Where the example goes wrong, or that it does not."""
    if not case.public:
        return (
            "Your result is right for the example and wrong here. What is different: more samples, channels or "
            "filters, a kernel that is not square, a negative bias?"
        )
    got, wanted = _parts(case, seen)
    *_, column, index = (int(i) for i in np.argwhere(~np.isclose(got, wanted, rtol=1e-4, atol=1e-5))[0])
    return (
        f"Your sums are wrong. Compute the number of filter {index} in column {column} of the example by hand: which "
        "four pixels meet which four weights, and which bias is added?"
    )


def _one_filter(case, seen):
    got, wanted = _parts(case, seen)
    right = [_close(got[..., f], wanted[..., f]) for f in range(wanted.shape[-1])]
    return all(right) or not any(right)


CONV2D = Judge(
    id="2.5",
    oracle=convolve_by_views,
    takeaway="y = Σ x w + b is a matrix product, and a convolution as soon as each row of x is a patch. The kernel's "
    "size decides the number of weights, never the image's size.",
    alternatives=(convolve_by_product, convolve_in_loops, convolve_with_lax),
    misconceptions=(
        Misconception(
            "bias forgotten",
            "The bias is missing from your result. What should come out for an image of zeros?",
            wrong.bias_forgotten,
        ),
        Misconception(
            "bias many times over",
            "You add the bias more than once (for each entry of a patch, each cell, each channel or each sample). What "
            "should come out for an image of zeros, and what comes out of yours?",
            (
                wrong.bias_for_every_entry,
                wrong.bias_for_every_cell,
                wrong.bias_for_every_channel,
                wrong.bias_for_every_sample,
            ),
        ),
        Misconception(
            "bias added to the pixels",
            "The bias goes through the weights: you add it to the pixels, not to the sum. What should come out for an "
            "image of zeros, and what comes out of yours?",
            wrong.bias_added_to_the_pixels,
        ),
        Misconception(
            "bias subtracted or multiplied",
            "The bias is subtracted, or it multiplies the sum. Where does the formula put it, and with which sign?",
            (wrong.bias_subtracted, wrong.bias_multiplied),
        ),
        Misconception(
            "sign of the bias lost",
            "All is right where the bias is positive, and wrong where it is negative. With an image of zeros and a "
            "bias of −1, what should come out?",
            (wrong.size_of_the_bias, wrong.negative_bias_cut),
        ),
        Misconception(
            "one bias for all filters",
            "You add one and the same number to all filters. `b` holds as many numbers as there are filters: which one "
            "belongs to filter 1?",
            (wrong.bias_added_up, wrong.first_bias_for_all, wrong.mean_of_the_bias),
        ),
        Misconception(
            "bias along another axis",
            "You lay the bias along another axis than that of the filters: pixels of one filter get different biases, "
            "or the shapes do not fit. Which axis of the result counts filters, and which one of an array of shape "
            "(F,) meets it by itself?",
            (wrong.bias_down_the_columns, wrong.bias_down_the_rows, wrong.bias_down_the_samples),
        ),
        Misconception(
            "filters first",
            "You reshape w as if the filters came first. `reshape` moves nothing, it only counts anew: the last axis "
            "of (kh, kw, C, F) changes fastest. Which of the axes may you join without mixing filters?",
            (
                wrong.filters_first_in_reshape,
                wrong.filters_first_by_transposing_w,
            ),
        ),
        Misconception(
            "w with four axes",
            "Your code works for filters of one pixel and stops for all others. A patch is a row of kh · kw · C "
            "numbers: which shape must a matrix have that makes F numbers of it, and which shape has yours?",
            (wrong.w_not_reshaped, wrong.w_not_reshaped_jax),
        ),
        Misconception(
            "other order in w than in the patches",
            "In your product a weight meets the wrong entry of the patch: the one is ordered in another way than the "
            "other. In which order does im2col lay out a patch, and in which order does `reshape` lay out w?",
            (
                wrong.w_with_channel_first,
                wrong.w_with_columns_first,
                wrong.w_with_channel_and_column_first,
                wrong.patches_with_channel_first,
            ),
        ),
        Misconception(
            "flipped",
            "You turn the kernel by half a turn; the formula does not. Take an image of a single window: which weight "
            "meets its upper left pixel?",
            wrong.flipped,
        ),
        Misconception(
            "channels summed twice",
            "You add up the channels of the pixels and those of the weights apart from each other, so that every "
            "weight meets every channel. With one pixel (1, 0, 0) and the weights (0, 1, 0), what is the sum of the "
            "products?",
            (wrong.channels_summed_twice, wrong.channels_of_x_averaged),
        ),
        Misconception(
            "one channel only",
            "Your result depends on the first channel alone. What do the weights of the others do?",
            wrong.first_channel_only,
        ),
        Misconception(
            "channels kept apart",
            "You return one result for each channel. A filter looks at all channels and gives one number: what becomes "
            "of its products?",
            wrong.channels_kept_apart,
        ),
        Misconception(
            "one result for all filters",
            "Your result has a single channel. Each filter finds something else and makes its own: how many should "
            "there be?",
            (wrong.filters_added_up, wrong.filters_added_up_without_axis, wrong.first_filter_only),
        ),
        Misconception(
            "mean",
            "You divide the sum of the products by their number. With a patch and a filter of all ones, what does the "
            "formula give?",
            (wrong.mean_over_the_patch, wrong.mean_over_the_cells),
        ),
        Misconception(
            "pixels averaged first",
            "You average the patch before the weights see it, so that it does not matter where a weight stands. What "
            "should a filter with the weights 1 and −1 find, and can it still?",
            wrong.patches_averaged_away,
        ),
        Misconception(
            "negative results cut",
            "Wherever the sum is negative you return 0. That step often follows a convolution, but it is none of this "
            "formula: what should come out for an image of zeros and a bias of −1?",
            wrong.negatives_cut,
        ),
        Misconception(
            "as many as pixels",
            "Your result is as large as the image: you fill up with zeros at the border. Here only windows count that "
            "lie wholly inside. How many of 2 × 2 lie in an image of 2 × 3?",
            wrong.as_many_as_pixels,
        ),
        Misconception(
            "next to each other",
            "Your windows do not overlap. The next one begins a single pixel further on: how many of 2 × 2 are there "
            "in an image of 2 × 3?",
            wrong.next_to_each_other,
        ),
        Misconception(
            "one sample only",
            "The samples do not come out one by one: yours holds the first only, or the same for all, or their sum. "
            "The first axis of x counts samples: should one image change the result of another?",
            (
                wrong.first_sample_only,
                wrong.batch_axis_lost,
                wrong.first_sample_for_all,
                wrong.samples_added_up,
                wrong.samples_added_up_once,
            ),
        ),
        Misconception(
            "axes in another order",
            "The axes of your result stand in another order. Images here are (B, H, W, C): where do the filters go, "
            "which take the place of the channels?",
            (wrong.channels_in_front, wrong.rows_and_columns_exchanged),
        ),
        Misconception(
            "places flattened",
            "The numbers are right, but their places have been joined into one axis. The next layer wants an image "
            "again: which four axes has it?",
            (wrong.places_flattened, wrong.samples_and_places_flattened),
        ),
        Misconception(
            "sides of the window exchanged",
            "Height and width of the kernel have changed places in your windows. Which of the two is the first axis of "
            "w, and which argument of im2col comes first?",
            wrong.sides_of_the_window_exchanged,
        ),
        Misconception(
            "square kernels only",
            "Your code is right for square kernels and stops for others. Does it use one side of the kernel for both? "
            "How high and how wide is a kernel with w of shape (2, 3, 3, 5)?",
            (wrong.square_kernels_only, wrong.square_kernels_only_jax),
        ),
        Misconception(
            "whole numbers",
            "Your results are rounded to whole numbers. Weights are real numbers: what becomes of the 12.5 of the "
            "example?",
            (wrong.whole_numbers, wrong.rounded),
        ),
    ),
    properties=(
        lost_digits(lambda case: convolve_by_views(**case.arguments)),
        Property(
            "only the bias",
            _only_the_bias,
            "Your result is off by the same number at every place of a filter: the products are right and the bias is "
            "not.",
        ),
        Property(
            "a filter of one pixel",
            _one_pixel,
            "A filter of a single pixel should give, at every place, the sum of channel times weight, plus the bias. "
            "Yours gives something else.",
        ),
        Property(
            "the filters",
            _one_filter,
            "Some of your filters are right and others are not. What does your code treat differently in them?",
        ),
        Property(
            "the result",
            lambda case, seen: _close(*_parts(case, seen)),
            _say_which_sum,
        ),
    ),
)
