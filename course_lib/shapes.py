"""Checks of arguments that name what is expected and what was received."""

from typing import Any

import jax.numpy as jnp


def require_axes(name: str, array: Any, axes: str) -> None:
    """Refuse an array unless it has one axis for each name in `axes`, "(batch, d_in)".

    Raises: ValueError with the argument's name, the axes expected and the shape received.
    """
    expected = sum(bool(part.strip()) for part in axes.strip("()").split(","))
    if jnp.ndim(array) != expected:
        raise ValueError(f"{name}: shape {axes} expected, got {jnp.shape(array)}")


def require_equal(name: str, received: Any, expected: Any, why: str) -> None:
    """Refuse a size or shape that does not fit another one; `why` says what it has to fit.

    Raises: ValueError with the argument's name, what is expected and what was received.
    """
    if received != expected:
        raise ValueError(f"{name}: {expected} expected ({why}), got {received}")


def require_at_least(smallest: int, **numbers: int) -> None:
    """Refuse whole numbers below `smallest`.

    Raises: ValueError that names the first number that is too small.
    """
    for name, value in numbers.items():
        if value < smallest:
            raise ValueError(f"{name}: at least {smallest} expected, got {value}")
