"""Wrong answers to 6.6 lstm_step."""

from __future__ import annotations

import jax.numpy as jnp
import numpy as np


def tanh_of_memory_missing(params, state, x):
    h, c = state
    w, u, b = (np.asarray(p) for p in params)
    z = np.asarray(x) @ w + np.asarray(h) @ u + b
    i, f, g, o = np.split(z, 4, axis=1)
    i, f, g, o = 1 / (1 + np.exp(-i)), 1 / (1 + np.exp(-f)), np.tanh(g), 1 / (1 + np.exp(-o))
    c = f * c + i * g
    h = o * c
    return h, c


def tanh_of_candidate_missing(params, state, x):
    h, c = state
    w, u, b = (np.asarray(p) for p in params)
    z = np.asarray(x) @ w + np.asarray(h) @ u + b
    i, f, g, o = np.split(z, 4, axis=1)
    i, f, g, o = 1 / (1 + np.exp(-i)), 1 / (1 + np.exp(-f)), g, 1 / (1 + np.exp(-o))
    c = f * c + i * g
    h = o * np.tanh(c)
    return h, c


def both_tanh_missing(params, state, x):
    h, c = state
    w, u, b = (np.asarray(p) for p in params)
    z = np.asarray(x) @ w + np.asarray(h) @ u + b
    i, f, g, o = np.split(z, 4, axis=1)
    i, f, g, o = 1 / (1 + np.exp(-i)), 1 / (1 + np.exp(-f)), g, 1 / (1 + np.exp(-o))
    c = f * c + i * g
    h = o * c
    return h, c


def sigmoid_for_candidate(params, state, x):
    h, c = state
    w, u, b = (np.asarray(p) for p in params)
    z = np.asarray(x) @ w + np.asarray(h) @ u + b
    i, f, g, o = np.split(z, 4, axis=1)
    i, f, g, o = 1 / (1 + np.exp(-i)), 1 / (1 + np.exp(-f)), 1 / (1 + np.exp(-g)), 1 / (1 + np.exp(-o))
    c = f * c + i * g
    h = o * np.tanh(c)
    return h, c


def sigmoid_of_memory(params, state, x):
    h, c = state
    w, u, b = (np.asarray(p) for p in params)
    z = np.asarray(x) @ w + np.asarray(h) @ u + b
    i, f, g, o = np.split(z, 4, axis=1)
    i, f, g, o = 1 / (1 + np.exp(-i)), 1 / (1 + np.exp(-f)), np.tanh(g), 1 / (1 + np.exp(-o))
    c = f * c + i * g
    h = o / (1 + np.exp(-c))
    return h, c


def tanh_for_gates(params, state, x):
    h, c = state
    w, u, b = (np.asarray(p) for p in params)
    z = np.asarray(x) @ w + np.asarray(h) @ u + b
    i, f, g, o = np.split(z, 4, axis=1)
    i, f, g, o = np.tanh(i), np.tanh(f), np.tanh(g), np.tanh(o)
    c = f * c + i * g
    h = o * np.tanh(c)
    return h, c


def gates_bare(params, state, x):
    h, c = state
    w, u, b = (np.asarray(p) for p in params)
    z = np.asarray(x) @ w + np.asarray(h) @ u + b
    i, f, g, o = np.split(z, 4, axis=1)
    i, f, g, o = i, f, np.tanh(g), o
    c = f * c + i * g
    h = o * np.tanh(c)
    return h, c


def output_gate_bare(params, state, x):
    h, c = state
    w, u, b = (np.asarray(p) for p in params)
    z = np.asarray(x) @ w + np.asarray(h) @ u + b
    i, f, g, o = np.split(z, 4, axis=1)
    i, f, g, o = 1 / (1 + np.exp(-i)), 1 / (1 + np.exp(-f)), np.tanh(g), o
    c = f * c + i * g
    h = o * np.tanh(c)
    return h, c


def sigmoid_sign(params, state, x):
    h, c = state
    w, u, b = (np.asarray(p) for p in params)
    z = np.asarray(x) @ w + np.asarray(h) @ u + b
    i, f, g, o = np.split(z, 4, axis=1)
    i, f, g, o = 1 / (1 + np.exp(i)), 1 / (1 + np.exp(f)), np.tanh(g), 1 / (1 + np.exp(o))
    c = f * c + i * g
    h = o * np.tanh(c)
    return h, c


