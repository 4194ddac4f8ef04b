"""Inputs of 1.5, and how an answer that shuffles is watched over many epochs."""

from __future__ import annotations

import itertools
from typing import Any

import jax
import numpy as np

from course_lib.checking.encoding import describe, encode
from course_lib.checking.exercise import Answers, Case
from course_lib.probes.gradient_descent.functions import EXAMPLE

WATCHED, MANY, FEW = 12, 60, 3  # with this n we look at many epochs, else at few


def minibatches_cases(seed: int) -> list[Case]:
    """A tail, none, one batch, batches of one, a batch larger than the data, a single sample."""
    sizes = {
        EXAMPLE: (10, 4),
        "batch_size divides n": (WATCHED, 4),
        "batch_size = n": (8, 8),
        "a batch_size larger than n": (7, 10),
        "batches of one": (7, 1),
        "a single sample": (1, 1),
    }
    keys = jax.random.split(jax.random.key(seed), len(sizes))
    return [
        Case(name, {"key": key, "n": n, "batch_size": size}, public=name == EXAMPLE)
        for key, (name, (n, size)) in zip(keys, sizes.items(), strict=True)
    ]


def observe_minibatches(answers: Answers, case: Case) -> dict:
    """What no shuffle may change, seen over several epochs, each with its own key."""
    key, n, size = case.arguments.values()
    with jax.debug_key_reuse(False):  # one key is used twice on purpose: it must give the same order again
        keys = [jax.random.fold_in(key, epoch) for epoch in range(MANY if n == WATCHED else FEW)]
        epochs = [_batches(answers["minibatches"](k, n, size), n) for k in [*keys, keys[0]]]
    wrong_form = next((epoch for epoch in epochs if isinstance(epoch, str)), None)
    if wrong_form is not None:
        return {"form": wrong_form}
    *orders, again = [np.concatenate([*epoch, np.zeros(0, int)]).astype(int) for epoch in epochs]
    kinds = {batch.dtype.kind for epoch in epochs for batch in epoch if batch.size}
    sizes = [[len(batch) for batch in epoch] for epoch in epochs]
    once = all(sorted(order) == list(range(n)) for order in orders)
    return {
        "form": "batches",
        "whole numbers": kinds <= set("iu"),
        "sizes": sizes[0] if all(s == sizes[0] for s in sizes) else "vary",
        "inside": all(bool(np.all((order >= 0) & (order < n))) for order in orders),
        "covers": all(set(order.tolist()) >= set(range(n)) for order in orders),
        "once": once,
        "same key, same order": bool(np.array_equal(orders[0], again)),
        "other key, other order": any(not np.array_equal(order, orders[0]) for order in orders),
        "sorted": all(bool(np.all(np.diff(order) > 0)) for order in orders),
        "rolled": all(bool(np.all(np.diff(order) % n == 1 % n)) for order in orders),
        **(_mixing(epochs[:-1], n) if once and n == WATCHED else {}),
    }


def _batches(returned: Any, n: int) -> list[np.ndarray] | str:
    """The batches as NumPy arrays, or in words what came instead. Generators and (k, batch_size) arrays will do."""
    shown = describe(encode(returned))
    if isinstance(returned, (str, dict)) or not hasattr(returned, "__iter__"):
        return f"you return {shown}"
    if hasattr(returned, "dtype") and returned.ndim < 2:
        return f"you return {shown}" + (": all indices in one row, not cut into batches" if returned.ndim else "")
    batches = list(itertools.islice(returned, n + 3))  # one more than the most that any known mistake makes
    if len(batches) == n + 3:
        return "you return more batches than there are samples"
    for i, batch in enumerate(batches):
        if not isinstance(batch, (np.ndarray, jax.Array)) or batch.ndim != 1:
            hint = "; a JAX array cannot be indexed with a list" if isinstance(batch, list) else ""
            return f"batch {i} is {describe(encode(batch))}{hint}"
    return [np.asarray(batch) for batch in batches]


def _mixing(epochs: list[list[np.ndarray]], n: int) -> dict:
    """Whether two samples share their batch in every epoch, and whether an index prefers a place in the order."""
    together = np.ones((n, n), bool)
    places = np.zeros(n)
    for epoch in epochs:
        of = np.empty(n, int)
        order = np.concatenate(epoch).astype(int)
        of[order] = np.repeat(np.arange(len(epoch)), [len(batch) for batch in epoch])
        together &= of[:, None] == of[None, :]
        places += np.argsort(order) / len(epochs)
    spread = np.sqrt((n**2 - 1) / 12 / len(epochs))  # of the mean place of one index, if all places are equally likely
    far = np.abs(places - (n - 1) / 2) > 6.5 * spread
    return {"always together": bool(together.sum() > n), "prefers a place": bool(far.any())}
