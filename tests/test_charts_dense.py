"""The charts of the chapter on dense layers draw what they are given, label it, and stay small."""

from typing import NamedTuple

import numpy as np

from course_lib.charts import dense as charts
from course_lib.charts import dense_images
from course_lib.plotting import png_bytes

ANGLES = np.linspace(0, 6, 20)
CORNERS = np.array([[0, 0], [0, 1], [1, 0], [1, 1]])


class Points(NamedTuple):
    x: np.ndarray
    y: np.ndarray


class History(NamedTuple):
    loss: np.ndarray
    validation: dict


POINTS = Points(np.stack([np.cos(ANGLES), np.sin(ANGLES)], axis=1), np.arange(20) % 2)


def drawn(fig, panel):
    """Return the data of every line in one panel."""
    return [np.asarray(line.get_xydata(), float) for line in fig.axes[panel].lines]


def holds(lines, x, y):
    """Say whether one of the lines has exactly these points."""
    return any(line.shape == (len(x), 2) and np.allclose(line, np.stack([x, y], axis=1)) for line in lines)


def titles(fig):
    return [ax.get_title(loc="left") for ax in fig.axes]


def test_regions_draw_both_classes_and_where_the_model_is_undecided():
    falling = np.tile(np.linspace(1, 0, 9), (9, 1))
    fig = charts.draw_regions(POINTS, [falling, falling.T], ["a", "b"])
    assert titles(fig) == ["a", "b"] and len(png_bytes(fig)) < 50_000
    for label in (0, 1):
        assert holds(drawn(fig, 0), *POINTS.x[POINTS.y == label].T)
    boundary = fig.axes[0].collections[0].get_paths()[0].vertices
    assert np.allclose(boundary[:, 0], 0) and fig.axes[0].lines[0].get_marker() != fig.axes[0].lines[1].get_marker()


def test_activations_are_labelled_in_both_panels():
    z = np.linspace(-4, 4, 9)
    values = {"relu": z, "sigmoid": z / 2, "tanh": -z, "gelu": z**2}
    fig = charts.draw_activations(z, values, values)
    for panel in (0, 1):
        assert holds(drawn(fig, panel), z, z**2)
        assert [text.get_text() for text in fig.axes[panel].texts] == list(values)


def test_xor_shows_the_corners_before_and_after_the_layer():
    hidden = np.array([[0, 0], [1, 0], [1, 0], [2, 1]])
    fig = charts.draw_xor(CORNERS, hidden)
    assert holds(drawn(fig, 0), [0, 1], [0, 1]) and holds(drawn(fig, 0), [0, 1], [1, 0])
    assert holds(drawn(fig, 1), [0, 2], [0, 1]) and holds(drawn(fig, 1), [1, 1], [0, 0])
    assert any(text.get_text() == "$z = h_1 - 2h_2 = ½$" for text in fig.axes[1].texts)
    (line,) = [xy for xy in drawn(fig, 1) if np.ptp(xy[:, 0]) > 4]
    assert np.allclose(line[:, 0] - 2 * line[:, 1], 0.5)  # where the score is one half


def test_widths_draw_every_start_and_the_mean():
    shares = np.array([[0.5, 0.7], [0.8, 0.9], [1.0, 1.0]])
    fig = charts.draw_widths([4, 6, 8], {"one": shares, "two": shares - 0.1})
    lines = drawn(fig, 0)
    assert holds(lines, [4, 6, 8], [0.6, 0.85, 1.0]) and holds(lines, [4, 6, 8], [0.5, 0.75, 0.9])
    assert sorted(len(line) for line in lines) == [3, 3, 6, 6]
    assert "small dots: single starts" in [text.get_text() for text in fig.axes[0].texts]


def test_signals_draw_each_draw_and_what_was_foretold():
    forward = np.array([[1.0, 0.5, 0.25], [1.0, 0.5, 0.26]])
    fig = charts.draw_signals({"half": (forward, forward[:, 1:])}, {"half": 0.5})
    assert holds(drawn(fig, 0), [0, 1, 2], forward[1]) and holds(drawn(fig, 0), [1, 2], [0.5, 0.25])
    assert holds(drawn(fig, 1), [1, 2], forward[0, 1:])
    assert fig.axes[0].get_yscale() == fig.axes[1].get_yscale() == "log"


def test_pieces_and_warp():
    x, counts = np.linspace(0, 1, 5), np.array([4, 8, 16])
    fig = charts.draw_pieces(x, x**2, {4: x, 8: -x}, counts, 1 / counts, x, x**3)
    assert holds(drawn(fig, 0), x, -x) and holds(drawn(fig, 1), counts, 1 / counts) and holds(drawn(fig, 2), x, x**3)
    grid = charts.grid_lines(1.5, 3, points=7)
    assert len(grid) == 6 and all(line.shape == (7, 2) for line in grid)
    assert {tuple(line[0]) for line in grid} >= {(-1.5, -1.5), (-1.5, 1.5), (1.5, -1.5)}
    last = (np.array([[1.0], [2.0]]), np.array([0.5]))
    fig = charts.draw_warp(POINTS, -POINTS.x, grid, [line / 2 for line in grid], last)
    assert holds(drawn(fig, 0), *grid[0].T) and holds(drawn(fig, 1), *(grid[0] / 2).T)
    assert holds(drawn(fig, 1), *(-POINTS.x[POINTS.y == 1]).T)
    assert np.allclose(drawn(fig, 1)[-1] @ last[0][:, 0] + 0.5, 0)  # the last layer's boundary


def test_items_and_moved_pictures():
    pictures = np.arange(3 * 784).reshape(3, 784) / 3000
    fig = dense_images.draw_items(pictures, np.array([1, 0, 1]), ("shirt", "boot"))
    assert [ax.get_title() for ax in fig.axes] == ["shirt", "boot"]
    assert np.allclose(fig.axes[0].images[0].get_array(), pictures[1].reshape(28, 28))
    assert np.allclose(fig.axes[1].images[0].get_array(), pictures[0].reshape(28, 28))
    fig = dense_images.draw_moved(
        {"as it is": pictures[0]}, [0, 1], {"a": np.array([0.9, 0.4]), "b": np.array([0.8, 0.5])}
    )
    assert fig.axes[0].spines["left"].get_visible()  # a frame, beside which a shift is seen
    assert holds(drawn(fig, 1), [0, 1], [0.9, 0.4]) and holds(drawn(fig, 1), [0, 1], [0.8, 0.5])


def test_curves():
    history = History(np.array([3.0, 2, 1]), {"accuracy": np.array([0.1, 0.2, 0.3])})
    fig = dense_images.draw_curves({"one": history}, "It falls")
    assert holds(drawn(fig, 0), [1, 2, 3], [3, 2, 1]) and holds(drawn(fig, 1), [1, 2, 3], [0.1, 0.2, 0.3])
    assert fig.axes[0].get_title(loc="left") == "It falls" and len(png_bytes(fig)) < 50_000
