"""Explorer of outliers: drag one point, and watch the lines of three losses follow it, or not."""

import ipywidgets as ipw
import numpy as np
from matplotlib.figure import Figure

from course_lib.explorers.outlier_fits import DELTA, NAMES, Line, fit_squared, fits, patients, words
from course_lib.explorers.outlier_pad import OutlierPad
from course_lib.plotting import GREY, figure, label_point, series

XLIM, YLIM = (16.0, 60.0), (0.0, 600.0)
START = (24.0, 560.0)
LEAST_GAP = 26.0  # between the names of two lines, in points of the score
DASHES = ("", "9 5", "2 5")
XLABEL, YLABEL = "body mass index, kg/m²", "disease progression after a year, points"


def visible_ends(line: Line) -> list[list[float]]:
    """Give the two points where a line enters and leaves the window; both the same where it never does."""
    x = np.array(XLIM)
    if line.slope != 0:
        crossings = np.sort((np.array(YLIM) - line.intercept) / line.slope)
        x = np.clip(x, *crossings)
    return [[float(at), float(np.clip(line.at(at), *YLIM))] for at in x]


def spread_labels(heights: list[float], gap: float = LEAST_GAP) -> list[float]:
    """Push names apart until each is `gap` from the next, in their order, and all are inside the window.

    Shapes: k heights -> k heights.
    """
    order = np.argsort(heights, kind="stable")
    placed = np.clip(np.array(heights, float), *YLIM)
    for before, after in zip(order, order[1:], strict=False):
        placed[after] = max(placed[after], placed[before] + gap)
    beyond = placed[order[-1]] - YLIM[1]
    if beyond > 0:
        placed[order[-1]] -= beyond
        for after, before in zip(order[:0:-1], order[-2::-1], strict=True):
            placed[before] = min(placed[before], placed[after] - gap)
    return [float(height) for height in placed]


def drawn_lines(lines: tuple[Line, Line, Line]) -> list[dict]:
    """Describe what is drawn: the line without the outlier, thin and grey, and the three fits with their names."""
    clean = {"name": "", "ends": visible_ends(fit_squared(*patients())), "color": GREY, "width": 1, "dash": ""}
    ends = [visible_ends(line) for line in lines]
    labels = spread_labels([end[1][1] for end in ends])
    looks = [series(i)["color"] for i in range(len(NAMES))]
    fitted = [
        {"name": name, "ends": end, "label": label, "color": color, "width": 2.5, "dash": dash}
        for name, end, label, color, dash in zip(NAMES, ends, labels, looks, DASHES, strict=True)
    ]
    return [clean, *fitted]


class OutlierExplorer(ipw.VBox):
    """Sliders for the outlier's place and for δ, above the pad on which it can be dragged."""

    def __init__(self) -> None:
        roomy = {"layout": ipw.Layout(width="28em", flex="0 0 auto", max_width="100%")}
        wide = {**roomy, "style": {"description_width": "10em"}}
        self.controls = {
            "x": ipw.FloatSlider(START[0], min=XLIM[0], max=XLIM[1], step=0.5, description="outlier, kg/m²", **wide),
            "y": ipw.FloatSlider(START[1], min=YLIM[0], max=YLIM[1], step=5, description="outlier, points", **wide),
            "delta": ipw.FloatSlider(DELTA, min=5, max=300, step=5, description="δ of Huber, points", **wide),
        }
        self.pad = OutlierPad(
            xlim=list(XLIM), ylim=list(YLIM), xlabel=XLABEL, ylabel=YLABEL,
            points=np.stack(patients(), axis=1).tolist(), outlier=list(START),
        )  # fmt: skip
        row = ipw.HBox(list(self.controls.values()), layout=ipw.Layout(flex_flow="row wrap"))
        self.following = False
        super().__init__([row, self.pad])
        self.pad.observe(self._dragged, "outlier")
        for control in self.controls.values():
            control.observe(self._slid, "value")
        self.refresh()

    def refresh(self) -> None:
        """Fit the three lines to where the outlier is now, and send them with their words."""
        outlier, delta = tuple(self.pad.outlier), self.controls["delta"].value
        lines = fits(outlier, delta)
        with self.pad.hold_sync():
            self.pad.lines, self.pad.text = drawn_lines(lines), words(outlier, lines, delta)

    def _dragged(self, change: dict) -> None:
        self.following = True  # the sliders follow the point here, not the point the sliders
        self.controls["x"].value, self.controls["y"].value = change["new"]
        self.following = False
        self.refresh()

    def _slid(self, change: dict) -> None:
        if self.following:
            return
        if change["owner"] is self.controls["delta"]:
            self.refresh()
        else:
            self.pad.outlier = [self.controls["x"].value, self.controls["y"].value]


def explore_outlier() -> OutlierExplorer:
    """Build the explorer: drag the outlier, or move it by arrow keys or sliders; read what the three lines do."""
    return OutlierExplorer()


def outlier_figure(outlier: tuple[float, float] = START, delta: float = DELTA) -> tuple[Figure, str]:
    """Draw what the explorer shows, for readers without a kernel -> (figure, its words)."""
    lines = fits(outlier, delta)
    fig, ax = figure(width=6.4, height=3.6)
    ax.plot(*patients(), "o", color="#9AA5B1", markersize=4)
    ax.plot(*outlier, "s", color="black", markersize=8)
    label_point(ax, *outlier, "outlier", xytext=(9, 0))
    described = drawn_lines(lines)
    ax.plot(*zip(*described[0]["ends"], strict=True), color=GREY, linewidth=0.8)
    label_point(ax, 41, 205, "thin: squared, without the outlier", xytext=(0, 0), color=GREY)
    for i, one in enumerate(described[1:]):
        ax.plot(*zip(*one["ends"], strict=True), **series(i, marker=""))
        label_point(ax, XLIM[1], one["label"], one["name"], i, fontweight="bold")
    ax.set(xlim=XLIM, ylim=YLIM, xlabel=XLABEL, ylabel=YLABEL)
    ax.set_title("One outlier turns the squared line most")
    return fig, words(outlier, lines, delta)
