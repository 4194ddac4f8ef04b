"""Wrong answers to 5.8 train_cnn. Each stops early: its mistake shows after a few steps, and is recognised by that."""

from __future__ import annotations

import jax
import numpy as np


def untrained(key, n, gradient, accuracy):
    random = np.random.default_rng(np.asarray(jax.random.key_data(key)))
    params = [
        (np.sqrt(2 / np.prod(s[:-1])) * random.normal(size=s).astype(np.float32), np.zeros(s[-1], np.float32))
        for s in ((3, 3, 1, 4), (3, 3, 4, 8), (200, 10))
    ]
    rows = random.permutation(n)
    return params, accuracy(params, rows[:1000])


def result_thrown_away(key, n, gradient, accuracy):
    random = np.random.default_rng(np.asarray(jax.random.key_data(key)))
    params = [
        (np.sqrt(2 / np.prod(s[:-1])) * random.normal(size=s).astype(np.float32), np.zeros(s[-1], np.float32))
        for s in ((3, 3, 1, 4), (3, 3, 4, 8), (200, 10))
    ]
    rows = random.permutation(n)
    for batch in rows[1000:3000].reshape(-1, 100):
        jax.tree.map(lambda p, g: p - 0.1 * np.asarray(g), params, gradient(params, batch))
    return params, accuracy(params, rows[:1000])


def uphill(key, n, gradient, accuracy):
    random = np.random.default_rng(np.asarray(jax.random.key_data(key)))
    params = [
        (np.sqrt(2 / np.prod(s[:-1])) * random.normal(size=s).astype(np.float32), np.zeros(s[-1], np.float32))
        for s in ((3, 3, 1, 4), (3, 3, 4, 8), (200, 10))
    ]
    rows = random.permutation(n)
    for batch in rows[1000:3100].reshape(-1, 100):
        params = jax.tree.map(lambda p, g: p + 0.001 * np.asarray(g), params, gradient(params, batch))
    return params, accuracy(params, rows[:1000])


def diverges(key, n, gradient, accuracy):
    random = np.random.default_rng(np.asarray(jax.random.key_data(key)))
    params = [
        (np.sqrt(2 / np.prod(s[:-1])) * random.normal(size=s).astype(np.float32), np.zeros(s[-1], np.float32))
        for s in ((3, 3, 1, 4), (3, 3, 4, 8), (200, 10))
    ]
    rows = random.permutation(n)
    for batch in rows[1000:3100].reshape(-1, 100):
        with np.errstate(all="ignore"):
            params = jax.tree.map(lambda p, g: p - np.float32(1e30) * np.asarray(g), params, gradient(params, batch))
    return params, accuracy(params, rows[:1000])


def starts_alike(key, n, gradient, accuracy):
    random = np.random.default_rng(np.asarray(jax.random.key_data(key)))
    params = [
        (np.sqrt(2 / np.prod(s[:-1])) * random.normal(size=s).astype(np.float32), np.zeros(s[-1], np.float32))
        for s in ((3, 3, 1, 4), (3, 3, 4, 8), (200, 10))
    ]
    rows = random.permutation(n)
    params = [(np.full_like(w, 0.05), b) for w, b in params]
    for batch in rows[1000:3100].reshape(-1, 100):
        params = jax.tree.map(lambda p, g: p - 0.1 * np.asarray(g), params, gradient(params, batch))
    return params, accuracy(params, rows[:1000])


def last_batch_only(key, n, gradient, accuracy):
    random = np.random.default_rng(np.asarray(jax.random.key_data(key)))
    params = [
        (np.sqrt(2 / np.prod(s[:-1])) * random.normal(size=s).astype(np.float32), np.zeros(s[-1], np.float32))
        for s in ((3, 3, 1, 4), (3, 3, 4, 8), (200, 10))
    ]
    rows = random.permutation(n)
    for _ in range(20):
        batch = rows[-100:]
        params = jax.tree.map(lambda p, g: p - 0.1 * np.asarray(g), params, gradient(params, batch))
    return params, accuracy(params, rows[:1000])


