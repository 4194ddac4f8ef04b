"""Inputs of 3.6 and 3.7: trees of parameters, and losses of one sample."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np

from course_lib.checking.exercise import Case
from course_lib.checking.functions import CountedFunction
from course_lib.probes.dense.layers import EXAMPLE


def count_params_cases(seed: int) -> list[Case]:
    """A dict, an MLP, nested trees, one array, four axes, many numbers, other types, an empty array, an empty tree."""
    random = np.random.default_rng(seed)
    draw = lambda *shape: np.asarray(random.normal(size=shape))
    widths = [int(width) for width in random.integers(4, 9, 3)]
    network = [(draw(a, b), draw(b)) for a, b in zip(widths[:-1], widths[1:], strict=True)]
    nested = {
        "layers": [{"w": draw(3, 7), "b": draw(7)}, (draw(7, 2), [draw(2), {"deep": (draw(),)}])],
        "scale": draw(),
    }
    small_types = {"w": np.ones((3, 4), np.int8), "b": draw(4).astype(np.float16)}
    trees = [
        ("a list of (w, b) tuples", network),
        ("a nested tree with single numbers, of shape ()", nested),
        ("one array of shape (6, 5), with zeros and equal numbers", np.round(draw(6, 5))),
        ("kernels of shape (3, 2, 4, 5)", {"kernels": draw(3, 2, 4, 5), "b": draw(5)}),
        ("a layer with 34,000 weights", {"w": draw(200, 170), "b": draw(170)}),
        ("arrays of other number types, int8 and float16", small_types),
        ("a tree with an array of shape (0, 3)", (draw(0, 3), draw(2, 2))),
        ("an empty tree", {}),
    ]
    example = {"w": np.array([[0.5, -1.0, 2.0], [1.0, 0.0, -3.0]]), "b": np.array([10.0, 20.0, 30.0])}
    return [Case(EXAMPLE, {"params": example}, public=True), *(Case(name, {"params": tree}) for name, tree in trees)]


class NotOneSample(ValueError):
    """A loss of one sample was given a batch."""


class SampleWithAxis(ValueError):
    """A loss of one sample was given a batch of one, x of shape (1, d)."""


class PartOfASample(ValueError):
    """A loss of one sample was given a single number of it."""


class NotOneTarget(ValueError):
    """A loss of one sample was given the targets of a batch."""


class TargetWithAxis(ValueError):
    """A loss of one sample was given its target as an array of shape (1,)."""


class SampleLoss(CountedFunction):
    """A loss of one sample, written once for NumPy and JAX, that refuses a whole batch."""

    def fresh(self) -> SampleLoss:
        """The same loss with its count at zero."""
        return SampleLoss(self.function, self.label, self.limit)

    def __repr__(self) -> str:
        return self.label.partition(" = ")[2]


def sample_loss(formula: Callable[..., Any], label: str) -> SampleLoss:
    """A loss written as formula(jnp or np, params, x_i, y_i) for x_i of shape (d,) and y_i of shape ()."""

    def value(params: Any, x: Any, y: Any) -> Any:
        if len(shape := jnp.shape(x)) != 1:
            kind = PartOfASample if not shape else SampleWithAxis if shape[0] == 1 else NotOneSample
            raise kind(f"loss takes one sample, x of shape (d,), but was given x of shape {shape}")
        if shape := jnp.shape(y):
            kind = TargetWithAxis if shape == (1,) else NotOneTarget
            raise kind(f"loss takes one target, y of shape (), but was given y of shape {shape}")
        leaves = jax.tree.leaves((params, x, y))
        return formula(jnp if any(isinstance(leaf, jax.Array) for leaf in leaves) else np, params, x, y)

    return SampleLoss(value, label, limit=2_000)


def per_example_gradients_cases(seed: int) -> list[Case]:
    """A dict, a bare array, an MLP; as many samples as parameters; a batch of one; a sample with gradient zero."""
    random = np.random.default_rng(seed)
    draw = lambda *shape: np.asarray(random.normal(size=shape))
    line = sample_loss(lambda xp, p, x, y: (xp.dot(p["w"], x) + p["b"] - y) ** 2 / 2, "loss = (w·x + b − y)² / 2")
    waves = sample_loss(lambda xp, p, x, y: xp.sum(xp.sin(p * x)) * y, "loss = y Σ sin(p x)")
    network = sample_loss(_network, "loss = (w₂·tanh(W₁x + b₁) + b₂ − y)²")

    def case(name: str, loss: SampleLoss, params: Any, x: Any, y: Any, public: bool = False) -> Case:
        return Case(name, {"loss": loss, "params": params, "x": x, "y": y}, public=public)

    params = {"w": np.array([2.0, -1.0]), "b": np.array(1.0)}
    x, y = np.array([[1.0, 0.0], [1.0, 2.0], [3.0, 1.0]]), np.array([1.0, 1.0, 7.0])
    layers = [(draw(2, 4), draw(4)), (draw(4), draw())]
    return [
        case(EXAMPLE, line, params, x, y, public=True),
        case("a bare array of 3 parameters and 3 samples", waves, draw(3), draw(3, 3), 10 * (draw(3) + 3)),
        case("a list of (w, b) tuples and 9 samples", network, layers, draw(9, 2), draw(9)),
        case("a batch of one sample", line, {"w": draw(2), "b": draw()}, draw(1, 2), draw(1) + 5),
    ]


def _network(xp: Any, params: Any, x: Any, y: Any) -> Any:
    (w1, b1), (w2, b2) = params
    return (xp.dot(w2, xp.tanh(xp.dot(x, w1) + b1)) + b2 - y) ** 2
