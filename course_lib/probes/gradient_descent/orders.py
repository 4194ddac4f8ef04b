"""How chance shows over many epochs of 1.5: who shares a batch with whom, and whether all orders are alike.

Every fact is one that a right shuffle misses with chance below 1e-7 (the bounds stand beside the numbers).
"""

from __future__ import annotations

import numpy as np

BLOCKS = 5


def company(epochs: list[list[np.ndarray]], orders: list[np.ndarray]) -> dict:
    """Whether only whole batches change places, and whether two samples share their batch in every epoch.

    60 epochs of 12 samples in batches of 4: 66 pairs · (3/11)⁶⁰ = 1e-32.
    """
    n = len(orders[0])
    first = {tuple(batch.tolist()) for batch in epochs[0]}
    whole = all({tuple(batch.tolist()) for batch in epoch} == first for epoch in epochs)
    together = np.ones((n, n), bool)
    for epoch, order in zip(epochs, orders, strict=True):
        of = np.empty(n, int)
        of[order] = np.repeat(np.arange(len(epoch)), [len(batch) for batch in epoch])
        together &= of[:, None] == of[None, :]
    return {"whole": whole, "always together": bool(together.sum() > n)}


def orders_over_epochs(orders: np.ndarray) -> dict:
    """Whether orders repeat, go in equal steps, keep neighbours, avoid old places, prefer some place to others.

    Shapes: orders (epochs, n), here (300, 60), or fewer epochs of a slow answer.
    - Equal orders: 300²/2 pairs, each with chance 1/60!. Equal steps: less than 60²/60! an epoch.
    - An index follows another one in 60 of 300 epochs, where 5 are to be expected: 3540 pairs · 1e-40.
    - Old places are kept 300 times, give or take 17 (Poisson); less by 6 times that: 1e-10.
    - A place preferred: χ² of the table of 5 × 5 blocks, 16 degrees of freedom, above 65: 7e-8.
    """
    epochs, n = orders.shape
    distinct = len({tuple(order) for order in orders.tolist()}) == epochs
    steps = np.diff(orders, axis=1) % n
    even = bool(np.all(steps == steps[:, :1]))
    follows = np.zeros((n, n), int)
    np.add.at(follows, (orders, np.roll(orders, -1, axis=1)), 1)
    neighbours = bool(follows.max() > 15 + 0.15 * epochs)
    seen = {"distinct": distinct, "equal steps": even, "neighbours stay": neighbours}
    if even or neighbours or not distinct:  # the rest is a matter of chance then
        return seen
    kept = int(np.sum(orders == np.arange(n)))
    return {
        **seen,
        "old places avoided": bool(kept < epochs - 6 * epochs**0.5),
        "prefers a place": bool(_chi_square(orders) > 65),
    }


def _chi_square(orders: np.ndarray) -> float:
    """χ² of the table (block of the index, block of its place), for epochs that each deal every index once."""
    epochs, n = orders.shape
    table = np.zeros((BLOCKS, BLOCKS))
    np.add.at(table, (orders * BLOCKS // n, np.arange(n) * BLOCKS // n), 1)
    expected = epochs * n / BLOCKS**2
    return float(np.sum((table - expected) ** 2) / expected * (n - 1) / n)