def tail_held_out(key, n, gradient, accuracy):
    random = np.random.default_rng(np.asarray(jax.random.key_data(key)))
    params = [
        (np.sqrt(2 / np.prod(s[:-1])) * random.normal(size=s).astype(np.float32), np.zeros(s[-1], np.float32))
        for s in ((3, 3, 1, 4), (3, 3, 4, 8), (200, 10))
    ]
    for batch in random.permutation(n - 1000)[:2000].reshape(-1, 100):
        params = jax.tree.map(lambda p, g: p - 0.1 * np.asarray(g), params, gradient(params, batch))
    return params, accuracy(params, np.arange(n - 1000, n))


def not_shuffled(key, n, gradient, accuracy):
    random = np.random.default_rng(np.asarray(jax.random.key_data(key)))
    params = [
        (np.sqrt(2 / np.prod(s[:-1])) * random.normal(size=s).astype(np.float32), np.zeros(s[-1], np.float32))
        for s in ((3, 3, 1, 4), (3, 3, 4, 8), (200, 10))
    ]
    rows = random.permutation(n)
    for batch in np.sort(rows[1000:]).reshape(-1, 100):
        params = jax.tree.map(lambda p, g: p - 0.1 * np.asarray(g), params, gradient(params, batch))
    return params, accuracy(params, rows[:1000])


def one_class(key, n, gradient, accuracy):
    random = np.random.default_rng(np.asarray(jax.random.key_data(key)))
    params = [
        (np.sqrt(2 / np.prod(s[:-1])) * random.normal(size=s).astype(np.float32), np.zeros(s[-1], np.float32))
        for s in ((3, 3, 1, 4), (3, 3, 4, 8), (200, 10))
    ]
    rows = random.permutation(n)
    for batch in rows[1000:3000].reshape(-1, 100):
        params = jax.tree.map(lambda p, g: p - 1e4 * np.asarray(g), params, gradient(params, batch))
    return params, accuracy(params, rows[:1000])


def says_nothing_measured(key, n, gradient, accuracy):
    random = np.random.default_rng(np.asarray(jax.random.key_data(key)))
    params = [
        (np.sqrt(2 / np.prod(s[:-1])) * random.normal(size=s).astype(np.float32), np.zeros(s[-1], np.float32))
        for s in ((3, 3, 1, 4), (3, 3, 4, 8), (200, 10))
    ]
    rows = random.permutation(n)
    for batch in rows[1000:3000].reshape(-1, 100):
        params = jax.tree.map(lambda p, g: p - 0.1 * np.asarray(g), params, gradient(params, batch))
    return params, 0.123


def measured_on_training_rows(key, n, gradient, accuracy):
    random = np.random.default_rng(np.asarray(jax.random.key_data(key)))
    params = [
        (np.sqrt(2 / np.prod(s[:-1])) * random.normal(size=s).astype(np.float32), np.zeros(s[-1], np.float32))
        for s in ((3, 3, 1, 4), (3, 3, 4, 8), (200, 10))
    ]
    rows = random.permutation(n)
    for batch in rows[:2000].reshape(-1, 100):
        params = jax.tree.map(lambda p, g: p - 0.1 * np.asarray(g), params, gradient(params, batch))
    return params, accuracy(params, rows[:2000])


def measured_too_early(key, n, gradient, accuracy):
    random = np.random.default_rng(np.asarray(jax.random.key_data(key)))
    params = [
        (np.sqrt(2 / np.prod(s[:-1])) * random.normal(size=s).astype(np.float32), np.zeros(s[-1], np.float32))
        for s in ((3, 3, 1, 4), (3, 3, 4, 8), (200, 10))
    ]
    rows = random.permutation(n)
    best = 0.0
    for batch in rows[1000:3000].reshape(-1, 100):
        best = max(best, accuracy(params, rows[:1000]))
        params = jax.tree.map(lambda p, g: p - 0.1 * np.asarray(g), params, gradient(params, batch))
    return jax.tree.map(lambda p: p + np.float32(0.1), params), best


