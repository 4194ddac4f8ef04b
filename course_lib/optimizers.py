"""Rules that turn a gradient into a step: gradient descent, momentum, Adam, and a line search.

Parameters, gradients and states are pytrees: an array, or nested dicts, lists and tuples of arrays.
"""

from collections.abc import Callable
from functools import cache
from typing import Any, NamedTuple

import jax
import jax.numpy as jnp

PyTree = Any


class Optimizer(NamedTuple):
    """A rule with its settings: init(theta) -> state, step(theta, state, grad) -> (theta, state)."""

    init: Callable[[PyTree], PyTree]
    step: Callable[[PyTree, PyTree, PyTree], tuple[PyTree, PyTree]]


def _require_same_shapes(name: str, tree: PyTree, theta: PyTree) -> None:
    expected, received = jax.tree.structure(theta), jax.tree.structure(tree)
    if expected != received:
        raise ValueError(f"{name}: a tree like theta, {expected}, expected, got {received}")
    for leaf, like in zip(jax.tree.leaves(tree), jax.tree.leaves(theta), strict=True):
        if jnp.shape(leaf) != jnp.shape(like):
            raise ValueError(f"{name}: shape {jnp.shape(like)} as in theta expected, got {jnp.shape(leaf)}")


def gradient_step(theta: PyTree, grad: PyTree, learning_rate: float) -> PyTree:
    """Move every parameter one step against its gradient: θ − α g.

    Shapes: theta any pytree; grad the same tree -> the same tree.
    Units:  learning_rate in parameter² per loss; that is why it has no universal good value.
    Raises: ValueError if grad differs from theta in structure or shape.
    Source: derived in chapter "gradient descent"; Cauchy 1847.
    """
    _require_same_shapes("grad", grad, theta)
    return jax.tree.map(lambda t, g: t - learning_rate * g, theta, grad)


def gradient_descent(grad_fn: Callable[[PyTree], PyTree], theta0: PyTree, learning_rate: float, steps: int) -> PyTree:
    """Take `steps` steps against the gradient and return every point visited, the start first.

    Shapes: theta0 (d,) -> path (steps + 1, d); for a pytree each leaf gains the leading axis.
    Raises: ValueError if steps is negative, or if the gradient differs from theta in shape.
    """
    if steps < 0:
        raise ValueError(f"steps: a number of at least 0 expected, got {steps}")
    theta0 = jax.tree.map(lambda t: jnp.asarray(t, float), theta0)

    def step(theta: PyTree, _: None) -> tuple[PyTree, PyTree]:
        theta = gradient_step(theta, grad_fn(theta), learning_rate)
        return theta, theta

    _, visited = jax.lax.scan(step, theta0, length=steps)
    return jax.tree.map(lambda t, v: jnp.concatenate([t[None], v]), theta0, visited)


def largest_stable_learning_rate(hessian: jax.Array) -> jax.Array:
    """Give the step size above which gradient descent on a quadratic diverges: 2 / λ_max.

    Shapes: hessian (d, d), symmetric -> scalar; inf if no direction curves upwards.
    Pitfall: along a direction that curves downwards (a saddle) no step size is stable.
    Raises: ValueError if hessian is not a square matrix.
    """
    hessian = jnp.asarray(hessian, float)
    if hessian.ndim != 2 or hessian.shape[0] != hessian.shape[1] or hessian.size == 0:
        raise ValueError(f"hessian: a square matrix (d, d) expected, got shape {hessian.shape}")
    steepest = jnp.linalg.eigvalsh(hessian)[-1]
    return jnp.where(steepest > 0, 2 / jnp.where(steepest > 0, steepest, 1), jnp.inf)


def momentum_step(
    theta: PyTree, velocity: PyTree, grad: PyTree, learning_rate: float, beta: float = 0.9
) -> tuple[PyTree, PyTree]:
    """Let a velocity collect the gradients and move with it: v ← βv + g, θ ← θ − αv.

    Shapes: theta, velocity and grad are the same tree -> (theta, velocity), the same trees.
    Pitfall: with a constant gradient the step grows to α / (1 − β) times the gradient.
    Raises: ValueError if velocity or grad differs from theta in structure or shape.
    Source: Polyak 1964, the heavy ball.
    """
    _require_same_shapes("velocity", velocity, theta)
    _require_same_shapes("grad", grad, theta)
    velocity = jax.tree.map(lambda v, g: beta * v + g, velocity, grad)
    return jax.tree.map(lambda t, v: t - learning_rate * v, theta, velocity), velocity


