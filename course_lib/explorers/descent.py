"""Explorer of gradient descent: surface × starting point × learning rate × optimiser. How large may α be?"""

import ipywidgets as ipw
import numpy as np
from matplotlib.figure import Figure

from course_lib.explorers.descent_run import (
    FLOOR,
    OPTIMIZERS,
    STEPS,
    Run,
    descend,
    lowest_loss,
    outcome,
    steps_inside,
    theory,
)
from course_lib.plotting import contours, figure, series
from course_lib.surfaces import Surface, all_surfaces
from course_lib.widgets import Explorer, Frame, roomy


class _Canvas:
    """The figure of the explorer: contours of every surface drawn once, one path, one loss curve."""

    def __init__(self) -> None:
        self.fig, (self.left, self.right) = figure(columns=2, width=8.4, height=3.6, layout="none")
        self.fig.set_dpi(150)
        # one layout for all surfaces, so that nothing jumps
        self.fig.subplots_adjust(left=0.09, right=0.98, bottom=0.14, top=0.92, wspace=0.24)
        self.contours = [contours(self.left, s.f, s.xlim, s.ylim) for s in all_surfaces()]
        self.minima = self.left.plot([], [], "*", color="black", markersize=11)[0]
        self.path = self.left.plot([], [], **series(0, linewidth=1.2, markersize=3.5))[0]
        self.start = self.left.plot([], [], "o", markersize=10, markerfacecolor="none", color="#D55E00", mew=2)[0]
        self.loss = self.right.plot([], [], **series(0, linewidth=1.5, markersize=3))[0]
        self.left.set_title("path from ○, minima ★")
        self.right.set(xlim=(0, STEPS), ylim=(FLOOR / 2, 1e3), yscale="log")
        self.right.set(xlabel="step", ylabel="loss above the lowest", title="loss at each step")

    def stage(self, index: int, surface: Surface) -> None:
        for i, drawn in enumerate(self.contours):
            drawn.set_visible(i == index)
        self.minima.set_data(*zip(*surface.minima, strict=True))
        self.left.set(xlim=surface.xlim, ylim=surface.ylim, xlabel=surface.labels[0], ylabel=surface.labels[1])

    def move(self, surface: Surface, run: Run) -> None:
        shown = steps_inside(run.path, surface) + 1  # one point beyond, so that the line leaves the picture
        self.path.set_data(*np.nan_to_num(run.path[:shown], posinf=1e6, neginf=-1e6).T)
        self.start.set_data([run.path[0, 0]], [run.path[0, 1]])
        losses = np.clip(np.nan_to_num(run.losses[:shown], nan=1e9, posinf=1e9) - lowest_loss(surface), FLOOR, 1e9)
        self.loss.set_data(np.arange(len(losses)), losses)


def _controls() -> dict[str, ipw.Widget]:
    surface = all_surfaces()[0]
    wide = roomy(29, words=10)
    names = [(s.name, i) for i, s in enumerate(all_surfaces())]
    theta = [
        ipw.FloatSlider(start, min=low, max=high, step=0.05, description=f"start θ{'₁₂'[i]}", **wide)
        for i, (start, (low, high)) in enumerate(zip(surface.start, (surface.xlim, surface.ylim), strict=True))
    ]
    return {
        "surface": ipw.Dropdown(options=names, value=0, description="surface", **wide),
        "optimizer": ipw.Dropdown(options=[(n, i) for i, n in enumerate(OPTIMIZERS)], description="optimiser", **wide),
        "theta1": theta[0],
        "theta2": theta[1],
        "alpha": ipw.FloatLogSlider(
            0.15, min=-3, max=1, step=0.02, description="learning rate α", readout_format=".3g", **wide
        ),
    }


def _frame(canvas: _Canvas, surface: int, optimizer: int, start: tuple[float, float], alpha: float) -> Frame:
    shown = all_surfaces()[surface]
    run = descend(surface, optimizer, start, alpha)
    canvas.stage(surface, shown)
    canvas.move(shown, run)
    seen = outcome(shown, run)
    alt = f"Contour lines of the surface '{shown.name}' with the path of {OPTIMIZERS[optimizer]}; loss per step. {seen}"
    return Frame(alt, f"{theory(shown, optimizer, alpha, run.start_curvature)} {seen}", scene=surface)


def explore_descent() -> Explorer:
    """Build the explorer: choose surface, optimiser, start and α; read whether α is too large, and see why."""
    canvas, controls = _Canvas(), _controls()

    def update(surface: int, optimizer: int, theta1: float, theta2: float, alpha: float) -> Frame:
        return _frame(canvas, surface, optimizer, (theta1, theta2), alpha)

    explorer = Explorer(canvas.fig, [canvas.path, canvas.start, canvas.minima, canvas.loss], controls, update)
    for i, surface in enumerate(all_surfaces()):  # all now, so that the first visit is as quick as any
        canvas.stage(i, surface)
        explorer.keep_backdrop(i)
        lowest_loss(surface)
    canvas.stage(0, all_surfaces()[0])

    def begin_anew(change: dict) -> None:
        surface = all_surfaces()[change["new"]]
        with explorer.together():
            windows = (surface.xlim, surface.ylim)
            for name, limits, value in zip(("theta1", "theta2"), windows, surface.start, strict=True):
                slider = controls[name]
                slider.min, slider.max = min(slider.min, limits[0]), max(slider.max, limits[1])
                slider.value = value
                slider.min, slider.max = limits

    controls["surface"].unobserve(explorer.refresh, "value")  # one redraw, with the new start
    controls["surface"].observe(begin_anew, "value")
    return explorer


def descent_figure(surface: int = 0, optimizer: int = 0, alpha: float = 0.15) -> tuple[Figure, str]:
    """Draw what the explorer shows, for readers without a kernel -> (figure, its words)."""
    canvas = _Canvas()
    frame = _frame(canvas, surface, optimizer, all_surfaces()[surface].start, alpha)
    canvas.right.set_title(f"{OPTIMIZERS[optimizer]}, α = {alpha:g}")
    return canvas.fig, frame.text
