"""2.4 im2col: what is right, what goes wrong, and what to say then."""

from __future__ import annotations

import jax.numpy as jnp
import numpy as np
from jax import lax

from course_lib.checking.encoding import decode_array
from course_lib.checking.judge import Judge, Misconception, Property
from course_lib.judges.convolution import im2col_wrong as wrong
from course_lib.judges.convolution.lost_digits import lost_digits


def patches_one_by_one(x, kh, kw):
    x = np.asarray(x, np.float64)
    batch, height, width, channels = x.shape
    result = np.zeros((batch, height - kh + 1, width - kw + 1, kh * kw * channels))
    for i in range(result.shape[1]):
        for j in range(result.shape[2]):
            result[:, i, j] = x[:, i : i + kh, j : j + kw].reshape(batch, -1)
    return result


def patches_by_shifts(x, kh, kw):
    height, width = x.shape[1] - kh + 1, x.shape[2] - kw + 1
    shifted = [x[:, a : a + height, b : b + width, :] for a in range(kh) for b in range(kw)]
    return jnp.concatenate(shifted, axis=-1)


def patches_by_views(x, kh, kw):
    windows = np.lib.stride_tricks.sliding_window_view(np.asarray(x), (kh, kw), axis=(1, 2))
    batch, height, width, channels = windows.shape[:4]
    return windows.transpose(0, 1, 2, 4, 5, 3).reshape(batch, height, width, kh * kw * channels)


def patches_by_indices(x, kh, kw):
    rows = np.arange(x.shape[1] - kh + 1)[:, None] + np.arange(kh)  # (H', kh)
    columns = np.arange(x.shape[2] - kw + 1)[:, None] + np.arange(kw)  # (W', kw)
    patches = x[:, rows[:, None, :, None], columns[None, :, None, :]]  # (B, H', W', kh, kw, C)
    return patches.reshape(*patches.shape[:3], -1)


def patches_with_lax(x, kh, kw):
    patches = lax.conv_general_dilated_patches(
        jnp.asarray(x, jnp.float32), (kh, kw), (1, 1), "VALID", dimension_numbers=("NHWC", "HWIO", "NHWC")
    )  # channel first
    parts = patches.reshape(*patches.shape[:3], x.shape[3], kh * kw)
    return jnp.swapaxes(parts, 3, 4).reshape(patches.shape)


def _close(a, b):
    return a.shape == b.shape and np.allclose(a, b, rtol=1e-4, atol=1e-5)


def _parts(case, seen):
    return decode_array(seen["returned"]), patches_one_by_one(**case.arguments)


def _first_patch(case, seen):
    got, wanted = _parts(case, seen)
    return _close(np.sort(got[0, 0, 0]), np.sort(wanted[0, 0, 0]))


def _order(case, seen):
    got, wanted = _parts(case, seen)
    return _close(got[0, 0, 0], wanted[0, 0, 0])


def _all_in_place(case, seen):
    """No right patches at wrong places: not all rows of the right result, sorted by a number made of each."""
    got, wanted = _parts(case, seen)
    if got.shape != wanted.shape or _close(got, wanted):
        return True
    made_of = np.sqrt(np.arange(2, got.shape[-1] + 2))
    rows = [patches.reshape(-1, got.shape[-1]) for patches in (got, wanted)]
    return not _close(*(row[np.argsort(row @ made_of)] for row in rows))


def _samples(case, seen):
    got, wanted = _parts(case, seen)
    return _close(got[0], wanted[0]) or not _close(got[-1], wanted[-1]) or len(got) == 1


def _other_samples(case, seen):
    got, wanted = _parts(case, seen)
    return not _close(got[0], wanted[0]) or _close(got, wanted)


def _say_which_patch(case, seen):
    if case.public:
        return (
            "The patch at [0, 0, 0] does not hold the pixels of the upper left corner of the first image. Which ones "
            "should it hold in the example?"
        )
    return (
        "The patch at [0, 0, 0] does not hold the pixels of the upper left corner of the first image, although in the "
        "example it does. What is different here?"
    )


