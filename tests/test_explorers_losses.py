"""The explorers of the chapter on losses: fits agree with independent ones, words are true, moves are quick."""

import io
import time

import numpy as np
import pytest
from PIL import Image
from scipy import optimize

from course_lib.explorers import outlier, outlier_fits, softmax_loss
from course_lib.plotting import png_bytes

PLACES = [(24.0, 560.0), (60.0, 0.0), (30.0, 190.0), (16.0, 600.0)]


def with_outlier(place):
    return tuple(np.append(column, value) for column, value in zip(outlier_fits.patients(), place, strict=True))


def test_squared_line_is_numpys():
    x, y = with_outlier((24.0, 560.0))
    slope, intercept = np.polyfit(x, y, 1)
    assert np.allclose(outlier_fits.fit_squared(x, y), (intercept, slope))


@pytest.mark.parametrize("place", PLACES)
def test_absolute_line_solves_the_linear_programme(place):
    x, y = with_outlier(place)
    n = len(x)
    lines = np.stack([np.ones(n), x], axis=1)
    bounds = [(None, None)] * 2 + [(0, None)] * n
    above, below = np.hstack([lines, -np.eye(n)]), np.hstack([-lines, -np.eye(n)])
    best = optimize.linprog(
        np.r_[0, 0, np.ones(n)], A_ub=np.vstack([above, below]), b_ub=np.r_[y, -y], bounds=bounds
    ).fun
    assert np.isclose(np.abs(y - outlier_fits.fit_absolute(x, y).at(x)).sum(), best)


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("delta", [5.0, 50.0, 300.0])
def test_huber_line_is_scipys(place, delta):
    x, y = with_outlier(place)
    loss = lambda r: np.where(np.abs(r) <= delta, r**2 / 2, delta * (np.abs(r) - delta / 2)).sum()
    cost = lambda line: loss(y - line[0] - line[1] * x)
    ours = cost(outlier_fits.fit_huber(x, y, delta))
    start = outlier_fits.fit_squared(x, y)
    best = optimize.minimize(cost, start, method="Nelder-Mead", options={"xatol": 1e-8, "fatol": 1e-8}).fun
    assert ours <= best * (1 + 1e-3)


def test_points_that_share_one_x_still_have_a_line():
    x, y = np.full(3, 2.0), np.array([1.0, 2.0, 6.0])
    assert outlier_fits.fit_squared(x, y) == (3.0, 0.0)


def test_the_absolute_line_stays_while_the_outlier_keeps_its_side():
    low, high = (outlier_fits.fits((24.0, height)) for height in (300.0, 600.0))
    assert low[1] == high[1] and abs(low[0].slope - high[0].slope) > 1
    far = outlier_fits.fits((60.0, 0.0))
    clean = outlier_fits.clean_fits()
    assert all(broken.slope < 0.2 * whole.slope for broken, whole in zip(far, clean, strict=True))


def test_words_name_place_slopes_and_pulls():
    told = outlier_fits.words((24.0, 560.0), outlier_fits.fits((24.0, 560.0)), 50.0)
    assert "24.0 kg/m², 560 points" in told and "squared +7.0 (+9.6)" in told
    assert "+413 at the squared line, +1 at the absolute, +50 at the Huber line" in told
    caught = outlier_fits.words((60.0, 600.0), outlier_fits.fits((60.0, 600.0)), 50.0)
    assert caught.endswith("The absolute line passes exactly through the outlier.")


def test_words_and_title_name_the_line_that_turned_most():
    said = {
        (24.0, 560.0): "Turned most: squared, slope changed by −2.6",
        (60.0, 0.0): "Turned most: absolute, slope changed by −13.1",
        (30.0, 190.0): "The outlier turns no line visibly here",
    }
    for place, wanted in said.items():
        fig, told = outlier.outlier_figure(place)
        assert f" {wanted}. " in told and fig.axes[0].get_title(loc="left") == wanted
    assert "squared and Huber" in outlier_fits.turned_most(
        outlier_fits.fits((16.0, 600.0), 1e4), outlier_fits.clean_fits(1e4)
    )


def test_an_outlier_in_a_corner_stays_inside_the_picture():
    fig, _ = outlier.outlier_figure((60.0, 0.0))
    ax = fig.axes[0]
    assert ax.get_xlim()[1] > 60 and ax.get_ylim()[0] < 0
    assert next(text for text in ax.texts if text.get_text() == "outlier").get_ha() == "right"


def test_every_loss_has_its_line_before_and_after():
    clean, lines = outlier_fits.clean_fits(), outlier_fits.fits((60.0, 0.0))
    drawn = outlier.drawn_lines(lines, clean)
    assert [one["name"] for one in drawn] == ["", "", "", *outlier_fits.NAMES]
    for before, after, line in zip(drawn[:3], drawn[3:], clean, strict=True):
        assert (before["color"], before["dash"]) == (after["color"], after["dash"]) and before["width"] < after["width"]
        assert before["ends"] == outlier.visible_ends(line)


