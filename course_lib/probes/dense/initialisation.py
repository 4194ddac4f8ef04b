"""Inputs of 3.3, and how an answer that draws weights is watched over many keys.

What a right answer misses by chance, with the 8 keys that a slow one gets, of the smaller large matrix: 33,000 weights.
Their standard deviation has a relative error of 0.0039 (normal; less if uniform), and the judge allows 0.02, five times
that: 3e-7. Their mean has an error of 0.0055 standard deviations; the judge allows 0.08. With 12 keys all is rarer
still. Of a matrix with one or two inputs there are 1,536 weights or more: an error of 0.018, where 0.1 is allowed, and
of 0.026 standard deviations for the mean, where 0.15 is allowed. Two keys give 64 weights or more each, whose
correlation has an error of 1/√64: six times that is allowed, and never less than 0.2.
A single weight says nothing about a distribution: it must be finite, and not the same for all keys (where only signs
are drawn it is, once in eight million).
"""

from __future__ import annotations

import time
from typing import Any

import jax
import numpy as np

from course_lib.checking.encoding import describe, encode
from course_lib.checking.exercise import Answers, Case
from course_lib.checking.running import describe_error
from course_lib.probes.dense.layers import EXAMPLE

KEYS_FOR_FEW_WEIGHTS, KEYS, FEWEST_KEYS = 24, 12, 8
SECONDS = 1.0  # for one matrix size: an answer that draws weight by weight gets fewer keys
LARGE, TINY = 1_000, 50  # weights
LOOSENESS = 5  # how much further from right the figures of a matrix that is not large may be
LONG = 50  # so many weights of two rows agree by chance with 1e-9 at most, even where only their signs are drawn


def he_init_cases(seed: int) -> list[Case]:
    """Fan-in and fan-out strongly unequal, both ways; layers with one input and with two; a single weight."""
    sizes = [(200, 50), (32, 128), (1, 64), (2, 40), (1, 1)]
    keys = jax.random.split(jax.random.key(seed), len(sizes))
    named = [EXAMPLE, *(f"fan_in = {fan_in}, fan_out = {fan_out}" for fan_in, fan_out in sizes[1:])]
    return [
        Case(name, {"key": key, "fan_in": fan_in, "fan_out": fan_out}, public=name == EXAMPLE)
        for name, key, (fan_in, fan_out) in zip(named, keys, sizes, strict=True)
    ]


def observe_he_init(answers: Answers, case: Case) -> dict:
    """Shape, dependence on the key, and statistics over all weights of many keys."""
    key, fan_in, fan_out = case.arguments.values()
    with jax.debug_key_reuse(False):  # one key is used twice on purpose: it must give the same weights again
        keys = list(jax.random.split(key, KEYS_FOR_FEW_WEIGHTS))
        keys = keys if fan_in * fan_out < LARGE else keys[:KEYS]
        try:
            draws, until = [answers["he_init"](keys[0], fan_in, fan_out)], time.monotonic() + SECONDS
            for key in keys:
                if len(draws) <= FEWEST_KEYS or fan_in * fan_out < LARGE or time.monotonic() < until:
                    draws.append(answers["he_init"](key, fan_in, fan_out))
        except TypeError as error:
            if "for ^" not in str(error) and "xor" not in str(error):
                raise
            return {"error": {**describe_error(error), "type": "TypeError from ^"}}
    if wrong := [draw for draw in draws if not _is_real_matrix(draw)]:
        return {"form": describe(encode(wrong[0]))}
    again, *drawn = (np.asarray(draw, np.float64) for draw in draws)
    if len({draw.shape for draw in [*drawn, again]}) > 1:
        return {"form": "arrays whose shape changes from key to key"}
    return {"form": "a matrix", **_facts(np.stack(drawn), again)}


def _is_real_matrix(draw: Any) -> bool:
    """A NumPy or JAX array with two axes and an ordinary floating dtype."""
    return isinstance(draw, (np.ndarray, jax.Array)) and draw.ndim == 2 and str(draw.dtype) in ("float32", "float64")


