"""The figures of the chapter on recurrent networks: sounds, gradients over distance, explosions, accuracies."""

from collections.abc import Mapping, Sequence

import numpy as np
from matplotlib.figure import Figure

from course_lib.metrics import accuracy_interval
from course_lib.plotting import GREY, HALO, figure, label_point, series

STEP_SECONDS = 0.0125


def draw_sounds(sounds: Mapping[str, np.ndarray], title: str) -> Figure:
    """Draw log-mel pictures side by side on one time scale, each without its padding.

    Shapes: each of sounds (time, bands), one step every 12.5 ms.
    """
    fig, axes = figure(columns=len(sounds), width=8.6, height=2.6, sharey=True)
    longest = max(len(sound) for sound in sounds.values()) * STEP_SECONDS
    for ax, (name, sound) in zip(axes, sounds.items(), strict=True):
        end = len(sound) * STEP_SECONDS
        box = (0, end, -0.5, sound.shape[1] - 0.5)
        ax.imshow(np.asarray(sound).T, origin="lower", aspect="auto", cmap="magma", vmin=-2, vmax=2.5, extent=box)
        ax.axvline(end, color=GREY, linewidth=1)
        ax.set_xticks([0, 0.3, 0.6], ["0", "0.3", "0.6"])
        ax.set(xlim=(0, longest), title=name, facecolor="#F2F2F2")  # after the ticks, which would widen it
        ax.grid(False)
    axes[0].set_ylabel("band, low to high")
    axes[len(sounds) // 2].set_xlabel("seconds")
    fig.suptitle(title, x=0.01, ha="left", fontweight="bold", fontsize=10.5)
    return fig


def draw_reach(panels: Mapping[str, Mapping[str, np.ndarray]], floor: float = 1e-8) -> Figure:
    """Draw gradient norms against the distance to the end on logarithmic axes, each line labelled at its end.

    Shapes: each of a panel's norms (time,), entry 0 at the end of the sequence; drawn relative to it.
    """
    fig, axes = figure(columns=len(panels), width=8.6, height=3.6, sharey=True)
    for ax, (title, norms) in zip(axes, panels.items(), strict=True):
        ends = []
        for i, (name, values) in enumerate(norms.items()):
            relative = np.maximum(np.asarray(values, float) / float(values[0]), floor)
            ax.semilogy(relative, **series(i, markersize=3.5, markevery=(2 * i, 8)))
            ends.append((relative[-1], name, i, len(relative) - 1))
        for at, (_, name, i, last) in zip(_apart([end for end, *_ in ends], 4.0), ends, strict=True):
            label_point(ax, last, at, name, i, xytext=(6, 0), **HALO)
        ax.axhline(1, color=GREY, linewidth=0.8)
        ax.set(title=title, xlabel="distance: steps back from the end", xlim=(-1, 1.42 * last), ylim=(floor / 2, 50))
        ax.set_xticks(range(0, last + 1, 10))
    axes[0].set_ylabel("gradient norm, 1 at the end")
    return fig


def _apart(values: Sequence[float], factor: float) -> np.ndarray:
    """Move values on a logarithmic axis so that neighbours differ at least by a factor, their order kept."""
    order = np.argsort(values)
    logs = np.log(np.asarray(values, float))[order]
    for i in range(1, len(logs)):
        logs[i] = max(logs[i], logs[i - 1] + np.log(factor))
    moved = np.empty_like(logs)
    moved[order] = logs
    return np.exp(moved)


def draw_explosion(norms: np.ndarray, losses: Mapping[str, np.ndarray], limit: float) -> Figure:
    """Draw the length of each step's gradient against the limit, and the loss of two trainings.

    Shapes: norms (steps,), each of losses (steps,), perhaps ending in nan.
    """
    fig, (left, right) = figure(columns=2, width=8.6, height=3.3)
    left.semilogy(norms, **series(1, linestyle="", markersize=3.5))
    left.axhline(limit, color=GREY, linewidth=1.2)
    label_point(left, len(norms) * 0.55, limit, f"clipped to {limit:g}", color=GREY, xytext=(0, 7))
    left.set(xlabel="step", ylabel="gradient norm before clipping", title="Far too long, step after step …")
    for i, (name, values) in enumerate(losses.items()):
        finite = np.asarray(values)[np.isfinite(values)]
        right.semilogy(finite, **series(i, marker="o" if len(finite) < 5 else "", markersize=8))
        last = len(finite) - 1
        says = name if len(finite) == len(values) else f"{name}: nan after {len(finite)} step{'s' * (len(finite) > 1)}"
        at = min(last, int(0.4 * len(values)))
        above = float(finite[at : at + 15].max())  # clear of the peaks beside it
        label_point(right, at, above, says, i, xytext=(9, 9), **HALO)
    right.set(xlabel="step", ylabel="loss", title="… yet their direction is of use")
    return fig


def draw_ladder(results: Mapping[str, tuple[int, int]], title: str) -> Figure:
    """Draw accuracies with their 95 % intervals, one row a method, the last on top.

    Shapes: each of results (number right, number of all).
    """
    fig, ax = figure(width=7.4, height=0.6 + 0.36 * len(results))
    for row, (name, (right, total)) in enumerate(results.items()):
        low, high = accuracy_interval(right, total)
        look = series(1 if "average" in name else 0)
        ax.plot([low, high], [row, row], color=look["color"], linewidth=2.2)
        ax.plot(right / total, row, look["marker"], color=look["color"], markersize=7)
        label_point(ax, high, row, f"{right / total:.2f}", color=look["color"], xytext=(6, 0))
    ax.axvline(0.1, color=GREY, linewidth=0.8)
    label_point(ax, 0.1, len(results) - 0.5, "guessing", color=GREY, xytext=(4, 0))
    ax.set_yticks(range(len(results)), list(results))
    ax.set(xlim=(0, 1.09), ylim=(-0.6, len(results) - 0.2), xlabel="share of 300 test recordings right", title=title)
    ax.grid(False, axis="y")
    return fig
