"""Wrong answers to 2.2 correlate2d, in NumPy: nothing has to be compiled to recognise them."""

from __future__ import annotations

import numpy as np


def as_shipped(image, kernel):
    image, kernel = np.asarray(image), np.asarray(kernel)
    kh, kw = kernel.shape
    result = np.zeros((image.shape[0] - kh, image.shape[1] - kw))
    for row in range(result.shape[0]):
        for column in range(result.shape[1]):
            window = image[row : row + kh, column : column + kw]
            result[row, column] = np.sum(window * kernel[::-1, ::-1])
    return result


def last_ones_missing(image, kernel):
    image, kernel = np.asarray(image), np.asarray(kernel)
    kh, kw = kernel.shape
    result = np.zeros((image.shape[0] - kh, image.shape[1] - kw))
    for row in range(result.shape[0]):
        for column in range(result.shape[1]):
            result[row, column] = np.sum(image[row : row + kh, column : column + kw] * kernel)
    return result


def last_row_missing(image, kernel):
    image, kernel = np.asarray(image), np.asarray(kernel)
    kh, kw = kernel.shape
    result = np.zeros((image.shape[0] - kh, image.shape[1] - kw + 1))
    for row in range(result.shape[0]):
        for column in range(result.shape[1]):
            result[row, column] = np.sum(image[row : row + kh, column : column + kw] * kernel)
    return result


def last_row_missing_flipped(image, kernel):
    image, kernel = np.asarray(image), np.asarray(kernel)
    kh, kw = kernel.shape
    result = np.zeros((image.shape[0] - kh, image.shape[1] - kw + 1))
    for row in range(result.shape[0]):
        for column in range(result.shape[1]):
            result[row, column] = np.sum(image[row : row + kh, column : column + kw] * kernel[::-1, ::-1])
    return result


def last_column_missing(image, kernel):
    image, kernel = np.asarray(image), np.asarray(kernel)
    kh, kw = kernel.shape
    result = np.zeros((image.shape[0] - kh + 1, image.shape[1] - kw))
    for row in range(result.shape[0]):
        for column in range(result.shape[1]):
            result[row, column] = np.sum(image[row : row + kh, column : column + kw] * kernel)
    return result


def last_column_missing_flipped(image, kernel):
    image, kernel = np.asarray(image), np.asarray(kernel)
    kh, kw = kernel.shape
    result = np.zeros((image.shape[0] - kh + 1, image.shape[1] - kw))
    for row in range(result.shape[0]):
        for column in range(result.shape[1]):
            result[row, column] = np.sum(image[row : row + kh, column : column + kw] * kernel[::-1, ::-1])
    return result


def last_ones_left_at_zero(image, kernel):
    image, kernel = np.asarray(image), np.asarray(kernel)
    kh, kw = kernel.shape
    result = np.zeros((image.shape[0] - kh + 1, image.shape[1] - kw + 1))
    for row in range(image.shape[0] - kh):
        for column in range(image.shape[1] - kw):
            result[row, column] = np.sum(image[row : row + kh, column : column + kw] * kernel)
    return result


def last_ones_left_at_zero_flipped(image, kernel):
    image, kernel = np.asarray(image), np.asarray(kernel)
    kh, kw = kernel.shape
    result = np.zeros((image.shape[0] - kh + 1, image.shape[1] - kw + 1))
    for row in range(image.shape[0] - kh):
        for column in range(image.shape[1] - kw):
            result[row, column] = np.sum(image[row : row + kh, column : column + kw] * kernel[::-1, ::-1])
    return result


def first_ones_missing(image, kernel):
    image, kernel = np.asarray(image), np.asarray(kernel)
    kh, kw = kernel.shape
    result = np.zeros((image.shape[0] - kh, image.shape[1] - kw))
    for row in range(result.shape[0]):
        for column in range(result.shape[1]):
            result[row, column] = np.sum(image[row + 1 : row + 1 + kh, column + 1 : column + 1 + kw] * kernel)
    return result


