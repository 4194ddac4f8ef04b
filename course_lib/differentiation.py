"""Slopes measured by difference quotients, to hold derivatives against; and a gradient for every sample."""

from collections.abc import Callable
from typing import Any

import jax
import jax.numpy as jnp

Scalar = jax.Array | float
PyTree = Any


def _require_positive(eps: float) -> None:
    if isinstance(eps, int | float) and not eps > 0:
        raise ValueError(f"eps: a positive number expected, got {eps}")


def forward_slope(f: Callable[[Scalar], Scalar], x: Scalar, eps: float) -> jax.Array:
    """Measure the slope of `f` at `x` by one step to the right: (f(x + eps) − f(x)) / eps.

    Shapes: x any shape -> same; `f` acts on each entry separately.
    Pitfall: the error shrinks only like eps.
    Raises: ValueError if eps is not positive.
    """
    _require_positive(eps)
    x = jnp.asarray(x, float)
    return (f(x + eps) - f(x)) / eps


def central_slope(f: Callable[[Scalar], Scalar], x: Scalar, eps: float) -> jax.Array:
    """Measure the slope of `f` at `x` by steps to both sides: (f(x + eps) − f(x − eps)) / (2 eps).

    The second derivative cancels, so the error shrinks like eps².

    Shapes: x any shape -> same; `f` acts on each entry separately.
    Pitfall: in float32 an eps below about 1e-3 lets rounding grow faster than the error shrinks.
    Raises: ValueError if eps is not positive.
    """
    _require_positive(eps)
    x = jnp.asarray(x, float)
    return (f(x + eps) - f(x - eps)) / (2 * eps)


def numerical_gradient(f: Callable[[jax.Array], Scalar], theta: jax.Array, eps: float = 1e-2) -> jax.Array:
    """Measure the gradient of `f` at `theta` by central differences, one coordinate at a time.

    Shapes: theta any shape -> same; `f` maps it to a scalar.
    Units:  loss per unit of the parameter.
    Pitfall: costs two evaluations of `f` per parameter; `jax.grad` costs about two to four in all.
    Raises: ValueError if eps is not positive, or if `f` does not return a scalar.
    """
    _require_positive(eps)
    theta = jnp.asarray(theta, float)
    shape = jax.eval_shape(f, theta).shape
    if shape != ():
        raise ValueError(f"f: a scalar result expected, got shape {shape}")

    def slope_along(direction: jax.Array) -> jax.Array:
        return (f(theta + eps * direction) - f(theta - eps * direction)) / (2 * eps)

    directions = jnp.eye(theta.size).reshape(theta.size, *theta.shape)  # one coordinate each
    return jax.vmap(slope_along)(directions).reshape(theta.shape)


def per_example_gradients(
    loss: Callable[[PyTree, jax.Array, jax.Array], Scalar], params: PyTree, x: jax.Array, y: jax.Array
) -> PyTree:
    """Give the gradient of every sample by itself, where `jax.grad` of a mean loss gives only their mean.

    Shapes: loss(params, x_i, y_i) -> scalar for one sample; x (n, ...), y (n, ...) -> params' tree, each leaf (n, ...).
    Units:  as much memory as n copies of the parameters.
    Raises: ValueError if x and y differ in length.
    """
    if len(x) != len(y):
        raise ValueError(f"y: {len(x)} targets expected, one for each input, got {len(y)}")
    return jax.vmap(jax.grad(loss), in_axes=(None, 0, 0))(params, x, y)
