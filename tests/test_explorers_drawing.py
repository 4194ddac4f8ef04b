"""The explorer of a CNN: the pad, the picture moved, what the network makes of it, in numbers and in words."""

import time

import jax
import numpy as np
import pytest

from course_lib import augmentation
from course_lib.cnn import cnn, cnn_params, feature_maps
from course_lib.explorers import drawing
from course_lib.explorers.drawing_pad import DrawingPad
from course_lib.plotting import png_bytes

CLASSES = tuple("abcdefghij")
PICTURES = np.random.default_rng(0).random((20, 28, 28, 1)).astype(np.float32)
LABELS = np.arange(20) % 10


@pytest.fixture(scope="module")
def networks():
    return {"one": cnn_params(jax.random.key(0)), "two": cnn_params(jax.random.key(1))}


@pytest.fixture
def explorer(networks):
    return drawing.explore_drawing(networks, PICTURES, LABELS, CLASSES)


def test_a_reading_is_what_the_network_says(networks):
    reading = drawing.read(networks["one"], PICTURES[3, :, :, 0])
    assert np.allclose(reading.probabilities, jax.nn.softmax(cnn(networks["one"], PICTURES[3:4]))[0], atol=1e-6)
    for maps, expected in zip(reading[1:], feature_maps(networks["one"], PICTURES[3:4]), strict=True):
        assert np.allclose(maps, expected[0], atol=1e-5)


@pytest.mark.parametrize(("down", "right"), [(0, 0), (2, 0), (0, -3), (-6, 6)])
def test_moving_is_the_library_s_shift(down, right):
    ours = drawing.moved(PICTURES[0, :, :, 0], down, right)
    assert np.array_equal(ours, augmentation.shift(PICTURES[:1], down, right)[0, :, :, 0])


def test_a_mosaic_lays_maps_row_by_row():
    maps = np.arange(2 * 2 * 6.0).reshape(2, 2, 6)
    tiles = drawing.mosaic(maps, 2, 3)
    assert tiles.shape == (5, 8) and np.isnan(tiles[2]).all() and np.isnan(tiles[:, 2]).all()
    assert np.array_equal(tiles[3:, 3:5], maps[:, :, 4])


def test_words_name_the_two_most_probable_classes():
    chances = np.full(10, 0.02)
    chances[[7, 2]] = 0.6, 0.24
    first, second = np.zeros((13, 13, 32)), np.zeros((5, 5, 64))
    first[3, 3, :5] = second[0, 0, 0] = 1
    told = drawing.words(drawing.Reading(chances, first, second), CLASSES)
    assert told.startswith("Most probable: h 0.60, then c 0.24. 5 of 32 maps of the first block and 1 of 64")


def test_drawing_changes_picture_and_words(explorer):
    pad, before = explorer.controls["pad"], (explorer.picture.png, explorer.picture.text)
    greys = list(pad.value)
    greys[28 * 10 : 28 * 14] = [255] * 112
    pad.value = greys
    assert explorer.picture.png != before[0] and explorer.picture.text != before[1]


def test_the_blind_rim_changes_neither_probabilities_nor_the_second_block(explorer):
    told = explorer.picture.text
    greys = np.array(explorer.controls["pad"].value).reshape(28, 28)
    greys[26:], greys[:, 26:] = 255, 0
    explorer.controls["pad"].value = greys.ravel().tolist()
    apart = lambda text: (text.split(". ")[0], text.split("first block")[1])
    assert apart(explorer.picture.text) == apart(told)


def test_sheets_brush_and_networks_reach_where_they_should(explorer):
    pad = explorer.controls["pad"]
    explorer.others["start"].value = 4
    assert np.allclose(np.array(pad.value) / 255, PICTURES[4, :, :, 0].ravel(), atol=0.002)
    explorer.others["start"].value = -1
    assert not any(pad.value) and "0.10" in explorer.picture.text  # biases are 0: all scores are equal
    explorer.others["brush"].value, explorer.others["grey"].value = 5, 0
    assert (pad.brush, pad.grey) == (5, 0)


@pytest.mark.parametrize(("name", "value"), [("network", "two"), ("right", 3), ("down", -2)])
def test_every_control_answers_quickly(explorer, name, value):
    before, began = explorer.picture.png, time.perf_counter()
    explorer.controls[name].value = value
    seconds = time.perf_counter() - began
    assert explorer.picture.png != before and seconds < 0.5  # generous for a busy machine; measured: 23 ms of work


def test_the_pad_speaks_and_keeps_its_keys():
    wanted = (
        '"aria-live", "polite"',
        '"data-lm-suppress-shortcuts"',
        "ArrowLeft",
        "pointerdown",
        "tabIndex = 0",
        '" "',
    )
    assert all(part in DrawingPad._esm for part in wanted)


def test_the_still_figure_is_small_and_told(networks):
    fig, told = drawing.drawing_figure(networks, PICTURES, LABELS, CLASSES, right=4)
    assert len(png_bytes(fig)) < 50_000 and told.startswith("Most probable")
    seen = fig.axes[0].images[0].get_array()
    assert not seen[:, :4].any() and np.allclose(seen[:, 4:], PICTURES[9, :, :-4, 0])
