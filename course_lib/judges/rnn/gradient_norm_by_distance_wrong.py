"""Wrong answers to 6.7 gradient_norm_by_distance."""

from __future__ import annotations

import jax
import jax.numpy as jnp
import numpy as np


def norm_of_the_mean(params, x):
    w, u, b = (np.asarray(p) for p in params)
    x, h, states = np.asarray(x), np.zeros((len(x), len(u))), []
    for t in range(x.shape[1]):
        h = np.tanh(x[:, t] @ w + h @ u + b)
        states.append(h)
    g, norms = np.ones_like(h), []
    for t in reversed(range(len(states))):
        h = states[t]
        norms.append(np.linalg.norm(g.mean(axis=0)))
        g = (g * (1 - h**2)) @ u.T
    return np.array(norms)


def summed_over_the_batch(params, x):
    w, u, b = (np.asarray(p) for p in params)
    x, h, states = np.asarray(x), np.zeros((len(x), len(u))), []
    for t in range(x.shape[1]):
        h = np.tanh(x[:, t] @ w + h @ u + b)
        states.append(h)
    g, norms = np.ones_like(h), []
    for t in reversed(range(len(states))):
        h = states[t]
        norms.append(np.linalg.norm(g, axis=1).sum())
        g = (g * (1 - h**2)) @ u.T
    return np.array(norms)


def one_norm_for_the_batch(params, x):
    w, u, b = (np.asarray(p) for p in params)
    x, h, states = np.asarray(x), np.zeros((len(x), len(u))), []
    for t in range(x.shape[1]):
        h = np.tanh(x[:, t] @ w + h @ u + b)
        states.append(h)
    g, norms = np.ones_like(h), []
    for t in reversed(range(len(states))):
        h = states[t]
        norms.append(np.linalg.norm(g))
        g = (g * (1 - h**2)) @ u.T
    return np.array(norms)


def root_mean_square(params, x):
    w, u, b = (np.asarray(p) for p in params)
    x, h, states = np.asarray(x), np.zeros((len(x), len(u))), []
    for t in range(x.shape[1]):
        h = np.tanh(x[:, t] @ w + h @ u + b)
        states.append(h)
    g, norms = np.ones_like(h), []
    for t in reversed(range(len(states))):
        h = states[t]
        norms.append(np.sqrt((g * g).sum(axis=1).mean()))
        g = (g * (1 - h**2)) @ u.T
    return np.array(norms)


def mean_loss_over_the_batch(params, x):
    w, u, b = (np.asarray(p) for p in params)
    x, h, states = np.asarray(x), np.zeros((len(x), len(u))), []
    for t in range(x.shape[1]):
        h = np.tanh(x[:, t] @ w + h @ u + b)
        states.append(h)
    g, norms = np.ones_like(h), []
    for t in reversed(range(len(states))):
        h = states[t]
        norms.append(np.linalg.norm(g, axis=1).mean() / len(g))
        g = (g * (1 - h**2)) @ u.T
    return np.array(norms)


def mean_over_units(params, x):
    w, u, b = (np.asarray(p) for p in params)
    x, h, states = np.asarray(x), np.zeros((len(x), len(u))), []
    for t in range(x.shape[1]):
        h = np.tanh(x[:, t] @ w + h @ u + b)
        states.append(h)
    g, norms = np.ones_like(h), []
    for t in reversed(range(len(states))):
        h = states[t]
        norms.append(np.linalg.norm(g, axis=1).mean() / g.shape[1])
        g = (g * (1 - h**2)) @ u.T
    return np.array(norms)


def squared(params, x):
    w, u, b = (np.asarray(p) for p in params)
    x, h, states = np.asarray(x), np.zeros((len(x), len(u))), []
    for t in range(x.shape[1]):
        h = np.tanh(x[:, t] @ w + h @ u + b)
        states.append(h)
    g, norms = np.ones_like(h), []
    for t in reversed(range(len(states))):
        h = states[t]
        norms.append((g * g).sum(axis=1).mean())
        g = (g * (1 - h**2)) @ u.T
    return np.array(norms)


