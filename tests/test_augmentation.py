"""Shifts against SciPy, and that random ones are random, each for its own image."""

import jax
import numpy as np
import pytest
from scipy import ndimage

from course_lib.augmentation import random_shift, shift

IMAGES = np.random.default_rng(0).random((3, 5, 7, 2)).astype(np.float32)


@pytest.mark.parametrize(("down", "right"), [(0, 0), (1, 0), (-2, 3), (4, -6), (5, 7)])
def test_a_shift_is_scipys(down, right):
    theirs = ndimage.shift(IMAGES, (0, down, right, 0), order=0, mode="constant")
    np.testing.assert_array_equal(jax.jit(shift, static_argnums=(1, 2))(IMAGES, down, right), theirs)


def test_every_image_moves_by_itself_and_all_shifts_are_equally_likely():
    n, reach = 2000, 2
    dots = np.zeros((n, 9, 9, 1), np.float32)
    dots[:, 4, 4] = 1
    moved = np.asarray(jax.jit(random_shift, static_argnums=2)(jax.random.key(0), dots, reach))
    places = np.argwhere(moved[..., 0])[:, 1:] - 4
    assert len(places) == n
    counts = np.zeros((5, 5))
    np.add.at(counts, tuple((places + reach).T), 1)
    assert np.all(np.abs(counts - n / 25) < 6 * np.sqrt(n / 25))  # a chance of 1e-8 each
    again = random_shift(jax.random.key(0), dots, reach)
    np.testing.assert_array_equal(again, moved)
    np.testing.assert_array_equal(random_shift(jax.random.key(1), IMAGES, 0), IMAGES)


def test_bad_input_is_named():
    key = jax.random.key(0)
    for call, message in [
        (lambda: shift(IMAGES[0], 1, 1), r"images: .*got \(5, 7, 2\)"),
        (lambda: random_shift(key, IMAGES[0], 1), r"images: .*got \(5, 7, 2\)"),
        (lambda: random_shift(key, IMAGES, -1), "max_shift: at least 0 expected, got -1"),
    ]:
        with pytest.raises(ValueError, match=message):
            call()
