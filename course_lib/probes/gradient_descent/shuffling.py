"""Inputs of 1.5, and how an answer that shuffles is watched over many epochs."""

from __future__ import annotations

import itertools
import time
from dataclasses import replace
from typing import Any

import jax
import numpy as np

from course_lib.checking.encoding import describe, encode
from course_lib.checking.exercise import Answers, Case
from course_lib.probes.gradient_descent.functions import EXAMPLE
from course_lib.probes.gradient_descent.orders import company, orders_over_epochs

FEW = 3  # epochs, unless chance must decide nothing there:
EPOCHS = {10: 40, 12: 60, 60: 300}  # by n
SECONDS = 2.0  # for the 300 epochs: a shuffle written as a loop takes long, and fewer will do


def minibatches_cases(seed: int) -> list[Case]:
    """A tail, none, one batch, a batch larger than the data, batches of one, a single sample; many samples."""
    sizes = [(10, 4), (12, 4), (8, 8), (7, 10), (7, 1), (1, 1), (130, 100), (60, 32)]
    keys = jax.random.split(jax.random.key(seed), len(sizes))
    example, *others = (
        Case(_in_words(n, size), {"key": key, "n": n, "batch_size": size})
        for key, (n, size) in zip(keys, sizes, strict=True)
    )
    return [replace(example, name=EXAMPLE, public=True), *others]


def _in_words(n: int, size: int) -> str:
    """The sizes of a case as its name, for messages: whoever crashes on it must know them."""
    samples = "1 sample" if n == 1 else f"{n} samples"
    return f"{samples} and batch_size = {size}"


def observe_minibatches(answers: Answers, case: Case) -> dict:
    """What no shuffle may change, seen over several epochs, each with its own key."""
    key, n, size = case.arguments.values()
    deal = lambda key: _batches(answers["minibatches"](key, n, size), n)
    with jax.debug_key_reuse(False):  # one key is used twice on purpose: it must give the same order again
        keys = list(jax.random.split(key, EPOCHS.get(n, FEW)))
        epochs = [deal(key) for key in keys[:FEW]]
        again = deal(keys[0])
        if all(_deals_everything_once(epoch, n) for epoch in epochs):
            until = time.monotonic() + SECONDS
            for key in keys[FEW:]:
                if n == 60 and time.monotonic() > until:
                    break
                epochs.append(deal(key))
    wrong_form = next((epoch for epoch in [*epochs, again] if isinstance(epoch, str)), None)
    if wrong_form is not None:
        return {"form": wrong_form}
    return {"form": "batches", **_facts(epochs, again, n)}


def _facts(epochs: list[list[np.ndarray]], again: list[np.ndarray], n: int) -> dict:
    """Everything about these epochs that is the same for every right answer."""
    orders = [_order(epoch) for epoch in epochs]
    sizes = [[len(batch) for batch in epoch] for epoch in epochs]
    once = all(_deals_everything_once(epoch, n) for epoch in epochs)
    return {
        "whole numbers": {batch.dtype.kind for epoch in epochs for batch in epoch if batch.size} <= set("iu"),
        "sizes": sizes[0] if all(s == sizes[0] for s in sizes) else "vary",
        "inside": all(bool(np.all((order >= 0) & (order < n))) for order in orders),
        "covers": all(set(order.tolist()) >= set(range(n)) for order in orders),
        "once": once,
        "same key, same order": bool(np.array_equal(orders[0], _order(again))),
        "other key, other order": any(not np.array_equal(order, orders[0]) for order in orders),
        "sorted batches": all(bool(np.all(np.diff(batch) > 0)) for epoch in epochs for batch in epoch),
        "sorted": all(bool(np.all(np.diff(order) > 0)) for order in orders),
        "rolled": all(bool(np.all(np.diff(order) % n == 1 % n)) for order in orders),
        **(company(epochs, orders) if once and n == 12 else {}),
        **(orders_over_epochs(np.array(orders)) if once and n == 60 else {}),
    }


def _order(epoch: list[np.ndarray]) -> np.ndarray:
    return np.concatenate([*epoch, np.zeros(0, int)]).astype(int)


def _deals_everything_once(epoch: list[np.ndarray] | str, n: int) -> bool:
    return not isinstance(epoch, str) and sorted(_order(epoch).tolist()) == list(range(n))


def _batches(returned: Any, n: int) -> list[np.ndarray] | str:
    """The batches as NumPy arrays, or in words what came instead. Generators and (k, batch_size) arrays will do."""
    if isinstance(returned, (str, dict)) or not hasattr(returned, "__iter__"):
        return f"you return {describe(encode(returned))}"
    if hasattr(returned, "dtype") and returned.ndim < 2:
        row = ": all indices in one row, not cut into batches" if returned.ndim else ""
        return f"you return {describe(encode(returned))}{row}"
    batches = list(itertools.islice(returned, n + 3))  # one more than the most that any known mistake makes
    if len(batches) == n + 3:
        return "you return more batches than there are samples"
    for i, batch in enumerate(batches):
        if not isinstance(batch, (np.ndarray, jax.Array)) or batch.ndim != 1:
            hint = "; a JAX array cannot be indexed with a list" if isinstance(batch, list) else ""
            return f"batch {i} is {describe(encode(batch))}{hint}"
    return [np.asarray(batch) for batch in batches]
