"""Inputs of 3.2: relu and its slope."""

from __future__ import annotations

import numpy as np

from course_lib.checking.exercise import Case
from course_lib.probes.dense.layers import EXAMPLE


def relu_cases(seed: int) -> list[Case]:
    """For both functions: several ranks, tiny and huge numbers, zeros of both signs."""
    random = np.random.default_rng(seed)
    x = np.array([-2.0, 0.0, 3.0])
    sign = random.choice([-1.0, 1.0], (2, 3, 4))
    sign[0, 0, :2] = [-1.0, 1.0]
    sizes = np.array([1e-20, 1e-9, 1e-6, 50, 1e4, 1e30])
    extremes = np.concatenate([-sizes, [-0.0, 0.0], sizes]) * random.uniform(1, 2, 14)
    inputs = [
        ("a batch of shape (2, 3, 4)", sign * random.uniform(0.05, 9.0, (2, 3, 4))),
        ("a single positive number", np.asarray(random.uniform(1.5, 3.0))),
        ("a single negative number", np.asarray(random.uniform(-3.0, -1.5))),
        ("tiny and huge numbers, and zeros", extremes),
    ]
    return [
        Case(f"{EXAMPLE}, relu", {"x": x}, public=True, function="relu"),
        *(Case(f"relu of {name}", {"x": value}, function="relu") for name, value in inputs),
        Case(f"{EXAMPLE}, relu_grad", {"x": x}, public=True, function="relu_grad"),
        *(Case(f"relu_grad of {name}", {"x": value}, function="relu_grad") for name, value in inputs),
    ]
