"""What 7.8 trains with: short messages as word ids, and a trainer that shows a model a fixed number of them.

The model comes from the answer; how often it sees what, and how large it may be, is decided here.
"""

from __future__ import annotations

import csv
import gzip
import io
import re
from collections import Counter
from collections.abc import Callable
from functools import cache, partial
from importlib.resources import files
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np
from jax import lax

from course_lib.losses import binary_cross_entropy
from course_lib.optimizers import adam_init, adam_step

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
    packed = (files("course_lib") / "datasets" / "sms_spam.csv.gz").read_bytes()
    rows = list(csv.reader(io.StringIO(gzip.decompress(packed).decode("utf-8"), newline="")))[1:]
    unique = dict.fromkeys(text for _, text in rows)
    spam = {text: label == "spam" for label, text in reversed(rows)}
    order = np.random.default_rng(7).permutation(len(unique))
    texts = list(unique)
    return [texts[i] for i in order], np.array([spam[texts[i]] for i in order], np.int32)


def _words(text: str) -> list[str]:
    """Lower-case words, marks, and numbers of which only the length is kept."""
    return re.findall(r"[a-z]+|0+|[^\w\s]", re.sub(r"\d", "0", text.lower()))


@cache
def _ids() -> dict[str, int]:
    """Word → id, for the most frequent words of the messages that are not held out."""
    counts = Counter(word for text in _stored()[0][HELD_OUT:] for word in _words(text))
    return {word: 2 + i for i, (word, _) in enumerate(counts.most_common(WORDS - 2))}


def _encoded(texts: list[str], steps: int) -> tuple[np.ndarray, np.ndarray]:
    x, lengths = np.zeros((len(texts), steps), np.int32), np.ones(len(texts), np.int32)
    for row, text in enumerate(texts):
        ids = [_ids().get(word, 1) for word in _words(text)][:STEPS] or [1]
        x[row, : len(ids)], lengths[row] = ids, len(ids)
    return x, lengths


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
