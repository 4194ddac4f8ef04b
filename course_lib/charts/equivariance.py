"""The figures of shifts: what padding, stride and pooling do to them, and how far one output sees."""

from collections.abc import Mapping, Sequence

import numpy as np
from matplotlib.figure import Figure

from course_lib.charts.pixels import draw_pixels, outline
from course_lib.plotting import HALO, figure, label_point, series


def draw_shift_errors(strides: Sequence[int], shifts: np.ndarray, errors: np.ndarray) -> Figure:
    """Draw how far a strided map is from its best shifted copy after the input moved by 0, 1, 2 … pixels.

    Shapes: shifts (k,), errors (len(strides), k), 0 = a perfect copy.
    """
    fig, ax = figure(width=6.4, height=3.1)
    for i, (stride, error) in enumerate(zip(strides, errors, strict=True)):
        ax.plot(shifts, error, **series(i, markersize=7 - i, linewidth=1.3))
        place = np.interp((0.58, 0.5, 0.75)[i % 3], (0, 1), (shifts[0], shifts[-1]))
        look = ({"ha": "center", "xytext": (0, 8)}, {"xytext": (7, 3)}, {"ha": "center", "xytext": (0, -9)})[i % 3]
        label_point(ax, place, np.interp(place, shifts, error), f"stride {stride}", i, **look, **HALO)
    ax.axhline(2**0.5, color="#666666", linewidth=0.8)
    label_point(ax, shifts[0], 2**0.5, "√2: maps that have nothing in common", xytext=(2, 7))
    ax.set(xlabel="shift of the photograph, pixels", ylabel="distance to the best shifted copy", ylim=(-0.08, 1.62))
    ax.set(xticks=shifts, xlim=(shifts[0] - 0.2, shifts[-1] + 0.2))
    ax.set_title("Stride s keeps only shifts by multiples of s")
    return fig


def draw_borders(maps: Mapping[str, np.ndarray], title: str) -> Figure:
    """Draw what zero padding makes of an even grey image, after one layer and after several.

    Shapes: each of maps (height, width), values from 0 to 1.
    """
    fig, axes = figure(columns=len(maps), width=8.4, height=2.4)
    for ax, (name, values) in zip(axes, maps.items(), strict=True):
        draw_pixels(ax, np.asarray(values) / 0.6)
        ax.set_title(name, fontsize=9.5, fontweight="normal")
    fig.suptitle(title, x=0.01, ha="left", fontweight="bold", fontsize=10.5)
    return fig


def draw_pooling(sizes: np.ndarray, changes: Mapping[str, np.ndarray]) -> Figure:
    """Draw how much a pooled map changes when the photograph moves by one pixel, against the window's size.

    Shapes: sizes (k,), each of changes (k,).
    """
    fig, ax = figure(width=6.2, height=3.0)
    for i, (name, values) in enumerate(changes.items()):
        ax.plot(sizes, values, **series(i))
        label_point(ax, sizes[-1], values[-1], name, i, xytext=(7, 8 - 5 * i))
    ax.set_xscale("log", base=2)
    ax.set(xlabel="size of the window, pixels", ylabel="relative change", ylim=(0, None), xlim=(0.9, 1.15 * sizes[-1]))
    ax.set_xticks(sizes, [str(size) for size in sizes])
    ax.minorticks_off()
    ax.set_title("Pooling softens a shift, it does not undo it")
    return fig


def draw_fields(fields: Mapping[str, np.ndarray], sizes: Sequence[int]) -> Figure:
    """Draw how strongly each input pixel influences one output, and the square that can influence it at all.

    Shapes: each of fields (n, n), gradients; sizes has the side of the square for each.
    """
    fig, axes = figure(columns=len(fields), width=8.6, height=2.6)
    for ax, (name, gradient), size in zip(axes, fields.items(), sizes, strict=True):
        spare = max(0, (len(gradient) - size) // 2 - 1)  # one white pixel around the field is enough
        strength = np.abs(gradient[spare : len(gradient) - spare, spare : len(gradient) - spare])
        ax.imshow(strength, cmap="Greys", vmin=0, interpolation="nearest")
        corner = (len(strength) - size) / 2
        outline(ax, corner, corner, size, size, linewidth=1.5)
        edges = corner - 0.5 - 0.05 * size, corner - 0.5 + 1.05 * size  # frames of one size, whatever they hold
        ax.set(xlim=edges, ylim=edges[::-1])
        ax.set_axis_off()
        ax.set_title(name, fontsize=9.5, x=0.05 / 1.1)
    fig.supxlabel("dark: large gradient; frame: all pixels that the formula counts", fontsize=9, x=0.012, ha="left")
    return fig


def draw_influence(profiles: Mapping[str, np.ndarray]) -> Figure:
    """Draw the share of an output's gradient that falls on each column of its receptive field, the widest at the back.

    Shapes: each of profiles (size,), summing to 1.
    """
    fig, ax = figure(width=6.4, height=3.0)
    for i, (name, profile) in enumerate(profiles.items()):
        offsets = np.arange(len(profile)) - len(profile) // 2
        ax.plot(offsets, profile, **series(i, markersize=3.5))
        place = int(len(profile) * 0.5 + 0.09 * len(profile)) + 1
        label_point(ax, offsets[place], profile[place], name, i, xytext=(7, 4), **HALO)
    ax.set(xlabel="column, counted from the middle", ylabel="share of the influence", ylim=(0, None))
    ax.set_title("Most of a large field hardly counts")
    return fig


def draw_places(
    pictures: np.ndarray, names: Sequence[str], places: Sequence[str], accuracies: np.ndarray, chance: float
) -> Figure:
    """Draw a digit where models learn it and where they are tested, and each model's accuracy at both places.

    Shapes: pictures (2, height, width); accuracies (len(names), 2).
    """
    fig, axes = figure(columns=3, width=8.8, height=2.9, width_ratios=[1, 1, 2.1])
    for ax, picture, place in zip(axes, pictures, places, strict=False):
        ax.imshow(picture, cmap="Greys", vmin=0, vmax=1, interpolation="nearest")
        ax.set(xticks=[], yticks=[])
        ax.spines[:].set_visible(True)
        ax.set_title(place, fontsize=9.5)
    ax, rows = axes[2], np.arange(len(names))
    ax.axvline(chance, color="#666666", linewidth=1, linestyle=":", zorder=0.9)  # behind bars and labels
    for i, place in enumerate(places):
        bars = ax.barh(rows + 0.36 * (i - 0.5), accuracies[:, i], height=0.34, color=series(i)["color"])
        labels = [f"{value:.2f}  {place}" for value in accuracies[:, i]]
        box = {"facecolor": "white", "edgecolor": "none", "pad": 1.5}
        ax.bar_label(bars, labels, padding=4, fontsize=8.5, bbox=box)
    ax.set(xlim=(0, 1.5), xticks=np.linspace(0, 1, 6), xlabel="accuracy; dotted: always the same answer")
    ax.set_yticks(rows, names)
    ax.invert_yaxis()
    ax.grid(False, axis="y")
    fig.suptitle(
        "Only the convolution is as good at a place it never saw", x=0.01, ha="left", fontweight="bold", fontsize=10.5
    )
    return fig
