"""What 3.8 trains with: a service that holds labelled images, gives gradients for rows of them, and counts.

The labels never leave it, so whoever trains has to come by: the budget is enforced by counting.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple
from zlib import crc32

import jax
import jax.numpy as jnp
import numpy as np

from course_lib.layers import mlp
from course_lib.losses import cross_entropy

PIXELS, CLASSES = 784, 10
ROWS = 8_000
SAMPLES = 120_000  # fifteen times every row
PARAMETERS = 110_000  # 784 → 128 → 10 has 101,770
MEASUREMENTS = 200
PACE_EVERY = 20  # requests
_checking: ContextVar[bool] = ContextVar("_checking", default=False)


class BudgetSpent(RuntimeError):
    """More samples or measurements were asked for than the task allows."""


class Measurement(NamedTuple):
    """One answer of `accuracy`: the value, the rows it was measured on, and a mark of the parameters."""

    value: float
    rows: np.ndarray
    mark: int


@cache
def labelled_images(subset: int) -> tuple[jax.Array, np.ndarray]:
    """Choose the rows of one service, sorted by class as a warehouse would store them: images and labels.

    Shapes: -> (ROWS, 784) float32 in [0, 1], (ROWS,) int32.
    """
    pixels, labels = _stored("x_train"), _stored("y_train").astype(np.int32)
    chosen = np.random.default_rng(subset).permutation(len(labels))[:ROWS]
    chosen = chosen[np.argsort(labels[chosen], kind="stable")]
    return jnp.asarray(pixels[chosen].reshape(ROWS, -1) / np.float32(255)), labels[chosen]


@cache
def held_out_images() -> jax.Array:
    """Load the images that no service holds, without their labels.

    Shapes: -> (3000, 784) float32 in [0, 1].
    """
    return jnp.asarray(_stored("x_test").reshape(-1, PIXELS) / np.float32(255))


def _stored(name: str) -> np.ndarray:
    with (files("course_lib") / "datasets" / "fashion_mnist_15k.npz").open("rb") as file, np.load(file) as arrays:
        return arrays[name]


@jax.jit
def _gradient(params: Any, images: jax.Array, labels: jax.Array, rows: jax.Array) -> Any:
    return jax.grad(lambda p: cross_entropy(mlp(p, images[rows]), labels[rows]))(params)


@jax.jit
def predict(params: Any, images: jax.Array) -> jax.Array:
    """Give the class of highest score for each image.

    Shapes: images (batch, 784) -> (batch,).
    """
    return jnp.argmax(mlp(params, images), axis=-1)


def fault_of(params: Any) -> str:
    """Say in words why `params` is no network for these images within its size; empty if it is one."""
    layers = type(params) in (list, tuple) and list(params)
    if not layers or any(type(layer) not in (list, tuple) or len(layer) != 2 for layer in layers):
        return "params: a list of (w, b) tuples is wanted"
    shapes = [(jnp.shape(w), jnp.shape(b)) for w, b in layers]
    if any(len(w) != 2 or b != w[1:] for w, b in shapes):
        return f"params: w (d_in, d_out) and b (d_out,) are wanted in every layer, yours are {shapes}"
    sizes = [shapes[0][0][0], *(w[1] for w, _ in shapes)]
    if sizes[:-1] != [w[0] for w, _ in shapes] or (sizes[0], sizes[-1]) != (PIXELS, CLASSES):
        return f"params: layers that fit, from {PIXELS} to {CLASSES}, are wanted, your w are {[w for w, _ in shapes]}"
    count = sum(w[0] * w[1] + w[1] for w, _ in shapes)
    return f"params: at most {PARAMETERS:,} numbers are allowed, you use {count:,}" if count > PARAMETERS else ""


def mark_of(params: Any) -> int:
    """A number that equal parameters share, and different ones as good as never do."""
    return crc32(b"".join(np.ascontiguousarray(leaf, np.float32).tobytes() for leaf in jax.tree.leaves(params)))


def _length(tree: Any, origin: Any = None) -> float:
    """Length of a tree of arrays, or of its difference from another; 0 if the two have different shapes."""
    leaves = [np.asarray(leaf, np.float32) for leaf in jax.tree.leaves(tree)]
    starts = [0 * leaf for leaf in leaves] if origin is None else jax.tree.leaves(origin)
    if [leaf.shape for leaf in leaves] != [jnp.shape(start) for start in starts]:
        return 0.0
    leaves = [leaf - start for leaf, start in zip(leaves, starts, strict=True)]
    return float(sum(np.sum(leaf * leaf) for leaf in leaves)) ** 0.5


class TrainingService:
    """Gradients and accuracies for chosen rows, with a record of everything that was asked.

    The class attributes are what another kind of network, or another budget, replaces.
    """

    load, fault_of, predict, slope = map(staticmethod, (labelled_images, fault_of, predict, _gradient))
    samples_allowed = SAMPLES

    def __init__(self, subset: int) -> None:
        self.images, self.labels = self.load(subset)
        self.batches: list[np.ndarray] = []
        self.measured: list[Measurement] = []
        self.samples = 0
        self.first: list[Any] = []  # parameters and gradient of the first request, parameters of the second
        self.paces: list[float] = []  # every now and then, how long a step is beside its gradient
        self._before: Any = None  # parameters and gradient of the request before, where a pace is to be measured

    def gradient(self, params: Any, rows: Any) -> Any:
        """Give the gradient of the mean cross-entropy on these rows; every row costs one sample."""
        params, rows = self._checked(params, rows)
        self.samples += len(rows)
        if self.samples > self.samples_allowed:
            raise BudgetSpent(f"gradient: more than {self.samples_allowed:,} samples asked for")
        self.batches.append(rows)
        grads = self.slope(params, self.images, self.labels, rows)
        if len(self.batches) <= 2:
            self.first += jax.tree.map(lambda leaf: np.array(leaf, np.float32), [params, grads])
        self._measure_pace(params, grads)
        return grads

    def _measure_pace(self, params: Any, grads: Any) -> None:
        if self._before is not None:
            moved, slope = _length(params, self._before[0]), _length(self._before[1])
            self.paces.append(moved / slope if slope else 0.0)
        due = len(self.batches) % PACE_EVERY == 1
        self._before = jax.tree.map(lambda leaf: np.array(leaf, np.float32), (params, grads)) if due else None

    def accuracy(self, params: Any, rows: Any) -> float:
        """Give the share of these rows that the network classifies right."""
        params, rows = self._checked(params, rows)
        if len(self.measured) >= MEASUREMENTS:
            raise BudgetSpent(f"accuracy: asked more than {MEASUREMENTS} times")
        self.measured.append(Measurement(self.measure(params, rows), rows, mark_of(params)))
        return self.measured[-1].value

    def measure(self, params: Any, rows: np.ndarray) -> float:
        """Give the same share, without a record."""
        return float(np.mean(np.asarray(self.predict(params, self.images))[rows] == self.labels[rows]))

    def _checked(self, params: Any, rows: Any) -> tuple[Any, np.ndarray]:
        if any(isinstance(leaf, jax.core.Tracer) for leaf in jax.tree.leaves((params, rows))):
            raise TypeError("gradient and accuracy count their calls: call them outside jit, grad, vmap and scan")
        if fault := self.fault_of(params):
            raise ValueError(fault)
        rows = np.asarray(rows)
        if rows.ndim != 1 or len(rows) == 0 or rows.dtype.kind not in "iu":
            raise ValueError(f"rows: an array of row numbers is wanted, got shape {rows.shape}, dtype {rows.dtype}")
        if rows.min() < 0 or rows.max() >= len(self.labels):
            raise ValueError(f"rows: 0 to {len(self.labels) - 1} are wanted, got {rows.min()} to {rows.max()}")
        return params, rows.astype(np.int32)


def practice(seed: int = 0) -> tuple[jax.Array, int, Any, Any]:
    """Make the arguments of `train_mlp` for a trial run: key, n, gradient, accuracy.

    Raises: RuntimeError inside a check, where it would be a way round the budget.
    """
    return practice_with(TrainingService, seed)


def practice_with(kind: type[TrainingService], seed: int) -> tuple[jax.Array, int, Any, Any]:
    """Make the arguments of a trial run with a service of this kind, except inside a check."""
    if _checking.get():
        raise RuntimeError("practice() is for a cell of its own: your function has to do with the service it is given")
    service = kind(seed)
    return jax.random.key(seed), len(service.labels), service.gradient, service.accuracy


@contextmanager
def no_practice() -> Iterator[None]:
    """Within the block `practice` refuses."""
    token = _checking.set(True)
    try:
        yield
    finally:
        _checking.reset(token)
