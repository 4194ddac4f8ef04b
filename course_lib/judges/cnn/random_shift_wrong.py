"""Wrong answers to 5.7 random_shift."""

from __future__ import annotations

import jax
import numpy as np


def one_shift_for_all(key, images, max_shift):
    random = np.random.default_rng(np.asarray(jax.random.key_data(key)))
    images, (n, height, width, _) = np.asarray(images), np.shape(images)
    result = np.zeros_like(images)
    shifts = np.repeat(random.integers(-max_shift, max_shift + 1, (1, 2)), n, axis=0)
    for i in range(n):
        dy, dx = shifts[i]
        for y in range(height):
            for x in range(width):
                if 0 <= y - dy < height and 0 <= x - dx < width:
                    result[i, y, x] = images[i, y - dy, x - dx]
    return result


def wraps_round(key, images, max_shift):
    random = np.random.default_rng(np.asarray(jax.random.key_data(key)))
    images, (n, height, width, _) = np.asarray(images), np.shape(images)
    result = np.zeros_like(images)
    shifts = random.integers(-max_shift, max_shift + 1, (n, 2))
    for i in range(n):
        dy, dx = shifts[i]
        for y in range(height):
            for x in range(width):
                result[i, y, x] = images[i, (y - dy) % height, (x - dx) % width]
    return result


def edge_repeated(key, images, max_shift):
    random = np.random.default_rng(np.asarray(jax.random.key_data(key)))
    images, (n, height, width, _) = np.asarray(images), np.shape(images)
    result = np.zeros_like(images)
    shifts = random.integers(-max_shift, max_shift + 1, (n, 2))
    for i in range(n):
        dy, dx = shifts[i]
        for y in range(height):
            for x in range(width):
                result[i, y, x] = images[i, min(max(y - dy, 0), height - 1), min(max(x - dx, 0), width - 1)]
    return result


def ones_move_in(key, images, max_shift):
    random = np.random.default_rng(np.asarray(jax.random.key_data(key)))
    images, (n, height, width, _) = np.asarray(images), np.shape(images)
    result = np.zeros_like(images)
    shifts = random.integers(-max_shift, max_shift + 1, (n, 2))
    for i in range(n):
        dy, dx = shifts[i]
        for y in range(height):
            for x in range(width):
                inside = 0 <= y - dy < height and 0 <= x - dx < width
                result[i, y, x] = images[i, y - dy, x - dx] if inside else 1
    return result


def old_pixels_stay(key, images, max_shift):
    random = np.random.default_rng(np.asarray(jax.random.key_data(key)))
    images, (n, height, width, _) = np.asarray(images), np.shape(images)
    result = np.zeros_like(images)
    shifts = random.integers(-max_shift, max_shift + 1, (n, 2))
    for i in range(n):
        dy, dx = shifts[i]
        for y in range(height):
            for x in range(width):
                inside = 0 <= y - dy < height and 0 <= x - dx < width
                result[i, y, x] = images[i, y - dy, x - dx] if inside else images[i, y, x]
    return result


def largest_shift_missing(key, images, max_shift):
    random = np.random.default_rng(np.asarray(jax.random.key_data(key)))
    images, (n, height, width, _) = np.asarray(images), np.shape(images)
    result = np.zeros_like(images)
    shifts = random.integers(-max_shift, max(max_shift, 1 - max_shift), (n, 2))
    for i in range(n):
        dy, dx = shifts[i]
        for y in range(height):
            for x in range(width):
                if 0 <= y - dy < height and 0 <= x - dx < width:
                    result[i, y, x] = images[i, y - dy, x - dx]
    return result


def one_way_only(key, images, max_shift):
    random = np.random.default_rng(np.asarray(jax.random.key_data(key)))
    images, (n, height, width, _) = np.asarray(images), np.shape(images)
    result = np.zeros_like(images)
    shifts = random.integers(0, max_shift + 1, (n, 2))
    for i in range(n):
        dy, dx = shifts[i]
        for y in range(height):
            for x in range(width):
                if 0 <= y - dy < height and 0 <= x - dx < width:
                    result[i, y, x] = images[i, y - dy, x - dx]
    return result


def one_way_without_the_end(key, images, max_shift):
    random = np.random.default_rng(np.asarray(jax.random.key_data(key)))
    images, (n, height, width, _) = np.asarray(images), np.shape(images)
    result = np.zeros_like(images)
    shifts = random.integers(0, max(max_shift, 1), (n, 2))
    for i in range(n):
        dy, dx = shifts[i]
        for y in range(height):
            for x in range(width):
                if 0 <= y - dy < height and 0 <= x - dx < width:
                    result[i, y, x] = images[i, y - dy, x - dx]
    return result


