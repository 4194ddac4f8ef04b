"""The figures of the chapter on dense layers: planes and boundaries, activations, signals through many layers."""

from collections.abc import Mapping, Sequence

import numpy as np
from matplotlib.axes import Axes
from matplotlib.colors import LinearSegmentedColormap
from matplotlib.figure import Figure

from course_lib.plotting import GREY, HALO, SERIES, figure, label_point, series

CLASSES = ({"marker": "s", "color": SERIES[1]["color"]}, {"marker": "o", "color": SERIES[0]["color"]})  # 0 and 1
SHADES = LinearSegmentedColormap.from_list("classes", ["#F5BF95", "#FFFFFF", "#9CC8E6"], N=16)


def scatter_classes(ax: Axes, x: np.ndarray, y: np.ndarray, size: float = 3.2, **changes: object) -> None:
    """Draw points of class 0 as squares and of class 1 as circles.

    Shapes: x (n, 2), y (n,).
    """
    for label, look in enumerate(CLASSES):
        chosen = np.asarray(x)[np.asarray(y) == label]
        ax.plot(*chosen.T, linestyle="", markersize=size, mew=0.4, mec="white", **look, **changes)


def draw_regions(points, probabilities: Sequence[np.ndarray], titles: Sequence[str], reach: float = 2.0) -> Figure:
    """Draw the same points over what several models say of the plane, with the boundary where they are undecided.

    Shapes: points x (n, 2), y (n,); each of probabilities (k, k), for coordinates from -reach to reach.
    """
    fig, axes = figure(columns=len(titles), width=8.6, height=3.3, sharey=True)
    for ax, probability, title in zip(axes, probabilities, titles, strict=True):
        line = np.linspace(-reach, reach, len(probability))
        ax.imshow(probability, cmap=SHADES, vmin=0, vmax=1, origin="lower", extent=(-reach, reach) * 2)
        ax.contour(line, line, probability, [0.5], colors="black", linewidths=1.8)
        scatter_classes(ax, points.x, points.y)
        ax.set(title=title, xlabel="$x_1$")
        ax.grid(False)
    axes[0].set_ylabel("$x_2$")
    return fig


def draw_activations(z: np.ndarray, values: Mapping[str, np.ndarray], slopes: Mapping[str, np.ndarray]) -> Figure:
    """Draw activations and beside them their slopes, each line labelled.

    Shapes: z (k,), each of values and slopes (k,).
    """
    fig, (left, right) = figure(columns=2, height=3.3)
    places = {"relu": (3.2, 2.4), "sigmoid": (-3.9, 0.42), "tanh": (-3.9, -0.78), "gelu": (0.55, -0.5)}
    at_slopes = {"relu": (2.3, 0.86), "sigmoid": (-3.9, 0.16), "tanh": (-1.9, 0.75), "gelu": (1.9, 1.2)}
    for i, name in enumerate(values):
        left.plot(z, values[name], **series(i, marker=""))
        right.plot(z, slopes[name], **series(i, marker=""))
        label_point(left, *places[name], name, i, xytext=(0, 0), **HALO)
        label_point(right, *at_slopes[name], name, i, xytext=(0, 0), **HALO)
    left.set(xlabel="z", ylabel="activation φ(z)", ylim=(-1.3, 3.1), title="Four ways to bend a line …")
    right.set(xlabel="z", ylabel="slope φ'(z)", ylim=(-0.25, 1.35), title="… and what each lets back through")
    return fig


def draw_xor(corners: np.ndarray, hidden: np.ndarray) -> Figure:
    """Draw XOR's four corners with two folds, and the same corners as two relu units show them.

    Shapes: corners and hidden (4, 2), in the order 00, 01, 10, 11.
    """
    fig, (left, right) = figure(columns=2, width=7.2, height=3.4)
    y = np.array([0, 1, 1, 0])
    for ax, places in ((left, corners), (right, hidden)):
        scatter_classes(ax, places, y, size=11)
        ax.set(xlim=(-0.5, 2.5) if ax is right else (-0.5, 1.6), ylim=(-0.5, 1.6))
    edge = np.array([-2.0, 3.0])
    for shift, text, place in ((0, "$h_1$ begins", (-0.45, -0.22)), (1, "$h_2$ begins", (0.62, 0.62))):
        left.plot(edge, shift - edge, color=GREY, linestyle="--", linewidth=1.1)
        label_point(left, *place, text, xytext=(0, 0), **HALO)
    for point in corners:
        label_point(left, *point, f"({point[0]:.0f}, {point[1]:.0f})", xytext=(9, 8), **HALO)
    right.plot(edge, (edge - 0.5) / 2, color="black")
    label_point(right, 1.28, 0.32, "$z = h_1 - 2h_2 = ½$", xytext=(0, -7), **HALO)
    for i, text, offset in ((0, "(0, 0)", (9, 8)), (1, "(0, 1) and (1, 0)", (-14, -16)), (3, "(1, 1)", (-42, 8))):
        label_point(right, *hidden[i], text, xytext=offset, **HALO)
    left.set(xlabel="$x_1$", ylabel="$x_2$", title="No line parts ● from ■ …")
    right.set(xlabel="$h_1$", ylabel="$h_2$", title="… until the layer folds the plane")
    return fig


