"""Wrong answers to 2.8 conv2d_grad_kernel, in NumPy: nothing has to be compiled to recognise them."""

from __future__ import annotations

import numpy as np


def batch_not_summed(x, dy, kh, kw):
    x, dy = np.asarray(x), np.asarray(dy)
    patches = np.lib.stride_tricks.sliding_window_view(x, (kh, kw), axis=(1, 2))  # (B, H', W', C, kh, kw)
    return np.einsum("nijcab,nijf->nabcf", patches, dy)


def first_sample_only(x, dy, kh, kw):
    x, dy = np.asarray(x), np.asarray(dy)
    height, width = dy.shape[1:3]
    result = np.zeros((kh, kw, x.shape[3], dy.shape[3]))
    for a in range(kh):
        for b in range(kw):
            window = x[:, a : a + height, b : b + width]
            result[a, b] = np.einsum("ijc,ijf->cf", window[0], dy[0])
    return result


def last_sample_only(x, dy, kh, kw):
    x, dy = np.asarray(x), np.asarray(dy)
    height, width = dy.shape[1:3]
    result = np.zeros((kh, kw, x.shape[3], dy.shape[3]))
    for a in range(kh):
        for b in range(kw):
            window = x[:, a : a + height, b : b + width]
            for n in range(len(x)):
                result[a, b] = np.einsum("ijc,ijf->cf", window[n], dy[n])
    return result


def mean_over_samples(x, dy, kh, kw):
    x, dy = np.asarray(x), np.asarray(dy)
    height, width = dy.shape[1:3]
    result = np.zeros((kh, kw, x.shape[3], dy.shape[3]))
    for a in range(kh):
        for b in range(kw):
            window = x[:, a : a + height, b : b + width]
            result[a, b] = np.einsum("nijc,nijf->cf", window, dy) / len(x)
    return result


def mean_over_places(x, dy, kh, kw):
    x, dy = np.asarray(x), np.asarray(dy)
    height, width = dy.shape[1:3]
    result = np.zeros((kh, kw, x.shape[3], dy.shape[3]))
    for a in range(kh):
        for b in range(kw):
            window = x[:, a : a + height, b : b + width]
            result[a, b] = np.einsum("nijc,nijf->cf", window, dy) / (height * width)
    return result


def mean_over_samples_and_places(x, dy, kh, kw):
    x, dy = np.asarray(x), np.asarray(dy)
    height, width = dy.shape[1:3]
    result = np.zeros((kh, kw, x.shape[3], dy.shape[3]))
    for a in range(kh):
        for b in range(kw):
            window = x[:, a : a + height, b : b + width]
            result[a, b] = np.einsum("nijc,nijf->cf", window, dy) / (len(x) * height * width)
    return result


def samples_summed_apart(x, dy, kh, kw):
    x, dy = np.asarray(x), np.asarray(dy)
    height, width = dy.shape[1:3]
    result = np.zeros((kh, kw, x.shape[3], dy.shape[3]))
    for a in range(kh):
        for b in range(kw):
            window = x[:, a : a + height, b : b + width]
            result[a, b] = np.einsum("ijc,ijf->cf", window.sum(axis=0), dy.sum(axis=0))
    return result


def places_summed_apart(x, dy, kh, kw):
    x, dy = np.asarray(x), np.asarray(dy)
    height, width = dy.shape[1:3]
    result = np.zeros((kh, kw, x.shape[3], dy.shape[3]))
    for a in range(kh):
        for b in range(kw):
            window = x[:, a : a + height, b : b + width]
            result[a, b] = np.einsum("nc,nf->cf", window.sum(axis=(1, 2)), dy.sum(axis=(1, 2)))
    return result


def all_summed_apart(x, dy, kh, kw):
    x, dy = np.asarray(x), np.asarray(dy)
    height, width = dy.shape[1:3]
    result = np.zeros((kh, kw, x.shape[3], dy.shape[3]))
    for a in range(kh):
        for b in range(kw):
            window = x[:, a : a + height, b : b + width]
            result[a, b] = np.einsum("c,f->cf", window.sum(axis=(0, 1, 2)), dy.sum(axis=(0, 1, 2)))
    return result


