"""Predictions reveal only after a commitment; explorers move artists, fast, and say what they show."""

import io
import time

import matplotlib.figure
import numpy as np
import pytest
from IPython.core.displaypub import CapturingDisplayPublisher
from IPython.core.interactiveshell import InteractiveShell
from ipywidgets import FloatSlider
from PIL import Image

from course_lib.explorers import descent, descent_run
from course_lib.live import Picture, Verdict
from course_lib.plotting import figure, png_bytes
from course_lib.surfaces import all_surfaces
from course_lib.widgets import Explorer, Frame, Prediction, predict

OPTIONS = {"It falls": "Small steps go downhill.", "It <rises>": "Only where α is above 2/L."}


def pixels(png):
    return np.asarray(Image.open(io.BytesIO(png)).convert("RGB")).astype(int)


def test_commit_waits_for_a_choice_and_reveals_every_option():
    asked = Prediction("What does the loss do?", OPTIONS, "It falls")
    assert asked.commit.disabled and asked.choice.value is None and not asked.feedback.value
    asked.commit.click()
    assert not asked.feedback.value
    asked.choice.value = "It <rises>"
    assert not asked.commit.disabled and not asked.feedback.value
    asked.commit.click()
    text = asked.feedback.value
    assert "✓ right: It falls" in text and "✗ not so (your choice): It &lt;rises&gt;" in text
    assert all(why in text for why in OPTIONS.values()) and asked.verdict.text.startswith("✗ Not what happens")
    assert asked.choice.disabled and asked.commit.disabled


def test_a_right_prediction_is_told_so():
    asked = Prediction("?", OPTIONS, "It falls")
    asked.choice.value = "It falls"
    asked.commit.click()
    assert asked.verdict.text == "✓ You predicted right." and "✓ right (your choice)" in asked.feedback.value


def test_words_are_announced_and_keys_left_to_the_controls():
    for widget in (Picture(), Verdict()):
        assert all(part in widget._esm for part in ('"aria-live", "polite"', '"data-lm-suppress-shortcuts", "true"'))


def test_predict_shows_the_widget_and_a_folded_answer_for_readers_without_kernel(monkeypatch):
    shell = InteractiveShell.instance()
    publisher = CapturingDisplayPublisher(parent=shell)
    monkeypatch.setattr(shell, "display_pub", publisher)
    predict("What does the loss do?", OPTIONS, "It falls")
    widget, folded = publisher.outputs
    InteractiveShell.clear_instance()
    assert "application/vnd.jupyter.widget-view+json" in widget["data"]
    question, answer = folded["data"]["text/html"].split("<details><summary>The answer</summary>")
    assert question.startswith("<details><summary>") and "✓ right" not in question and "✓ right" in answer


def test_bad_predictions_are_refused():
    with pytest.raises(ValueError, match="answer: one of"):
        Prediction("?", OPTIONS, "It stays")
    with pytest.raises(ValueError, match="options: at least 2"):
        Prediction("?", {"a": "b"}, "a")


def small_explorer():
    fig, ax = figure(width=3, height=2)
    (line,) = ax.plot([0, 1], [0, 0], "k-")
    ax.set(ylim=(0, 10))
    calls = []

    def update(a, b):
        calls.append((a, b))
        line.set_ydata([a, b])
        return Frame(f"A line from {a} to {b}.", f"ends at {b}", scene=a > 5)

    controls = {n: FloatSlider(1.0, min=0, max=10, description=n) for n in "ab"}
    return Explorer(fig, [line], controls, update), calls


def test_an_explorer_moves_its_artists_and_says_so():
    explorer, calls = small_explorer()
    first = explorer.picture.png
    explorer.controls["b"].value = 7.0
    assert (pixels(explorer.picture.png) != pixels(first)).any()
    assert explorer.picture.alt == "A line from 1.0 to 7.0." and explorer.picture.text == "ends at 7.0"
    explorer.controls["b"].value = 1.0
    np.testing.assert_array_equal(pixels(explorer.picture.png), pixels(first))  # no trace of earlier moves
    assert len(calls) == 3


