"""PyTorch at its best: channels-last images and the fused Adam. For sequences only the Adam differs."""

from collections.abc import Callable

import numpy as np

from peers import torch_eager

PACKAGES = torch_eager.PACKAGES


def build(model: str, x: np.ndarray, y: np.ndarray) -> Callable[[int], float]:
    """Make the function that trains some epochs and gives the last one's loss."""
    return torch_eager.build(model, x, y, best=True)