def flipped(image, kernel):
    image, kernel = np.asarray(image), np.asarray(kernel)
    kh, kw = kernel.shape
    result = np.zeros((image.shape[0] - kh + 1, image.shape[1] - kw + 1))
    for row in range(result.shape[0]):
        for column in range(result.shape[1]):
            result[row, column] = np.sum(image[row : row + kh, column : column + kw] * kernel[::-1, ::-1])
    return result


def upside_down(image, kernel):
    image, kernel = np.asarray(image), np.asarray(kernel)
    kh, kw = kernel.shape
    result = np.zeros((image.shape[0] - kh + 1, image.shape[1] - kw + 1))
    for row in range(result.shape[0]):
        for column in range(result.shape[1]):
            result[row, column] = np.sum(image[row : row + kh, column : column + kw] * kernel[::-1])
    return result


def left_and_right_exchanged(image, kernel):
    image, kernel = np.asarray(image), np.asarray(kernel)
    kh, kw = kernel.shape
    result = np.zeros((image.shape[0] - kh + 1, image.shape[1] - kw + 1))
    for row in range(result.shape[0]):
        for column in range(result.shape[1]):
            result[row, column] = np.sum(image[row : row + kh, column : column + kw] * kernel[:, ::-1])
    return result


def kernel_transposed(image, kernel):
    image, kernel = np.asarray(image), np.asarray(kernel)
    kh, kw = kernel.shape
    result = np.zeros((image.shape[0] - kh + 1, image.shape[1] - kw + 1))
    for row in range(result.shape[0]):
        for column in range(result.shape[1]):
            result[row, column] = np.sum(image[row : row + kh, column : column + kw] * kernel.T)
    return result


def sides_of_the_window_exchanged(image, kernel):
    image, kernel = np.asarray(image), np.asarray(kernel)
    kw, kh = kernel.shape
    result = np.zeros((image.shape[0] - kh + 1, image.shape[1] - kw + 1))
    for row in range(result.shape[0]):
        for column in range(result.shape[1]):
            result[row, column] = np.sum(image[row : row + kh, column : column + kw] * kernel)
    return result


def width_for_both(image, kernel):
    image, kernel = np.asarray(image), np.asarray(kernel)
    kh, kw = kernel.shape
    size = image.shape[1] - kw + 1
    result = np.zeros((size, size))
    for row in range(size):
        for column in range(size):
            result[row, column] = np.sum(image[row : row + kh, column : column + kw] * kernel)
    return result


def height_for_both(image, kernel):
    image, kernel = np.asarray(image), np.asarray(kernel)
    kh, kw = kernel.shape
    size = image.shape[0] - kh + 1
    result = np.zeros((size, size))
    for row in range(size):
        for column in range(size):
            result[row, column] = np.sum(image[row : row + kh, column : column + kw] * kernel)
    return result


def loops_bound_by_width(image, kernel):
    image, kernel = np.asarray(image), np.asarray(kernel)
    kh, kw = kernel.shape
    result = np.zeros((image.shape[0] - kh + 1, image.shape[1] - kw + 1))
    for row in range(result.shape[1]):
        for column in range(result.shape[1]):
            if row < result.shape[0]:
                result[row, column] = np.sum(image[row : row + kh, column : column + kw] * kernel)
    return result


def loops_bound_by_width_unguarded(image, kernel):
    image, kernel = np.asarray(image), np.asarray(kernel)
    kh, kw = kernel.shape
    result = np.zeros((image.shape[0] - kh + 1, image.shape[1] - kw + 1))
    for row in range(result.shape[1]):
        for column in range(result.shape[1]):
            result[row, column] = np.sum(image[row : row + kh, column : column + kw] * kernel)
    return result


def loops_bound_by_height(image, kernel):
    image, kernel = np.asarray(image), np.asarray(kernel)
    kh, kw = kernel.shape
    result = np.zeros((image.shape[0] - kh + 1, image.shape[1] - kw + 1))
    for row in range(result.shape[0]):
        for column in range(min(result.shape)):
            result[row, column] = np.sum(image[row : row + kh, column : column + kw] * kernel)
    return result


