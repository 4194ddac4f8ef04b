"""The figures of the chapter on dense layers that show pictures of clothes, and how training on them goes."""

from collections.abc import Mapping, Sequence

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from course_lib.plotting import GREY, HALO, figure, label_point, series


def _draw_picture(ax: Axes, picture: np.ndarray, title: str) -> None:
    ax.imshow(np.asarray(picture).reshape(28, 28), cmap="gray_r", vmin=0, vmax=1)
    ax.set_title(title, loc="center", fontsize=8.5, fontweight="normal")
    ax.set_xticks([])
    ax.set_yticks([])
    ax.grid(False)
    ax.spines[:].set_visible(False)


def draw_items(pictures: np.ndarray, labels: np.ndarray, classes: Sequence[str]) -> Figure:
    """Draw the first picture of each class, with its name.

    Shapes: pictures (n, 784) or (n, 28, 28, 1), labels (n,).
    """
    fig, axes = figure(columns=len(classes), width=8.8, height=1.25)
    for number, (ax, name) in enumerate(zip(axes, classes, strict=True)):
        _draw_picture(ax, pictures[int(np.argmax(np.asarray(labels) == number))], name)
    return fig


def draw_curves(histories: Mapping[str, object], title: str) -> Figure:
    """Draw the training loss and the validation accuracy of several models after each epoch.

    Shapes: each history has loss (epochs,) and validation["accuracy"] (epochs,).
    """
    fig, (left, right) = figure(columns=2, height=3.3)
    for i, (name, history) in enumerate(histories.items()):
        epochs = np.arange(1, len(history.loss) + 1)
        accuracy = history.validation["accuracy"]
        left.plot(epochs, history.loss, **series(i, markersize=3.5))
        right.plot(epochs, accuracy, **series(i, markersize=3.5))
        label_point(
            left, epochs[-1], float(history.loss[-1]), name, i, xytext=(0, (10, -14)[i % 2]), ha="right", **HALO
        )
        label_point(right, epochs[-1], float(accuracy[-1]), name, i, xytext=(7, (-6, 6)[i % 2]), **HALO)
    left.set(xlabel="epoch", ylabel="training loss", ylim=(0, None), title=title)
    right.set(xlabel="epoch", ylabel="accuracy on validation images", title="… less so on images not trained on")
    for ax in (left, right):
        ax.set_xticks(epochs[1::3])
    right.set_xlim(0.2, 1.5 * len(epochs))  # room for the names at the ends of the lines
    return fig


def draw_moved(pictures: Mapping[str, np.ndarray], shifts: Sequence[int], shares: Mapping[str, np.ndarray]) -> Figure:
    """Draw a picture as it is, shuffled and moved, and the accuracy of models against the pixels moved.

    Shapes: each of pictures (784,), each of shares (len(shifts),).
    """
    fig, axes = figure(columns=len(pictures) + 1, width=8.8, height=2.5, width_ratios=[1] * len(pictures) + [2.4])
    for ax, (name, picture) in zip(axes, pictures.items(), strict=False):
        _draw_picture(ax, picture, name)
        ax.spines[:].set_visible(True)  # without the frame nobody sees what has moved
    curve = axes[-1]
    for i, (name, values) in enumerate(shares.items()):
        curve.plot(shifts, values, **series(i))
        label_point(curve, shifts[-1], float(values[-1]), name, i, xytext=(6, (-7, 8)[i % 2]), **HALO)
    curve.axhline(0.1, color=GREY, linewidth=0.8)
    label_point(curve, 0, 0.1, "guessing", xytext=(0, 7), color=GREY)
    curve.set(xlabel="pixels moved", ylabel="accuracy", ylim=(0, 1), xlim=(-0.2, shifts[-1] + 2.6))
    curve.set_xticks(list(shifts))
    curve.set_title("Two pixels aside is another world")
    return fig
