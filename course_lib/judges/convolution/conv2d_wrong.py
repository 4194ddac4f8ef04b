"""Wrong answers to 2.5 conv2d, in NumPy: nothing has to be compiled to recognise them."""

from __future__ import annotations

import jax.numpy as jnp
import numpy as np


def bias_forgotten(x, w, b):
    x, w, b = np.asarray(x), np.asarray(w), np.asarray(b)
    kh, kw, channels, filters = w.shape
    windows = np.lib.stride_tricks.sliding_window_view(x, (kh, kw), axis=(1, 2))  # (B, H', W', C, kh, kw)
    patches = windows.transpose(0, 1, 2, 4, 5, 3).reshape(*windows.shape[:3], -1)
    return patches @ w.reshape(-1, filters)


def bias_for_every_entry(x, w, b):
    x, w, b = np.asarray(x), np.asarray(w), np.asarray(b)
    kh, kw, channels, filters = w.shape
    windows = np.lib.stride_tricks.sliding_window_view(x, (kh, kw), axis=(1, 2))  # (B, H', W', C, kh, kw)
    patches = windows.transpose(0, 1, 2, 4, 5, 3).reshape(*windows.shape[:3], -1)
    return patches @ w.reshape(-1, filters) + kh * kw * channels * b


def bias_added_to_the_pixels(x, w, b):
    x, w, b = np.asarray(x), np.asarray(w), np.asarray(b)
    kh, kw, channels, filters = w.shape
    windows = np.lib.stride_tricks.sliding_window_view(x, (kh, kw), axis=(1, 2))  # (B, H', W', C, kh, kw)
    patches = windows.transpose(0, 1, 2, 4, 5, 3).reshape(*windows.shape[:3], -1)
    return patches @ w.reshape(-1, filters) + w.sum(axis=(0, 1, 2)) * b


def bias_for_every_cell(x, w, b):
    x, w, b = np.asarray(x), np.asarray(w), np.asarray(b)
    kh, kw, channels, filters = w.shape
    windows = np.lib.stride_tricks.sliding_window_view(x, (kh, kw), axis=(1, 2))  # (B, H', W', C, kh, kw)
    patches = windows.transpose(0, 1, 2, 4, 5, 3).reshape(*windows.shape[:3], -1)
    return patches @ w.reshape(-1, filters) + kh * kw * b


def bias_for_every_channel(x, w, b):
    x, w, b = np.asarray(x), np.asarray(w), np.asarray(b)
    kh, kw, channels, filters = w.shape
    windows = np.lib.stride_tricks.sliding_window_view(x, (kh, kw), axis=(1, 2))  # (B, H', W', C, kh, kw)
    patches = windows.transpose(0, 1, 2, 4, 5, 3).reshape(*windows.shape[:3], -1)
    return patches @ w.reshape(-1, filters) + channels * b


def bias_for_every_sample(x, w, b):
    x, w, b = np.asarray(x), np.asarray(w), np.asarray(b)
    kh, kw, channels, filters = w.shape
    windows = np.lib.stride_tricks.sliding_window_view(x, (kh, kw), axis=(1, 2))  # (B, H', W', C, kh, kw)
    patches = windows.transpose(0, 1, 2, 4, 5, 3).reshape(*windows.shape[:3], -1)
    return patches @ w.reshape(-1, filters) + len(x) * b


def bias_subtracted(x, w, b):
    x, w, b = np.asarray(x), np.asarray(w), np.asarray(b)
    kh, kw, channels, filters = w.shape
    windows = np.lib.stride_tricks.sliding_window_view(x, (kh, kw), axis=(1, 2))  # (B, H', W', C, kh, kw)
    patches = windows.transpose(0, 1, 2, 4, 5, 3).reshape(*windows.shape[:3], -1)
    return patches @ w.reshape(-1, filters) - b


def bias_multiplied(x, w, b):
    x, w, b = np.asarray(x), np.asarray(w), np.asarray(b)
    kh, kw, channels, filters = w.shape
    windows = np.lib.stride_tricks.sliding_window_view(x, (kh, kw), axis=(1, 2))  # (B, H', W', C, kh, kw)
    patches = windows.transpose(0, 1, 2, 4, 5, 3).reshape(*windows.shape[:3], -1)
    return patches @ w.reshape(-1, filters) * b