def test_controls_moved_together_redraw_once():
    explorer, calls = small_explorer()
    with explorer.together():
        explorer.controls["a"].value, explorer.controls["b"].value = 6.0, 2.0
    assert calls[1:] == [(6.0, 2.0)] and explorer.picture.text == "ends at 2.0"


def test_the_figure_is_never_rebuilt(monkeypatch):
    explorer = descent.explore_descent()
    explorer.controls["surface"].value = 1
    built = []
    monkeypatch.setattr(matplotlib.figure.Figure, "draw", lambda *_: built.append(1))
    for alpha in (0.01, 0.02, 0.05):
        explorer.controls["alpha"].value = alpha
    assert not built


@pytest.mark.parametrize(
    ("surface", "optimizer", "alpha", "words"),
    [
        (0, 0, 0.09, "0.90/L (1/L = 0.1): at most 1/L, no overshoot"),
        (0, 0, 0.19, "1.90/L (1/L = 0.1): between 1/L and 2/L, overshoots and converges"),
        (0, 0, 0.21, "2.10/L (1/L = 0.1): above 2/L, diverges"),
        (0, 1, 0.37, "below momentum's limit 3.8/L, converges"),
        (0, 1, 0.39, "above 3.8/L, diverges"),
        (0, 2, 0.3, "moves by about α"),
        (1, 0, 0.01, "at the start, where 1/L = 0.0138"),
        (3, 0, 0.15, "this is a saddle, no minimum"),
        (4, 0, 1.2, "above 2/L"),
    ],
)
def test_the_readout_names_the_regime(surface, optimizer, alpha, words):
    explorer = descent.explore_descent()
    explorer.controls["surface"].value = surface
    explorer.controls["optimizer"].value = optimizer
    explorer.controls["alpha"].value = alpha
    assert words in explorer.picture.text
    assert all_surfaces()[surface].name in explorer.picture.alt


@pytest.mark.parametrize("surface", [0, 4])
@pytest.mark.parametrize(("optimizer", "limit"), [(0, 2), (1, 3.8)])
@pytest.mark.parametrize("factor", [0.9, 1.35])
def test_on_quadratics_what_is_foretold_is_what_is_seen(surface, optimizer, limit, factor):
    shown = all_surfaces()[surface]
    curvature = descent_run.descend(surface, 0, shown.start, 0.1).start_curvature
    run = descent_run.descend(surface, optimizer, shown.start, factor * limit / curvature)
    assert ("escapes" in descent_run.outcome(shown, run)) is (factor > 1)


def test_changing_the_surface_brings_its_start_and_window():
    explorer = descent.explore_descent()
    for i, surface in enumerate(all_surfaces()):
        explorer.controls["surface"].value = i
        sliders = explorer.controls["theta1"], explorer.controls["theta2"]
        assert tuple(slider.value for slider in sliders) == pytest.approx(surface.start)
        assert [(slider.min, slider.max) for slider in sliders] == [surface.xlim, surface.ylim]


def test_every_control_has_a_label_and_changes_the_picture():
    explorer = descent.explore_descent()
    for control in explorer.controls.values():
        assert control.description
        before = explorer.picture.png
        if hasattr(control, "options"):
            control.value = 1
        else:
            control.value = 0.05 if control.description.startswith("learning") else 0.5
        assert explorer.picture.png != before


def test_a_move_takes_less_than_a_tenth_of_a_second():
    explorer = descent.explore_descent()
    seconds = []
    for alpha in np.geomspace(0.01, 0.5, 30):
        begin = time.perf_counter()
        explorer.controls["alpha"].value = float(alpha)
        seconds.append(time.perf_counter() - begin)
    assert np.median(seconds) < 0.1


def test_every_surface_is_drawn_before_its_first_visit(monkeypatch):
    explorer = descent.explore_descent()
    first = explorer.picture.png
    built = []
    monkeypatch.setattr(matplotlib.figure.Figure, "draw", lambda *_: built.append(1))
    pictures = set()
    for surface in (1, 2, 3, 4, 0):
        explorer.controls["surface"].value = surface
        pictures.add(explorer.picture.png)
    assert not built and len(pictures) == 5 and explorer.picture.png == first


def test_static_figure_shows_the_same_and_is_small():
    fig, words = descent.descent_figure(surface=3)
    assert "saddle" in words and len(png_bytes(fig)) < 50_000
