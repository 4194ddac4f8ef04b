"""Wrong answers to 2.4 im2col, in NumPy: nothing has to be compiled to recognise them."""

from __future__ import annotations

import jax.numpy as jnp
import numpy as np


def channel_first(x, kh, kw):
    x = np.asarray(x)
    windows = np.lib.stride_tricks.sliding_window_view(x, (kh, kw), axis=(1, 2))  # (B, H', W', C, kh, kw)
    return windows.reshape(*windows.shape[:3], -1)


def channel_between(x, kh, kw):
    x = np.asarray(x)
    windows = np.lib.stride_tricks.sliding_window_view(x, (kh, kw), axis=(1, 2))
    return windows.transpose(0, 1, 2, 4, 3, 5).reshape(*windows.shape[:3], -1)


def column_before_row(x, kh, kw):
    x = np.asarray(x)
    windows = np.lib.stride_tricks.sliding_window_view(x, (kh, kw), axis=(1, 2))
    return windows.transpose(0, 1, 2, 5, 4, 3).reshape(*windows.shape[:3], -1)


def channel_then_column(x, kh, kw):
    x = np.asarray(x)
    windows = np.lib.stride_tricks.sliding_window_view(x, (kh, kw), axis=(1, 2))
    return windows.transpose(0, 1, 2, 3, 5, 4).reshape(*windows.shape[:3], -1)


def column_channel_row(x, kh, kw):
    x = np.asarray(x)
    windows = np.lib.stride_tricks.sliding_window_view(x, (kh, kw), axis=(1, 2))
    return windows.transpose(0, 1, 2, 5, 3, 4).reshape(*windows.shape[:3], -1)


def sides_of_the_window_exchanged(x, kh, kw):
    x = np.asarray(x)
    windows = np.lib.stride_tricks.sliding_window_view(x, (kw, kh), axis=(1, 2))
    return windows.transpose(0, 1, 2, 4, 5, 3).reshape(*windows.shape[:3], -1)


def rows_and_columns_of_the_result_exchanged(x, kh, kw):
    x = np.asarray(x)
    windows = np.lib.stride_tricks.sliding_window_view(x, (kh, kw), axis=(1, 2))
    patches = windows.transpose(0, 1, 2, 4, 5, 3).reshape(*windows.shape[:3], -1)
    return patches.transpose(0, 2, 1, 3)


def image_transposed(x, kh, kw):
    x = np.asarray(x).transpose(0, 2, 1, 3)
    windows = np.lib.stride_tricks.sliding_window_view(x, (kh, kw), axis=(1, 2))
    return windows.transpose(0, 1, 2, 4, 5, 3).reshape(*windows.shape[:3], -1)


def layout_exchanged_in_reshape(x, kh, kw):
    x = np.asarray(x)
    windows = np.lib.stride_tricks.sliding_window_view(x, (kh, kw), axis=(1, 2))
    batch, height, width = windows.shape[:3]
    return windows.transpose(0, 1, 2, 4, 5, 3).reshape(batch, width, height, -1)


def patches_next_to_each_other(x, kh, kw):
    x = np.asarray(x)
    windows = np.lib.stride_tricks.sliding_window_view(x, (kh, kw), axis=(1, 2))[:, ::kh, ::kw]
    return windows.transpose(0, 1, 2, 4, 5, 3).reshape(*windows.shape[:3], -1)


def last_ones_missing(x, kh, kw):
    x = np.asarray(x)
    windows = np.lib.stride_tricks.sliding_window_view(x, (kh, kw), axis=(1, 2))[:, :-1, :-1]
    size = (*windows.shape[:3], kh * kw * x.shape[3])
    return windows.transpose(0, 1, 2, 4, 5, 3).reshape(size)


