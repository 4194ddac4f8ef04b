"""Wrong answers to 7.8. A small recurrent net stands for the LSTM: the mistake shows before any training.

Each is NumPy, and refused by jit: it is asked as it stands.
"""

from __future__ import annotations

import jax
import numpy as np


def small_params(key):
    random = np.random.default_rng(np.asarray(jax.random.key_data(key)))
    shapes = {"words": (800, 4), "u": (4, 4), "query": (4,), "out": (4,)}
    return {name: random.normal(size=shape).astype(np.float32) for name, shape in shapes.items()}


def params_from_a_fixed_seed(key):
    random = np.random.default_rng(0)
    shapes = {"words": (800, 4), "u": (4, 4), "query": (4,), "out": (4,)}
    return {name: random.normal(size=shape).astype(np.float32) for name, shape in shapes.items()}


def params_without_a_seed(key):
    random = np.random.default_rng()
    shapes = {"words": (800, 4), "u": (4, 4), "query": (4,), "out": (4,)}
    return {name: random.normal(size=shape).astype(np.float32) for name, shape in shapes.items()}


def batch_read_as_a_sequence(params, x, lengths):
    words, u, query, out = (np.asarray(params[name]) for name in ("words", "u", "query", "out"))
    x, time = np.asarray(x), x.shape[1]
    real = np.arange(time) < np.asarray(lengths)[:, None]
    h, states = np.zeros((len(x), 4)), []
    for t in range(time):
        h = np.tanh(words[x[:, t]] + h @ u)
        states.append(h)
    states = np.stack(states, axis=1)
    s = np.where(real, states @ query, -np.inf)
    e = np.exp(s - s.max(axis=-1, keepdims=True))
    weights = e / e.sum(axis=-1, keepdims=True)
    last = states[np.arange(len(x)), np.asarray(lengths) - 1]
    between = np.exp(last @ last.T)
    mixed = between / between.sum(axis=-1, keepdims=True) @ last
    return mixed @ out, weights


def weights_over_the_batch(params, x, lengths):
    words, u, query, out = (np.asarray(params[name]) for name in ("words", "u", "query", "out"))
    x, time = np.asarray(x), x.shape[1]
    real = np.arange(time) < np.asarray(lengths)[:, None]
    h, states = np.zeros((len(x), 4)), []
    for t in range(time):
        h = np.tanh(words[x[:, t]] + h @ u)
        states.append(h)
    states = np.stack(states, axis=1)
    s = np.where(real, states @ query, -1e9)
    e = np.exp(s - s.max(axis=0, keepdims=True)) * real
    weights = e / np.maximum(e.sum(axis=0, keepdims=True), 1e-9)
    mixed = (weights[..., None] * states).sum(axis=1)
    return mixed @ out, weights


def raw_scores_for_weights(params, x, lengths):
    words, u, query, out = (np.asarray(params[name]) for name in ("words", "u", "query", "out"))
    x, time = np.asarray(x), x.shape[1]
    real = np.arange(time) < np.asarray(lengths)[:, None]
    h, states = np.zeros((len(x), 4)), []
    for t in range(time):
        h = np.tanh(words[x[:, t]] + h @ u)
        states.append(h)
    states = np.stack(states, axis=1)
    weights = np.where(real, states @ query, 0)
    weights = weights / weights.sum(axis=-1, keepdims=True)
    mixed = (weights[..., None] * states).sum(axis=1)
    return mixed @ out, weights


def no_mask(params, x, lengths):
    words, u, query, out = (np.asarray(params[name]) for name in ("words", "u", "query", "out"))
    x, time = np.asarray(x), x.shape[1]
    h, states = np.zeros((len(x), 4)), []
    for t in range(time):
        h = np.tanh(words[x[:, t]] + h @ u)
        states.append(h)
    states = np.stack(states, axis=1)
    s = states @ query
    e = np.exp(s - s.max(axis=-1, keepdims=True))
    weights = e / e.sum(axis=-1, keepdims=True)
    mixed = (weights[..., None] * states).sum(axis=1)
    return mixed @ out, weights


def score_zero_for_padding(params, x, lengths):
    words, u, query, out = (np.asarray(params[name]) for name in ("words", "u", "query", "out"))
    x, time = np.asarray(x), x.shape[1]
    real = np.arange(time) < np.asarray(lengths)[:, None]
    h, states = np.zeros((len(x), 4)), []
    for t in range(time):
        h = np.tanh(words[x[:, t]] + h @ u)
        states.append(h)
    states = np.stack(states, axis=1)
    s = np.where(real, states @ query, 0)
    e = np.exp(s - s.max(axis=-1, keepdims=True))
    weights = e / e.sum(axis=-1, keepdims=True)
    mixed = (weights[..., None] * states).sum(axis=1)
    return mixed @ out, weights


