"""Wrong answers to 2.3, first half: pad2d, and correlate2d_strided as it becomes on top of such a border."""

from __future__ import annotations

import jax.numpy as jnp
import numpy as np


def pad_before(image, p):
    return np.pad(np.asarray(image), ((p, 0), (p, 0)))


def pad_behind(image, p):
    return np.pad(np.asarray(image), ((0, p), (0, p)))


def pad_left_and_right(image, p):
    return np.pad(np.asarray(image), ((0, 0), (p, p)))


def pad_above_and_below(image, p):
    return np.pad(np.asarray(image), ((p, p), (0, 0)))


def pad_by_half(image, p):
    return np.pad(np.asarray(image), p // 2)


def pad_split(image, p):
    return np.pad(np.asarray(image), ((p // 2, p - p // 2), (p // 2, p - p // 2)))


def pad_by_twice(image, p):
    return np.pad(np.asarray(image), 2 * p)


def pad_by_one(image, p):
    return np.pad(np.asarray(image), 1)


def pad_with_ones(image, p):
    return np.pad(np.asarray(image), p, constant_values=1)


def pad_with_the_edge(image, p):
    return np.pad(np.asarray(image), p, mode="edge")


def pad_with_mirror(image, p):
    return np.pad(np.asarray(image), p, mode="symmetric")


def pad_around_the_world(image, p):
    return np.pad(np.asarray(image), p, mode="wrap")


def pad_image_in_the_corner(image, p):
    image = np.asarray(image)
    result = np.zeros((image.shape[0] + 2 * p, image.shape[1] + 2 * p))
    result[: image.shape[0], : image.shape[1]] = image
    return result


def pad_image_in_the_far_corner(image, p):
    image = np.asarray(image)
    result = np.zeros((image.shape[0] + 2 * p, image.shape[1] + 2 * p))
    result[2 * p :, 2 * p :] = image
    return result


def pad_up_to_minus_p(image, p):
    image = np.asarray(image)
    result = np.zeros((image.shape[0] + 2 * p, image.shape[1] + 2 * p))
    result[p:-p, p:-p] = image
    return result


def pad_up_to_minus_p_jax(image, p):
    result = jnp.zeros((image.shape[0] + 2 * p, image.shape[1] + 2 * p))
    return result.at[p:-p, p:-p].set(image)


def pad_height_for_both(image, p):
    image = np.asarray(image)
    size = image.shape[0] + 2 * p
    result = np.zeros((size, size))
    result[p : p + image.shape[0], p : p + image.shape[1]] = image
    return result


def pad_width_for_both(image, p):
    image = np.asarray(image)
    size = image.shape[1] + 2 * p
    result = np.zeros((size, size))
    result[p : p + image.shape[0], p : p + image.shape[1]] = image
    return result


def pad_sides_exchanged(image, p):
    image = np.asarray(image)
    result = np.zeros((image.shape[1] + 2 * p, image.shape[0] + 2 * p))
    result[p : p + image.shape[0], p : p + image.shape[1]] = image
    return result


def pad_whole_numbers(image, p):
    return np.pad(np.asarray(image).astype(int), p)


def pad_nothing_but_zeros(image, p):
    return np.zeros((np.shape(image)[0] + 2 * p, np.shape(image)[1] + 2 * p))


def pad_set_without_keeping(image, p):
    result = jnp.zeros((image.shape[0] + 2 * p, image.shape[1] + 2 * p))
    result.at[p : p + image.shape[0], p : p + image.shape[1]].set(image)
    return result


def slide_pad_before(image, kernel, stride, padding):
    padded, (kh, kw) = np.pad(np.asarray(image), ((padding, 0), (padding, 0))), kernel.shape
    windows = np.lib.stride_tricks.sliding_window_view(padded, (kh, kw))[::stride, ::stride]
    return np.sum(windows * np.asarray(kernel), axis=(2, 3))


def slide_pad_behind(image, kernel, stride, padding):
    padded, (kh, kw) = np.pad(np.asarray(image), ((0, padding), (0, padding))), kernel.shape
    windows = np.lib.stride_tricks.sliding_window_view(padded, (kh, kw))[::stride, ::stride]
    return np.sum(windows * np.asarray(kernel), axis=(2, 3))


def slide_pad_left_and_right(image, kernel, stride, padding):
    padded, (kh, kw) = np.pad(np.asarray(image), ((0, 0), (padding, padding))), kernel.shape
    windows = np.lib.stride_tricks.sliding_window_view(padded, (kh, kw))[::stride, ::stride]
    return np.sum(windows * np.asarray(kernel), axis=(2, 3))


def slide_pad_above_and_below(image, kernel, stride, padding):
    padded, (kh, kw) = np.pad(np.asarray(image), ((padding, padding), (0, 0))), kernel.shape
    windows = np.lib.stride_tricks.sliding_window_view(padded, (kh, kw))[::stride, ::stride]
    return np.sum(windows * np.asarray(kernel), axis=(2, 3))


def slide_pad_by_twice(image, kernel, stride, padding):
    padded, (kh, kw) = np.pad(np.asarray(image), 2 * padding), kernel.shape
    windows = np.lib.stride_tricks.sliding_window_view(padded, (kh, kw))[::stride, ::stride]
    return np.sum(windows * np.asarray(kernel), axis=(2, 3))


def slide_pad_with_the_edge(image, kernel, stride, padding):
    padded, (kh, kw) = np.pad(np.asarray(image), padding, mode="edge"), kernel.shape
    windows = np.lib.stride_tricks.sliding_window_view(padded, (kh, kw))[::stride, ::stride]
    return np.sum(windows * np.asarray(kernel), axis=(2, 3))


def slide_pad_with_mirror(image, kernel, stride, padding):
    padded, (kh, kw) = np.pad(np.asarray(image), padding, mode="symmetric"), kernel.shape
    windows = np.lib.stride_tricks.sliding_window_view(padded, (kh, kw))[::stride, ::stride]
    return np.sum(windows * np.asarray(kernel), axis=(2, 3))


def slide_pad_around_the_world(image, kernel, stride, padding):
    padded, (kh, kw) = np.pad(np.asarray(image), padding, mode="wrap"), kernel.shape
    windows = np.lib.stride_tricks.sliding_window_view(padded, (kh, kw))[::stride, ::stride]
    return np.sum(windows * np.asarray(kernel), axis=(2, 3))


def slide_pad_image_in_the_corner(image, kernel, stride, padding):
    padded, (kh, kw) = np.pad(np.asarray(image), ((0, 2 * padding), (0, 2 * padding))), kernel.shape
    windows = np.lib.stride_tricks.sliding_window_view(padded, (kh, kw))[::stride, ::stride]
    return np.sum(windows * np.asarray(kernel), axis=(2, 3))


def slide_pad_up_to_minus_p(image, kernel, stride, padding):
    image, (kh, kw) = np.asarray(image), kernel.shape
    padded = np.zeros((image.shape[0] + 2 * padding, image.shape[1] + 2 * padding))
    padded[padding:-padding, padding:-padding] = image
    windows = np.lib.stride_tricks.sliding_window_view(padded, (kh, kw))[::stride, ::stride]
    return np.sum(windows * np.asarray(kernel), axis=(2, 3))


def slide_pad_up_to_minus_p_jax(image, kernel, stride, padding):
    padded = jnp.zeros((image.shape[0] + 2 * padding, image.shape[1] + 2 * padding))
    padded = np.asarray(padded.at[padding:-padding, padding:-padding].set(image))
    windows = np.lib.stride_tricks.sliding_window_view(padded, kernel.shape)[::stride, ::stride]
    return np.sum(windows * np.asarray(kernel), axis=(2, 3))


def slide_pad_whole_numbers(image, kernel, stride, padding):
    padded, (kh, kw) = np.pad(np.asarray(image).astype(int), padding), kernel.shape
    windows = np.lib.stride_tricks.sliding_window_view(padded, (kh, kw))[::stride, ::stride]
    return np.sum(windows * np.asarray(kernel), axis=(2, 3))


def slide_pad_whole_numbers_into_floats(image, kernel, stride, padding):
    padded, (kh, kw) = np.pad(np.asarray(image).astype(int), padding), kernel.shape
    windows = np.lib.stride_tricks.sliding_window_view(padded, (kh, kw))[::stride, ::stride]
    return np.sum(windows * np.asarray(kernel, np.float64), axis=(2, 3))


def pad_with_mirror_about_the_edge(image, p):
    return np.pad(np.asarray(image), p, mode="reflect")


def slide_pad_with_mirror_about_the_edge(image, kernel, stride, padding):
    padded, (kh, kw) = np.pad(np.asarray(image), padding, mode="reflect"), kernel.shape
    windows = np.lib.stride_tricks.sliding_window_view(padded, (kh, kw))[::stride, ::stride]
    return np.sum(windows * np.asarray(kernel), axis=(2, 3))


def slide_pad_by_half(image, kernel, stride, padding):
    padded, (kh, kw) = np.pad(np.asarray(image), padding // 2), kernel.shape
    windows = np.lib.stride_tricks.sliding_window_view(padded, (kh, kw))[::stride, ::stride]
    return np.sum(windows * np.asarray(kernel), axis=(2, 3))


def slide_pad_split(image, kernel, stride, padding):
    borders, (kh, kw) = ((padding // 2, padding - padding // 2), (padding // 2, padding - padding // 2)), kernel.shape
    padded = np.pad(np.asarray(image), borders)
    windows = np.lib.stride_tricks.sliding_window_view(padded, (kh, kw))[::stride, ::stride]
    return np.sum(windows * np.asarray(kernel), axis=(2, 3))


def slide_pad_by_one(image, kernel, stride, padding):
    padded, (kh, kw) = np.pad(np.asarray(image), 1), kernel.shape
    windows = np.lib.stride_tricks.sliding_window_view(padded, (kh, kw))[::stride, ::stride]
    return np.sum(windows * np.asarray(kernel), axis=(2, 3))


def slide_pad_with_ones(image, kernel, stride, padding):
    padded, (kh, kw) = np.pad(np.asarray(image), padding, constant_values=1), kernel.shape
    windows = np.lib.stride_tricks.sliding_window_view(padded, (kh, kw))[::stride, ::stride]
    return np.sum(windows * np.asarray(kernel), axis=(2, 3))


def slide_pad_image_in_the_far_corner(image, kernel, stride, padding):
    padded, (kh, kw) = np.pad(np.asarray(image), ((2 * padding, 0), (2 * padding, 0))), kernel.shape
    windows = np.lib.stride_tricks.sliding_window_view(padded, (kh, kw))[::stride, ::stride]
    return np.sum(windows * np.asarray(kernel), axis=(2, 3))


def slide_pad_nothing_but_zeros(image, kernel, stride, padding):
    height, width = image.shape[0] + 2 * padding, image.shape[1] + 2 * padding
    return np.zeros(((height - kernel.shape[0]) // stride + 1, (width - kernel.shape[1]) // stride + 1))
