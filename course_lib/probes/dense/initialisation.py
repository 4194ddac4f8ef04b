"""Inputs of 3.3, and how an answer that draws weights is watched over many keys.

What a right answer misses by chance, with the 8 keys that a slow one gets, of the smaller matrix: 33,000 weights. Their
standard deviation has a relative error of 0.0039 (normal; less if uniform), and the judge allows 0.02, five times that:
3e-7. Their mean has an error of 0.0055 standard deviations; the judge allows 0.08. With 20 keys all is rarer still.
Two keys give 4,096 or more weights each, whose correlation has an error of 0.016: 0.2 is twelve times that.
Small matrices say nothing about a distribution: of them the shape is looked at, and the same key given again.
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

KEYS, FEWEST_KEYS = 20, 8
SECONDS = 1.0  # for one matrix size: an answer that draws weight by weight gets fewer keys
SMALL = 1_000  # weights
LONG = 50  # so many weights of two rows agree by chance with 1e-9 at most, even where only their signs are drawn


def he_init_cases(seed: int) -> list[Case]:
    """Fan-in and fan-out strongly unequal, both ways; a layer with one input; one with one neuron."""
    sizes = [(200, 50), (32, 128), (1, 4), (3, 1)]
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
        keys = list(jax.random.split(key, KEYS if fan_in * fan_out >= SMALL else 1))
        try:
            draws, until = [answers["he_init"](keys[0], fan_in, fan_out)], time.monotonic() + SECONDS
            for key in keys:
                if len(draws) <= FEWEST_KEYS or time.monotonic() < until:
                    draws.append(answers["he_init"](key, fan_in, fan_out))
        except TypeError as error:
            if "for ^" not in str(error) and "xor" not in str(error):
                raise
            return {"error": {**describe_error(error), "type": "TypeError from ^"}}
    wrong = next((draw for draw in draws if not _is_real_matrix(draw)), None)
    if wrong is not None:
        return {"form": describe(encode(wrong))}
    again, *drawn = (np.asarray(draw, np.float64) for draw in draws)
    if len({draw.shape for draw in [*drawn, again]}) > 1:
        return {"form": "arrays whose shape changes from key to key"}
    return {"form": "a matrix", **_facts(np.stack(drawn), again)}


def _is_real_matrix(draw: Any) -> bool:
    """A NumPy or JAX array with two axes and an ordinary floating dtype."""
    return isinstance(draw, (np.ndarray, jax.Array)) and draw.ndim == 2 and str(draw.dtype) in ("float32", "float64")


def _correlation(vectors: np.ndarray) -> float:
    """The largest correlation, of either sign, between two rows; 1 if a row is constant."""
    centred = vectors - vectors.mean(axis=1, keepdims=True)
    lengths = np.linalg.norm(centred, axis=1, keepdims=True)
    if not lengths.all():
        return 1.0
    table = np.abs((centred / lengths) @ (centred / lengths).T)
    return float(np.max(table - np.eye(len(table))))


def _facts(drawn: np.ndarray, again: np.ndarray) -> dict:
    """Everything about draws (keys, rows, columns) that is the same for every right answer."""
    _, rows, columns = drawn.shape
    facts = {"shape": [rows, columns], "same key, same weights": bool(np.array_equal(drawn[0], again))}
    facts["finite"] = bool(np.isfinite(drawn).all())
    if rows * columns < SMALL or not facts["finite"]:
        return facts
    std = float(drawn.std())
    return {
        **facts,
        "other key, other weights": bool(not np.array_equal(drawn[0], drawn[1])),
        "one pattern": _correlation(drawn[:2].reshape(2, -1)) > 0.2,
        "rows alike": columns >= LONG and _correlation(drawn[0]) > 0.95,
        "columns alike": rows >= LONG and _correlation(drawn[0].T) > 0.95,
        # A quarter, shifted by 1: a relative tolerance of 0.02 then means 0.08 standard deviations.
        "mean": encode(float(drawn.mean()) / (std or 1.0) / 4 + 1),
        "standard deviation": encode(std),
    }
