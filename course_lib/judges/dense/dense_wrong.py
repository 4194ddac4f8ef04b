"""Wrong answers to 3.1 dense, in NumPy where possible: nothing has to be compiled to recognise them."""

from __future__ import annotations

import jax.numpy as jnp
import numpy as np


def transposed(x, w, b):
    return x @ w.T + b


def transposed_numpy(x, w, b):
    return np.asarray(x) @ np.asarray(w).T + np.asarray(b)


def rows_of_w(x, w, b):
    return jnp.stack([x @ w[j] + b[j] for j in range(w.shape[1])], axis=-1)


def rows_of_w_each(x, w, b):
    return jnp.stack([x @ w[i] + b[i] for i in range(w.shape[0])], axis=-1)


def factors_exchanged(x, w, b):
    return w @ x + b


def result_transposed(x, w, b):
    return (np.asarray(x) @ np.asarray(w) + np.asarray(b)).T


def result_stacked_first(x, w, b):
    x, w, b = map(np.asarray, (x, w, b))
    return np.stack([x @ w[:, j] + b[j] for j in range(w.shape[1])])


def no_bias(x, w, b):
    return np.asarray(x) @ np.asarray(w)


def bias_subtracted(x, w, b):
    return np.asarray(x) @ np.asarray(w) - np.asarray(b)


def bias_multiplies(x, w, b):
    return np.asarray(x) @ np.asarray(w) * np.asarray(b)


def bias_per_sample(x, w, b):
    return x @ w + b[:, None]


def bias_per_sample_in_the_loop(x, w, b):
    return jnp.stack([x @ w[:, j] + b for j in range(w.shape[1])], axis=-1)


def bias_per_sample_index(x, w, b):
    return x @ w + b[: x.shape[0], None]


def first_bias(x, w, b):
    return np.asarray(x) @ np.asarray(w) + np.asarray(b)[0]


def last_bias(x, w, b):
    return np.asarray(x) @ np.asarray(w) + np.asarray(b)[-1]


def mean_bias(x, w, b):
    return np.asarray(x) @ np.asarray(w) + np.mean(b)


def all_biases(x, w, b):
    return np.asarray(x) @ np.asarray(w) + np.sum(b)


def bias_once_per_input(x, w, b):
    x, w, b = map(np.asarray, (x, w, b))
    return x @ w + w.shape[0] * b


def bias_weighted(x, w, b):
    x, w, b = map(np.asarray, (x, w, b))
    return x @ (w + b)


def relu_inside(x, w, b):
    return np.maximum(np.asarray(x) @ np.asarray(w) + np.asarray(b), 0)


def mean_over_inputs(x, w, b):
    x, w, b = map(np.asarray, (x, w, b))
    return x @ w / max(x.shape[1], 1) + b


def mean_over_everything(x, w, b):
    x, w, b = map(np.asarray, (x, w, b))
    return (x @ w + b) / max(x.shape[1], 1)


def last_input_missing(x, w, b):
    x, w, b = map(np.asarray, (x, w, b))
    return x[:, :-1] @ w[:-1] + b


def first_input_missing(x, w, b):
    x, w, b = map(np.asarray, (x, w, b))
    return x[:, 1:] @ w[1:] + b


def elementwise(x, w, b):
    return x * w + b


def elementwise_gap(x, w, b):
    return jnp.stack([x * w[:, j] + b[j] for j in range(w.shape[1])], axis=-1)


def elementwise_transposed(x, w, b):
    return x * w.T + b


def first_sample_only(x, w, b):
    x, w, b = map(np.asarray, (x, w, b))
    return x[0] @ w + b


def first_neuron_for_all(x, w, b):
    x, w, b = map(np.asarray, (x, w, b))
    return np.stack([x @ w[:, 0] + b[j] for j in range(w.shape[1])], axis=-1)


def neurons_added_up(x, w, b):
    x, w, b = map(np.asarray, (x, w, b))
    return (x @ w + b).sum(axis=-1)


def samples_added_up(x, w, b):
    x, w, b = map(np.asarray, (x, w, b))
    return (x @ w + b).sum(axis=0)


def two_neurons(x, w, b):
    x, w, b = map(np.asarray, (x, w, b))
    return np.stack([x @ w[:, j % w.shape[1]] + b[j % w.shape[1]] for j in range(2)], axis=-1)


def two_neurons_clipped(x, w, b):
    return jnp.stack([x @ w[:, j] + b[j] for j in range(2)], axis=-1)


def half_precision(x, w, b):
    x, w, b = (np.asarray(a).astype(np.float16) for a in (x, w, b))
    return (x @ w + b).astype(np.float32)


def rounded(x, w, b):
    return np.round(np.asarray(x) @ np.asarray(w) + np.asarray(b))


def rounded_two_digits(x, w, b):
    return np.round(np.asarray(x) @ np.asarray(w) + np.asarray(b), 2)


def rounded_five_digits(x, w, b):
    return np.round(np.asarray(x) @ np.asarray(w) + np.asarray(b), 5)
