"""Loss surfaces over two parameters on which optimisers can be watched."""

from collections.abc import Callable
from functools import cache
from typing import NamedTuple

import jax
import jax.numpy as jnp

from course_lib.data import load_diabetes


class Surface(NamedTuple):
    """A loss over two parameters, the window to look at it through, and where to begin.

    Shapes: f maps (2,) to a scalar; start is a point (2,); xlim and ylim are pairs.
    """

    name: str
    f: Callable[[jax.Array], jax.Array]
    start: tuple[float, float]
    xlim: tuple[float, float]
    ylim: tuple[float, float]
    minima: tuple[tuple[float, float], ...]
    quadratic: bool
    labels: tuple[str, str] = ("θ₁", "θ₂")


def quadratic(theta: jax.Array, curvatures: tuple[float, float] = (1.0, 10.0)) -> jax.Array:
    """Compute ½ (λ₁ θ₁² + λ₂ θ₂²), a bowl that is steeper along θ₂.

    Shapes: theta (2,) -> scalar.
    """
    return 0.5 * (curvatures[0] * theta[0] ** 2 + curvatures[1] * theta[1] ** 2)


def valley(theta: jax.Array) -> jax.Array:
    """Compute ½ (1 − θ₁)² + 5 (θ₂ − θ₁²)², a bent valley with its floor along θ₂ = θ₁².

    Shapes: theta (2,) -> scalar. Source: the shape of Rosenbrock's function, less steep.
    """
    return 0.5 * (1 - theta[0]) ** 2 + 5 * (theta[1] - theta[0] ** 2) ** 2


def two_minima(theta: jax.Array) -> jax.Array:
    """Compute ¼ (θ₁² − 1)² + 0.15 θ₁ + ½ θ₂², two hollows of which the left one is deeper.

    Shapes: theta (2,) -> scalar.
    """
    return 0.25 * (theta[0] ** 2 - 1) ** 2 + 0.15 * theta[0] + 0.5 * theta[1] ** 2


def saddle(theta: jax.Array) -> jax.Array:
    """Compute ½ θ₁² − ½ θ₂² + ¼ θ₂⁴: flat at the origin, which is no minimum; the minima are (0, ±1).

    Shapes: theta (2,) -> scalar.
    """
    return 0.5 * theta[0] ** 2 - 0.5 * theta[1] ** 2 + 0.25 * theta[1] ** 4


@cache
def diabetes_surface(columns: tuple[int, int] = (4, 5)) -> Surface:
    """Build the half mean squared error of a linear model on two measured columns of the diabetes data."""
    data = load_diabetes()
    x, y = data.x[:, columns], data.y
    hessian, slope = x.T @ x / len(y), x.T @ y / len(y)
    best = jnp.linalg.solve(hessian, slope)
    rest = 0.5 * jnp.mean(y**2)

    def half_mse(theta: jax.Array) -> jax.Array:
        # ½ mean (xθ − y)², expanded so that a step costs a 2 × 2 product and not 442 rows
        return 0.5 * theta @ hessian @ theta - slope @ theta + rest

    labels = tuple(f"weight of {data.names[c]}" for c in columns)
    minimum = (float(best[0]), float(best[1]))
    return Surface("diabetes, 2 features", half_mse, (-1.2, 0.4), (-1.6, 1.6), (-1.6, 1.6), (minimum,), True, labels)


@cache
def all_surfaces() -> tuple[Surface, ...]:
    """List the surfaces of the explorer: four by formula, one from data."""
    return (
        Surface("elongated bowl", quadratic, (-4.0, 1.0), (-5, 5), (-3, 3), ((0.0, 0.0),), True),
        Surface("bent valley", valley, (-1.2, 1.2), (-2, 2), (-1, 3), ((1.0, 1.0),), False),
        Surface("two minima", two_minima, (1.8, 1.2), (-2, 2), (-1.5, 1.5), ((-1.0679, 0.0), (0.9143, 0.0)), False),
        Surface("saddle", saddle, (1.8, 0.0), (-2, 2), (-1.7, 1.7), ((0.0, 1.0), (0.0, -1.0)), False),
        diabetes_surface(),
    )
