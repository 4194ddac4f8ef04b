"""The figures of the chapter on convolutional networks: what a network sees, costs, learns, mistakes and withstands."""

from collections.abc import Mapping, Sequence

import numpy as np
from matplotlib import colormaps
from matplotlib.axes import Axes
from matplotlib.colors import LinearSegmentedColormap
from matplotlib.figure import Figure

from course_lib.plotting import GREY, HALO, figure, label_point, series

GREYS = colormaps["gray_r"].with_extremes(bad="#CFE3F2")  # bad: the lines between two maps
SIGNED = LinearSegmentedColormap.from_list("signed", ["#D55E00", "#FFFFFF", "#0072B2"])  # below and above 0
SIGNED = SIGNED.with_extremes(bad="#9AA5B1")


def _draw_picture(ax: Axes, picture: np.ndarray, title: str = "", **look: object) -> None:
    ax.imshow(picture, **{"cmap": GREYS, "vmin": 0, "vmax": 1, **look})
    ax.set_title(title, loc="center", fontsize=8.5, fontweight="normal")
    ax.set_xticks([])
    ax.set_yticks([])
    ax.grid(False)
    ax.spines[:].set_visible(False)


def draw_reading(picture, first, second, probabilities, classes: Sequence[str]) -> Figure:
    """Draw a picture, a few maps of both blocks, and the probabilities at the end, from left to right.

    Shapes: picture (28, 28), first (13, 13, 6), second (5, 5, 6), probabilities (10,).
    """
    fig, axes = figure(columns=4, width=9.0, height=2.9, layout="none")
    places = ((0.01, 0.2, 0.2, 0.58), (0.245, 0.12, 0.215, 0.72), (0.495, 0.12, 0.215, 0.72), (0.82, 0.13, 0.155, 0.73))
    for ax, place in zip(axes, places, strict=True):
        ax.set_position(place)
    _draw_picture(axes[0], picture, "28 × 28 greys")
    for ax, maps, title in ((axes[1], first, "6 of 32 maps, 13 × 13"), (axes[2], second, "6 of 64 maps, 5 × 5")):
        size = maps.shape[0]
        framed = np.pad(maps / maps.max(), ((0, 1), (0, 1), (0, 0)), constant_values=np.nan)
        tiles = framed.reshape(size + 1, size + 1, 3, 2).transpose(2, 0, 3, 1).reshape(3 * (size + 1), 2 * (size + 1))
        _draw_picture(ax, tiles[:-1, :-1], title)
    draw_bars(axes[3], probabilities, classes)
    axes[3].set_title("probability", loc="center", fontsize=8.5, fontweight="normal")
    return fig


def draw_bars(ax: Axes, probabilities: np.ndarray, classes: Sequence[str]) -> None:
    """Draw one horizontal bar for each class.

    Shapes: probabilities (classes,).
    """
    ax.barh(range(len(classes)), probabilities, 0.7, color=series(0)["color"])
    ax.set(xlim=(0, 1.05), ylim=(len(classes) - 0.5, -0.5))
    ax.set_yticks(range(len(classes)), classes, fontsize=8)
    ax.set_xticks([0, 0.5, 1])
    ax.grid(False, axis="y")


def draw_costs(layers: Sequence[str], shares: Mapping[str, np.ndarray]) -> Figure:
    """Draw for each layer its share of the network's parameters, multiplications and so on.

    Shapes: each of shares (layers,), adding up to 1.
    """
    fig, axes = figure(columns=len(shares), width=7.6, height=2.3, sharey=True)
    for i, (ax, (name, values)) in enumerate(zip(axes, shares.items(), strict=True)):
        ax.barh(range(len(layers)), values, 0.62, color=series(i)["color"])
        for row, value in enumerate(values):
            ax.text(value + 0.015, row, f"{value:.1%}", va="center", fontsize=9)
        ax.set(xlim=(0, 1.14), ylim=(len(layers) - 0.5, -0.5), xlabel=f"share of all {name}")
        ax.set_xticks([0, 0.25, 0.5, 0.75, 1], ["0", "¼", "½", "¾", "1"])
        ax.grid(False, axis="y")
    axes[0].set_yticks(range(len(layers)), layers)
    axes[0].set_title("One layer holds the numbers …")
    axes[1].set_title("… and another does the work")
    return fig


