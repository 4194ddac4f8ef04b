"""Pictures made of pixels: shrinking them for the page, and drawing grids of numbers."""

import numpy as np
from matplotlib.axes import Axes
from matplotlib.patches import Rectangle
from matplotlib.text import Text

DARK_BELOW = 0.45  # cells darker than this carry white numbers


def shrink(image: np.ndarray, factor: int) -> np.ndarray:
    """Replace each factor × factor block of pixels by its mean; rows and columns that fill no block are dropped.

    Shapes: image (height, width) -> (height // factor, width // factor).
    Raises: ValueError if image has not two axes, or factor is not between 1 and its smaller side.
    """
    image = np.asarray(image)
    if image.ndim != 2:
        raise ValueError(f"image: shape (height, width) expected, got {image.shape}")
    if not 1 <= factor <= min(image.shape):
        raise ValueError(f"factor: 1 to {min(image.shape)} expected, got {factor}")
    rows, columns = (n // factor for n in image.shape)
    blocks = image[: rows * factor, : columns * factor].reshape(rows, factor, columns, factor)
    return blocks.mean(axis=(1, 3))


def draw_pixels(ax: Axes, image: np.ndarray, title: str = "", signed: bool = False) -> None:
    """Draw a grey picture without axes: 0 black and 1 white, or where signed 0 mid-grey and ±1 black and white.

    Shapes: image (height, width).
    """
    low = -1 if signed else 0
    ax.imshow(np.asarray(image), cmap="gray", vmin=low, vmax=1, interpolation="nearest")
    ax.set_axis_off()
    ax.set_title(title)


def draw_numbers(ax: Axes, values: np.ndarray, title: str = "", shade: bool = True, origin: int = 0) -> list[Text]:
    """Draw an array as a grid of cells with its numbers in them -> the texts, row by row.

    Shapes: values (rows, columns). Shading runs from the smallest number, dark, to the largest, light.
    `origin` is the row and column at which the first cell stands.
    """
    values = np.asarray(values, float)
    spread = np.ptp(values) or 1.0
    grey = 0.35 + 0.65 * (values - values.min()) / spread if shade else np.ones_like(values)
    rows, columns = values.shape
    top, bottom, right = origin - 0.5, origin + rows - 0.5, origin + columns - 0.5
    ax.imshow(grey, cmap="gray", vmin=0, vmax=1, interpolation="nearest", extent=(top, right, bottom, top))
    ax.hlines(top + np.arange(rows + 1), top, right, color="#888888", linewidth=0.6)
    ax.vlines(top + np.arange(columns + 1), top, bottom, color="#888888", linewidth=0.6)
    ax.set_axis_off()
    ax.set_title(title)
    return [
        ax.text(origin + j, origin + i, f"{values[i, j]:.5g}".replace("-", "−"), ha="center", va="center", fontsize=9,
                color="white" if grey[i, j] < DARK_BELOW else "black")
        for i in range(rows) for j in range(columns)
    ]  # fmt: skip


def outline(ax: Axes, row: float, column: float, height: float, width: float, **changes) -> Rectangle:
    """Draw a frame around the cells that begin at (row, column)."""
    look = {"fill": False, "edgecolor": "#D55E00", "linewidth": 2.5, **changes}
    return ax.add_patch(Rectangle((column - 0.5, row - 0.5), width, height, **look))
