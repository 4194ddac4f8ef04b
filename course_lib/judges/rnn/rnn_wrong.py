"""Wrong answers to 6.2 rnn."""

from __future__ import annotations

import jax.numpy as jnp
import numpy as np
from jax import lax


def over_the_batch(params, x):
    w, u, b = (np.asarray(p) for p in params)
    x, h, states = np.asarray(x), np.zeros((x.shape[1], len(u))), []
    for row in x:
        h = np.tanh(row @ w + h @ u + b)
        states.append(h)
    return np.stack(states)


def over_the_batch_in_scan(params, x):
    w, u, b = params

    def step(h, x_t):
        h = jnp.tanh(x_t @ w + h @ u + b)
        return h, h

    return lax.scan(step, jnp.zeros((x.shape[0], u.shape[0])), x)[1]


def over_the_batch_swapped(params, x):
    w, u, b = (np.asarray(p) for p in params)
    x, h, states = np.asarray(x), np.zeros((x.shape[1], len(u))), []
    for row in x:
        h = np.tanh(row @ w + h @ u + b)
        states.append(h)
    return np.stack(states, axis=1)


def initial_state_included(params, x):
    w, u, b = (np.asarray(p) for p in params)
    x, h = np.asarray(x), np.zeros((x.shape[0], len(u)))
    states = [h]
    for t in range(x.shape[1]):
        h = np.tanh(x[:, t] @ w + h @ u + b)
        states.append(h)
    return np.stack(states, axis=1)


def state_before_each_step(params, x):
    w, u, b = (np.asarray(p) for p in params)
    x, h, states = np.asarray(x), np.zeros((x.shape[0], len(u))), []
    for t in range(x.shape[1]):
        states.append(h)
        h = np.tanh(x[:, t] @ w + h @ u + b)
    return np.stack(states, axis=1)


def time_first(params, x):
    w, u, b = (np.asarray(p) for p in params)
    x, h, states = np.asarray(x), np.zeros((x.shape[0], len(u))), []
    for t in range(x.shape[1]):
        h = np.tanh(x[:, t] @ w + h @ u + b)
        states.append(h)
    return np.stack(states)


def time_last(params, x):
    w, u, b = (np.asarray(p) for p in params)
    x, h, states = np.asarray(x), np.zeros((x.shape[0], len(u))), []
    for t in range(x.shape[1]):
        h = np.tanh(x[:, t] @ w + h @ u + b)
        states.append(h)
    return np.stack(states, axis=-1)


def last_only(params, x):
    w, u, b = (np.asarray(p) for p in params)
    x, h = np.asarray(x), np.zeros((x.shape[0], len(u)))
    for t in range(x.shape[1]):
        h = np.tanh(x[:, t] @ w + h @ u + b)
    return h


def nothing_carried(params, x):
    w, u, b = (np.asarray(p) for p in params)
    return np.tanh(np.asarray(x) @ w + b)


def first_state_for_all(params, x):
    w, u, b = (np.asarray(p) for p in params)
    x = np.asarray(x)
    h = np.tanh(x[:, 0] @ w + b)
    return np.stack([h if t == 0 else np.tanh(x[:, t] @ w + h @ u + b) for t in range(x.shape[1])], axis=1)


def starts_from_one(params, x):
    w, u, b = (np.asarray(p) for p in params)
    x, h, states = np.asarray(x), np.ones((x.shape[0], len(u))), []
    for t in range(x.shape[1]):
        h = np.tanh(x[:, t] @ w + h @ u + b)
        states.append(h)
    return np.stack(states, axis=1)


def starts_from_the_bias(params, x):
    w, u, b = (np.asarray(p) for p in params)
    x, h, states = np.asarray(x), np.zeros((x.shape[0], len(u))) + b, []
    for t in range(x.shape[1]):
        h = np.tanh(x[:, t] @ w + h @ u + b)
        states.append(h)
    return np.stack(states, axis=1)


def state_handed_to_the_next_sample(params, x):
    w, u, b = (np.asarray(p) for p in params)
    x, h, states = np.asarray(x), np.zeros(len(u)), []
    for row in x:
        states.append([])
        for x_t in row:
            h = np.tanh(x_t @ w + h @ u + b)
            states[-1].append(h)
    return np.array(states)


def backwards(params, x):
    w, u, b = (np.asarray(p) for p in params)
    x, h, states = np.asarray(x), np.zeros((x.shape[0], len(u))), []
    for t in reversed(range(x.shape[1])):
        h = np.tanh(x[:, t] @ w + h @ u + b)
        states.insert(0, h)
    return np.stack(states, axis=1)


def backwards_in_order_of_work(params, x):
    w, u, b = (np.asarray(p) for p in params)
    x, h, states = np.asarray(x), np.zeros((x.shape[0], len(u))), []
    for t in reversed(range(x.shape[1])):
        h = np.tanh(x[:, t] @ w + h @ u + b)
        states.append(h)
    return np.stack(states, axis=1)


def states_reversed(params, x):
    w, u, b = (np.asarray(p) for p in params)
    x, h, states = np.asarray(x), np.zeros((x.shape[0], len(u))), []
    for t in range(x.shape[1]):
        h = np.tanh(x[:, t] @ w + h @ u + b)
        states.insert(0, h)
    return np.stack(states, axis=1)