def other_way_only(key, images, max_shift):
    random = np.random.default_rng(np.asarray(jax.random.key_data(key)))
    images, (n, height, width, _) = np.asarray(images), np.shape(images)
    result = np.zeros_like(images)
    shifts = -random.integers(0, max_shift + 1, (n, 2))
    for i in range(n):
        dy, dx = shifts[i]
        for y in range(height):
            for x in range(width):
                if 0 <= y - dy < height and 0 <= x - dx < width:
                    result[i, y, x] = images[i, y - dy, x - dx]
    return result


def always_the_largest(key, images, max_shift):
    random = np.random.default_rng(np.asarray(jax.random.key_data(key)))
    images, (n, height, width, _) = np.asarray(images), np.shape(images)
    result = np.zeros_like(images)
    shifts = max_shift * random.choice([-1, 1], (n, 2))
    for i in range(n):
        dy, dx = shifts[i]
        for y in range(height):
            for x in range(width):
                if 0 <= y - dy < height and 0 <= x - dx < width:
                    result[i, y, x] = images[i, y - dy, x - dx]
    return result


def twice_as_far(key, images, max_shift):
    random = np.random.default_rng(np.asarray(jax.random.key_data(key)))
    images, (n, height, width, _) = np.asarray(images), np.shape(images)
    result = np.zeros_like(images)
    shifts = random.integers(-2 * max_shift, 2 * max_shift + 1, (n, 2))
    for i in range(n):
        dy, dx = shifts[i]
        for y in range(height):
            for x in range(width):
                if 0 <= y - dy < height and 0 <= x - dx < width:
                    result[i, y, x] = images[i, y - dy, x - dx]
    return result


def one_further(key, images, max_shift):
    random = np.random.default_rng(np.asarray(jax.random.key_data(key)))
    images, (n, height, width, _) = np.asarray(images), np.shape(images)
    result = np.zeros_like(images)
    shifts = random.integers(-max_shift - 1, max_shift + 2, (n, 2))
    for i in range(n):
        dy, dx = shifts[i]
        for y in range(height):
            for x in range(width):
                if 0 <= y - dy < height and 0 <= x - dx < width:
                    result[i, y, x] = images[i, y - dy, x - dx]
    return result


def rows_only(key, images, max_shift):
    random = np.random.default_rng(np.asarray(jax.random.key_data(key)))
    images, (n, height, width, _) = np.asarray(images), np.shape(images)
    result = np.zeros_like(images)
    shifts = np.stack([random.integers(-max_shift, max_shift + 1, n), np.zeros(n, int)], axis=1)
    for i in range(n):
        dy, dx = shifts[i]
        for y in range(height):
            for x in range(width):
                if 0 <= y - dy < height and 0 <= x - dx < width:
                    result[i, y, x] = images[i, y - dy, x - dx]
    return result


def columns_only(key, images, max_shift):
    random = np.random.default_rng(np.asarray(jax.random.key_data(key)))
    images, (n, height, width, _) = np.asarray(images), np.shape(images)
    result = np.zeros_like(images)
    shifts = np.stack([np.zeros(n, int), random.integers(-max_shift, max_shift + 1, n)], axis=1)
    for i in range(n):
        dy, dx = shifts[i]
        for y in range(height):
            for x in range(width):
                if 0 <= y - dy < height and 0 <= x - dx < width:
                    result[i, y, x] = images[i, y - dy, x - dx]
    return result


def same_on_both_axes(key, images, max_shift):
    random = np.random.default_rng(np.asarray(jax.random.key_data(key)))
    images, (n, height, width, _) = np.asarray(images), np.shape(images)
    result = np.zeros_like(images)
    shifts = np.repeat(random.integers(-max_shift, max_shift + 1, (n, 1)), 2, axis=1)
    for i in range(n):
        dy, dx = shifts[i]
        for y in range(height):
            for x in range(width):
                if 0 <= y - dy < height and 0 <= x - dx < width:
                    result[i, y, x] = images[i, y - dy, x - dx]
    return result


def rounded_uniform(key, images, max_shift):
    random = np.random.default_rng(np.asarray(jax.random.key_data(key)))
    images, (n, height, width, _) = np.asarray(images), np.shape(images)
    result = np.zeros_like(images)
    shifts = np.round(random.uniform(-max_shift, max_shift, (n, 2))).astype(int)
    for i in range(n):
        dy, dx = shifts[i]
        for y in range(height):
            for x in range(width):
                if 0 <= y - dy < height and 0 <= x - dx < width:
                    result[i, y, x] = images[i, y - dy, x - dx]
    return result


