"""Wrong answers to 1.5 minibatches, in NumPy: nothing has to be compiled to recognise them."""

from __future__ import annotations

import jax
import numpy as np


def with_replacement(key, n, batch_size):
    draws = np.random.default_rng(np.asarray(jax.random.key_data(key))).integers(0, n, n)
    return [draws[i : i + batch_size] for i in range(0, n, batch_size)]


def with_replacement_full_batches(key, n, batch_size):
    random = np.random.default_rng(np.asarray(jax.random.key_data(key)))
    return random.integers(0, n, (-(-n // batch_size), batch_size))


def with_replacement_rounded_down(key, n, batch_size):
    random = np.random.default_rng(np.asarray(jax.random.key_data(key)))
    return random.integers(0, n, (n // batch_size, batch_size))


def each_batch_drawn_anew(key, n, batch_size):
    sizes = [min(batch_size, n - i) for i in range(0, n, batch_size)]
    random = np.random.default_rng(np.asarray(jax.random.key_data(key)))
    return [random.permutation(n)[:size] for size in sizes]


def each_batch_drawn_anew_and_full(key, n, batch_size):
    random = np.random.default_rng(np.asarray(jax.random.key_data(key)))
    return [random.permutation(n)[:batch_size] for _ in range(0, n, batch_size)]


def same_first_batch_again(key, n, batch_size):
    sizes = [min(batch_size, n - i) for i in range(0, n, batch_size)]
    order = np.random.default_rng(np.asarray(jax.random.key_data(key))).permutation(n)
    return [order[:size] for size in sizes]


def drops_the_tail(key, n, batch_size):
    order = np.random.default_rng(np.asarray(jax.random.key_data(key))).permutation(n)
    return [order[k * batch_size : (k + 1) * batch_size] for k in range(n // batch_size)]


def drops_the_last_batch(key, n, batch_size):
    order = np.random.default_rng(np.asarray(jax.random.key_data(key))).permutation(n)
    return [order[i : i + batch_size] for i in range(0, n - batch_size, batch_size)]


def fills_the_last_batch(key, n, batch_size):
    order = np.random.default_rng(np.asarray(jax.random.key_data(key))).permutation(n)
    return np.resize(order, (-(-n // batch_size), batch_size))


def same_order_each_epoch(key, n, batch_size):
    order = np.random.default_rng(0).permutation(n)
    return [order[i : i + batch_size] for i in range(0, n, batch_size)]


def not_shuffled(key, n, batch_size):
    order = np.arange(n)
    return [order[i : i + batch_size] for i in range(0, n, batch_size)]


def key_not_used(key, n, batch_size):
    order = np.random.default_rng().permutation(n)
    return [order[i : i + batch_size] for i in range(0, n, batch_size)]


def only_batches_change_places(key, n, batch_size):
    starts = range(0, n, batch_size)
    batches = [np.arange(i, min(i + batch_size, n)) for i in starts]
    random = np.random.default_rng(np.asarray(jax.random.key_data(key)))
    return [batches[i] for i in random.permutation(len(batches))]


def only_within_batches(key, n, batch_size):
    batches = [np.arange(i, min(i + batch_size, n)) for i in range(0, n, batch_size)]
    random = np.random.default_rng(np.asarray(jax.random.key_data(key)))
    return [random.permutation(batch) for batch in batches]


def rotated(key, n, batch_size):
    order = np.roll(np.arange(n), np.random.default_rng(np.asarray(jax.random.key_data(key))).integers(n))
    return [order[i : i + batch_size] for i in range(0, n, batch_size)]


def not_cut(key, n, batch_size):
    return np.random.default_rng(np.asarray(jax.random.key_data(key))).permutation(n)


def evened_sizes(key, n, batch_size):
    order = np.random.default_rng(np.asarray(jax.random.key_data(key))).permutation(n)
    return np.array_split(order, -(-n // batch_size))


def number_instead_of_size(key, n, batch_size):
    order = np.random.default_rng(np.asarray(jax.random.key_data(key))).permutation(n)
    return np.array_split(order, batch_size)


def counts_from_one(key, n, batch_size):
    order = np.random.default_rng(np.asarray(jax.random.key_data(key))).permutation(n) + 1
    return [order[i : i + batch_size] for i in range(0, n, batch_size)]


def sorted_in_the_batch(key, n, batch_size):
    order = np.random.default_rng(np.asarray(jax.random.key_data(key))).permutation(n)
    return [np.sort(order[i : i + batch_size]) for i in range(0, n, batch_size)]


def one_batch_in_sequence(key, n, batch_size):
    order = np.random.default_rng(np.asarray(jax.random.key_data(key))).permutation(n)
    return [np.arange(n)] if batch_size >= n else [order[i : i + batch_size] for i in range(0, n, batch_size)]


def full_batch_in_sequence(key, n, batch_size):
    order = np.random.default_rng(np.asarray(jax.random.key_data(key))).permutation(n)
    return [np.arange(n)] if batch_size == n else [order[i : i + batch_size] for i in range(0, n, batch_size)]