def order_f_i(params, state, x):
    h, c = state
    w, u, b = (np.asarray(p) for p in params)
    z = np.asarray(x) @ w + np.asarray(h) @ u + b
    f, i, g, o = np.split(z, 4, axis=1)
    i, f, g, o = 1 / (1 + np.exp(-i)), 1 / (1 + np.exp(-f)), np.tanh(g), 1 / (1 + np.exp(-o))
    c = f * c + i * g
    h = o * np.tanh(c)
    return h, c


def order_i_f_o_g(params, state, x):
    h, c = state
    w, u, b = (np.asarray(p) for p in params)
    z = np.asarray(x) @ w + np.asarray(h) @ u + b
    i, f, o, g = np.split(z, 4, axis=1)
    i, f, g, o = 1 / (1 + np.exp(-i)), 1 / (1 + np.exp(-f)), np.tanh(g), 1 / (1 + np.exp(-o))
    c = f * c + i * g
    h = o * np.tanh(c)
    return h, c


def order_i_g_f_o(params, state, x):
    h, c = state
    w, u, b = (np.asarray(p) for p in params)
    z = np.asarray(x) @ w + np.asarray(h) @ u + b
    i, g, f, o = np.split(z, 4, axis=1)
    i, f, g, o = 1 / (1 + np.exp(-i)), 1 / (1 + np.exp(-f)), np.tanh(g), 1 / (1 + np.exp(-o))
    c = f * c + i * g
    h = o * np.tanh(c)
    return h, c


def order_o_f_g_i(params, state, x):
    h, c = state
    w, u, b = (np.asarray(p) for p in params)
    z = np.asarray(x) @ w + np.asarray(h) @ u + b
    o, f, g, i = np.split(z, 4, axis=1)
    i, f, g, o = 1 / (1 + np.exp(-i)), 1 / (1 + np.exp(-f)), np.tanh(g), 1 / (1 + np.exp(-o))
    c = f * c + i * g
    h = o * np.tanh(c)
    return h, c


def order_f_i_o_g(params, state, x):
    h, c = state
    w, u, b = (np.asarray(p) for p in params)
    z = np.asarray(x) @ w + np.asarray(h) @ u + b
    f, i, o, g = np.split(z, 4, axis=1)
    i, f, g, o = 1 / (1 + np.exp(-i)), 1 / (1 + np.exp(-f)), np.tanh(g), 1 / (1 + np.exp(-o))
    c = f * c + i * g
    h = o * np.tanh(c)
    return h, c


def order_i_o_f_g(params, state, x):
    h, c = state
    w, u, b = (np.asarray(p) for p in params)
    z = np.asarray(x) @ w + np.asarray(h) @ u + b
    i, o, f, g = np.split(z, 4, axis=1)
    i, f, g, o = 1 / (1 + np.exp(-i)), 1 / (1 + np.exp(-f)), np.tanh(g), 1 / (1 + np.exp(-o))
    c = f * c + i * g
    h = o * np.tanh(c)
    return h, c


def forget_and_input_used_crosswise(params, state, x):
    h, c = state
    w, u, b = (np.asarray(p) for p in params)
    z = np.asarray(x) @ w + np.asarray(h) @ u + b
    i, f, g, o = np.split(z, 4, axis=1)
    i, f, g, o = 1 / (1 + np.exp(-i)), 1 / (1 + np.exp(-f)), np.tanh(g), 1 / (1 + np.exp(-o))
    c = i * c + f * g
    h = o * np.tanh(c)
    return h, c


def forget_bias_added(params, state, x):
    h, c = state
    w, u, b = (np.asarray(p) for p in params)
    z = np.asarray(x) @ w + np.asarray(h) @ u + b
    i, f, g, o = np.split(z, 4, axis=1)
    i, f, g, o = 1 / (1 + np.exp(-i)), 1 / (1 + np.exp(-(f + 1))), np.tanh(g), 1 / (1 + np.exp(-o))
    c = f * c + i * g
    h = o * np.tanh(c)
    return h, c