def normal_shifts(key, images, max_shift):
    random = np.random.default_rng(np.asarray(jax.random.key_data(key)))
    images, (n, height, width, _) = np.asarray(images), np.shape(images)
    result = np.zeros_like(images)
    shifts = np.clip(np.round(max_shift / 2 * random.normal(size=(n, 2))), -max_shift, max_shift).astype(int)
    for i in range(n):
        dy, dx = shifts[i]
        for y in range(height):
            for x in range(width):
                if 0 <= y - dy < height and 0 <= x - dx < width:
                    result[i, y, x] = images[i, y - dy, x - dx]
    return result


def truncated_uniform(key, images, max_shift):
    random = np.random.default_rng(np.asarray(jax.random.key_data(key)))
    images, (n, height, width, _) = np.asarray(images), np.shape(images)
    result = np.zeros_like(images)
    shifts = random.uniform(-max_shift, max_shift, (n, 2)).astype(int)
    for i in range(n):
        dy, dx = shifts[i]
        for y in range(height):
            for x in range(width):
                if 0 <= y - dy < height and 0 <= x - dx < width:
                    result[i, y, x] = images[i, y - dy, x - dx]
    return result


def fixed_seed(key, images, max_shift):
    random = np.random.default_rng(0)
    images, (n, height, width, _) = np.asarray(images), np.shape(images)
    result = np.zeros_like(images)
    shifts = random.integers(-max_shift, max_shift + 1, (n, 2))
    for i in range(n):
        dy, dx = shifts[i]
        for y in range(height):
            for x in range(width):
                if 0 <= y - dy < height and 0 <= x - dx < width:
                    result[i, y, x] = images[i, y - dy, x - dx]
    return result


def no_seed(key, images, max_shift):
    random = np.random.default_rng()
    images, (n, height, width, _) = np.asarray(images), np.shape(images)
    result = np.zeros_like(images)
    shifts = random.integers(-max_shift, max_shift + 1, (n, 2))
    for i in range(n):
        dy, dx = shifts[i]
        for y in range(height):
            for x in range(width):
                if 0 <= y - dy < height and 0 <= x - dx < width:
                    result[i, y, x] = images[i, y - dy, x - dx]
    return result


def not_shifted(key, images, max_shift):
    images, (n, height, width, _) = np.asarray(images), np.shape(images)
    result = np.zeros_like(images)
    shifts = np.zeros((n, 2), int)
    for i in range(n):
        dy, dx = shifts[i]
        for y in range(height):
            for x in range(width):
                if 0 <= y - dy < height and 0 <= x - dx < width:
                    result[i, y, x] = images[i, y - dy, x - dx]
    return result


def two_pixels_whatever(key, images, max_shift):
    random = np.random.default_rng(np.asarray(jax.random.key_data(key)))
    images, (n, height, width, _) = np.asarray(images), np.shape(images)
    result = np.zeros_like(images)
    shifts = random.integers(-2, 3, (n, 2))
    for i in range(n):
        dy, dx = shifts[i]
        for y in range(height):
            for x in range(width):
                if 0 <= y - dy < height and 0 <= x - dx < width:
                    result[i, y, x] = images[i, y - dy, x - dx]
    return result


def shifts_returned_too(key, images, max_shift):
    random = np.random.default_rng(np.asarray(jax.random.key_data(key)))
    images, (n, height, width, _) = np.asarray(images), np.shape(images)
    result = np.zeros_like(images)
    shifts = random.integers(-max_shift, max_shift + 1, (n, 2))
    for i in range(n):
        dy, dx = shifts[i]
        for y in range(height):
            for x in range(width):
                if 0 <= y - dy < height and 0 <= x - dx < width:
                    result[i, y, x] = images[i, y - dy, x - dx]
    return (result, shifts)


def list_of_images(key, images, max_shift):
    random = np.random.default_rng(np.asarray(jax.random.key_data(key)))
    images, (n, height, width, _) = np.asarray(images), np.shape(images)
    result = np.zeros_like(images)
    shifts = random.integers(-max_shift, max_shift + 1, (n, 2))
    for i in range(n):
        dy, dx = shifts[i]
        for y in range(height):
            for x in range(width):
                if 0 <= y - dy < height and 0 <= x - dx < width:
                    result[i, y, x] = images[i, y - dy, x - dx]
    return list(result)