def adam_init(theta: PyTree) -> tuple[PyTree, PyTree, jax.Array]:
    """Give Adam's state before the first step: m = 0, v = 0, t = 0.

    Shapes: theta any pytree -> (m, v, t), m and v the same tree, t a scalar.
    """
    zeros = jax.tree.map(lambda t: jnp.zeros_like(t, float), theta)
    return zeros, zeros, jnp.zeros((), int)  # not asarray(0): its weak type would cost a second compilation


def adam_step(
    theta: PyTree,
    state: tuple[PyTree, PyTree, jax.Array | int],
    grad: PyTree,
    learning_rate: float = 1e-3,
    b1: float = 0.9,
    b2: float = 0.999,
    eps: float = 1e-8,
) -> tuple[PyTree, tuple[PyTree, PyTree, jax.Array]]:
    """Step by the ratio of the gradient's running mean to its running size, both freed from bias.

    m ← b1 m + (1 − b1) g,  v ← b2 v + (1 − b2) g²,  θ ← θ − α m̂ / (√v̂ + eps),
    with m̂ = m / (1 − b1ᵗ) and v̂ = v / (1 − b2ᵗ), t counted from 1 at the first step.

    Shapes: theta, m, v and grad are the same tree, t a whole number -> (theta, (m, v, t)).
    Raises: ValueError if m, v or grad differs from theta in structure or shape.
    Source: Kingma and Ba 2015, Adam, Algorithm 1.
    """
    m, v, t = state
    for name, tree in (("state m", m), ("state v", v), ("grad", grad)):
        _require_same_shapes(name, tree, theta)
    t = jnp.asarray(t) + 1
    m = jax.tree.map(lambda m, g: b1 * m + (1 - b1) * g, m, grad)
    v = jax.tree.map(lambda v, g: b2 * v + (1 - b2) * g * g, v, grad)

    def move(theta: jax.Array, m: jax.Array, v: jax.Array) -> jax.Array:
        m_hat, v_hat = m / (1 - b1**t), v / (1 - b2**t)
        return theta - learning_rate * m_hat / (jnp.sqrt(v_hat) + eps)

    return jax.tree.map(move, theta, m, v), (m, v, t)


def backtracking(
    f: Callable[[jax.Array], jax.Array],
    grad: jax.Array,
    theta: jax.Array,
    alpha0: float = 1.0,
    beta: float = 0.5,
    c: float = 1e-4,
) -> jax.Array:
    """Shrink a step size until the loss falls by a fair share of what the slope promises.

    The first α of alpha0, β alpha0, β² alpha0, … with f(θ − α g) ≤ f(θ) − c α ‖g‖².

    Shapes: theta and grad the same shape -> scalar, or 0 if no step size is good enough.
    Raises: ValueError if shapes differ, alpha0 ≤ 0, or beta or c is not between 0 and 1.
    Source: Nocedal and Wright 2006, Numerical Optimization, section 3.1 (Algorithm 3.1).
    """
    if alpha0 <= 0:
        raise ValueError(f"alpha0: a positive number expected, got {alpha0}")
    for name, value in (("beta", beta), ("c", c)):
        if not 0 < value < 1:
            raise ValueError(f"{name}: a number between 0 and 1 expected, got {value}")
    theta, grad = jnp.asarray(theta, float), jnp.asarray(grad, float)
    _require_same_shapes("grad", grad, theta)
    start, promised = f(theta), c * jnp.sum(grad**2)

    def too_long(alpha: jax.Array) -> jax.Array:
        # not (… <= …) rather than …: a nan counts as too long; alpha > 0 ends the search by underflow
        return ~(f(theta - alpha * grad) <= start - alpha * promised) & (alpha > 0)

    return jax.lax.while_loop(too_long, lambda alpha: beta * alpha, jnp.asarray(alpha0, theta.dtype))


# Cached, so that equal settings give the same functions, and what was compiled for them is used again.


@cache
def sgd(learning_rate: float) -> Optimizer:
    """Plain gradient descent; on batches, stochastic gradient descent. Its state is empty."""
    return Optimizer(lambda theta: (), lambda theta, state, grad: (gradient_step(theta, grad, learning_rate), state))


@cache
def momentum(learning_rate: float, beta: float = 0.9) -> Optimizer:
    """Gradient descent with momentum; its state is the velocity, zeros at first."""
    init = lambda theta: jax.tree.map(lambda t: jnp.zeros_like(t, float), theta)
    return Optimizer(init, lambda theta, v, grad: momentum_step(theta, v, grad, learning_rate, beta))


@cache
def adam(learning_rate: float = 1e-3, b1: float = 0.9, b2: float = 0.999, eps: float = 1e-8) -> Optimizer:
    """Adam with the settings of its paper; its state is (m, v, t)."""
    return Optimizer(adam_init, lambda theta, state, grad: adam_step(theta, state, grad, learning_rate, b1, b2, eps))
