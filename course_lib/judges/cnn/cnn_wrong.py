"""Wrong answers to 5.3 cnn."""

from __future__ import annotations

import numpy as np


def softmax_inside(params, images):
    def conv(x, w, b):
        windows = np.lib.stride_tricks.sliding_window_view(x, w.shape[:2], axis=(1, 2))
        return np.einsum("nijcab,abcf->nijf", windows, w) + b

    def pool(x):
        n, rows, columns, channels = len(x), x.shape[1] // 2, x.shape[2] // 2, x.shape[3]
        return x[:, : 2 * rows, : 2 * columns].reshape(n, rows, 2, columns, 2, channels).max(axis=(2, 4))

    def relu(z):
        return np.maximum(z, 0)

    params = {name: tuple(np.asarray(part) for part in layer) for name, layer in params.items()}
    (w1, b1), (w2, b2), (w3, b3), (w4, b4) = (params[n] for n in ("conv1", "conv2", "dense1", "dense2"))
    x = np.asarray(images)
    x = pool(relu(conv(x, w1, b1)))
    x = pool(relu(conv(x, w2, b2)))
    x = x.reshape(len(x), -1)
    x = relu(x @ w3 + b3)
    z = x @ w4 + b4
    z = np.exp(z - z.max(axis=1, keepdims=True))
    return z / z.sum(axis=1, keepdims=True)


def log_softmax_inside(params, images):
    def conv(x, w, b):
        windows = np.lib.stride_tricks.sliding_window_view(x, w.shape[:2], axis=(1, 2))
        return np.einsum("nijcab,abcf->nijf", windows, w) + b

    def pool(x):
        n, rows, columns, channels = len(x), x.shape[1] // 2, x.shape[2] // 2, x.shape[3]
        return x[:, : 2 * rows, : 2 * columns].reshape(n, rows, 2, columns, 2, channels).max(axis=(2, 4))

    def relu(z):
        return np.maximum(z, 0)

    params = {name: tuple(np.asarray(part) for part in layer) for name, layer in params.items()}
    (w1, b1), (w2, b2), (w3, b3), (w4, b4) = (params[n] for n in ("conv1", "conv2", "dense1", "dense2"))
    x = np.asarray(images)
    x = pool(relu(conv(x, w1, b1)))
    x = pool(relu(conv(x, w2, b2)))
    x = x.reshape(len(x), -1)
    x = relu(x @ w3 + b3)
    z = x @ w4 + b4
    z = z - z.max(axis=1, keepdims=True)
    return z - np.log(np.exp(z).sum(axis=1, keepdims=True))


def relu_on_the_scores(params, images):
    def conv(x, w, b):
        windows = np.lib.stride_tricks.sliding_window_view(x, w.shape[:2], axis=(1, 2))
        return np.einsum("nijcab,abcf->nijf", windows, w) + b

    def pool(x):
        n, rows, columns, channels = len(x), x.shape[1] // 2, x.shape[2] // 2, x.shape[3]
        return x[:, : 2 * rows, : 2 * columns].reshape(n, rows, 2, columns, 2, channels).max(axis=(2, 4))

    def relu(z):
        return np.maximum(z, 0)

    params = {name: tuple(np.asarray(part) for part in layer) for name, layer in params.items()}
    (w1, b1), (w2, b2), (w3, b3), (w4, b4) = (params[n] for n in ("conv1", "conv2", "dense1", "dense2"))
    x = np.asarray(images)
    x = pool(relu(conv(x, w1, b1)))
    x = pool(relu(conv(x, w2, b2)))
    x = x.reshape(len(x), -1)
    x = relu(x @ w3 + b3)
    return relu(x @ w4 + b4)


def softmax_of_relu(params, images):
    def conv(x, w, b):
        windows = np.lib.stride_tricks.sliding_window_view(x, w.shape[:2], axis=(1, 2))
        return np.einsum("nijcab,abcf->nijf", windows, w) + b

    def pool(x):
        n, rows, columns, channels = len(x), x.shape[1] // 2, x.shape[2] // 2, x.shape[3]
        return x[:, : 2 * rows, : 2 * columns].reshape(n, rows, 2, columns, 2, channels).max(axis=(2, 4))

    def relu(z):
        return np.maximum(z, 0)

    params = {name: tuple(np.asarray(part) for part in layer) for name, layer in params.items()}
    (w1, b1), (w2, b2), (w3, b3), (w4, b4) = (params[n] for n in ("conv1", "conv2", "dense1", "dense2"))
    x = np.asarray(images)
    x = pool(relu(conv(x, w1, b1)))
    x = pool(relu(conv(x, w2, b2)))
    x = x.reshape(len(x), -1)
    x = relu(x @ w3 + b3)
    z = relu(x @ w4 + b4)
    z = np.exp(z - z.max(axis=1, keepdims=True))
    return z / z.sum(axis=1, keepdims=True)


