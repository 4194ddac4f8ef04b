"""The training loop: an epoch is one compiled scan over shuffled batches."""

import sys
from collections.abc import Callable
from functools import partial
from typing import Any, NamedTuple

import jax
import jax.numpy as jnp
import numpy as np
from tqdm import tqdm

from course_lib.optimizers import Optimizer, adam
from course_lib.shapes import require_at_least, require_equal

PyTree = Any
Pair = tuple[jax.Array, jax.Array]  # inputs and targets, the batch first
Loss = Callable[[PyTree, jax.Array, jax.Array], jax.Array]
Measure = Callable[[PyTree, jax.Array, jax.Array], dict[str, jax.Array]]


class History(NamedTuple):
    """What was seen after each epoch.

    Shapes: loss (epochs,), the mean over the epoch's samples, taken while the parameters were moving;
            validation maps the name of each measure to (epochs,).
    """

    loss: np.ndarray
    validation: dict[str, np.ndarray]


def fit(
    params: PyTree,
    loss: Loss,
    train: Pair,
    *,
    key: jax.Array,
    epochs: int,
    batch_size: int = 32,
    optimizer: Optimizer | None = None,
    validation: Pair | None = None,
    measure: Measure | None = None,
    progress: bool = True,
) -> tuple[PyTree, History]:
    """Train for some epochs, each sample once an epoch in a fresh order, and watch held-out data on the way.

    Shapes: loss(params, x (batch, ...), y (batch, ...)) -> scalar, a mean over the batch; train and validation are
            pairs (x, y); measure(params, x, y) -> {name: scalar}, each a mean over the samples.
    Pitfall: a loss or optimizer made anew (a lambda in a loop) is compiled anew; define it once.
    Raises: ValueError if x and y differ in length, epochs or batch_size is below 1, or only one of validation and
            measure is given.
    """
    x, y = _require_pairs("train", train)
    require_at_least(1, epochs=epochs, batch_size=batch_size)
    if (validation is None) != (measure is None):
        raise ValueError("measure: to be given together with validation, got only one of them")
    held_out = None if validation is None else _require_pairs("validation", validation)
    optimizer = optimizer or adam()
    params = jax.tree.map(lambda t: jnp.asarray(t, jnp.asarray(t).dtype), params)  # a weak type would compile twice
    state, losses, seen = optimizer.init(params), [], []
    size = min(batch_size, len(x))  # or a scan over no batches would be compiled
    with tqdm(jax.random.split(key, epochs), "training", file=sys.stdout, unit="epoch", disable=not progress) as bar:
        for key_epoch in bar:
            params, state, mean = _epoch(loss, optimizer.step, size, params, state, key_epoch, x, y)
            losses.append(float(mean))
            seen.append(evaluate(measure, params, *held_out) if held_out else {})
            bar.set_postfix_str(", ".join(f"{k} {v:.3f}" for k, v in {"loss": losses[-1], **seen[-1]}.items()))
    return params, History(np.array(losses), {name: np.array([row[name] for row in seen]) for name in seen[0]})


def evaluate(measure: Measure, params: PyTree, x: jax.Array, y: jax.Array, batch_size: int = 500) -> dict[str, float]:
    """Measure a model on many samples, a batch at a time, so that memory stays small.

    Shapes: x (n, ...), y (n, ...) -> {name: number}, means over all n samples.
    Raises: ValueError if x and y differ in length, or batch_size is below 1.
    """
    x, y = _require_pairs("x, y", (x, y))
    require_at_least(1, batch_size=batch_size)
    return {name: float(value) for name, value in _means(measure, min(batch_size, len(x)), params, x, y).items()}


@partial(jax.jit, static_argnums=(0, 1, 2))
def _epoch(loss: Loss, step: Callable, batch_size: int, params: PyTree, state: PyTree, key: jax.Array, x, y):
    """One epoch in one compiled call: (params, state, mean loss). The last batch may be smaller."""
    n = len(x)
    whole = n // batch_size * batch_size
    order = jax.random.permutation(key, n)

    def descend(carry: tuple[PyTree, PyTree], batch: jax.Array) -> tuple[tuple[PyTree, PyTree], jax.Array]:
        params, state = carry
        value, grads = jax.value_and_grad(loss)(params, x[batch], y[batch])
        return step(params, state, grads), value * len(batch)

    carry, sums = jax.lax.scan(descend, (params, state), order[:whole].reshape(-1, batch_size))
    total = sums.sum()
    if whole < n:
        carry, last = descend(carry, order[whole:])
        total += last
    return *carry, total / n


@partial(jax.jit, static_argnums=(0, 1))
def _means(measure: Measure, batch_size: int, params: PyTree, x: jax.Array, y: jax.Array) -> dict[str, jax.Array]:
    n = len(x)
    whole = n // batch_size * batch_size
    batches = [a[:whole].reshape(-1, batch_size, *a.shape[1:]) for a in (x, y)]
    sums = jax.lax.map(lambda batch: jax.tree.map(lambda v: v * batch_size, measure(params, *batch)), tuple(batches))
    total = jax.tree.map(lambda v: v.sum(axis=0), sums)
    if whole < n:
        last = measure(params, x[whole:], y[whole:])
        total = jax.tree.map(lambda t, v: t + v * (n - whole), total, last)
    return jax.tree.map(lambda t: t / n, total)


def _require_pairs(name: str, pair: Pair) -> Pair:
    x, y = (jnp.asarray(a) for a in pair)
    require_at_least(1, **{f"{name}: number of samples": len(x)})
    require_equal(f"{name}: number of targets", len(y), len(x), "one for each input")
    return x, y
