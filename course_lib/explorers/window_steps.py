"""Explorer of one window: it steps over a small grid, and the arithmetic of each output is written out."""

from typing import NamedTuple

import ipywidgets as ipw
import numpy as np
from matplotlib.figure import Figure

from course_lib.charts.pixels import draw_numbers, outline
from course_lib.convolution import output_size
from course_lib.plotting import figure
from course_lib.widgets import Explorer, Frame

GRID = np.array([
    [0, 0, 0, 0, 0, 0],
    [0, 9, 9, 9, 0, 0],
    [0, 9, 5, 9, 0, 0],
    [0, 9, 5, 9, 0, 0],
    [0, 9, 9, 9, 0, 2],
    [0, 0, 0, 0, 1, 3],
])  # fmt: skip
KERNEL = np.array([[-1, 0, 1], [-2, 0, 2], [-1, 0, 1]])
MOST_PADDING, MOST_OUTPUTS = 2, 8


class Window(NamedTuple):
    """One place of the kernel: its row and column in the output, and in the padded grid its rows, columns, values."""

    place: tuple[int, int]
    rows: np.ndarray
    columns: np.ndarray
    values: np.ndarray


def padded(padding: int) -> np.ndarray:
    """Return the grid with `padding` zeros on each side.

    Shapes: -> (6 + 2 padding, 6 + 2 padding).
    """
    return np.pad(GRID, padding)


def places(stride: int, padding: int, dilation: int) -> int:
    """Count the outputs along one side."""
    return output_size(len(GRID), len(KERNEL), stride, padding, dilation)


def window_at(step: int, stride: int, padding: int, dilation: int) -> Window:
    """Return what the kernel covers at output number `step`, counted row by row.

    Shapes: rows and columns (3,), values (3, 3).
    """
    row, column = divmod(step, places(stride, padding, dilation))
    reach = dilation * np.arange(len(KERNEL))
    rows, columns = row * stride + reach, column * stride + reach
    return Window((row, column), rows, columns, padded(padding)[np.ix_(rows, columns)])


def arithmetic(window: Window) -> str:
    """Write out the sum of products, weight · pixel, leaving out the weights that are 0."""
    terms = [(weight, pixel) for weight, pixel in zip(KERNEL.flat, window.values.flat, strict=True) if weight]
    first, *others = (f"{'−' if weight < 0 else '+'} {abs(weight)}·{pixel}" for weight, pixel in terms)
    total = f"{(KERNEL * window.values).sum()}".replace("-", "−")
    return f"{' '.join([first.removeprefix('+ ').replace('− ', '−'), *others])} = {total}"


def describe(step: int, stride: int, padding: int, dilation: int) -> str:
    """Say in words which output this is, how it is computed, and how many there are."""
    side, window = places(stride, padding, dilation), window_at(step, stride, padding, dilation)
    row, column = window.place
    formula = f"⌊({len(GRID)} + 2·{padding} − {dilation}·2 − 1) / {stride}⌋ + 1 = {side} a side"
    return f"Output ({row}, {column}), number {step + 1} of {side * side}: {arithmetic(window)}. Size: {formula}."


def all_outputs(stride: int, padding: int, dilation: int) -> np.ndarray:
    """Compute every output of the grid.

    Shapes: -> (places, places).
    """
    side = places(stride, padding, dilation)
    windows = (window_at(step, stride, padding, dilation) for step in range(side * side))
    return np.array([(KERNEL * window.values).sum() for window in windows]).reshape(side, side)