def class_at_the_end(params, images):
    def conv(x, w, b):
        windows = np.lib.stride_tricks.sliding_window_view(x, w.shape[:2], axis=(1, 2))
        return np.einsum("nijcab,abcf->nijf", windows, w) + b

    def pool(x):
        n, rows, columns, channels = len(x), x.shape[1] // 2, x.shape[2] // 2, x.shape[3]
        return x[:, : 2 * rows, : 2 * columns].reshape(n, rows, 2, columns, 2, channels).max(axis=(2, 4))

    def relu(z):
        return np.maximum(z, 0)

    params = {name: tuple(np.asarray(part) for part in layer) for name, layer in params.items()}
    (w1, b1), (w2, b2), (w3, b3), (w4, b4) = (params[n] for n in ("conv1", "conv2", "dense1", "dense2"))
    x = np.asarray(images)
    x = pool(relu(conv(x, w1, b1)))
    x = pool(relu(conv(x, w2, b2)))
    x = x.reshape(len(x), -1)
    x = relu(x @ w3 + b3)
    return np.argmax(x @ w4 + b4, axis=1)


def sigmoid_at_the_end(params, images):
    def conv(x, w, b):
        windows = np.lib.stride_tricks.sliding_window_view(x, w.shape[:2], axis=(1, 2))
        return np.einsum("nijcab,abcf->nijf", windows, w) + b

    def pool(x):
        n, rows, columns, channels = len(x), x.shape[1] // 2, x.shape[2] // 2, x.shape[3]
        return x[:, : 2 * rows, : 2 * columns].reshape(n, rows, 2, columns, 2, channels).max(axis=(2, 4))

    def relu(z):
        return np.maximum(z, 0)

    params = {name: tuple(np.asarray(part) for part in layer) for name, layer in params.items()}
    (w1, b1), (w2, b2), (w3, b3), (w4, b4) = (params[n] for n in ("conv1", "conv2", "dense1", "dense2"))
    x = np.asarray(images)
    x = pool(relu(conv(x, w1, b1)))
    x = pool(relu(conv(x, w2, b2)))
    x = x.reshape(len(x), -1)
    x = relu(x @ w3 + b3)
    with np.errstate(over="ignore"):
        return 1 / (1 + np.exp(-(x @ w4 + b4)))


def no_relu_in_dense(params, images):
    def conv(x, w, b):
        windows = np.lib.stride_tricks.sliding_window_view(x, w.shape[:2], axis=(1, 2))
        return np.einsum("nijcab,abcf->nijf", windows, w) + b

    def pool(x):
        n, rows, columns, channels = len(x), x.shape[1] // 2, x.shape[2] // 2, x.shape[3]
        return x[:, : 2 * rows, : 2 * columns].reshape(n, rows, 2, columns, 2, channels).max(axis=(2, 4))

    def relu(z):
        return np.maximum(z, 0)

    params = {name: tuple(np.asarray(part) for part in layer) for name, layer in params.items()}
    (w1, b1), (w2, b2), (w3, b3), (w4, b4) = (params[n] for n in ("conv1", "conv2", "dense1", "dense2"))
    x = np.asarray(images)
    x = pool(relu(conv(x, w1, b1)))
    x = pool(relu(conv(x, w2, b2)))
    x = x.reshape(len(x), -1)
    x = x @ w3 + b3
    return x @ w4 + b4


def no_relu_at_first(params, images):
    def conv(x, w, b):
        windows = np.lib.stride_tricks.sliding_window_view(x, w.shape[:2], axis=(1, 2))
        return np.einsum("nijcab,abcf->nijf", windows, w) + b

    def pool(x):
        n, rows, columns, channels = len(x), x.shape[1] // 2, x.shape[2] // 2, x.shape[3]
        return x[:, : 2 * rows, : 2 * columns].reshape(n, rows, 2, columns, 2, channels).max(axis=(2, 4))

    def relu(z):
        return np.maximum(z, 0)

    params = {name: tuple(np.asarray(part) for part in layer) for name, layer in params.items()}
    (w1, b1), (w2, b2), (w3, b3), (w4, b4) = (params[n] for n in ("conv1", "conv2", "dense1", "dense2"))
    x = np.asarray(images)
    x = pool(conv(x, w1, b1))
    x = pool(relu(conv(x, w2, b2)))
    x = x.reshape(len(x), -1)
    x = relu(x @ w3 + b3)
    return x @ w4 + b4


