"""Figures of losses for classes: confidently wrong, loss against accuracy, rare classes, missing values."""

from collections.abc import Mapping, Sequence

import numpy as np
from matplotlib.colors import to_rgb
from matplotlib.figure import Figure

from course_lib.plotting import GREY, HALO, figure, label_point, series

ILL_GREY = "#8A95A1"
TWO_LOSSES = (3, 0)  # cross-entropy and squared error keep the looks that they have in the figures of `losses`


def draw_stuck(
    scores: np.ndarray, slopes: Mapping[str, np.ndarray], accuracies: Mapping[str, np.ndarray], untaught: float
) -> Figure:
    """Draw the slope of two losses against the score of the truth, and how accuracy recovers under each.

    Cross-entropy comes first in both mappings, the squared error second.

    Shapes: scores (n,), each of slopes (n,); each of accuracies (steps + 1,); untaught is the accuracy of guessing.
    """
    fig, (left, right) = figure(columns=2)
    for i, (name, slope) in zip(TWO_LOSSES, slopes.items(), strict=True):
        left.plot(scores, slope, **series(i, marker="", linewidth=2.4 if i else 1.8))
        at = 2 * len(scores) // 5 if i == 0 else len(scores) // 4
        label_point(left, scores[at], slope[at], name, i, xytext=(0, 12), ha="right" if i == 0 else "center")
    left.set(xlabel="score z of the truth (0: undecided)", ylabel="slope of the loss", ylim=(-1.1, 0.12))
    left.set_title("Surely wrong: only one loss still pushes")
    for i, (name, values) in zip(TWO_LOSSES, accuracies.items(), strict=True):
        steps = np.arange(1, len(values))
        right.semilogx(steps, values[1:], **series(i, marker="", linewidth=2.4 if i else 1.8))
        risen = int(np.argmax(values > 0.6 * values[-1]))  # the name stands left of the rise, where nothing is drawn
        label_point(right, max(risen, 1), float(values[risen]), name, i, xytext=(-6, 6), ha="right")
    right.axhline(untaught, color=GREY, linewidth=0.8)
    label_point(right, 1, untaught, "guessing", xytext=(2, 7), color=GREY)
    right.set(xlabel="steps with the right labels", ylabel="accuracy", xlim=(0.9, len(values)), ylim=(-0.03, 1.03))
    right.set_title("Measured: the other one comes late")
    return fig


def draw_loss_and_accuracy(train: np.ndarray, held_out: np.ndarray, accuracy: np.ndarray) -> Figure:
    """Draw the training and held-out loss after each epoch, and the held-out accuracy.

    Shapes: train, held_out and accuracy (epochs,).
    """
    fig, (left, right) = figure(columns=2)
    epochs = np.arange(1, len(train) + 1)
    for i, (name, values) in enumerate((("training", train), ("held out", held_out))):
        left.plot(epochs, values, **series(i, markersize=3.5))
        label_point(left, epochs[-1], float(values[-1]), name, i)
    left.set(xlabel="epoch", ylabel="cross-entropy, nats", ylim=(0, None), xlim=(0.5, 1.24 * len(train)))
    left.set_title("The held-out loss turns and climbs …")
    right.plot(epochs, accuracy, **series(2, markersize=3.5))
    right.set(xlabel="epoch", ylabel="held-out accuracy", ylim=(0.7, 1.0), xlim=(0.5, 1.24 * len(train)))
    right.set_title("… while the accuracy stays")
    for ax in (left, right):
        ax.set_xticks([epoch for epoch in epochs if epoch == 1 or epoch % 10 == 0])
    return fig