def sum_of_sizes(params, x):
    w, u, b = (np.asarray(p) for p in params)
    x, h, states = np.asarray(x), np.zeros((len(x), len(u))), []
    for t in range(x.shape[1]):
        h = np.tanh(x[:, t] @ w + h @ u + b)
        states.append(h)
    g, norms = np.ones_like(h), []
    for t in reversed(range(len(states))):
        h = states[t]
        norms.append(np.abs(g).sum(axis=1).mean())
        g = (g * (1 - h**2)) @ u.T
    return np.array(norms)


def largest_entry(params, x):
    w, u, b = (np.asarray(p) for p in params)
    x, h, states = np.asarray(x), np.zeros((len(x), len(u))), []
    for t in range(x.shape[1]):
        h = np.tanh(x[:, t] @ w + h @ u + b)
        states.append(h)
    g, norms = np.ones_like(h), []
    for t in reversed(range(len(states))):
        h = states[t]
        norms.append(np.abs(g).max(axis=1).mean())
        g = (g * (1 - h**2)) @ u.T
    return np.array(norms)


def mean_size(params, x):
    w, u, b = (np.asarray(p) for p in params)
    x, h, states = np.asarray(x), np.zeros((len(x), len(u))), []
    for t in range(x.shape[1]):
        h = np.tanh(x[:, t] @ w + h @ u + b)
        states.append(h)
    g, norms = np.ones_like(h), []
    for t in reversed(range(len(states))):
        h = states[t]
        norms.append(np.abs(g).mean())
        g = (g * (1 - h**2)) @ u.T
    return np.array(norms)


def first_sample(params, x):
    w, u, b = (np.asarray(p) for p in params)
    x, h, states = np.asarray(x), np.zeros((len(x), len(u))), []
    for t in range(x.shape[1]):
        h = np.tanh(x[:, t] @ w + h @ u + b)
        states.append(h)
    g, norms = np.ones_like(h), []
    for t in reversed(range(len(states))):
        h = states[t]
        norms.append(np.linalg.norm(g[0]))
        g = (g * (1 - h**2)) @ u.T
    return np.array(norms)


def largest_sample(params, x):
    w, u, b = (np.asarray(p) for p in params)
    x, h, states = np.asarray(x), np.zeros((len(x), len(u))), []
    for t in range(x.shape[1]):
        h = np.tanh(x[:, t] @ w + h @ u + b)
        states.append(h)
    g, norms = np.ones_like(h), []
    for t in reversed(range(len(states))):
        h = states[t]
        norms.append(np.linalg.norm(g, axis=1).max())
        g = (g * (1 - h**2)) @ u.T
    return np.array(norms)


def entries_added(params, x):
    w, u, b = (np.asarray(p) for p in params)
    x, h, states = np.asarray(x), np.zeros((len(x), len(u))), []
    for t in range(x.shape[1]):
        h = np.tanh(x[:, t] @ w + h @ u + b)
        states.append(h)
    g, norms = np.ones_like(h), []
    for t in reversed(range(len(states))):
        h = states[t]
        norms.append(g.sum(axis=1).mean())
        g = (g * (1 - h**2)) @ u.T
    return np.array(norms)


def logarithm(params, x):
    w, u, b = (np.asarray(p) for p in params)
    x, h, states = np.asarray(x), np.zeros((len(x), len(u))), []
    for t in range(x.shape[1]):
        h = np.tanh(x[:, t] @ w + h @ u + b)
        states.append(h)
    g, norms = np.ones_like(h), []
    for t in reversed(range(len(states))):
        h = states[t]
        norms.append(np.log(np.linalg.norm(g, axis=1)).mean())
        g = (g * (1 - h**2)) @ u.T
    return np.array(norms)


def by_time(params, x):
    w, u, b = (np.asarray(p) for p in params)
    x, h, states = np.asarray(x), np.zeros((len(x), len(u))), []
    for t in range(x.shape[1]):
        h = np.tanh(x[:, t] @ w + h @ u + b)
        states.append(h)
    g, norms = np.ones_like(h), []
    for t in reversed(range(len(states))):
        h = states[t]
        norms.append(np.linalg.norm(g, axis=1).mean())
        g = (g * (1 - h**2)) @ u.T
    return np.array(norms[::-1])


