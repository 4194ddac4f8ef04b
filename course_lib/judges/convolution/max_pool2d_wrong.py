"""Wrong answers to 2.6 max_pool2d, in NumPy: nothing has to be compiled to recognise them."""

from __future__ import annotations

import jax.numpy as jnp
import numpy as np


def mean(x, size):
    x = np.asarray(x)
    batch, height, width, channels = x.shape
    rows, columns = height // size, width // size
    windows = x[:, : rows * size, : columns * size].reshape(batch, rows, size, columns, size, channels)
    return windows.mean(axis=(2, 4))


def sum_of_the_window(x, size):
    x = np.asarray(x)
    batch, height, width, channels = x.shape
    rows, columns = height // size, width // size
    windows = x[:, : rows * size, : columns * size].reshape(batch, rows, size, columns, size, channels)
    return windows.sum(axis=(2, 4))


def minimum(x, size):
    x = np.asarray(x)
    batch, height, width, channels = x.shape
    rows, columns = height // size, width // size
    windows = x[:, : rows * size, : columns * size].reshape(batch, rows, size, columns, size, channels)
    return windows.min(axis=(2, 4))


def middle(x, size):
    x = np.asarray(x)
    batch, height, width, channels = x.shape
    rows, columns = height // size, width // size
    windows = x[:, : rows * size, : columns * size].reshape(batch, rows, size, columns, size, channels)
    return np.median(windows, axis=(2, 4))


def largest_in_size(x, size):
    x = np.asarray(x)
    batch, height, width, channels = x.shape
    rows, columns = height // size, width // size
    windows = x[:, : rows * size, : columns * size].reshape(batch, rows, size, columns, size, channels)
    return np.abs(windows).max(axis=(2, 4))


def starts_from_zero(x, size):
    x = np.asarray(x)
    batch, height, width, channels = x.shape
    rows, columns = height // size, width // size
    windows = x[:, : rows * size, : columns * size].reshape(batch, rows, size, columns, size, channels)
    return np.maximum(windows.max(axis=(2, 4)), 0)


def upper_left_only(x, size):
    x = np.asarray(x)
    batch, height, width, channels = x.shape
    rows, columns = height // size, width // size
    windows = x[:, : rows * size, : columns * size].reshape(batch, rows, size, columns, size, channels)
    return windows[:, :, 0, :, 0]


def lower_right_only(x, size):
    x = np.asarray(x)
    batch, height, width, channels = x.shape
    rows, columns = height // size, width // size
    windows = x[:, : rows * size, : columns * size].reshape(batch, rows, size, columns, size, channels)
    return windows[:, :, -1, :, -1]


def pixels_skipped_to_the_end(x, size):
    x = np.asarray(x)
    return x[:, ::size, ::size]


def overlapping(x, size):
    x = np.asarray(x)
    windows = np.lib.stride_tricks.sliding_window_view(x, (size, size), axis=(1, 2))
    return windows.max(axis=(4, 5))


def stride_of_two(x, size):
    x = np.asarray(x)
    windows = np.lib.stride_tricks.sliding_window_view(x, (size, size), axis=(1, 2))
    return windows[:, ::2, ::2].max(axis=(4, 5))


def windows_of_two(x, size):
    x = np.asarray(x)
    rows, columns = x.shape[1] // 2, x.shape[2] // 2
    return x[:, : 2 * rows, : 2 * columns].reshape(len(x), rows, 2, columns, 2, -1).max(axis=(2, 4))