def loops_exchanged(image, kernel):
    image, kernel = np.asarray(image), np.asarray(kernel)
    kh, kw = kernel.shape
    result = np.zeros((image.shape[0] - kh + 1, image.shape[1] - kw + 1))
    for row in range(result.shape[1]):
        for column in range(result.shape[0]):
            result[row, column] = np.sum(image[row : row + kh, column : column + kw] * kernel)
    return result


def kernels_height_for_both(image, kernel):
    image, kernel = np.asarray(image), np.asarray(kernel)
    k = kernel.shape[0]
    result = np.zeros((image.shape[0] - k + 1, image.shape[1] - k + 1))
    for row in range(result.shape[0]):
        for column in range(result.shape[1]):
            result[row, column] = np.sum(image[row : row + k, column : column + k] * kernel)
    return result


def kernels_height_for_both_by_entries(image, kernel):
    image, kernel = np.asarray(image), np.asarray(kernel)
    k = len(kernel)
    result = np.zeros((image.shape[0] - k + 1, image.shape[1] - k + 1))
    for i in range(k):
        for j in range(k):
            result += kernel[i, j] * image[i : i + result.shape[0], j : j + result.shape[1]]
    return result


def row_and_column_exchanged(image, kernel):
    image, kernel = np.asarray(image), np.asarray(kernel)
    kh, kw = kernel.shape
    result = np.zeros((image.shape[0] - kh + 1, image.shape[1] - kw + 1))
    for row in range(result.shape[0]):
        for column in range(result.shape[1]):
            result[row, column] = np.sum(image[column : column + kh, row : row + kw] * kernel)
    return result


def result_transposed(image, kernel):
    image, kernel = np.asarray(image), np.asarray(kernel)
    kh, kw = kernel.shape
    result = np.zeros((image.shape[1] - kw + 1, image.shape[0] - kh + 1))
    for row in range(result.shape[1]):
        for column in range(result.shape[0]):
            result[column, row] = np.sum(image[row : row + kh, column : column + kw] * kernel)
    return result