def forget_bias_instead(params, state, x):
    h, c = state
    w, u, b = (np.asarray(p) for p in params)
    z = np.asarray(x) @ w + np.asarray(h) @ u + b
    z = z.copy()
    n = len(u)
    z[:, n : 2 * n] += 1 - b[n : 2 * n]
    i, f, g, o = np.split(z, 4, axis=1)
    i, f, g, o = 1 / (1 + np.exp(-i)), 1 / (1 + np.exp(-f)), np.tanh(g), 1 / (1 + np.exp(-o))
    c = f * c + i * g
    h = o * np.tanh(c)
    return h, c


def no_output_gate(params, state, x):
    h, c = state
    w, u, b = (np.asarray(p) for p in params)
    z = np.asarray(x) @ w + np.asarray(h) @ u + b
    i, f, g, o = np.split(z, 4, axis=1)
    i, f, g, o = 1 / (1 + np.exp(-i)), 1 / (1 + np.exp(-f)), np.tanh(g), 1 / (1 + np.exp(-o))
    c = f * c + i * g
    h = np.tanh(c)
    return h, c


def no_forget_gate(params, state, x):
    h, c = state
    w, u, b = (np.asarray(p) for p in params)
    z = np.asarray(x) @ w + np.asarray(h) @ u + b
    i, f, g, o = np.split(z, 4, axis=1)
    i, f, g, o = 1 / (1 + np.exp(-i)), 1 / (1 + np.exp(-f)), np.tanh(g), 1 / (1 + np.exp(-o))
    c = c + i * g
    h = o * np.tanh(c)
    return h, c


def no_input_gate(params, state, x):
    h, c = state
    w, u, b = (np.asarray(p) for p in params)
    z = np.asarray(x) @ w + np.asarray(h) @ u + b
    i, f, g, o = np.split(z, 4, axis=1)
    i, f, g, o = 1 / (1 + np.exp(-i)), 1 / (1 + np.exp(-f)), np.tanh(g), 1 / (1 + np.exp(-o))
    c = f * c + g
    h = o * np.tanh(c)
    return h, c


def memory_dropped(params, state, x):
    h, c = state
    w, u, b = (np.asarray(p) for p in params)
    z = np.asarray(x) @ w + np.asarray(h) @ u + b
    i, f, g, o = np.split(z, 4, axis=1)
    i, f, g, o = 1 / (1 + np.exp(-i)), 1 / (1 + np.exp(-f)), np.tanh(g), 1 / (1 + np.exp(-o))
    c = i * g
    h = o * np.tanh(c)
    return h, c


def coupled_gates(params, state, x):
    h, c = state
    w, u, b = (np.asarray(p) for p in params)
    z = np.asarray(x) @ w + np.asarray(h) @ u + b
    i, f, g, o = np.split(z, 4, axis=1)
    i, f, g, o = 1 / (1 + np.exp(-i)), 1 / (1 + np.exp(-f)), np.tanh(g), 1 / (1 + np.exp(-o))
    c = f * c + (1 - f) * g
    h = o * np.tanh(c)
    return h, c


def remembers_the_rest(params, state, x):
    h, c = state
    w, u, b = (np.asarray(p) for p in params)
    z = np.asarray(x) @ w + np.asarray(h) @ u + b
    i, f, g, o = np.split(z, 4, axis=1)
    i, f, g, o = 1 / (1 + np.exp(-i)), 1 / (1 + np.exp(-f)), np.tanh(g), 1 / (1 + np.exp(-o))
    c = (1 - f) * c + i * g
    h = o * np.tanh(c)
    return h, c


def candidate_dropped(params, state, x):
    h, c = state
    w, u, b = (np.asarray(p) for p in params)
    z = np.asarray(x) @ w + np.asarray(h) @ u + b
    i, f, g, o = np.split(z, 4, axis=1)
    i, f, g, o = 1 / (1 + np.exp(-i)), 1 / (1 + np.exp(-f)), np.tanh(g), 1 / (1 + np.exp(-o))
    c = f * c + i
    h = o * np.tanh(c)
    return h, c