def last_step_missing(params, x):
    w, u, b = (np.asarray(p) for p in params)
    x, h, states = np.asarray(x), np.zeros((x.shape[0], len(u))), []
    for t in range(x.shape[1] - 1):
        h = np.tanh(x[:, t] @ w + h @ u + b)
        states.append(h)
    return np.stack(states, axis=1)


def sums_returned(params, x):
    w, u, b = (np.asarray(p) for p in params)
    x, h, states = np.asarray(x), np.zeros((x.shape[0], len(u))), []
    for t in range(x.shape[1]):
        z = x[:, t] @ w + h @ u + b
        h = np.tanh(z)
        states.append(z)
    return np.stack(states, axis=1)


def no_activation(params, x):
    w, u, b = (np.asarray(p) for p in params)
    x, h, states = np.asarray(x), np.zeros((x.shape[0], len(u))), []
    for t in range(x.shape[1]):
        h = x[:, t] @ w + h @ u + b
        states.append(h)
    return np.stack(states, axis=1)


def no_bias(params, x):
    w, u, b = (np.asarray(p) for p in params)
    x, h, states = np.asarray(x), np.zeros((x.shape[0], len(u))), []
    for t in range(x.shape[1]):
        h = np.tanh(x[:, t] @ w + h @ u)
        states.append(h)
    return np.stack(states, axis=1)


def u_transposed(params, x):
    w, u, b = (np.asarray(p) for p in params)
    x, h, states = np.asarray(x), np.zeros((x.shape[0], len(u))), []
    for t in range(x.shape[1]):
        h = np.tanh(x[:, t] @ w + h @ u.T + b)
        states.append(h)
    return np.stack(states, axis=1)


def old_state_added(params, x):
    w, u, b = (np.asarray(p) for p in params)
    x, h, states = np.asarray(x), np.zeros((x.shape[0], len(u))), []
    for t in range(x.shape[1]):
        h = h + np.tanh(x[:, t] @ w + h @ u + b)
        states.append(h)
    return np.stack(states, axis=1)


def pair_returned(params, x):
    w, u, b = (np.asarray(p) for p in params)
    x, h, states = np.asarray(x), np.zeros((x.shape[0], len(u))), []
    for t in range(x.shape[1]):
        h = np.tanh(x[:, t] @ w + h @ u + b)
        states.append(h)
    return h, np.stack(states, axis=1)


def pair_with_time_first(params, x):
    w, u, b = (np.asarray(p) for p in params)
    x, h, states = np.asarray(x), np.zeros((x.shape[0], len(u))), []
    for t in range(x.shape[1]):
        h = np.tanh(x[:, t] @ w + h @ u + b)
        states.append(h)
    return h, np.stack(states)


def step_without_a_pair(params, x):
    w, u, b = params
    step = lambda h, x_t: jnp.tanh(x_t @ w + h @ u + b)
    return lax.scan(step, jnp.zeros((x.shape[0], u.shape[0])), x.swapaxes(0, 1))[1].swapaxes(0, 1)


def start_without_a_batch(params, x):
    w, u, b = params

    def step(h, x_t):
        h = jnp.tanh(x_t @ w + h @ u + b)
        return h, h

    return lax.scan(step, jnp.zeros(u.shape[0]), x.swapaxes(0, 1))[1].swapaxes(0, 1)


def mean_over_the_batch(params, x):
    w, u, b = (np.asarray(p) for p in params)
    x, h, states = np.asarray(x), np.zeros((x.shape[0], len(u))), []
    for t in range(x.shape[1]):
        h = np.tanh(x[:, t] @ w + h.mean(axis=0) @ u + b)
        states.append(h)
    return np.stack(states, axis=1)


def first_sample_only(params, x):
    w, u, b = (np.asarray(p) for p in params)
    x, h, states = np.asarray(x)[:1], np.zeros((1, len(u))), []
    for t in range(x.shape[1]):
        h = np.tanh(x[:, t] @ w + h @ u + b)
        states.append(h)
    return np.stack(states, axis=1)


def three_steps(params, x):
    w, u, b = (np.asarray(p) for p in params)
    x, h, states = np.asarray(x), np.zeros((x.shape[0], len(u))), []
    for t in range(min(3, x.shape[1])):
        h = np.tanh(x[:, t] @ w + h @ u + b)
        states.append(h)
    return np.stack(states, axis=1)


def half_precision(params, x):
    w, u, b = (np.asarray(p, np.float16) for p in params)
    x, h, states = np.asarray(x, np.float16), np.zeros((x.shape[0], len(u)), np.float16), []
    for t in range(x.shape[1]):
        h = np.tanh(x[:, t] @ w + h @ u + b)
        states.append(h)
    return np.stack(states, axis=1).astype(np.float32)


def rounded(params, x):
    w, u, b = (np.asarray(p) for p in params)
    x, h, states = np.asarray(x), np.zeros((x.shape[0], len(u))), []
    for t in range(x.shape[1]):
        h = np.round(np.tanh(x[:, t] @ w + h @ u + b), 3)
        states.append(h)
    return np.stack(states, axis=1)