def distance_one_first(params, x):
    w, u, b = (np.asarray(p) for p in params)
    x, h, states = np.asarray(x), np.zeros((len(x), len(u))), []
    for t in range(x.shape[1]):
        h = np.tanh(x[:, t] @ w + h @ u + b)
        states.append(h)
    g, norms = np.ones_like(h), []
    for t in reversed(range(len(states))):
        h = states[t]
        norms.append(np.linalg.norm(g, axis=1).mean())
        g = (g * (1 - h**2)) @ u.T
    return np.array(norms[1:] + [np.linalg.norm(g, axis=1).mean()])


def initial_state_too(params, x):
    w, u, b = (np.asarray(p) for p in params)
    x, h, states = np.asarray(x), np.zeros((len(x), len(u))), []
    for t in range(x.shape[1]):
        h = np.tanh(x[:, t] @ w + h @ u + b)
        states.append(h)
    g, norms = np.ones_like(h), []
    for t in reversed(range(len(states))):
        h = states[t]
        norms.append(np.linalg.norm(g, axis=1).mean())
        g = (g * (1 - h**2)) @ u.T
    return np.array(norms + [np.linalg.norm(g, axis=1).mean()])


def relative_to_the_last(params, x):
    w, u, b = (np.asarray(p) for p in params)
    x, h, states = np.asarray(x), np.zeros((len(x), len(u))), []
    for t in range(x.shape[1]):
        h = np.tanh(x[:, t] @ w + h @ u + b)
        states.append(h)
    g, norms = np.ones_like(h), []
    for t in reversed(range(len(states))):
        h = states[t]
        norms.append(np.linalg.norm(g, axis=1).mean())
        g = (g * (1 - h**2)) @ u.T
    return np.array(norms) / norms[0]


def added_up_backwards(params, x):
    w, u, b = (np.asarray(p) for p in params)
    x, h, states = np.asarray(x), np.zeros((len(x), len(u))), []
    for t in range(x.shape[1]):
        h = np.tanh(x[:, t] @ w + h @ u + b)
        states.append(h)
    g, norms = np.ones_like(h), []
    for t in reversed(range(len(states))):
        h = states[t]
        norms.append(np.linalg.norm(g, axis=1).mean())
        g = (g * (1 - h**2)) @ u.T
    return np.cumsum(norms)


def a_list(params, x):
    w, u, b = (np.asarray(p) for p in params)
    x, h, states = np.asarray(x), np.zeros((len(x), len(u))), []
    for t in range(x.shape[1]):
        h = np.tanh(x[:, t] @ w + h @ u + b)
        states.append(h)
    g, norms = np.ones_like(h), []
    for t in reversed(range(len(states))):
        h = states[t]
        norms.append(np.linalg.norm(g, axis=1).mean())
        g = (g * (1 - h**2)) @ u.T
    return norms


def earliest_only(params, x):
    w, u, b = (np.asarray(p) for p in params)
    x, h, states = np.asarray(x), np.zeros((len(x), len(u))), []
    for t in range(x.shape[1]):
        h = np.tanh(x[:, t] @ w + h @ u + b)
        states.append(h)
    g, norms = np.ones_like(h), []
    for t in reversed(range(len(states))):
        h = states[t]
        norms.append(np.linalg.norm(g, axis=1).mean())
        g = (g * (1 - h**2)) @ u.T
    return norms[-1]


def per_sample(params, x):
    w, u, b = (np.asarray(p) for p in params)
    x, h, states = np.asarray(x), np.zeros((len(x), len(u))), []
    for t in range(x.shape[1]):
        h = np.tanh(x[:, t] @ w + h @ u + b)
        states.append(h)
    g, norms = np.ones_like(h), []
    for t in reversed(range(len(states))):
        h = states[t]
        norms.append(np.linalg.norm(g, axis=1))
        g = (g * (1 - h**2)) @ u.T
    return np.stack(norms)


def a_column(params, x):
    w, u, b = (np.asarray(p) for p in params)
    x, h, states = np.asarray(x), np.zeros((len(x), len(u))), []
    for t in range(x.shape[1]):
        h = np.tanh(x[:, t] @ w + h @ u + b)
        states.append(h)
    g, norms = np.ones_like(h), []
    for t in reversed(range(len(states))):
        h = states[t]
        norms.append(np.linalg.norm(g, axis=1).mean())
        g = (g * (1 - h**2)) @ u.T
    return np.array(norms)[:, None]


