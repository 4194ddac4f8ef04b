"""Figures of losses, step lengths and gradient noise over the course of a training."""

from collections.abc import Mapping, Sequence

import numpy as np
from matplotlib.figure import Figure

from course_lib.plotting import figure, label_point, series


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
    ax.set_xlim(0.9, 2 * sizes[-1])
    ax.minorticks_off()
    return fig


def draw_epochs(runs: Mapping[str, np.ndarray], lowest: float, title: str, shifts: Sequence[int] = ()) -> Figure:
    """Draw the loss above the lowest against epochs: seeds thin, their geometric mean thick.

    Shapes: each of runs (seeds, epochs + 1).
    Units:  shifts move the labels up, in points.
    """
    fig, ax = figure(width=6.6, height=3.5)
    for i, (name, values) in enumerate(runs.items()):
        above = np.asarray(values) - lowest
        for seed in above:
            ax.semilogy(seed, **series(i, marker="", linewidth=0.9, alpha=0.55))
        mean = np.exp(np.log(above).mean(axis=0))
        ax.semilogy(mean, **series(i, markersize=3.5, markevery=3))
        label_point(ax, len(mean) - 1, float(mean[-1]), name, i, xytext=(6, shifts[i] if shifts else 0))
    ax.set(xlabel="epochs", ylabel="loss above the lowest", title=title, xlim=(0, 1.5 * (len(mean) - 1)))
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