def equal_over_everything(params, x, lengths):
    words, u, query, out = (np.asarray(params[name]) for name in ("words", "u", "query", "out"))
    x, time = np.asarray(x), x.shape[1]
    h, states = np.zeros((len(x), 4)), []
    for t in range(time):
        h = np.tanh(words[x[:, t]] + h @ u)
        states.append(h)
    states = np.stack(states, axis=1)
    weights = np.full(x.shape, 1 / time)
    mixed = (weights[..., None] * states).sum(axis=1)
    return mixed @ out, weights


def mask_after_the_softmax(params, x, lengths):
    words, u, query, out = (np.asarray(params[name]) for name in ("words", "u", "query", "out"))
    x, time = np.asarray(x), x.shape[1]
    real = np.arange(time) < np.asarray(lengths)[:, None]
    h, states = np.zeros((len(x), 4)), []
    for t in range(time):
        h = np.tanh(words[x[:, t]] + h @ u)
        states.append(h)
    states = np.stack(states, axis=1)
    s = states @ query
    e = np.exp(s - s.max(axis=-1, keepdims=True))
    weights = e / e.sum(axis=-1, keepdims=True)
    weights = weights * real
    mixed = (weights[..., None] * states).sum(axis=1)
    return mixed @ out, weights


def sigmoid_gates(params, x, lengths):
    words, u, query, out = (np.asarray(params[name]) for name in ("words", "u", "query", "out"))
    x, time = np.asarray(x), x.shape[1]
    real = np.arange(time) < np.asarray(lengths)[:, None]
    h, states = np.zeros((len(x), 4)), []
    for t in range(time):
        h = np.tanh(words[x[:, t]] + h @ u)
        states.append(h)
    states = np.stack(states, axis=1)
    weights = real / (1 + np.exp(-states @ query))
    mixed = (weights[..., None] * states).sum(axis=1)
    return mixed @ out, weights


def mean_over_all_queries(params, x, lengths):
    words, u, query, out = (np.asarray(params[name]) for name in ("words", "u", "query", "out"))
    x, time = np.asarray(x), x.shape[1]
    real = np.arange(time) < np.asarray(lengths)[:, None]
    h, states = np.zeros((len(x), 4)), []
    for t in range(time):
        h = np.tanh(words[x[:, t]] + h @ u)
        states.append(h)
    states = np.stack(states, axis=1)
    s = np.where(real, states @ query, -np.inf)
    e = np.exp(s - s.max(axis=-1, keepdims=True))
    weights = e / e.sum(axis=-1, keepdims=True)
    weights = weights * np.asarray(lengths)[:, None] / time
    mixed = (weights[..., None] * states).sum(axis=1)
    return mixed @ out, weights


def last_word_only(params, x, lengths):
    words, u, query, out = (np.asarray(params[name]) for name in ("words", "u", "query", "out"))
    x, time = np.asarray(x), x.shape[1]
    h, states = np.zeros((len(x), 4)), []
    for t in range(time):
        h = np.tanh(words[x[:, t]] + h @ u)
        states.append(h)
    states = np.stack(states, axis=1)
    weights = (np.arange(time) == np.asarray(lengths)[:, None] - 1) * 1.0
    mixed = (weights[..., None] * states).sum(axis=1)
    return mixed @ out, weights


def best_word_only(params, x, lengths):
    words, u, query, out = (np.asarray(params[name]) for name in ("words", "u", "query", "out"))
    x, time = np.asarray(x), x.shape[1]
    real = np.arange(time) < np.asarray(lengths)[:, None]
    h, states = np.zeros((len(x), 4)), []
    for t in range(time):
        h = np.tanh(words[x[:, t]] + h @ u)
        states.append(h)
    states = np.stack(states, axis=1)
    s = np.where(real, states @ query, -np.inf)
    weights = (np.arange(time) == s.argmax(axis=-1)[:, None]) * 1.0
    mixed = (weights[..., None] * states).sum(axis=1)
    return mixed @ out, weights


