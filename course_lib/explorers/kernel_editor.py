"""Explorer of a 3 × 3 kernel: edit nine weights, or choose a preset, and see what they make of a photograph."""

from functools import cache

import ipywidgets as ipw
import jax
import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from course_lib.charts.pixels import add_picture, draw_pixels, empty_figure, shrink
from course_lib.convolution import correlate2d
from course_lib.widgets import Explorer, Frame

PRESETS = {
    "identity": ((0, 0, 0), (0, 1, 0), (0, 0, 0)),
    "blur": ((0.11, 0.11, 0.11), (0.11, 0.12, 0.11), (0.11, 0.11, 0.11)),
    "sharpen": ((0, -1, 0), (-1, 5, -1), (0, -1, 0)),
    "Sobel: vertical edges": ((-1, 0, 1), (-2, 0, 2), (-1, 0, 1)),
    "Sobel: horizontal edges": ((-1, -2, -1), (0, 0, 0), (1, 2, 1)),
    "emboss": ((-2, -1, 0), (-1, 1, 1), (0, 1, 2)),
}
OWN = "own weights"
FACTOR = 3  # the photograph is shown, and filtered, at a third of its size: 142 × 213 pixels
SCALE = 2  # dots of the explorer's picture for each of them


@cache
def _photograph() -> np.ndarray:
    from course_lib.images import load_photograph, to_grey

    return shrink(np.asarray(to_grey(load_photograph())), FACTOR).astype(np.float32)


@cache
def _filter():
    return jax.jit(correlate2d)  # compiled once: a move must be quick


def _filtered(kernel: np.ndarray) -> np.ndarray:
    return np.asarray(_filter()(_photograph(), kernel))


def _signed(kernel: np.ndarray) -> bool:
    """Tell whether even areas become 0, so that outputs lie on both sides of it."""
    return abs(kernel.sum()) < 1e-6


def describe(kernel: np.ndarray, output: np.ndarray) -> str:
    """Say what the weights add up to, what that makes of an even area, and how the output varies.

    Shapes: kernel (3, 3), output (height, width).
    """
    total = float(kernel.sum())
    if _signed(kernel):
        even = (
            "The weights add up to 0: an even area becomes 0, drawn mid-grey; edges become lighter or darker than it."
        )
    else:
        times = f"{total:.2f}".replace("-", "−")
        even = f"The weights add up to {times}: an even area gets {times} times its brightness."
    spread = float(output.std() / _photograph().std())
    low, high = (f"{value:.2f}".replace("-", "−") for value in (output.min(), output.max()))
    return f"{even} Output from {low} to {high}, {spread:.2f} times as varied as the photograph."


def _picture(kernel: np.ndarray, output: np.ndarray) -> np.ndarray:
    """Give the output as it is drawn: where even areas become 0, that is mid-grey."""
    return 0.5 + output / 2 if _signed(kernel) else output


def _dots(picture: np.ndarray) -> np.ndarray:
    """Turn greys from 0 to 1 into dots ready to be copied, in 52 levels, since a move must be quick.

    Shapes: picture (height, width) -> (SCALE · height, SCALE · width, 4) uint8.
    """
    grey = 5 * np.rint(51 * np.clip(picture, 0, 1)).astype(np.uint8)
    dots = np.full((*grey.shape, 4), 255, np.uint8)
    dots[..., :3] = grey[..., None]
    return dots.repeat(SCALE, axis=0).repeat(SCALE, axis=1)


def _two_panels(title: str) -> tuple[Figure, Axes]:
    """Draw the photograph, without its rim, and beside it room for a picture of the same size."""
    photograph, top = _photograph()[1:-1, 1:-1], 60
    high, wide = photograph.shape
    fig = empty_figure(1720, top + 2 * SCALE * high)
    draw_pixels(add_picture(fig, 0, top, high, wide, 2 * SCALE), photograph, "photograph, reduced to a third")
    right = add_picture(fig, 1720 - 2 * SCALE * wide, top, high, wide, 2 * SCALE)
    right.set_axis_off()
    right.set_title(title)
    return fig, right


class _Canvas:
    """The figure: the photograph, drawn once, and beside it what the kernel makes of it."""

    def __init__(self) -> None:
        self.fig, right = _two_panels("what the nine weights make of it")
        left, bottom = np.rint(right.get_window_extent().p0).astype(int)
        self.output = self.fig.figimage(_dots(_photograph()[1:-1, 1:-1]), left, bottom, origin="upper")

    def move(self, kernel: np.ndarray) -> Frame:
        output = _filtered(kernel)
        self.output.set_data(_dots(_picture(kernel, output)))
        words = describe(kernel, output)
        return Frame(f"Left a grey photograph of a pagoda, right the same under a 3 × 3 kernel. {words}", words)


def _cell(row: int, column: int, value: float) -> ipw.FloatText:
    name = f"w{'₁₂₃'[row]}{'₁₂₃'[column]}"
    return ipw.FloatText(
        value, step=0.5, description=name, tooltip=f"weight in row {row + 1}, column {column + 1}",
        continuous_update=True, style={"description_width": "2.2em"}, layout=ipw.Layout(width="8em"),
    )  # fmt: skip


def _matching(kernel: np.ndarray) -> str:
    """Return the preset with exactly these weights, or the name for weights of one's own."""
    return next((name for name, preset in PRESETS.items() if np.array_equal(preset, kernel)), OWN)


def explore_kernel(preset: str = "Sobel: vertical edges") -> Explorer:
    """Build the explorer: a list of presets and nine weights to edit, above the photograph and the output."""
    canvas = _Canvas()
    cells = {f"w{i}{j}": _cell(i, j, PRESETS[preset][i][j]) for i in range(3) for j in range(3)}
    choice = ipw.Dropdown(options=[*PRESETS, OWN], value=preset, description="preset", layout=ipw.Layout(width="20em"))

    def update(preset: str, **weights: float) -> Frame:
        return canvas.move(np.array(list(weights.values()), np.float32).reshape(3, 3))

    explorer = Explorer(canvas.fig, [canvas.output], {"preset": choice, **cells}, update)

    def fill(change: dict) -> None:
        if change["new"] in PRESETS:
            with explorer.together():
                for cell, weight in zip(cells.values(), np.ravel(PRESETS[change["new"]]), strict=True):
                    cell.value = float(weight)

    def rename(_: dict) -> None:
        if not explorer.paused:
            choice.value = _matching(np.reshape([cell.value for cell in cells.values()], (3, 3)))

    choice.unobserve(explorer.refresh, "value")  # one redraw, with all nine weights
    choice.observe(fill, "value")
    for cell in cells.values():
        cell.observe(rename, "value")
    grid = ipw.GridBox(list(cells.values()), layout=ipw.Layout(grid_template_columns="repeat(3, 8.4em)"))
    explorer.children = (ipw.HBox([choice, grid], layout=ipw.Layout(flex_flow="row wrap")), explorer.picture)
    return explorer


def kernel_figure(preset: str = "Sobel: vertical edges") -> tuple[Figure, str]:
    """Draw what the explorer shows for one preset, as a still -> (figure, its words)."""
    kernel = np.array(PRESETS[preset], np.float32)
    output = _filtered(kernel)
    fig, right = _two_panels(f"under “{preset}”")
    draw_pixels(right, _picture(kernel, output), right.get_title(loc="left"))
    return fig, describe(kernel, output)