def u_not_turned(params, x):
    w, u, b = (np.asarray(p) for p in params)
    x, h, states = np.asarray(x), np.zeros((len(x), len(u))), []
    for t in range(x.shape[1]):
        h = np.tanh(x[:, t] @ w + h @ u + b)
        states.append(h)
    g, norms = np.ones_like(h), []
    for t in reversed(range(len(states))):
        h = states[t]
        norms.append(np.linalg.norm(g, axis=1).mean())
        g = (g * (1 - h**2)) @ u
    return np.array(norms)


def slope_missing(params, x):
    w, u, b = (np.asarray(p) for p in params)
    x, h, states = np.asarray(x), np.zeros((len(x), len(u))), []
    for t in range(x.shape[1]):
        h = np.tanh(x[:, t] @ w + h @ u + b)
        states.append(h)
    g, norms = np.ones_like(h), []
    for t in reversed(range(len(states))):
        h = states[t]
        norms.append(np.linalg.norm(g, axis=1).mean())
        g = g @ u.T
    return np.array(norms)


def slope_not_squared(params, x):
    w, u, b = (np.asarray(p) for p in params)
    x, h, states = np.asarray(x), np.zeros((len(x), len(u))), []
    for t in range(x.shape[1]):
        h = np.tanh(x[:, t] @ w + h @ u + b)
        states.append(h)
    g, norms = np.ones_like(h), []
    for t in reversed(range(len(states))):
        h = states[t]
        norms.append(np.linalg.norm(g, axis=1).mean())
        g = (g * (1 - h)) @ u.T
    return np.array(norms)


def slope_of_sigmoid(params, x):
    w, u, b = (np.asarray(p) for p in params)
    x, h, states = np.asarray(x), np.zeros((len(x), len(u))), []
    for t in range(x.shape[1]):
        h = np.tanh(x[:, t] @ w + h @ u + b)
        states.append(h)
    g, norms = np.ones_like(h), []
    for t in reversed(range(len(states))):
        h = states[t]
        norms.append(np.linalg.norm(g, axis=1).mean())
        g = (g * h * (1 - h)) @ u.T
    return np.array(norms)


def slope_after_u(params, x):
    w, u, b = (np.asarray(p) for p in params)
    x, h, states = np.asarray(x), np.zeros((len(x), len(u))), []
    for t in range(x.shape[1]):
        h = np.tanh(x[:, t] @ w + h @ u + b)
        states.append(h)
    g, norms = np.ones_like(h), []
    for t in reversed(range(len(states))):
        h = states[t]
        norms.append(np.linalg.norm(g, axis=1).mean())
        g = (g @ u.T) * (1 - h**2)
    return np.array(norms)


def slope_of_the_state_before(params, x):
    w, u, b = (np.asarray(p) for p in params)
    x, h, states = np.asarray(x), np.zeros((len(x), len(u))), []
    for t in range(x.shape[1]):
        h = np.tanh(x[:, t] @ w + h @ u + b)
        states.append(h)
    g, norms = np.ones_like(h), []
    for t in reversed(range(len(states))):
        h = states[t]
        norms.append(np.linalg.norm(g, axis=1).mean())
        g = (g * (1 - states[max(t - 1, 0)] ** 2)) @ u.T
    return np.array(norms)


def slope_of_the_last_state(params, x):
    w, u, b = (np.asarray(p) for p in params)
    x, h, states = np.asarray(x), np.zeros((len(x), len(u))), []
    for t in range(x.shape[1]):
        h = np.tanh(x[:, t] @ w + h @ u + b)
        states.append(h)
    g, norms = np.ones_like(h), []
    for t in reversed(range(len(states))):
        h = states[t]
        norms.append(np.linalg.norm(g, axis=1).mean())
        g = (g * (1 - states[-1] ** 2)) @ u.T
    return np.array(norms)


def slope_of_tanh_of_the_state(params, x):
    w, u, b = (np.asarray(p) for p in params)
    x, h, states = np.asarray(x), np.zeros((len(x), len(u))), []
    for t in range(x.shape[1]):
        h = np.tanh(x[:, t] @ w + h @ u + b)
        states.append(h)
    g, norms = np.ones_like(h), []
    for t in reversed(range(len(states))):
        h = states[t]
        norms.append(np.linalg.norm(g, axis=1).mean())
        g = (g * (1 - np.tanh(h) ** 2)) @ u.T
    return np.array(norms)


