"""Explorer of outliers: drag one point, and watch the lines of three losses follow it, or not."""

import ipywidgets as ipw
import numpy as np
from matplotlib.figure import Figure

from course_lib.explorers.outlier_fits import DELTA, NAMES, Line, clean_fits, fits, patients, turned_most, words
from course_lib.explorers.outlier_pad import OutlierPad
from course_lib.plotting import HALO, figure, label_point, series
from course_lib.widgets import roomy

XLIM, YLIM = (16.0, 60.0), (0.0, 600.0)
MARGIN = (1.0, 15.0)  # round the window, so that an outlier in its corner is seen whole
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


def drawn_lines(lines: tuple[Line, Line, Line], clean: tuple[Line, Line, Line]) -> list[dict]:
    """Describe what is drawn: the three lines without the outlier, thin, then the three fits with their names."""
    looks = [{"color": series(i)["color"], "dash": dash} for i, dash in enumerate(DASHES)]
    before = [
        {"name": "", "ends": visible_ends(line), "width": 1, **look} for line, look in zip(clean, looks, strict=True)
    ]
    ends = [visible_ends(line) for line in lines]
    labels = spread_labels([end[1][1] for end in ends])
    fitted = [
        {"name": name, "ends": end, "label": label, "width": 2.8, **look}
        for name, end, label, look in zip(NAMES, ends, labels, looks, strict=True)
    ]
    return [*before, *fitted]


class OutlierExplorer(ipw.VBox):
    """Sliders for the outlier's place and for δ, above the pad on which it can be dragged."""

    def __init__(self) -> None:
        wide = roomy(28, words=10)
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
            self.pad.lines, self.pad.text = drawn_lines(lines, clean_fits(delta)), words(outlier, lines, delta)

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
    lines, clean = fits(outlier, delta), clean_fits(delta)
    fig, ax = figure(width=6.8, height=3.8)
    ax.plot(*patients(), "o", color="#9AA5B1", markersize=4)
    for i, one in enumerate(drawn_lines(lines, clean)):
        look = series(i % len(NAMES), marker="", linewidth=2.4 if one["name"] else 0.9)
        ax.plot(*zip(*one["ends"], strict=True), **look)
        if one["name"]:
            label_point(ax, XLIM[1] + MARGIN[0], one["label"], one["name"], i % len(NAMES), fontweight="bold")
    ax.plot(*outlier, "s", color="black", markersize=8, zorder=3)
    beside = {"xytext": (-9, 0), "ha": "right"} if outlier[0] > 0.5 * sum(XLIM) else {"xytext": (9, 0)}
    label_point(ax, *outlier, "outlier", **beside, **HALO)
    room = {
        f"{axis}lim": (low - gap, high + gap) for axis, (low, high), gap in zip("xy", (XLIM, YLIM), MARGIN, strict=True)
    }
    ax.set(xlabel=f"{XLABEL} (thin: the same lines without the outlier)", ylabel=YLABEL, **room)
    ax.set_title(turned_most(lines, clean))
    return fig, words(outlier, lines, delta)
