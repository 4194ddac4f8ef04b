"""2.6 max_pool2d: what is right, what goes wrong, and what to say then."""

from __future__ import annotations

import jax.numpy as jnp
import numpy as np
from jax import lax

from course_lib.checking.encoding import decode_array
from course_lib.checking.judge import Judge, Misconception, Property
from course_lib.judges.convolution import max_pool2d_wrong as wrong
from course_lib.judges.convolution.lost_digits import lost_digits


def pool_in_loops(x, size):
    x = np.asarray(x, np.float64)
    batch, height, width, channels = x.shape
    result = np.full((batch, height // size, width // size, channels), -np.inf)
    for i in range(height // size * size):
        for j in range(width // size * size):
            result[:, i // size, j // size] = np.maximum(result[:, i // size, j // size], x[:, i, j])
    return result


def pool_by_reshape(x, size):
    batch, height, width, channels = x.shape
    rows, columns = height // size, width // size
    cut = x[:, : rows * size, : columns * size]
    return jnp.reshape(cut, (batch, rows, size, columns, size, channels)).max(axis=(2, 4))


def pool_by_shifts(x, size):
    rows, columns = x.shape[1] // size * size, x.shape[2] // size * size
    shifted = [np.asarray(x)[:, i:rows:size, j:columns:size] for i in range(size) for j in range(size)]
    return np.max(shifted, axis=0)


def pool_with_lax(x, size):
    x = jnp.asarray(x, jnp.float32)
    return lax.reduce_window(x, -jnp.inf, lax.max, (1, size, size, 1), (1, size, size, 1), "VALID")


def _parts(case, seen):
    return decode_array(seen["returned"]), pool_in_loops(**case.arguments)


def _close(a, b):
    return a.shape == b.shape and np.allclose(a, b, rtol=1e-4, atol=1e-5)


def _from_the_image(case, seen):
    """Every number of the result stands in the image, in the same sample and channel."""
    got, x = decode_array(seen["returned"]), case.arguments["x"]
    return all(
        np.isclose(got[n, ..., c].ravel()[:, None], x[n, ..., c].ravel(), rtol=1e-4, atol=1e-5).any(axis=1).all()
        for n in range(len(x))
        for c in range(x.shape[3])
    )


def _size_one(case, seen):
    return case.arguments["size"] != 1 or _close(decode_array(seen["returned"]), case.arguments["x"])


def _one_window(case, seen):
    x, size = case.arguments.values()
    return size != x.shape[1] or size != x.shape[2] or _close(*_parts(case, seen))


def _not_above(case, seen):
    highest = np.max(case.arguments["x"])
    return highest > 0 or np.max(decode_array(seen["returned"])) <= highest * (1 - 1e-4)  # both are negative


MAX_POOL2D = Judge(
    id="2.6",
    oracle=pool_in_loops,
    takeaway="whether a feature was found stays, where exactly it was is partly given up; with size = 2 a shift by one "
    "pixel still changes most of an edge map. The next layer then has a quarter of the numbers to deal with.",
    alternatives=(pool_by_reshape, pool_by_shifts, pool_with_lax),
    misconceptions=(
        Misconception(
            "mean",
            "You take the average, the sum or the median of each window. Some pool so; here the largest number alone "
            "is kept. What is it in the first window of the example?",
            (wrong.mean, wrong.sum_of_the_window, wrong.middle),
        ),
        Misconception(
            "minimum",
            "You keep the smallest number of each window. Which one is the strongest answer of a kernel?",
            wrong.minimum,
        ),
        Misconception(
            "largest in size",
            "Your result forgets signs. Of −5 and 2, which one is larger?",
            wrong.largest_in_size,
        ),
        Misconception(
            "never below zero",
            "Your results are never negative. What is the largest of −3, −7, −2 and −5, and what do you return? (With "
            "which number does your search begin, or what is compared with the pixels?)",
            wrong.starts_from_zero,
        ),
        Misconception(
            "search begins too high",
            "No result of yours is below a certain number, even where all pixels are. With which number does your "
            "search begin, and which one is below every pixel that may come?",
            (
                wrong.starts_from_minus_ten,
                wrong.starts_from_minus_a_hundred,
                wrong.starts_from_minus_a_thousand,
                wrong.starts_from_minus_a_million,
                wrong.starts_from_minus_a_billion,
            ),
        ),
        Misconception(
            "one pixel of each window",
            "You keep the pixel at a fixed place of each window, and the others are never looked at. Which pixel of "
            "the first window of the example should win?",
            (wrong.upper_left_only, wrong.lower_right_only, wrong.pixels_skipped_to_the_end),
        ),
        Misconception(
            "overlapping",
            "Your windows overlap, or do not begin where the window before ends. With size = 2, to how many windows "
            "should a pixel belong?",
            (wrong.overlapping, wrong.stride_of_two, wrong.windows_begin_at_every_pixel),
        ),
        Misconception(
            "always two",
            "Your windows are always 2 × 2. What should size = 1 do?",
            wrong.windows_of_two,
        ),
        Misconception(
            "edge kept",
            "You count windows at the bottom or at the right that are not full. Here rows and columns that fill no "
            "whole window are left out. How many windows of 2 fit into 5 columns?",
            (wrong.edge_kept, wrong.edge_filled_with_zeros),
        ),
        Misconception(
            "edge in the last window",
            "Rows and columns that are left over go into your last windows, which become larger than the others. In "
            "the example, which window sees the 9, and should it?",
            wrong.edge_in_the_last_window,
        ),
        Misconception(
            "near edge dropped",
            "You leave out the first rows and columns. Windows are counted from the upper left corner: where is what "
            "is left over?",
            wrong.near_edge_dropped,
        ),
        Misconception(
            "edge not cut off",
            "Your code stops where the windows do not fill the image. In the example, how many pixels has the image, "
            "and how many of them belong to a whole window? (`reshape` can only split what has the right number.)",
            (wrong.reshape_without_cutting, wrong.reshape_without_cutting_jax),
        ),
        Misconception(
            "one window less",
            "The last windows at the bottom and at the right are missing. How often does a window of 3 fit into an "
            "image of 3 × 3?",
            wrong.one_window_less,
        ),
        Misconception(
            "whole image",
            "You keep the largest number of the whole image. `size` changes nothing: how many windows of 2 × 2 are "
            "there in an image of 4 × 6?",
            (wrong.whole_image, wrong.whole_image_without_axes),
        ),
        Misconception(
            "channels too",
            "Your windows reach across the channels, or only the first one is kept. Each channel shows another "
            "feature: how many should the result have?",
            (
                wrong.channels_too,
                wrong.channels_too_kept,
                wrong.first_channel_only,
                wrong.first_channel_among_zeros,
            ),
        ),
        Misconception(
            "samples too",
            "You keep one result for the whole batch, the largest over all samples. Should the brightest image of a "
            "batch change the results of the others?",
            (wrong.samples_too, wrong.samples_too_kept),
        ),
        Misconception(
            "one sample only",
            "Your result holds the first sample only; the others are missing, or zero. The first axis of x counts "
            "samples: over which of them does your code go?",
            (wrong.first_sample_only, wrong.batch_axis_lost, wrong.first_sample_among_zeros),
        ),
        Misconception(
            "everything at once",
            "You take one largest number over all channels of a window, over all samples, or over both, and write it "
            "into each of them. If one channel, or one image, is bright everywhere: what is left of the others?",
            (
                wrong.everything_at_once,
                wrong.everything_at_once_but_samples,
                wrong.everything_at_once_but_channels,
            ),
        ),
        Misconception(
            "one axis only",
            "You shrink the image along one axis and leave the other as it is. How high and how wide is the result of "
            "an image of 4 × 6 with size = 2?",
            (
                wrong.rows_only,
                wrong.columns_only,
                wrong.one_axis_of_the_window,
                wrong.one_axis_of_the_window_rows,
                wrong.windows_not_reduced,
            ),
        ),
        Misconception(
            "axes split in another order",
            "You split height and width with `reshape`, but the pixels of a window do not come together (or another "
            "axis is reduced than theirs). `reshape` moves nothing: row i of the image belongs to window row "
            "i // size; which of the two new axes of the height must then change faster?",
            (wrong.size_axes_together, wrong.size_axes_in_front, wrong.places_reduced),
        ),
        Misconception(
            "size as a number of windows",
            "You make `size` windows along each axis. Here it is the side of a window: how many windows of 2 × 2 are "
            "there in an image of 4 × 6?",
            wrong.size_as_number_of_windows,
        ),
        Misconception(
            "rows and columns exchanged",
            "Your result has its axes in another order. Images are (B, H, W, C), before and after: where does your "
            "code move an axis?",
            (wrong.rows_and_columns_exchanged, wrong.channels_in_front, wrong.samples_behind_places),
        ),
        Misconception(
            "square images only",
            "You use one side of the image for both. How many windows of 2 fit along the height of an image of 4 × 6, "
            "and how many along its width?",
            (
                wrong.square_images_of_height,
                wrong.square_images_of_width,
                wrong.square_images_of_height_jax,
                wrong.square_images_of_width_jax,
                wrong.square_images_in_loops,
            ),
        ),
        Misconception(
            "other axes",
            "You pool along other axes than height and width. Which axis of (B, H, W, C) counts samples?",
            wrong.height_and_width_taken_wrong,
        ),
        Misconception(
            "place of the largest",
            "`argmax` tells where the largest number stands. What is asked for here, its place or the number?",
            wrong.place_of_the_largest,
        ),
        Misconception(
            "back to full size",
            "You write the largest number over its whole window. How many numbers remain of a window of 2 × 2?",
            wrong.back_to_full_size,
        ),
        Misconception(
            "whole numbers",
            "Your results are whole numbers. The example has no others, but pixels are real numbers: where is "
            "something rounded, or an array of dtype int?",
            (wrong.whole_numbers, wrong.rounded),
        ),
        Misconception(
            "writes into the image",
            "Your code writes into the caller's images. Which array could receive the results instead?",
            wrong.writes_into_the_image,
        ),
    ),
    properties=(
        lost_digits(lambda case: pool_in_loops(**case.arguments)),
        Property(
            "size 1",
            _size_one,
            "With size = 1 every pixel is a window of its own, and x should come back as it is. Yours does not.",
        ),
        Property(
            "negative images",
            _not_above,
            "All numbers of an image are negative, and your result holds one that is larger than all of them. Where "
            "does it come from: with which number does your search begin, or what is compared with the pixels?",
        ),
        Property(
            "one window",
            _one_window,
            "Images of a single window should each give their largest number, one for each sample and channel. Yours "
            "give something else.",
        ),
        Property(
            "numbers of the image",
            _from_the_image,
            "Your result holds numbers that stand nowhere in that sample and channel. The largest of some pixels is "
            "one of them.",
        ),
        Property(
            "the largest",
            lambda case, seen: _close(*_parts(case, seen)),
            "Your result holds pixels of the image, but not everywhere the largest of the window. Which pixels belong "
            "to the window in row 0, column 1?",
        ),
    ),
)
