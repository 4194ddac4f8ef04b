"""The charts of losses and calibration draw what they are given, label it, and stay small."""

import jax.numpy as jnp
import numpy as np
import pytest

from course_lib import metrics
from course_lib.charts import calibration as calibration_charts
from course_lib.charts import losses as loss_charts
from course_lib.charts import losses_classes as class_charts
from course_lib.plotting import png_bytes

X = np.linspace(-2, 2, 9)
Q = np.linspace(0.01, 1, 5)


def lines_of(fig, panel=0):
    """Return the points of every line in one panel."""
    return [np.asarray(line.get_xydata(), float) for line in fig.axes[panel].lines]


def holds(fig, x, y, panel=0):
    """Say whether one of the panel's lines has exactly these points."""
    wanted = np.stack([x, y], axis=1)
    return any(line.shape == wanted.shape and np.allclose(line, wanted) for line in lines_of(fig, panel))


def texts(fig, panel=0):
    """Return all words written into one panel."""
    return [text.get_text() for text in fig.axes[panel].texts]


def test_prices_of_residuals_and_of_probabilities():
    fig = loss_charts.draw_prices(X, {"squared": X**2, "absolute": np.abs(X)}, Q, -np.log(Q))
    assert holds(fig, X, X**2) and holds(fig, X, np.abs(X)) and holds(fig, Q, -np.log(Q), panel=1)
    assert texts(fig) == ["squared", "absolute"] and "0.5 costs 0.69" in texts(fig, 1) and "1 costs 0" in texts(fig, 1)
    assert max(fig.axes[1].get_xticks()) == 1


def test_best_constants_are_marked_where_the_cost_is_lowest():
    costs = {"squared": (X - 1) ** 2, "absolute": np.abs(X + 0.5)}
    fig = loss_charts.draw_best_constants(X, costs, [1.0, 2.0], {"squared": "mean", "absolute": "median"})
    assert holds(fig, [1.0], [0.0]) and holds(fig, [-0.5], [0.0])
    assert {"mean 1", "median -0.5"} <= set(texts(fig))


def test_noise_models_are_drawn_as_density_and_as_price():
    density = np.exp(-(X**2))
    fig = loss_charts.draw_noise_models(np.array([0.1, -0.3, 0.2]), X, {"bell": density})
    assert holds(fig, X, density) and holds(fig, X, X**2, panel=1)
    assert texts(fig) == texts(fig, 1) == ["bell"]


def test_pulls_and_planted_outlier():
    fig = loss_charts.draw_pulls(X, {"squared": X, "absolute": np.sign(X), "Huber": np.clip(X, -1, 1)})
    assert holds(fig, X, np.sign(X)) and texts(fig) == ["squared", "absolute", "Huber"]
    before, after = np.array([1.0, 2.0]), np.array([0.5, 3.0])
    fig = loss_charts.draw_planted_outlier(
        X, 2 * X, {"squared": (before, after)} | {"Huber": (before, before)}, (1, 3460)
    )
    ends = np.array([-2.0, 2.0])
    assert holds(fig, ends, 1 + 2 * ends) and holds(fig, ends, 0.5 + 3 * ends)
    titles = [ax.get_title(loc="left") for ax in fig.axes]
    assert titles == ["squared: slope +50.0 %", "Huber: slope +0.0 %"] and "to 3,460" in texts(fig)


def test_recovery_starts_at_the_first_step():
    accuracies = {"cross-entropy": np.array([0, 0.2, 0.9]), "squared error": np.array([0, 0.0, 0.1])}
    fig = class_charts.draw_stuck(X, {"cross-entropy": X, "squared error": -X}, accuracies, 0.1)
    assert holds(fig, X, -X) and holds(fig, [1, 2], [0.2, 0.9], panel=1)
    assert texts(fig, 1) == ["cross-entropy", "squared error", "guessing"] and fig.axes[1].get_xlim()[1] <= 3
    colors = [line.get_color() for line in fig.axes[0].lines]
    squared = loss_charts.draw_prices(X, {"squared": X**2}, Q, -np.log(Q))
    surprise, square = squared.axes[1].lines[0].get_color(), squared.axes[0].lines[0].get_color()
    assert colors == [surprise, square]  # one colour for each loss, in all figures


def test_loss_and_accuracy():
    fig = class_charts.draw_loss_and_accuracy(Q, 2 * Q, 1 - Q)
    epochs = np.arange(1, 6)
    assert holds(fig, epochs, Q) and holds(fig, epochs, 2 * Q) and holds(fig, epochs, 1 - Q, panel=1)


def test_sites_count_people_and_missing_values():
    missing = np.array([[0.0, 0.5], [0.001, 1.0]])
    fig = class_charts.draw_sites(["A", "B"], np.array([3, 5]), np.array([4, 1]), ["age", "ca"], missing)
    widths = [bar.get_width() for bar in fig.axes[0].patches]
    assert widths == [3, 5, 4, 1] and texts(fig) == ["3", "4 healthy", "5", "1 healthy"]
    assert texts(fig, 1) == ["", "50", "<1", "100"]
    assert [text.get_color() for text in fig.axes[1].texts] == ["black", "black", "black", "white"]


def test_held_out_patients_and_costs():
    healthy = np.array([True, False, False])
    fig = class_charts.draw_held_out_patients({"plain": np.array([0.2, 0.8, 0.9])}, healthy)
    ill, well = lines_of(fig)[:2]
    assert ill[:, 0].tolist() == [0.8, 0.9] and well[:, 0].tolist() == [0.2] and texts(fig) == ["plain"]
    fig = class_charts.draw_costs(Q, 10 * Q, {"½": 0.5}, "price")
    assert holds(fig, Q, 10 * Q) and holds(fig, [0.5], [5.0]) and texts(fig) == ["½: 5.0"]


@pytest.mark.parametrize("bins", [2, 10])
def test_reliability_draws_the_bins_that_hold_something(bins):
    probs = jnp.array([[0.9, 0.1], [0.8, 0.2], [0.3, 0.7]])
    table = metrics.reliability(probs, jnp.array([0, 1, 1]), bins)
    fig = calibration_charts.draw_reliability({"before": table, "after": table})
    counts = np.asarray(table.counts)
    shown = [text for text in texts(fig) if text != "calibrated"]
    assert shown == [str(count) for count in counts[counts > 0]]
    assert holds(fig, np.asarray(table.confidence)[counts > 0], np.asarray(table.accuracy)[counts > 0], panel=1)
    assert [ax.get_title(loc="left") for ax in fig.axes] == ["before", "after"] and len(png_bytes(fig)) < 50_000
