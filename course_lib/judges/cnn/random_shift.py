"""5.7 random_shift: what is right, what goes wrong, and what to say then.

course_lib/probes/cnn/shifting.py gives the chance of refusing a right answer, below 1e-6.
"""

from __future__ import annotations

import jax
import jax.numpy as jnp
import numpy as np
from jax import lax

from course_lib.checking.judge import Judge, Misconception, Property
from course_lib.judges.cnn import random_shift_wrong as wrong


def shift_in_loops(key, images, max_shift):
    random = np.random.default_rng(np.asarray(jax.random.key_data(key)))
    result = np.zeros(images.shape, np.float32)
    height, width = images.shape[1:3]
    for image, place in zip(np.asarray(images), result, strict=True):
        dy, dx = random.integers(-max_shift, max_shift, 2, endpoint=True)
        for y in range(max(dy, 0), min(height + dy, height)):
            for x in range(max(dx, 0), min(width + dx, width)):
                place[y, x] = image[y - dy, x - dx]
    return result


def shift_by_slices(key, images, max_shift):
    m, shape = max_shift, images.shape[1:]
    starts = jax.random.randint(key, (len(images), 2), 0, 2 * m + 1)
    framed = jnp.pad(jnp.asarray(images), ((0, 0), (m, m), (m, m), (0, 0)))
    return jax.vmap(lambda image, at: lax.dynamic_slice(image, (*at, 0), shape))(framed, starts)


def shift_by_masks(key, images, max_shift):
    key_y, key_x = jax.random.split(key)
    height, width = images.shape[1:3]

    def along(key, n):
        steps = jax.random.randint(key, (len(images), 1), -max_shift, max_shift + 1)
        return jnp.arange(n)[None] - steps  # (batch, n): where each row comes from

    rows, columns = along(key_y, height), along(key_x, width)
    batch = jnp.arange(len(images))[:, None, None]
    taken = jnp.asarray(images)[batch, rows[:, :, None] % height, columns[:, None, :] % width]
    known = ((rows >= 0) & (rows < height))[:, :, None] & ((columns >= 0) & (columns < width))[:, None, :]
    return jnp.where(known[..., None], taken, 0)


def _is(name, value=True):
    return lambda case, seen: seen.get(name, value) == value


def _range_is_right(case, seen):
    if "rows from" not in seen:
        return not seen.get("too far", False)
    m = case.arguments["max_shift"]
    return all(seen[f"{axis} from"] == -m and seen[f"{axis} to"] == m for axis in ("rows", "columns"))


def _say_range(case, seen):
    if "rows from" not in seen:
        return f"For {case} some of your images are shifted further than that. What is the largest shift you draw?"
    return (
        f"For {case}: over 16 keys your shifts reach from {seen['rows from']} to {seen['rows to']} down, and from "
        f"{seen['columns from']} to {seen['columns to']} to the right. Which numbers may occur, both ends counted?"
    )


