"""How many arithmetic operations a function takes, counted by the compiler rather than timed."""

from __future__ import annotations

from collections.abc import Callable

import jax


def count_flops(function: Callable, *arguments: jax.Array) -> float:
    """The FLOPs that the compiled function needs for arguments of these shapes, as XLA counts them.

    Shapes: any arrays -> scalar.
    Units:  FLOPs: a multiplication is one, an addition is one.
    Pitfall: what XLA can leave out it leaves out: an unused result costs nothing.
    """
    analysis = jax.jit(function).lower(*arguments).compile().cost_analysis()
    analysis = analysis[0] if isinstance(analysis, list) else analysis  # older versions of JAX give one per device
    return float(analysis.get("flops", 0.0))  # a program without arithmetic has no such entry
