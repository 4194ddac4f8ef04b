"""The charts of the chapter on convolutional networks draw what they are given, label it, and stay small."""

from typing import NamedTuple

import numpy as np

from course_lib.charts import cnn as charts
from course_lib.plotting import png_bytes

CLASSES = tuple("abcdefghij")
NOISE = np.random.default_rng(0)


class History(NamedTuple):
    loss: np.ndarray
    validation: dict


def drawn(fig, panel):
    """Return the data of every line in one panel."""
    return [np.asarray(line.get_xydata(), float) for line in fig.axes[panel].lines]


def holds(lines, x, y):
    """Say whether one of the lines has exactly these points."""
    return any(line.shape == (len(x), 2) and np.allclose(line, np.stack([x, y], axis=1)) for line in lines)


def words(fig, panel):
    return [text.get_text() for text in fig.axes[panel].texts]


def test_reading_shows_picture_maps_and_bars():
    picture, first, second = NOISE.random((28, 28)), NOISE.random((13, 13, 6)), NOISE.random((5, 5, 6))
    chances = np.linspace(0, 1, 10)
    fig = charts.draw_reading(picture, first, second, chances, CLASSES)
    assert np.allclose(fig.axes[0].images[0].get_array(), picture)
    tiles = fig.axes[1].images[0].get_array()
    assert tiles.shape == (3 * 14 - 1, 2 * 14 - 1)
    assert np.allclose(tiles[:13, :13], first[:, :, 0] / first.max())
    assert np.allclose(tiles[14:27, 14:27], first[:, :, 3] / first.max())  # row by row
    assert [bar.get_width() for bar in fig.axes[3].patches] == chances.tolist()
    assert len(png_bytes(fig)) < 50_000


def test_costs_write_each_share_at_its_bar():
    shares = {"parameters": np.array([0.1, 0.9]), "multiplications": np.array([0.75, 0.25])}
    fig = charts.draw_costs(["conv", "dense"], shares)
    assert words(fig, 0) == ["10.0%", "90.0%"] and words(fig, 1) == ["75.0%", "25.0%"]
    assert fig.axes[1].get_xlabel() == "share of all multiplications"


def test_learning_rings_the_lowest_validation_loss():
    ours = History(np.array([3.0, 2, 1]), {"loss": np.array([2.5, 1.5, 1.8]), "accuracy": np.array([0.1, 0.3, 0.2])})
    rival = History(ours.loss, {"loss": ours.loss, "accuracy": np.array([0.1, 0.15, 0.18])})
    fig = charts.draw_learning(ours, rival)
    assert holds(drawn(fig, 0), [1, 2, 3], [3, 2, 1]) and holds(drawn(fig, 0), [1, 2, 3], [2.5, 1.5, 1.8])
    assert holds(drawn(fig, 0), [2], [1.5]) and "lowest" in words(fig, 0)
    assert holds(drawn(fig, 1), [1, 2, 3], [0.1, 0.15, 0.18]) and words(fig, 1) == ["CNN", "dense"]


def test_confusion_writes_counts_and_leaves_zeros_empty():
    matrix = np.array([[8, 2], [0, 5]])
    fig = charts.draw_confusion(matrix, ("a", "b"))
    assert words(fig, 0) == ["8", "2", "5"]
    assert [label.get_text() for label in fig.axes[0].get_yticklabels()] == ["a", "b"]
    assert (fig.axes[0].get_xlabel(), fig.axes[0].get_ylabel()) == ("taken for", "truly")


def test_pictures_filters_and_shifts():
    pictures = NOISE.random((3, 28, 28, 1))
    fig = charts.draw_pictures(pictures, ["x", "y", "z"])
    assert [ax.get_title() for ax in fig.axes] == ["x", "y", "z"]
    assert np.allclose(fig.axes[2].images[0].get_array(), pictures[2, :, :, 0])
    kernels = NOISE.standard_normal((3, 3, 32))
    fig = charts.draw_filters(kernels, 2 * kernels)
    left, right = (ax.images[0] for ax in fig.axes)
    assert left.get_clim() == right.get_clim() and np.isclose(right.get_clim()[1], 2 * np.abs(kernels).max())
    assert np.allclose(left.get_array()[:3, 4:7], kernels[:, :, 1]) and left.get_array().mask[3].all()
    values = {"one": np.array([0.9, 0.5]), "two": np.array([0.8, 0.49])}
    fig = charts.draw_shifts([0, 1], values, "It falls")
    assert holds(drawn(fig, 0), [0, 1], [0.8, 0.49]) and words(fig, 0) == ["one", "two", "guessing"]


def test_labels_are_pushed_apart():
    placed = charts._apart(np.array([0.5, 0.51, 0.2]), 0.1)
    assert np.allclose(placed, [0.5, 0.6, 0.2])
