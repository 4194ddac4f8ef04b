"""2.2 correlate2d: what is right, what goes wrong, and what to say then."""

from __future__ import annotations

import jax.numpy as jnp
import numpy as np
from jax import lax

from course_lib.checking.encoding import decode_array
from course_lib.checking.judge import Judge, Misconception, Property
from course_lib.judges.convolution import correlate2d_wrong as wrong
from course_lib.judges.convolution.lost_digits import lost_digits


def correlate_by_windows(image, kernel):
    image, kernel = np.asarray(image, np.float64), np.asarray(kernel, np.float64)
    windows = np.lib.stride_tricks.sliding_window_view(image, kernel.shape)
    return np.einsum("ijab,ab->ij", windows, kernel)


def correlate_by_loops(image, kernel):
    image, kernel = np.asarray(image), np.asarray(kernel)
    height, width = (n - k + 1 for n, k in zip(image.shape, kernel.shape, strict=True))
    result = np.zeros((height, width), np.float32)
    for i in range(height):
        for j in range(width):
            for a in range(kernel.shape[0]):
                for b in range(kernel.shape[1]):
                    result[i, j] += image[i + a, j + b] * kernel[a, b]
    return result


def correlate_by_shifted_images(image, kernel):
    height, width = image.shape[0] - kernel.shape[0] + 1, image.shape[1] - kernel.shape[1] + 1
    result = jnp.zeros((height, width))
    for a in range(kernel.shape[0]):
        for b in range(kernel.shape[1]):
            result = result + kernel[a, b] * image[a : a + height, b : b + width]
    return result


def correlate_with_lax(image, kernel):
    image, kernel = jnp.asarray(image, jnp.float32), jnp.asarray(kernel, jnp.float32)
    return lax.conv(image[None, None], kernel[None, None], (1, 1), "VALID")[0, 0]


def _decoded(seen):
    return decode_array(seen["returned"])


def _one_cell(case, seen):
    image, kernel = case.arguments.values()
    return kernel.shape != (1, 1) or np.allclose(_decoded(seen), image * kernel, rtol=1e-4, atol=1e-5)


def _one_window(case, seen):
    image, kernel = case.arguments.values()
    return kernel.shape != image.shape or np.allclose(_decoded(seen), np.sum(image * kernel), rtol=1e-4, atol=1e-5)