def dy_not_used(x, dy, kh, kw):
    x, dy = np.asarray(x), np.asarray(dy)
    height, width = dy.shape[1:3]
    result = np.zeros((kh, kw, x.shape[3], dy.shape[3]))
    for a in range(kh):
        for b in range(kw):
            window = x[:, a : a + height, b : b + width]
            result[a, b] = np.einsum("nijc,nijf->cf", window, np.ones_like(dy))
    return result


def flipped(x, dy, kh, kw):
    x, dy = np.asarray(x), np.asarray(dy)
    height, width = dy.shape[1:3]
    result = np.zeros((kh, kw, x.shape[3], dy.shape[3]))
    for a in range(kh):
        for b in range(kw):
            window = x[:, a : a + height, b : b + width]
            result[kh - 1 - a, kw - 1 - b] = np.einsum("nijc,nijf->cf", window, dy)
    return result


def dy_flipped(x, dy, kh, kw):
    x, dy = np.asarray(x), np.asarray(dy)
    height, width = dy.shape[1:3]
    result = np.zeros((kh, kw, x.shape[3], dy.shape[3]))
    for a in range(kh):
        for b in range(kw):
            window = x[:, a : a + height, b : b + width]
            result[a, b] = np.einsum("nijc,nijf->cf", window, dy[:, ::-1, ::-1])
    return result


def minus(x, dy, kh, kw):
    x, dy = np.asarray(x), np.asarray(dy)
    height, width = dy.shape[1:3]
    result = np.zeros((kh, kw, x.shape[3], dy.shape[3]))
    for a in range(kh):
        for b in range(kw):
            window = x[:, a : a + height, b : b + width]
            result[a, b] = -np.einsum("nijc,nijf->cf", window, dy)
    return result


def filters_before_channels(x, dy, kh, kw):
    x, dy = np.asarray(x), np.asarray(dy)
    height, width = dy.shape[1:3]
    result = np.zeros((kh, kw, dy.shape[3], x.shape[3]))
    for a in range(kh):
        for b in range(kw):
            window = x[:, a : a + height, b : b + width]
            result[a, b] = np.einsum("nijc,nijf->fc", window, dy)
    return result


def kernel_axes_last(x, dy, kh, kw):
    x, dy = np.asarray(x), np.asarray(dy)
    height, width = dy.shape[1:3]
    result = np.zeros((kh, kw, x.shape[3], dy.shape[3]))
    for a in range(kh):
        for b in range(kw):
            window = x[:, a : a + height, b : b + width]
            result[a, b] = np.einsum("nijc,nijf->cf", window, dy)
    return result.transpose(2, 3, 0, 1)


def kernel_axes_last_filters_first(x, dy, kh, kw):
    x, dy = np.asarray(x), np.asarray(dy)
    height, width = dy.shape[1:3]
    result = np.zeros((kh, kw, x.shape[3], dy.shape[3]))
    for a in range(kh):
        for b in range(kw):
            window = x[:, a : a + height, b : b + width]
            result[a, b] = np.einsum("nijc,nijf->cf", window, dy)
    return result.transpose(3, 2, 0, 1)


def kernel_axes_exchanged(x, dy, kh, kw):
    x, dy = np.asarray(x), np.asarray(dy)
    height, width = dy.shape[1:3]
    result = np.zeros((kh, kw, x.shape[3], dy.shape[3]))
    for a in range(kh):
        for b in range(kw):
            window = x[:, a : a + height, b : b + width]
            result[a, b] = np.einsum("nijc,nijf->cf", window, dy)
    return result.transpose(1, 0, 2, 3)


