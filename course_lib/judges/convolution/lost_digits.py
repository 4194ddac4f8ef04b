"""A property that several exercises of chapter 02 share: an answer that is near the right one, but not near enough."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from course_lib.checking.encoding import decode_array
from course_lib.checking.exercise import Case
from course_lib.checking.judge import Property

NEAR = 5e-3  # of the largest number: bfloat16 keeps 8 bits, so a product of two is off by 4e-3 at most


def lost_digits(wanted: Callable[[Case], np.ndarray], rtol: float = 1e-4, atol: float = 1e-5) -> Property:
    """Return the property that a result is either right or off by more than rounding explains."""

    def holds(case: Case, seen: dict) -> bool:
        got, right = decode_array(seen["returned"]), wanted(case)
        if got.shape != right.shape or np.allclose(got, right, rtol=rtol, atol=atol):
            return True
        return bool(np.max(np.abs(got - right)) > NEAR * np.max(np.abs(right)))

    return Property(
        "all digits",
        holds,
        "Your result is near the right one: off by less than a hundredth of its largest number. Is something rounded "
        "on the way, or kept in 16 bits (float16, bfloat16)?",
    )