def first_word_only(params, x, lengths):
    words, u, query, out = (np.asarray(params[name]) for name in ("words", "u", "query", "out"))
    x, time = np.asarray(x), x.shape[1]
    h, states = np.zeros((len(x), 4)), []
    for t in range(time):
        h = np.tanh(words[x[:, t]] + h @ u)
        states.append(h)
    states = np.stack(states, axis=1)
    weights = (np.arange(time) == np.zeros_like(np.asarray(lengths))[:, None]) * 1.0
    mixed = (weights[..., None] * states).sum(axis=1)
    return mixed @ out, weights


def plain_mean(params, x, lengths):
    words, u, query, out = (np.asarray(params[name]) for name in ("words", "u", "query", "out"))
    x, time = np.asarray(x), x.shape[1]
    real = np.arange(time) < np.asarray(lengths)[:, None]
    h, states = np.zeros((len(x), 4)), []
    for t in range(time):
        h = np.tanh(words[x[:, t]] + h @ u)
        states.append(h)
    states = np.stack(states, axis=1)
    weights = real / np.asarray(lengths)[:, None]
    mixed = (weights[..., None] * states).sum(axis=1)
    return mixed @ out, weights


def padded_queries_counted(params, x, lengths):
    words, u, query, out = (np.asarray(params[name]) for name in ("words", "u", "query", "out"))
    x, time = np.asarray(x), x.shape[1]
    real = np.arange(time) < np.asarray(lengths)[:, None]
    h, states = np.zeros((len(x), 4)), []
    for t in range(time):
        h = np.tanh(words[x[:, t]] + h @ u)
        states.append(h)
    states = np.stack(states, axis=1)
    s = np.where(real, states @ query, -np.inf)
    e = np.exp(s - s.max(axis=-1, keepdims=True))
    weights = e / e.sum(axis=-1, keepdims=True)
    s = np.where(real[:, None], states @ states.transpose(0, 2, 1) / 2, -np.inf)
    e = np.exp(s - s.max(axis=-1, keepdims=True))
    weights = (e / e.sum(axis=-1, keepdims=True)).mean(axis=1)
    mixed = (weights[..., None] * states).sum(axis=1)
    return mixed @ out, weights


def last_padded_state(params, x, lengths):
    words, u, query, out = (np.asarray(params[name]) for name in ("words", "u", "query", "out"))
    x, time = np.asarray(x), x.shape[1]
    real = np.arange(time) < np.asarray(lengths)[:, None]
    h, states = np.zeros((len(x), 4)), []
    for t in range(time):
        h = np.tanh(words[x[:, t]] + h @ u)
        states.append(h)
    states = np.stack(states, axis=1)
    s = np.where(real, states @ query, -np.inf)
    e = np.exp(s - s.max(axis=-1, keepdims=True))
    weights = e / e.sum(axis=-1, keepdims=True)
    mixed = states[:, -1]
    return mixed @ out, weights


def mean_of_all_states(params, x, lengths):
    words, u, query, out = (np.asarray(params[name]) for name in ("words", "u", "query", "out"))
    x, time = np.asarray(x), x.shape[1]
    real = np.arange(time) < np.asarray(lengths)[:, None]
    h, states = np.zeros((len(x), 4)), []
    for t in range(time):
        h = np.tanh(words[x[:, t]] + h @ u)
        states.append(h)
    states = np.stack(states, axis=1)
    s = np.where(real, states @ query, -np.inf)
    e = np.exp(s - s.max(axis=-1, keepdims=True))
    weights = e / e.sum(axis=-1, keepdims=True)
    mixed = states.mean(axis=1)
    return mixed @ out, weights


def divided_by_time(params, x, lengths):
    words, u, query, out = (np.asarray(params[name]) for name in ("words", "u", "query", "out"))
    x, time = np.asarray(x), x.shape[1]
    real = np.arange(time) < np.asarray(lengths)[:, None]
    h, states = np.zeros((len(x), 4)), []
    for t in range(time):
        h = np.tanh(words[x[:, t]] + h @ u)
        states.append(h)
    states = np.stack(states, axis=1)
    s = np.where(real, states @ query, -np.inf)
    e = np.exp(s - s.max(axis=-1, keepdims=True))
    weights = e / e.sum(axis=-1, keepdims=True)
    mixed = (np.where(real, np.exp(s), 0)[..., None] * states).sum(axis=1) / time
    return mixed @ out, weights


def first_word_skipped(params, x, lengths):
    words, u, query, out = (np.asarray(params[name]) for name in ("words", "u", "query", "out"))
    x, time = np.asarray(x), x.shape[1]
    real = np.arange(time) < np.asarray(lengths)[:, None]
    h, states = np.zeros((len(x), 4)), [np.zeros((len(x), 4))]
    for t in range(1, time):
        h = np.tanh(words[x[:, t]] + h @ u)
        states.append(h)
    states = np.stack(states, axis=1)
    s = np.where(real, states @ query, -np.inf)
    e = np.exp(s - s.max(axis=-1, keepdims=True))
    weights = e / e.sum(axis=-1, keepdims=True)
    mixed = (weights[..., None] * states).sum(axis=1)
    return mixed @ out, weights


