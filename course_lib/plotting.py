"""The look of the course's figures, and `show`, which displays one together with a text for those who cannot see it.

Colours are those of Okabe and Ito, told apart by colour-blind readers too; each comes with its own
line style and marker, so that no figure relies on colour alone.
"""

import io
import sys
from collections.abc import Callable
from typing import Any, NamedTuple

import matplotlib
import numpy as np
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.collections import LineCollection
from matplotlib.figure import Figure
from matplotlib.patheffects import withStroke

PIXELS_PER_INCH = 100  # on the page; the file has twice as many, for sharp text on fine screens
MAX_BYTES = 50_000

BLACK, GREY = "#000000", "#666666"
HALO = {"path_effects": [withStroke(linewidth=3, foreground="white")]}  # for words that lie on lines
SERIES = (
    {"color": "#0072B2", "linestyle": "-", "marker": "o"},  # blue
    {"color": "#D55E00", "linestyle": "--", "marker": "s"},  # vermilion
    {"color": "#009E73", "linestyle": "-.", "marker": "^"},  # green
    {"color": "#CC79A7", "linestyle": ":", "marker": "D"},  # purple
    {"color": "#E69F00", "linestyle": (0, (6, 1, 1, 1, 1, 1)), "marker": "v"},  # orange
    {"color": "#56B4E9", "linestyle": (0, (8, 2)), "marker": "P"},  # sky blue
)
STYLE = {
    "font.size": 9.5,
    "axes.titlesize": 10.5,
    "axes.titlelocation": "left",
    "axes.titleweight": "bold",
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.edgecolor": GREY,
    "axes.labelcolor": "#222222",
    "axes.grid": True,
    "axes.axisbelow": True,
    "grid.color": "#E4E4E4",
    "grid.linewidth": 0.7,
    "lines.linewidth": 1.8,
    "lines.markersize": 5,
    "legend.frameon": False,
    "figure.facecolor": "white",
}


class Window(NamedTuple):
    """The part of a two-parameter plane that a figure shows."""

    xlim: tuple[float, float]
    ylim: tuple[float, float]


def series(index: int, **changes: Any) -> dict[str, Any]:
    """Give colour, line style and marker of series number `index`, with changes for matplotlib's `plot`.

    Raises: ValueError if there are fewer series than that.
    """
    if not 0 <= index < len(SERIES):
        raise ValueError(f"index: 0 to {len(SERIES) - 1} expected, got {index}; use fewer series in one figure")
    return {**SERIES[index], **changes}


def figure(
    columns: int = 1,
    width: float | None = None,
    height: float = 3.2,
    layout: str = "constrained",
    **subplots: Any,
) -> tuple[Figure, Any]:
    """Begin a figure in the course's style: one axes, or an array of `columns` of them.

    Units: width and height in inches of 100 pixels on the page; 5.6 wide, or 4.2 a column.
    """
    matplotlib.rcParams.update(STYLE)
    fig = Figure(figsize=(width or (5.6 if columns == 1 else 4.2 * columns), height), layout=layout)
    FigureCanvasAgg(fig)
    return fig, fig.subplots(1, columns, **subplots)


def png_bytes(fig: Figure) -> bytes:
    """Draw a figure as a small PNG whose bytes depend on nothing but the picture (no date, no version).

    Raises: ValueError if it is larger than 50 kB even in 16 colours, with what to do.
    """
    from PIL import Image

    raw = io.BytesIO()
    fig.savefig(raw, format="png", dpi=2 * PIXELS_PER_INCH, facecolor="white")
    image = Image.open(raw).convert("RGB")
    for colors in (64, 32, 16):
        small = io.BytesIO()
        # the method that keeps rare colours: a single red ring among grey lines must stay red
        palette = image.quantize(colors, method=Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE)
        palette.save(small, format="png", optimize=True)
        if small.tell() <= MAX_BYTES:
            return small.getvalue()
    raise ValueError(f"fig: at most {MAX_BYTES} bytes expected, got {small.tell()}; draw fewer points or colours")


def show(fig: Figure, *, alt: str) -> None:
    """Display a figure below the cell with `alt`, one sentence on what is seen, and close it.

    Raises: ValueError if alt is empty, or the picture larger than 50 kB.
    """
    from IPython import display

    if not alt.strip():
        raise ValueError("alt: one sentence on what the figure shows expected, got nothing")
    width, height = (round(PIXELS_PER_INCH * inches) for inches in fig.get_size_inches())
    display.display(display.Image(png_bytes(fig), alt=alt.strip(), width=width, height=height))
    if "matplotlib.pyplot" in sys.modules:
        sys.modules["matplotlib.pyplot"].close(fig)


def grid_values(f: Callable, window: Window, points: int = 121) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Evaluate a loss of two parameters on a grid.

    Shapes: f maps (2,) to a scalar -> x (points,), y (points,), values (points, points), rows along y.
    """
    import jax

    x, y = np.linspace(*window.xlim, points), np.linspace(*window.ylim, points)
    theta = np.stack(np.meshgrid(x, y), axis=-1).astype(np.float32)
    return x, y, np.asarray(jax.vmap(jax.vmap(f))(theta))


def contours(ax: Axes, f: Callable, xlim: tuple[float, float], ylim: tuple[float, float], levels: int = 12) -> Any:
    """Draw lines of equal loss, closer in value near the lowest point, and frame the window.

    Shapes: f maps (2,) to a scalar.
    """
    x, y, values = grid_values(f, Window(xlim, ylim))
    low, high = values.min(), values.max()
    heights = low + (high - low) * np.linspace(0.02, 1, levels) ** 2.5
    drawn = ax.contour(x, y, values, heights, colors="#9AA5B1", linewidths=0.8, linestyles="solid")
    ax.set(xlim=xlim, ylim=ylim)
    ax.grid(False)
    return drawn


def draw_path(ax: Axes, path: np.ndarray, index: int = 0, label: str | None = None, **changes: Any) -> None:
    """Draw the points an optimiser visited, joined in order, with a ring at the start.

    Shapes: path (steps + 1, 2).
    """
    path = np.asarray(path)
    look = series(index, linewidth=1.3, markersize=3.5, **changes)
    ax.plot(path[:, 0], path[:, 1], label=label, **look)
    ax.plot(*path[0], "o", color=look["color"], markersize=9, markerfacecolor="none", markeredgewidth=1.5)


def label_point(ax: Axes, x: float, y: float, text: str, index: int | None = None, **changes: Any) -> None:
    """Write a label beside a point or the end of a line, in that series' colour."""
    color = BLACK if index is None else SERIES[index]["color"]
    look = {"xytext": (5, 0), "textcoords": "offset points", "va": "center", "fontsize": 9, "color": color, **changes}
    ax.annotate(text, (x, y), annotation_clip=False, **look)


def segments(ax: Axes, starts: np.ndarray, ends: np.ndarray, **changes: Any) -> LineCollection:
    """Draw many separate lines at once.

    Shapes: starts and ends (n, 2).
    """
    return ax.add_collection(LineCollection(np.stack([starts, ends], axis=1), **changes))
