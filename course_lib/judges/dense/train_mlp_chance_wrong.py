"""Wrong answers to 3.8 train_mlp: where their chance comes from, and an estimate that was picked. Each stops early."""

from __future__ import annotations

import jax
import numpy as np


def best_of_many_draws(key, n, gradient, accuracy):
    keyed = np.random.default_rng(np.asarray(jax.random.key_data(key)))
    params = [
        (np.sqrt(2 / a) * keyed.normal(size=(a, b)).astype(np.float32), np.zeros(b, np.float32))
        for a, b in ((784, 32), (32, 10))
    ]
    rows = keyed.permutation(n)
    for batch in rows[1000:4000].reshape(-1, 100):
        params = jax.tree.map(lambda p, g: p - 0.1 * np.asarray(g), params, gradient(params, batch))
    draws = [keyed.permutation(rows[:1000])[:500] for _ in range(20)]
    return params, max(accuracy(params, draw) for draw in draws)


def parameters_from_another_seed(key, n, gradient, accuracy):
    keyed, fixed = np.random.default_rng(np.asarray(jax.random.key_data(key))), np.random.default_rng(0)
    params = [
        (np.sqrt(2 / a) * fixed.normal(size=(a, b)).astype(np.float32), np.zeros(b, np.float32))
        for a, b in ((784, 32), (32, 10))
    ]
    rows = keyed.permutation(n)
    for batch in rows[1000:4000].reshape(-1, 100):
        params = jax.tree.map(lambda p, g: p - 0.1 * np.asarray(g), params, gradient(params, batch))
    return params, accuracy(params, rows[:1000])


def rows_from_another_seed(key, n, gradient, accuracy):
    keyed, fixed = np.random.default_rng(np.asarray(jax.random.key_data(key))), np.random.default_rng(0)
    params = [
        (np.sqrt(2 / a) * keyed.normal(size=(a, b)).astype(np.float32), np.zeros(b, np.float32))
        for a, b in ((784, 32), (32, 10))
    ]
    rows = fixed.permutation(n)
    for batch in rows[1000:4000].reshape(-1, 100):
        params = jax.tree.map(lambda p, g: p - 0.1 * np.asarray(g), params, gradient(params, batch))
    return params, accuracy(params, rows[:1000])


def without_a_seed(key, n, gradient, accuracy):
    free = np.random.default_rng()
    params = [
        (np.sqrt(2 / a) * free.normal(size=(a, b)).astype(np.float32), np.zeros(b, np.float32))
        for a, b in ((784, 32), (32, 10))
    ]
    rows = free.permutation(n)
    for batch in rows[1000:4000].reshape(-1, 100):
        params = jax.tree.map(lambda p, g: p - 0.1 * np.asarray(g), params, gradient(params, batch))
    return params, accuracy(params, rows[:1000])
