"""Wrong answers to 3.8 train_mlp. Each stops early: its mistake shows after a few steps, and is recognised by that.

All use one network and one size of batch, so that these are compiled once.
"""

from __future__ import annotations

import jax
import numpy as np


def untrained(key, n, gradient, accuracy):
    random = np.random.default_rng(0)
    params = [
        (np.sqrt(2 / a) * random.normal(size=(a, b)).astype(np.float32), np.zeros(b, np.float32))
        for a, b in ((784, 32), (32, 10))
    ]
    return params, accuracy(params, np.arange(0, n, 10))


def result_thrown_away(key, n, gradient, accuracy):
    random = np.random.default_rng(0)
    params = [
        (np.sqrt(2 / a) * random.normal(size=(a, b)).astype(np.float32), np.zeros(b, np.float32))
        for a, b in ((784, 32), (32, 10))
    ]
    rows = random.permutation(n)
    for batch in rows[1000:4000].reshape(-1, 100):
        jax.tree.map(lambda p, g: p - 0.1 * np.asarray(g), params, gradient(params, batch))
    return params, accuracy(params, rows[:1000])


def first_parameters_returned(key, n, gradient, accuracy):
    random = np.random.default_rng(0)
    start = [
        (np.sqrt(2 / a) * random.normal(size=(a, b)).astype(np.float32), np.zeros(b, np.float32))
        for a, b in ((784, 32), (32, 10))
    ]
    params, rows = start, random.permutation(n)
    for batch in rows[1000:4000].reshape(-1, 100):
        params = jax.tree.map(lambda p, g: p - 0.1 * np.asarray(g), params, gradient(params, batch))
    return start, accuracy(start, rows[:1000])


def no_hidden_layer(key, n, gradient, accuracy):
    random = np.random.default_rng(0)
    params, rows = [(np.zeros((784, 10), np.float32), np.zeros(10, np.float32))], random.permutation(n)
    for batch in rows[1000:4000].reshape(-1, 100):
        params = jax.tree.map(lambda p, g: p - 0.1 * np.asarray(g), params, gradient(params, batch))
    return params, accuracy(params, rows[:1000])


def uphill(key, n, gradient, accuracy):
    random = np.random.default_rng(0)
    params = [
        (np.sqrt(2 / a) * random.normal(size=(a, b)).astype(np.float32), np.zeros(b, np.float32))
        for a, b in ((784, 32), (32, 10))
    ]
    rows = random.permutation(n)
    for batch in rows[1000:3100].reshape(-1, 100):
        params = jax.tree.map(lambda p, g: p + 0.001 * np.asarray(g), params, gradient(params, batch))
    return params, accuracy(params, rows[:1000])


def diverges(key, n, gradient, accuracy):
    random = np.random.default_rng(0)
    params = [
        (np.sqrt(2 / a) * random.normal(size=(a, b)).astype(np.float32), np.zeros(b, np.float32))
        for a, b in ((784, 32), (32, 10))
    ]
    rows = random.permutation(n)
    for batch in rows[1000:3100].reshape(-1, 100):
        with np.errstate(all="ignore"):
            params = jax.tree.map(lambda p, g: p - np.float32(1e30) * np.asarray(g), params, gradient(params, batch))
    return params, accuracy(params, rows[:1000])


def starts_at_zero(key, n, gradient, accuracy):
    params = [(np.zeros((a, b), np.float32), np.zeros(b, np.float32)) for a, b in ((784, 32), (32, 10))]
    rows = np.random.default_rng(0).permutation(n)
    for batch in rows[1000:3100].reshape(-1, 100):
        params = jax.tree.map(lambda p, g: p - 0.1 * np.asarray(g), params, gradient(params, batch))
    return params, accuracy(params, rows[:1000])


def starts_alike(key, n, gradient, accuracy):
    params = [(np.full((a, b), 0.01, np.float32), np.zeros(b, np.float32)) for a, b in ((784, 32), (32, 10))]
    rows = np.random.default_rng(0).permutation(n)
    for batch in rows[1000:3100].reshape(-1, 100):
        params = jax.tree.map(lambda p, g: p - 0.1 * np.asarray(g), params, gradient(params, batch))
    return params, accuracy(params, rows[:1000])


def last_batch_only(key, n, gradient, accuracy):
    random = np.random.default_rng(0)
    params = [
        (np.sqrt(2 / a) * random.normal(size=(a, b)).astype(np.float32), np.zeros(b, np.float32))
        for a, b in ((784, 32), (32, 10))
    ]
    rows = random.permutation(n)
    for _ in range(20):
        params = jax.tree.map(lambda p, g: p - 0.1 * np.asarray(g), params, gradient(params, rows[-100:]))
    return params, accuracy(params, rows[:1000])


