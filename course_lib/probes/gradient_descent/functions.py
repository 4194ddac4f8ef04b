"""Functions that the exercises of this chapter hand to an answer."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np

from course_lib.checking.functions import CountedFunction

EXAMPLE = "the example of the task"


class Formula(CountedFunction):
    """A counted function with a label "f(θ) = θ²", shown as θ² beside the name of its argument: `f = θ²`."""

    def fresh(self) -> Formula:
        """The same function with its count at zero."""
        return Formula(self.function, self.label, self.limit)

    def __repr__(self) -> str:
        return self.label.partition(" = ")[2]


def function(formula: Callable[[Any, Any], Any], label: str, limit: int = 2_000) -> Formula:
    """A function argument written once, formula(jnp or np, θ): NumPy input keeps its float64."""

    def value(theta: Any) -> Any:
        xp = jnp if isinstance(theta, jax.Array) else np
        with np.errstate(all="ignore"):  # a diverging answer should be told so by us, not by a NumPy warning
            return formula(xp, xp.asarray(theta))

    return Formula(value, label, limit)