RANDOM_SHIFT = Judge(
    id="5.7",
    oracle=None,
    takeaway="each epoch sees other copies of the images, made for nothing. What you change must not change the label: "
    "a shirt two pixels further left is a shirt, a 6 upside down is a 9.",
    alternatives=(shift_in_loops, shift_by_slices, shift_by_masks),
    misconceptions=(
        Misconception(
            "one shift for the whole batch",
            "All images of a batch are shifted alike. Each image should have its own shift: how many pairs (dy, dx) do "
            "you draw?",
            wrong.one_shift_for_all,
        ),
        Misconception(
            "wraps round",
            "What leaves your image on one side comes back on the other: a sleeve on the wrong side of a shirt. "
            "`roll` does that. What should stand where nothing moves in?",
            (wrong.wraps_round, wrong.wraps_all_alike),
        ),
        Misconception(
            "edge repeated",
            "Where nothing moves in you repeat the edge of the image. Zeros are asked for: what are the pixels around "
            "a shirt in Fashion-MNIST?",
            wrong.edge_repeated,
        ),
        Misconception(
            "no zeros move in",
            "Where nothing moves in, your images hold something else than 0: old pixels, or ones. With what does your "
            "result begin before you write into it?",
            (wrong.ones_move_in, wrong.old_pixels_stay),
        ),
        Misconception(
            "the largest shift is missing",
            "The shift +max_shift never occurs. `jax.random.randint` and `rng.integers` leave out their upper end: "
            "which numbers does `randint(key, shape, -2, 2)` give?",
            wrong.largest_shift_missing,
        ),
        Misconception(
            "one way only",
            "Your images move one way only, down and right, or up and left. Which sign can dy have?",
            (wrong.one_way_only, wrong.one_way_without_the_end, wrong.other_way_only),
        ),
        Misconception(
            "always the largest",
            "Your images always move by the largest shift. Which whole numbers lie between −max_shift and max_shift?",
            wrong.always_the_largest,
        ),
        Misconception(
            "too far",
            "Your images move further than `max_shift`. From which number to which do you draw?",
            (wrong.twice_as_far, wrong.one_further),
        ),
        Misconception(
            "one axis only",
            "Your images move along one axis only. How many numbers does the shift of one image have?",
            (wrong.rows_only, wrong.columns_only),
        ),
        Misconception(
            "same on both axes",
            "Your images move as far down as to the right, always. If one key gives two numbers twice, they are equal: "
            "what makes two keys out of one, and how do you draw two numbers at once?",
            wrong.same_on_both_axes,
        ),
        Misconception(
            "not equally likely",
            "All your shifts are allowed, but some occur much more often than others. What happens to the ends of an "
            "interval when you round, and which function draws whole numbers?",
            (wrong.rounded_uniform, wrong.normal_shifts),
        ),
        Misconception(
            "cut, not rounded",
            "You draw real numbers and cut off their digits: the largest shift never occurs, and 0 twice as often. "
            "Which function draws whole numbers?",
            wrong.truncated_uniform,
        ),
        Misconception(
            "key not used",
            "Every key gives you the same shifts. Where does the key enter?",
            wrong.fixed_seed,
        ),
        Misconception(
            "other shifts each time",
            "Called twice with one key, you shift differently: nobody could repeat your training. Where does your "
            "randomness come from?",
            wrong.no_seed,
        ),
        Misconception(
            "not shifted",
            "Your images stay where they are. What do you do with the numbers that you draw?",
            wrong.not_shifted,
        ),
        Misconception(
            "two pixels, whatever max_shift is",
            "Your shifts go up to 2, whatever `max_shift` says. What should a max_shift of 0 do?",
            wrong.two_pixels_whatever,
        ),
        Misconception(
            "more than images",
            "You return more than images, or not one array of them. Which shape does the table ask for?",
            (wrong.shifts_returned_too, wrong.list_of_images),
        ),
        Misconception(
            "another size",
            "Your images have another size than before. Which part of a framed image do you keep?",
            (wrong.cropped, wrong.framed),
        ),
        Misconception(
            "float16",
            "Your pixels have 16 bits. Which dtype came in?",
            wrong.float16,
        ),
        Misconception(
            "one image for all",
            "All your results come from the first image, each shifted in its own way. Which images are in the batch?",
            wrong.first_image_for_all,
        ),
        Misconception(
            "a row too few moves in",
            "A row or column is lost that should still be in the picture. With a shift of 0, what happens to row 0 in "
            "yours?",
            wrong.last_row_never_moves_in,
        ),
        Misconception(
            "channels",
            "Your pixels do not stay together: the channels of one pixel change their order, or are lost. How far does "
            "a shift move along the last axis?",
            wrong.channels_rolled,
        ),
        Misconception(
            "other axes",
            "You move along other axes: the batch itself is shifted. In (batch, height, width, channels), which "
            "numbers have height and width?",
            wrong.other_axes_rolled,
        ),
        Misconception(
            "in place",
            "Your shifts are right, but you change the caller's own images: the next epoch would shift what is shifted "
            "already. On what do you work?",
            wrong.in_place,
        ),
    ),
    properties=(
        Property(
            "images",
            _is("form", "images"),
            lambda case, seen: (
                f"For {case}: one array as images is wanted, of the same shape; you return {seen['form']}."
            ),
        ),
        Property(
            "input unchanged",
            _is("argument changed", False),
            "You change the caller's own images. On what do you work?",
        ),
        Property(
            "same key, same shifts",
            _is("same key, same shifts"),
            "Called twice with one key, you shift differently. Where does your randomness come from?",
        ),
        Property(
            "zeros",
            _is("filled with", "zeros"),
            lambda case, seen: (
                f"For {case}: no shift by whole pixels with zeros moving in makes your images out of the given ones. "
                "Shift an image whose pixels are 1, 2, 3, … and look at what comes out: are all pixels in their order, "
                "and what stands where nothing moved in?"
            ),
        ),
        Property("range", _range_is_right, _say_range),
        Property(
            "key used",
            _is("key used"),
            lambda case, seen: f"For {case} all keys give you the same shifts. Where does the key enter?",
        ),
        Property(
            "each its own",
            _is("one shift for all", False),
            "All images of a batch are shifted alike. How many pairs (dy, dx) do you draw?",
        ),
        Property(
            "axes apart",
            lambda case, seen: not seen.get("axes alike", False) and seen.get("pairs", True),
            "Down and right hang together in your shifts: of the 25 pairs of two shifts many never occur. How many "
            "numbers do you draw for each image, and with which keys?",
        ),
        Property(
            "equally likely",
            _is("even"),
            "Some of your shifts occur much more often than others. Which function draws whole numbers, all equally "
            "likely?",
        ),
        Property(
            "large shifts",
            _is("never gone", False),
            lambda case, seen: (
                f"For {case} no image is ever gone altogether, though a shift of 3 or 4 rows takes all of it away. Do "
                "you keep your shifts below the size of an image?"
            ),
        ),
    ),
)