def transition_forgotten(params, x):
    w, u, b = (np.asarray(p) for p in params)
    x, h, states = np.asarray(x), np.zeros((len(x), len(u))), []
    for t in range(x.shape[1]):
        h = np.tanh(x[:, t] @ w + h @ u + b)
        states.append(h)
    g, norms = np.ones_like(h), []
    for t in reversed(range(len(states))):
        h = states[t]
        norms.append(np.linalg.norm(g, axis=1).mean())
        g = g * (1 - h**2)
    return np.array(norms)


def slope_at_the_last_step_missing(params, x):
    w, u, b = (np.asarray(p) for p in params)
    x, h, states = np.asarray(x), np.zeros((len(x), len(u))), []
    for t in range(x.shape[1]):
        h = np.tanh(x[:, t] @ w + h @ u + b)
        states.append(h)
    g, norms = np.ones_like(h), []
    for t in reversed(range(len(states))):
        h = states[t]
        norms.append(np.linalg.norm(g, axis=1).mean())
        g = (g * (1 - h**2 if t < len(states) - 1 else 1)) @ u.T
    return np.array(norms)


def loss_of_all_states(params, x):
    w, u, b = (np.asarray(p) for p in params)
    x, h, states = np.asarray(x), np.zeros((len(x), len(u))), []
    for t in range(x.shape[1]):
        h = np.tanh(x[:, t] @ w + h @ u + b)
        states.append(h)
    g, norms = np.ones_like(h), []
    for t in reversed(range(len(states))):
        h = states[t]
        norms.append(np.linalg.norm(g, axis=1).mean())
        g = (g * (1 - h**2)) @ u.T + 1
    return np.array(norms)


def loss_is_a_mean(params, x):
    w, u, b = (np.asarray(p) for p in params)
    x, h, states = np.asarray(x), np.zeros((len(x), len(u))), []
    for t in range(x.shape[1]):
        h = np.tanh(x[:, t] @ w + h @ u + b)
        states.append(h)
    g, norms = np.ones_like(h) / h.shape[1], []
    for t in reversed(range(len(states))):
        h = states[t]
        norms.append(np.linalg.norm(g, axis=1).mean())
        g = (g * (1 - h**2)) @ u.T
    return np.array(norms)


def loss_of_the_first_unit(params, x):
    w, u, b = (np.asarray(p) for p in params)
    x, h, states = np.asarray(x), np.zeros((len(x), len(u))), []
    for t in range(x.shape[1]):
        h = np.tanh(x[:, t] @ w + h @ u + b)
        states.append(h)
    g, norms = np.eye(1, h.shape[1]) * np.ones((len(h), 1)), []
    for t in reversed(range(len(states))):
        h = states[t]
        norms.append(np.linalg.norm(g, axis=1).mean())
        g = (g * (1 - h**2)) @ u.T
    return np.array(norms)


def loss_of_squares(params, x):
    w, u, b = (np.asarray(p) for p in params)
    x, h, states = np.asarray(x), np.zeros((len(x), len(u))), []
    for t in range(x.shape[1]):
        h = np.tanh(x[:, t] @ w + h @ u + b)
        states.append(h)
    g, norms = 2 * h, []
    for t in reversed(range(len(states))):
        h = states[t]
        norms.append(np.linalg.norm(g, axis=1).mean())
        g = (g * (1 - h**2)) @ u.T
    return np.array(norms)


def loss_of_half_squares(params, x):
    w, u, b = (np.asarray(p) for p in params)
    x, h, states = np.asarray(x), np.zeros((len(x), len(u))), []
    for t in range(x.shape[1]):
        h = np.tanh(x[:, t] @ w + h @ u + b)
        states.append(h)
    g, norms = 1.0 * h, []
    for t in reversed(range(len(states))):
        h = states[t]
        norms.append(np.linalg.norm(g, axis=1).mean())
        g = (g * (1 - h**2)) @ u.T
    return np.array(norms)


def no_bias(params, x):
    w, u, b = (np.asarray(p) for p in params)
    x, h, states = np.asarray(x), np.zeros((len(x), len(u))), []
    for t in range(x.shape[1]):
        h = np.tanh(x[:, t] @ w + h @ u)
        states.append(h)
    g, norms = np.ones_like(h), []
    for t in reversed(range(len(states))):
        h = states[t]
        norms.append(np.linalg.norm(g, axis=1).mean())
        g = (g * (1 - h**2)) @ u.T
    return np.array(norms)