def edge_kept(x, size):
    x = np.asarray(x)
    batch, height, width, channels = x.shape
    rows, columns = -(-height // size), -(-width // size)
    result = np.zeros((batch, rows, columns, channels))
    for i in range(rows):
        for j in range(columns):
            result[:, i, j] = x[:, i * size : (i + 1) * size, j * size : (j + 1) * size].max(axis=(1, 2))
    return result


def edge_filled_with_zeros(x, size):
    x = np.asarray(x)
    batch, height, width, channels = x.shape
    rows, columns = -(-height // size), -(-width // size)
    x = np.pad(x, ((0, 0), (0, rows * size - height), (0, columns * size - width), (0, 0)))
    return x.reshape(batch, rows, size, columns, size, channels).max(axis=(2, 4))


def near_edge_dropped(x, size):
    x = np.asarray(x)
    batch, height, width, channels = x.shape
    rows, columns = height // size, width // size
    x = x[:, height - rows * size :, width - columns * size :]
    return x.reshape(batch, rows, size, columns, size, channels).max(axis=(2, 4))


def edge_in_the_last_window(x, size):
    x = np.asarray(x)
    batch, height, width, channels = x.shape
    rows, columns = height // size, width // size
    result = np.zeros((batch, rows, columns, channels))
    for i in range(rows):
        for j in range(columns):
            bottom = (i + 1) * size if i < rows - 1 else height
            right = (j + 1) * size if j < columns - 1 else width
            result[:, i, j] = x[:, i * size : bottom, j * size : right].max(axis=(1, 2))
    return result


def reshape_without_cutting(x, size):
    x = np.asarray(x)
    batch, height, width, channels = x.shape
    rows, columns = height // size, width // size
    return x.reshape(batch, rows, size, columns, size, channels).max(axis=(2, 4))


def reshape_without_cutting_jax(x, size):
    batch, height, width, channels = x.shape
    rows, columns = height // size, width // size
    return jnp.asarray(x).reshape(batch, rows, size, columns, size, channels).max(axis=(2, 4))


def one_window_less(x, size):
    x = np.asarray(x)
    batch, height, width, channels = x.shape
    rows, columns = height // size, width // size
    windows = x[:, : rows * size, : columns * size].reshape(batch, rows, size, columns, size, channels)
    return windows.max(axis=(2, 4))[:, :-1, :-1]


def whole_image(x, size):
    x = np.asarray(x)
    return x.max(axis=(1, 2), keepdims=True)


def whole_image_without_axes(x, size):
    x = np.asarray(x)
    return x.max(axis=(1, 2))


def channels_too(x, size):
    x = np.asarray(x)
    batch, height, width, channels = x.shape
    rows, columns = height // size, width // size
    windows = x[:, : rows * size, : columns * size].reshape(batch, rows, size, columns, size, channels)
    return windows.max(axis=(2, 4, 5))


def channels_too_kept(x, size):
    x = np.asarray(x)
    batch, height, width, channels = x.shape
    rows, columns = height // size, width // size
    windows = x[:, : rows * size, : columns * size].reshape(batch, rows, size, columns, size, channels)
    return windows.max(axis=(2, 4, 5))[..., None]


def samples_too(x, size):
    x = np.asarray(x)
    batch, height, width, channels = x.shape
    rows, columns = height // size, width // size
    windows = x[:, : rows * size, : columns * size].reshape(batch, rows, size, columns, size, channels)
    return windows.max(axis=(0, 2, 4))


def samples_too_kept(x, size):
    x = np.asarray(x)
    batch, height, width, channels = x.shape
    rows, columns = height // size, width // size
    windows = x[:, : rows * size, : columns * size].reshape(batch, rows, size, columns, size, channels)
    return windows.max(axis=(0, 2, 4))[None]


def first_sample_only(x, size):
    x = np.asarray(x)
    batch, height, width, channels = x.shape
    rows, columns = height // size, width // size
    windows = x[:, : rows * size, : columns * size].reshape(batch, rows, size, columns, size, channels)
    return windows.max(axis=(2, 4))[:1]


def batch_axis_lost(x, size):
    x = np.asarray(x)
    batch, height, width, channels = x.shape
    rows, columns = height // size, width // size
    windows = x[:, : rows * size, : columns * size].reshape(batch, rows, size, columns, size, channels)
    return windows.max(axis=(2, 4))[0]


def first_channel_only(x, size):
    x = np.asarray(x)
    batch, height, width, channels = x.shape
    rows, columns = height // size, width // size
    windows = x[:, : rows * size, : columns * size].reshape(batch, rows, size, columns, size, channels)
    return windows.max(axis=(2, 4))[..., :1]


def rows_only(x, size):
    x = np.asarray(x)
    batch, height, width, channels = x.shape
    rows = height // size
    return x[:, : rows * size].reshape(batch, rows, size, width, channels).max(axis=2)


def columns_only(x, size):
    x = np.asarray(x)
    batch, height, width, channels = x.shape
    columns = width // size
    return x[:, :, : columns * size].reshape(batch, height, columns, size, channels).max(axis=3)


def size_axes_together(x, size):
    x = np.asarray(x)
    batch, height, width, channels = x.shape
    rows, columns = height // size, width // size
    x = x[:, : rows * size, : columns * size]
    return x.reshape(batch, rows, columns, size, size, channels).max(axis=(3, 4))


def size_axes_in_front(x, size):
    x = np.asarray(x)
    batch, height, width, channels = x.shape
    rows, columns = height // size, width // size
    x = x[:, : rows * size, : columns * size]
    return x.reshape(batch, size, rows, size, columns, channels).max(axis=(1, 3))


def places_reduced(x, size):
    x = np.asarray(x)
    batch, height, width, channels = x.shape
    rows, columns = height // size, width // size
    windows = x[:, : rows * size, : columns * size].reshape(batch, rows, size, columns, size, channels)
    return windows.max(axis=(1, 3))


def one_axis_of_the_window(x, size):
    x = np.asarray(x)
    batch, height, width, channels = x.shape
    rows, columns = height // size, width // size
    windows = x[:, : rows * size, : columns * size].reshape(batch, rows, size, columns, size, channels)
    return windows.max(axis=4)


def one_axis_of_the_window_rows(x, size):
    x = np.asarray(x)
    batch, height, width, channels = x.shape
    rows, columns = height // size, width // size
    windows = x[:, : rows * size, : columns * size].reshape(batch, rows, size, columns, size, channels)
    return windows.max(axis=2)


def windows_not_reduced(x, size):
    x = np.asarray(x)
    batch, height, width, channels = x.shape
    rows, columns = height // size, width // size
    windows = x[:, : rows * size, : columns * size].reshape(batch, rows, size, columns, size, channels)
    return windows


def rows_and_columns_exchanged(x, size):
    x = np.asarray(x)
    batch, height, width, channels = x.shape
    rows, columns = height // size, width // size
    windows = x[:, : rows * size, : columns * size].reshape(batch, rows, size, columns, size, channels)
    return windows.max(axis=(2, 4)).transpose(0, 2, 1, 3)


def square_images_of_height(x, size):
    x = np.asarray(x)
    batch, height, _, channels = x.shape
    rows = height // size
    windows = x[:, : rows * size, : rows * size].reshape(batch, rows, size, rows, size, channels)
    return windows.max(axis=(2, 4))


def square_images_of_width(x, size):
    x = np.asarray(x)
    batch, _, width, channels = x.shape
    rows = width // size
    windows = x[:, : rows * size, : rows * size].reshape(batch, rows, size, rows, size, channels)
    return windows.max(axis=(2, 4))


def square_images_of_height_jax(x, size):
    batch, height, _, channels = x.shape
    rows = height // size
    windows = jnp.asarray(x)[:, : rows * size, : rows * size].reshape(batch, rows, size, rows, size, channels)
    return windows.max(axis=(2, 4))


def square_images_of_width_jax(x, size):
    batch, _, width, channels = x.shape
    rows = width // size
    windows = jnp.asarray(x)[:, : rows * size, : rows * size].reshape(batch, rows, size, rows, size, channels)
    return windows.max(axis=(2, 4))


def square_images_in_loops(x, size):
    x = np.asarray(x)
    batch, height, width, channels = x.shape
    rows = height // size
    result = np.zeros((batch, rows, rows, channels))
    for i in range(rows):
        for j in range(rows):
            window = x[:, i * size : (i + 1) * size, j * size : (j + 1) * size]
            result[:, i, j] = window.max(axis=(1, 2)) if window.size else 0
    return result


def windows_begin_at_every_pixel(x, size):
    x = np.asarray(x)
    batch, height, width, channels = x.shape
    rows, columns = height // size, width // size
    result = np.zeros((batch, rows, columns, channels))
    for i in range(rows):
        for j in range(columns):
            result[:, i, j] = x[:, i : i + size, j : j + size].max(axis=(1, 2))
    return result


def height_and_width_taken_wrong(x, size):
    x = np.asarray(x)
    batch, height, width, channels = x.shape
    x = x[: len(x) // size * size, : height // size * size]
    return x.reshape(-1, size, height // size, size, width, channels).max(axis=(1, 3))


def size_as_number_of_windows(x, size):
    x = np.asarray(x)
    batch, height, width, channels = x.shape
    high, wide = height // size, width // size
    x = x[:, : high * size, : wide * size]
    return x.reshape(batch, size, high, size, wide, channels).max(axis=(2, 4))


def place_of_the_largest(x, size):
    x = np.asarray(x)
    batch, height, width, channels = x.shape
    rows, columns = height // size, width // size
    windows = x[:, : rows * size, : columns * size].reshape(batch, rows, size, columns, size, channels)
    flat = windows.transpose(0, 1, 3, 5, 2, 4).reshape(batch, rows, columns, channels, -1)
    return flat.argmax(axis=-1)


def channels_in_front(x, size):
    x = np.asarray(x)
    batch, height, width, channels = x.shape
    rows, columns = height // size, width // size
    windows = x[:, : rows * size, : columns * size].reshape(batch, rows, size, columns, size, channels)
    return windows.max(axis=(2, 4)).transpose(0, 3, 1, 2)


def whole_numbers(x, size):
    x = np.asarray(x)
    batch, height, width, channels = x.shape
    rows, columns = height // size, width // size
    windows = x[:, : rows * size, : columns * size].reshape(batch, rows, size, columns, size, channels)
    return windows.max(axis=(2, 4)).astype(int)


def rounded(x, size):
    x = np.asarray(x)
    batch, height, width, channels = x.shape
    rows, columns = height // size, width // size
    windows = x[:, : rows * size, : columns * size].reshape(batch, rows, size, columns, size, channels)
    return np.round(windows.max(axis=(2, 4)))


def back_to_full_size(x, size):
    x = np.asarray(x)
    batch, height, width, channels = x.shape
    rows, columns = height // size, width // size
    windows = x[:, : rows * size, : columns * size].reshape(batch, rows, size, columns, size, channels)
    return windows.max(axis=(2, 4)).repeat(size, axis=1).repeat(size, axis=2)


def writes_into_the_image(x, size):
    x = x if isinstance(x, np.ndarray) else np.array(x)
    rows, columns = x.shape[1] // size, x.shape[2] // size
    for i in range(rows):
        for j in range(columns):
            window = x[:, i * size : (i + 1) * size, j * size : (j + 1) * size]
            x[:, i, j] = window.max(axis=(1, 2))
    return x[:, :rows, :columns]


def everything_at_once(x, size):
    x = np.asarray(x)
    batch, height, width, channels = x.shape
    result = np.zeros((batch, height // size, width // size, channels))
    for i in range(height // size):
        for j in range(width // size):
            result[:, i, j] = x[:, i * size : (i + 1) * size, j * size : (j + 1) * size].max()
    return result


def everything_at_once_but_samples(x, size):
    x = np.asarray(x)
    batch, height, width, channels = x.shape
    result = np.zeros((batch, height // size, width // size, channels))
    for n in range(batch):
        for i in range(height // size):
            for j in range(width // size):
                result[n, i, j] = x[n, i * size : (i + 1) * size, j * size : (j + 1) * size].max()
    return result


def samples_behind_places(x, size):
    x = np.asarray(x)
    batch, height, width, channels = x.shape
    rows, columns = height // size, width // size
    windows = x[:, : rows * size, : columns * size].reshape(batch, rows, size, columns, size, channels)
    return windows.max(axis=(2, 4)).transpose(1, 2, 0, 3)


def starts_from_minus_ten(x, size):
    x = np.asarray(x)
    batch, height, width, channels = x.shape
    rows, columns = height // size, width // size
    windows = x[:, : rows * size, : columns * size].reshape(batch, rows, size, columns, size, channels)
    return np.maximum(windows.max(axis=(2, 4)), -10)


def starts_from_minus_a_hundred(x, size):
    x = np.asarray(x)
    batch, height, width, channels = x.shape
    rows, columns = height // size, width // size
    windows = x[:, : rows * size, : columns * size].reshape(batch, rows, size, columns, size, channels)
    return np.maximum(windows.max(axis=(2, 4)), -100)


def starts_from_minus_a_thousand(x, size):
    x = np.asarray(x)
    batch, height, width, channels = x.shape
    rows, columns = height // size, width // size
    windows = x[:, : rows * size, : columns * size].reshape(batch, rows, size, columns, size, channels)
    return np.maximum(windows.max(axis=(2, 4)), -1000)


def starts_from_minus_a_million(x, size):
    x = np.asarray(x)
    batch, height, width, channels = x.shape
    rows, columns = height // size, width // size
    windows = x[:, : rows * size, : columns * size].reshape(batch, rows, size, columns, size, channels)
    return np.maximum(windows.max(axis=(2, 4)), -1e6)


def starts_from_minus_a_billion(x, size):
    x = np.asarray(x)
    batch, height, width, channels = x.shape
    rows, columns = height // size, width // size
    windows = x[:, : rows * size, : columns * size].reshape(batch, rows, size, columns, size, channels)
    return np.maximum(windows.max(axis=(2, 4)), -1e9)


def everything_at_once_but_channels(x, size):
    x = np.asarray(x)
    batch, height, width, channels = x.shape
    rows, columns = height // size, width // size
    windows = x[:, : rows * size, : columns * size].reshape(batch, rows, size, columns, size, channels)
    return np.broadcast_to(windows.max(axis=(0, 2, 4)), (batch, rows, columns, channels))


def first_sample_among_zeros(x, size):
    x = np.asarray(x)
    batch, height, width, channels = x.shape
    rows, columns = height // size, width // size
    windows = x[:, : rows * size, : columns * size].reshape(batch, rows, size, columns, size, channels)
    result = np.zeros((batch, rows, columns, channels))
    result[0] = windows[0].max(axis=(1, 3))
    return result


def first_channel_among_zeros(x, size):
    x = np.asarray(x)
    batch, height, width, channels = x.shape
    rows, columns = height // size, width // size
    windows = x[:, : rows * size, : columns * size].reshape(batch, rows, size, columns, size, channels)
    result = np.zeros((batch, rows, columns, channels))
    result[..., 0] = windows.max(axis=(2, 4))[..., 0]
    return result
