"""The charts of the chapter on recurrent networks draw what they are given, label it, and stay small."""

import numpy as np

from course_lib.charts import recurrent as charts
from course_lib.plotting import png_bytes


def titles(fig):
    return [ax.get_title(loc="left") for ax in fig.axes]


def words(ax):
    return [text.get_text() for text in ax.texts]


def test_sounds_share_one_time_scale_and_end_where_they_end():
    fig = charts.draw_sounds({"A": np.zeros((40, 24)), "B": np.ones((10, 24))}, "two lengths")
    assert titles(fig) == ["A", "B"] and len(png_bytes(fig)) < 50_000
    assert all(np.allclose(ax.get_xlim(), (0, 0.5)) for ax in fig.axes)
    assert np.allclose([ax.images[0].get_extent()[1] for ax in fig.axes], [0.5, 0.125])


def test_reach_is_drawn_relative_to_the_end_and_labelled_without_overlap():
    falling = 8.0 * 0.5 ** np.arange(40)
    fig = charts.draw_reach({"before": {"a": falling, "b": falling * 3, "c": 0 * falling + 2}, "after": {"a": falling}})
    assert titles(fig) == ["before", "after"] and len(png_bytes(fig)) < 50_000
    lines = [line for line in fig.axes[0].lines if len(line.get_xdata()) == 40]
    assert np.allclose(lines[0].get_ydata(), np.maximum(falling / 8, 1e-8)) and np.allclose(lines[2].get_ydata(), 1)
    assert words(fig.axes[0]) == ["a", "b", "c"]
    heights = np.log([text.xy[1] for text in fig.axes[0].texts])
    assert np.diff(np.sort(heights)).min() > 1.3
    assert len({line.get_linestyle() for line in lines}) == 3  # not by colour alone


def test_an_explosion_says_when_the_loss_is_lost():
    steps = np.arange(20.0)
    fig = charts.draw_explosion(10 + steps, {"clipped": 20 - steps, "plain": np.where(steps < 2, 5, np.nan)}, 1.0)
    assert "clipped to 1" in words(fig.axes[0]) and words(fig.axes[1]) == ["clipped", "plain: nan after 2 steps"]
    assert len(png_bytes(fig)) < 50_000


def test_a_ladder_shows_every_share_within_its_interval():
    fig = charts.draw_ladder({"net": (150, 300), "average": (290, 300)}, "title")
    (ax,) = fig.axes
    assert [label.get_text() for label in ax.get_yticklabels()] == ["net", "average"]
    assert {"0.50", "0.97", "guessing"} == set(words(ax))
    spans = [line.get_xdata() for line in ax.lines if len(line.get_xdata()) == 2 and line.get_xdata()[0] != 0.1]
    assert spans[0][0] < 0.5 < spans[0][1] and spans[1][0] < 290 / 300 < spans[1][1]