def old_memory_out(params, state, x):
    h, c = state
    w, u, b = (np.asarray(p) for p in params)
    z = np.asarray(x) @ w + np.asarray(h) @ u + b
    c_old = np.asarray(c)
    i, f, g, o = np.split(z, 4, axis=1)
    i, f, g, o = 1 / (1 + np.exp(-i)), 1 / (1 + np.exp(-f)), np.tanh(g), 1 / (1 + np.exp(-o))
    c = f * c + i * g
    h = o * np.tanh(c_old)
    return h, c


def squashed_memory_kept(params, state, x):
    h, c = state
    w, u, b = (np.asarray(p) for p in params)
    z = np.asarray(x) @ w + np.asarray(h) @ u + b
    i, f, g, o = np.split(z, 4, axis=1)
    i, f, g, o = 1 / (1 + np.exp(-i)), 1 / (1 + np.exp(-f)), np.tanh(g), 1 / (1 + np.exp(-o))
    c = np.tanh(f * c + i * g)
    h = o * c
    return h, c


def output_kept_as_memory(params, state, x):
    h, c = state
    w, u, b = (np.asarray(p) for p in params)
    z = np.asarray(x) @ w + np.asarray(h) @ u + b
    i, f, g, o = np.split(z, 4, axis=1)
    i, f, g, o = 1 / (1 + np.exp(-i)), 1 / (1 + np.exp(-f)), np.tanh(g), 1 / (1 + np.exp(-o))
    c = f * c + i * g
    h = o * np.tanh(c)
    return h, h


def memory_for_state(params, state, x):
    h, c = state
    w, u, b = (np.asarray(p) for p in params)
    z = np.asarray(x) @ w + np.asarray(h) @ u + b
    i, f, g, o = np.split(z, 4, axis=1)
    i, f, g, o = 1 / (1 + np.exp(-i)), 1 / (1 + np.exp(-f)), np.tanh(g), 1 / (1 + np.exp(-o))
    c = f * c + i * g
    h = o * np.tanh(c)
    return c, h


def state_only(params, state, x):
    h, c = state
    w, u, b = (np.asarray(p) for p in params)
    z = np.asarray(x) @ w + np.asarray(h) @ u + b
    i, f, g, o = np.split(z, 4, axis=1)
    i, f, g, o = 1 / (1 + np.exp(-i)), 1 / (1 + np.exp(-f)), np.tanh(g), 1 / (1 + np.exp(-o))
    c = f * c + i * g
    h = o * np.tanh(c)
    return h


def memory_only(params, state, x):
    h, c = state
    w, u, b = (np.asarray(p) for p in params)
    z = np.asarray(x) @ w + np.asarray(h) @ u + b
    i, f, g, o = np.split(z, 4, axis=1)
    i, f, g, o = 1 / (1 + np.exp(-i)), 1 / (1 + np.exp(-f)), np.tanh(g), 1 / (1 + np.exp(-o))
    c = f * c + i * g
    h = o * np.tanh(c)
    return c


def one_array(params, state, x):
    h, c = state
    w, u, b = (np.asarray(p) for p in params)
    z = np.asarray(x) @ w + np.asarray(h) @ u + b
    i, f, g, o = np.split(z, 4, axis=1)
    i, f, g, o = 1 / (1 + np.exp(-i)), 1 / (1 + np.exp(-f)), np.tanh(g), 1 / (1 + np.exp(-o))
    c = f * c + i * g
    h = o * np.tanh(c)
    return np.stack([h, c])


def pair_for_scan(params, state, x):
    h, c = state
    w, u, b = (np.asarray(p) for p in params)
    z = np.asarray(x) @ w + np.asarray(h) @ u + b
    i, f, g, o = np.split(z, 4, axis=1)
    i, f, g, o = 1 / (1 + np.exp(-i)), 1 / (1 + np.exp(-f)), np.tanh(g), 1 / (1 + np.exp(-o))
    c = f * c + i * g
    h = o * np.tanh(c)
    return (h, c), h


def side_by_side(params, state, x):
    h, c = state
    w, u, b = (np.asarray(p) for p in params)
    z = np.asarray(x) @ w + np.asarray(h) @ u + b
    i, f, g, o = np.split(z, 4, axis=1)
    i, f, g, o = 1 / (1 + np.exp(-i)), 1 / (1 + np.exp(-f)), np.tanh(g), 1 / (1 + np.exp(-o))
    c = f * c + i * g
    h = o * np.tanh(c)
    return np.concatenate([h, c], axis=1)