def cropped(key, images, max_shift):
    random = np.random.default_rng(np.asarray(jax.random.key_data(key)))
    images, (n, height, width, _) = np.asarray(images), np.shape(images)
    result = np.zeros_like(images)
    shifts = random.integers(-max_shift, max_shift + 1, (n, 2))
    for i in range(n):
        dy, dx = shifts[i]
        for y in range(height):
            for x in range(width):
                if 0 <= y - dy < height and 0 <= x - dx < width:
                    result[i, y, x] = images[i, y - dy, x - dx]
    return result[:, max_shift : height - max_shift, max_shift : width - max_shift]


def framed(key, images, max_shift):
    random = np.random.default_rng(np.asarray(jax.random.key_data(key)))
    images, (n, height, width, _) = np.asarray(images), np.shape(images)
    result = np.zeros_like(images)
    shifts = random.integers(-max_shift, max_shift + 1, (n, 2))
    for i in range(n):
        dy, dx = shifts[i]
        for y in range(height):
            for x in range(width):
                if 0 <= y - dy < height and 0 <= x - dx < width:
                    result[i, y, x] = images[i, y - dy, x - dx]
    return np.pad(result, ((0, 0), (max_shift, max_shift), (max_shift, max_shift), (0, 0)))


def float16(key, images, max_shift):
    random = np.random.default_rng(np.asarray(jax.random.key_data(key)))
    images, (n, height, width, _) = np.asarray(images), np.shape(images)
    result = np.zeros_like(images)
    shifts = random.integers(-max_shift, max_shift + 1, (n, 2))
    for i in range(n):
        dy, dx = shifts[i]
        for y in range(height):
            for x in range(width):
                if 0 <= y - dy < height and 0 <= x - dx < width:
                    result[i, y, x] = images[i, y - dy, x - dx]
    return result.astype(np.float16)


def first_image_for_all(key, images, max_shift):
    random = np.random.default_rng(np.asarray(jax.random.key_data(key)))
    images, (n, height, width, _) = np.asarray(images), np.shape(images)
    result = np.zeros_like(images)
    shifts = random.integers(-max_shift, max_shift + 1, (n, 2))
    for i in range(n):
        dy, dx = shifts[i]
        for y in range(height):
            for x in range(width):
                if 0 <= y - dy < height and 0 <= x - dx < width:
                    result[i, y, x] = images[0, y - dy, x - dx]
    return result


def last_row_never_moves_in(key, images, max_shift):
    random = np.random.default_rng(np.asarray(jax.random.key_data(key)))
    images, (n, height, width, _) = np.asarray(images), np.shape(images)
    result = np.zeros_like(images)
    shifts = random.integers(-max_shift, max_shift + 1, (n, 2))
    for i in range(n):
        dy, dx = shifts[i]
        for y in range(height):
            for x in range(width):
                if 0 < y - dy < height and 0 < x - dx < width:
                    result[i, y, x] = images[i, y - dy, x - dx]
    return result


def channels_rolled(key, images, max_shift):
    random = np.random.default_rng(np.asarray(jax.random.key_data(key)))
    images, (n, height, width, _) = np.asarray(images), np.shape(images)
    result = np.zeros_like(images)
    shifts = random.integers(-max_shift, max_shift + 1, (n, 2))
    for i in range(n):
        dy, dx = shifts[i]
        for y in range(height):
            for x in range(width):
                if 0 <= y - dy < height and 0 <= x - dx < width:
                    result[i, y, x] = images[i, y - dy, x - dx][::-1] if len(images[0, 0, 0]) > 1 else 0
    return result


def in_place(key, images, max_shift):
    random = np.random.default_rng(np.asarray(jax.random.key_data(key)))
    result = images if isinstance(images, np.ndarray) else np.array(images)
    _, height, width, _ = result.shape
    for i in range(len(result)):
        dy, dx = random.integers(-max_shift, max_shift + 1, 2)
        image = result[i].copy()
        for y in range(height):
            for x in range(width):
                inside = 0 <= y - dy < height and 0 <= x - dx < width
                result[i, y, x] = image[y - dy, x - dx] if inside else 0
    return result


def other_axes_rolled(key, images, max_shift):
    random = np.random.default_rng(np.asarray(jax.random.key_data(key)))
    shift = random.integers(-max_shift, max_shift + 1, 2)
    return np.roll(np.asarray(images), shift, axis=(0, 1))


def wraps_all_alike(key, images, max_shift):
    random = np.random.default_rng(np.asarray(jax.random.key_data(key)))
    shift = random.integers(-max_shift, max_shift + 1, 2)
    return np.roll(np.asarray(images), shift, axis=(1, 2))
