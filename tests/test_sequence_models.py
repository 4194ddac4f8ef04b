"""The two networks for sequences against their parts, and that padding and company do not matter."""

from functools import partial

import jax
import numpy as np

from course_lib.attention import attention
from course_lib.layers import count_params
from course_lib.recurrent import lstm_by_scan, rnn_by_scan
from course_lib.sequence_models import (
    attended,
    lstm_attention,
    lstm_attention_params,
    rnn_classifier,
    rnn_classifier_params,
)  # fmt: skip

close = partial(np.testing.assert_allclose, rtol=2e-5, atol=2e-5)
KEY = jax.random.key(0)
X, LENGTHS = np.random.default_rng(0).normal(size=(3, 7, 5)).astype(np.float32), np.array([7, 4, 1])
RNN, LSTM = rnn_classifier_params(KEY, 5, 4, 6), lstm_attention_params(KEY, 5, 4, 6)


def test_networks_are_their_parts():
    w, b = RNN["dense"]
    close(rnn_classifier(RNN, X), rnn_by_scan(RNN["cell"], X)[:, -1] @ w + b)
    states = lstm_by_scan(LSTM["cell"], X)
    w, b = LSTM["dense"]
    close(lstm_attention(LSTM, X), attention(states, states, states).mean(axis=1) @ w + b)
    close(attended(states, LENGTHS).sum(axis=1), np.ones(3))


def test_the_articles_networks_have_as_many_parameters():
    assert count_params(lstm_attention_params(KEY, 12, 32, 6)) == 5958
    assert count_params(rnn_classifier_params(KEY, 12, 32, 6)) == 12 * 32 + 32 * 32 + 32 + 32 * 6 + 6


def test_neither_padding_nor_company_matters():
    padded = np.concatenate([X, np.full((3, 4, 5), 99, np.float32)], axis=1)
    spoilt = np.where(np.arange(11)[None, :, None] < LENGTHS[:, None, None], padded, 99)
    for model, params in ((rnn_classifier, RNN), (lstm_attention, LSTM)):
        expected = np.concatenate([model(params, X[i : i + 1, :n]) for i, n in enumerate(LENGTHS)])
        close(jax.jit(model)(params, X, LENGTHS), expected)
        close(model(params, spoilt, LENGTHS), expected)