def bias_added_up(x, w, b):
    x, w, b = np.asarray(x), np.asarray(w), np.asarray(b)
    kh, kw, channels, filters = w.shape
    windows = np.lib.stride_tricks.sliding_window_view(x, (kh, kw), axis=(1, 2))  # (B, H', W', C, kh, kw)
    patches = windows.transpose(0, 1, 2, 4, 5, 3).reshape(*windows.shape[:3], -1)
    return patches @ w.reshape(-1, filters) + b.sum()


def first_bias_for_all(x, w, b):
    x, w, b = np.asarray(x), np.asarray(w), np.asarray(b)
    kh, kw, channels, filters = w.shape
    windows = np.lib.stride_tricks.sliding_window_view(x, (kh, kw), axis=(1, 2))  # (B, H', W', C, kh, kw)
    patches = windows.transpose(0, 1, 2, 4, 5, 3).reshape(*windows.shape[:3], -1)
    return patches @ w.reshape(-1, filters) + b[0]


def mean_of_the_bias(x, w, b):
    x, w, b = np.asarray(x), np.asarray(w), np.asarray(b)
    kh, kw, channels, filters = w.shape
    windows = np.lib.stride_tricks.sliding_window_view(x, (kh, kw), axis=(1, 2))  # (B, H', W', C, kh, kw)
    patches = windows.transpose(0, 1, 2, 4, 5, 3).reshape(*windows.shape[:3], -1)
    return patches @ w.reshape(-1, filters) + b.mean()


def bias_down_the_columns(x, w, b):
    x, w, b = np.asarray(x), np.asarray(w), np.asarray(b)
    kh, kw, channels, filters = w.shape
    windows = np.lib.stride_tricks.sliding_window_view(x, (kh, kw), axis=(1, 2))  # (B, H', W', C, kh, kw)
    patches = windows.transpose(0, 1, 2, 4, 5, 3).reshape(*windows.shape[:3], -1)
    return patches @ w.reshape(-1, filters) + b[:, None]


def bias_down_the_rows(x, w, b):
    x, w, b = np.asarray(x), np.asarray(w), np.asarray(b)
    kh, kw, channels, filters = w.shape
    windows = np.lib.stride_tricks.sliding_window_view(x, (kh, kw), axis=(1, 2))  # (B, H', W', C, kh, kw)
    patches = windows.transpose(0, 1, 2, 4, 5, 3).reshape(*windows.shape[:3], -1)
    return patches @ w.reshape(-1, filters) + b[:, None, None]


def bias_down_the_samples(x, w, b):
    x, w, b = np.asarray(x), np.asarray(w), np.asarray(b)
    kh, kw, channels, filters = w.shape
    windows = np.lib.stride_tricks.sliding_window_view(x, (kh, kw), axis=(1, 2))  # (B, H', W', C, kh, kw)
    patches = windows.transpose(0, 1, 2, 4, 5, 3).reshape(*windows.shape[:3], -1)
    return patches @ w.reshape(-1, filters) + b[:, None, None, None]


def filters_first_in_reshape(x, w, b):
    x, w, b = np.asarray(x), np.asarray(w), np.asarray(b)
    kh, kw, channels, filters = w.shape
    windows = np.lib.stride_tricks.sliding_window_view(x, (kh, kw), axis=(1, 2))  # (B, H', W', C, kh, kw)
    patches = windows.transpose(0, 1, 2, 4, 5, 3).reshape(*windows.shape[:3], -1)
    return patches @ w.reshape(filters, -1).T + b


def w_not_reshaped(x, w, b):
    x, w, b = np.asarray(x), np.asarray(w), np.asarray(b)
    kh, kw, channels, filters = w.shape
    windows = np.lib.stride_tricks.sliding_window_view(x, (kh, kw), axis=(1, 2))  # (B, H', W', C, kh, kw)
    patches = windows.transpose(0, 1, 2, 4, 5, 3).reshape(*windows.shape[:3], -1)
    return patches @ w + b


def w_not_reshaped_jax(x, w, b):
    kh, kw = w.shape[:2]
    windows = np.lib.stride_tricks.sliding_window_view(np.asarray(x), (kh, kw), axis=(1, 2))
    patches = windows.transpose(0, 1, 2, 4, 5, 3).reshape(*windows.shape[:3], -1)
    return jnp.asarray(patches) @ jnp.asarray(w) + b


