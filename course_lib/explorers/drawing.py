"""Explorer of a trained CNN: draw or edit a picture, move it, and watch the ten probabilities and the feature maps."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import ipywidgets as ipw
import jax
import numpy as np
import traitlets
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from course_lib.charts.cnn import GREYS
from course_lib.cnn import cnn, feature_maps
from course_lib.explorers.drawing_pad import SIDE, DrawingPad
from course_lib.plotting import figure, series
from course_lib.widgets import Explorer, Frame, roomy

BLANK = "an empty sheet"
REACH = 6  # pixels that the picture can be moved
GRIDS = ((4, 8), (4, 16))  # how the maps of the two blocks are laid out, rows and columns
PANELS = ((0.005, 0.27, 0.19, 0.45), (0.3, 0.08, 0.165, 0.83), (0.51, 0.44, 0.485, 0.485), (0.51, 0.04, 0.485, 0.28))


class Reading(NamedTuple):
    """What a network makes of one picture.

    Shapes: probabilities (10,), first (13, 13, 32), second (5, 5, 64).
    """

    probabilities: np.ndarray
    first: np.ndarray
    second: np.ndarray


@jax.jit
def _read(params: Any, picture: jax.Array) -> tuple[jax.Array, ...]:
    images = picture[None, :, :, None]
    return tuple(out[0] for out in (jax.nn.softmax(cnn(params, images)), *feature_maps(params, images)))


def read(params: Any, picture: np.ndarray) -> Reading:
    """Let a network read one picture.

    Shapes: picture (28, 28), from 0 to 1.
    """
    return Reading(*(np.asarray(out) for out in _read(params, np.asarray(picture, np.float32))))


def moved(picture: np.ndarray, down: int, right: int) -> np.ndarray:
    """Move a picture; zeros move in, what leaves is lost.

    Shapes: picture (height, width) -> same.
    """
    reach = max(abs(down), abs(right))
    height, width = picture.shape
    return np.pad(picture, reach)[reach - down :, reach - right :][:height, :width]


def mosaic(maps: np.ndarray, rows: int, columns: int) -> np.ndarray:
    """Lay feature maps side by side, one empty (nan) line between them.

    Shapes: maps (height, width, rows · columns) -> (rows · (height + 1) − 1, columns · (width + 1) − 1).
    """
    height, width, _ = maps.shape
    framed = np.pad(maps, ((0, 1), (0, 1), (0, 0)), constant_values=np.nan)
    tiles = framed.reshape(height + 1, width + 1, rows, columns).transpose(2, 0, 3, 1)
    return tiles.reshape(rows * (height + 1), columns * (width + 1))[:-1, :-1]


def words(reading: Reading, classes: Sequence[str]) -> str:
    """Say which two classes are the most probable, and how many feature maps answer at all."""
    first, second = np.argsort(-reading.probabilities)[:2]
    lit = [int((maps.max(axis=(0, 1)) > 0).sum()) for maps in reading[1:]]
    says = f"Most probable: {classes[first]} {reading.probabilities[first]:.2f}, "
    says += f"then {classes[second]} {reading.probabilities[second]:.2f}. "
    return says + f"{lit[0]} of 32 maps of the first block and {lit[1]} of 64 of the second answer somewhere."


class _Canvas:
    """The picture as the network sees it, ten bars, and the maps of both blocks. Only what is in them moves."""

    def __init__(self, classes: Sequence[str], scales: Sequence[float]) -> None:
        self.classes, self.scales = classes, scales
        self.fig, axes = figure(columns=4, width=9.0, height=3.7, layout="none")
        self.fig.set_dpi(120)
        for ax, place in zip(axes, PANELS, strict=True):
            ax.set_position(place)
        self.seen = _picture(axes[0], np.zeros((SIDE, SIDE)), "what the network sees")
        axes[0].spines[:].set_visible(True)
        self.bars = axes[1].barh(range(len(classes)), [0.0] * len(classes), 0.7, color=series(0)["color"])
        self.numbers = [axes[1].text(0, row, "", va="center", fontsize=8.5) for row in range(len(classes))]
        axes[1].set(xlim=(0, 1.3), ylim=(len(classes) - 0.5, -0.5), title="probability")
        axes[1].set_yticks(range(len(classes)), classes)
        axes[1].set_xticks([0, 0.5, 1])
        axes[1].grid(False, axis="y")
        titles = ("first block: 32 maps of 13 × 13", "second block: 64 maps of 5 × 5")
        sizes = (13, 5)
        self.maps = [
            _picture(ax, mosaic(np.zeros((size, size, rows * columns)), rows, columns), title)
            for ax, title, size, (rows, columns) in zip(axes[2:], titles, sizes, GRIDS, strict=True)
        ]
        self.moving = [self.seen, *self.bars, *self.numbers, *self.maps]

    def move(self, picture: np.ndarray, params: Any) -> Frame:
        reading = read(params, picture)
        self.seen.set_data(picture)
        for bar, number, chance in zip(self.bars, self.numbers, reading.probabilities, strict=True):
            bar.set_width(chance)
            number.set_x(chance + 0.03)
            number.set_text(f"{chance:.2f}")
        for image, maps, scale, grid in zip(self.maps, reading[1:], self.scales, GRIDS, strict=True):
            image.set_data(mosaic(maps / scale, *grid))
        says = words(reading, self.classes)
        return Frame(f"A grey picture, ten bars of probabilities, and the feature maps of two blocks. {says}", says)


def _picture(ax: Axes, values: np.ndarray, title: str):
    image = ax.imshow(values, cmap=GREYS, vmin=0, vmax=1, interpolation="nearest", aspect="equal")
    ax.set_title(title, fontsize=9.5)
    ax.set_xticks([])
    ax.set_yticks([])
    ax.grid(False)
    ax.spines[:].set_visible(False)
    return image


def _scales(networks: Mapping[str, Any], pictures: np.ndarray) -> list[float]:
    """Give the greys of each block one scale for all pictures, so that maps can be compared."""
    readings = [read(params, picture) for params in networks.values() for picture in pictures]
    return [float(max(np.percentile(maps, 99.5) for maps in block)) for block in list(zip(*readings, strict=True))[1:]]


def first_of_each(pictures: np.ndarray, labels: np.ndarray) -> np.ndarray:
    """Pick the first picture of each class.

    Shapes: pictures (n, 28, 28, 1), labels (n,) -> (classes, 28, 28).
    """
    labels = np.asarray(labels)
    places = [int(np.argmax(labels == label)) for label in range(labels.max() + 1)]
    return np.asarray(pictures)[np.array(places), :, :, 0]


def _controls(names: Sequence[str], classes: Sequence[str], start: int) -> dict[str, ipw.Widget]:
    wide = roomy(24, words=8)
    slider = lambda value, low, high, text: ipw.IntSlider(value, min=low, max=high, description=text, **wide)
    return {
        "start": ipw.Dropdown(
            options=[(BLANK, -1), *((name, i) for i, name in enumerate(classes))],
            value=start,
            description="begin with",
            **wide,
        ),
        "network": ipw.Dropdown(options=list(names), description="network", **wide),
        "right": slider(0, -REACH, REACH, "move right"),
        "down": slider(0, -REACH, REACH, "move down"),
        "brush": slider(2, 1, 6, "brush, pixels"),
        "grey": slider(80, 0, 100, "brush, grey %"),
    }


def explore_drawing(networks: Mapping[str, Any], pictures, labels, classes: Sequence[str], start: int = 9) -> Explorer:
    """Build the explorer: a pad to draw on, pictures to begin with, networks to compare, and what they make of it.

    Shapes: networks name -> parameters of `cnn`; pictures (n, 28, 28, 1), labels (n,); start a class, or −1.
    """
    examples = first_of_each(pictures, labels)
    canvas = _Canvas(classes, _scales(networks, examples))
    controls = _controls(list(networks), classes, start)
    sheets = {
        -1: [0] * SIDE**2,
        **{i: np.rint(255 * one).astype(int).ravel().tolist() for i, one in enumerate(examples)},
    }
    pad = DrawingPad(value=sheets[start])
    for name in ("brush", "grey"):
        traitlets.link((controls[name], "value"), (pad, name))

    def update(pad: list[int], network: str, right: int, down: int) -> Frame:
        picture = np.array(pad, np.float32).reshape(SIDE, SIDE) / 255
        return canvas.move(moved(picture, down, right), networks[network])

    watched = {"pad": pad, **{name: controls[name] for name in ("network", "right", "down")}}
    explorer = Explorer(canvas.fig, canvas.moving, watched, update)
    explorer.others = {name: controls[name] for name in ("start", "brush", "grey")}  # these act through the pad
    controls["start"].observe(lambda change: setattr(pad, "value", sheets[change["new"]]), "value")
    row = ipw.HBox([pad, ipw.VBox(list(controls.values()))], layout=ipw.Layout(flex_flow="row wrap"))
    explorer.children = (row, explorer.picture)
    return explorer


def drawing_figure(networks, pictures, labels, classes, start: int = 9, **shift: int) -> tuple[Figure, str]:
    """Draw what the explorer shows of a picture, for readers without a kernel -> (figure, its words)."""
    examples = first_of_each(pictures, labels)
    canvas = _Canvas(classes, _scales(networks, examples))
    frame = canvas.move(
        moved(examples[start], shift.get("down", 0), shift.get("right", 0)), next(iter(networks.values()))
    )
    return canvas.fig, frame.text
