"""The charts of convolution draw what they are given, label it, and stay small."""

import io

import numpy as np
import pytest
from PIL import Image

from course_lib.charts import convolution as kernel_charts
from course_lib.charts import equivariance as shift_charts
from course_lib.charts.pixels import add_picture, draw_numbers, draw_pixels, empty_figure, shrink
from course_lib.plotting import figure, png_bytes

PICTURE = np.linspace(0, 1, 40 * 60).reshape(40, 60)
KERNEL = np.array([[-1.0, 0, 1], [-2, 0, 2], [-1, 0, 1]])


def shown(ax):
    """Return the pixels of the picture in a panel."""
    return np.asarray(ax.images[0].get_array())


def words(ax):
    """Return the texts in a panel, without its title."""
    return [text.get_text() for text in ax.texts]


def title(ax):
    return ax.get_title(loc="left")


def test_shrink_takes_means_and_drops_what_fills_no_block():
    assert np.array_equal(shrink(np.array([[0, 2, 9], [4, 6, 9]]), 2), [[3]])
    assert np.array_equal(shrink(PICTURE, 1), PICTURE)


@pytest.mark.parametrize(
    ("image", "factor", "named"), [(np.zeros(4), 2, "image"), (PICTURE, 0, "factor"), (PICTURE, 41, "factor")]
)
def test_shrink_refuses(image, factor, named):
    with pytest.raises(ValueError, match=named):
        shrink(image, factor)


def test_numbers_stand_in_their_cells_with_a_true_minus():
    _, ax = figure()
    texts = draw_numbers(ax, np.array([[1, -2, 3], [4, 5, 6.5]]), origin=-1)
    assert [text.get_text() for text in texts] == ["1", "−2", "3", "4", "5", "6.5"]
    assert [text.get_position() for text in texts[:4]] == [(-1, -1), (0, -1), (1, -1), (-1, 0)]


def test_signed_numbers_have_zero_in_mid_grey():
    _, ax = figure()
    draw_numbers(ax, np.array([[-4, 0, 2]]), signed=True)
    assert np.array_equal(shown(ax), [[0, 0.5, 0.75]])


@pytest.mark.parametrize(("signed", "kept"), [(False, [0, 0, 1, 1]), (True, [-1, 0, 1, 1])])
def test_pixels_are_drawn_in_few_greys_and_keep_black_zero_and_white(signed, kept):
    _, ax = figure()
    draw_pixels(ax, np.array([[-1.0, 0, 1, 7, 0.3]]), signed=signed, levels=5)
    assert np.array_equal(shown(ax)[0, :4], kept) and shown(ax)[0, 4] == (0.5 if signed else 0.25)


def test_a_picture_covers_whole_dots():
    fig = empty_figure(500, 300)
    box = add_picture(fig, 40, 30, 20, 60, 3).get_position()
    assert np.allclose(np.array(box.bounds) * (500, 300, 500, 300), (40, 300 - 30 - 60, 180, 60))


def test_answer_shows_the_pictures_shrunk_and_the_gallery_as_they_are():
    fig = kernel_charts.draw_answer(PICTURE, KERNEL, -PICTURE)
    assert np.allclose(shown(fig.axes[0]), shrink(PICTURE, 3), atol=0.01)
    assert np.allclose(shown(fig.axes[2]), -shrink(PICTURE, 3), atol=0.02)
    assert words(fig.axes[1])[:3] == ["−1", "0", "1"] and np.ptp(shown(fig.axes[1])[:, 1]) == 0
    fig = kernel_charts.draw_gallery({"plain": PICTURE, "edges": -PICTURE}, ("edges",), "Two")
    assert [title(ax) for ax in fig.axes] == ["plain", "edges"] and fig.get_suptitle() == "Two"
    assert [ax.images[0].get_clim() for ax in fig.axes] == [(0, 1), (-1, 1)]
    assert all(shown(ax).shape == PICTURE.shape for ax in fig.axes)


def test_flip_draws_both_answers():
    fig = kernel_charts.draw_flip(np.array([0, 3, 2, 1]), np.array([0, 1, 2, 3]), np.array([1, 2, 3]))
    heights = [[bar.get_height() for bar in ax.patches] for ax in fig.axes]
    assert heights == [[0, 3, 2, 1], [0, 1, 2, 3]] and words(fig.axes[0]) == ["", "3", "2", "1"]


