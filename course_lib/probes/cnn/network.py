"""Inputs of 5.1 to 5.3: lists of layers, keys, and small networks; and what is seen of parameters that were drawn."""

from __future__ import annotations

import re
from typing import Any

import jax
import numpy as np

from course_lib.checking.encoding import describe, encode
from course_lib.checking.exercise import Answers, Case, call
from course_lib.checking.remembering import remembering

EXAMPLE = "the example of the task"
LAYERS = ("conv1", "conv2", "dense1", "dense2")
DRAWS = 6
# How NumPy, JAX and the library say that two sizes do not fit.
MISFITS = (
    r"size (\d+) is different from (\d+)",
    r"got \((\d+),\) and \((\d+),\)",
    r"last axis: \((\d+),\) expected .*, got \((\d+),\)",
)


def shape_trace_cases(seed: int) -> list[Case]:
    """The article's network; odd sizes; windows of 3; kernels of 1 and 2; no layer; flatten at once; one filter."""
    random = np.random.default_rng(seed)

    def case(name: str, shape: tuple[int, ...], *layers: tuple, public: bool = False) -> Case:
        return Case(name, {"input_shape": shape, "layers": layers}, public=public)

    height, width = (int(n) for n in random.permutation([41, 34]) + random.integers(0, 3) * 6)
    article = [("conv", 32, 3), ("pool", 2), ("conv", 64, 3), ("pool", 2), ("flatten",), ("dense", 64), ("dense", 10)]
    return [
        case(EXAMPLE, (9, 12, 1), ("conv", 4, 3), ("pool", 2), ("flatten",), ("dense", 5), public=True),
        case("the article's network on 28 × 28 pixels", (28, 28, 1), *article),
        case(
            f"a photograph of {height} × {width} pixels in 3 colours",
            (height, width, 3),
            *[("conv", 6, 5), ("pool", 3), ("conv", 7, 4), ("conv", 9, 1), ("pool", 2), ("flatten",), ("dense", 2)],
        ),
        case("windows of 4 on 11 × 7 pixels", (11, 7, 2), ("pool", 4), ("conv", 1, 1)),
        case("two convolutions with kernels of 2", (6, 5, 4), ("conv", 3, 2), ("conv", 8, 2)),
        case("an image that is flattened at once", (3, 5, 2), ("flatten",), ("dense", 7), ("dense", 7)),
        case("no layer", (8, 6, 3)),
    ]


def cnn_params_cases(seed: int) -> list[Case]:
    """One key, from which others are made."""
    return [Case("a key", {"key": jax.random.key(seed)})]


@remembering
def observe_cnn_params(answers: Answers, case: Case) -> dict:
    """Names, shapes, biases, dependence on the key, and the spread of the weights over a few keys."""
    with jax.debug_key_reuse(False):  # one key is used twice on purpose: it must give the same weights again
        keys = jax.random.split(case.arguments["key"], DRAWS)
        again, *draws = (answers["cnn_params"](key) for key in (keys[0], *keys))
    if fault := _fault(draws[0]):
        return {"form": fault}
    drawn = [{name: [np.asarray(part, np.float64) for part in draw[name]] for name in LAYERS} for draw in draws]
    again = {name: [np.asarray(part, np.float64) for part in again[name]] for name in LAYERS}
    facts = {"form": "a network", "shapes": _shapes(drawn[0])}
    if any(_shapes(draw) != facts["shapes"] for draw in [*drawn, again]):
        return {"form": "arrays whose shapes change from key to key"}
    leaves = [np.concatenate([np.ravel(part) for name in LAYERS for part in draw[name]]) for draw in [again, *drawn]]
    if not np.isfinite(leaves).all():
        return {**facts, "finite": False}
    return {**facts, "finite": True, **_chance(drawn, leaves), **_spreads(drawn)}


def _fault(params: Any) -> str:
    """Say in words why `params` is no dict of pairs of arrays with these names; empty if it is one."""
    if type(params) is not dict:
        return describe(encode(params))
    if set(params) != set(LAYERS):
        return f"a dict with keys {', '.join(repr(str(name)) for name in params)}"
    for name in LAYERS:
        if not isinstance(params[name], (tuple, list)) or len(params[name]) != 2:
            return f"at {name!r} {describe(encode(params[name]))}"
        for part in params[name]:
            if not isinstance(part, (np.ndarray, jax.Array)) or str(part.dtype) not in ("float32", "float64"):
                return f"at {name!r} a pair that holds {describe(encode(part))}"
    return ""