def same_score_for_all(params, x, lengths):
    words, u, query, out = (np.asarray(params[name]) for name in ("words", "u", "query", "out"))
    x, time = np.asarray(x), x.shape[1]
    real = np.arange(time) < np.asarray(lengths)[:, None]
    h, states = np.zeros((len(x), 4)), []
    for t in range(time):
        h = np.tanh(words[x[:, t]] + h @ u)
        states.append(h)
    states = np.stack(states, axis=1)
    s = np.where(real, states @ query, -np.inf)
    e = np.exp(s - s.max(axis=-1, keepdims=True))
    weights = e / e.sum(axis=-1, keepdims=True)
    return np.full(len(x), -1.5), weights


def bag_of_words(params, x, lengths):
    words, u, query, out = (np.asarray(params[name]) for name in ("words", "u", "query", "out"))
    x, time = np.asarray(x), x.shape[1]
    real = np.arange(time) < np.asarray(lengths)[:, None]
    states = words[x]
    s = np.where(real, states @ query, -np.inf)
    e = np.exp(s - s.max(axis=-1, keepdims=True))
    weights = e / e.sum(axis=-1, keepdims=True)
    mixed = (weights[..., None] * states).sum(axis=1)
    return mixed @ out, weights


def order_forgotten(params, x, lengths):
    words, u, query, out = (np.asarray(params[name]) for name in ("words", "u", "query", "out"))
    x, time = np.asarray(x), x.shape[1]
    real = np.arange(time) < np.asarray(lengths)[:, None]
    states = np.tanh(words[x] + words[x] @ u)
    s = np.where(real, states @ query, -np.inf)
    e = np.exp(s - s.max(axis=-1, keepdims=True))
    weights = e / e.sum(axis=-1, keepdims=True)
    mixed = (weights[..., None] * states).sum(axis=1)
    return mixed @ out, weights


def probability(params, x, lengths):
    words, u, query, out = (np.asarray(params[name]) for name in ("words", "u", "query", "out"))
    x, time = np.asarray(x), x.shape[1]
    real = np.arange(time) < np.asarray(lengths)[:, None]
    h, states = np.zeros((len(x), 4)), []
    for t in range(time):
        h = np.tanh(words[x[:, t]] + h @ u)
        states.append(h)
    states = np.stack(states, axis=1)
    s = np.where(real, states @ query, -np.inf)
    e = np.exp(s - s.max(axis=-1, keepdims=True))
    weights = e / e.sum(axis=-1, keepdims=True)
    mixed = (weights[..., None] * states).sum(axis=1)
    return 1 / (1 + np.exp(-mixed @ out)), weights


def minus_infinity_times_zero(params, x, lengths):
    words, u, query, out = (np.asarray(params[name]) for name in ("words", "u", "query", "out"))
    x, time = np.asarray(x), x.shape[1]
    real = np.arange(time) < np.asarray(lengths)[:, None]
    h, states = np.zeros((len(x), 4)), []
    for t in range(time):
        h = np.tanh(words[x[:, t]] + h @ u)
        states.append(h)
    states = np.stack(states, axis=1)
    with np.errstate(all="ignore"):
        s = states @ query + -np.inf * (1 - real)
    e = np.exp(s - s.max(axis=-1, keepdims=True))
    weights = e / e.sum(axis=-1, keepdims=True)
    mixed = (weights[..., None] * states).sum(axis=1)
    return mixed @ out, weights


def sound_model(params, x, lengths):
    words, u, query, out = (np.asarray(params[name]) for name in ("words", "u", "query", "out"))
    x, time = np.asarray(x), x.shape[1]
    real = np.arange(time) < np.asarray(lengths)[:, None]
    h, states = np.zeros((len(x), 4)), []
    for t in range(time):
        h = np.tanh(words[x[:, t]] + h @ u)
        states.append(h)
    states = np.stack(states, axis=1)
    s = np.where(real, states @ query, -np.inf)
    e = np.exp(s - s.max(axis=-1, keepdims=True))
    weights = e / e.sum(axis=-1, keepdims=True)
    mixed = (weights[..., None] * states).sum(axis=1)
    return mixed @ out, weights