def tail_held_out(key, n, gradient, accuracy):
    random = np.random.default_rng(0)
    params = [
        (np.sqrt(2 / a) * random.normal(size=(a, b)).astype(np.float32), np.zeros(b, np.float32))
        for a, b in ((784, 32), (32, 10))
    ]
    for batch in random.permutation(n - 1000)[:3000].reshape(-1, 100):
        params = jax.tree.map(lambda p, g: p - 0.1 * np.asarray(g), params, gradient(params, batch))
    return params, accuracy(params, np.arange(n - 1000, n))


def head_held_out(key, n, gradient, accuracy):
    random = np.random.default_rng(0)
    params = [
        (np.sqrt(2 / a) * random.normal(size=(a, b)).astype(np.float32), np.zeros(b, np.float32))
        for a, b in ((784, 32), (32, 10))
    ]
    for batch in (1000 + random.permutation(n - 1000)[:3000]).reshape(-1, 100):
        params = jax.tree.map(lambda p, g: p - 0.1 * np.asarray(g), params, gradient(params, batch))
    return params, accuracy(params, np.arange(1000))


def not_shuffled(key, n, gradient, accuracy):
    random = np.random.default_rng(0)
    params = [
        (np.sqrt(2 / a) * random.normal(size=(a, b)).astype(np.float32), np.zeros(b, np.float32))
        for a, b in ((784, 32), (32, 10))
    ]
    rows = random.permutation(n)
    for batch in np.sort(rows[1000:]).reshape(-1, 100):
        params = jax.tree.map(lambda p, g: p - 0.1 * np.asarray(g), params, gradient(params, batch))
    return params, accuracy(params, rows[:1000])


def one_class(key, n, gradient, accuracy):
    random = np.random.default_rng(0)
    params = [
        (np.sqrt(2 / a) * random.normal(size=(a, b)).astype(np.float32), np.zeros(b, np.float32))
        for a, b in ((784, 32), (32, 10))
    ]
    rows = random.permutation(n)
    for batch in rows[1000:4000].reshape(-1, 100):
        params = jax.tree.map(lambda p, g: p - 1e4 * np.asarray(g), params, gradient(params, batch))
    return params, accuracy(params, rows[:1000])


def says_nothing_measured(key, n, gradient, accuracy):
    random = np.random.default_rng(0)
    params = [
        (np.sqrt(2 / a) * random.normal(size=(a, b)).astype(np.float32), np.zeros(b, np.float32))
        for a, b in ((784, 32), (32, 10))
    ]
    rows = random.permutation(n)
    for batch in rows[:3000].reshape(-1, 100):
        params = jax.tree.map(lambda p, g: p - 0.1 * np.asarray(g), params, gradient(params, batch))
    return params, 0.123


def measured_on_training_rows(key, n, gradient, accuracy):
    random = np.random.default_rng(0)
    params = [
        (np.sqrt(2 / a) * random.normal(size=(a, b)).astype(np.float32), np.zeros(b, np.float32))
        for a, b in ((784, 32), (32, 10))
    ]
    rows = random.permutation(n)
    for batch in rows[:3000].reshape(-1, 100):
        params = jax.tree.map(lambda p, g: p - 0.1 * np.asarray(g), params, gradient(params, batch))
    return params, accuracy(params, rows[:3000])


def measured_too_early(key, n, gradient, accuracy):
    random = np.random.default_rng(0)
    params = [
        (np.sqrt(2 / a) * random.normal(size=(a, b)).astype(np.float32), np.zeros(b, np.float32))
        for a, b in ((784, 32), (32, 10))
    ]
    rows, best = random.permutation(n), 0.0
    for batch in rows[1000:4000].reshape(-1, 100):
        best = max(best, accuracy(params, rows[:1000]))
        params = jax.tree.map(lambda p, g: p - 0.1 * np.asarray(g), params, gradient(params, batch))
    return jax.tree.map(lambda p: p + np.float32(0.1), params), best


def measured_on_few_rows(key, n, gradient, accuracy):
    random = np.random.default_rng(0)
    params = [
        (np.sqrt(2 / a) * random.normal(size=(a, b)).astype(np.float32), np.zeros(b, np.float32))
        for a, b in ((784, 32), (32, 10))
    ]
    rows = random.permutation(n)
    for batch in rows[1000:4000].reshape(-1, 100):
        params = jax.tree.map(lambda p, g: p - 0.1 * np.asarray(g), params, gradient(params, batch))
    return params, accuracy(params, rows[:100])


def spends_too_much(key, n, gradient, accuracy):
    random = np.random.default_rng(0)
    params = [
        (np.sqrt(2 / a) * random.normal(size=(a, b)).astype(np.float32), np.zeros(b, np.float32))
        for a, b in ((784, 32), (32, 10))
    ]
    for _ in range(100):
        params = jax.tree.map(lambda p, g: p - 0.1 * np.asarray(g), params, gradient(params, np.arange(n)))
    return params, 0.5
