"""The training loop: an epoch is one compiled scan over shuffled batches."""

import sys
from collections.abc import Callable
from functools import partial
from typing import Any, NamedTuple

import jax
import jax.numpy as jnp
import numpy as np
from jax.sharding import Mesh
from tqdm import tqdm

from course_lib.optimizers import Optimizer, adam
from course_lib.shapes import require_at_least, require_equal
from course_lib.sharding import Gradient, shared_batch, whole_batch

PyTree = Any
Pair = tuple[PyTree, jax.Array]  # inputs (an array, or a tree of arrays) and targets, the batch first
Loss = Callable[[PyTree, PyTree, jax.Array], jax.Array]
Measure = Callable[[PyTree, PyTree, jax.Array], dict[str, jax.Array]]


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
    mesh: Mesh | None = None,
) -> tuple[PyTree, History]:
    """Train for some epochs, each sample once an epoch in a fresh order, and watch held-out data on the way.

    Shapes: loss(params, x (batch, ...), y (batch, ...)) -> scalar, a mean over the batch; train and validation are
            pairs (x, y), x an array or a tree of arrays such as (frames, lengths); measure(params, x, y) ->
            {name: scalar}, each a mean over the samples; mesh: devices in one axis, each takes its share of every
            batch, and the result is that of one device but for rounding.
    Pitfall: a loss or optimizer made anew (a lambda in a loop) is compiled anew; define it once.
    Raises: ValueError if x and y differ in length, epochs or batch_size is below 1, only one of validation and
            measure is given, or the mesh has several axes or does not divide the batch.
    """
    x, y = _require_pairs("train", train)
    require_at_least(1, epochs=epochs, batch_size=batch_size)
    if (validation is None) != (measure is None):
        raise ValueError("measure: to be given together with validation, got only one of them")
    held_out = None if validation is None else _require_pairs("validation", validation)
    optimizer = optimizer or adam()
    params = jax.tree.map(lambda t: jnp.asarray(t, jnp.asarray(t).dtype), params)  # a weak type would compile twice
    state, losses, seen = optimizer.init(params), [], []
    size = min(batch_size, len(y))  # or a scan over no batches would be compiled
    gradient = whole_batch if mesh is None else shared_batch(mesh, size)
    with tqdm(jax.random.split(key, epochs), "training", file=sys.stdout, unit="epoch", disable=not progress) as bar:
        for key_epoch in bar:
            params, state, mean = _epoch(loss, optimizer.step, gradient, size, params, state, key_epoch, x, y)
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
    return {name: float(value) for name, value in _means(measure, min(batch_size, len(y)), params, x, y).items()}


def predict(model: Callable[[PyTree, PyTree], PyTree], params: PyTree, x: PyTree, batch_size: int = 500) -> PyTree:
    """Apply a model to many samples, a batch at a time, so that memory stays small.

    Shapes: x (n, ...) an array or a tree of arrays, model(params, x) -> (n, ...).
    Raises: ValueError if there is no sample, or batch_size is below 1.
    """
    x = jax.tree.map(jnp.asarray, x)
    n = len(jax.tree.leaves(x)[0])
    require_at_least(1, n=n, batch_size=batch_size)
    return _outputs(model, min(batch_size, n), params, x)


@partial(jax.jit, static_argnums=(0, 1, 2, 3))
def _epoch(loss: Loss, step: Callable, gradient: Gradient, batch_size: int, params, state, key: jax.Array, x, y):
    """One epoch in one compiled call: (params, state, mean loss). The last batch may be smaller."""
    n = len(y)
    whole = n // batch_size * batch_size
    order = jax.random.permutation(key, n)

    def descend(gradient: Gradient, carry: tuple[PyTree, PyTree], batch: jax.Array):
        params, state = carry
        value, grads = gradient(loss, params, *jax.tree.map(lambda a: a[batch], (x, y)))
        return step(params, state, grads), value * len(batch)

    carry, sums = jax.lax.scan(partial(descend, gradient), (params, state), order[:whole].reshape(-1, batch_size))
    total = sums.sum()
    if whole < n:
        carry, last = descend(whole_batch, carry, order[whole:])  # too small a rest to share out
        total += last
    return *carry, total / n


@partial(jax.jit, static_argnums=(0, 1))
def _outputs(model: Callable, batch_size: int, params: PyTree, x: PyTree) -> PyTree:
    batches, rest = _dealt(x, batch_size)
    outputs = jax.tree.map(lambda a: a.reshape(-1, *a.shape[2:]), jax.lax.map(partial(model, params), batches))
    return outputs if rest is None else jax.tree.map(lambda a, b: jnp.concatenate([a, b]), outputs, model(params, rest))


@partial(jax.jit, static_argnums=(0, 1))
def _means(measure: Measure, batch_size: int, params: PyTree, x: jax.Array, y: jax.Array) -> dict[str, jax.Array]:
    batches, rest = _dealt((x, y), batch_size)
    sums = jax.lax.map(lambda batch: jax.tree.map(lambda v: v * batch_size, measure(params, *batch)), batches)
    total = jax.tree.map(lambda v: v.sum(axis=0), sums)
    if rest is not None:
        total = jax.tree.map(lambda t, v: t + v * len(rest[1]), total, measure(params, *rest))
    return jax.tree.map(lambda t: t / len(y), total)


def _dealt(tree: PyTree, batch_size: int) -> tuple[PyTree, PyTree | None]:
    """Deal samples in their order: whole batches, stacked on a first axis, and the rest, None where none is left."""
    n = len(jax.tree.leaves(tree)[0])
    whole = n // batch_size * batch_size
    batches = jax.tree.map(lambda a: a[:whole].reshape(-1, batch_size, *a.shape[1:]), tree)
    return batches, None if whole == n else jax.tree.map(lambda a: a[whole:], tree)


def _require_pairs(name: str, pair: Pair) -> Pair:
    x, y = jax.tree.map(jnp.asarray, pair[0]), jnp.asarray(pair[1])
    for inputs in jax.tree.leaves(x):
        require_at_least(1, **{f"{name}: number of samples": len(inputs)})
        require_equal(f"{name}: number of targets", len(y), len(inputs), "one for each input")
    return x, y