def w_with_channel_first(x, w, b):
    x, w, b = np.asarray(x), np.asarray(w), np.asarray(b)
    kh, kw, channels, filters = w.shape
    windows = np.lib.stride_tricks.sliding_window_view(x, (kh, kw), axis=(1, 2))  # (B, H', W', C, kh, kw)
    patches = windows.transpose(0, 1, 2, 4, 5, 3).reshape(*windows.shape[:3], -1)
    return patches @ w.transpose(2, 0, 1, 3).reshape(-1, filters) + b


def w_with_columns_first(x, w, b):
    x, w, b = np.asarray(x), np.asarray(w), np.asarray(b)
    kh, kw, channels, filters = w.shape
    windows = np.lib.stride_tricks.sliding_window_view(x, (kh, kw), axis=(1, 2))  # (B, H', W', C, kh, kw)
    patches = windows.transpose(0, 1, 2, 4, 5, 3).reshape(*windows.shape[:3], -1)
    return patches @ w.transpose(1, 0, 2, 3).reshape(-1, filters) + b


def patches_with_channel_first(x, w, b):
    x, w, b = np.asarray(x), np.asarray(w), np.asarray(b)
    kh, kw, channels, filters = w.shape
    windows = np.lib.stride_tricks.sliding_window_view(x, (kh, kw), axis=(1, 2))  # (B, H', W', C, kh, kw)
    patches = windows.reshape(*windows.shape[:3], -1)
    return patches @ w.reshape(-1, filters) + b


def flipped(x, w, b):
    x, w, b = np.asarray(x), np.asarray(w), np.asarray(b)
    kh, kw, channels, filters = w.shape
    windows = np.lib.stride_tricks.sliding_window_view(x, (kh, kw), axis=(1, 2))  # (B, H', W', C, kh, kw)
    patches = windows.transpose(0, 1, 2, 4, 5, 3).reshape(*windows.shape[:3], -1)
    return patches @ w[::-1, ::-1].reshape(-1, filters) + b


def channels_summed_twice(x, w, b):
    x, w, b = np.asarray(x), np.asarray(w), np.asarray(b)
    kh, kw, channels, filters = w.shape
    windows = np.lib.stride_tricks.sliding_window_view(x, (kh, kw), axis=(1, 2))  # (B, H', W', C, kh, kw)
    return np.einsum("nijcab,abdf->nijf", windows, w) + b


def channels_of_x_averaged(x, w, b):
    x, w, b = np.asarray(x), np.asarray(w), np.asarray(b)
    kh, kw, channels, filters = w.shape
    windows = np.lib.stride_tricks.sliding_window_view(x, (kh, kw), axis=(1, 2))  # (B, H', W', C, kh, kw)
    return np.einsum("nijcab,abdf->nijf", windows, w) / channels + b


def first_channel_only(x, w, b):
    x, w, b = np.asarray(x), np.asarray(w), np.asarray(b)
    kh, kw, channels, filters = w.shape
    windows = np.lib.stride_tricks.sliding_window_view(x, (kh, kw), axis=(1, 2))  # (B, H', W', C, kh, kw)
    return np.einsum("nijab,abf->nijf", windows[:, :, :, 0], w[:, :, 0]) + b


def channels_kept_apart(x, w, b):
    x, w, b = np.asarray(x), np.asarray(w), np.asarray(b)
    kh, kw, channels, filters = w.shape
    windows = np.lib.stride_tricks.sliding_window_view(x, (kh, kw), axis=(1, 2))  # (B, H', W', C, kh, kw)
    return np.einsum("nijcab,abcf->nijcf", windows, w) + b


def filters_added_up(x, w, b):
    x, w, b = np.asarray(x), np.asarray(w), np.asarray(b)
    kh, kw, channels, filters = w.shape
    windows = np.lib.stride_tricks.sliding_window_view(x, (kh, kw), axis=(1, 2))  # (B, H', W', C, kh, kw)
    patches = windows.transpose(0, 1, 2, 4, 5, 3).reshape(*windows.shape[:3], -1)
    return (patches @ w.reshape(-1, filters) + b).sum(axis=-1, keepdims=True)