def rows_and_columns_of_the_shift_exchanged(x, dy, kh, kw):
    x, dy = np.asarray(x), np.asarray(dy)
    height, width = dy.shape[1:3]
    x = np.pad(x, ((0, 0), (0, kw), (0, kh), (0, 0)))
    result = np.zeros((kh, kw, x.shape[3], dy.shape[3]))
    for a in range(kh):
        for b in range(kw):
            result[a, b] = np.einsum("nijc,nijf->cf", x[:, b : b + height, a : a + width], dy)
    return result


def rows_and_columns_of_the_shift_exchanged_unpadded(x, dy, kh, kw):
    x, dy = np.asarray(x), np.asarray(dy)
    height, width = dy.shape[1:3]
    result = np.zeros((kh, kw, x.shape[3], dy.shape[3]))
    for a in range(kh):
        for b in range(kw):
            result[a, b] = np.einsum("nijc,nijf->cf", x[:, b : b + height, a : a + width], dy)
    return result


def windows_as_large_as_the_kernel(x, dy, kh, kw):
    x, dy = np.asarray(x), np.asarray(dy)
    result = np.zeros((kh, kw, x.shape[3], dy.shape[3]))
    for i in range(dy.shape[1] - kh + 1):
        for j in range(dy.shape[2] - kw + 1):
            result += np.einsum("nabc,nabf->abcf", x[:, i : i + kh, j : j + kw], dy[:, i : i + kh, j : j + kw])
    return result


def dy_always_at_the_first_place(x, dy, kh, kw):
    x, dy = np.asarray(x), np.asarray(dy)
    result = np.zeros((kh, kw, x.shape[3], dy.shape[3]))
    for i in range(dy.shape[1]):
        for j in range(dy.shape[2]):
            result += np.einsum("nabc,nf->abcf", x[:, i : i + kh, j : j + kw], dy[:, 0, 0])
    return result


def overwritten_at_each_place(x, dy, kh, kw):
    x, dy = np.asarray(x), np.asarray(dy)
    result = np.zeros((kh, kw, x.shape[3], dy.shape[3]))
    for i in range(dy.shape[1]):
        for j in range(dy.shape[2]):
            result = np.einsum("nabc,nf->abcf", x[:, i : i + kh, j : j + kw], dy[:, i, j])
    return result


def last_places_missing(x, dy, kh, kw):
    x, dy = np.asarray(x), np.asarray(dy)
    result = np.zeros((kh, kw, x.shape[3], dy.shape[3]))
    for i in range(dy.shape[1] - 1):
        for j in range(dy.shape[2] - 1):
            result += np.einsum("nabc,nf->abcf", x[:, i : i + kh, j : j + kw], dy[:, i, j])
    return result


def places_counted_by_height_for_both(x, dy, kh, kw):
    x, dy = np.asarray(x), np.asarray(dy)
    result = np.zeros((kh, kw, x.shape[3], dy.shape[3]))
    for i in range(dy.shape[1]):
        for j in range(min(dy.shape[1:3])):
            result += np.einsum("nabc,nf->abcf", x[:, i : i + kh, j : j + kw], dy[:, i, j])
    return result


def not_shifted(x, dy, kh, kw):
    x, dy = np.asarray(x), np.asarray(dy)
    height, width = dy.shape[1:3]
    result = np.zeros((kh, kw, x.shape[3], dy.shape[3]))
    for a in range(kh):
        for b in range(kw):
            window = x[:, :height, :width]
            result[a, b] = np.einsum("nijc,nijf->cf", window, dy)
    return result


def shifted_along_rows_only(x, dy, kh, kw):
    x, dy = np.asarray(x), np.asarray(dy)
    height, width = dy.shape[1:3]
    result = np.zeros((kh, kw, x.shape[3], dy.shape[3]))
    for a in range(kh):
        for b in range(kw):
            window = x[:, a : a + height, :width]
            result[a, b] = np.einsum("nijc,nijf->cf", window, dy)
    return result


