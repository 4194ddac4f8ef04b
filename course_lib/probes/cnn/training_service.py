"""What 5.8 trains with: the service of 3.8 for convolutional networks, and a smaller budget."""

from __future__ import annotations

from functools import cache
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np

from course_lib.activations import relu
from course_lib.layers import conv2d, dense, flatten, max_pool2d
from course_lib.losses import cross_entropy
from course_lib.probes.dense import training_service

SIDE, CLASSES = 28, 10
BATCH = 500  # images that are classified at a time
SAMPLES = 24_000  # three times every row
PARAMETERS = 6_000  # fewer than a single dense layer has: 784 · 10 + 10 = 7,850


def network(params: Any, images: jax.Array) -> jax.Array:
    """Give the scores of a network: each kernel with relu and pooling, then dense layers, relu between them.

    Shapes: params [(w (kh, kw, c, f), b (f,)), …, (w (d_in, d_out), b (d_out,))], images (batch, 28, 28, 1)
            -> (batch, classes).
    """
    kernels = [layer for layer in params if layer[0].ndim == 4]
    *hidden, last = params[len(kernels) :]
    for w, b in kernels:
        images = max_pool2d(relu(conv2d(images, w, b)), 2)
    x = flatten(images)
    for w, b in hidden:
        x = relu(dense(x, w, b))
    return dense(x, *last)


@jax.jit
def predict(params: Any, images: jax.Array) -> jax.Array:
    """Give the class of highest score for each image, 500 at a time, so that memory stays small.

    Shapes: images (batch, 28, 28, 1), batch a multiple of 500 -> (batch,).
    """
    batches = images.reshape(-1, BATCH, SIDE, SIDE, 1)
    return jax.lax.map(lambda batch: jnp.argmax(network(params, batch), axis=-1), batches).reshape(-1)


@jax.jit
def _gradient(params: Any, images: jax.Array, labels: jax.Array, rows: jax.Array) -> Any:
    return jax.grad(lambda p: cross_entropy(network(p, images[rows]), labels[rows]))(params)


@cache
def labelled_images(subset: int) -> tuple[jax.Array, np.ndarray]:
    """Choose the rows of one service, sorted by class.

    Shapes: -> (8000, 28, 28, 1) float32 in [0, 1], (8000,) int32.
    """
    flat, labels = training_service.labelled_images(subset)
    return flat.reshape(-1, SIDE, SIDE, 1), labels


def fault_of(params: Any) -> str:
    """Say in words why `params` is no network for these images within its size; empty if it is one."""
    layers = type(params) in (list, tuple) and list(params)
    if not layers or any(type(layer) not in (list, tuple) or len(layer) != 2 for layer in layers):
        return "params: a list of (w, b) tuples is wanted"
    shapes = [(jnp.shape(w), jnp.shape(b)) for w, b in layers]
    axes = [len(w) for w, _ in shapes]
    if axes != sorted(axes, reverse=True) or set(axes) - {2, 4} or axes[-1] != 2:
        return f"params: kernels (kh, kw, c, f) first, then (d_in, d_out) are wanted, your w have {axes} axes"
    if any(b != w[-1:] for w, b in shapes):
        return f"params: b of shape (f,) or (d_out,) is wanted in every layer, yours are {shapes}"
    count = sum(int(np.prod(w)) + w[-1] for w, _ in shapes)
    return _misfit([w for w, _ in shapes]) or (
        f"params: at most {PARAMETERS:,} numbers are allowed, you use {count:,}" if count > PARAMETERS else ""
    )


def _misfit(shapes: list[tuple[int, ...]]) -> str:
    """Follow the shape of an image through the layers; say which one does not fit."""
    shape: tuple[int, ...] = (SIDE, SIDE, 1)
    for w in shapes:
        if len(w) == 4:
            height, width = ((n - k + 1) // 2 for n, k in zip(shape[:2], w[:2], strict=True))
            if w[2] != shape[2] or min(height, width) < 1:
                return f"params: a kernel (kh, kw, {shape[2]}, f) that fits shape {shape} is wanted, got {w}"
            shape = (height, width, w[3])
        elif w[0] != (size := int(np.prod(shape))):
            return f"params: a dense layer with d_in = {size} is wanted behind shape {shape}, got {w}"
        else:
            shape = (w[1],)
    return "" if shape == (CLASSES,) else f"params: the last layer must give {CLASSES} scores, yours gives {shape[0]}"


class UnfitNetwork(ValueError):
    """Parameters that are no network for these images, or too many."""


class ConvTrainingService(training_service.TrainingService):
    """Gradients and accuracies of convolutional networks, counted."""

    load, fault_of, predict, slope = map(staticmethod, (labelled_images, fault_of, predict, _gradient))
    samples_allowed = SAMPLES

    def measure(self, params: Any, rows: np.ndarray) -> float:
        """Give the share of these rows that is classified right, without a record."""
        padded = np.resize(rows, -(-len(rows) // BATCH) * BATCH)
        found = np.asarray(predict(params, self.images[padded]))[: len(rows)]
        return float(np.mean(found == self.labels[rows]))

    def _checked(self, params: Any, rows: Any) -> tuple[Any, np.ndarray]:
        if fault := fault_of(params):
            raise UnfitNetwork(fault)
        return super()._checked(params, rows)


def practice(seed: int = 0) -> tuple[jax.Array, int, Any, Any]:
    """Make the arguments of `train_cnn` for a trial run: key, n, gradient, accuracy.

    Raises: RuntimeError inside a check, where it would be a way round the budget.
    """
    return training_service.practice_with(ConvTrainingService, seed)
