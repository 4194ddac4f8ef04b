"""The figures of attention show the numbers that they are given, and fit into their bytes."""

import gzip

import numpy as np
import pytest
from conftest import ROOT
from matplotlib.font_manager import get_font

from course_lib.charts import attention as charts
from course_lib.charts import attention_words as word_charts
from course_lib.plotting import MAX_BYTES, png_bytes


def fits(fig):
    return len(png_bytes(fig)) <= MAX_BYTES


def texts(ax):
    return [text.get_text() for text in ax.texts]


def test_scaling_leak_costs_deletions_positions():
    d = np.array([2, 8, 32])
    fig = charts.draw_scaling(d, {"raw": d**0.5, "scaled": np.ones(3)}, {"raw": d / 40, "scaled": np.full(3, 0.3)}, 10)
    assert np.allclose(fig.axes[0].lines[0].get_ydata(), d**0.5) and fits(fig)
    fig = charts.draw_leak({"alone": np.array([0.1, 0.9]), "in company": np.array([0.7, 0.8])}, np.array([0, 1]))
    assert np.allclose(fig.axes[0].lines[0].get_ydata(), [0.1, 0.7]) and fits(fig)
    fig = charts.draw_costs([64, 256], {"attention": np.array([1e-5, 2e-4]), "RNN": np.array([1e-5, 4e-5])})
    assert np.allclose(fig.axes[0].lines[0].get_ydata(), [0.01, 0.2]) and fits(fig)
    fig = charts.draw_deletions({"a": np.ones((3, 2)), "b": 2 * np.ones((3, 2))}, ["high", "low"])
    assert texts(fig.axes[1]) == ["2.00", "2.00"] and fits(fig)
    fig = charts.draw_positions(np.eye(8))
    assert fits(fig)


def test_matrices_write_their_larger_weights():
    fig = charts.draw_heads(np.stack([np.eye(3), np.full((3, 3), 1 / 3)]), ["a", "b", "c"])
    assert texts(fig.axes[0]) == ["1.0"] * 3 and texts(fig.axes[1]) == ["0.3"] * 9 and fits(fig)


def test_words_and_characters():
    fig = word_charts.draw_alignments([np.eye(2)] * 2, [["i", "water"]] * 2, [["我", "水"]] * 2)
    labels = fig.axes[0].get_yticklabels()
    assert [label.get_text() for label in labels] == ["我", "水"] and fits(fig)
    assert word_charts.FONT in str(labels[0].get_fontproperties().get_file())
    fig = word_charts.draw_weighted_words([["a"] * 11, ["b"]], [np.full(11, 1 / 11), np.ones(1)], ["one", "two"])
    assert len(fig.axes) == 2 and texts(fig.axes[0])[:2] == ["a", "1.0"] and fits(fig)


@pytest.mark.parametrize("name", ["tatoeba_en_zh_short.csv.gz"])
def test_the_font_has_the_characters_of_the_sentences(name):
    known = get_font(word_charts.chinese_font().get_file()).get_charmap()
    with gzip.open(ROOT / "course_lib/datasets" / name, "rt", encoding="utf-8") as file:
        used = set(file.read())
    missing = {c for c in used if 0x4E00 <= ord(c) <= 0x9FFF and ord(c) not in known}
    assert not missing