CORRELATE2D = Judge(
    id="2.2",
    oracle=correlate_by_windows,
    takeaway="a few weights, used again at every place: whatever they answer to, they find it wherever it is. Turned "
    "by half a turn the kernel gives the convolution of mathematics; a network that learns its kernel need not care.",
    alternatives=(correlate_by_loops, correlate_by_shifted_images, correlate_with_lax),
    misconceptions=(
        Misconception(
            "last row and column missing",
            "Your result stops too early: windows that fit at the bottom or at the right are not there (or stay at "
            "zero). A kernel as large as the image: how many windows are there, and how many does your code count?",
            (
                wrong.as_shipped,
                wrong.last_ones_missing,
                wrong.last_row_missing,
                wrong.last_row_missing_flipped,
                wrong.last_column_missing,
                wrong.last_column_missing_flipped,
                wrong.last_ones_left_at_zero,
                wrong.last_ones_left_at_zero_flipped,
            ),
        ),
        Misconception(
            "first row and column missing",
            "Your first window begins one row and one column too late. Where does the window lie whose result stands "
            "at [0, 0]?",
            wrong.first_ones_missing,
        ),
        Misconception(
            "flipped",
            "You turn the kernel by half a turn: that is what mathematics calls convolution. The formula of the task "
            "does not turn it. Take an image of a single window: which weight meets its upper left pixel?",
            wrong.flipped,
        ),
        Misconception(
            "mirrored",
            "You mirror the kernel along one axis. Take an image of a single window: which weight meets its upper left "
            "pixel, and which one its lower right?",
            (wrong.upside_down, wrong.left_and_right_exchanged),
        ),
        Misconception(
            "kernel transposed",
            "Rows and columns of the kernel have changed places. The kernel of 3 × 2 has three rows: how high is the "
            "window that it lies on?",
            (wrong.kernel_transposed, wrong.sides_of_the_window_exchanged),
        ),
        Misconception(
            "one size for both axes",
            "Your code takes one side of the image for both of them, or the one in place of the other. How many rows "
            "has an image of 5 × 9, how many columns, and which loop belongs to which?",
            (
                wrong.width_for_both,
                wrong.height_for_both,
                wrong.loops_bound_by_width,
                wrong.loops_bound_by_width_unguarded,
                wrong.loops_bound_by_height,
                wrong.loops_exchanged,
            ),
        ),
        Misconception(
            "square kernels only",
            "Your code measures one side of the kernel and takes it for both. How many rows and how many columns has a "
            "kernel of 3 × 2?",
            (wrong.kernels_height_for_both, wrong.kernels_height_for_both_by_entries),
        ),
        Misconception(
            "row and column exchanged",
            "Your result is laid out with rows and columns exchanged. Move the window one step to the right: in which "
            "index of the image does that show, and in which of the result?",
            (wrong.row_and_column_exchanged, wrong.result_transposed),
        ),
        Misconception(
            "as large as the image",
            "Your result is as large as the image: you also count windows that stick out, or fill up with zeros. This "
            "task counts windows that lie wholly inside. How many of 2 × 2 lie in an image of 3 × 4?",
            (
                wrong.same_size,
                wrong.same_size_more_in_front,
                wrong.same_size_border_of_zeros,
                wrong.windows_stick_out,
            ),
        ),
        Misconception(
            "larger than the image",
            "Your result is larger than the image: you count every window that touches it. This task counts windows "
            "that lie wholly inside. How many of 2 × 2 lie in an image of 3 × 4?",
            wrong.full_size,
        ),
        Misconception(
            "mean",
            "You average the products. Let image and kernel of 2 × 2 be all ones: what is the sum of the products?",
            wrong.mean_of_the_products,
        ),
        Misconception(
            "divided by the weights",
            "You divide by the sum of the weights. Try it with the kernel [[1, -1]], which finds edges: what is the "
            "sum of its weights?",
            wrong.divided_by_the_weights,
        ),
        Misconception(
            "sums apart",
            "You add up the window and the kernel first, and multiply the sums. Then it does not matter where a weight "
            "stands. What should [[1, -1]] give where two neighbours differ?",
            wrong.sums_apart,
        ),
        Misconception(
            "matrix product",
            "`@` is the matrix product: rows meet columns. Here each weight meets the one pixel under it. Which sign "
            "multiplies two arrays entry by entry?",
            wrong.matrix_product,
        ),
        Misconception(
            "largest product",
            "You keep the largest of the products. What becomes of the other ones in the formula?",
            wrong.strongest_product,
        ),
        Misconception(
            "negative results cut",
            "Wherever the sum is negative you return 0. Does the formula say so? What does the kernel [[1, -1]] give "
            "where the image becomes brighter to the right?",
            wrong.negatives_cut,
        ),
        Misconception(
            "side by side",
            "You lay the windows side by side. They overlap: the next one begins a single pixel further on. How many "
            "windows of 1 × 2 are there in a row of 4 pixels?",
            wrong.side_by_side,
        ),
        Misconception(
            "the sum goes on",
            "Your sum is never set back, so that each window also counts all before it. With an image of ones and a "
            "kernel of one cell, [[1]], what should stand everywhere, and what does in yours?",
            wrong.sum_goes_on,
        ),
        Misconception(
            "only one product",
            "Your entries are single products, that of the lower right weight. Is something overwritten in the "
            "innermost loop that should be added?",
            wrong.only_the_last_product,
        ),
        Misconception(
            "return inside the loop",
            "The function returns before its loops have ended: most entries are still zero. How far is your `return` "
            "indented?",
            (wrong.returns_in_the_loop, wrong.returns_in_the_inner_loop),
        ),
        Misconception(
            "whole numbers",
            "Your result holds whole numbers only. The example has no others, but pixels and weights are real numbers: "
            "is something rounded, or does an array of your code have the dtype int?",
            (wrong.whole_numbers, wrong.whole_numbers_as_floats),
        ),
        Misconception(
            "dtype of the image",
            "Where the pixels are whole numbers your result is whole too, although the weights are fractions. Which "
            "dtype has the array that you write into, and where has it that from?",
            (wrong.dtype_of_the_image, wrong.zeros_like_the_image),
        ),
        Misconception(
            "dtype of the kernel",
            "Where the weights are whole numbers your result is whole too, although the pixels are fractions. Which "
            "dtype has the array that you write into, and where has it that from?",
            wrong.dtype_of_the_kernel,
        ),
        Misconception(
            "writes into the image",
            "The numbers are right, but your code writes them into the caller's image. Which array could receive them "
            "instead?",
            wrong.writes_into_the_image,
        ),
        Misconception(
            "sizes of the example",
            "Your code has the sizes of the example built in. Where can it learn how large image and kernel are?",
            wrong.size_of_the_example,
        ),
    ),
    properties=(
        lost_digits(lambda case: correlate_by_windows(**case.arguments)),
        Property(
            "a kernel of one cell",
            _one_cell,
            "A kernel of a single cell should multiply every pixel by its one weight. Yours does something else.",
        ),
        Property(
            "a kernel as large as the image",
            _one_window,
            "Where the kernel is as large as the image there is one window: each weight meets the pixel under it, and "
            "the products are added up. Your sum is another one.",
        ),
        Property(
            "the windows",
            lambda case, seen: np.allclose(
                _decoded(seen), correlate_by_windows(**case.arguments), rtol=1e-4, atol=1e-5
            ),
            lambda case, seen: _first_wrong(case, seen),
        ),
    ),
)


def _first_wrong(case, seen):
    """Where the result goes wrong: one window works, so either the place of the window or its sum does."""
    wanted, got = correlate_by_windows(**case.arguments), _decoded(seen)
    bad = ~np.isclose(got, wanted, rtol=1e-4, atol=1e-5)
    if bad[0, 0]:
        return "Already your first window, at [0, 0], gives a wrong sum. Compute that of the example by hand."
    row, column = (int(i) for i in np.argwhere(bad)[0])
    return (
        f"Your first window is right, and the one at [{row}, {column}] is not. Which pixels lie under it? Write down "
        "the rows and the columns that your code takes there."
    )
