"""Wrong answers to 7.4 causal_mask."""

from __future__ import annotations

import jax.numpy as jnp
import numpy as np


def transposed(t):
    return np.triu(np.ones((t, t), bool))


def own_position_hidden(t):
    return np.tril(np.ones((t, t), bool), -1)


def own_hidden_and_transposed(t):
    return np.triu(np.ones((t, t), bool), 1)


def one_step_ahead(t):
    return np.tril(np.ones((t, t), bool), 1)


def own_position_only(t):
    return np.eye(t, dtype=bool)


def previous_only(t):
    return np.eye(t, k=-1, dtype=bool)


def last_two(t):
    return np.eye(t, dtype=bool) | np.eye(t, k=-1, dtype=bool)


def everything(t):
    return np.ones((t, t), bool)


def nothing(t):
    return np.zeros((t, t), bool)


def ones_and_zeros(t):
    return np.tril(np.ones((t, t)))


def whole_numbers(t):
    return np.tril(np.ones((t, t), int))


def added_to_scores(t):
    return np.where(np.tril(np.ones((t, t), bool)), 0.0, -np.inf)


def added_to_scores_finite(t):
    return np.where(np.tril(np.ones((t, t), bool)), 0.0, -1e9)


def nested_lists(t):
    return [[j <= i for j in range(t)] for i in range(t)]


def one_row(t):
    return np.arange(t) < t


def column_of_counts(t):
    return np.arange(t)[:, None] >= 0


def one_too_many(t):
    return np.tril(np.ones((t + 1, t + 1), bool))


def one_too_few(t):
    return np.tril(np.ones((t - 1, t - 1), bool))


def first_row_missing(t):
    return np.tril(np.ones((t + 1, t), bool))[1:]


def three_positions(t):
    return np.tril(np.ones((3, 3), bool))


def from_the_last_row(t):
    return np.tril(np.ones((t, t), bool))[::-1]


def from_the_last_column(t):
    return np.tril(np.ones((t, t), bool))[:, ::-1]


def with_a_batch_axis(t):
    return jnp.tril(jnp.ones((t, t), bool))[None]