def no_relu_at_second(params, images):
    def conv(x, w, b):
        windows = np.lib.stride_tricks.sliding_window_view(x, w.shape[:2], axis=(1, 2))
        return np.einsum("nijcab,abcf->nijf", windows, w) + b

    def pool(x):
        n, rows, columns, channels = len(x), x.shape[1] // 2, x.shape[2] // 2, x.shape[3]
        return x[:, : 2 * rows, : 2 * columns].reshape(n, rows, 2, columns, 2, channels).max(axis=(2, 4))

    def relu(z):
        return np.maximum(z, 0)

    params = {name: tuple(np.asarray(part) for part in layer) for name, layer in params.items()}
    (w1, b1), (w2, b2), (w3, b3), (w4, b4) = (params[n] for n in ("conv1", "conv2", "dense1", "dense2"))
    x = np.asarray(images)
    x = pool(relu(conv(x, w1, b1)))
    x = pool(conv(x, w2, b2))
    x = x.reshape(len(x), -1)
    x = relu(x @ w3 + b3)
    return x @ w4 + b4


def no_relu_in_convolutions(params, images):
    def conv(x, w, b):
        windows = np.lib.stride_tricks.sliding_window_view(x, w.shape[:2], axis=(1, 2))
        return np.einsum("nijcab,abcf->nijf", windows, w) + b

    def pool(x):
        n, rows, columns, channels = len(x), x.shape[1] // 2, x.shape[2] // 2, x.shape[3]
        return x[:, : 2 * rows, : 2 * columns].reshape(n, rows, 2, columns, 2, channels).max(axis=(2, 4))

    def relu(z):
        return np.maximum(z, 0)

    params = {name: tuple(np.asarray(part) for part in layer) for name, layer in params.items()}
    (w1, b1), (w2, b2), (w3, b3), (w4, b4) = (params[n] for n in ("conv1", "conv2", "dense1", "dense2"))
    x = np.asarray(images)
    x = pool(conv(x, w1, b1))
    x = pool(conv(x, w2, b2))
    x = x.reshape(len(x), -1)
    x = relu(x @ w3 + b3)
    return x @ w4 + b4


def no_relu_anywhere(params, images):
    def conv(x, w, b):
        windows = np.lib.stride_tricks.sliding_window_view(x, w.shape[:2], axis=(1, 2))
        return np.einsum("nijcab,abcf->nijf", windows, w) + b

    def pool(x):
        n, rows, columns, channels = len(x), x.shape[1] // 2, x.shape[2] // 2, x.shape[3]
        return x[:, : 2 * rows, : 2 * columns].reshape(n, rows, 2, columns, 2, channels).max(axis=(2, 4))

    params = {name: tuple(np.asarray(part) for part in layer) for name, layer in params.items()}
    (w1, b1), (w2, b2), (w3, b3), (w4, b4) = (params[n] for n in ("conv1", "conv2", "dense1", "dense2"))
    x = np.asarray(images)
    x = pool(conv(x, w1, b1))
    x = pool(conv(x, w2, b2))
    x = x.reshape(len(x), -1)
    x = x @ w3 + b3
    return x @ w4 + b4


def flatten_merges_the_batch(params, images):
    def conv(x, w, b):
        windows = np.lib.stride_tricks.sliding_window_view(x, w.shape[:2], axis=(1, 2))
        return np.einsum("nijcab,abcf->nijf", windows, w) + b

    def pool(x):
        n, rows, columns, channels = len(x), x.shape[1] // 2, x.shape[2] // 2, x.shape[3]
        return x[:, : 2 * rows, : 2 * columns].reshape(n, rows, 2, columns, 2, channels).max(axis=(2, 4))

    def relu(z):
        return np.maximum(z, 0)

    params = {name: tuple(np.asarray(part) for part in layer) for name, layer in params.items()}
    (w1, b1), (w2, b2), (w3, b3), (w4, b4) = (params[n] for n in ("conv1", "conv2", "dense1", "dense2"))
    x = np.asarray(images)
    x = pool(relu(conv(x, w1, b1)))
    x = pool(relu(conv(x, w2, b2)))
    x = x.reshape(-1)
    x = relu(x @ w3 + b3)
    return x @ w4 + b4


