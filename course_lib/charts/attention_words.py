"""Attention drawn over text: words on shades of their weight, and Chinese characters against English words."""

from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from pathlib import Path

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.patches import Rectangle

from course_lib.charts.attention import draw_matrix
from course_lib.plotting import SERIES, figure

FONT = "noto_sans_cjk_sc_subset.otf"


@cache
def chinese_font(size: float = 11) -> FontProperties:
    """Give the font for Chinese in figures, shipped with the course so that it is there on every machine.

    Units: size in points.
    """
    return FontProperties(fname=Path(str(files("course_lib") / "datasets" / FONT)), size=size)


def draw_alignments(
    weights: Sequence[np.ndarray], english: Sequence[Sequence[str]], chinese: Sequence[Sequence[str]]
) -> Figure:
    """Draw which English words each Chinese character looks at, a panel for each pair of sentences.

    Shapes: each of weights (characters, words).
    """
    widths = [len(words) + 1.6 for words in english]
    fig, axes = figure(columns=len(weights), width=9.2, height=3.5, gridspec_kw={"width_ratios": widths})
    for ax, matrix, words, characters in zip(np.ravel(axes), weights, english, chinese, strict=True):
        draw_matrix(ax, matrix, characters, words)
        for label in ax.get_yticklabels():
            label.set_fontproperties(chinese_font(12))
        ax.tick_params(length=0)
    np.ravel(axes)[0].set_title("Each character (row) looks at the words (columns) that help to tell it")
    return fig


def draw_weighted_words(
    messages: Sequence[Sequence[str]], weights: Sequence[np.ndarray], titles: Sequence[str], columns: int = 9
) -> Figure:
    """Write messages word by word on shades of their weight, each weight as a multiple of an even share.

    Shapes: each of weights as many as its message has words.
    """
    lines = [-(-len(message) // columns) for message in messages]
    fig, axes = figure(columns=1, width=8.8, height=0.62 * sum(lines) + 0.42 * len(lines), layout="constrained")
    axes.remove()
    for i, ax in enumerate(fig.subplots(len(messages), 1, gridspec_kw={"height_ratios": [n + 0.4 for n in lines]})):
        _write(ax, messages[i], np.asarray(weights[i]) * len(messages[i]), lines[i], columns)
        ax.set_title(titles[i])
    return fig


def _write(ax: Axes, words: Sequence[str], shares: np.ndarray, lines: int, columns: int) -> None:
    ax.set(xlim=(0, columns), ylim=(lines, 0))
    ax.axis("off")
    for n, (word, share) in enumerate(zip(words, shares, strict=True)):
        row, column = divmod(n, columns)
        color = SERIES[0]["color"]
        alpha = float(np.clip(share / 4, 0.02, 0.85))
        ax.add_patch(Rectangle((column + 0.03, row + 0.06), 0.94, 0.88, facecolor=color, alpha=alpha))
        look = {"ha": "center", "va": "center", "color": "white" if share > 2.6 else "black"}
        ax.text(column + 0.5, row + 0.36, word if len(word) < 14 else word[:12] + "…", fontsize=9.5, **look)
        ax.text(column + 0.5, row + 0.73, f"{share:.1f}", fontsize=7.5, **look)