def shifted_along_columns_only(x, dy, kh, kw):
    x, dy = np.asarray(x), np.asarray(dy)
    height, width = dy.shape[1:3]
    result = np.zeros((kh, kw, x.shape[3], dy.shape[3]))
    for a in range(kh):
        for b in range(kw):
            window = x[:, :height, b : b + width]
            result[a, b] = np.einsum("nijc,nijf->cf", window, dy)
    return result


def channels_added_up(x, dy, kh, kw):
    x, dy = np.asarray(x), np.asarray(dy)
    height, width = dy.shape[1:3]
    result = np.zeros((kh, kw, x.shape[3], dy.shape[3]))
    for a in range(kh):
        for b in range(kw):
            window = x[:, a : a + height, b : b + width]
            result[a, b] = np.einsum("nijc,nijf->f", window, dy)
    return result


def channels_added_up_axis_lost(x, dy, kh, kw):
    x, dy = np.asarray(x), np.asarray(dy)
    height, width = dy.shape[1:3]
    result = np.zeros((kh, kw, dy.shape[3]))
    for a in range(kh):
        for b in range(kw):
            window = x[:, a : a + height, b : b + width]
            result[a, b] = np.einsum("nijc,nijf->f", window, dy)
    return result


def filters_added_up(x, dy, kh, kw):
    x, dy = np.asarray(x), np.asarray(dy)
    height, width = dy.shape[1:3]
    result = np.zeros((kh, kw, x.shape[3], dy.shape[3]))
    for a in range(kh):
        for b in range(kw):
            window = x[:, a : a + height, b : b + width]
            result[a, b] = np.einsum("nijc,nijf->c", window, dy)[:, None]
    return result


def filters_added_up_axis_lost(x, dy, kh, kw):
    x, dy = np.asarray(x), np.asarray(dy)
    height, width = dy.shape[1:3]
    result = np.zeros((kh, kw, x.shape[3]))
    for a in range(kh):
        for b in range(kw):
            window = x[:, a : a + height, b : b + width]
            result[a, b] = np.einsum("nijc,nijf->c", window, dy)
    return result


def first_channel_only(x, dy, kh, kw):
    x, dy = np.asarray(x), np.asarray(dy)
    height, width = dy.shape[1:3]
    result = np.zeros((kh, kw, x.shape[3], dy.shape[3]))
    for a in range(kh):
        for b in range(kw):
            window = x[:, a : a + height, b : b + width]
            result[a, b] = np.einsum("nij,nijf->f", window[..., 0], dy)
    return result


def x_squared(x, dy, kh, kw):
    x, dy = np.asarray(x), np.asarray(dy)
    height, width = dy.shape[1:3]
    result = np.zeros((kh, kw, x.shape[3], dy.shape[3]))
    for a in range(kh):
        for b in range(kw):
            window = x[:, a : a + height, b : b + width]
            result[a, b] = np.einsum("nijc,nijf->cf", window * window, dy)
    return result


def doubled(x, dy, kh, kw):
    x, dy = np.asarray(x), np.asarray(dy)
    height, width = dy.shape[1:3]
    result = np.zeros((kh, kw, x.shape[3], dy.shape[3]))
    for a in range(kh):
        for b in range(kw):
            window = x[:, a : a + height, b : b + width]
            result[a, b] = 2 * np.einsum("nijc,nijf->cf", window, dy)
    return result


def left_flat(x, dy, kh, kw):
    x, dy = np.asarray(x), np.asarray(dy)
    patches = np.lib.stride_tricks.sliding_window_view(x, (kh, kw), axis=(1, 2))  # (B, H', W', C, kh, kw)
    rows = patches.transpose(0, 1, 2, 4, 5, 3).reshape(-1, kh * kw * x.shape[3])
    flat = dy.reshape(-1, dy.shape[3])
    return rows.T @ flat


