"""The charts of training and descent draw what they are given, label it, and stay small."""

import jax.numpy as jnp
import numpy as np
import pytest

from course_lib import surfaces
from course_lib.charts import descent as descent_charts
from course_lib.charts import training as training_charts
from course_lib.plotting import png_bytes

STEPS = np.arange(1.0, 6)
PATH = np.stack([np.linspace(1, 0, 6), np.linspace(0.5, 0, 6)], axis=1)


def drawn(fig, panel):
    """Return the data of every line in one panel."""
    return [np.asarray(line.get_xydata()) for line in fig.axes[panel].lines]


def holds(lines, x, y):
    """Say whether one of the lines has exactly these points."""
    return any(line.shape == (len(x), 2) and np.allclose(line, np.stack([x, y], axis=1)) for line in lines)


def test_fitted_line_and_its_walk():
    loss = lambda w: 0.5 * (w - 1) ** 2
    fig = descent_charts.draw_fitted_line(PATH[:, 0], PATH[:, 1], jnp.array([0.0, 0.5, 0.75, 0.9]), loss)
    assert holds(drawn(fig, 1), [0, 0.5, 0.75, 0.9], [0.5, 0.125, 0.03125, 0.005])
    assert [text.get_text() for text in fig.axes[0].texts] == ["step 0", "step 1", "step 2", "step 3"]


def test_slope_errors_and_compass():
    fig = descent_charts.draw_slope_errors(STEPS, {"one-sided": STEPS, "central": STEPS**2})
    assert holds(drawn(fig, 0), STEPS, STEPS) and holds(drawn(fig, 0), STEPS, STEPS**2)
    angles = np.linspace(-np.pi, np.pi, 9)
    fig = descent_charts.draw_compass(np.array([-2, 0.7]), np.array([-2.0, 7]), angles, np.cos(angles))
    assert holds(drawn(fig, 1), np.degrees(angles), np.cos(angles))
    assert holds(drawn(fig, 1), [-180.0], [-1.0])  # the lowest slope is marked


def test_regimes_and_valleys():
    fig = descent_charts.draw_regimes(lambda t: t**2, {"a": STEPS, "b": -STEPS})
    assert [ax.get_title(loc="left") for ax in fig.axes] == ["a", "b"] and holds(drawn(fig, 1), -STEPS, STEPS**2)
    fig = descent_charts.draw_valleys({2: PATH, 9: 2 * PATH}, STEPS, 7 * STEPS)
    assert holds(drawn(fig, 1), *(2 * PATH).T) and holds(drawn(fig, 2), STEPS, 7 * STEPS)
    assert fig.axes[1].get_title(loc="left") == "κ = 9: 5 steps"


def test_search_and_traps():
    hollows, ridge = surfaces.all_surfaces()[2:4]
    fig = descent_charts.draw_search(hollows, PATH, STEPS)
    assert holds(drawn(fig, 0), *PATH.T) and holds(drawn(fig, 1), STEPS, STEPS)
    deep = np.array([True, False, True, False, False, True])
    fig = descent_charts.draw_traps(hollows, PATH, deep, ridge, PATH, -PATH)
    assert holds(drawn(fig, 0), *PATH[deep].T) and holds(drawn(fig, 0), *PATH[~deep].T)
    assert holds(drawn(fig, 1), *(-PATH).T)


def test_momentum_counts_name_every_count():
    fig = descent_charts.draw_momentum_counts(STEPS, STEPS**2, STEPS, {0.0: 40, 0.5: 20, 0.9: 31})
    assert holds(drawn(fig, 0), STEPS, STEPS**2)
    assert [bar.get_height() for bar in fig.axes[1].patches] == [40, 20, 31]
    assert [text.get_text() for text in fig.axes[1].texts] == ["40", "20", "31"]
    assert [label.get_text() for label in fig.axes[1].get_xticklabels()] == ["0.0", "0.5", "0.9"]


def test_losses_and_noise():
    fig = training_charts.draw_losses({"plain": np.array([5.0, 4, 3, 2])}, 1.0, "It falls")
    assert holds(drawn(fig, 0), [1, 2, 3], [4, 3, 2]) and fig.axes[0].get_title(loc="left") == "It falls"
    fig = training_charts.draw_noise(np.array([1, 4, 16]), np.array([2.0, 1.1, 0.5]), 1.0)
    assert holds(drawn(fig, 0), [1, 4, 16], [2.0, 1.1, 0.5]) and holds(drawn(fig, 0), [1, 4, 16], [2, 1, 0.5])


def test_epochs_draw_every_seed_beside_the_first_learner():
    runs = {"all": np.array([[3.0, 2.0]]), "sgd": np.array([[9.0, 5.0], [6.0, 4.0]])}
    fig = training_charts.draw_epochs(runs, 1.0, "Noise")
    assert len(drawn(fig, 0)) == 2 and len(drawn(fig, 1)) == 3
    assert all(holds(drawn(fig, 1), [0, 1], above) for above in ([2, 1], [8, 4], [5, 3]))
    assert [ax.get_title(loc="left") for ax in fig.axes] == ["all", "sgd"] and fig.get_suptitle() == "Noise"


def test_bold_run_marks_the_steps_after_which_the_loss_climbs():
    bold, reach = np.array([3.0, 4.0, 2.0, 2.5, 1.0]), np.array([5.0, 0.5, 2.5, 0.4, 0.3])
    fig = training_charts.draw_bold_run(bold, STEPS[::-1], reach)
    assert holds(drawn(fig, 0), range(5), bold) and holds(drawn(fig, 0), range(5), STEPS[::-1])
    falls, climbs, limit = fig.axes[1].lines
    assert np.array_equal(climbs.get_xydata(), [[0, 5.0], [2, 2.5]])
    assert np.array_equal(falls.get_xydata(), [[1, 0.5], [3, 0.4]]) and set(limit.get_ydata()) == {2}
    assert len(png_bytes(fig)) < 50_000


@pytest.mark.parametrize("marked", [[1], [1, 5]])
def test_step_lengths(marked):
    fig = training_charts.draw_step_lengths({"with": STEPS}, marked, "Leaps")
    assert holds(drawn(fig, 0), STEPS, STEPS) and len(png_bytes(fig)) < 50_000
