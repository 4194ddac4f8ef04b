"""The figures of the chapter on gradient descent: each function draws given numbers and returns the figure."""

from collections.abc import Callable, Mapping

import jax
import numpy as np
from matplotlib.figure import Figure

from course_lib.plotting import HALO, contours, draw_path, figure, label_point, series
from course_lib.surfaces import Surface, quadratic


def draw_fitted_line(x: np.ndarray, y: np.ndarray, weights: np.ndarray, loss: Callable) -> Figure:
    """Draw a line through the data at some steps of descent, and the same steps on the loss curve.

    Shapes: x and y (n,), weights (steps + 1,), loss maps a weight to a scalar.
    """
    fig, (left, right) = figure(columns=2)
    left.scatter(x, y, s=5, color="#B0B8C0", linewidths=0)
    ends = np.array([-2.2, 4.0])
    for step in (0, 1, 2, len(weights) - 1):
        left.plot(ends, weights[step] * ends, **series(0, marker="", alpha=0.35 + 0.05 * min(step, 12)))
        label_point(left, 4.0, float(weights[step] * 4.0), f"step {step}", 0)
    left.set(xlabel="body mass index, standardised", ylabel="disease progression, standardised", xlim=(-2.4, 4.9))
    left.set_title("Each step turns the line towards the data …")
    w = np.linspace(-0.25, 1.4, 60)
    right.plot(w, jax.vmap(loss)(w), color="#9AA5B1")
    right.plot(weights, jax.vmap(loss)(weights), **series(1, linestyle="-", linewidth=1.2))
    label_point(right, float(weights[0]), float(loss(weights[0])), "step 0", 1, xytext=(8, 4))
    right.set(xlabel="weight w, the slope of the line", ylabel="loss J(w)")
    right.set_title("… because it goes downhill in the loss")
    return fig


def draw_slope_errors(widths: np.ndarray, errors: Mapping[str, np.ndarray]) -> Figure:
    """Draw the error of measured slopes against the width ε of the difference.

    Shapes: widths (k,), each of errors (k,).
    """
    fig, ax = figure()
    for i, (name, error) in enumerate(errors.items()):
        ax.loglog(widths, error, **series(i))
        label_point(ax, widths[-1], error[-1], name, i)
    for x, y, text in ((6e-6, 1.4e-2, "rounding ∝ 1/ε"), (5e-4, 1e-2, "formula ∝ ε"), (0.06, 1e-4, "formula ∝ ε²")):
        label_point(ax, x, y, text, xytext=(0, 0))
    ax.set(xlabel="width ε", ylabel="mean error of the slope", title="Too small is as bad as too large", xlim=(7e-7, 8))
    return fig


def draw_compass(here: np.ndarray, gradient: np.ndarray, angles: np.ndarray, slopes: np.ndarray) -> Figure:
    """Draw a gradient on the contours of a bowl, and the slope in every direction.

    Shapes: here and gradient (2,), angles and slopes (k,).
    """
    fig, (left, right) = figure(columns=2)
    contours(left, quadratic, (-3.4, 0.6), (-1.2, 2.0), levels=9)
    left.set(aspect="equal", xlabel="θ₁", ylabel="θ₂", title="The gradient crosses contours squarely")
    unit = np.asarray(gradient) / np.linalg.norm(gradient)
    for sign, i, text, align in ((1, 1, "∇J, uphill", "left"), (-1, 0, "−∇J, downhill", "right")):
        tip = np.asarray(here) + sign * 0.9 * unit
        look = {"arrowstyle": "-|>", "color": series(i)["color"], "linewidth": 2}
        left.annotate("", tip, np.asarray(here), arrowprops=look)
        label_point(left, *tip, text, i, xytext=(6 * sign, 6 * sign), ha=align, **HALO)
    degrees, lowest = np.degrees(angles), int(np.argmin(slopes))
    right.plot(degrees, slopes, **series(0, marker=""))
    right.plot(degrees[lowest], slopes[lowest], **series(1, markersize=8))
    label_point(right, degrees[lowest], slopes[lowest], "direction of −∇J", 1, xytext=(0, -14), ha="center")
    right.axhline(0, color="#666666", linewidth=0.8)
    right.set(xlabel="direction, degrees", ylabel="slope in that direction", ylim=(-10.5, 8.5))
    right.set_title("Its opposite is the steepest way down")
    right.set_xticks([-180, -90, 0, 90, 180])
    return fig


def draw_regimes(bowl: Callable, paths: Mapping[str, np.ndarray]) -> Figure:
    """Draw one bowl per step size with the points that descent visits.

    Shapes: bowl acts on arrays entry by entry; paths maps titles to (steps + 1,).
    """
    fig, axes = figure(columns=len(paths), width=8.6, height=2.7, sharey=True)
    theta = np.linspace(-2.3, 2.3, 60)
    for ax, (title, path) in zip(axes, paths.items(), strict=True):
        ax.plot(theta, bowl(theta), color="#9AA5B1", linewidth=1.2)
        ax.plot(path, bowl(path), **series(1, linestyle="-", linewidth=1, markersize=4))
        ax.plot(path[0], bowl(path[0]), "o", color=series(1)["color"], markersize=10, markerfacecolor="none")
        ax.set(title=title, xlabel="θ", ylim=(-0.8, 26))
    axes[0].set_ylabel("loss J(θ)")
    return fig