class _Canvas:
    """The figure: padded grid and all outputs; the window, its weights and the cover of outputs to come move."""

    def __init__(self) -> None:
        self.fig, (self.left, self.right) = figure(columns=2, width=8.6, height=3.9, layout="none")
        self.fig.set_dpi(120)
        self.fig.subplots_adjust(left=0.01, right=0.99, bottom=0.02, top=0.92, wspace=0.05)
        small = {"fontsize": 7, "color": "#A03F00", "ha": "right", "va": "bottom", "zorder": 4, "fontweight": "bold"}
        self.frames = [outline(self.left, 0, 0, 1, 1, zorder=3, linewidth=1.8) for _ in KERNEL.flat]
        self.weights = [self.left.text(0, 0, f"×{weight}".replace("-", "−"), **small) for weight in KERNEL.flat]
        hidden = {"fill": True, "facecolor": "#EDEDED", "linewidth": 0}
        self.covers = [outline(self.right, 0, 0, 1, 1, zorder=3.5, **hidden) for _ in range(2)]
        self.here = outline(self.right, 0, 0, 1, 1, zorder=4)
        self.staged: list = []

    @property
    def moving(self) -> list:
        return [*self.frames, *self.weights, *self.covers, self.here]

    def stage(self, stride: int, padding: int, dilation: int) -> None:
        """Draw the padded grid, its own pixels always in one place, and all outputs."""
        for artist in self.staged:
            artist.remove()
        kept = {*self.left.get_children(), *self.right.get_children()}
        draw_numbers(self.left, padded(padding), shade=False, origin=-padding)
        self.left.images[-1].set_data(np.pad(np.ones(GRID.shape), padding, constant_values=0.85))
        draw_numbers(self.right, all_outputs(stride, padding, dilation), shade=False)
        self.staged = [a for ax in (self.left, self.right) for a in ax.get_children() if a not in kept]
        self.left.set_title("grid, padding shaded; window with its weights")
        self.right.set_title("output so far")
        edge = len(GRID) + MOST_PADDING
        self.left.set(xlim=(-MOST_PADDING - 0.6, edge - 0.4), ylim=(edge - 0.4, -MOST_PADDING - 0.6))
        self.right.set(xlim=(-0.6, MOST_OUTPUTS - 0.4), ylim=(MOST_OUTPUTS - 0.4, -0.6))

    def move(self, step: int, stride: int, padding: int, dilation: int) -> None:
        window, side = window_at(step, stride, padding, dilation), places(stride, padding, dilation)
        corners = [(row - padding, column - padding) for row in window.rows for column in window.columns]
        for frame, weight, (row, column) in zip(self.frames, self.weights, corners, strict=True):
            frame.set_xy((column - 0.5, row - 0.5))
            weight.set_position((column + 0.47, row + 0.47))
        row, column = window.place
        self.here.set_xy((column - 0.5, row - 0.5))
        for cover, (top, left, rows) in zip(
            self.covers, ((row, column + 1, 1), (row + 1, 0, side - row - 1)), strict=True
        ):
            cover.set_bounds(left - 0.5, top - 0.5, side - left + 0.02, rows + 0.02)
            cover.set_visible(left < side and top < side)


def _frame(canvas: _Canvas, staged: bool, step: int, stride: int, padding: int, dilation: int) -> Frame:
    if not staged:
        canvas.stage(stride, padding, dilation)
    canvas.move(step, stride, padding, dilation)
    words = describe(step, stride, padding, dilation)
    return Frame(
        f"A grid of numbers with a 3 × 3 window on it, and the outputs so far. {words}",
        words,
        (stride, padding, dilation),
    )


def _slider(name: str, value: int, low: int, high: int) -> ipw.IntSlider:
    roomy = ipw.Layout(width="22em", flex="0 0 auto", max_width="100%")
    return ipw.IntSlider(
        value, min=low, max=high, description=name, layout=roomy, style={"description_width": "6em"}
    )  # fmt: skip


def explore_window(step: int = 0, stride: int = 1, padding: int = 0, dilation: int = 1) -> Explorer:
    """Build the explorer: step the window, change stride, padding and dilation, read the arithmetic."""
    canvas = _Canvas()
    controls = {
        "step": _slider("step", step, 0, places(stride, padding, dilation) ** 2 - 1),
        "stride": _slider("stride", stride, 1, 3),
        "padding": _slider("padding", padding, 0, MOST_PADDING),
        "dilation": _slider("dilation", dilation, 1, 2),
    }

    def update(step: int, stride: int, padding: int, dilation: int) -> Frame:
        seen = (stride, padding, dilation) in kept
        kept.add((stride, padding, dilation))
        return _frame(canvas, seen, step, stride, padding, dilation)

    kept: set[tuple[int, int, int]] = set()
    explorer = Explorer(canvas.fig, canvas.moving, controls, update)

    def begin_anew(_: dict) -> None:
        with explorer.together():  # other windows: back to the first of them
            last = places(*(controls[name].value for name in ("stride", "padding", "dilation"))) ** 2 - 1
            controls["step"].value, controls["step"].max = 0, last

    for name in ("stride", "padding", "dilation"):
        controls[name].unobserve(explorer.refresh, "value")
        controls[name].observe(begin_anew, "value")
    return explorer


def window_figure(step: int = 0, stride: int = 1, padding: int = 0, dilation: int = 1) -> tuple[Figure, str]:
    """Draw what the explorer shows for one setting -> (figure, its words)."""
    canvas = _Canvas()
    frame = _frame(canvas, False, step, stride, padding, dilation)
    return canvas.fig, frame.text