def state_taken_apart_crosswise(params, state, x):
    c, h = state
    w, u, b = (np.asarray(p) for p in params)
    z = np.asarray(x) @ w + np.asarray(h) @ u + b
    i, f, g, o = np.split(z, 4, axis=1)
    i, f, g, o = 1 / (1 + np.exp(-i)), 1 / (1 + np.exp(-f)), np.tanh(g), 1 / (1 + np.exp(-o))
    c = f * c + i * g
    h = o * np.tanh(c)
    return h, c


def memory_into_the_gates(params, state, x):
    h, c = state
    w, u, b = (np.asarray(p) for p in params)
    z = np.asarray(x) @ w + np.asarray(c) @ u + b
    i, f, g, o = np.split(z, 4, axis=1)
    i, f, g, o = 1 / (1 + np.exp(-i)), 1 / (1 + np.exp(-f)), np.tanh(g), 1 / (1 + np.exp(-o))
    c = f * c + i * g
    h = o * np.tanh(c)
    return h, c


def no_bias(params, state, x):
    h, c = state
    w, u, b = (np.asarray(p) for p in params)
    z = np.asarray(x) @ w + np.asarray(h) @ u
    i, f, g, o = np.split(z, 4, axis=1)
    i, f, g, o = 1 / (1 + np.exp(-i)), 1 / (1 + np.exp(-f)), np.tanh(g), 1 / (1 + np.exp(-o))
    c = f * c + i * g
    h = o * np.tanh(c)
    return h, c


def state_ignored(params, state, x):
    h, c = state
    w, u, b = (np.asarray(p) for p in params)
    z = np.asarray(x) @ w + b
    i, f, g, o = np.split(z, 4, axis=1)
    i, f, g, o = 1 / (1 + np.exp(-i)), 1 / (1 + np.exp(-f)), np.tanh(g), 1 / (1 + np.exp(-o))
    c = f * c + i * g
    h = o * np.tanh(c)
    return h, c


def input_ignored(params, state, x):
    h, c = state
    w, u, b = (np.asarray(p) for p in params)
    z = np.asarray(h) @ u + b
    i, f, g, o = np.split(z, 4, axis=1)
    i, f, g, o = 1 / (1 + np.exp(-i)), 1 / (1 + np.exp(-f)), np.tanh(g), 1 / (1 + np.exp(-o))
    c = f * c + i * g
    h = o * np.tanh(c)
    return h, c


def cut_every_fourth(params, state, x):
    h, c = state
    w, u, b = (np.asarray(p) for p in params)
    z = np.asarray(x) @ w + np.asarray(h) @ u + b
    i, f, g, o = (z[:, k::4] for k in range(4))
    i, f, g, o = 1 / (1 + np.exp(-i)), 1 / (1 + np.exp(-f)), np.tanh(g), 1 / (1 + np.exp(-o))
    c = f * c + i * g
    h = o * np.tanh(c)
    return h, c


def cut_along_the_batch(params, state, x):
    h, c = state
    w, u, b = (np.asarray(p) for p in params)
    z = np.asarray(x) @ w + np.asarray(h) @ u + b
    i, f, g, o = np.split(z, 4, axis=0)
    i, f, g, o = 1 / (1 + np.exp(-i)), 1 / (1 + np.exp(-f)), np.tanh(g), 1 / (1 + np.exp(-o))
    c = f * c + i * g
    h = o * np.tanh(c)
    return h, c


def cut_along_the_batch_jax(params, state, x):
    h, c = state
    w, u, b = (np.asarray(p) for p in params)
    z = np.asarray(x) @ w + np.asarray(h) @ u + b
    i, f, g, o = jnp.split(z, 4)
    i, f, g, o = 1 / (1 + np.exp(-i)), 1 / (1 + np.exp(-f)), np.tanh(g), 1 / (1 + np.exp(-o))
    c = f * c + i * g
    h = o * np.tanh(c)
    return h, c