def filters_added_up_without_axis(x, w, b):
    x, w, b = np.asarray(x), np.asarray(w), np.asarray(b)
    kh, kw, channels, filters = w.shape
    windows = np.lib.stride_tricks.sliding_window_view(x, (kh, kw), axis=(1, 2))  # (B, H', W', C, kh, kw)
    patches = windows.transpose(0, 1, 2, 4, 5, 3).reshape(*windows.shape[:3], -1)
    return (patches @ w.reshape(-1, filters) + b).sum(axis=-1)


def first_filter_only(x, w, b):
    x, w, b = np.asarray(x), np.asarray(w), np.asarray(b)
    kh, kw, channels, filters = w.shape
    windows = np.lib.stride_tricks.sliding_window_view(x, (kh, kw), axis=(1, 2))  # (B, H', W', C, kh, kw)
    patches = windows.transpose(0, 1, 2, 4, 5, 3).reshape(*windows.shape[:3], -1)
    return (patches @ w[..., 0].ravel() + b[0])[..., None]


def mean_over_the_patch(x, w, b):
    x, w, b = np.asarray(x), np.asarray(w), np.asarray(b)
    kh, kw, channels, filters = w.shape
    windows = np.lib.stride_tricks.sliding_window_view(x, (kh, kw), axis=(1, 2))  # (B, H', W', C, kh, kw)
    patches = windows.transpose(0, 1, 2, 4, 5, 3).reshape(*windows.shape[:3], -1)
    return patches @ w.reshape(-1, filters) / (kh * kw * channels) + b


def mean_over_the_cells(x, w, b):
    x, w, b = np.asarray(x), np.asarray(w), np.asarray(b)
    kh, kw, channels, filters = w.shape
    windows = np.lib.stride_tricks.sliding_window_view(x, (kh, kw), axis=(1, 2))  # (B, H', W', C, kh, kw)
    patches = windows.transpose(0, 1, 2, 4, 5, 3).reshape(*windows.shape[:3], -1)
    return patches @ w.reshape(-1, filters) / (kh * kw) + b


def negatives_cut(x, w, b):
    x, w, b = np.asarray(x), np.asarray(w), np.asarray(b)
    kh, kw, channels, filters = w.shape
    windows = np.lib.stride_tricks.sliding_window_view(x, (kh, kw), axis=(1, 2))  # (B, H', W', C, kh, kw)
    patches = windows.transpose(0, 1, 2, 4, 5, 3).reshape(*windows.shape[:3], -1)
    return np.maximum(patches @ w.reshape(-1, filters) + b, 0)


