"""Wrong answers to 6.8. Each shows its mistake untrained, so no run of the trainer is spent on it."""

from __future__ import annotations

import jax
import jax.numpy as jnp
import numpy as np


def linear_init(key):
    return {"w": 0.3 * jax.random.normal(key, (24, 10)), "b": jnp.zeros(10)}


def two_parts_init(key):
    return {"w": 0.3 * jax.random.normal(key, (48, 10)), "b": jnp.zeros(10)}


def cell_init(key):
    w, u, v = jax.random.split(key, 3)
    draw = lambda k, a, b: jax.random.normal(k, (a, b)) / jnp.sqrt(a)
    return {"w": draw(w, 24, 8), "u": draw(u, 8, 8), "v": draw(v, 8, 10), "b": jnp.zeros(8)}


def unseeded_init(key):
    return {"w": np.random.normal(size=(24, 10)), "b": jnp.zeros(10)}


def fixed_init(key):
    return {"w": 0.3 * jax.random.normal(jax.random.key(0), (24, 10)), "b": jnp.zeros(10)}


def zero_init(key):
    return {"w": jnp.zeros((24, 10)), "b": jnp.zeros(10)}


def ones_init(key):
    return {"w": jnp.ones((24, 10)), "b": jnp.zeros(10)}


def weighted_model(params, x, lengths):
    weights = jnp.arange(x.shape[1]) * (jnp.arange(x.shape[1]) < lengths[:, None]) / lengths[:, None] ** 2
    return jnp.einsum("btd,bt->bd", x, weights) @ params["w"] + params["b"]


def mean_model(params, x, lengths):
    mask = (jnp.arange(x.shape[1]) < lengths[:, None])[:, :, None]
    return (x * mask).sum(axis=1) / lengths[:, None] @ params["w"] + params["b"]


def mean_and_spread_model(params, x, lengths):
    mask, n = (jnp.arange(x.shape[1]) < lengths[:, None])[:, :, None], lengths[:, None]
    mean = (x * mask).sum(axis=1) / n
    spread = jnp.sqrt((((x - mean[:, None]) * mask) ** 2).sum(axis=1) / n + 1e-6)
    return jnp.concatenate([mean, spread], axis=1) @ params["w"] + params["b"]


def padded_mean_model(params, x, lengths):
    return x.mean(axis=1) @ params["w"] + params["b"]


def last_padded_state_model(params, x, lengths):
    step = lambda h, x_t: (jnp.tanh(x_t @ params["w"] + h @ params["u"] + params["b"]), None)
    return jax.lax.scan(step, jnp.zeros((x.shape[0], 8)), jnp.swapaxes(x, 0, 1))[0] @ params["v"]


def one_step_too_late_model(params, x, lengths):
    mask = (jnp.arange(x.shape[1]) <= lengths[:, None])[:, :, None]
    weights = jnp.arange(x.shape[1])[:, None] / lengths[:, None, None]
    return (x * mask * weights).mean(axis=1) @ params["w"] + params["b"]


def normalised_over_the_batch_model(params, x, lengths):
    mask = (jnp.arange(x.shape[1]) < lengths[:, None])[:, :, None]
    means = (x * mask).sum(axis=1) / lengths[:, None]
    return (means - means.mean(axis=0)) @ params["w"] + params["b"]


def over_the_batch_model(params, x, lengths):
    means = (x * (jnp.arange(x.shape[1]) < lengths[:, None])[:, :, None]).sum(axis=1) / lengths[:, None]
    h = jnp.zeros(8)
    rows = []
    for row in means:
        h = jnp.tanh(row @ params["w"] + h @ params["u"] + params["b"])
        rows.append(h)
    return jnp.stack(rows) @ params["v"]


def last_frame_model(params, x, lengths):
    return x[jnp.arange(x.shape[0]), lengths - 1] @ params["w"] + params["b"]


def first_frame_model(params, x, lengths):
    return x[:, 0] @ params["w"] + params["b"]


def first_and_last_frame_model(params, x, lengths):
    ends = jnp.concatenate([x[:, 0], x[jnp.arange(x.shape[0]), lengths - 1]], axis=1)
    return ends @ params["w"] + params["b"]


def bias_model(params, x, lengths):
    return jnp.zeros((x.shape[0], 10)) + params["b"]


def length_model(params, x, lengths):
    return jnp.sin(lengths[:, None] * jnp.arange(10) / 10) + params["b"]


def class_model(params, x, lengths):
    mask, middle = jnp.arange(x.shape[1]) < lengths[:, None], jnp.arange(x.shape[1])
    scores = jnp.einsum("btd,bt->bd", x, mask * middle / lengths[:, None] ** 2) @ params["w"]
    return jax.nn.one_hot(jnp.argmax(scores, axis=1), 10)


def nan_model(params, x, lengths):
    return jnp.log(x.sum(axis=1) - 1e6) @ params["w"]


def stopped_model(params, x, lengths):
    weights = jnp.arange(x.shape[1]) * (jnp.arange(x.shape[1]) < lengths[:, None]) / lengths[:, None] ** 2
    return jnp.round(jnp.einsum("btd,bt->bd", x, weights) @ jax.lax.stop_gradient(params["w"]) * 8) / 8