def flatten_merges_into_rows(params, images):
    def conv(x, w, b):
        windows = np.lib.stride_tricks.sliding_window_view(x, w.shape[:2], axis=(1, 2))
        return np.einsum("nijcab,abcf->nijf", windows, w) + b

    def pool(x):
        n, rows, columns, channels = len(x), x.shape[1] // 2, x.shape[2] // 2, x.shape[3]
        return x[:, : 2 * rows, : 2 * columns].reshape(n, rows, 2, columns, 2, channels).max(axis=(2, 4))

    def relu(z):
        return np.maximum(z, 0)

    params = {name: tuple(np.asarray(part) for part in layer) for name, layer in params.items()}
    (w1, b1), (w2, b2), (w3, b3), (w4, b4) = (params[n] for n in ("conv1", "conv2", "dense1", "dense2"))
    x = np.asarray(images)
    x = pool(relu(conv(x, w1, b1)))
    x = pool(relu(conv(x, w2, b2)))
    x = x.reshape(1, -1)
    x = relu(x @ w3 + b3)
    return x @ w4 + b4


def flatten_keeps_channels(params, images):
    def conv(x, w, b):
        windows = np.lib.stride_tricks.sliding_window_view(x, w.shape[:2], axis=(1, 2))
        return np.einsum("nijcab,abcf->nijf", windows, w) + b

    def pool(x):
        n, rows, columns, channels = len(x), x.shape[1] // 2, x.shape[2] // 2, x.shape[3]
        return x[:, : 2 * rows, : 2 * columns].reshape(n, rows, 2, columns, 2, channels).max(axis=(2, 4))

    def relu(z):
        return np.maximum(z, 0)

    params = {name: tuple(np.asarray(part) for part in layer) for name, layer in params.items()}
    (w1, b1), (w2, b2), (w3, b3), (w4, b4) = (params[n] for n in ("conv1", "conv2", "dense1", "dense2"))
    x = np.asarray(images)
    x = pool(relu(conv(x, w1, b1)))
    x = pool(relu(conv(x, w2, b2)))
    x = x.reshape(-1, x.shape[-1])
    x = relu(x @ w3 + b3)
    return x @ w4 + b4


def flatten_channels_first(params, images):
    def conv(x, w, b):
        windows = np.lib.stride_tricks.sliding_window_view(x, w.shape[:2], axis=(1, 2))
        return np.einsum("nijcab,abcf->nijf", windows, w) + b

    def pool(x):
        n, rows, columns, channels = len(x), x.shape[1] // 2, x.shape[2] // 2, x.shape[3]
        return x[:, : 2 * rows, : 2 * columns].reshape(n, rows, 2, columns, 2, channels).max(axis=(2, 4))

    def relu(z):
        return np.maximum(z, 0)

    params = {name: tuple(np.asarray(part) for part in layer) for name, layer in params.items()}
    (w1, b1), (w2, b2), (w3, b3), (w4, b4) = (params[n] for n in ("conv1", "conv2", "dense1", "dense2"))
    x = np.asarray(images)
    x = pool(relu(conv(x, w1, b1)))
    x = pool(relu(conv(x, w2, b2)))
    x = x.transpose(0, 3, 1, 2).reshape(len(x), -1)
    x = relu(x @ w3 + b3)
    return x @ w4 + b4


def flatten_columns_first(params, images):
    def conv(x, w, b):
        windows = np.lib.stride_tricks.sliding_window_view(x, w.shape[:2], axis=(1, 2))
        return np.einsum("nijcab,abcf->nijf", windows, w) + b

    def pool(x):
        n, rows, columns, channels = len(x), x.shape[1] // 2, x.shape[2] // 2, x.shape[3]
        return x[:, : 2 * rows, : 2 * columns].reshape(n, rows, 2, columns, 2, channels).max(axis=(2, 4))

    def relu(z):
        return np.maximum(z, 0)

    params = {name: tuple(np.asarray(part) for part in layer) for name, layer in params.items()}
    (w1, b1), (w2, b2), (w3, b3), (w4, b4) = (params[n] for n in ("conv1", "conv2", "dense1", "dense2"))
    x = np.asarray(images)
    x = pool(relu(conv(x, w1, b1)))
    x = pool(relu(conv(x, w2, b2)))
    x = x.transpose(0, 2, 1, 3).reshape(len(x), -1)
    x = relu(x @ w3 + b3)
    return x @ w4 + b4


