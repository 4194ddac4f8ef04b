"""Explorer of one window: it steps over a small grid, and the arithmetic of each output is written out."""

from functools import partial
from typing import NamedTuple

import ipywidgets as ipw
import numpy as np
from matplotlib.figure import Figure

from course_lib.charts.pixels import add_picture, draw_numbers, empty_figure, outline
from course_lib.convolution import output_size
from course_lib.widgets import Explorer, Frame, roomy

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
    """The figure. The padded grid is drawn once for each padding; the window, its weights and the outputs so far move.

    `room` is the number of cells across and down, of the grid and of the outputs.
    """

    def __init__(self, room: tuple[int, int] = (len(GRID) + 2 * MOST_PADDING, MOST_OUTPUTS)) -> None:
        cell, top, gap = 80, 84, 60  # dots of the file
        self.fig = empty_figure(cell * sum(room) + gap, cell * room[0] + top)
        self.fig.set_dpi(120)
        self.left = add_picture(self.fig, 0, top, room[0], room[0], cell)
        self.right = add_picture(self.fig, cell * room[0] + gap, top, room[1], room[1], cell)
        self.right.set(xlim=(-0.55, room[1] - 0.45), ylim=(room[1] - 0.45, -0.55))
        self.right.set_axis_off()
        self.right.set_title("output so far")
        self.margin = (room[0] - len(GRID)) / 2
        small = {"fontsize": 7, "color": "#A03F00", "ha": "right", "va": "bottom", "zorder": 4, "fontweight": "bold"}
        self.frames = [outline(self.left, 0, 0, 1, 1, zorder=3, linewidth=1.8) for _ in KERNEL.flat]
        self.weights = [self.left.text(0, 0, f"×{weight}".replace("-", "−"), **small) for weight in KERNEL.flat]
        self.ground = outline(self.right, 0, 0, 1, 1, fill=True, facecolor="#EDEDED", linewidth=0)
        thin = {"fill": True, "facecolor": "white", "edgecolor": "#888888", "linewidth": 0.6}
        self.boxes = [outline(self.right, *divmod(i, room[1]), 1, 1, **thin) for i in range(room[1] ** 2)]
        self.numbers = [
            self.right.text(i % room[1], i // room[1], "", ha="center", va="center", fontsize=9)
            for i in range(room[1] ** 2)
        ]
        self.here = outline(self.right, 0, 0, 1, 1, zorder=4)
        self.room, self.staged = room, []

    @property
    def moving(self) -> list:
        return [*self.frames, *self.weights, self.ground, *self.boxes, *self.numbers, self.here]

    def stage(self, padding: int) -> None:
        """Draw the padded grid, its own pixels always in one place."""
        for artist in self.staged:
            artist.remove()
        kept = set(self.left.get_children())
        draw_numbers(
            self.left, padded(padding), "grid, padding shaded;\nwindow with its weights", shade=False, origin=-padding
        )
        self.left.images[-1].set_data(np.pad(np.ones(GRID.shape), padding, constant_values=0.85))
        self.staged = [artist for artist in self.left.get_children() if artist not in kept]
        low, high = -self.margin - 0.55, len(GRID) + self.margin - 0.45
        self.left.set(xlim=(low, high), ylim=(high, low))

    def move(self, step: int, stride: int, padding: int, dilation: int) -> None:
        window, side = window_at(step, stride, padding, dilation), places(stride, padding, dilation)
        corners = [(row - padding, column - padding) for row in window.rows for column in window.columns]
        for frame, weight, (row, column) in zip(self.frames, self.weights, corners, strict=True):
            frame.set_xy((column - 0.5, row - 0.5))
            weight.set_position((column + 0.47, row + 0.47))
        row, column = window.place
        self.here.set_xy((column - 0.5, row - 0.5))
        self.ground.set_bounds(-0.5, -0.5, side, side)
        outputs = np.full((self.room[1], self.room[1]), np.nan)
        outputs[:side, :side] = all_outputs(stride, padding, dilation)
        outputs[row, column + 1 :] = outputs[row + 1 :] = np.nan
        for box, number, output in zip(self.boxes, self.numbers, outputs.flat, strict=True):
            known = not np.isnan(output)
            box.set_visible(known)
            number.set_visible(known)
            number.set_text(f"{output:.0f}".replace("-", "−") if known else "")


def _frame(canvas: _Canvas, **setting: int) -> Frame:
    canvas.move(**setting)
    words = describe(**setting)
    return Frame(
        f"A grid of numbers with a 3 × 3 window on it, and the outputs so far. {words}", words, setting["padding"]
    )


def _slider(name: str, value: int, low: int, high: int) -> ipw.IntSlider:
    return ipw.IntSlider(value, min=low, max=high, description=name, **roomy(22, words=6))


def explore_window(step: int = 0, stride: int = 1, padding: int = 0, dilation: int = 1) -> Explorer:
    """Build the explorer: step the window, change stride, padding and dilation, read the arithmetic."""
    canvas = _Canvas()
    canvas.stage(padding)
    controls = {
        "step": _slider("step", step, 0, places(stride, padding, dilation) ** 2 - 1),
        "stride": _slider("stride", stride, 1, 3),
        "padding": _slider("padding", padding, 0, MOST_PADDING),
        "dilation": _slider("dilation", dilation, 1, 2),
    }

    explorer = Explorer(canvas.fig, canvas.moving, controls, partial(_frame, canvas))
    for other in range(MOST_PADDING + 1):  # ahead, so that no move has to draw a grid
        canvas.stage(other)
        explorer.keep_backdrop(other)

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
    canvas = _Canvas((len(GRID) + 2 * padding, places(stride, padding, dilation)))
    canvas.stage(padding)
    return canvas.fig, _frame(canvas, step=step, stride=stride, padding=padding, dilation=dilation).text