def _shapes(draw: dict) -> dict:
    return {name: [list(part.shape) for part in draw[name]] for name in LAYERS}


def _chance(drawn: list[dict], leaves: list[np.ndarray]) -> dict:
    """What follows from the key, and whether two layers of a network share their numbers."""
    weights = [np.ravel(drawn[0][name][0]) for name in LAYERS]
    standard = [w / (w.std() or 1) for w in weights]
    short = min(min(len(w) for w in weights), 100)
    pairs = [(a[:short], b[:short]) for i, a in enumerate(standard) for b in standard[:i]]
    return {
        "same key, same weights": bool(np.array_equal(leaves[0], leaves[1])),
        "other key, other weights": not any(np.array_equal(leaves[1], other) for other in leaves[2:]),
        "layers share numbers": short > 20 and any(abs(np.mean(a * b)) > 0.9 for a, b in pairs),
        "copies": sorted(name for name in LAYERS if _has_copies(drawn[0][name][0])),
    }


def _has_copies(w: np.ndarray) -> bool:
    """Whether all units of a layer have the same weights."""
    return w.ndim > 1 and w.shape[-1] > 1 and bool(np.allclose(w, w[..., :1], rtol=1e-6, atol=0))


def _spreads(drawn: list[dict]) -> dict:
    """Spread, mean and biases of each layer.

    The smallest layer has 288 weights, so six draws 1,728: their standard deviation has a relative error of 1.7 %
    and their mean one of 2.4 % of it. The judge allows 12 % and 15 %.
    """
    spread = {}
    for name in LAYERS:
        w, b = (np.stack([draw[name][i] for draw in drawn]) for i in (0, 1))
        std = float(w.std()) if w.size else 0.0
        spread |= {
            f"standard deviation of {name}": encode(std),
            f"mean of {name}": encode(1 + float(w.mean()) / (std or 1.0) if w.size else 0.0),
            f"biases of {name}": encode(float(np.abs(b).max()) if b.size else 0.0),
        }
    return spread


def cnn_cases(seed: int) -> list[Case]:
    """A network that can be reckoned by hand; images that are not square, whose last row and column no window takes."""
    random = np.random.default_rng(seed)

    def network(*shapes: tuple[int, ...]) -> dict:
        draw = lambda shape: (random.normal(size=shape), random.normal(size=shape[-1]))
        return {name: draw(shape) for name, shape in zip(LAYERS, shapes, strict=True)}

    small = network((3, 3, 1, 2), (2, 3, 2, 3), (3 * 2 * 3, 4), (4, 3))
    for name, offset in (("conv1", [-3.0, 0.0]), ("conv2", [-12.0, -6.0, 0.0])):  # so that relu has work to do
        small[name] = (small[name][0], np.array(offset) + 0.5 * small[name][1])
    images = lambda n: random.normal(size=(n, 17, 15, 1))
    return [
        _worked_example(),
        Case("3 images of 17 × 15 pixels", {"params": small, "images": images(3)}),
        Case("a batch of one image", {"params": small, "images": images(1)}),
    ]


def observe_cnn(answers: Answers, case: Case) -> dict:
    """Observe a function as `call` does; an error about two sizes that do not fit is told by these two numbers."""
    observed = call(answers, case)
    error = observed.get("error", {})
    for pattern in MISFITS:
        if found := re.search(pattern, error.get("message", "")):
            sizes = " and ".join(sorted(found.groups()))
            return {**observed, "error": {**error, "type": f"sizes {sizes} do not fit"}}
    return observed


def _worked_example() -> Case:
    """4 × 4 pixels, kernels of 1 × 1, and two scores of which one is negative."""
    images = np.array([[1.0, 0, 2, 1], [3, 1, 0, 0], [0, 5, 1, 1], [2, 1, 1, 4]]).reshape(1, 4, 4, 1)
    one = lambda w, b: (np.full((1, 1, 1, 1), w), np.array([b]))
    params = {
        "conv1": one(2.0, -3.0),
        "conv2": one(1.0, 1.0),
        "dense1": (np.array([[1.0, -1.0]]), np.array([0.0, 2.0])),
        "dense2": (np.array([[1.0, -2.0], [3.0, 1.0]]), np.array([0.0, 10.0])),
    }
    return Case(EXAMPLE, {"params": params, "images": images}, public=True)
