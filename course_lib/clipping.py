"""Gradients that are too long are shortened before the step: the direction stays."""

from functools import cache
from typing import Any

import jax
import jax.numpy as jnp

from course_lib.optimizers import Optimizer

PyTree = Any


def global_norm(tree: PyTree) -> jax.Array:
    """Give the length of all numbers of a tree taken as one vector.

    Shapes: tree any pytree -> scalar; 0 for a tree without arrays.
    """
    return jnp.sqrt(sum((jnp.sum(jnp.square(leaf)) for leaf in jax.tree.leaves(tree)), jnp.zeros(())))


def clip_by_global_norm(grads: PyTree, max_norm: float) -> PyTree:
    """Shorten a gradient that is longer than `max_norm` to that length; leave a shorter one as it is.

    Shapes: grads any pytree -> the same tree.
    Pitfall: one factor for the whole tree; a factor for each array would turn the direction.
    Raises: ValueError if max_norm is not positive.
    Source: Pascanu, Mikolov and Bengio 2013, On the difficulty of training recurrent neural networks, Algorithm 1.
    """
    if max_norm <= 0:
        raise ValueError(f"max_norm: a positive number expected, got {max_norm}")
    norm = global_norm(grads)
    factor = jnp.where(norm > max_norm, max_norm / jnp.where(norm > 0, norm, 1), 1)
    return jax.tree.map(lambda g: g * factor, grads)


@cache  # equal settings give the same function, and what was compiled for it is used again
def clipped(optimizer: Optimizer, max_norm: float) -> Optimizer:
    """Clip every gradient before an optimizer sees it.

    Raises: ValueError if max_norm is not positive.
    """
    if max_norm <= 0:
        raise ValueError(f"max_norm: a positive number expected, got {max_norm}")
    step = lambda theta, state, grad: optimizer.step(theta, state, clip_by_global_norm(grad, max_norm))
    return Optimizer(optimizer.init, step)
