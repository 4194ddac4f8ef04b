"""Explorer of decision boundaries: data set × activation × hidden layers × units × training step.

How few hidden units separate the spirals?
"""

import ipywidgets as ipw
import numpy as np
from contourpy import contour_generator
from matplotlib.collections import LineCollection
from matplotlib.colors import LinearSegmentedColormap
from matplotlib.figure import Figure

from course_lib.explorers.decision_boundary_run import (
    ACTIVATIONS,
    DATA,
    EVERY,
    GRID,
    MAX_DEPTH,
    MAX_WIDTH,
    REACH,
    STEPS,
    Run,
    Setting,
    count_parameters,
    points,
    surface,
    train,
)
from course_lib.plotting import SERIES, figure, series
from course_lib.widgets import Explorer, Frame, roomy

CLASS_COLORS = (SERIES[1]["color"], SERIES[0]["color"])
SHADES = LinearSegmentedColormap.from_list(
    "classes", ["#F5BF95", "#FFFFFF", "#9CC8E6"], N=16
)  # few: the picture is sent at every move
FLOOR = 1e-4  # smaller losses are drawn here


class _Canvas:
    """The figure: points over the probability of class 1, the boundary, the first layer's folds, the loss."""

    def __init__(self) -> None:
        self.fig, (left, right) = figure(columns=2, width=8.4, height=3.9, layout="none")
        self.fig.set_dpi(120)
        self.fig.subplots_adjust(left=0.07, right=0.975, bottom=0.125, top=0.93, wspace=0.22)
        box = (-REACH, REACH, -REACH, REACH)
        empty = np.full((GRID, GRID), 0.5)
        look = {"cmap": SHADES, "vmin": 0, "vmax": 1, "origin": "lower", "extent": box, "interpolation": "nearest"}
        self.shade = left.imshow(empty, aspect="auto", **look)
        self.folds = left.add_collection(LineCollection([], colors="#555555", linewidths=0.9, linestyles="dashed"))
        self.boundary = left.add_collection(LineCollection([], colors="black", linewidths=2.2))
        self.zeros = left.plot([], [], "s", color=CLASS_COLORS[0], markersize=3.6, mew=0.5, mec="white")[0]
        self.ones = left.plot([], [], "o", color=CLASS_COLORS[1], markersize=4, mew=0.5, mec="white")[0]
        left.set(xlim=box[:2], ylim=box[2:], xlabel="$x_1$", ylabel="$x_2$", title="● class 1   ■ class 0   — boundary")
        left.grid(False)
        self.loss = right.plot([], [], **series(0, marker="", linewidth=1.5))[0]
        self.now = right.plot([], [], "o", color=SERIES[1]["color"], markersize=9, markerfacecolor="none", mew=2)[0]
        right.set(xlim=(-10, STEPS + 14), ylim=(FLOOR / 1.5, 4), yscale="log", xlabel="training step", ylabel="loss")
        right.set_title("loss of the whole run, ○ the step shown")
        self.right = right
        self.moving = [self.shade, self.folds, self.boundary, self.zeros, self.ones, self.loss, self.now]

    def move(self, setting: Setting, run: Run, snapshot: int) -> None:
        theta = run.theta[snapshot]
        probability = surface(setting, theta, 2 * GRID - 1)  # finer, or straight boundaries look wavy
        self.shade.set_data(probability[::2, ::2])
        line = np.linspace(-REACH, REACH, len(probability))
        self.boundary.set_segments(contour_generator(line, line, probability).lines(0.5))
        self.folds.set_segments(_fold_lines(setting, theta))
        seen, _ = points(setting.data)
        x, y = np.asarray(seen.x), np.asarray(seen.y)
        self.zeros.set_data(*x[y == 0].T)
        self.ones.set_data(*x[y == 1].T)
        losses = np.clip(run.losses, FLOOR, 4)
        self.loss.set_data(np.arange(STEPS), losses)
        step = min(snapshot * EVERY, STEPS - 1)
        self.now.set_data([snapshot * EVERY], [losses[step]])


