"""The figures of attention as a formula: how scores spread, what leaks, positions, heads, and what it costs."""

from collections.abc import Mapping, Sequence

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from course_lib.plotting import GREY, HALO, SERIES, figure, label_point, series

SHADES = "Blues"


def draw_matrix(ax: Axes, weights: np.ndarray, rows: Sequence[str], columns: Sequence[str], size: float = 8) -> None:
    """Draw an attention matrix: a row for each query, a column for each key, the larger weights also as numbers.

    Shapes: weights (rows, columns).
    """
    ax.imshow(weights, cmap=SHADES, vmin=0, vmax=1.15, aspect="auto")
    ax.set_xticks(range(len(columns)), columns, rotation=90 if max(map(len, columns)) > 3 else 0)
    ax.set_yticks(range(len(rows)), rows)
    ax.grid(False)
    for (i, j), weight in np.ndenumerate(weights):
        if weight >= 0.15:
            look = {"ha": "center", "va": "center", "fontsize": size, "color": "white" if weight > 0.65 else "black"}
            ax.text(j, i, f"{weight:.1f}", **look)


def draw_scaling(
    d: np.ndarray, spreads: Mapping[str, np.ndarray], largest: Mapping[str, np.ndarray], num_keys: int
) -> Figure:
    """Draw how scores spread and how large the largest weight gets as queries and keys grow longer.

    Shapes: d (k,), each of spreads and largest (k,).
    """
    fig, (left, right) = figure(columns=2, height=3.4)
    for i, name in enumerate(spreads):
        left.loglog(d, spreads[name], **series(i))
        right.semilogx(d, largest[name], **series(i))
        label_point(left, d[2], spreads[name][2], name, i, xytext=((-34, 4)[i], 10), **HALO)
        label_point(right, d[2], largest[name][2], name, i, xytext=((-30, 4)[i], (10, -14)[i]), **HALO)
    right.axhline(1 / num_keys, color=GREY, linewidth=0.9)
    label_point(right, d[0], 1 / num_keys, f"even share, 1/{num_keys}", color=GREY, xytext=(0, -8), **HALO)
    left.set(xlabel="length d of query and key", ylabel="standard deviation of scores", title="Scores spread as √d …")
    right.set(xlabel="length d of query and key", ylabel="largest weight, mean", title="… until one key takes all")
    right.set_ylim(0, 1.06)
    for ax in (left, right):
        ax.set_xticks(d, [str(number) for number in d])
        ax.minorticks_off()
    return fig


def draw_leak(probabilities: Mapping[str, np.ndarray], spam: np.ndarray) -> Figure:
    """Draw what one network says of the same messages in different company, a line for each message.

    Shapes: each of probabilities (messages,), spam (messages,) of 0 and 1.
    """
    fig, ax = figure(height=3.5)
    table = np.stack(list(probabilities.values()))  # (companies, messages)
    for is_spam in (0, 1):
        look = series(is_spam, linewidth=0.8, markersize=3.5, alpha=0.8)
        ax.plot(np.arange(len(table)), table[:, spam == is_spam], **look)
    ax.axhline(0.5, color=GREY, linewidth=0.9)
    ax.set_xticks(range(len(table)), list(probabilities))
    ax.set(xlim=(-0.25, len(table) - 0.25), ylim=(-0.04, 1.04), ylabel="says: probability of spam")
    ax.set_title("The same message, judged by the company it keeps")
    label_point(ax, len(table) - 0.9, 0.3, "● is no spam", 0, xytext=(0, 0), **HALO)
    label_point(ax, len(table) - 0.9, 0.22, "■ is spam", 1, xytext=(0, 0), **HALO)
    return fig


def draw_positions(positions: np.ndarray) -> Figure:
    """Draw the vectors of positions, and how alike those of two positions are.

    Shapes: positions (t, d).
    """
    fig, (left, right) = figure(columns=2, height=3.3)
    shown = left.imshow(positions, cmap="RdBu_r", vmin=-1, vmax=1, aspect="auto")
    fig.colorbar(shown, ax=left, label="entry", shrink=0.9)
    left.set(xlabel="column (even: sine, odd: cosine)", ylabel="position", title="Each row is a position …")
    left.grid(False)
    alike = positions @ positions.T
    for i, at in enumerate((5, len(positions) // 2)):
        right.plot(alike[at], **series(i, marker=""))
        label_point(right, at, alike[at, at], f"to position {at}", i, xytext=(6, 4), **HALO)
    right.set(xlabel="position", ylabel="dot product", title="… most alike to its neighbours")
    right.set_ylim(None, alike.max() * 1.08)
    return fig


def draw_heads(weights: np.ndarray, tokens: Sequence[str]) -> Figure:
    """Draw the attention matrices of several heads side by side, for one sentence.

    Shapes: weights (heads, t, t).
    """
    fig, axes = figure(columns=len(weights), width=9.4, height=3.1, sharey=True)
    for head, ax in enumerate(axes):
        draw_matrix(ax, weights[head], tokens, tokens, size=7)
        ax.set_title(f"head {head + 1}")
    axes[0].set_ylabel("looks (query)")
    fig.supxlabel("is looked at (key)", fontsize=9.5)
    return fig


def draw_costs(steps: Sequence[int], seconds: Mapping[str, np.ndarray]) -> Figure:
    """Draw seconds against the length of a sequence, with lines of slope 1 and 2 to compare.

    Shapes: each of seconds (lengths,).
    """
    fig, ax = figure(height=3.5)
    at = np.asarray(steps, float)
    for i, (name, values) in enumerate(seconds.items()):
        ax.loglog(at, 1e3 * values, **series(i))
        label_point(ax, at[-1], 1e3 * values[-1], name, i, xytext=(8, 0))
        slope = (2, 1)[i % 2]
        ax.loglog(at, 1e3 * values[-1] * (at / at[-1]) ** slope, color=GREY, linewidth=0.8, linestyle=":")
    label_point(ax, 0.98, 0.06, "dotted: ∝ T² and ∝ T", color=GREY, xycoords="axes fraction", ha="right", xytext=(0, 0))
    ax.set(xlabel="steps T of the sequence", ylabel="milliseconds")
    ax.set_title("Attention pays for every pair, the RNN for every step")
    ax.set_xlim(at[0] * 0.8, at[-1] * 6)
    ax.set_xticks(at, [f"{step:,}" for step in steps])
    ax.minorticks_off()
    return fig


def draw_deletions(changes: Mapping[str, np.ndarray], labels: Sequence[str]) -> Figure:
    """Draw how far deleting one word moves the score, a panel for each network, a dot for each start.

    Shapes: each of changes (starts, labels).
    """
    fig, axes = figure(columns=len(changes), width=8.8, height=3.0)
    for i, (ax, (name, values)) in enumerate(zip(axes, changes.items(), strict=True)):
        means = values.mean(axis=0)
        ax.barh(range(len(labels)), means, 0.6, color=SERIES[i]["color"], alpha=0.55)
        ax.plot(values.T, np.arange(len(labels))[:, None].repeat(len(values), 1), "o", color="black", markersize=3.5)
        for row, mean in enumerate(means):
            label_point(ax, values[:, row].max(), row, f"{mean:.2f}", xytext=(7, 0))
        ax.set(xlim=(0, values.max() * 1.22), ylim=(len(labels) - 0.4, -0.6), title=name)
        ax.set_xlabel("mean change of the score")
        ax.set_yticks(range(len(labels)), labels if i == 0 else [""] * len(labels))
        ax.grid(False, axis="y")
    return fig
