"""Inputs of 6.3 and 6.4: padded states of sequences of unequal length."""

from __future__ import annotations

import numpy as np

from course_lib.checking.exercise import Case
from course_lib.probes.rnn.steps import EXAMPLE

STATES = np.array([[[1.0, 2.0], [3.0, 4.0], [9.0, 9.0]], [[5.0, -1.0], [0.0, 3.0], [1.0, 4.0]]])


def last_state_cases(seed: int) -> list[Case]:
    """Lengths 1 and T among them; sizes all equal; a batch of one; a last state of zeros; padding that is not 0."""
    random = np.random.default_rng(seed)

    def case(name: str, lengths: list[int], time: int, hidden: int, zeros: bool = False) -> Case:
        states = random.normal(size=(len(lengths), time, hidden))
        if zeros:  # the last real state is zero, and so is the padding of the first sequence
            states[0, lengths[0] - 1 :] = 0
        label = f"{name}: states {states.shape}"
        return Case(label, {"states": states, "lengths": np.array(lengths, np.int32)})

    return [
        Case(EXAMPLE, {"states": STATES, "lengths": np.array([2, 3], np.int32)}, public=True),
        case("lengths from 1 to T, all sizes equal", [2, 4, 1, 3], 4, 4),
        case("a batch of one, shorter than T", [3], 6, 2),
        case("a batch in which none is as long as T", [2, 5, 3], 7, 4),
        case("a last state of zeros", [2, 5, 3], 7, 4, zeros=True),
        case("all of length T", [3, 3], 3, 2),
    ]


def masked_mean_cases(seed: int) -> list[Case]:
    """Lengths 1 and T among them; sizes all equal; a batch of one; real values of 0; padding large and not 0."""
    random = np.random.default_rng(seed)

    def case(name: str, lengths: list[int], time: int, hidden: int, padding: str = "drawn") -> Case:
        values = 1 + random.normal(size=(len(lengths), time, hidden))
        for row, length in enumerate(lengths):
            values[row, length:] *= {"drawn": 1.0, "zero": 0.0, "large": 1000.0}[padding]
        values[0, 0, 0] = 0.0  # a real value that happens to be 0
        label = f"{name}: values {values.shape}"
        return Case(label, {"values": values, "lengths": np.array(lengths, np.int32)})

    return [
        Case(EXAMPLE, {"values": STATES, "lengths": np.array([2, 3], np.int32)}, public=True),
        case("lengths from 1 to T, all sizes equal", [2, 4, 1, 3], 4, 4),
        case("a batch of one, shorter than T", [3], 6, 2),
        case("padding of zeros, none as long as T", [2, 5, 3], 7, 4, "zero"),
        case("large numbers in the padding", [2, 5, 3], 7, 4, "large"),
        case("all of length T", [3, 3], 3, 2),
    ]
