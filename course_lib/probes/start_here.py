"""Exercises of chapter 00, first half: inputs and how an answer is observed."""

from __future__ import annotations

import numpy as np

from course_lib.checking.caret import call_and_mark_xor
from course_lib.checking.exercise import Case, Exercise


def memory_cases(seed: int) -> list[Case]:
    """Counts as Python whole numbers, from a few parameters to a trillion; half a byte to 4 bytes each."""
    random = np.random.default_rng(seed)
    drawn = [int(10 ** random.uniform(6, 12)) for _ in range(2)]
    return [
        Case("the example of the task", {"num_params": 5 * 2**30, "bytes_per_param": 2}, public=True),
        Case("BLOOM in bfloat16", {"num_params": 176_247_000_000, "bytes_per_param": 2}),
        Case("BERT-Large in bfloat16", {"num_params": 340_000_000, "bytes_per_param": 2}),
        Case("a model of int8 numbers", {"num_params": drawn[0], "bytes_per_param": 1}),
        Case("a model of float32 numbers", {"num_params": drawn[1], "bytes_per_param": 4}),
        Case("GPT-3 in numbers of 4 bits, half a byte", {"num_params": 175_000_000_000, "bytes_per_param": 0.5}),
        Case("a model smaller than one GiB", {"num_params": 60_000, "bytes_per_param": 4}),
        Case("no parameters at all", {"num_params": 0, "bytes_per_param": 2}),
    ]


def flops_cases(seed: int) -> list[Case]:
    """Counts as Python whole numbers: one parameter and one token, then sizes up to the largest models."""
    random = np.random.default_rng(seed)
    drawn = [(int(10 ** random.uniform(3, 12)), int(10 ** random.uniform(3, 13))) for _ in range(3)]
    named = [("one parameter and one token", 1, 1), ("no tokens", 10**6, 0)]
    return [
        Case("the example of the task", {"num_params": 100, "num_tokens": 1000}, public=True),
        *(Case(name, {"num_params": n, "num_tokens": d}) for name, n, d in named),
        *(Case(f"model {i} of {len(drawn)}", {"num_params": n, "num_tokens": d}) for i, (n, d) in enumerate(drawn, 1)),
    ]


def growth_cases(seed: int) -> list[Case]:
    """Exact and noisy growth, decay, uneven years, tiny sizes, and the fewest points that make a line."""
    random = np.random.default_rng(seed)
    uneven = np.array([0.0, 0.5, 3.0, 3.5, 9.0, 14.0])
    noisy = np.concatenate([[0.0], np.sort(random.uniform(0.5, 20, 7))])
    growing = lambda years, factor: 6e4 * factor**years * 10 ** random.normal(0, 0.3, years.size)
    return [
        _growth("the example of the task", [0.0, 1.0, 2.0, 3.0], [1e6, 1e7, 1e6, 1e9], public=True),
        _growth("two models", [0.0, 4.0], [1e6, 3e8]),
        _growth("models at uneven years", uneven, growing(uneven, random.uniform(1.5, 3.0))),
        _growth("eight noisy models", noisy, growing(noisy, random.uniform(1.3, 2.5))),
        _growth("models that shrink", uneven, growing(uneven, random.uniform(0.5, 0.8))),
        _growth("models of a handful of parameters", [0.0, 10.0, 20.0], [1.0, 2.0, 4.0]),
        _growth("a first model larger than the next two", [0.0, 1.0, 2.0, 10.0], [3e6, 1e6, 1e6, 4e6]),
        _growth("models that all have one size", [0.0, 1.0, 5.0], [1e6, 1e6, 1e6]),
    ]


def _growth(name: str, years: object, parameters: object, public: bool = False) -> Case:
    return Case(name, {"years": np.array(years, float), "parameters": np.array(parameters, float)}, public=public)


EXERCISES = (
    Exercise(
        id="0.1",
        names=("memory_gibibytes",),
        title="How much memory does a model take?",
        points=1,
        minutes=5,
        difficulty=1,
        inputs=memory_cases,
        observe=call_and_mark_xor,
        forbidden=("course_lib.scale.weight_bytes",),
    ),
    Exercise(
        id="0.2",
        names=("training_flops",),
        title="Repair a wrong answer",
        points=1,
        minutes=5,
        difficulty=1,
        inputs=flops_cases,
        forbidden=("course_lib.scale.training_flops",),
        ships_wrong=True,
    ),
    Exercise(
        id="0.3",
        names=("growth_factor_per_year",),
        title="How fast do models grow?",
        points=2,
        minutes=10,
        difficulty=2,
        inputs=growth_cases,
        observe=call_and_mark_xor,
        forbidden=("course_lib.scale.log10_trend",),
    ),
)
