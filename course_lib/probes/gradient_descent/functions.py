"""Functions that the exercises of this chapter hand to an answer."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np

from course_lib.checking.functions import CountedFunction

EXAMPLE = "the example of the task"


def function(formula: Callable[[Any, Any], Any], label: str, limit: int = 2_000) -> CountedFunction:
    """A function argument written once, formula(jnp or np, θ): NumPy input keeps its float64."""

    def value(theta: Any) -> Any:
        xp = jnp if isinstance(theta, jax.Array) else np
        with np.errstate(all="ignore"):  # a diverging answer should be told so by us, not by a NumPy warning
            return formula(xp, xp.asarray(theta))

    return CountedFunction(value, label, limit)