IM2COL = Judge(
    id="2.4",
    oracle=patches_one_by_one,
    takeaway="once every patch is a row, a convolution is one matrix product, and those are what libraries and chips "
    "are made to do fast. The price is memory: all but the pixels at the edge are stored kh · kw times.",
    alternatives=(patches_by_shifts, patches_by_views, patches_by_indices, patches_with_lax),
    misconceptions=(
        Misconception(
            "channel first",
            "The channel should change fastest in a patch; in yours the pixels do. In the example, which number "
            "follows the 1: that of the other channel at the same pixel, or that of the next pixel?",
            (
                wrong.channel_first,
                wrong.channel_between,
                wrong.channel_then_column,
                wrong.column_channel_row,
                wrong.shifts_joined_channel_first,
            ),
        ),
        Misconception(
            "columns before rows",
            "You go down a column of the patch before you go along its row. In the first patch of the example, which "
            "of the pixels 2 and 4 comes first?",
            wrong.column_before_row,
        ),
        Misconception(
            "sides of the patch exchanged",
            "Height and width of a patch have changed places. How many patches that are 2 high and 3 wide lie in an "
            "image that is 5 high and 4 wide: along its height, and along its width?",
            wrong.sides_of_the_window_exchanged,
        ),
        Misconception(
            "rows and columns of the result exchanged",
            "Your patches lie in the result with rows and columns exchanged. Move the window one step to the right: "
            "in which index of the result should that show?",
            (
                wrong.rows_and_columns_of_the_result_exchanged,
                wrong.image_transposed,
                wrong.layout_exchanged_in_reshape,
            ),
        ),
        Misconception(
            "next to each other",
            "Your patches do not overlap. The next one begins a single pixel further on: how many patches of 2 × 2 "
            "are there in an image of 2 × 3?",
            wrong.patches_next_to_each_other,
        ),
        Misconception(
            "last ones missing",
            "The patches at the bottom and at the right are missing. A patch as large as the image: how many are "
            "there, and how many does your code count?",
            wrong.last_ones_missing,
        ),
        Misconception(
            "as many as pixels",
            "You return a patch for every pixel, filled up with zeros at the border. Here only patches count that lie "
            "wholly inside. How many of 2 × 2 lie in an image of 2 × 3?",
            (wrong.as_many_as_pixels, wrong.as_many_as_pixels_more_in_front, wrong.zeros_behind),
        ),
        Misconception(
            "one sample only",
            "Your result holds one sample only (the others are missing, or zero), or one sample again and again. The "
            "first axis of x counts samples: what becomes of the others?",
            (
                wrong.first_sample_only,
                wrong.first_sample_among_zeros,
                wrong.first_sample_for_all,
                wrong.batch_axis_lost,
            ),
        ),
        Misconception(
            "one channel only",
            "Your patches hold one value for each pixel: the first channel, or a sum over all. With three channels, "
            "how many numbers has a patch of 2 × 2 pixels?",
            (wrong.first_channel_only, wrong.channels_added_up),
        ),
        Misconception(
            "patches not flattened",
            "All numbers are there, but the patches still have more than one axis. To be multiplied by a matrix a "
            "patch must be one row: which function joins axes?",
            (
                wrong.patches_not_flattened,
                wrong.patches_stacked_not_flattened,
                wrong.shifts_not_joined_behind,
            ),
        ),
        Misconception(
            "places flattened",
            "Your patches are rows, but their places have been joined, too. The result is still an image, with a row "
            "of numbers at each place: which axes must remain?",
            (wrong.places_flattened, wrong.samples_and_places_flattened),
        ),
        Misconception(
            "patches at other places",
            "Each row of your result is a patch, but many stand at another's place. `reshape` lays out what it gets in "
            "the order of your loops: in which order do they run over sample, row and column?",
            (wrong.samples_innermost, wrong.columns_outermost, wrong.columns_outermost_samples_innermost),
        ),
        Misconception(
            "reshape does not move anything",
            "Your result has the right shape, and numbers of different patches are mixed in it. `reshape` moves "
            "nothing: it only counts anew, the last axis fastest. Which axes must come last before you join them?",
            (
                wrong.shifts_stacked_in_front,
                wrong.shifts_stacked_behind,
            ),
        ),
        Misconception(
            "shifted images side by side",
            "You made one shifted image for each cell of the kernel, and they are still apart, in a list or along the "
            "first axis. All that belongs to one place should stand in one row: along which axis do you join them?",
            (wrong.list_of_shifts, wrong.shifts_not_joined),
        ),
        Misconception(
            "backwards",
            "Your patches are read backwards. In the first patch of the example, which pixel stands first: the upper "
            "left or the lower right one?",
            (wrong.turned_by_half_a_turn, wrong.patch_backwards),
        ),
        Misconception(
            "patches added up",
            "You add up the patches. Here nothing is computed yet, numbers are only copied: how many has one patch?",
            wrong.patches_added_up,
        ),
        Misconception(
            "square patches only",
            "Your patches are square: you use one side for both. How many numbers has a patch of 2 × 3 pixels with "
            "three channels?",
            (wrong.square_patches_of_height, wrong.square_patches_of_width),
        ),
        Misconception(
            "square images only",
            "You use one side of the result for both. How many patches of 2 × 3 lie in an image of 5 × 4: along its "
            "height, and along its width?",
            (
                wrong.square_images_of_height,
                wrong.square_images_of_width,
                wrong.square_images_of_height_jax,
                wrong.square_images_of_width_jax,
            ),
        ),
        Misconception(
            "slices as large as the kernel",
            "You cut pieces as large as the kernel and join them as if each were a shifted image. Either a slice is "
            "one patch, or it is one cell of all patches: how large must it be in each case?",
            wrong.slices_of_kernel_size,
        ),
        Misconception(
            "slices of different sizes",
            "Your code works for patches of one pixel and stops for all others. If it joins shifted images: are they "
            "all of one size? For the upper left cell of the kernel, at which row may the last window begin?",
            (wrong.slices_to_the_end, wrong.slices_to_the_end_numpy),
        ),
        Misconception(
            "another axis taken for the height",
            "You slide along other axes than height and width. Which axis of (B, H, W, C) counts the rows of an image?",
            (wrong.batch_taken_for_height, wrong.channels_before_pixels),
        ),
        Misconception(
            "samples behind the places",
            "The first two axes of your result count places, and the samples come after them. `stack` (and an array of "
            "lists) puts a new axis in front, if nothing else is said: which axis should stand first?",
            wrong.samples_behind_places,
        ),
        Misconception(
            "channels in front of the places",
            "The entries of a patch stand in the second axis of your result. Images here have their channels last: "
            "where does that put the entries of a patch?",
            wrong.places_last,
        ),
        Misconception(
            "whole numbers",
            "Your result holds whole numbers only. The example has no others, but pixels are real numbers: has an "
            "array of your code the dtype int?",
            wrong.whole_numbers,
        ),
    ),
    properties=(
        lost_digits(lambda case: patches_one_by_one(**case.arguments)),
        Property(
            "every patch in its place",
            _all_in_place,
            "Each row of your result is a patch, but some stand at another's place. Where do the samples stand in it, "
            "where the rows, where the columns?",
        ),
        Property("the first patch", _first_patch, _say_which_patch),
        Property(
            "the order within a patch",
            _order,
            "Your first patch holds the right numbers in another order. The last index, the channel, changes fastest; "
            "which index changes slowest?",
        ),
        Property(
            "all samples",
            _samples,
            "Your first sample is wrong and the last one is right. What does your code treat differently in them?",
        ),
        Property(
            "other samples",
            _other_samples,
            "All patches of your first sample are right, and those of another sample are not. What does your code do "
            "from one sample to the next?",
        ),
        Property(
            "all patches",
            lambda case, seen: _close(*_parts(case, seen)),
            "Your first patch is right and another one is not. Which pixels belong to the patch one step further to "
            "the right, and one step further down?",
        ),
    ),
)
