"""2.3 pad2d and correlate2d_strided: what is right, what goes wrong, and what to say then."""

from __future__ import annotations

import jax.numpy as jnp
import numpy as np
from jax import lax

from course_lib.checking.encoding import decode_array
from course_lib.checking.judge import Judge, Misconception, Property
from course_lib.judges.convolution import correlate2d_strided_wrong as strides
from course_lib.judges.convolution import pad2d_wrong as wrong
from course_lib.judges.convolution.lost_digits import lost_digits


def pad_with_numpy(image, p):
    return np.pad(np.asarray(image, np.float64), p)


def slide_over_views(image, kernel, stride, padding):
    padded = np.pad(np.asarray(image, np.float64), padding)
    windows = np.lib.stride_tricks.sliding_window_view(padded, kernel.shape)[::stride, ::stride]
    return np.einsum("ijab,ab->ij", windows, np.asarray(kernel, np.float64))


def pad_with_set(image, p):
    height, width = image.shape
    return jnp.zeros((height + 2 * p, width + 2 * p)).at[p : p + height, p : p + width].set(image)


def slide_over_shifted_images(image, kernel, stride, padding):
    padded = jnp.pad(image, padding)
    height, width = padded.shape[0] - kernel.shape[0] + 1, padded.shape[1] - kernel.shape[1] + 1
    result = jnp.zeros((height, width))
    for a in range(kernel.shape[0]):
        for b in range(kernel.shape[1]):
            result = result + kernel[a, b] * padded[a : a + height, b : b + width]
    return result[::stride, ::stride]


def pad_in_loops(image, p):
    image = np.asarray(image)
    result = np.zeros((image.shape[0] + 2 * p, image.shape[1] + 2 * p), np.float32)
    for row in range(image.shape[0]):
        for column in range(image.shape[1]):
            result[row + p, column + p] = image[row, column]
    return result


def slide_in_loops(image, kernel, stride, padding):
    padded, kernel = np.pad(np.asarray(image), padding), np.asarray(kernel)
    kh, kw = kernel.shape
    height, width = (padded.shape[0] - kh) // stride + 1, (padded.shape[1] - kw) // stride + 1
    result = np.zeros((height, width))
    for i in range(height):
        for j in range(width):
            result[i, j] = (padded[i * stride : i * stride + kh, j * stride : j * stride + kw] * kernel).sum()
    return result


def pad_with_stacks(image, p):
    above, beside = np.zeros((p, image.shape[1])), np.zeros((image.shape[0] + 2 * p, p))
    return np.hstack([beside, np.vstack([above, np.asarray(image), above]), beside])


def slide_with_lax(image, kernel, stride, padding):
    image, kernel = jnp.asarray(image, jnp.float32), jnp.asarray(kernel, jnp.float32)
    return lax.conv_general_dilated(image[None, None], kernel[None, None], (stride,) * 2, [(padding, padding)] * 2)[
        0, 0
    ]


ORACLE = {"pad2d": pad_with_numpy, "correlate2d_strided": slide_over_views}


def _both(border, slide):
    """A wrong border alone, and with the second function built on it: who calls pad2d there gets both."""
    return {"pad2d": border}, {"pad2d": border, "correlate2d_strided": slide}


def _strided(slide):
    return {"correlate2d_strided": slide}


def _decoded(seen):
    return decode_array(seen["returned"])


def _wanted(case):
    return ORACLE[case.function](**case.arguments)


def _close(a, b):
    return a.shape == b.shape and np.allclose(a, b, rtol=1e-4, atol=1e-5)


def _zeros_around(case, seen):
    if case.function != "pad2d" or case.arguments["p"] == 0:
        return True
    p, got = case.arguments["p"], _decoded(seen).copy()
    got[p:-p, p:-p] = 0
    return not np.any(got)


def _image_inside(case, seen):
    return case.function != "pad2d" or _close(_decoded(seen), _wanted(case))


def _plain_slide(case, seen):
    plain = case.function == "correlate2d_strided" and case.arguments["stride"] == 1 and case.arguments["padding"] == 0
    return not plain or _close(_decoded(seen), _wanted(case))


def _first_window(case, seen):
    if case.function != "correlate2d_strided":
        return True
    return bool(np.isclose(_decoded(seen)[0, 0], _wanted(case)[0, 0], rtol=1e-4, atol=1e-5))