def _correlation(a: np.ndarray, b: np.ndarray) -> float:
    """The correlation of two arrays of one shape; 0 if one of them is constant or both are empty."""
    if not a.size:
        return 0.0
    a, b = (part - part.mean() for part in (a, b))
    length = float(np.sqrt(np.sum(a * a) * np.sum(b * b)))
    return float(np.sum(a * b)) / length if length else 0.0


def _has_copies(rows: np.ndarray) -> bool:
    """Whether a row is like the first one: what `repeat` and `tile` leave."""
    return any(_correlation(rows[0], row) > 0.95 for row in rows[1:])


def _tied(drawn: np.ndarray) -> bool:
    """Whether weights depend on their neighbours or on another half, or are larger in every other row or column.

    Of half of 33,000 weights a correlation has an error of 0.008; the share of every other row in the squares, 0.004.
    """
    for table in (drawn, drawn.swapaxes(1, 2)):
        half = table.shape[1] // 2
        first, second = table[:, :half], table[:, half : 2 * half]
        pairs = [(table[:, :-1], table[:, 1:]), (first, second), (first, second[:, ::-1])]
        squares = (table * table).sum(axis=(0, 2))
        if (
            any(abs(_correlation(*pair)) > 0.05 for pair in pairs)
            or abs(squares[::2].sum() / squares.sum() - 0.5) > 0.03
        ):
            return True
    return False


def _same_values(drawn: np.ndarray) -> bool:
    """Whether two keys give the same numbers in another order; where only signs are drawn that happens by chance."""
    a, b = np.sort(drawn[0], axis=None), np.sort(drawn[1], axis=None)
    return bool(np.allclose(a, b, rtol=1e-6, atol=0) and np.ptp(np.abs(a)) > 1e-3 * np.abs(a).max())


def _facts(drawn: np.ndarray, again: np.ndarray) -> dict:
    """Everything about draws (keys, rows, columns) that is the same for every right answer."""
    _, rows, columns = drawn.shape
    facts = {"shape": [rows, columns], "same key, same weights": bool(np.array_equal(drawn[0], again))}
    facts["finite"] = bool(np.isfinite(drawn).all())
    if not facts["finite"]:
        return facts
    facts["other key, other weights"] = bool((drawn != drawn[0]).any())
    if rows * columns < TINY:
        return facts
    reordered, limit = _same_values(drawn), max(0.2, 6 / (rows * columns) ** 0.5)
    facts |= {
        "one pattern": reordered or abs(_correlation(drawn[0], drawn[1])) > limit,
        "rows alike": columns >= LONG and _has_copies(drawn[0]),
        "columns alike": rows >= LONG and _has_copies(drawn[0].T),
        "adjusted": not reordered and _adjusted(drawn),
    }
    return facts | _figures(drawn, rows * columns >= LARGE)


def _figures(drawn: np.ndarray, large: bool) -> dict:
    """Mean, spread and tails, so encoded that a relative tolerance of 0.02 means what the module's docstring says."""
    mean, std = float(drawn.mean()), float(drawn.std())
    if not large:
        return {
            "mean of few": encode(mean / (std or 1.0) / 7.5 + 1),
            "standard deviation of few": encode(std ** (1 / LOOSENESS)),
        }
    squares = (drawn - mean) ** 2
    fourth = float(np.mean(squares * squares))
    return {
        "mean": encode(mean / (std or 1.0) / 4 + 1),
        "standard deviation": encode(std),
        "heavy tails": fourth > 4.5 * std**4,  # a normal distribution has 3, Laplace's has 6
        "tied": std > 0 and _tied(drawn),
    }


def _adjusted(drawn: np.ndarray) -> bool:
    """Whether sums or sums of squares, of all weights or of one row or column, are the same in all draws.

    Nothing drawn independently has that, unless only signs are drawn.
    """
    std, sizes, squares = float(drawn.std()), np.abs(drawn), drawn * drawn
    only_signs = float(sizes.std()) < 1e-3 * float(sizes.mean())
    for axes in ((1,), (2,), (1, 2)):
        count = np.prod([drawn.shape[axis] for axis in axes])
        totals, lengths = drawn.sum(axis=axes), squares.sum(axis=axes)
        same_total = np.sqrt(np.mean(totals * totals)) < 0.05 * std * count**0.5
        if same_total or (lengths.std() < 1e-4 * lengths.mean() and not only_signs):
            return True
    return False