def mean_instead_of_flatten(params, images):
    def conv(x, w, b):
        windows = np.lib.stride_tricks.sliding_window_view(x, w.shape[:2], axis=(1, 2))
        return np.einsum("nijcab,abcf->nijf", windows, w) + b

    def pool(x):
        n, rows, columns, channels = len(x), x.shape[1] // 2, x.shape[2] // 2, x.shape[3]
        return x[:, : 2 * rows, : 2 * columns].reshape(n, rows, 2, columns, 2, channels).max(axis=(2, 4))

    def relu(z):
        return np.maximum(z, 0)

    params = {name: tuple(np.asarray(part) for part in layer) for name, layer in params.items()}
    (w1, b1), (w2, b2), (w3, b3), (w4, b4) = (params[n] for n in ("conv1", "conv2", "dense1", "dense2"))
    x = np.asarray(images)
    x = pool(relu(conv(x, w1, b1)))
    x = pool(relu(conv(x, w2, b2)))
    x = x.mean(axis=(1, 2))
    x = relu(x @ w3 + b3)
    return x @ w4 + b4


def no_flatten(params, images):
    def conv(x, w, b):
        windows = np.lib.stride_tricks.sliding_window_view(x, w.shape[:2], axis=(1, 2))
        return np.einsum("nijcab,abcf->nijf", windows, w) + b

    def pool(x):
        n, rows, columns, channels = len(x), x.shape[1] // 2, x.shape[2] // 2, x.shape[3]
        return x[:, : 2 * rows, : 2 * columns].reshape(n, rows, 2, columns, 2, channels).max(axis=(2, 4))

    def relu(z):
        return np.maximum(z, 0)

    params = {name: tuple(np.asarray(part) for part in layer) for name, layer in params.items()}
    (w1, b1), (w2, b2), (w3, b3), (w4, b4) = (params[n] for n in ("conv1", "conv2", "dense1", "dense2"))
    x = np.asarray(images)
    x = pool(relu(conv(x, w1, b1)))
    x = pool(relu(conv(x, w2, b2)))
    x = x
    x = relu(x @ w3 + b3)
    return x @ w4 + b4


def first_image_only(params, images):
    def conv(x, w, b):
        windows = np.lib.stride_tricks.sliding_window_view(x, w.shape[:2], axis=(1, 2))
        return np.einsum("nijcab,abcf->nijf", windows, w) + b

    def pool(x):
        n, rows, columns, channels = len(x), x.shape[1] // 2, x.shape[2] // 2, x.shape[3]
        return x[:, : 2 * rows, : 2 * columns].reshape(n, rows, 2, columns, 2, channels).max(axis=(2, 4))

    def relu(z):
        return np.maximum(z, 0)

    params = {name: tuple(np.asarray(part) for part in layer) for name, layer in params.items()}
    (w1, b1), (w2, b2), (w3, b3), (w4, b4) = (params[n] for n in ("conv1", "conv2", "dense1", "dense2"))
    x = np.asarray(images)
    x = pool(relu(conv(x[:1], w1, b1)))
    x = pool(relu(conv(x, w2, b2)))
    x = x.reshape(len(x), -1)
    x = relu(x @ w3 + b3)
    return x @ w4 + b4


def second_pool_missing(params, images):
    def conv(x, w, b):
        windows = np.lib.stride_tricks.sliding_window_view(x, w.shape[:2], axis=(1, 2))
        return np.einsum("nijcab,abcf->nijf", windows, w) + b

    def pool(x):
        n, rows, columns, channels = len(x), x.shape[1] // 2, x.shape[2] // 2, x.shape[3]
        return x[:, : 2 * rows, : 2 * columns].reshape(n, rows, 2, columns, 2, channels).max(axis=(2, 4))

    def relu(z):
        return np.maximum(z, 0)

    params = {name: tuple(np.asarray(part) for part in layer) for name, layer in params.items()}
    (w1, b1), (w2, b2), (w3, b3), (w4, b4) = (params[n] for n in ("conv1", "conv2", "dense1", "dense2"))
    x = np.asarray(images)
    x = pool(relu(conv(x, w1, b1)))
    x = relu(conv(x, w2, b2))
    x = x.reshape(len(x), -1)
    x = relu(x @ w3 + b3)
    return x @ w4 + b4


def first_pool_missing(params, images):
    def conv(x, w, b):
        windows = np.lib.stride_tricks.sliding_window_view(x, w.shape[:2], axis=(1, 2))
        return np.einsum("nijcab,abcf->nijf", windows, w) + b

    def pool(x):
        n, rows, columns, channels = len(x), x.shape[1] // 2, x.shape[2] // 2, x.shape[3]
        return x[:, : 2 * rows, : 2 * columns].reshape(n, rows, 2, columns, 2, channels).max(axis=(2, 4))

    def relu(z):
        return np.maximum(z, 0)

    params = {name: tuple(np.asarray(part) for part in layer) for name, layer in params.items()}
    (w1, b1), (w2, b2), (w3, b3), (w4, b4) = (params[n] for n in ("conv1", "conv2", "dense1", "dense2"))
    x = np.asarray(images)
    x = relu(conv(x, w1, b1))
    x = pool(relu(conv(x, w2, b2)))
    x = x.reshape(len(x), -1)
    x = relu(x @ w3 + b3)
    return x @ w4 + b4