def reshaped_filters_first(x, dy, kh, kw):
    x, dy = np.asarray(x), np.asarray(dy)
    patches = np.lib.stride_tricks.sliding_window_view(x, (kh, kw), axis=(1, 2))  # (B, H', W', C, kh, kw)
    rows = patches.transpose(0, 1, 2, 4, 5, 3).reshape(-1, kh * kw * x.shape[3])
    flat = dy.reshape(-1, dy.shape[3])
    return (flat.T @ rows).reshape(kh, kw, x.shape[3], dy.shape[3])


def reshaped_columns_first(x, dy, kh, kw):
    x, dy = np.asarray(x), np.asarray(dy)
    patches = np.lib.stride_tricks.sliding_window_view(x, (kh, kw), axis=(1, 2))  # (B, H', W', C, kh, kw)
    rows = patches.transpose(0, 1, 2, 4, 5, 3).reshape(-1, kh * kw * x.shape[3])
    flat = dy.reshape(-1, dy.shape[3])
    return (rows.T @ flat).reshape(kw, kh, x.shape[3], dy.shape[3])


def reshaped_channels_first(x, dy, kh, kw):
    x, dy = np.asarray(x), np.asarray(dy)
    patches = np.lib.stride_tricks.sliding_window_view(x, (kh, kw), axis=(1, 2))  # (B, H', W', C, kh, kw)
    rows = patches.transpose(0, 1, 2, 4, 5, 3).reshape(-1, kh * kw * x.shape[3])
    flat = dy.reshape(-1, dy.shape[3])
    return (rows.T @ flat).reshape(x.shape[3], kh, kw, dy.shape[3]).transpose(1, 2, 0, 3)


def patches_with_channel_first(x, dy, kh, kw):
    x, dy = np.asarray(x), np.asarray(dy)
    patches = np.lib.stride_tricks.sliding_window_view(x, (kh, kw), axis=(1, 2))  # (B, H', W', C, kh, kw)
    rows = patches.reshape(-1, kh * kw * x.shape[3])
    return (rows.T @ dy.reshape(-1, dy.shape[3])).reshape(kh, kw, x.shape[3], dy.shape[3])


def gradient_of_the_input(x, dy, kh, kw):
    x, dy = np.asarray(x), np.asarray(dy)
    w = np.ones((kh, kw, x.shape[3], dy.shape[3]))
    result = np.zeros(x.shape)
    for i in range(dy.shape[1]):
        for j in range(dy.shape[2]):
            result[:, i : i + kh, j : j + kw] += np.einsum("nf,abcf->nabc", dy[:, i, j], w)
    return result


def gradient_of_the_bias(x, dy, kh, kw):
    x, dy = np.asarray(x), np.asarray(dy)
    return dy.sum(axis=(0, 1, 2))


def square_kernels_only(x, dy, kh, kw):
    x, dy = np.asarray(x), np.asarray(dy)
    height, width = dy.shape[1:3]
    result = np.zeros((kh, kh, x.shape[3], dy.shape[3]))
    for a in range(kh):
        for b in range(kh):
            window = np.pad(x, ((0, 0), (0, kh), (0, kh), (0, 0)))[:, a : a + height, b : b + width]
            result[a, b] = np.einsum("nijc,nijf->cf", window, dy)
    return result


def square_kernels_only_unpadded(x, dy, kh, kw):
    x, dy = np.asarray(x), np.asarray(dy)
    height, width = dy.shape[1:3]
    result = np.zeros((kh, kh, x.shape[3], dy.shape[3]))
    for a in range(kh):
        for b in range(kh):
            result[a, b] = np.einsum("nijc,nijf->cf", x[:, a : a + height, b : b + width], dy)
    return result