def draw_learning(cnn, dense) -> Figure:
    """Draw the CNN's loss on training and validation data, and beside it both networks' validation accuracy.

    Shapes: both histories with loss (epochs,) and validation["loss"], validation["accuracy"] (epochs,).
    """
    fig, (left, right) = figure(columns=2, width=8.6, height=3.3)
    epochs = np.arange(1, len(cnn.loss) + 1)
    curves = {"training": cnn.loss, "validation": cnn.validation["loss"]}
    for i, (name, values) in enumerate(curves.items()):
        left.plot(epochs, values, **series(i, markersize=3.5))
        label_point(left, epochs[-1], float(values[-1]), name, i, xytext=(6, 0), **HALO)
    lowest = int(np.argmin(curves["validation"]))
    left.plot(epochs[lowest], curves["validation"][lowest], "o", mfc="none", mec="black", markersize=11)
    label_point(left, epochs[lowest], curves["validation"][lowest], "lowest", xytext=(9, -13), ha="left", **HALO)
    for i, (name, history) in enumerate({"CNN": cnn, "dense": dense}.items()):
        values = history.validation["accuracy"]
        right.plot(epochs, values, **series((0, 2)[i], markersize=3.5))
        label_point(right, epochs[-1], float(values[-1]), name, (0, 2)[i], xytext=(6, (6, -6)[i]), **HALO)
    left.set(xlabel="epoch", ylabel="cross-entropy of the CNN", title="Only one of the losses goes on falling")
    right.set(xlabel="epoch", ylabel="validation accuracy", title="The two networks are not far apart")
    for ax in (left, right):
        ax.set_xlim(0.5, 1.3 * len(epochs))
        ax.set_xticks(epochs[1::2])
    left.set_ylim(0, None)
    return fig


def draw_confusion(matrix: np.ndarray, classes: Sequence[str]) -> Figure:
    """Draw a confusion matrix, each row as shares of its true class, and the counts in it.

    Shapes: matrix (classes, classes), rows true.
    """
    fig, ax = figure(width=5.6, height=4.6)
    shares = matrix / np.maximum(matrix.sum(axis=1, keepdims=True), 1)
    ax.imshow(np.sqrt(shares), cmap="Blues", vmin=0, vmax=1)  # the root: a few per cent must be seen
    for (row, column), count in np.ndenumerate(matrix):
        if count:
            color = "white" if shares[row, column] > 0.4 else "black"
            ax.text(column, row, str(count), ha="center", va="center", fontsize=8, color=color)
    ax.set_xticks(range(len(classes)), classes, rotation=40, ha="right", rotation_mode="anchor")
    ax.set_yticks(range(len(classes)), classes)
    ax.set(xlabel="taken for", ylabel="truly", title="Most mistakes are made among tops")
    ax.grid(False)
    return fig


def draw_pictures(pictures: np.ndarray, titles: Sequence[str], per_row: int = 8) -> Figure:
    """Draw pictures in a row, each with its title above.

    Shapes: pictures (n, 28, 28) or (n, 28, 28, 1).
    """
    fig, axes = figure(columns=len(titles), width=1.1 * per_row, height=1.55)
    for ax, picture, title in zip(np.atleast_1d(axes), pictures, titles, strict=True):
        _draw_picture(ax, np.asarray(picture).reshape(28, 28), title)
    return fig


def draw_filters(before: np.ndarray, after: np.ndarray) -> Figure:
    """Draw the kernels of the first layer as they were drawn and as they are after training.

    Shapes: before and after (3, 3, 32).
    """
    fig, axes = figure(columns=2, width=8.6, height=2.35)
    reach = max(np.abs(before).max(), np.abs(after).max())
    for ax, kernels, title in ((axes[0], before, "Drawn by chance …"), (axes[1], after, "… and after ten epochs")):
        framed = np.pad(kernels, ((0, 1), (0, 1), (0, 0)), constant_values=np.nan)
        tiles = framed.reshape(4, 4, 4, 8).transpose(2, 0, 3, 1).reshape(16, 32)[:-1, :-1]
        _draw_picture(ax, tiles, cmap=SIGNED, vmin=-reach, vmax=reach)
        ax.set_title(title)
    return fig


def draw_shifts(shifts: Sequence[int], shares: Mapping[str, np.ndarray], title: str) -> Figure:
    """Draw the accuracy of several networks against the pixels that the pictures are moved.

    Shapes: each of shares (len(shifts),).
    """
    fig, ax = figure(width=6.6, height=3.4)
    ends = np.array([values[-1] for values in shares.values()], float)
    heights = _apart(ends, 0.065)
    for i, ((name, values), height) in enumerate(zip(shares.items(), heights, strict=True)):
        ax.plot(shifts, values, **series(i))
        label_point(ax, shifts[-1], float(height), name, i, xytext=(9, 0), **HALO)
    ax.axhline(0.1, color=GREY, linewidth=0.8)
    label_point(ax, 0, 0.1, "guessing", xytext=(0, 7), color=GREY)
    ax.set(xlabel="pixels moved", ylabel="test accuracy", ylim=(0, 1), xlim=(-0.2, shifts[-1] * 1.5), title=title)
    ax.set_xticks(list(shifts))
    return fig


def _apart(heights: np.ndarray, gap: float) -> np.ndarray:
    """Push labels up until each is `gap` above the next lower one."""
    placed = heights.copy()
    order = np.argsort(heights)
    for below, above in zip(order, order[1:], strict=False):
        placed[above] = max(placed[above], placed[below] + gap)
    return placed