def test_patches_frame_one_patch_its_row_and_its_output():
    image = np.arange(20.0).reshape(4, 5)
    rows = np.stack([image[i : i + 3, j : j + 3].ravel() for i in range(2) for j in range(3)])
    fig = kernel_charts.draw_patches(image, rows, KERNEL, chosen=4)
    frames = [ax.patches[0].get_bbox().bounds for ax in (fig.axes[0], fig.axes[1], fig.axes[3])]
    assert frames == [(0.5, 0.5, 3, 3), (-0.5, 3.5, 9, 1), (-0.5, 3.5, 1, 1)]
    assert words(fig.axes[3]) == [f"{value:g}" for value in rows @ KERNEL.ravel()]


def test_matrix_and_costs():
    matrix = np.eye(3, 5) * 7
    assert np.array_equal(shown(kernel_charts.draw_dense_matrix(matrix, "Sparse").axes[0]), matrix)
    fig = kernel_charts.draw_costs({"dense": (1.78e12, 3e9), "shared": (224, 3e9)})
    assert [bar.get_width() for bar in fig.axes[0].patches] == [1.78e12, 224]
    assert words(fig.axes[0]) == ["1.8 · 10¹²", "224"] and words(fig.axes[1]) == ["3.0 · 10⁹", "3.0 · 10⁹"]


def test_matches_frame_every_place_and_colour_nothing_else():
    found = {"raw": [(2, 55), (20, 30)], "alike": [(20, 30), (2, 4)]}
    fig = kernel_charts.draw_matches(PICTURE, found, (6, 4))
    frames = fig.axes[0].patches[:4]
    corners = [(rectangle.get_y() + 0.5, rectangle.get_x() + 0.5) for rectangle in frames]
    assert corners == [(20, 30), (2, 55), (2, 4), (20, 30)]
    assert [rectangle.get_linewidth() > 2 for rectangle in frames] == [False, True, False, True]
    assert [text.get_text() for text in fig.axes[0].get_legend().get_texts()] == list(found)
    colors = np.unique(np.asarray(Image.open(io.BytesIO(png_bytes(fig))).convert("RGB"), int).reshape(-1, 3), axis=0)
    assert sum(np.ptp(colors, axis=1) > 0) == 2  # one for each way, and no tint in the greys


def test_shift_errors_and_pooling():
    errors = np.array([[0, 0, 0.0], [0, 1.3, 0]])
    fig = shift_charts.draw_shift_errors((1, 2), np.arange(3), errors)
    assert [
        np.array_equal(line.get_ydata(), error) for line, error in zip(fig.axes[0].lines, errors, strict=False)
    ] == [True] * 2
    assert words(fig.axes[0])[:2] == ["stride 1", "stride 2"]
    fig = shift_charts.draw_pooling(
        np.array([1, 2, 4]), {"maximum": np.array([1, 0.7, 0.3]), "mean": np.array([1, 0.8, 0.2])}
    )
    assert words(fig.axes[0]) == ["maximum", "mean"] and list(fig.axes[0].lines[1].get_ydata()) == [1, 0.8, 0.2]


def test_borders_and_fields():
    fig = shift_charts.draw_borders({"1 layer": PICTURE, "3 layers": PICTURE / 2}, "Rims")
    assert np.allclose(shown(fig.axes[1]), PICTURE / 1.2, atol=0.01)
    gradient = np.pad(np.ones((3, 3)), 4)  # 3 × 3 seen, of 11 × 11
    fig = shift_charts.draw_fields({"a": gradient, "b": -gradient}, (3, 3))
    for ax in fig.axes:
        assert np.array_equal(shown(ax), np.pad(np.ones((3, 3)), 1))
        assert ax.patches[0].get_bbox().bounds == (0.5, 0.5, 3, 3)
        assert np.allclose(ax.get_xlim(), (0.35, 3.65))  # the frame and a narrow rim, whatever its size


def test_influence_is_centred():
    fig = shift_charts.draw_influence({"5 wide": np.full(5, 0.2), "11 wide": np.full(11, 1 / 11)})
    assert [list(line.get_xdata()[[0, -1]]) for line in fig.axes[0].lines] == [[-2, 2], [-5, 5]]


def test_places_name_every_accuracy():
    pictures = np.stack([PICTURE[:24, :24], PICTURE[:24, :24].T])
    accuracies = np.array([[0.99, 0.5], [1.0, 1.0]])
    fig = shift_charts.draw_places(pictures, ("dense", "convolution"), ("upper left", "lower right"), accuracies, 0.51)
    assert [bar.get_width() for bar in fig.axes[2].patches] == [0.99, 1.0, 0.5, 1.0]
    assert {"0.99  upper left", "0.50  lower right"} <= set(words(fig.axes[2]))
    assert [label.get_text() for label in fig.axes[2].get_yticklabels()] == ["dense", "convolution"]
    assert len(png_bytes(fig)) < 50_000
