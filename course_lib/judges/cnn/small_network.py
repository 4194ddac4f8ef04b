"""The network of 5.4 and its optimiser, compiled once for all wrong answers."""

from __future__ import annotations

import jax
import jax.numpy as jnp
from jax import lax

from course_lib.optimizers import adam_step


def scores(params, images):
    """Give the scores of the article's network for any sizes, written with lax.

    Shapes: params a dict of (w, b), images (batch, height, width, 1) -> (batch, classes).
    """
    x = images
    for name in ("conv1", "conv2"):
        w, b = params[name]
        z = lax.conv_general_dilated(x, w, (1, 1), "VALID", dimension_numbers=("NHWC", "HWIO", "NHWC")) + b
        x = lax.reduce_window(jax.nn.relu(z), -jnp.inf, lax.max, (1, 2, 2, 1), (1, 2, 2, 1), "VALID")
    (w3, b3), (w4, b4) = params["dense1"], params["dense2"]
    return jax.nn.relu(x.reshape(x.shape[0], -1) @ w3 + b3) @ w4 + b4


def loss(params, images, labels):
    """Give the mean cross-entropy of a batch.

    Shapes: images (batch, height, width, 1), labels (batch,) -> scalar.
    """
    log_shares = jax.nn.log_softmax(scores(params, images))
    return -jnp.take_along_axis(log_shares, labels[:, None], axis=1).mean()


value_and_grad = jax.jit(jax.value_and_grad(loss))
adam = jax.jit(adam_step)
