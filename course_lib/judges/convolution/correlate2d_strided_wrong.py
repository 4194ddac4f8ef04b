"""Wrong answers to 2.3, second half: correlate2d_strided beside a right pad2d."""

from __future__ import annotations

import jax.numpy as jnp
import numpy as np


def stride_of_rows_only(image, kernel, stride, padding):
    padded = np.pad(np.asarray(image), padding)
    windows = np.lib.stride_tricks.sliding_window_view(padded, kernel.shape)[::stride]
    return np.sum(windows * np.asarray(kernel), axis=(2, 3))


def stride_of_columns_only(image, kernel, stride, padding):
    padded = np.pad(np.asarray(image), padding)
    windows = np.lib.stride_tricks.sliding_window_view(padded, kernel.shape)[:, ::stride]
    return np.sum(windows * np.asarray(kernel), axis=(2, 3))


def stride_forgotten(image, kernel, stride, padding):
    padded = np.pad(np.asarray(image), padding)
    windows = np.lib.stride_tricks.sliding_window_view(padded, kernel.shape)
    return np.sum(windows * np.asarray(kernel), axis=(2, 3))


def stride_in_the_size_only(image, kernel, stride, padding):
    padded = np.pad(np.asarray(image), padding)
    windows = np.lib.stride_tricks.sliding_window_view(padded, kernel.shape)
    height, width = (windows.shape[0] - 1) // stride + 1, (windows.shape[1] - 1) // stride + 1
    return np.sum(windows[:height, :width] * np.asarray(kernel), axis=(2, 3))


def stride_begins_late(image, kernel, stride, padding):
    padded = np.pad(np.asarray(image), padding)
    windows = np.lib.stride_tricks.sliding_window_view(padded, kernel.shape)[stride - 1 :: stride, stride - 1 :: stride]
    return np.sum(windows * np.asarray(kernel), axis=(2, 3))


def stride_of_kernel_size(image, kernel, stride, padding):
    padded = np.pad(np.asarray(image), padding)
    kh, kw = kernel.shape
    windows = np.lib.stride_tricks.sliding_window_view(padded, kernel.shape)[::kh, ::kw]
    return np.sum(windows * np.asarray(kernel), axis=(2, 3))


def stride_plus_one(image, kernel, stride, padding):
    padded = np.pad(np.asarray(image), padding)
    windows = np.lib.stride_tricks.sliding_window_view(padded, kernel.shape)[:: stride + 1, :: stride + 1]
    return np.sum(windows * np.asarray(kernel), axis=(2, 3))


def stride_inside_the_window(image, kernel, stride, padding):
    padded, (kh, kw) = np.pad(np.asarray(image), padding), kernel.shape
    height, width = padded.shape[0] - stride * (kh - 1), padded.shape[1] - stride * (kw - 1)
    result = np.zeros((height, width))
    for a in range(kh):
        for b in range(kw):
            result += (
                np.asarray(kernel)[a, b] * padded[a * stride : a * stride + height, b * stride : b * stride + width]
            )
    return result


def pixels_thrown_away(image, kernel, stride, padding):
    padded = np.pad(np.asarray(image), padding)[::stride, ::stride]
    windows = np.lib.stride_tricks.sliding_window_view(padded, kernel.shape)
    return np.sum(windows * np.asarray(kernel), axis=(2, 3))


def padding_forgotten(image, kernel, stride, padding):
    windows = np.lib.stride_tricks.sliding_window_view(np.asarray(image), kernel.shape)[::stride, ::stride]
    return np.sum(windows * np.asarray(kernel), axis=(2, 3))


def padding_afterwards(image, kernel, stride, padding):
    windows = np.lib.stride_tricks.sliding_window_view(np.asarray(image), kernel.shape)[::stride, ::stride]
    return np.pad(np.sum(windows * np.asarray(kernel), axis=(2, 3)), padding)