def gradient_for_a_padded_image(x, dy, kh, kw):
    x, dy = np.asarray(x), np.asarray(dy)
    height, width = dy.shape[1:3]
    x = np.pad(x, ((0, 0), ((kh - 1) // 2, kh // 2), ((kw - 1) // 2, kw // 2), (0, 0)))
    result = np.zeros((kh, kw, x.shape[3], dy.shape[3]))
    for a in range(kh):
        for b in range(kw):
            result[a, b] = np.einsum("nijc,nijf->cf", x[:, a : a + height, b : b + width], dy)
    return result


def whole_numbers(x, dy, kh, kw):
    x, dy = np.asarray(x), np.asarray(dy)
    patches = np.lib.stride_tricks.sliding_window_view(x, (kh, kw), axis=(1, 2))  # (B, H', W', C, kh, kw)
    rows = patches.transpose(0, 1, 2, 4, 5, 3).reshape(-1, kh * kw * x.shape[3])
    flat = dy.reshape(-1, dy.shape[3])
    return (rows.T @ flat).reshape(kh, kw, x.shape[3], dy.shape[3]).astype(int)


def rounded(x, dy, kh, kw):
    x, dy = np.asarray(x), np.asarray(dy)
    patches = np.lib.stride_tricks.sliding_window_view(x, (kh, kw), axis=(1, 2))  # (B, H', W', C, kh, kw)
    rows = patches.transpose(0, 1, 2, 4, 5, 3).reshape(-1, kh * kw * x.shape[3])
    flat = dy.reshape(-1, dy.shape[3])
    return np.round((rows.T @ flat).reshape(kh, kw, x.shape[3], dy.shape[3]))


def writes_into_dy(x, dy, kh, kw):
    x, dy = np.asarray(x), dy if isinstance(dy, np.ndarray) else np.array(dy)
    height, width = dy.shape[1:3]
    result = np.zeros((kh, kw, x.shape[3], dy.shape[3]))
    for a in range(kh):
        for b in range(kw):
            result[a, b] = np.einsum("nijc,nijf->cf", x[:, a : a + height, b : b + width], dy)
    dy *= 0
    return result


def dy_reshaped_filters_first(x, dy, kh, kw):
    x, dy = np.asarray(x), np.asarray(dy)
    filters = dy.shape[3]
    patches = np.lib.stride_tricks.sliding_window_view(x, (kh, kw), axis=(1, 2))  # (B, H', W', C, kh, kw)
    rows = patches.transpose(0, 1, 2, 4, 5, 3).reshape(-1, kh * kw * x.shape[3])
    flat = dy.reshape(filters, -1).T
    return (rows.T @ flat).reshape(kh, kw, x.shape[3], filters)


def dy_turned_round(x, dy, kh, kw):
    x, dy = np.asarray(x), np.asarray(dy)
    filters = dy.shape[3]
    patches = np.lib.stride_tricks.sliding_window_view(x, (kh, kw), axis=(1, 2))  # (B, H', W', C, kh, kw)
    rows = patches.transpose(0, 1, 2, 4, 5, 3).reshape(-1, kh * kw * x.shape[3])
    flat = dy.T.reshape(-1, filters)
    return (rows.T @ flat).reshape(kh, kw, x.shape[3], filters)


def dy_by_columns(x, dy, kh, kw):
    x, dy = np.asarray(x), np.asarray(dy)
    filters = dy.shape[3]
    patches = np.lib.stride_tricks.sliding_window_view(x, (kh, kw), axis=(1, 2))  # (B, H', W', C, kh, kw)
    rows = patches.transpose(0, 1, 2, 4, 5, 3).reshape(-1, kh * kw * x.shape[3])
    flat = dy.transpose(0, 2, 1, 3).reshape(-1, filters)
    return (rows.T @ flat).reshape(kh, kw, x.shape[3], filters)


def cells_stacked_behind(x, dy, kh, kw):
    x, dy = np.asarray(x), np.asarray(dy)
    height, width = dy.shape[1:3]
    shifted = [x[:, a : a + height, b : b + width] for a in range(kh) for b in range(kw)]
    cells = np.stack([np.einsum("nijc,nijf->cf", window, dy) for window in shifted], axis=-1)
    return cells.reshape(kh, kw, x.shape[3], dy.shape[3])