def _fold_lines(setting: Setting, theta: np.ndarray) -> list[np.ndarray]:
    """The line of each first-layer unit along which its weighted sum is 0, long enough to cross the picture."""
    if setting.depth == 0 or ACTIVATIONS[setting.activation] == "none":
        return []
    lines = []
    for unit in range(setting.width):
        w, b = theta[0, :2, unit], theta[0, -1, unit]
        foot, along = -b * w / (w @ w), np.array([-w[1], w[0]]) / np.linalg.norm(w)
        lines.append(np.stack([foot - 6 * along, foot + 6 * along]))
    return lines


def describe(setting: Setting, run: Run, snapshot: int) -> str:
    """Say which network this is, how far it is trained, and how many points it tells right."""
    if setting.depth == 0:
        network = "no hidden layer, one weighted sum"
    else:
        layers = "1 hidden layer" if setting.depth == 1 else f"{setting.depth} hidden layers"
        units = "1 unit" if setting.width == 1 else f"{setting.width} units"
        network = f"{layers} of {units}, activation {ACTIVATIONS[setting.activation]}"
    right, unseen = (round(200 * float(share[snapshot])) for share in (run.seen, run.unseen))
    return (
        f"{DATA[setting.data]}: {network}, {count_parameters(setting)} parameters. After {snapshot * EVERY} steps "
        f"{right} of 200 points are right, and {unseen} of 200 that it never saw."
    )


def _frame(canvas: _Canvas, setting: Setting, step: int) -> Frame:
    run, snapshot = train(setting), step // EVERY
    canvas.move(setting, run, snapshot)
    words = describe(setting, run, snapshot)
    return Frame(f"Points of two classes, the network's boundary between them, and the loss per step. {words}", words)


def _controls() -> dict[str, ipw.Widget]:
    wide = roomy(27, words=9)
    choice = lambda names, value, text: ipw.Dropdown(
        options=[(name, i) for i, name in enumerate(names)], value=value, description=text, **wide
    )
    slider = lambda value, low, high, text, step=1: ipw.IntSlider(
        value, min=low, max=high, step=step, description=text, **wide
    )
    return {
        "data": choice(DATA, 1, "data set"),
        "activation": choice(ACTIVATIONS, 0, "activation"),
        "depth": slider(1, 0, MAX_DEPTH, "hidden layers"),
        "width": slider(4, 1, MAX_WIDTH, "units in each"),
        "start": slider(0, 0, 9, "starting weights"),
        "step": slider(STEPS, 0, STEPS, "training step", EVERY),
    }


def explore_boundaries() -> Explorer:
    """Build the explorer: change the network, see the boundary it is trained to; scrub or replay the training."""
    canvas, controls = _Canvas(), _controls()

    def update(step: int, **chosen: int) -> Frame:
        return _frame(canvas, Setting(**chosen), step)

    explorer = Explorer(canvas.fig, canvas.moving, controls, update)
    replay = ipw.Button(description="Replay the training", tooltip="Show the boundary from step 0 to the last")
    replay.on_click(lambda _: _replay(controls["step"]))
    explorer.children = (explorer.children[0], replay, *explorer.children[1:])
    return explorer


def _replay(step: ipw.IntSlider) -> None:
    """Move the step from 0 to the end; quick at first, where most happens, then in longer strides."""
    for value in [*range(0, 150, EVERY), *range(150, STEPS, 3 * EVERY), STEPS]:
        step.value = value


def boundary_figure(**chosen: int) -> tuple[Figure, str]:
    """Draw what the explorer shows for a setting, for readers without a kernel -> (figure, its words)."""
    canvas = _Canvas()
    frame = _frame(canvas, Setting(**chosen), STEPS)
    return canvas.fig, frame.text