def draw_sites(
    sites: Sequence[str], ill: np.ndarray, healthy: np.ndarray, names: Sequence[str], missing: np.ndarray
) -> Figure:
    """Draw ill and healthy patients of each site, and the share of missing values of each column and site.

    Shapes: ill and healthy (sites,), missing (sites, columns) shares.
    """
    fig, (left, right) = figure(columns=2, width=9.0, height=3.0, width_ratios=[1, 1.6])
    rows = np.arange(len(sites))
    left.barh(rows, ill, 0.6, color=series(1)["color"])
    left.barh(rows, healthy, 0.6, left=ill, color=series(0)["color"], hatch="//", edgecolor="white", linewidth=0)
    for row, (a, b) in enumerate(zip(ill, healthy, strict=True)):
        left.text(a / 2, row, f"{a:.0f}", ha="center", va="center", color="white", fontweight="bold")
        label_point(left, a + b, row, f"{b:.0f} healthy", 0, xytext=(4, 0))
    left.set_yticks(rows, sites)
    left.set(xlabel="patients: ill (plain), healthy (hatched)", xlim=(0, 450), ylim=(len(sites) - 0.5, -0.5))
    left.grid(False, axis="y")
    left.set_title("Few are healthy in Zurich/Basel …")
    shades = right.imshow(missing, cmap="Greys", vmin=0, vmax=1.2, aspect="auto")
    for (row, column), share in np.ndenumerate(missing):
        text = "" if share == 0 else "<1" if share < 0.005 else f"{100 * share:.0f}"
        ink = "white" if to_rgb(shades.to_rgba(share))[0] < 0.5 else "black"
        right.text(column, row, text, ha="center", va="center", fontsize=9, color=ink)
    right.set_xticks(range(len(names)), names, rotation=45, ha="right", rotation_mode="anchor")
    right.set_yticks([])
    right.grid(False)
    right.set_title("… and much is missing (%)")
    return fig


def draw_held_out_patients(panels: Mapping[str, np.ndarray], healthy: np.ndarray) -> Figure:
    """Draw the probability of disease that models gave to patients they had not seen, a row for each kind of model.

    Shapes: each of panels (n,); healthy (n,) booleans.
    """
    fig, ax = figure(width=7.2, height=2.9)
    jitter = 0.22 * np.sin(7.0 * np.arange(len(healthy)))  # so that equal probabilities do not hide each other
    jitter[healthy] = np.linspace(-0.24, 0.24, int(healthy.sum()))
    look = series(0, linestyle="", marker="s", markersize=8, markeredgecolor="white")
    for row, (name, probability) in enumerate(panels.items()):
        ill = ax.plot(probability[~healthy], row + jitter[~healthy], "o", color=ILL_GREY, markersize=4)[0]
        well = ax.plot(probability[healthy], row + jitter[healthy], **look)[0]
        label_point(ax, 0.0, row - 0.4, name, fontweight="bold", xytext=(2, 0))
    ax.axvline(0.5, color=GREY, linewidth=1)
    ax.set(xlabel="probability of disease, from a model that never saw the patient")
    ax.set(ylim=(len(panels) - 0.6, -0.6), xlim=(-0.02, 1.02))
    ax.set_yticks([])
    fig.legend([well, ill], ["healthy patient", "ill patient"], loc="outside lower right", ncols=2, fontsize=9)
    ax.set_title("Weighted, most of the healthy ones cross one half")
    return fig


def draw_costs(thresholds: np.ndarray, costs: np.ndarray, marked: Mapping[str, float], price: str) -> Figure:
    """Draw what all errors cost together against the decision threshold, with some thresholds marked.

    Shapes: thresholds and costs (k,); marked maps a label to a threshold.
    """
    fig, ax = figure(height=3.0)
    ax.semilogx(thresholds, costs, **series(0, marker=""))
    for i, (name, at) in enumerate(marked.items(), start=1):
        cost = float(np.interp(at, thresholds, costs))
        ax.plot(at, cost, **series(i, markersize=8, linestyle=""))
        label_point(ax, at, cost, f"{name}: {cost:.1f}", i, xytext=(-6, 11), ha="right", **HALO)
    ax.set(xlabel="threshold: call it malignant from this probability on", ylabel=price)
    ax.set_xticks([0.01, 0.03, 0.1, 0.3, 1], ["0.01", "0.03", "0.1", "0.3", "1"])
    ax.minorticks_off()
    ax.set(ylim=(0, 1.15 * float(costs.max())), title="The cheapest threshold lies far below one half")
    return fig
