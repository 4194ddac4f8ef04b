"""Figures of what a residual costs: prices and pulls, the best constant, noise, and an outlier."""

from collections.abc import Mapping, Sequence

import numpy as np
from matplotlib.figure import Figure

from course_lib.plotting import GREY, HALO, figure, label_point, series


def draw_prices(residual: np.ndarray, prices: Mapping[str, np.ndarray], q: np.ndarray, surprise: np.ndarray) -> Figure:
    """Draw what a residual costs under several losses, and what a probability given to the truth costs.

    Shapes: residual (n,), each of prices (n,); q and surprise (k,).
    """
    fig, (left, right) = figure(columns=2)
    for i, (name, price) in enumerate(prices.items()):
        left.plot(residual, price, **series(i, marker=""))
        label_point(left, residual[-1], price[-1], name, i, xytext=(5, (0, 5, -5)[i]))
    left.set(xlabel="residual: target − prediction", ylabel="cost", xlim=(residual[0], 1.85 * residual[-1]))
    left.set_xticks(np.linspace(residual[0], residual[-1], 5))
    left.set_title("A missed number costs by its distance …")
    right.plot(q, surprise, **series(3, marker="", linewidth=2.4))
    for at in (1.0, 0.5, 0.2, 0.01):
        right.plot(at, -np.log(at), **series(3, linestyle=""))
        label_point(right, at, -np.log(at), f"{at:g} costs {abs(np.log(at)):.2g}", xytext=(6, 8))
    right.set(xlabel="probability that the model gave to the truth", ylabel="cost: −log q", xlim=(-0.02, 1.24))
    right.set_xticks(np.linspace(0, 1, 6))
    right.set_title("… a missed class by its surprise")
    return fig


def draw_best_constants(
    guesses: np.ndarray, costs: Mapping[str, np.ndarray], samples: Sequence[float], best: Mapping[str, str]
) -> Figure:
    """Draw what one constant guess for all samples costs, a curve and its lowest point for each loss.

    Shapes: guesses (n,), each of costs (n,); best maps the same names to a word for the lowest guess.
    """
    fig, ax = figure(height=2.9)
    for i, (name, cost) in enumerate(costs.items()):
        low = int(np.argmin(cost))
        ax.plot(guesses, cost, **series(i, marker=""))
        ax.plot(guesses[low], cost[low], **series(i, markersize=8))
        label_point(ax, guesses[low], cost[low], f"{best[name]} {guesses[low]:g}", i, xytext=(0, 12), ha="center")
        label_point(ax, guesses[-1], cost[-1], name, i)
    ax.plot(samples, np.zeros(len(samples)), "|", color="black", markersize=14, markeredgewidth=2)
    ax.set(xlabel="the guess c, the same for all samples (the samples are the black ticks)", ylabel="cost")
    ax.set(xlim=(guesses[0], guesses[-1] * 1.24), ylim=(0, None))
    ax.set_title("Squares pull the guess to the mean, sizes to the median")
    return fig


def draw_noise_models(residuals: np.ndarray, grid: np.ndarray, densities: Mapping[str, np.ndarray]) -> Figure:
    """Draw a histogram of residuals with densities over it, and minus the logarithm of those densities.

    Shapes: residuals (n,), grid (k,), each of densities (k,).
    """
    fig, (left, right) = figure(columns=2)
    left.hist(residuals, bins=24, density=True, color="#D5DAE0")
    for i, (name, density) in enumerate(densities.items()):
        left.plot(grid, density, **series(i, marker=""))
        at = (
            int(np.argmax(density)) if i else int(np.argmax(density > 0.7 * np.max(density)))
        )  # the top, or on the way up
        label_point(left, grid[at], density[at], name, i, xytext=(8, -2) if i else (-8, 4), ha="left" if i else "right")
        right.plot(grid, -np.log(density), **series(i, marker=""))
        label_point(right, grid[-1], float(-np.log(density[-1])), name, i)
    left.set(
        xlabel="residual, in standard deviations of the target", ylabel="density", title="A belief about the noise …"
    )
    right.set(
        xlabel="residual, in standard deviations of the target",
        ylabel="−log density",
        title="… is a price for a residual",
    )
    right.set(xlim=(grid[0], grid[-1] + 1.9), xticks=np.linspace(grid[0], grid[-1], 7))
    return fig


def draw_pulls(residual: np.ndarray, pulls: Mapping[str, np.ndarray]) -> Figure:
    """Draw how hard a residual pulls at the prediction under each loss: the slope of its price.

    Shapes: residual (n,), each of pulls (n,).
    """
    fig, ax = figure(height=2.7)
    for i, (name, pull) in enumerate(pulls.items()):
        ax.plot(residual, pull, **series(i, marker=""))
        label_point(ax, residual[-1], float(pull[-1]), name, i, xytext=(5, 8 * (i == 2)))
    ax.axhline(0, color=GREY, linewidth=0.8)
    ax.set(xlabel="residual: target − prediction", ylabel="pull: slope of the cost")
    ax.set(xlim=(residual[0], residual[-1] * 1.5), title="Only the squared error pulls harder without end")
    ax.set_xticks(np.linspace(residual[0], residual[-1], 5))
    return fig


def draw_planted_outlier(
    x: np.ndarray, y: np.ndarray, lines: Mapping[str, tuple[np.ndarray, np.ndarray]], planted: tuple[float, float]
) -> Figure:
    """Draw a cloud with the fitted line of each loss, thin before and thick after one target was spoilt.

    Shapes: x and y (n,); lines maps a name to (intercept, slope) before and after; planted is the spoilt point.
    """
    fig, panels = figure(columns=len(lines), width=8.6, height=3.0, sharey=True)
    ends = np.array([x.min(), x.max()])
    for i, (ax, (name, (before, after))) in enumerate(zip(panels, lines.items(), strict=True)):
        ax.scatter(x, y, s=4, color="#B0B8C0", linewidths=0)
        ax.plot(ends, before[0] + before[1] * ends, color="black", linewidth=1)
        ax.plot(ends, after[0] + after[1] * ends, **series(i, marker="", linewidth=2.5))
        change = after[1] / before[1] - 1
        ax.set_title(f"{name}: slope {change:+.1%}".replace("%", " %").replace("-", "−"), color=series(i)["color"])
        ax.annotate("", (planted[0], 455), (planted[0], 415), arrowprops={"arrowstyle": "-|>", "color": "black"})
        label_point(ax, planted[0], 435, f"to {planted[1]:,.0f}", xytext=(-6, 0), ha="right", **HALO)
        ax.set(xlabel="body mass index, kg/m²", ylim=(0, 460))
    panels[0].set_ylabel("disease progression, points")
    return fig