def draw_widths(widths: Sequence[int], shares: Mapping[str, np.ndarray]) -> Figure:
    """Draw the mean share of points told right against the hidden units, with every start as a dot.

    Shapes: each of shares (widths, starts).
    """
    fig, ax = figure(height=3.4)
    for i, (name, values) in enumerate(shares.items()):
        at = np.asarray(widths) * 1.0
        ax.plot(np.repeat(at, values.shape[1]) + 0.16 * (i - 0.5), values.ravel(), ".", color=series(i)["color"], ms=3)
        ax.plot(at, values.mean(axis=1), **series(i))
        label_point(ax, *((8.4, 1.024), (6.6, 0.73))[i % 2], name, i, xytext=(0, 0), **HALO)
    label_point(ax, 12.2, 0.66, "small dots: single starts", color=GREY, xytext=(0, 0))
    ax.set(
        xlabel="hidden units in all",
        ylabel="share of points right",
        ylim=(None, 1.05),
        title="Few units do more side by side than stacked",
    )
    ax.set_xticks(list(widths))
    return fig


def draw_signals(signals: Mapping[str, tuple[np.ndarray, np.ndarray]], expected: Mapping[str, float]) -> Figure:
    """Draw the size of activations and of gradients layer by layer, three draws each, and the factor predicted.

    Shapes: each of signals (draws, layers + 1) activations and (draws, layers) gradients.
    """
    fig, (left, right) = figure(columns=2, height=3.5)
    for i, (name, (forward, backward)) in enumerate(signals.items()):
        look = series(i, marker="", linewidth=1.2)
        left.semilogy(forward.T, **look)
        steps = np.arange(forward.shape[1])
        left.semilogy(steps[1:], forward[:, 1].mean() * expected[name] ** (steps[1:] - 1), ".", color=GREY, ms=3.5)
        right.semilogy(np.arange(1, backward.shape[1] + 1), backward.T, **look)
        label_point(left, steps[-1], float(forward[:, -1].mean()), name, i, xytext=(6, 0), **HALO)
        label_point(right, 1, float(backward[:, 0].mean()), name, i, xytext=(6, (12, 12, -12)[i % 3]), **HALO)
    left.set(xlabel="layer", ylabel="rms of activations", title="Each layer multiplies the signal …", xlim=(-0.5, 29.5))
    right.set(xlabel="layer", ylabel="rms of gradients $dW$", title="… and every gradient feels all twenty")
    for ax in (left, right):
        ax.set_xticks([0, 5, 10, 15, 20] if ax is left else [1, 5, 10, 15, 20])
    return fig


def draw_pieces(x, values, networks, counts, gaps, x_saw, saw) -> Figure:
    """Draw networks of straight pieces through a curve, their error against their units, and a sawtooth made by depth.

    Shapes: x, values and each of networks (k,); counts and gaps (m,); x_saw and saw (n,).
    """
    fig, (left, middle, right) = figure(columns=3, width=8.8, height=3.1)
    left.plot(x, values, color="#9AA5B1", linewidth=3)
    for i, (units, drawn) in enumerate(networks.items()):
        left.plot(x, drawn, **series(i + 1, marker="", linewidth=1.4))
        label_point(left, (3.3, 2.9)[i % 2], (0.62, 1.02)[i % 2], f"{units} units", i + 1, xytext=(0, 0), **HALO)
    left.set(xlabel="x", ylabel="f(x)", title="Kinks follow a curve …")
    middle.loglog(counts, gaps, **series(0))
    label_point(middle, counts[2], gaps[2], "error ∝ 1/n²", 0, xytext=(6, 8))
    middle.set(xlabel="units n", ylabel="largest error", title="… as close as you like")
    middle.set_xticks(counts, [str(count) for count in counts])
    middle.minorticks_off()
    right.plot(x_saw, saw, **series(3, marker="", linestyle="-", linewidth=1.2))
    right.set(xlabel="x", ylabel="output", title="10 units, 5 layers: 32 pieces")
    return fig


def grid_lines(reach: float, count: int, points: int = 81) -> list[np.ndarray]:
    """Give the lines of a square grid, each a row of points.

    Shapes: -> 2 · count arrays (points, 2).
    """
    line, at = np.linspace(-reach, reach, points), np.linspace(-reach, reach, count)
    across = [np.stack([line, np.full(points, value)], axis=1) for value in at]
    return [*across, *(lane[:, ::-1] for lane in across)]


def draw_warp(points, hidden: np.ndarray, grid: Sequence[np.ndarray], warped: Sequence[np.ndarray], last) -> Figure:
    """Draw points on a grid, and both as the last two hidden units show them, with the last layer's boundary.

    Shapes: points x (n, 2), y (n,); hidden (n, 2); each of grid and warped (k, 2); last is (w (2, 1), b (1,)).
    """
    fig, (left, right) = figure(columns=2, width=8.0, height=3.9)
    for ax, places, lines in ((left, points.x, grid), (right, hidden, warped)):
        for line in lines:
            ax.plot(*np.asarray(line).T, color="#B9C2CB", linewidth=0.6)
        scatter_classes(ax, places, points.y, size=3.6)
        ax.grid(False)
    w, b = np.asarray(last[0])[:, 0], float(last[1][0])
    foot, along = -b * w / (w @ w), np.array([-w[1], w[0]]) / np.linalg.norm(w)
    right.plot(*np.stack([foot - 4 * along, foot + 4 * along]).T, color="black", linewidth=1.8)
    right.set(xlim=(-1.12, 1.12), ylim=(-1.12, 1.12), xlabel="hidden unit 1", ylabel="hidden unit 2")
    left.set(xlabel="$x_1$", ylabel="$x_2$", title="What comes in …")
    right.set_title("… and what the last layer gets to see")
    return fig
