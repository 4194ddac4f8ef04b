"""Inputs of 5.4: a small network, the state of its optimiser, and a batch."""

from __future__ import annotations

import jax
import numpy as np

from course_lib.checking.exercise import Answers, Case, call
from course_lib.probes.cnn.network import EXAMPLE, LAYERS

SHAPES = ((3, 3, 1, 2), (2, 1, 2, 3), (3, 4), (4, 3))  # for images of 8 × 7 pixels: one shape, compiled once
LABELS = 3


def train_step_cases(seed: int) -> list[Case]:
    """A step from zeros, reckoned by hand; steps in the middle of a training, for two batches."""
    random = np.random.default_rng(seed)
    draw = lambda scale=1.0: _network(lambda shape: scale * random.normal(size=shape))

    def middle(name: str, t: int, labels: list[int]) -> Case:
        v = jax.tree.map(lambda a: a * a + 0.01, draw(0.3))  # never near 0, where a step would hang on rounding
        state = (draw(0.1), v, t)
        batch = (random.normal(size=(2, 8, 7, 1)), np.array(labels, np.int32))
        return Case(name, {"params": draw(0.7), "opt_state": state, "batch": batch})

    return [
        _worked_example(random),
        middle("the fourth step of a training", 3, random.permutation(LABELS)[:2].tolist()),
        middle("a late step of a training", 40, [1, 1]),
    ]


def _network(draw) -> dict:
    return {name: (draw(shape), draw(shape[-1:])) for name, shape in zip(LAYERS, SHAPES, strict=True)}


def _worked_example(random: np.random.Generator) -> Case:
    """All zeros: every class gets a third, and only the biases of the last layer have a gradient."""
    state = (_network(np.zeros), _network(np.zeros), 0)
    batch = (random.normal(size=(2, 8, 7, 1)), np.zeros(2, np.int32))
    return Case(EXAMPLE, {"params": _network(np.zeros), "opt_state": state, "batch": batch}, public=True)


def observe_train_step(answers: Answers, case: Case) -> dict:
    """Observe a function as `call` does; beside what it returns stands whether it was compiled with `jax.jit`."""
    observed = call(answers, case)
    if "returned" in observed:
        observed["returned"]["compiled"] = hasattr(answers["train_step"], "lower")
    return observed
