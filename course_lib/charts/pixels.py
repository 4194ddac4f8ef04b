"""Pictures made of pixels: shrinking them for the page, and drawing grids of numbers."""

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle
from matplotlib.text import Text

from course_lib.plotting import PIXELS_PER_INCH, figure

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


def draw_pixels(ax: Axes, image: np.ndarray, title: str = "", signed: bool = False, levels: int = 64) -> None:
    """Draw a picture without axes in `levels` greys: 0 black and 1 white, or where signed 0 mid-grey, ±1 the ends.

    Shapes: image (height, width).
    """
    low = -1 if signed else 0
    share = (np.clip(np.asarray(image), low, 1) - low) / (1 - low)
    steps = levels - 1 if not signed else 2 * (levels // 2)  # where signed an even number, so that 0 stays 0
    greys = low + (1 - low) * np.rint(steps * share) / steps
    ax.imshow(greys, cmap="gray", vmin=low, vmax=1, interpolation="nearest")
    ax.set_axis_off()
    ax.set_title(title)


def empty_figure(width: int, height: int) -> Figure:
    """Begin a figure without axes, for `add_picture`.

    Units: dots of the file, of which 200 make an inch.
    """
    inch = 2 * PIXELS_PER_INCH
    fig, ax = figure(width=width / inch, height=height / inch, layout="none")
    ax.remove()
    return fig


def add_picture(fig: Figure, left: int, top: int, rows: int, columns: int, scale: int = 1) -> Axes:
    """Add axes for a picture in which every pixel covers exactly scale × scale dots of the file: sharp, and small.

    Units: left and top in dots of the file, from its upper left corner.
    """
    width, height = fig.get_size_inches() * 2 * PIXELS_PER_INCH
    wide, high = columns * scale, rows * scale
    return fig.add_axes((left / width, 1 - (top + high) / height, wide / width, high / height))


def _grey(values: np.ndarray, shade: bool, signed: bool) -> np.ndarray:
    """Give each number its grey: from the smallest, dark, to the largest, light; where signed 0 is mid-grey."""
    if signed:
        return 0.5 + values / (2 * np.abs(values).max() or 1.0)
    return 0.35 + 0.65 * (values - values.min()) / (np.ptp(values) or 1.0) if shade else np.ones_like(values)


def draw_numbers(
    ax: Axes, values: np.ndarray, title: str = "", shade: bool = True, origin: int = 0, signed: bool = False
) -> list[Text]:
    """Draw an array as a grid of cells with its numbers in them -> the texts, row by row.

    Shapes: values (rows, columns). Shading runs from the smallest number, dark, to the largest, light, or where
    signed around 0, mid-grey. `origin` is the row and column at which the first cell stands.
    """
    values = np.asarray(values, float)
    grey = _grey(values, shade, signed)
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