def as_many_as_pixels(x, kh, kw):
    x = np.asarray(x)
    x = np.pad(x, ((0, 0), ((kh - 1) // 2, kh // 2), ((kw - 1) // 2, kw // 2), (0, 0)))
    windows = np.lib.stride_tricks.sliding_window_view(x, (kh, kw), axis=(1, 2))
    return windows.transpose(0, 1, 2, 4, 5, 3).reshape(*windows.shape[:3], -1)


def as_many_as_pixels_more_in_front(x, kh, kw):
    x = np.asarray(x)
    x = np.pad(x, ((0, 0), (kh // 2, (kh - 1) // 2), (kw // 2, (kw - 1) // 2), (0, 0)))
    windows = np.lib.stride_tricks.sliding_window_view(x, (kh, kw), axis=(1, 2))
    return windows.transpose(0, 1, 2, 4, 5, 3).reshape(*windows.shape[:3], -1)


def zeros_behind(x, kh, kw):
    x = np.asarray(x)
    x = np.pad(x, ((0, 0), (0, kh - 1), (0, kw - 1), (0, 0)))
    windows = np.lib.stride_tricks.sliding_window_view(x, (kh, kw), axis=(1, 2))
    return windows.transpose(0, 1, 2, 4, 5, 3).reshape(*windows.shape[:3], -1)


def first_sample_only(x, kh, kw):
    x = np.asarray(x)[:1]
    windows = np.lib.stride_tricks.sliding_window_view(x, (kh, kw), axis=(1, 2))
    return windows.transpose(0, 1, 2, 4, 5, 3).reshape(*windows.shape[:3], -1)


def first_sample_for_all(x, kh, kw):
    x = np.asarray(x)
    windows = np.lib.stride_tricks.sliding_window_view(x, (kh, kw), axis=(1, 2))
    patches = windows.transpose(0, 1, 2, 4, 5, 3).reshape(*windows.shape[:3], -1)
    return np.broadcast_to(patches[:1], patches.shape)


def batch_axis_lost(x, kh, kw):
    x = np.asarray(x)
    windows = np.lib.stride_tricks.sliding_window_view(x, (kh, kw), axis=(1, 2))
    return windows.transpose(0, 1, 2, 4, 5, 3).reshape(*windows.shape[:3], -1)[0]


def first_channel_only(x, kh, kw):
    x = np.asarray(x)[..., :1]
    windows = np.lib.stride_tricks.sliding_window_view(x, (kh, kw), axis=(1, 2))
    return windows.transpose(0, 1, 2, 4, 5, 3).reshape(*windows.shape[:3], -1)


def channels_added_up(x, kh, kw):
    x = np.asarray(x).sum(axis=3, keepdims=True)
    windows = np.lib.stride_tricks.sliding_window_view(x, (kh, kw), axis=(1, 2))
    return windows.transpose(0, 1, 2, 4, 5, 3).reshape(*windows.shape[:3], -1)


def patches_not_flattened(x, kh, kw):
    windows = np.lib.stride_tricks.sliding_window_view(np.asarray(x), (kh, kw), axis=(1, 2))
    return windows.transpose(0, 1, 2, 4, 5, 3)


def patches_stacked_not_flattened(x, kh, kw):
    x = np.asarray(x)
    windows = np.lib.stride_tricks.sliding_window_view(x, (kh, kw), axis=(1, 2))
    return windows.transpose(0, 1, 2, 4, 5, 3).reshape(*windows.shape[:3], kh * kw, x.shape[3])


def places_flattened(x, kh, kw):
    x = np.asarray(x)
    windows = np.lib.stride_tricks.sliding_window_view(x, (kh, kw), axis=(1, 2))
    return windows.transpose(0, 1, 2, 4, 5, 3).reshape(len(x), -1, kh * kw * x.shape[3])


def samples_and_places_flattened(x, kh, kw):
    x = np.asarray(x)
    windows = np.lib.stride_tricks.sliding_window_view(x, (kh, kw), axis=(1, 2))
    return windows.transpose(0, 1, 2, 4, 5, 3).reshape(-1, kh * kw * x.shape[3])


def shifts_stacked_in_front(x, kh, kw):
    x = np.asarray(x)
    height, width = x.shape[1] - kh + 1, x.shape[2] - kw + 1
    shifted = np.stack([x[:, a : a + height, b : b + width] for a in range(kh) for b in range(kw)])
    return shifted.reshape(x.shape[0], height, width, kh * kw * x.shape[3])


def shifts_stacked_behind(x, kh, kw):
    x = np.asarray(x)
    height, width = x.shape[1] - kh + 1, x.shape[2] - kw + 1
    shifted = np.stack([x[:, a : a + height, b : b + width] for a in range(kh) for b in range(kw)], axis=1)
    return shifted.reshape(x.shape[0], height, width, kh * kw * x.shape[3])


def samples_innermost(x, kh, kw):
    x = np.asarray(x)
    height, width = x.shape[1] - kh + 1, x.shape[2] - kw + 1
    rows = [x[:, i : i + kh, j : j + kw] for i in range(height) for j in range(width)]
    return np.stack(rows).reshape(x.shape[0], height, width, kh * kw * x.shape[3])


def columns_outermost(x, kh, kw):
    x = np.asarray(x)
    height, width = x.shape[1] - kh + 1, x.shape[2] - kw + 1
    rows = [x[n, i : i + kh, j : j + kw] for n in range(len(x)) for j in range(width) for i in range(height)]
    return np.stack(rows).reshape(x.shape[0], height, width, kh * kw * x.shape[3])


def columns_outermost_samples_innermost(x, kh, kw):
    x = np.asarray(x)
    height, width = x.shape[1] - kh + 1, x.shape[2] - kw + 1
    rows = [x[:, i : i + kh, j : j + kw] for j in range(width) for i in range(height)]
    return np.stack(rows).reshape(x.shape[0], height, width, kh * kw * x.shape[3])


def turned_by_half_a_turn(x, kh, kw):
    x = np.asarray(x)
    windows = np.lib.stride_tricks.sliding_window_view(x, (kh, kw), axis=(1, 2))[..., ::-1, ::-1]
    return windows.transpose(0, 1, 2, 4, 5, 3).reshape(*windows.shape[:3], -1)


def patch_backwards(x, kh, kw):
    x = np.asarray(x)
    windows = np.lib.stride_tricks.sliding_window_view(x, (kh, kw), axis=(1, 2))
    return windows.transpose(0, 1, 2, 4, 5, 3).reshape(*windows.shape[:3], -1)[..., ::-1]


def patches_added_up(x, kh, kw):
    windows = np.lib.stride_tricks.sliding_window_view(np.asarray(x), (kh, kw), axis=(1, 2))
    return windows.sum(axis=(4, 5))


def square_patches_of_height(x, kh, kw):
    x = np.asarray(x)
    windows = np.lib.stride_tricks.sliding_window_view(x, (kh, kh), axis=(1, 2))
    return windows.transpose(0, 1, 2, 4, 5, 3).reshape(*windows.shape[:3], -1)


def square_patches_of_width(x, kh, kw):
    x = np.asarray(x)
    windows = np.lib.stride_tricks.sliding_window_view(x, (kw, kw), axis=(1, 2))
    return windows.transpose(0, 1, 2, 4, 5, 3).reshape(*windows.shape[:3], -1)


def square_images_of_height(x, kh, kw):
    x = np.asarray(x)
    height = x.shape[1] - kh + 1
    shifted = [x[:, a : a + height, b : b + height] for a in range(kh) for b in range(kw)]
    return np.concatenate(shifted, axis=-1)


def square_images_of_width(x, kh, kw):
    x = np.asarray(x)
    width = x.shape[2] - kw + 1
    shifted = [x[:, a : a + width, b : b + width] for a in range(kh) for b in range(kw)]
    return np.concatenate(shifted, axis=-1)


def slices_of_kernel_size(x, kh, kw):
    x = np.asarray(x)
    shifted = [x[:, a : a + kh, b : b + kw] for a in range(kh) for b in range(kw)]
    return np.concatenate(shifted, axis=-1)


def slices_to_the_end(x, kh, kw):
    x = jnp.asarray(x)
    shifted = [x[:, a:, b:] for a in range(kh) for b in range(kw)]
    return jnp.concatenate(shifted, axis=-1)


def slices_to_the_end_numpy(x, kh, kw):
    x = np.asarray(x)
    shifted = [x[:, a:, b:] for a in range(kh) for b in range(kw)]
    return np.concatenate(shifted, axis=-1)


def batch_taken_for_height(x, kh, kw):
    x = np.asarray(x)
    height, width = x.shape[0] - kh + 1, x.shape[1] - kw + 1
    shifted = [x[a : a + height, b : b + width] for a in range(kh) for b in range(kw)]
    return np.concatenate(shifted, axis=-1)


def channels_before_pixels(x, kh, kw):
    x = np.asarray(x).transpose(0, 2, 3, 1)
    windows = np.lib.stride_tricks.sliding_window_view(x, (kh, kw), axis=(1, 2))
    return windows.transpose(0, 1, 2, 4, 5, 3).reshape(*windows.shape[:3], -1)


def places_last(x, kh, kw):
    x = np.asarray(x)
    windows = np.lib.stride_tricks.sliding_window_view(x, (kh, kw), axis=(1, 2))
    patches = windows.transpose(0, 1, 2, 4, 5, 3).reshape(*windows.shape[:3], -1)
    return patches.transpose(0, 3, 1, 2)


def whole_numbers(x, kh, kw):
    x = np.asarray(x).astype(int)
    windows = np.lib.stride_tricks.sliding_window_view(x, (kh, kw), axis=(1, 2))
    return windows.transpose(0, 1, 2, 4, 5, 3).reshape(*windows.shape[:3], -1)


def list_of_shifts(x, kh, kw):
    x = np.asarray(x)
    height, width = x.shape[1] - kh + 1, x.shape[2] - kw + 1
    return [x[:, a : a + height, b : b + width] for a in range(kh) for b in range(kw)]


def shifts_not_joined(x, kh, kw):
    x = np.asarray(x)
    height, width = x.shape[1] - kh + 1, x.shape[2] - kw + 1
    return np.stack([x[:, a : a + height, b : b + width] for a in range(kh) for b in range(kw)])


def shifts_not_joined_behind(x, kh, kw):
    x = np.asarray(x)
    height, width = x.shape[1] - kh + 1, x.shape[2] - kw + 1
    return np.stack([x[:, a : a + height, b : b + width] for a in range(kh) for b in range(kw)], axis=-1)


def shifts_joined_channel_first(x, kh, kw):
    x = np.asarray(x)
    height, width = x.shape[1] - kh + 1, x.shape[2] - kw + 1
    shifted = [x[:, a : a + height, b : b + width] for a in range(kh) for b in range(kw)]
    return np.stack(shifted, axis=-1).reshape(x.shape[0], height, width, -1)


def square_images_of_height_jax(x, kh, kw):
    x = jnp.asarray(x)
    height = x.shape[1] - kh + 1
    shifted = [x[:, a : a + height, b : b + height] for a in range(kh) for b in range(kw)]
    return jnp.concatenate(shifted, axis=-1)


def square_images_of_width_jax(x, kh, kw):
    x = jnp.asarray(x)
    width = x.shape[2] - kw + 1
    shifted = [x[:, a : a + width, b : b + width] for a in range(kh) for b in range(kw)]
    return jnp.concatenate(shifted, axis=-1)


def samples_behind_places(x, kh, kw):
    windows = np.lib.stride_tricks.sliding_window_view(np.asarray(x), (kh, kw), axis=(1, 2))
    return windows.transpose(1, 2, 0, 4, 5, 3).reshape(*windows.shape[1:3], len(windows), -1)


def first_sample_among_zeros(x, kh, kw):
    x = np.asarray(x)
    result = np.zeros((len(x), x.shape[1] - kh + 1, x.shape[2] - kw + 1, kh * kw * x.shape[3]))
    for i in range(result.shape[1]):
        for j in range(result.shape[2]):
            result[0, i, j] = x[0, i : i + kh, j : j + kw].ravel()
    return result