def no_activation(params, x):
    w, u, b = (np.asarray(p) for p in params)
    x, h, states = np.asarray(x), np.zeros((len(x), len(u))), []
    for t in range(x.shape[1]):
        h = x[:, t] @ w + h @ u + b
        states.append(h)
    g, norms = np.ones_like(h), []
    for t in reversed(range(len(states))):
        h = states[t]
        norms.append(np.linalg.norm(g, axis=1).mean())
        g = (g * (1 - h**2)) @ u.T
    return np.array(norms)


def rounded(params, x):
    w, u, b = (np.asarray(p) for p in params)
    x, h, states = np.asarray(x), np.zeros((len(x), len(u))), []
    for t in range(x.shape[1]):
        h = np.tanh(x[:, t] @ w + h @ u + b)
        states.append(h)
    g, norms = np.ones_like(h), []
    for t in reversed(range(len(states))):
        h = states[t]
        norms.append(np.linalg.norm(g, axis=1).mean())
        g = (g * (1 - h**2)) @ u.T
    return np.round(norms, 3)


def norms_of_the_states(params, x):
    w, u, b = (np.asarray(p) for p in params)
    x, h, norms = np.asarray(x), np.zeros((len(x), len(u))), []
    for t in range(x.shape[1]):
        h = np.tanh(x[:, t] @ w + h @ u + b)
        norms.insert(0, np.linalg.norm(h, axis=1).mean())
    return np.array(norms)


def gradients_themselves(params, x):
    w, u, b = (np.asarray(p) for p in params)
    x, h, states = np.asarray(x), np.zeros((len(x), len(u))), []
    for t in range(x.shape[1]):
        h = np.tanh(x[:, t] @ w + h @ u + b)
        states.append(h)
    g, grads = np.ones_like(h), []
    for h in reversed(states):
        grads.append(g)
        g = (g * (1 - h**2)) @ u.T
    return np.stack(grads, axis=1)


def with_respect_to_the_input(params, x):
    w, u, b = (np.asarray(p) for p in params)
    x, h, states = np.asarray(x), np.zeros((len(x), len(u))), []
    for t in range(x.shape[1]):
        h = np.tanh(x[:, t] @ w + h @ u + b)
        states.append(h)
    g, norms = np.ones_like(h), []
    for h in reversed(states):
        norms.append(np.linalg.norm((g * (1 - h**2)) @ w.T, axis=1).mean())
        g = (g * (1 - h**2)) @ u.T
    return np.array(norms)


def with_respect_to_the_sums(params, x):
    w, u, b = (np.asarray(p) for p in params)
    x, h, states = np.asarray(x), np.zeros((len(x), len(u))), []
    for t in range(x.shape[1]):
        h = np.tanh(x[:, t] @ w + h @ u + b)
        states.append(h)
    g, norms = np.ones_like(h), []
    for h in reversed(states):
        norms.append(np.linalg.norm(g * (1 - h**2), axis=1).mean())
        g = (g * (1 - h**2)) @ u.T
    return np.array(norms)


def loss_not_one_number(params, x):
    w, u, b = params

    def last(noise):
        h = jnp.zeros((x.shape[0], u.shape[0]))
        for t in range(x.shape[1]):
            h = jnp.tanh(x[:, t] @ w + h @ u + b) + noise[t]
        return h

    return jnp.linalg.norm(jax.grad(last)(jnp.zeros((x.shape[1], x.shape[0], u.shape[0]))), axis=2).mean(axis=1)


def half_precision(params, x):
    w, u, b = (np.asarray(p, np.float16) for p in params)
    x, h, states = np.asarray(x, np.float16), np.zeros((len(x), len(u)), np.float16), []
    for t in range(x.shape[1]):
        h = np.tanh(x[:, t] @ w + h @ u + b)
        states.append(h)
    g, norms = np.ones_like(h), []
    for h in reversed(states):
        norms.append(float(np.sqrt((g * g).sum(axis=1)).mean()))
        g = (g * (1 - h * h)) @ u.T
    return np.array(norms)
