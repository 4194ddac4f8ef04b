"""The figures of convolution itself: kernels on a photograph, patches as rows, and what weight sharing saves."""

from collections.abc import Mapping

import numpy as np
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from course_lib.charts.pixels import add_picture, draw_numbers, draw_pixels, empty_figure, outline, shrink
from course_lib.plotting import figure, label_point, series


def draw_answer(image: np.ndarray, kernel: np.ndarray, response: np.ndarray) -> Figure:
    """Draw a photograph, a 3 × 3 kernel, and the kernel's response, each picture at a third of its size.

    Shapes: image and response (height, width), kernel (3, 3).
    """
    image, response = shrink(image, 3), shrink(response, 3)
    (high, wide), top, gap = image.shape, 50, 60
    fig = empty_figure(1720, 3 * high + top + 10)
    table = 1720 - 6 * wide - 2 * gap
    draw_pixels(add_picture(fig, 0, top, high, wide, 3), image, "One photograph, …")
    middle = add_picture(fig, 3 * wide + gap, top + (3 * high - table) // 2, table, table)
    draw_numbers(middle, kernel, "nine weights, …", signed=True)
    draw_pixels(add_picture(fig, 1720 - 3 * wide, top, *response.shape, 3), response, "every upright edge", signed=True)
    return fig


def draw_gallery(maps: Mapping[str, np.ndarray], signed: tuple[str, ...], title: str) -> Figure:
    """Draw feature maps of one shape side by side, pixel for pixel; those named in `signed` with 0 as mid-grey.

    Shapes: each of maps (height, width).
    """
    high, wide = next(iter(maps.values())).shape
    gap, top = 20, 100
    fig = empty_figure(len(maps) * (2 * wide + gap) - gap, 2 * high + top)
    for i, (name, values) in enumerate(maps.items()):
        ax = add_picture(fig, i * (2 * wide + gap), top, high, wide, 2)
        draw_pixels(ax, values, signed=name in signed, levels=32)
        ax.set_title(name, fontsize=9, fontweight="normal")
    fig.suptitle(title, x=0, y=0.99, ha="left", va="top", fontweight="bold", fontsize=10.5)
    return fig


def draw_flip(correlated: np.ndarray, convolved: np.ndarray, kernel: np.ndarray) -> Figure:
    """Draw what a kernel makes of a single 1 among zeros, with and without the flip.

    Shapes: correlated and convolved (n,), kernel (k,).
    """
    fig, axes = figure(columns=2, width=8.4, height=2.5, sharey=True)
    both = (("cross-correlation: kernel backwards", correlated),
            ("convolution: kernel as it is", convolved))  # fmt: skip
    for i, (ax, (title, values)) in enumerate(zip(axes, both, strict=True)):
        bars = ax.bar(range(len(values)), values, color=series(i)["color"], width=0.6)
        ax.bar_label(bars, [f"{value:g}" if value else "" for value in values], padding=2)
        ax.set(title=title, xlabel="position", ylim=(0, 1.25 * max(kernel)), xticks=range(len(values)))
        ax.grid(False, axis="x")
    axes[0].set_ylabel("output")
    return fig


def draw_patches(image: np.ndarray, rows: np.ndarray, kernel: np.ndarray, chosen: int) -> Figure:
    """Draw an image, its patches as the rows of a matrix, the kernel as a column, and the product.

    Shapes: image (h, w), rows (patches, kh · kw), kernel (kh, kw); `chosen` is the patch to frame.
    """
    fig, axes = figure(columns=4, width=8.6, height=2.6, width_ratios=[4, 9, 1.1, 1.6])
    kh, kw = kernel.shape
    row, column = divmod(chosen, image.shape[1] - kw + 1)
    draw_numbers(axes[0], image, "image")
    outline(axes[0], row, column, kh, kw)
    draw_numbers(axes[1], rows, "x: row i is patch i")
    outline(axes[1], chosen, 0, 1, rows.shape[1])
    draw_numbers(axes[2], kernel.reshape(-1, 1), "w", shade=False)
    draw_numbers(axes[3], (rows @ kernel.ravel()).reshape(-1, 1), "y = x w", shade=False)
    outline(axes[3], chosen, 0, 1, 1)
    return fig


def draw_dense_matrix(matrix: np.ndarray, title: str) -> Figure:
    """Draw the matrix of a linear layer, outputs down and inputs across: 0 white, the larger a weight the darker.

    Shapes: matrix (outputs, inputs).
    """
    fig, ax = figure(width=7.0, height=3.5)
    shown = ax.imshow(np.abs(matrix), cmap="Greys", vmin=0, interpolation="nearest")
    ax.grid(False)
    ax.set(xlabel="input pixel, row by row", ylabel="output, row by row", title=title)
    fig.colorbar(shown, ax=ax, label="weight", shrink=0.8)
    return fig


def _short(number: float) -> str:
    """Write a count in full where it is small, else as a power of ten."""
    if number < 1e5:
        return f"{number:,.0f}"
    exponent = int(np.floor(np.log10(number)))
    return f"{number / 10**exponent:.1f} · 10" + "".join("⁰¹²³⁴⁵⁶⁷⁸⁹"[int(digit)] for digit in str(exponent))


def draw_costs(layers: Mapping[str, tuple[float, float]]) -> Figure:
    """Draw parameters and multiply-adds of layers with the same input and output, on logarithmic axes.

    Shapes: layers maps a name to (parameters, multiply-adds).
    """
    fig, axes = figure(columns=2, width=8.6, height=2.2, sharey=True)
    titles = ("parameters: both ideas save", "multiply-adds: sharing saves none")
    for ax, which, title in zip(axes, (0, 1), titles, strict=True):
        for i, (name, numbers) in enumerate(layers.items()):
            ax.barh(name, numbers[which], color=series(i)["color"], height=0.55)
            label_point(ax, numbers[which], i, _short(numbers[which]), i)
        ax.set(xscale="log", xlim=(10, 1e16), title=title, xlabel="number, logarithmic")
        ax.grid(False, axis="y")
        ax.set_xticks([1e3, 1e6, 1e9, 1e12])
    axes[0].invert_yaxis()
    return fig


def draw_matches(image: np.ndarray, found: Mapping[str, list[tuple[int, int]]], size: tuple[int, int]) -> Figure:
    """Draw the places at which each of up to three ways of matching finds a pattern, the first of them framed boldly.

    Shapes: image (height, width); found maps a name to a list of (row, column); size (height, width) of the pattern.
    """
    high, wide = image.shape
    fig = empty_figure(3 * wide + 620, 3 * high)
    ax = add_picture(fig, 0, 0, high, wide, 3)
    draw_pixels(ax, image, levels=32)
    looks = (("#D55E00", "-"), ("#56B4E9", (0, (2, 0.8))), ("#E69F00", (0, (0.8, 0.5))))
    # without smoothing of edges there are only three colours, and none of them strays into the greys
    for (_, places), (color, style) in zip(found.items(), looks, strict=False):
        for rank, (row, column) in reversed(list(enumerate(places))):
            look = {"linestyle": style, "linewidth": 1.4} if rank else {"linestyle": "-", "linewidth": 3.2}
            outline(ax, row, column, *size, edgecolor=color, antialiased=False, **look)
    outline(ax, 0, 0, high, wide, edgecolor="#999999", linewidth=1, antialiased=False)
    lines = [Line2D([], [], color=color, linestyle=style, linewidth=2.2) for color, style in looks[: len(found)]]
    title = "each with its six best places;\nbold: the best"
    look = {"fontsize": 9, "title_fontsize": 9, "labelspacing": 1.2, "alignment": "left"}
    legend = ax.legend(lines, found, loc="center left", bbox_to_anchor=(1.02, 0.55), title=title, **look)
    for line in legend.get_lines():
        line.set_antialiased(False)
    return fig
