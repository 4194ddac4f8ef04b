"""How large a model is: bytes of memory, arithmetic of training, growth over the years.

Derived in chapter 00. Plain Python numbers go in and out: 3.8e25 is no place for float32.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

BYTES_PER_PARAM = {"float32": 4, "bfloat16": 2, "float16": 2, "int8": 1}
GIBIBYTE = 2**30
GIGABYTE = 10**9


def weight_bytes(num_params: float, dtype: str = "float32") -> float:
    """The bytes that the parameters alone take when each is stored as `dtype`.

    Shapes: num_params scalar -> scalar.
    Units:  bytes; divide by GIBIBYTE (2**30) or GIGABYTE (10**9) to name them.
    Raises: ValueError if dtype is not one of BYTES_PER_PARAM, or num_params is negative.
    """
    if dtype not in BYTES_PER_PARAM:
        raise ValueError(f"dtype: one of {', '.join(BYTES_PER_PARAM)} is expected, received {dtype!r}")
    _check_not_negative("num_params", num_params)
    return num_params * BYTES_PER_PARAM[dtype]


def training_state_bytes(num_params: float) -> float:
    """The bytes that mixed-precision training with Adam keeps per model: 14 for every parameter.

    bfloat16 weights (2), float32 weights (4), Adam's two float32 moments (8). Gradients and activations come on top.

    Shapes: num_params scalar -> scalar.
    Units:  bytes.
    Raises: ValueError if num_params is negative.
    Source: BigScience, tr11-176B-ml README (a checkpoint "with fp32 optim states and bf16+fp32 weights").
    """
    _check_not_negative("num_params", num_params)
    return num_params * (2 + 4 + 8)


def training_flops(num_params: float, num_tokens: float) -> float:
    """The arithmetic operations that training costs: 6 · N · D.

    2 per parameter and token on the way forward (multiply, add), 4 on the way back: as much again for the gradient with
    respect to the weights, and once more for the gradient with respect to the inputs.

    Shapes: num_params, num_tokens scalars -> scalar.
    Units:  FLOPs (a count, not a rate).
    Raises: ValueError if an argument is negative.
    Pitfall: for a mixture of experts N is the number of parameters active for one token, not the number stored.
    Source: Brown et al. 2020, Language Models are Few-Shot Learners, appendix D.
    """
    _check_not_negative("num_params", num_params)
    _check_not_negative("num_tokens", num_tokens)
    return 6 * num_params * num_tokens


def relative_difference(estimate: float, stated: float) -> float:
    """By which fraction `estimate` lies above (+) or below (−) `stated`.

    Shapes: scalars -> scalar.
    Raises: ValueError if stated is 0.
    """
    if stated == 0:
        raise ValueError("stated: a number other than 0 is expected, received 0")
    return estimate / stated - 1


def log10_trend(years: Sequence[float], amounts: Sequence[float]) -> tuple[float, float]:
    """The least-squares line through (year, log10 amount): its slope per year and its value at year 0.

    Shapes: years, amounts (n,) -> two scalars.
    Raises: ValueError if the shapes differ, there are fewer than two points, all years are the same,
            or an amount is not positive.
    Source: ordinary least squares, derived in chapter 00 (exercise 0.3).
    """
    x, y = np.asarray(years, dtype=float), np.asarray(amounts, dtype=float)
    if x.shape != y.shape or x.ndim != 1 or x.size < 2:
        raise ValueError(f"years, amounts: one shape (n,) with n >= 2 is expected, received {x.shape} and {y.shape}")
    if np.ptp(x) == 0 or np.any(y <= 0):
        raise ValueError("years, amounts: at least two different years and only positive amounts are expected")
    centred, logs = x - x.mean(), np.log10(y)
    slope = float(centred @ logs / (centred @ centred))
    return slope, float(logs.mean() - slope * x.mean())


def _check_not_negative(name: str, value: float) -> None:
    if value < 0:
        raise ValueError(f"{name}: a count of 0 or more is expected, received {value}")