def test_lines_stay_inside_the_window_and_names_apart():
    for line in (outlier_fits.Line(0.0, 20.0), outlier_fits.Line(100.0, 0.0), outlier_fits.Line(700.0, -15.0)):
        (x0, y0), (x1, y1) = outlier.visible_ends(line)
        assert outlier.XLIM[0] <= x0 <= x1 <= outlier.XLIM[1] and all(0 <= y <= 600 for y in (y0, y1))
        assert np.allclose([y0, y1], [line.at(x0), line.at(x1)])
    for heights in ([10, 12, 14], [600, 600, 590], [0, 0, 0], [300, 100, 310]):
        placed = outlier.spread_labels(heights)
        assert np.diff(np.sort(placed)).min() >= outlier.LEAST_GAP - 1e-9 and min(placed) >= 0 and max(placed) <= 600


def test_dragging_and_sliding_are_one_and_the_same():
    explorer = outlier.explore_outlier()
    explorer.pad.outlier = [40.0, 100.0]
    assert (explorer.controls["x"].value, explorer.controls["y"].value) == (40.0, 100.0)
    dragged = explorer.pad.lines, explorer.pad.text
    explorer.controls["x"].value = 20.0
    assert list(explorer.pad.outlier) == [20.0, 100.0] and explorer.pad.text != dragged[1]
    explorer.controls["x"].value = 40.0
    assert (explorer.pad.lines, explorer.pad.text) == dragged
    explorer.controls["delta"].value = 300.0
    ends = lambda lines: [line["ends"] for line in lines]
    now, was = ends(explorer.pad.lines), ends(dragged[0])
    assert now[:2] == was[:2] and now[3:5] == was[3:5]  # squared and absolute know no δ
    assert now[2] != was[2] and now[5] != was[5]


def test_the_pad_speaks_and_keeps_its_keys():
    source = outlier.OutlierPad._esm
    wanted = ('"aria-live", "polite"', '"data-lm-suppress-shortcuts"', "ArrowLeft", "pointerdown", 'tabindex: "0"')
    assert all(part in source for part in wanted)


def test_softmax_numbers():
    logits = np.log([1.0, 2.0, 5.0])
    assert np.allclose(softmax_loss.probabilities(logits), [1 / 8, 2 / 8, 5 / 8])
    assert np.allclose(softmax_loss.probabilities(logits + 900), [1 / 8, 2 / 8, 5 / 8])
    assert (
        np.isclose(softmax_loss.surprise(logits, 1), np.log(4))
        and softmax_loss.surprise(np.array([0.0, 900]), 0) == 900
    )


def test_softmax_words_and_alternative_text():
    explorer = softmax_loss.explore_softmax_loss()
    assert "coat has probability 0.242; loss −log 0.242 = 1.42" in explorer.picture.text
    assert "coat −0.758, next shirt +0.657" in explorer.picture.text and "label coat" in explorer.picture.alt
    explorer.controls["label"].value = 0
    assert "shirt has probability 0.657" in explorer.picture.text and "next coat +0.242" in explorer.picture.text


def test_a_tiny_probability_is_not_called_zero():
    told = softmax_loss.words(np.array([6.0, -6.0, 0.0, -2.0]), 1, 0.0)
    assert told.startswith("coat has probability 6e-06; loss −log 6e-06 = 12.00.")
    assert softmax_loss.spelled(0.0005) == "0.001" and softmax_loss.spelled(1.0) == "1.000"


def pixels(png):
    return np.asarray(Image.open(io.BytesIO(png)).convert("RGB")).astype(int)


def test_a_shift_moves_the_scores_and_nothing_else():
    explorer = softmax_loss.explore_softmax_loss()
    before, told = pixels(explorer.picture.png), explorer.picture.text
    explorer.controls["shift"].value = 4.0
    after = pixels(explorer.picture.png)
    third = before.shape[1] // 3
    assert (before[:, :third] != after[:, :third]).any() and (before[:, third + 40 :] == after[:, third + 40 :]).all()
    assert explorer.picture.text.startswith(told) and "probabilities and loss stay" in explorer.picture.text


@pytest.mark.parametrize("build", [outlier.explore_outlier, softmax_loss.explore_softmax_loss])
def test_every_control_answers_quickly(build):
    explorer = build()
    shown = lambda: explorer.pad.text if hasattr(explorer, "pad") else explorer.picture.png
    for control in explorer.controls.values():
        before, began = shown(), time.perf_counter()
        control.value = control.options[2][1] if hasattr(control, "options") else control.min
        seconds = time.perf_counter() - began
        assert shown() != before and seconds < 0.5  # generous for a busy machine; measured: below 40 ms


def test_still_figures_are_small_and_told():
    for fig, told in (outlier.outlier_figure(), softmax_loss.softmax_loss_figure()):
        assert len(png_bytes(fig)) < 50_000 and told