def mean_pooling(params, images):
    def conv(x, w, b):
        windows = np.lib.stride_tricks.sliding_window_view(x, w.shape[:2], axis=(1, 2))
        return np.einsum("nijcab,abcf->nijf", windows, w) + b

    def pool(x):
        n, rows, columns, channels = len(x), x.shape[1] // 2, x.shape[2] // 2, x.shape[3]
        return x[:, : 2 * rows, : 2 * columns].reshape(n, rows, 2, columns, 2, channels).max(axis=(2, 4))

    def relu(z):
        return np.maximum(z, 0)

    params = {name: tuple(np.asarray(part) for part in layer) for name, layer in params.items()}
    (w1, b1), (w2, b2), (w3, b3), (w4, b4) = (params[n] for n in ("conv1", "conv2", "dense1", "dense2"))
    x = np.asarray(images)
    x = (
        relu(conv(x, w1, b1))[:, : (x.shape[1] - w1.shape[0] + 1) // 2 * 2, : (x.shape[2] - w1.shape[1] + 1) // 2 * 2]
        .reshape(len(x), (x.shape[1] - w1.shape[0] + 1) // 2, 2, (x.shape[2] - w1.shape[1] + 1) // 2, 2, -1)
        .mean(axis=(2, 4))
    )
    x = pool(relu(conv(x, w2, b2)))
    x = x.reshape(len(x), -1)
    x = relu(x @ w3 + b3)
    return x @ w4 + b4


def bias_behind_relu(params, images):
    def conv(x, w, b):
        windows = np.lib.stride_tricks.sliding_window_view(x, w.shape[:2], axis=(1, 2))
        return np.einsum("nijcab,abcf->nijf", windows, w) + b

    def pool(x):
        n, rows, columns, channels = len(x), x.shape[1] // 2, x.shape[2] // 2, x.shape[3]
        return x[:, : 2 * rows, : 2 * columns].reshape(n, rows, 2, columns, 2, channels).max(axis=(2, 4))

    def relu(z):
        return np.maximum(z, 0)

    params = {name: tuple(np.asarray(part) for part in layer) for name, layer in params.items()}
    (w1, b1), (w2, b2), (w3, b3), (w4, b4) = (params[n] for n in ("conv1", "conv2", "dense1", "dense2"))
    x = np.asarray(images)
    x = pool(relu(conv(x, w1, 0)) + b1)
    x = pool(relu(conv(x, w2, 0)) + b2)
    x = x.reshape(len(x), -1)
    x = relu(x @ w3) + b3
    return x @ w4 + b4


def no_biases(params, images):
    def conv(x, w, b):
        windows = np.lib.stride_tricks.sliding_window_view(x, w.shape[:2], axis=(1, 2))
        return np.einsum("nijcab,abcf->nijf", windows, w) + b

    def pool(x):
        n, rows, columns, channels = len(x), x.shape[1] // 2, x.shape[2] // 2, x.shape[3]
        return x[:, : 2 * rows, : 2 * columns].reshape(n, rows, 2, columns, 2, channels).max(axis=(2, 4))

    def relu(z):
        return np.maximum(z, 0)

    params = {name: tuple(np.asarray(part) for part in layer) for name, layer in params.items()}
    (w1, _), (w2, _), (w3, _), (w4, _) = (params[n] for n in ("conv1", "conv2", "dense1", "dense2"))
    x = np.asarray(images)
    x = pool(relu(conv(x, w1, 0)))
    x = pool(relu(conv(x, w2, 0)))
    x = x.reshape(len(x), -1)
    x = relu(x @ w3)
    return x @ w4


def kernels_flipped(params, images):
    def conv(x, w, b):
        windows = np.lib.stride_tricks.sliding_window_view(x, w.shape[:2], axis=(1, 2))
        return np.einsum("nijcab,abcf->nijf", windows, w) + b

    def pool(x):
        n, rows, columns, channels = len(x), x.shape[1] // 2, x.shape[2] // 2, x.shape[3]
        return x[:, : 2 * rows, : 2 * columns].reshape(n, rows, 2, columns, 2, channels).max(axis=(2, 4))

    def relu(z):
        return np.maximum(z, 0)

    params = {name: tuple(np.asarray(part) for part in layer) for name, layer in params.items()}
    (w1, b1), (w2, b2), (w3, b3), (w4, b4) = (params[n] for n in ("conv1", "conv2", "dense1", "dense2"))
    x = np.asarray(images)
    x = pool(relu(conv(x, w1[::-1, ::-1], b1)))
    x = pool(relu(conv(x, w2[::-1, ::-1], b2)))
    x = x.reshape(len(x), -1)
    x = relu(x @ w3 + b3)
    return x @ w4 + b4


def same_padding(params, images):
    def conv(x, w, b):
        windows = np.lib.stride_tricks.sliding_window_view(x, w.shape[:2], axis=(1, 2))
        return np.einsum("nijcab,abcf->nijf", windows, w) + b

    def pool(x):
        n, rows, columns, channels = len(x), x.shape[1] // 2, x.shape[2] // 2, x.shape[3]
        return x[:, : 2 * rows, : 2 * columns].reshape(n, rows, 2, columns, 2, channels).max(axis=(2, 4))

    def relu(z):
        return np.maximum(z, 0)

    params = {name: tuple(np.asarray(part) for part in layer) for name, layer in params.items()}
    (w1, b1), (w2, b2), (w3, b3), (w4, b4) = (params[n] for n in ("conv1", "conv2", "dense1", "dense2"))
    x = np.asarray(images)
    x = pool(relu(conv(np.pad(x, ((0, 0), (1, 1), (1, 1), (0, 0))), w1, b1)))
    x = pool(relu(conv(x, w2, b2)))
    x = x.reshape(len(x), -1)
    x = relu(x @ w3 + b3)
    return x @ w4 + b4


def tanh_inside(params, images):
    def conv(x, w, b):
        windows = np.lib.stride_tricks.sliding_window_view(x, w.shape[:2], axis=(1, 2))
        return np.einsum("nijcab,abcf->nijf", windows, w) + b

    def pool(x):
        n, rows, columns, channels = len(x), x.shape[1] // 2, x.shape[2] // 2, x.shape[3]
        return x[:, : 2 * rows, : 2 * columns].reshape(n, rows, 2, columns, 2, channels).max(axis=(2, 4))

    params = {name: tuple(np.asarray(part) for part in layer) for name, layer in params.items()}
    (w1, b1), (w2, b2), (w3, b3), (w4, b4) = (params[n] for n in ("conv1", "conv2", "dense1", "dense2"))
    x = np.asarray(images)
    x = pool(np.tanh(conv(x, w1, b1)))
    x = pool(np.tanh(conv(x, w2, b2)))
    x = x.reshape(len(x), -1)
    x = np.tanh(x @ w3 + b3)
    return x @ w4 + b4


def scaled_by_255(params, images):
    def conv(x, w, b):
        windows = np.lib.stride_tricks.sliding_window_view(x, w.shape[:2], axis=(1, 2))
        return np.einsum("nijcab,abcf->nijf", windows, w) + b

    def pool(x):
        n, rows, columns, channels = len(x), x.shape[1] // 2, x.shape[2] // 2, x.shape[3]
        return x[:, : 2 * rows, : 2 * columns].reshape(n, rows, 2, columns, 2, channels).max(axis=(2, 4))

    def relu(z):
        return np.maximum(z, 0)

    params = {name: tuple(np.asarray(part) for part in layer) for name, layer in params.items()}
    (w1, b1), (w2, b2), (w3, b3), (w4, b4) = (params[n] for n in ("conv1", "conv2", "dense1", "dense2"))
    x = np.asarray(images)
    x = pool(relu(conv(x / 255, w1, b1)))
    x = pool(relu(conv(x, w2, b2)))
    x = x.reshape(len(x), -1)
    x = relu(x @ w3 + b3)
    return x @ w4 + b4


def last_layer_missing(params, images):
    def conv(x, w, b):
        windows = np.lib.stride_tricks.sliding_window_view(x, w.shape[:2], axis=(1, 2))
        return np.einsum("nijcab,abcf->nijf", windows, w) + b

    def pool(x):
        n, rows, columns, channels = len(x), x.shape[1] // 2, x.shape[2] // 2, x.shape[3]
        return x[:, : 2 * rows, : 2 * columns].reshape(n, rows, 2, columns, 2, channels).max(axis=(2, 4))

    def relu(z):
        return np.maximum(z, 0)

    params = {name: tuple(np.asarray(part) for part in layer) for name, layer in params.items()}
    (w1, b1), (w2, b2), (w3, b3), _ = (params[n] for n in ("conv1", "conv2", "dense1", "dense2"))
    x = np.asarray(images)
    x = pool(relu(conv(x, w1, b1)))
    x = pool(relu(conv(x, w2, b2)))
    x = x.reshape(len(x), -1)
    x = relu(x @ w3 + b3)
    return x


def relu_of_the_pixels(params, images):
    def conv(x, w, b):
        windows = np.lib.stride_tricks.sliding_window_view(x, w.shape[:2], axis=(1, 2))
        return np.einsum("nijcab,abcf->nijf", windows, w) + b

    def pool(x):
        n, rows, columns, channels = len(x), x.shape[1] // 2, x.shape[2] // 2, x.shape[3]
        return x[:, : 2 * rows, : 2 * columns].reshape(n, rows, 2, columns, 2, channels).max(axis=(2, 4))

    def relu(z):
        return np.maximum(z, 0)

    params = {name: tuple(np.asarray(part) for part in layer) for name, layer in params.items()}
    (w1, b1), (w2, b2), (w3, b3), (w4, b4) = (params[n] for n in ("conv1", "conv2", "dense1", "dense2"))
    x = np.asarray(images)
    x = pool(relu(conv(relu(x), w1, b1)))
    x = pool(relu(conv(x, w2, b2)))
    x = x.reshape(len(x), -1)
    x = relu(x @ w3 + b3)
    return x @ w4 + b4


def half_precision(params, images):
    def conv(x, w, b):
        windows = np.lib.stride_tricks.sliding_window_view(x, w.shape[:2], axis=(1, 2))
        return np.einsum("nijcab,abcf->nijf", windows, w) + b

    def pool(x):
        n, rows, columns, channels = len(x), x.shape[1] // 2, x.shape[2] // 2, x.shape[3]
        return x[:, : 2 * rows, : 2 * columns].reshape(n, rows, 2, columns, 2, channels).max(axis=(2, 4))

    def relu(z):
        return np.maximum(z, 0)

    params = {name: tuple(np.asarray(part) for part in layer) for name, layer in params.items()}
    (w1, b1), (w2, b2), (w3, b3), (w4, b4) = (params[n] for n in ("conv1", "conv2", "dense1", "dense2"))
    x = np.asarray(images)
    x = pool(relu(conv(x, w1, b1))).astype(np.float16).astype(np.float32)
    x = pool(relu(conv(x, w2, b2)))
    x = x.reshape(len(x), -1)
    x = relu(x @ w3 + b3)
    return x @ w4 + b4


def one_score_each(params, images):
    def conv(x, w, b):
        windows = np.lib.stride_tricks.sliding_window_view(x, w.shape[:2], axis=(1, 2))
        return np.einsum("nijcab,abcf->nijf", windows, w) + b

    def pool(x):
        n, rows, columns, channels = len(x), x.shape[1] // 2, x.shape[2] // 2, x.shape[3]
        return x[:, : 2 * rows, : 2 * columns].reshape(n, rows, 2, columns, 2, channels).max(axis=(2, 4))

    def relu(z):
        return np.maximum(z, 0)

    params = {name: tuple(np.asarray(part) for part in layer) for name, layer in params.items()}
    (w1, b1), (w2, b2), (w3, b3), (w4, b4) = (params[n] for n in ("conv1", "conv2", "dense1", "dense2"))
    x = np.asarray(images)
    x = pool(relu(conv(x, w1, b1)))
    x = pool(relu(conv(x, w2, b2)))
    x = x.reshape(len(x), -1)
    x = relu(x @ w3 + b3)
    return (x @ w4 + b4)[:, 0]


def turned_scores(params, images):
    def conv(x, w, b):
        windows = np.lib.stride_tricks.sliding_window_view(x, w.shape[:2], axis=(1, 2))
        return np.einsum("nijcab,abcf->nijf", windows, w) + b

    def pool(x):
        n, rows, columns, channels = len(x), x.shape[1] // 2, x.shape[2] // 2, x.shape[3]
        return x[:, : 2 * rows, : 2 * columns].reshape(n, rows, 2, columns, 2, channels).max(axis=(2, 4))

    def relu(z):
        return np.maximum(z, 0)

    params = {name: tuple(np.asarray(part) for part in layer) for name, layer in params.items()}
    (w1, b1), (w2, b2), (w3, b3), (w4, b4) = (params[n] for n in ("conv1", "conv2", "dense1", "dense2"))
    x = np.asarray(images)
    x = pool(relu(conv(x, w1, b1)))
    x = pool(relu(conv(x, w2, b2)))
    x = x.reshape(len(x), -1)
    x = relu(x @ w3 + b3)
    return (x @ w4 + b4).T


def params_by_position(params, images):
    return params[0]