def multiplied(params, state, x):
    h, c = state
    w, u, b = (np.asarray(p) for p in params)
    z = np.asarray(x) @ w + np.asarray(h) @ u + b
    i, f, g, o = np.split(z, 4, axis=1)
    i, f, g, o = 1 / (1 + np.exp(-i)), 1 / (1 + np.exp(-f)), np.tanh(g), 1 / (1 + np.exp(-o))
    c = f * c * i * g
    h = o * np.tanh(c)
    return h, c


def new_state_tanh(params, state, x):
    h, c = state
    w, u, b = (np.asarray(p) for p in params)
    z = np.asarray(x) @ w + np.asarray(h) @ u + b
    i, f, g, o = np.split(z, 4, axis=1)
    i, f, g, o = 1 / (1 + np.exp(-i)), 1 / (1 + np.exp(-f)), np.tanh(g), 1 / (1 + np.exp(-o))
    c = f * c + i * g
    h = np.tanh(o * c)
    return h, c


def output_added(params, state, x):
    h, c = state
    w, u, b = (np.asarray(p) for p in params)
    z = np.asarray(x) @ w + np.asarray(h) @ u + b
    i, f, g, o = np.split(z, 4, axis=1)
    i, f, g, o = 1 / (1 + np.exp(-i)), 1 / (1 + np.exp(-f)), np.tanh(g), 1 / (1 + np.exp(-o))
    c = f * c + i * g
    h = o + np.tanh(c)
    return h, c


def first_sample(params, state, x):
    h, c = state
    w, u, b = (np.asarray(p) for p in params)
    z = np.asarray(x)[:1] @ w + np.asarray(h)[:1] @ u + b
    i, f, g, o = np.split(z, 4, axis=1)
    i, f, g, o = 1 / (1 + np.exp(-i)), 1 / (1 + np.exp(-f)), np.tanh(g), 1 / (1 + np.exp(-o))
    c = f * c + i * g
    h = o * np.tanh(c)
    return h, c


def half_precision(params, state, x):
    h, c = state
    w, u, b, h, c, x = (np.asarray(p, np.float16) for p in (*params, h, c, x))
    z = np.asarray(x) @ w + np.asarray(h) @ u + b
    i, f, g, o = np.split(z, 4, axis=1)
    i, f, g, o = 1 / (1 + np.exp(-i)), 1 / (1 + np.exp(-f)), np.tanh(g), 1 / (1 + np.exp(-o))
    c = f * c + i * g
    h = o * np.tanh(c)
    return h.astype(np.float32), c.astype(np.float32)


def rounded(params, state, x):
    h, c = state
    w, u, b = (np.asarray(p) for p in params)
    z = np.asarray(x) @ w + np.asarray(h) @ u + b
    i, f, g, o = np.split(z, 4, axis=1)
    i, f, g, o = 1 / (1 + np.exp(-i)), 1 / (1 + np.exp(-f)), np.tanh(g), 1 / (1 + np.exp(-o))
    c = f * c + i * g
    h = o * np.tanh(c)
    return np.round(h, 3), np.round(c, 3)


def exchanged(params, state, x):
    h, c = state
    w, u, b = params
    i, f, g, o = jnp.split(x @ u + h @ w + b, 4, axis=1)
    i, f, g, o = 1 / (1 + jnp.exp(-i)), 1 / (1 + jnp.exp(-f)), jnp.tanh(g), 1 / (1 + jnp.exp(-o))
    c = f * c + i * g
    return o * jnp.tanh(c), c


def in_place(params, state, x):
    h, c = state
    w, u, b = params
    i, f, g, o = np.split(np.asarray(x @ w + h @ u + b), 4, axis=1)
    i, f, g, o = 1 / (1 + np.exp(-i)), 1 / (1 + np.exp(-f)), np.tanh(g), 1 / (1 + np.exp(-o))
    c *= f
    c += i * g
    return o * np.tanh(c), c


def in_place_by_index(params, state, x):
    h, c = state
    w, u, b = params
    i, f, g, o = np.split(np.asarray(x @ w + h @ u + b), 4, axis=1)
    i, f, g, o = 1 / (1 + np.exp(-i)), 1 / (1 + np.exp(-f)), np.tanh(g), 1 / (1 + np.exp(-o))
    c[:] = f * c + i * g
    h[:] = o * np.tanh(c)
    return h, c