def padding_to_the_same_size(image, kernel, stride, padding):
    image, (kh, kw) = np.asarray(image), kernel.shape
    padded = np.pad(image, (((kh - 1) // 2, kh // 2), ((kw - 1) // 2, kw // 2)))
    windows = np.lib.stride_tricks.sliding_window_view(padded, kernel.shape)[::stride, ::stride]
    return np.sum(windows * np.asarray(kernel), axis=(2, 3))


def flipped(image, kernel, stride, padding):
    padded = np.pad(np.asarray(image), padding)
    windows = np.lib.stride_tricks.sliding_window_view(padded, kernel.shape)[::stride, ::stride]
    return np.sum(windows * np.asarray(kernel)[::-1, ::-1], axis=(2, 3))


def one_less(image, kernel, stride, padding):
    padded = np.pad(np.asarray(image), padding)
    windows = np.lib.stride_tricks.sliding_window_view(padded, kernel.shape)[::stride, ::stride]
    return np.sum(windows[:-1, :-1] * np.asarray(kernel), axis=(2, 3))


def starts_without_the_last(image, kernel, stride, padding):
    padded = np.pad(np.asarray(image), padding)
    windows = np.lib.stride_tricks.sliding_window_view(padded, kernel.shape)[:-1, :-1]
    return np.sum(windows[::stride, ::stride] * np.asarray(kernel), axis=(2, 3))


def count_divided_by_the_stride(image, kernel, stride, padding):
    padded = np.pad(np.asarray(image), padding)
    windows = np.lib.stride_tricks.sliding_window_view(padded, kernel.shape)
    height, width = windows.shape[0] // stride, windows.shape[1] // stride
    return np.sum(windows[::stride, ::stride][:height, :width] * np.asarray(kernel), axis=(2, 3))


def windows_stick_out(image, kernel, stride, padding):
    padded, kernel = np.pad(np.asarray(image), padding), np.asarray(kernel)
    (kh, kw), (rows, columns) = kernel.shape, padded.shape
    height, width = -(-(rows - kh) // stride) + 1, -(-(columns - kw) // stride) + 1
    longer = np.pad(padded, ((0, stride), (0, stride)))
    windows = np.lib.stride_tricks.sliding_window_view(longer, kernel.shape)[::stride, ::stride]
    return np.sum(windows[:height, :width] * kernel, axis=(2, 3))


def every_start_counts(image, kernel, stride, padding):
    padded, kernel = np.pad(np.asarray(image), padding), np.asarray(kernel)
    (kh, kw), (rows, columns) = kernel.shape, padded.shape
    longer = np.pad(padded, ((0, kh), (0, kw)))
    windows = np.lib.stride_tricks.sliding_window_view(longer, kernel.shape)[:rows:stride, :columns:stride]
    return np.sum(windows * kernel, axis=(2, 3))


def windows_stick_out_and_stop(image, kernel, stride, padding):
    padded, kernel = np.pad(np.asarray(image), padding), np.asarray(kernel)
    kh, kw = kernel.shape
    height, width = -(-(padded.shape[0] - kh) // stride) + 1, -(-(padded.shape[1] - kw) // stride) + 1
    result = np.zeros((height, width))
    for i in range(height):
        for j in range(width):
            window = padded[i * stride : i * stride + kh, j * stride : j * stride + kw]
            result[i, j] = np.sum(window * kernel)
    return result


def every_start_counts_and_stops(image, kernel, stride, padding):
    padded, kernel = np.pad(np.asarray(image), padding), np.asarray(kernel)
    kh, kw = kernel.shape
    rows = []
    for i in range(0, padded.shape[0], stride):
        rows.append(
            [np.sum(padded[i : i + kh, j : j + kw] * kernel) for j in range(0, padded.shape[1], stride)],
        )
    return np.array(rows)


def size_of_the_image_alone(image, kernel, stride, padding):
    image, kernel = np.asarray(image), np.asarray(kernel)
    (kh, kw), padded = kernel.shape, np.pad(image, padding)
    height, width = (image.shape[0] - kh) // stride + 1, (image.shape[1] - kw) // stride + 1
    windows = np.lib.stride_tricks.sliding_window_view(padded, kernel.shape)[::stride, ::stride]
    return np.sum(windows[:height, :width] * kernel, axis=(2, 3))


def width_for_both(image, kernel, stride, padding):
    padded, kernel = np.pad(np.asarray(image), padding), np.asarray(kernel)
    kh, kw = kernel.shape
    size = (padded.shape[1] - kw) // stride + 1
    result = np.zeros((size, size))
    for i in range(size):
        for j in range(size):
            result[i, j] = np.sum(padded[i * stride : i * stride + kh, j * stride : j * stride + kw] * kernel)
    return result


def height_for_both(image, kernel, stride, padding):
    padded, kernel = np.pad(np.asarray(image), padding), np.asarray(kernel)
    kh, kw = kernel.shape
    size = (padded.shape[0] - kh) // stride + 1
    result = np.zeros((size, size))
    for i in range(size):
        for j in range(size):
            result[i, j] = np.sum(padded[i * stride : i * stride + kh, j * stride : j * stride + kw] * kernel)
    return result


def sides_of_the_result_exchanged(image, kernel, stride, padding):
    padded = np.pad(np.asarray(image), padding)
    windows = np.lib.stride_tricks.sliding_window_view(padded, kernel.shape)[::stride, ::stride]
    return np.sum(windows * np.asarray(kernel), axis=(2, 3)).T


def kernels_height_for_both(image, kernel, stride, padding):
    padded, kernel = np.pad(np.asarray(image), padding), np.asarray(kernel)
    k = kernel.shape[0]
    height, width = (padded.shape[0] - k) // stride + 1, (padded.shape[1] - k) // stride + 1
    result = np.zeros((height, width))
    for i in range(height):
        for j in range(width):
            result[i, j] = np.sum(padded[i * stride : i * stride + k, j * stride : j * stride + k] * kernel)
    return result


def mean_of_the_products(image, kernel, stride, padding):
    padded = np.pad(np.asarray(image), padding)
    windows = np.lib.stride_tricks.sliding_window_view(padded, kernel.shape)[::stride, ::stride]
    return np.mean(windows * np.asarray(kernel), axis=(2, 3))


def stride_and_padding_exchanged(image, kernel, stride, padding):
    padded = np.pad(np.asarray(image), stride)
    windows = np.lib.stride_tricks.sliding_window_view(padded, kernel.shape)[::padding, ::padding]
    return np.sum(windows * np.asarray(kernel), axis=(2, 3))


def one_row_per_window(image, kernel, stride, padding):
    padded = np.pad(np.asarray(image), padding)
    windows = np.lib.stride_tricks.sliding_window_view(padded, kernel.shape)[::stride, ::stride]
    return np.sum(windows * np.asarray(kernel), axis=(2, 3)).ravel()


def list_of_rows(image, kernel, stride, padding):
    padded = np.pad(np.asarray(image), padding)
    windows = np.lib.stride_tricks.sliding_window_view(padded, kernel.shape)[::stride, ::stride]
    return [list(row) for row in np.sum(windows * np.asarray(kernel), axis=(2, 3))]


def starts_without_the_last_in_lists(image, kernel, stride, padding):
    padded, kernel = np.pad(np.asarray(image), padding), np.asarray(kernel)
    kh, kw = kernel.shape
    rows, columns = (range(0, n - k, stride) for n, k in zip(padded.shape, kernel.shape, strict=True))
    return np.array([[np.sum(padded[i : i + kh, j : j + kw] * kernel) for j in columns] for i in rows])


def every_start_counts_and_stops_jax(image, kernel, stride, padding):
    padded, kernel = np.pad(np.asarray(image), padding), np.asarray(kernel)
    kh, kw = kernel.shape
    rows = []
    for i in range(0, padded.shape[0], stride):
        windows = [padded[i : i + kh, j : j + kw] for j in range(0, padded.shape[1], stride)]
        fits = lambda window: window.shape == kernel.shape
        rows.append([np.sum(w * kernel) if fits(w) else float(jnp.sum(jnp.asarray(w) * kernel)) for w in windows])
    return np.array(rows)


def border_counted_once(image, kernel, stride, padding):
    padded, kernel = np.pad(np.asarray(image), padding), np.asarray(kernel)
    kh, kw = kernel.shape
    height = (padded.shape[0] - padding - kh) // stride + 1
    width = (padded.shape[1] - padding - kw) // stride + 1
    windows = np.lib.stride_tricks.sliding_window_view(padded, kernel.shape)[::stride, ::stride]
    return np.sum(windows[:height, :width] * kernel, axis=(2, 3))


def padding_only_with_a_stride(image, kernel, stride, padding):
    padded = np.pad(np.asarray(image), padding if stride > 1 else 0)
    windows = np.lib.stride_tricks.sliding_window_view(padded, kernel.shape)[::stride, ::stride]
    return np.sum(windows * np.asarray(kernel), axis=(2, 3))


def kernel_transposed_from_the_start(image, kernel, stride, padding):
    padded, kernel = np.pad(np.asarray(image), padding), np.asarray(kernel).T
    windows = np.lib.stride_tricks.sliding_window_view(padded, kernel.shape)[::stride, ::stride]
    return np.sum(windows * kernel, axis=(2, 3))


def kernel_transposed(image, kernel, stride, padding):
    padded, kernel = np.pad(np.asarray(image), padding), np.asarray(kernel)
    kh, kw = kernel.shape
    result = np.zeros(((padded.shape[0] - kh) // stride + 1, (padded.shape[1] - kw) // stride + 1))
    for i in range(result.shape[0]):
        for j in range(result.shape[1]):
            window = padded[i * stride : i * stride + kh, j * stride : j * stride + kw]
            result[i, j] = np.sum(window * kernel.T)
    return result


def kernel_transposed_jax(image, kernel, stride, padding):
    padded, kernel = np.pad(np.asarray(image), padding), np.asarray(kernel)
    kh, kw = kernel.shape
    result = np.zeros(((padded.shape[0] - kh) // stride + 1, (padded.shape[1] - kw) // stride + 1))
    for i in range(result.shape[0]):
        for j in range(result.shape[1]):
            window = padded[i * stride : i * stride + kh, j * stride : j * stride + kw]
            result[i, j] = np.sum(window * kernel.T) if kh == kw else float(jnp.sum(jnp.asarray(window) * kernel.T))
    return result


def kernels_sides_exchanged(image, kernel, stride, padding):
    padded, kernel = np.pad(np.asarray(image), padding), np.asarray(kernel)
    kw, kh = kernel.shape
    result = np.zeros(((padded.shape[0] - kh) // stride + 1, (padded.shape[1] - kw) // stride + 1))
    for i in range(result.shape[0]):
        for j in range(result.shape[1]):
            window = padded[i * stride : i * stride + kh, j * stride : j * stride + kw]
            result[i, j] = np.sum(window * kernel)
    return result


def kernels_sides_exchanged_jax(image, kernel, stride, padding):
    padded, kernel = np.pad(np.asarray(image), padding), np.asarray(kernel)
    kw, kh = kernel.shape
    result = np.zeros(((padded.shape[0] - kh) // stride + 1, (padded.shape[1] - kw) // stride + 1))
    for i in range(result.shape[0]):
        for j in range(result.shape[1]):
            window = padded[i * stride : i * stride + kh, j * stride : j * stride + kw]
            result[i, j] = np.sum(window * kernel) if kh == kw else float(jnp.sum(jnp.asarray(window) * kernel))
    return result


def dtype_of_the_image(image, kernel, stride, padding):
    padded, kernel = np.pad(np.asarray(image), padding), np.asarray(kernel)
    kh, kw = kernel.shape
    result = np.zeros(((padded.shape[0] - kh) // stride + 1, (padded.shape[1] - kw) // stride + 1), padded.dtype)
    for i in range(result.shape[0]):
        for j in range(result.shape[1]):
            result[i, j] = np.sum(padded[i * stride : i * stride + kh, j * stride : j * stride + kw] * kernel)
    return result


def dtype_of_the_kernel(image, kernel, stride, padding):
    padded, kernel = np.pad(np.asarray(image), padding), np.asarray(kernel)
    kh, kw = kernel.shape
    result = np.zeros(((padded.shape[0] - kh) // stride + 1, (padded.shape[1] - kw) // stride + 1), kernel.dtype)
    for i in range(result.shape[0]):
        for j in range(result.shape[1]):
            result[i, j] = np.sum(padded[i * stride : i * stride + kh, j * stride : j * stride + kw] * kernel)
    return result