def draw_valleys(paths: Mapping[int, np.ndarray], kappas: np.ndarray, steps: np.ndarray) -> Figure:
    """Draw descent in two bowls of different condition number, and the steps needed against it.

    Shapes: paths maps κ to (steps + 1, 2); kappas and steps (k,).
    """
    fig, axes = figure(columns=3, width=8.8, height=3.0, width_ratios=[1, 1, 1.1])
    for ax, (kappa, path) in zip(axes, paths.items(), strict=False):
        contours(ax, lambda t, k=kappa: quadratic(t, (1 / k, 1.0)), (-3.2, 3.2), (-2, 2), levels=8)
        draw_path(ax, path, 1)
        ax.set(title=f"κ = {kappa}: {len(path) - 1} steps", xlabel="θ₁", ylabel="θ₂")
        ax.plot(0, 0, "k*", markersize=9)
    axes[2].loglog(kappas, steps, **series(0))
    label_point(axes[2], kappas[-2], steps[-2], "steps ∝ κ", 0, xytext=(-64, 4))
    axes[2].set(xlabel="condition number κ", ylabel="steps to 1/1000 of the distance", title="Long valleys cost time")
    return fig


def draw_search(surface: Surface, path: np.ndarray, alphas: np.ndarray) -> Figure:
    """Draw the path of a line search on its surface, and the step sizes it chose.

    Shapes: path (steps + 1, 2), alphas (steps,).
    """
    fig, (left, right) = figure(columns=2)
    contours(left, surface.f, surface.xlim, surface.ylim)
    draw_path(left, path, 0)
    left.plot(*surface.minima[0], "k*", markersize=10)
    left.set(xlabel="θ₁", ylabel="θ₂", title="The search never climbs …")
    right.semilogy(np.arange(1, len(alphas) + 1), alphas, **series(1, linestyle=":"))
    right.set(xlabel="step", ylabel="step size α", title="… because it adapts α to the place")
    return fig


def draw_traps(
    hollows: Surface, starts: np.ndarray, deep: np.ndarray, ridge: Surface, on_ridge: np.ndarray, beside: np.ndarray
) -> Figure:
    """Draw which of two minima each start reaches, and two paths near a saddle.

    Shapes: starts (k, 2), deep (k,) booleans; on_ridge and beside (steps + 1, 2).
    """
    fig, (left, right) = figure(columns=2)
    contours(left, hollows.f, hollows.xlim, hollows.ylim, levels=9)
    for i, (where, text) in enumerate(((deep, "deep"), (~deep, "shallow"))):
        left.plot(*starts[where].T, **series(i, linestyle=""))
        label_point(left, hollows.minima[i][0], -0.3, text, i, ha="center", xytext=(0, 0), fontweight="bold", **HALO)
    left.plot(*zip(*hollows.minima, strict=True), "k*", markersize=11)
    left.set(xlabel="θ₁", ylabel="θ₂", title="The start decides which minimum you get")
    contours(right, ridge.f, ridge.xlim, ridge.ylim, levels=9)
    draw_path(right, beside, 0)
    draw_path(right, on_ridge, 1)
    label_point(right, 0.0, 0.0, "stuck on the saddle", 1, xytext=(-8, -10), ha="right", **HALO)
    label_point(right, 0.0, 0.5, "started 0.001 beside", 0, xytext=(-8, 0), ha="right", **HALO)
    right.set(xlabel="θ₁", ylabel="θ₂", title="A slope of zero need not be a minimum")
    return fig


def draw_momentum_counts(
    kappas: np.ndarray, plain: np.ndarray, heavy: np.ndarray, counts: Mapping[float, int]
) -> Figure:
    """Draw the steps needed against the condition number, with and without momentum, and against β on data.

    Shapes: kappas, plain and heavy (k,); counts maps β to a number of steps.
    """
    fig, (left, right) = figure(columns=2)
    left.loglog(kappas, plain, **series(0))
    left.loglog(kappas, heavy, **series(1))
    label_point(left, kappas[-1], plain[-1], "plain, ∝ κ", 0, xytext=(-70, 2))
    label_point(left, kappas[-1], heavy[-1], "momentum, about ∝ √κ", 1, xytext=(0, -52), ha="right")
    left.set(xlabel="condition number κ", ylabel="steps to 1/1000 of the distance")
    left.set_title("Momentum takes about the square root")
    bars = right.bar([str(beta) for beta in counts], list(counts.values()), color=series(1)["color"], width=0.6)
    right.bar_label(bars, padding=2)
    right.grid(False, axis="x")
    right.set(xlabel="momentum β", ylabel="steps to within 0.1 %", ylim=(0, 1.1 * max(counts.values())))
    right.set_title("On the patients β = 0.9 is best")
    return fig
