"""What 7.8 trains with: short messages as word ids, and a trainer that shows a model a fixed number of them.

The model comes from the answer; how often it sees what, and how large it may be, is decided here.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache, partial
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np
from jax import lax

from course_lib.losses import binary_cross_entropy
from course_lib.optimizers import adam_init, adam_step
from course_lib.text import Vocabulary, load_sms_spam

STEPS, HELD_OUT_STEPS = 24, 40  # words of a training message; held-out ones come with more padding behind them
WORDS = 800  # ids 0 (padding), 1 (any other word), 2 … 799
NUMBERS = 12_000
BATCH, BATCHES = 50, 216
SAMPLES = BATCH * BATCHES  # 10,800: three times every training message
TRAINING, HELD_OUT = 3_600, 1_500
LEARNING_RATE = 0.02  # at first; it falls to 0, so that runs end alike


@cache
def _stored() -> tuple[list[str], np.ndarray]:
    """All messages without repeats, in an order of their own, and which of them are spam."""
    messages = load_sms_spam()
    order = np.random.default_rng(7).permutation(len(messages.texts))
    return [messages.texts[i] for i in order], np.asarray(messages.y)[order]


def _words(text: str) -> list[str]:
    """Lower-case words, marks, and numbers of which only the length is kept."""
    return re.findall(r"[a-z]+|0+|[^\w\s]", re.sub(r"\d", "0", text.lower()))


@cache
def _vocabulary() -> Vocabulary:
    """The most frequent words of the messages that are not held out."""
    return Vocabulary.of([_words(text) for text in _stored()[0][HELD_OUT:]], WORDS)


def _encoded(texts: list[str], steps: int) -> tuple[np.ndarray, np.ndarray]:
    rows = [_words(text)[:STEPS] or [""] for text in texts]  # no word at all counts as one unknown
    x, lengths = _vocabulary().encode(rows, steps)
    return np.asarray(x), np.asarray(lengths)


@cache
def training_messages(subset: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Choose the messages that one run is trained on: ids, lengths, and 1 for spam.

    Shapes: -> (TRAINING, STEPS) int32, (TRAINING,) int32, (TRAINING,) int32.
    """
    texts, spam = _stored()
    chosen = HELD_OUT + np.random.default_rng(subset).permutation(len(texts) - HELD_OUT)[:TRAINING]
    return *_encoded([texts[i] for i in chosen], STEPS), spam[chosen]


@cache
def held_out_messages() -> tuple[np.ndarray, np.ndarray]:
    """Encode the messages that no run is trained on, without their labels, with more padding.

    Shapes: -> (HELD_OUT, HELD_OUT_STEPS) int32, (HELD_OUT,) int32.
    """
    return _encoded(_stored()[0][:HELD_OUT], HELD_OUT_STEPS)


def fault_of(params: Any) -> str:
    """Say in words why `params` cannot be trained within the budget; empty if it can."""
    leaves = jax.tree.leaves(params)
    if not leaves:
        return "classifier_params: a tree of arrays is wanted, yours holds none"
    for leaf in leaves:
        kind = getattr(leaf, "dtype", None)
        if kind is None or kind not in (np.float32, np.float64):
            what = type(leaf).__name__ if kind is None else f"an array of {kind}"
            return f"classifier_params: arrays of float32 are wanted, one of yours is {what}"
    count = sum(leaf.size for leaf in leaves)
    return f"classifier_params: at most {NUMBERS:,} numbers are allowed, you use {count:,}" if count > NUMBERS else ""


def train(model: Callable, params: Any, subset: int) -> tuple[Any, np.ndarray]:
    """Show the model SAMPLES messages, half of each batch spam; return its parameters and the loss of each batch.

    Shapes: model(params, ids (batch, STEPS), lengths (batch,)) -> (scores (batch,), weights) -> (params, (BATCHES,)).
    """
    x, lengths, spam = training_messages(subset)
    random = np.random.default_rng(subset)
    halves = [random.choice(np.flatnonzero(spam == label), (BATCHES, BATCH // 2)) for label in (1, 0)]
    params = jax.tree.map(lambda leaf: jnp.asarray(leaf, jnp.float32), params)
    params, losses = _run(model, params, (x, lengths, spam), np.concatenate(halves, axis=1))
    return params, np.asarray(losses)


@partial(jax.jit, static_argnums=0)
def _run(model: Callable, params: Any, messages: tuple, batches: jax.Array) -> tuple[Any, jax.Array]:
    def loss(params: Any, rows: jax.Array) -> jax.Array:
        x, lengths, spam = (jnp.asarray(part)[rows] for part in messages)
        return binary_cross_entropy(model(params, x, lengths)[0], spam)

    def step(carry: tuple, batch: tuple) -> tuple[tuple, jax.Array]:
        params, state = carry
        rows, learning_rate = batch
        value, grads = jax.value_and_grad(loss)(params, rows)
        return adam_step(params, state, grads, learning_rate), value

    falling = LEARNING_RATE * (1 - jnp.arange(BATCHES) / BATCHES)
    (params, _), losses = lax.scan(step, (params, adam_init(params)), (batches, falling))
    return params, losses
