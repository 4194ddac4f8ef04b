"""A property that 3.1, 3.4 and 3.5 share: a result that is wrong and yet near the right one has lost digits."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from course_lib.checking.encoding import decode_array
from course_lib.checking.exercise import Case
from course_lib.checking.judge import Property

NEAR = 5e-3  # of the largest number: bfloat16 keeps 8 bits, so a product of two is off by 4e-3 at most


def is_near(got: np.ndarray, right: np.ndarray) -> bool:
    """Whether two arrays of one shape differ by less than `NEAR` of the largest number.

    Shapes: got and right of any shape, the same for both -> a truth value.
    """
    return got.shape == right.shape and bool(np.all(np.abs(got - right) <= NEAR * np.max(np.abs(right), initial=0)))


def lost_digits(wanted: Callable[[Case], Sequence[np.ndarray]], rtol: float, atol: float) -> Property:
    """Return the property that a result is right, or that some part of it is off by more than rounding explains."""

    def holds(case: Case, seen: dict) -> bool:
        parts = seen["returned"].get("sequence", [seen["returned"]])
        pairs = [(decode_array(got), np.asarray(right)) for got, right in zip(parts, wanted(case), strict=True)]
        if not all(is_near(got, right) for got, right in pairs):
            return True
        return all(np.allclose(got, right, rtol=rtol, atol=atol) for got, right in pairs)

    return Property(
        "all digits",
        holds,
        lambda case, seen: (
            f"For {case} your result is near the right one: off by less than a hundredth of its largest number. Is "
            "something rounded on the way, kept in 16 bits (float16, bfloat16), or measured by differences?"
        ),
    )