def as_many_as_pixels(x, w, b):
    x, w, b = np.asarray(x), np.asarray(w), np.asarray(b)
    kh, kw, channels, filters = w.shape
    windows = np.lib.stride_tricks.sliding_window_view(x, (kh, kw), axis=(1, 2))  # (B, H', W', C, kh, kw)
    padded = np.pad(x, ((0, 0), ((kh - 1) // 2, kh // 2), ((kw - 1) // 2, kw // 2), (0, 0)))
    windows = np.lib.stride_tricks.sliding_window_view(padded, (kh, kw), axis=(1, 2))
    return np.einsum("nijcab,abcf->nijf", windows, w) + b


def next_to_each_other(x, w, b):
    x, w, b = np.asarray(x), np.asarray(w), np.asarray(b)
    kh, kw, channels, filters = w.shape
    windows = np.lib.stride_tricks.sliding_window_view(x, (kh, kw), axis=(1, 2))  # (B, H', W', C, kh, kw)
    patches = windows.transpose(0, 1, 2, 4, 5, 3).reshape(*windows.shape[:3], -1)
    return (patches @ w.reshape(-1, filters))[:, ::kh, ::kw] + b


def first_sample_only(x, w, b):
    x, w, b = np.asarray(x), np.asarray(w), np.asarray(b)
    kh, kw, channels, filters = w.shape
    windows = np.lib.stride_tricks.sliding_window_view(x, (kh, kw), axis=(1, 2))  # (B, H', W', C, kh, kw)
    patches = windows.transpose(0, 1, 2, 4, 5, 3).reshape(*windows.shape[:3], -1)
    return (patches @ w.reshape(-1, filters) + b)[:1]


def batch_axis_lost(x, w, b):
    x, w, b = np.asarray(x), np.asarray(w), np.asarray(b)
    kh, kw, channels, filters = w.shape
    windows = np.lib.stride_tricks.sliding_window_view(x, (kh, kw), axis=(1, 2))  # (B, H', W', C, kh, kw)
    patches = windows.transpose(0, 1, 2, 4, 5, 3).reshape(*windows.shape[:3], -1)
    return (patches @ w.reshape(-1, filters) + b)[0]


def first_sample_for_all(x, w, b):
    x, w, b = np.asarray(x), np.asarray(w), np.asarray(b)
    kh, kw, channels, filters = w.shape
    windows = np.lib.stride_tricks.sliding_window_view(x, (kh, kw), axis=(1, 2))  # (B, H', W', C, kh, kw)
    patches = windows.transpose(0, 1, 2, 4, 5, 3).reshape(*windows.shape[:3], -1)
    return np.broadcast_to((patches @ w.reshape(-1, filters) + b)[:1], (*windows.shape[:3], filters))


def samples_added_up(x, w, b):
    x, w, b = np.asarray(x), np.asarray(w), np.asarray(b)
    kh, kw, channels, filters = w.shape
    windows = np.lib.stride_tricks.sliding_window_view(x, (kh, kw), axis=(1, 2))  # (B, H', W', C, kh, kw)
    patches = windows.transpose(0, 1, 2, 4, 5, 3).reshape(*windows.shape[:3], -1)
    return np.broadcast_to(
        (patches @ w.reshape(-1, filters)).sum(axis=0, keepdims=True) + b, (*windows.shape[:3], filters)
    )


def samples_added_up_once(x, w, b):
    x, w, b = np.asarray(x), np.asarray(w), np.asarray(b)
    kh, kw, channels, filters = w.shape
    windows = np.lib.stride_tricks.sliding_window_view(x, (kh, kw), axis=(1, 2))  # (B, H', W', C, kh, kw)
    patches = windows.transpose(0, 1, 2, 4, 5, 3).reshape(*windows.shape[:3], -1)
    return (patches @ w.reshape(-1, filters)).sum(axis=0) + b


def channels_in_front(x, w, b):
    x, w, b = np.asarray(x), np.asarray(w), np.asarray(b)
    kh, kw, channels, filters = w.shape
    windows = np.lib.stride_tricks.sliding_window_view(x, (kh, kw), axis=(1, 2))  # (B, H', W', C, kh, kw)
    patches = windows.transpose(0, 1, 2, 4, 5, 3).reshape(*windows.shape[:3], -1)
    return (patches @ w.reshape(-1, filters) + b).transpose(0, 3, 1, 2)


def rows_and_columns_exchanged(x, w, b):
    x, w, b = np.asarray(x), np.asarray(w), np.asarray(b)
    kh, kw, channels, filters = w.shape
    windows = np.lib.stride_tricks.sliding_window_view(x, (kh, kw), axis=(1, 2))  # (B, H', W', C, kh, kw)
    patches = windows.transpose(0, 1, 2, 4, 5, 3).reshape(*windows.shape[:3], -1)
    return (patches @ w.reshape(-1, filters) + b).transpose(0, 2, 1, 3)


def places_flattened(x, w, b):
    x, w, b = np.asarray(x), np.asarray(w), np.asarray(b)
    kh, kw, channels, filters = w.shape
    windows = np.lib.stride_tricks.sliding_window_view(x, (kh, kw), axis=(1, 2))  # (B, H', W', C, kh, kw)
    patches = windows.transpose(0, 1, 2, 4, 5, 3).reshape(*windows.shape[:3], -1)
    return (patches @ w.reshape(-1, filters) + b).reshape(len(x), -1, filters)


def samples_and_places_flattened(x, w, b):
    x, w, b = np.asarray(x), np.asarray(w), np.asarray(b)
    kh, kw, channels, filters = w.shape
    windows = np.lib.stride_tricks.sliding_window_view(x, (kh, kw), axis=(1, 2))  # (B, H', W', C, kh, kw)
    patches = windows.transpose(0, 1, 2, 4, 5, 3).reshape(*windows.shape[:3], -1)
    return (patches @ w.reshape(-1, filters) + b).reshape(-1, filters)


def patches_averaged_away(x, w, b):
    x, w, b = np.asarray(x), np.asarray(w), np.asarray(b)
    kh, kw, channels, filters = w.shape
    windows = np.lib.stride_tricks.sliding_window_view(x, (kh, kw), axis=(1, 2))  # (B, H', W', C, kh, kw)
    patches = windows.transpose(0, 1, 2, 4, 5, 3).reshape(*windows.shape[:3], -1)
    return patches.mean(axis=-1, keepdims=True) * w.sum(axis=(0, 1, 2)) + b


def sides_of_the_window_exchanged(x, w, b):
    x, w, b = np.asarray(x), np.asarray(w), np.asarray(b)
    kh, kw, channels, filters = w.shape
    patches = np.lib.stride_tricks.sliding_window_view(x, (kw, kh), axis=(1, 2)).transpose(0, 1, 2, 4, 5, 3)
    return patches.reshape(*patches.shape[:3], -1) @ w.reshape(-1, filters) + b


def square_kernels_only(x, w, b):
    x, w, b = np.asarray(x), np.asarray(w), np.asarray(b)
    kh, kw, channels, filters = w.shape
    patches = np.lib.stride_tricks.sliding_window_view(x, (kh, kh), axis=(1, 2)).transpose(0, 1, 2, 4, 5, 3)
    return patches.reshape(*patches.shape[:3], -1) @ w.reshape(-1, filters) + b


def square_kernels_only_jax(x, w, b):
    kh, _, _, filters = w.shape
    patches = np.lib.stride_tricks.sliding_window_view(np.asarray(x), (kh, kh), axis=(1, 2))
    patches = patches.transpose(0, 1, 2, 4, 5, 3).reshape(*patches.shape[:3], -1)
    return jnp.asarray(patches) @ jnp.asarray(w).reshape(-1, filters) + b


def whole_numbers(x, w, b):
    x, w, b = np.asarray(x), np.asarray(w), np.asarray(b)
    kh, kw, channels, filters = w.shape
    windows = np.lib.stride_tricks.sliding_window_view(x, (kh, kw), axis=(1, 2))  # (B, H', W', C, kh, kw)
    patches = windows.transpose(0, 1, 2, 4, 5, 3).reshape(*windows.shape[:3], -1)
    return (patches @ w.reshape(-1, filters) + b).astype(int)


def rounded(x, w, b):
    x, w, b = np.asarray(x), np.asarray(w), np.asarray(b)
    kh, kw, channels, filters = w.shape
    windows = np.lib.stride_tricks.sliding_window_view(x, (kh, kw), axis=(1, 2))  # (B, H', W', C, kh, kw)
    patches = windows.transpose(0, 1, 2, 4, 5, 3).reshape(*windows.shape[:3], -1)
    return np.round(patches @ w.reshape(-1, filters) + b)


def filters_first_by_transposing_w(x, w, b):
    x, w, b = np.asarray(x), np.asarray(w), np.asarray(b)
    kh, kw, _, filters = w.shape
    patches = np.lib.stride_tricks.sliding_window_view(x, (kh, kw), axis=(1, 2)).transpose(0, 1, 2, 4, 5, 3)
    return patches.reshape(*patches.shape[:3], -1) @ w.T.reshape(-1, filters) + b


def w_with_channel_and_column_first(x, w, b):
    x, w, b = np.asarray(x), np.asarray(w), np.asarray(b)
    kh, kw, _, filters = w.shape
    patches = np.lib.stride_tricks.sliding_window_view(x, (kh, kw), axis=(1, 2)).transpose(0, 1, 2, 4, 5, 3)
    return patches.reshape(*patches.shape[:3], -1) @ w.transpose(2, 1, 0, 3).reshape(-1, filters) + b


def size_of_the_bias(x, w, b):
    x, w, b = np.asarray(x), np.asarray(w), np.asarray(b)
    windows = np.lib.stride_tricks.sliding_window_view(x, w.shape[:2], axis=(1, 2))
    return np.einsum("nijcab,abcf->nijf", windows, w) + np.abs(b)


def negative_bias_cut(x, w, b):
    x, w, b = np.asarray(x), np.asarray(w), np.asarray(b)
    windows = np.lib.stride_tricks.sliding_window_view(x, w.shape[:2], axis=(1, 2))
    return np.einsum("nijcab,abcf->nijf", windows, w) + np.maximum(b, 0)