def measured_on_few_rows(key, n, gradient, accuracy):
    random = np.random.default_rng(np.asarray(jax.random.key_data(key)))
    params = [
        (np.sqrt(2 / np.prod(s[:-1])) * random.normal(size=s).astype(np.float32), np.zeros(s[-1], np.float32))
        for s in ((3, 3, 1, 4), (3, 3, 4, 8), (200, 10))
    ]
    rows = random.permutation(n)
    for batch in rows[1000:3000].reshape(-1, 100):
        params = jax.tree.map(lambda p, g: p - 0.1 * np.asarray(g), params, gradient(params, batch))
    return params, accuracy(params, rows[:100])


def best_of_many_draws(key, n, gradient, accuracy):
    random = np.random.default_rng(np.asarray(jax.random.key_data(key)))
    params = [
        (np.sqrt(2 / np.prod(s[:-1])) * random.normal(size=s).astype(np.float32), np.zeros(s[-1], np.float32))
        for s in ((3, 3, 1, 4), (3, 3, 4, 8), (200, 10))
    ]
    rows = random.permutation(n)
    for batch in rows[1000:3000].reshape(-1, 100):
        params = jax.tree.map(lambda p, g: p - 0.1 * np.asarray(g), params, gradient(params, batch))
    draws = [random.permutation(rows[:1000])[:500] for _ in range(20)]
    return params, max(accuracy(params, draw) for draw in draws)


def fixed_seed(key, n, gradient, accuracy):
    random = np.random.default_rng(0)
    params = [
        (np.sqrt(2 / np.prod(s[:-1])) * random.normal(size=s).astype(np.float32), np.zeros(s[-1], np.float32))
        for s in ((3, 3, 1, 4), (3, 3, 4, 8), (200, 10))
    ]
    rows = random.permutation(n)
    for batch in rows[1000:3000].reshape(-1, 100):
        params = jax.tree.map(lambda p, g: p - 0.1 * np.asarray(g), params, gradient(params, batch))
    return params, accuracy(params, rows[:1000])


def without_a_seed(key, n, gradient, accuracy):
    random = np.random.default_rng()
    params = [
        (np.sqrt(2 / np.prod(s[:-1])) * random.normal(size=s).astype(np.float32), np.zeros(s[-1], np.float32))
        for s in ((3, 3, 1, 4), (3, 3, 4, 8), (200, 10))
    ]
    rows = random.permutation(n)
    for batch in rows[1000:3000].reshape(-1, 100):
        params = jax.tree.map(lambda p, g: p - 0.1 * np.asarray(g), params, gradient(params, batch))
    return params, accuracy(params, rows[:1000])


def spends_too_much(key, n, gradient, accuracy):
    random = np.random.default_rng(np.asarray(jax.random.key_data(key)))
    params = [
        (np.sqrt(2 / np.prod(s[:-1])) * random.normal(size=s).astype(np.float32), np.zeros(s[-1], np.float32))
        for s in ((3, 3, 1, 4), (3, 3, 4, 8), (200, 10))
    ]
    for _ in range(241):
        batch = np.arange(100)
        params = jax.tree.map(lambda p, g: p - 0.1 * np.asarray(g), params, gradient(params, batch))
    return params, 0.5


def no_kernel(key, n, gradient, accuracy):
    random = np.random.default_rng(np.asarray(jax.random.key_data(key)))
    params = [
        (np.sqrt(2 / a) * random.normal(size=(a, c)).astype(np.float32), np.zeros(c, np.float32))
        for a, c in ((784, 7), (7, 10))
    ]
    rows = random.permutation(n)
    for batch in rows[1000:3000].reshape(-1, 100):
        params = jax.tree.map(lambda p, g: p - 0.1 * np.asarray(g), params, gradient(params, batch))
    return params, accuracy(params, rows[:1000])


def too_many_numbers(key, n, gradient, accuracy):
    random = np.random.default_rng(np.asarray(jax.random.key_data(key)))
    params = [
        (np.sqrt(2 / np.prod(s[:-1])) * random.normal(size=s).astype(np.float32), np.zeros(s[-1], np.float32))
        for s in ((3, 3, 1, 32), (3, 3, 32, 64), (1600, 64), (64, 10))
    ]
    gradient(params, np.arange(n))