PAD2D = Judge(
    id="2.3",
    oracle=ORACLE,
    takeaway="padding lets the kernel reach the border, at the price of zeros that are not in the picture; a stride of "
    "2 keeps about a quarter of the results, and each of them stands for a larger piece of the image.",
    alternatives=(
        {"pad2d": pad_with_set, "correlate2d_strided": slide_over_shifted_images},
        {"pad2d": pad_in_loops, "correlate2d_strided": slide_in_loops},
        {"pad2d": pad_with_stacks, "correlate2d_strided": slide_with_lax},
    ),
    misconceptions=(
        Misconception(
            "one end of each axis",
            "`pad2d` adds zeros at one end of each axis only. An image of 2 × 2 gets a border of width 1 all around: "
            "how large is it then?",
            (
                *_both(wrong.pad_before, wrong.slide_pad_before),
                *_both(wrong.pad_behind, wrong.slide_pad_behind),
            ),
        ),
        Misconception(
            "two of four sides",
            "`pad2d` adds zeros along one axis only. An image has four sides: which two get no border in yours?",
            (
                *_both(wrong.pad_left_and_right, wrong.slide_pad_left_and_right),
                *_both(wrong.pad_above_and_below, wrong.slide_pad_above_and_below),
            ),
        ),
        Misconception(
            "p shared between the sides",
            "`pad2d` shares p out between two opposite sides. Here each of the four sides gets p rows or columns of "
            "zeros: how many rows does p = 1 add in all?",
            (
                *_both(wrong.pad_by_half, wrong.slide_pad_by_half),
                *_both(wrong.pad_split, wrong.slide_pad_split),
            ),
        ),
        Misconception(
            "twice as much",
            "`pad2d` adds twice as many zeros as it should. With p = 1, how many rows come above the image, and how "
            "many below?",
            _both(wrong.pad_by_twice, wrong.slide_pad_by_twice),
        ),
        Misconception(
            "always one",
            "`pad2d` adds the same border whatever p is. What should it return for p = 0?",
            _both(wrong.pad_by_one, wrong.slide_pad_by_one),
        ),
        Misconception(
            "ones",
            "The border of `pad2d` is filled with ones. What does a kernel of positive weights give on a border that "
            "is brighter than the image, and what would zeros give?",
            _both(wrong.pad_with_ones, wrong.slide_pad_with_ones),
        ),
        Misconception(
            "repeats the image",
            "`pad2d` fills the border with pixels of the image (repeated, mirrored, or from the other side). Others do "
            "so too, to good effect; here the border holds only zeros. What stands in the corner of the example?",
            (
                *_both(wrong.pad_with_the_edge, wrong.slide_pad_with_the_edge),
                *_both(wrong.pad_with_mirror, wrong.slide_pad_with_mirror),
                *_both(wrong.pad_with_mirror_about_the_edge, wrong.slide_pad_with_mirror_about_the_edge),
                *_both(wrong.pad_around_the_world, wrong.slide_pad_around_the_world),
            ),
        ),
        Misconception(
            "image in a corner",
            "The padded array of `pad2d` has the right size, but the image lies in one of its corners. At which row "
            "and column should its upper left pixel stand?",
            (
                *_both(wrong.pad_image_in_the_corner, wrong.slide_pad_image_in_the_corner),
                *_both(wrong.pad_image_in_the_far_corner, wrong.slide_pad_image_in_the_far_corner),
            ),
        ),
        Misconception(
            "from p to minus p",
            "`pad2d` is right, but not for p = 0: there it stops, or the image is lost. If a slice of yours ends at "
            "−p, what is -0, and which part of a list is `[1, 2, 3][0:-0]`?",
            (
                *_both(wrong.pad_up_to_minus_p, wrong.slide_pad_up_to_minus_p),
                *_both(wrong.pad_up_to_minus_p_jax, wrong.slide_pad_up_to_minus_p_jax),
            ),
        ),
        Misconception(
            "square images only in pad2d",
            "`pad2d` takes one side of the image for both, or exchanges them. How many rows and columns has an image "
            "of 3 × 5 with a border of 2?",
            (
                {"pad2d": wrong.pad_height_for_both},
                {"pad2d": wrong.pad_width_for_both},
                {"pad2d": wrong.pad_sides_exchanged},
            ),
        ),
        Misconception(
            "whole numbers",
            "`pad2d` turns the pixels into whole numbers. The example has no others, but pixels are real numbers: has "
            "an array of your code the dtype int?",
            (
                *_both(wrong.pad_whole_numbers, wrong.slide_pad_whole_numbers),
                {
                    "pad2d": wrong.pad_whole_numbers,
                    "correlate2d_strided": wrong.slide_pad_whole_numbers_into_floats,
                },
            ),
        ),
        Misconception(
            "the image is lost",
            "`pad2d` returns zeros everywhere: the image is not in it. A JAX array never changes; "
            "`zeros.at[…].set(image)` leaves `zeros` as it is and returns a new array. What becomes of that one in "
            "your code?",
            (
                *_both(wrong.pad_nothing_but_zeros, wrong.slide_pad_nothing_but_zeros),
                {"pad2d": wrong.pad_set_without_keeping},
            ),
        ),
        Misconception(
            "stride on one axis",
            "Your window takes long steps along one axis and steps of 1 along the other. Of 6 × 6 windows, how many "
            "remain with a stride of 2?",
            (_strided(strides.stride_of_rows_only), _strided(strides.stride_of_columns_only)),
        ),
        Misconception(
            "stride forgotten",
            "The stride changes nothing in your result. With a stride of 2, where does the second window of a row "
            "begin?",
            _strided(strides.stride_forgotten),
        ),
        Misconception(
            "stride in the size only",
            "Your result has the right size, but its windows are neighbours. With a stride of 2, at which column does "
            "window number 3 of a row begin, if the first has number 0?",
            _strided(strides.stride_in_the_size_only),
        ),
        Misconception(
            "stride begins late",
            "Your first window does not begin in the upper left corner of the padded image. Does the stride say where "
            "the first window lies, or how far it is from one to the next?",
            _strided(strides.stride_begins_late),
        ),
        Misconception(
            "another stride",
            "Your windows lie as far apart as they are large, or one pixel further than they should. From one window "
            "to the next it is `stride` pixels: how far is it in yours with a stride of 1?",
            (_strided(strides.stride_of_kernel_size), _strided(strides.stride_plus_one)),
        ),
        Misconception(
            "stride inside the window",
            "You spread the pixels inside each window: that is a dilation. A stride moves the whole window. With a "
            "stride of 4 and a kernel of 2 × 2, do the four pixels of a window still touch?",
            _strided(strides.stride_inside_the_window),
        ),
        Misconception(
            "pixels thrown away",
            "You throw away pixels first, and slide the window over the rest. A window covers neighbouring pixels of "
            "the padded image: which ones lie under it in yours?",
            _strided(strides.pixels_thrown_away),
        ),
        Misconception(
            "padding forgotten",
            "The padding changes nothing in the result of `correlate2d_strided`. Which pixels lie under the first "
            "window of the second example?",
            _strided(strides.padding_forgotten),
        ),
        Misconception(
            "padding only with a stride",
            "With a stride of 1, and only then, the padding changes nothing in the result of `correlate2d_strided`. "
            "How many rows has an image of 5 rows with a border of 1, and how many windows of 3 fit?",
            _strided(strides.padding_only_with_a_stride),
        ),
        Misconception(
            "padding afterwards",
            "You add the border to the result instead of the image. Zeros around the result tell the next layer "
            "nothing: what should the window see first, the image or the border?",
            _strided(strides.padding_afterwards),
        ),
        Misconception(
            "padding of your own",
            "You choose the padding from the size of the kernel, and the argument `padding` changes nothing. What "
            "should padding = 0 do?",
            _strided(strides.padding_to_the_same_size),
        ),
        Misconception(
            "flipped",
            "You turn the kernel by half a turn; the formula does not. Take an image of a single window: which weight "
            "meets its upper left pixel?",
            _strided(strides.flipped),
        ),
        Misconception(
            "kernel transposed",
            "Rows and columns of the kernel have changed places. The kernel of 3 × 2 has three rows: how high is the "
            "window that it lies on?",
            (
                _strided(strides.kernel_transposed_from_the_start),
                _strided(strides.kernel_transposed),
                _strided(strides.kernel_transposed_jax),
            ),
        ),
        Misconception(
            "windows missing at the far end",
            "Your result ends too early, at least for some sizes: there are windows that fit and are not in it. A "
            "kernel as large as the image fits once: what does your formula for the size say then?",
            (
                _strided(strides.one_less),
                _strided(strides.starts_without_the_last),
                _strided(strides.starts_without_the_last_in_lists),
                _strided(strides.count_divided_by_the_stride),
            ),
        ),
        Misconception(
            "windows stick out",
            "You count windows that stick out at the bottom or at the right (or your code stops there). Here what no "
            "whole window covers is left out. Where may the last window begin, if the padded image has 9 columns and "
            "the kernel 2?",
            (
                _strided(strides.windows_stick_out),
                _strided(strides.every_start_counts),
                _strided(strides.windows_stick_out_and_stop),
                _strided(strides.every_start_counts_and_stops),
                _strided(strides.every_start_counts_and_stops_jax),
            ),
        ),
        Misconception(
            "size of the image alone",
            "You compute the size of the result from the image without its border, or with that of one side only. Over "
            "what does the window slide, and how many rows has it if p = 2?",
            (_strided(strides.size_of_the_image_alone), _strided(strides.border_counted_once)),
        ),
        Misconception(
            "one size for both axes",
            "`correlate2d_strided` takes one side for both, of the image or of the kernel, or exchanges them. How many "
            "rows and how many columns has an image of 7 × 10, and a kernel of 3 × 2?",
            (
                _strided(strides.width_for_both),
                _strided(strides.height_for_both),
                _strided(strides.kernels_height_for_both),
                _strided(strides.kernels_sides_exchanged),
                _strided(strides.kernels_sides_exchanged_jax),
            ),
        ),
        Misconception(
            "result transposed",
            "Your result has rows and columns exchanged. Move the window one step to the right: in which index of the "
            "result should that show?",
            _strided(strides.sides_of_the_result_exchanged),
        ),
        Misconception(
            "mean",
            "You average the products. Let a window and the kernel be all ones: what is the sum of the products?",
            _strided(strides.mean_of_the_products),
        ),
        Misconception(
            "dtype of the image",
            "Where the pixels are whole numbers the result of `correlate2d_strided` is whole too, although the weights "
            "are fractions. Which dtype has the array that you write into, and where has it that from?",
            _strided(strides.dtype_of_the_image),
        ),
        Misconception(
            "dtype of the kernel",
            "Where the weights are whole numbers the result of `correlate2d_strided` is whole too, although the pixels "
            "are fractions. Which dtype has the array that you write into, and where has it that from?",
            _strided(strides.dtype_of_the_kernel),
        ),
        Misconception(
            "stride and padding exchanged",
            "Stride and padding have changed places in your code. In which order does the task list them?",
            _strided(strides.stride_and_padding_exchanged),
        ),
        Misconception(
            "not an image",
            "The numbers are right, but in a row or in lists. Which function gives an array of numbers a new shape, "
            "and which one makes an array of lists?",
            (_strided(strides.one_row_per_window), _strided(strides.list_of_rows)),
        ),
    ),
    properties=(
        lost_digits(_wanted),
        Property(
            "zeros around",
            _zeros_around,
            "`pad2d`: in the outermost p rows and columns there should be zeros, and in yours there are other numbers.",
        ),
        Property(
            "image inside",
            _image_inside,
            "`pad2d`: the image should lie in the middle, unchanged, p rows from above and p columns from the left. "
            "Yours does not.",
        ),
        Property(
            "stride 1 without padding",
            _plain_slide,
            "`correlate2d_strided`: with stride 1 and padding 0 nothing is left of this exercise but exercise 2.2, and "
            "your result is not that.",
        ),
        Property(
            "first window",
            _first_window,
            "`correlate2d_strided`: your first window gives a wrong sum. It lies in the upper left corner of the "
            "padded image: which pixels and which zeros are under it?",
        ),
        Property(
            "all windows",
            lambda case, seen: case.function == "pad2d" or _close(_decoded(seen), _wanted(case)),
            "`correlate2d_strided`: your first window is right and another one is not. Write down at which rows and "
            "columns of the padded image your windows begin.",
        ),
    ),
)
