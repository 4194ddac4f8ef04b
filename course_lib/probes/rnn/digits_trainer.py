"""What 6.8 trains with: the course's own trainer, which shows a network a fixed number of spoken digits.

Whoever answers hands in a network, not a training loop: that is how the budget is enforced.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, partial
from typing import Any, NamedTuple

import jax
import numpy as np

from course_lib.clipping import clip_by_global_norm
from course_lib.losses import cross_entropy
from course_lib.optimizers import adam_init, adam_step
from course_lib.speech import load_spoken_digits

BANDS, CLASSES = 24, 10
STEPS = 48  # frames of a clip that are kept
CLIPS = 1_200  # to train on
ROUNDS, BATCH = 16, 48
LEARNING_RATE = 0.01  # at the start; it falls to 0
MAX_NORM = 1.0
PARAMETERS = 8_000


class Clips(NamedTuple):
    """Frames (n, STEPS, BANDS) float32, zero behind each end, and lengths (n,) int32."""

    x: np.ndarray
    lengths: np.ndarray


@cache
def _stored() -> tuple[tuple[Clips, np.ndarray], Clips]:
    """All clips to train on with their digits, and the held-out ones without."""
    digits = load_spoken_digits(STEPS)
    clips = lambda *parts: Clips(*(np.concatenate([np.asarray(p[column]) for p in parts]) for column in (0, 1)))
    return (clips(digits.train), np.asarray(digits.train.y)), clips(digits.validation, digits.test)


def _deal(subset: int) -> tuple[np.ndarray, np.ndarray]:
    """The rows of one run, and the rows that it leaves out."""
    rows = np.random.default_rng(subset).permutation(len(_stored()[0][1]))
    return rows[:CLIPS], rows[CLIPS:]


def training_clips(subset: int, left_out: bool = False) -> tuple[Clips, np.ndarray]:
    """Choose the clips of one run (or those that it leaves out), and their digits.

    Shapes: -> Clips of CLIPS rows, (CLIPS,) int32.
    """
    (clips, digits), rows = _stored()[0], _deal(subset)[left_out]
    return Clips(clips.x[rows], clips.lengths[rows]), digits[rows]


def held_out_clips() -> Clips:
    """Give the clips that no run trains on, without their digits.

    Shapes: -> Clips of 600 rows.
    """
    return _stored()[1]


@partial(jax.jit, static_argnums=0)
def _train(model: Callable, params: Any, clips: Clips, digits: jax.Array, order: jax.Array, rates: jax.Array) -> Any:
    def loss(p: Any, rows: jax.Array) -> jax.Array:
        return cross_entropy(model(p, clips.x[rows], clips.lengths[rows]), digits[rows])

    def step(carry: Any, batch: Any) -> Any:
        p, state = carry
        rows, rate = batch
        return adam_step(p, state, clip_by_global_norm(jax.grad(loss)(p, rows), MAX_NORM), rate), None

    return jax.lax.scan(step, (params, adam_init(params)), (order, rates))[0][0]


@partial(jax.jit, static_argnums=0)
def scores_of(model: Callable, params: Any, x: jax.Array, lengths: jax.Array) -> jax.Array:
    """Give the scores of a batch of clips, compiled.

    Shapes: x (batch, STEPS, BANDS), lengths (batch,) -> (batch, CLASSES).
    """
    return model(params, x, lengths)


def train(model: Callable, params: Any, clips: Clips, digits: np.ndarray, seed: int) -> Any:
    """Show the network ROUNDS times all clips, in batches, with Adam, a falling step size and clipped gradients."""
    random = np.random.default_rng([seed, 1])
    order = np.concatenate([random.permutation(len(digits)) for _ in range(ROUNDS)]).reshape(-1, BATCH)
    rates = LEARNING_RATE * (1 - np.arange(len(order)) / len(order))
    return _train(model, params, clips, digits, order, rates.astype(np.float32))


def classify(model: Callable, params: Any, clips: Clips) -> np.ndarray:
    """Give the digit of highest score for each clip.

    Shapes: Clips of n rows -> (n,).
    """
    return np.asarray(scores_of(model, params, *clips)).argmax(axis=1)


def practice(digits_init: Callable, digits_model: Callable, seed: int = 0) -> dict[str, Any]:
    """Train once as the check does; say how many numbers it has, and how much it gets right of old and of new clips.

    The new clips are training takes that this run leaves out, not the held-out ones of the check.
    """
    (clips, digits), (others, truth) = training_clips(seed), training_clips(seed, left_out=True)
    params = train(digits_model, digits_init(jax.random.key(seed)), clips, digits, seed)
    right = lambda chosen, wanted: round(float(np.mean(classify(digits_model, params, chosen) == wanted)), 3)
    return {
        "numbers": sum(leaf.size for leaf in jax.tree.leaves(params)),
        "right of the clips trained on": right(clips, digits),
        "right of other clips": right(others, truth),
    }