def same_size(image, kernel):
    image, kernel = np.asarray(image), np.asarray(kernel)
    kh, kw = kernel.shape
    padded = np.pad(image, (((kh - 1) // 2, kh // 2), ((kw - 1) // 2, kw // 2)))
    result = np.zeros(image.shape)
    for row in range(result.shape[0]):
        for column in range(result.shape[1]):
            result[row, column] = np.sum(padded[row : row + kh, column : column + kw] * kernel)
    return result


def same_size_more_in_front(image, kernel):
    image, kernel = np.asarray(image), np.asarray(kernel)
    kh, kw = kernel.shape
    padded = np.pad(image, ((kh // 2, (kh - 1) // 2), (kw // 2, (kw - 1) // 2)))
    result = np.zeros(image.shape)
    for row in range(result.shape[0]):
        for column in range(result.shape[1]):
            result[row, column] = np.sum(padded[row : row + kh, column : column + kw] * kernel)
    return result


def same_size_border_of_zeros(image, kernel):
    image, kernel = np.asarray(image), np.asarray(kernel)
    kh, kw = kernel.shape
    result = np.zeros(image.shape)
    for row in range(image.shape[0] - kh + 1):
        for column in range(image.shape[1] - kw + 1):
            result[row, column] = np.sum(image[row : row + kh, column : column + kw] * kernel)
    return result


def windows_stick_out(image, kernel):
    image, kernel = np.asarray(image), np.asarray(kernel)
    kh, kw = kernel.shape
    result = np.zeros(image.shape)
    for row in range(image.shape[0]):
        for column in range(image.shape[1]):
            window = image[row : row + kh, column : column + kw]
            result[row, column] = np.sum(window * kernel[: window.shape[0], : window.shape[1]])
    return result


def full_size(image, kernel):
    image, kernel = np.asarray(image), np.asarray(kernel)
    kh, kw = kernel.shape
    padded = np.pad(image, ((kh - 1, kh - 1), (kw - 1, kw - 1)))
    result = np.zeros((image.shape[0] + kh - 1, image.shape[1] + kw - 1))
    for row in range(result.shape[0]):
        for column in range(result.shape[1]):
            result[row, column] = np.sum(padded[row : row + kh, column : column + kw] * kernel)
    return result


def mean_of_the_products(image, kernel):
    image, kernel = np.asarray(image), np.asarray(kernel)
    kh, kw = kernel.shape
    result = np.zeros((image.shape[0] - kh + 1, image.shape[1] - kw + 1))
    for row in range(result.shape[0]):
        for column in range(result.shape[1]):
            result[row, column] = np.mean(image[row : row + kh, column : column + kw] * kernel)
    return result


def divided_by_the_weights(image, kernel):
    image, kernel = np.asarray(image), np.asarray(kernel)
    kh, kw = kernel.shape
    result = np.zeros((image.shape[0] - kh + 1, image.shape[1] - kw + 1))
    for row in range(result.shape[0]):
        for column in range(result.shape[1]):
            result[row, column] = np.sum(image[row : row + kh, column : column + kw] * kernel) / np.sum(kernel)
    return result


def sums_apart(image, kernel):
    image, kernel = np.asarray(image), np.asarray(kernel)
    kh, kw = kernel.shape
    result = np.zeros((image.shape[0] - kh + 1, image.shape[1] - kw + 1))
    for row in range(result.shape[0]):
        for column in range(result.shape[1]):
            result[row, column] = np.sum(image[row : row + kh, column : column + kw]) * np.sum(kernel)
    return result


def matrix_product(image, kernel):
    image, kernel = np.asarray(image), np.asarray(kernel)
    kh, kw = kernel.shape
    result = np.zeros((image.shape[0] - kh + 1, image.shape[1] - kw + 1))
    for row in range(result.shape[0]):
        for column in range(result.shape[1]):
            result[row, column] = np.sum(image[row : row + kh, column : column + kw] @ kernel)
    return result


def strongest_product(image, kernel):
    image, kernel = np.asarray(image), np.asarray(kernel)
    kh, kw = kernel.shape
    result = np.zeros((image.shape[0] - kh + 1, image.shape[1] - kw + 1))
    for row in range(result.shape[0]):
        for column in range(result.shape[1]):
            result[row, column] = np.max(image[row : row + kh, column : column + kw] * kernel)
    return result


def negatives_cut(image, kernel):
    image, kernel = np.asarray(image), np.asarray(kernel)
    kh, kw = kernel.shape
    result = np.zeros((image.shape[0] - kh + 1, image.shape[1] - kw + 1))
    for row in range(result.shape[0]):
        for column in range(result.shape[1]):
            result[row, column] = max(0, np.sum(image[row : row + kh, column : column + kw] * kernel))
    return result


def side_by_side(image, kernel):
    image, kernel = np.asarray(image), np.asarray(kernel)
    kh, kw = kernel.shape
    result = np.zeros((image.shape[0] // kh, image.shape[1] // kw))
    for row in range(result.shape[0]):
        for column in range(result.shape[1]):
            window = image[row * kh : (row + 1) * kh, column * kw : (column + 1) * kw]
            result[row, column] = np.sum(window * kernel)
    return result


def sum_goes_on(image, kernel):
    image, kernel = np.asarray(image), np.asarray(kernel)
    kh, kw = kernel.shape
    result, total = np.zeros((image.shape[0] - kh + 1, image.shape[1] - kw + 1)), 0.0
    for row in range(result.shape[0]):
        for column in range(result.shape[1]):
            total += np.sum(image[row : row + kh, column : column + kw] * kernel)
            result[row, column] = total
    return result


def only_the_last_product(image, kernel):
    image, kernel = np.asarray(image), np.asarray(kernel)
    kh, kw = kernel.shape
    result = np.zeros((image.shape[0] - kh + 1, image.shape[1] - kw + 1))
    for row in range(result.shape[0]):
        for column in range(result.shape[1]):
            result[row, column] = image[row + kh - 1, column + kw - 1] * kernel[kh - 1, kw - 1]
    return result


def returns_in_the_loop(image, kernel):
    image, kernel = np.asarray(image), np.asarray(kernel)
    kh, kw = kernel.shape
    result = np.zeros((image.shape[0] - kh + 1, image.shape[1] - kw + 1))
    for row in range(result.shape[0]):
        for column in range(result.shape[1]):
            result[row, column] = np.sum(image[row : row + kh, column : column + kw] * kernel)
        return result


def returns_in_the_inner_loop(image, kernel):
    image, kernel = np.asarray(image), np.asarray(kernel)
    kh, kw = kernel.shape
    result = np.zeros((image.shape[0] - kh + 1, image.shape[1] - kw + 1))
    for row in range(result.shape[0]):
        for column in range(result.shape[1]):
            result[row, column] = np.sum(image[row : row + kh, column : column + kw] * kernel)
            return result


def whole_numbers(image, kernel):
    image, kernel = np.asarray(image), np.asarray(kernel)
    kh, kw = kernel.shape
    result = np.zeros((image.shape[0] - kh + 1, image.shape[1] - kw + 1), int)
    for row in range(result.shape[0]):
        for column in range(result.shape[1]):
            result[row, column] = np.sum(image[row : row + kh, column : column + kw] * kernel)
    return result


def whole_numbers_as_floats(image, kernel):
    image, kernel = np.asarray(image), np.asarray(kernel)
    kh, kw = kernel.shape
    result = np.zeros((image.shape[0] - kh + 1, image.shape[1] - kw + 1))
    for row in range(result.shape[0]):
        for column in range(result.shape[1]):
            result[row, column] = np.round(np.sum(image[row : row + kh, column : column + kw] * kernel))
    return result


def writes_into_the_image(image, kernel):
    image, kernel = image if isinstance(image, np.ndarray) else np.array(image), np.asarray(kernel)
    kh, kw = kernel.shape
    height, width = image.shape[0] - kh + 1, image.shape[1] - kw + 1
    for row in range(height):
        for column in range(width):
            image[row, column] = np.sum(image[row : row + kh, column : column + kw] * kernel)
    return image[:height, :width]


def size_of_the_example(image, kernel):
    image, kernel = np.asarray(image), np.asarray(kernel)
    result = np.zeros((2, 3))
    for row in range(2):
        for column in range(3):
            result[row, column] = np.sum(image[row : row + 2, column : column + 2] * kernel)
    return result


def dtype_of_the_image(image, kernel):
    image, kernel = np.asarray(image), np.asarray(kernel)
    kh, kw = kernel.shape
    result = np.zeros((image.shape[0] - kh + 1, image.shape[1] - kw + 1), image.dtype)
    for row in range(result.shape[0]):
        for column in range(result.shape[1]):
            result[row, column] = np.sum(image[row : row + kh, column : column + kw] * kernel)
    return result


def dtype_of_the_kernel(image, kernel):
    image, kernel = np.asarray(image), np.asarray(kernel)
    kh, kw = kernel.shape
    result = np.zeros((image.shape[0] - kh + 1, image.shape[1] - kw + 1), kernel.dtype)
    for row in range(result.shape[0]):
        for column in range(result.shape[1]):
            result[row, column] = np.sum(image[row : row + kh, column : column + kw] * kernel)
    return result


def zeros_like_the_image(image, kernel):
    image, kernel = np.asarray(image), np.asarray(kernel)
    kh, kw = kernel.shape
    result = np.zeros_like(image, shape=(image.shape[0] - kh + 1, image.shape[1] - kw + 1))
    for a in range(kh):
        for b in range(kw):
            shifted = image[a : a + result.shape[0], b : b + result.shape[1]]
            result = (result + kernel[a, b] * shifted).astype(image.dtype)
    return result
