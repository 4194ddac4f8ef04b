"""Figures of losses, step lengths and gradient noise over the course of a training."""

from collections.abc import Mapping, Sequence

import numpy as np
from matplotlib.figure import Figure

from course_lib.plotting import HALO, figure, label_point, series


def draw_losses(losses: Mapping[str, np.ndarray], lowest: float, title: str) -> Figure:
    """Draw losses against the step on a logarithmic axis, each labelled at its end.

    Shapes: each of losses (steps + 1,).
    """
    fig, ax = figure()
    for i, (name, values) in enumerate(losses.items()):
        shown = np.unique(np.geomspace(1, len(values) - 1, 300).astype(int))
        ax.semilogx(shown, np.asarray(values)[shown], **series(i, marker=""))
        label_point(ax, shown[-1], float(values[-1]), name, i, xytext=(5, 8))
    ax.axhline(lowest, color="#666666", linewidth=0.8)
    label_point(ax, 1, lowest, "lowest possible", xytext=(2, -8))
    ax.set(xlabel="step", ylabel="loss J(θ), half mean squared error", title=title, xlim=(0.9, 10 * shown[-1]))
    ax.set_ylim(lowest - 0.03, max(float(values[0]) for values in losses.values()) + 0.02)
    return fig


def draw_noise(sizes: np.ndarray, noise: np.ndarray, length: float) -> Figure:
    """Draw the noise of batch gradients against the batch size, the law 1/√B, and the true gradient's length.

    Shapes: sizes and noise (k,).
    """
    fig, ax = figure()
    ax.loglog(sizes, noise, **series(0, linestyle=""))
    ax.loglog(sizes, noise[0] / np.sqrt(sizes), **series(1, marker=""))
    ax.axhline(length, color="#666666", linewidth=0.8)
    label_point(ax, sizes[-1], noise[-1], "measured", 0, xytext=(8, 10))
    label_point(ax, 40, noise[0] / 40**0.5, "1/√B", 1, xytext=(-34, -12))
    label_point(ax, 20, length, "length of the true gradient", xytext=(0, 7))
    ax.set(xlabel="batch size B", ylabel="noise of the gradient (rms)", title="Four times the batch, half the noise")
    ax.set_yticks([0.3, 1, 3], ["0.3", "1", "3"])
    ax.set_xticks(sizes, [str(size) for size in sizes])
    ax.set_xlim(0.9, 2.4 * sizes[-1])
    ax.minorticks_off()
    return fig


def draw_epochs(runs: Mapping[str, np.ndarray], lowest: float, title: str) -> Figure:
    """Draw the loss above the lowest against epochs, a panel for each learner, the first learner in all of them.

    Shapes: each of runs (seeds, epochs + 1).
    """
    fig, panels = figure(columns=len(runs), width=8.6, height=3.0, sharey=True)
    first = np.asarray(next(iter(runs.values())))[0] - lowest
    for i, (ax, (name, values)) in enumerate(zip(panels, runs.items(), strict=True)):
        ax.semilogy(first, color="#9AA5B1", linewidth=2.5)
        for seed in np.asarray(values) - lowest:
            ax.semilogy(seed, color=series(i)["color"], linewidth=1.1)
        ax.set_title(name, color=series(i)["color"])
        ax.set_xlabel("epochs")
    panels[0].set_ylabel("loss above the lowest")
    fig.suptitle(title, x=0.01, ha="left", fontweight="bold", fontsize=10.5)
    return fig


def draw_bold_run(bold: np.ndarray, calm: np.ndarray, reach: np.ndarray) -> Figure:
    """Draw the loss of a run with a step size beyond 2/L and of a calm one, and α·L along the bold run.

    Shapes: bold, calm and reach (steps + 1,).
    """
    fig, (left, right) = figure(columns=2)
    left.semilogy(bold, **series(1, marker="", linestyle="-", linewidth=1))
    left.semilogy(calm, **series(0, marker="", linewidth=1.5))
    early = len(calm) // 16
    label_point(left, early, float(calm[early]), "α = 1/L", 0, xytext=(-8, -16))
    label_point(left, early, float(bold[early]), "α = 100/L", 1, xytext=(8, 4))
    left.set(xlabel="step", ylabel="loss", title="It jitters without blowing up …")
    steps, climbs = np.arange(len(bold) - 1), np.diff(bold) > 0
    right.semilogy(steps[~climbs], reach[:-1][~climbs], **series(0, linestyle="", markersize=2.5))
    right.semilogy(steps[climbs], reach[:-1][climbs], **series(1, linestyle="", markersize=3.5))
    right.axhline(2, color="#666666", linewidth=1.2)
    label_point(right, 0.3 * len(bold), 20, "■ the loss climbs", 1, **HALO)
    label_point(right, 0.3 * len(bold), 0.3, "● the loss falls", 0, **HALO)
    right.set(xlabel="step", ylabel="α · L at this step", title="… climbing mostly where α · L > 2")
    right.set_yticks([0.1, 1, 2, 10, 100], ["0.1", "1", "2", "10", "100"])
    right.set_ylim(0.1, 200)
    return fig


def draw_step_lengths(lengths: Mapping[str, Sequence[float]], marked: Sequence[int], title: str) -> Figure:
    """Draw the length of an optimiser's steps, in units of the learning rate.

    Shapes: each of lengths (steps,); `marked` are the steps that carry a marker.
    """
    fig, ax = figure()
    for i, (name, values) in enumerate(lengths.items()):
        ax.plot(range(1, len(values) + 1), values, **series(i, markevery=[step - 1 for step in marked]))
        label_point(ax, len(values) // 2, values[len(values) // 2], name, i, xytext=(0, 9))
    ax.set(xlabel="step", ylabel="length of the step, in units of α", title=title)
    ax.set_ylim(0, 1.1 * max(max(values) for values in lengths.values()))
    return fig
