"""The explorers of convolution: what their words say is what is computed, and moving a control moves the picture."""

import numpy as np
import pytest

from course_lib.explorers import kernel_editor, window_steps
from course_lib.explorers.kernel_editor import OWN, PRESETS, explore_kernel, kernel_figure
from course_lib.explorers.window_steps import GRID, KERNEL, explore_window, window_figure
from course_lib.plotting import png_bytes

SETTINGS = [(s, p, d) for s in (1, 2, 3) for p in (0, 1, 2) for d in (1, 2)]


@pytest.fixture(scope="module")
def editor():
    return explore_kernel()


@pytest.fixture(scope="module")
def window():
    return explore_window()


def cells(editor):
    return np.array([editor.controls[f"w{i}{j}"].value for i in range(3) for j in range(3)]).reshape(3, 3)


@pytest.mark.parametrize("name", PRESETS)
def test_a_preset_fills_the_cells_and_the_picture_follows(editor, name):
    editor.controls["preset"].value = OWN
    editor.controls["w00"].value = 7.0
    before = editor.picture.png
    editor.controls["preset"].value = name
    assert np.allclose(cells(editor), PRESETS[name]) and editor.picture.png != before


def test_an_edited_cell_makes_the_weights_ones_own_and_back(editor):
    editor.controls["preset"].value = "identity"
    editor.controls["w11"].value = 2.0
    assert editor.controls["preset"].value == OWN and "add up to 2.00" in editor.picture.text
    editor.controls["w11"].value = 1.0
    assert editor.controls["preset"].value == "identity"


def test_words_of_the_editor_are_true():
    photograph = kernel_editor._photograph()
    even = kernel_editor.describe(np.zeros((3, 3)), np.zeros((4, 4)))
    assert even.startswith("The weights add up to 0:") and "Output from 0.00 to 0.00" in even
    doubled = kernel_editor.describe(2 * np.eye(3)[1:2].T @ np.eye(3)[1:2], 2 * photograph)
    assert "add up to 2.00" in doubled and "2.00 times as varied" in doubled
    assert "Output from −1.00 to 1.00" in kernel_editor.describe(KERNEL, np.array([[-1.0, 1.0]]))


def test_the_identity_changes_nothing():
    assert np.array_equal(
        kernel_editor._filtered(np.array(PRESETS["identity"], np.float32)), kernel_editor._photograph()[1:-1, 1:-1]
    )


@pytest.mark.parametrize(("stride", "padding", "dilation"), SETTINGS)
def test_outputs_of_the_window_agree_with_jax(stride, padding, dilation):
    from jax import lax

    expected = lax.conv_general_dilated(
        GRID[None, :, :, None].astype("float32"), KERNEL[:, :, None, None].astype("float32"), (stride, stride),
        [(padding, padding)] * 2, rhs_dilation=(dilation, dilation), dimension_numbers=("NHWC", "HWIO", "NHWC"),
    )[0, :, :, 0]  # fmt: skip
    assert np.array_equal(window_steps.all_outputs(stride, padding, dilation), expected)


def test_the_arithmetic_is_written_out():
    window = window_steps.window_at(7, 1, 0, 1)
    assert window.place == (1, 3) and window_steps.arithmetic(window) == "−1·9 + 1·0 − 2·9 + 2·0 − 1·9 + 1·0 = −36"
    words = window_steps.describe(7, 1, 0, 1)
    assert words.startswith("Output (1, 3), number 8 of 16:") and words.endswith("= 4 a side.")


@pytest.mark.parametrize(("stride", "padding", "dilation"), SETTINGS)
def test_other_geometry_begins_at_the_first_window_and_ends_at_the_last(window, stride, padding, dilation):
    for name, value in (("stride", stride), ("padding", padding), ("dilation", dilation)):
        window.controls[name].value = value
    side = window_steps.places(stride, padding, dilation)
    step = window.controls["step"]
    assert step.max == side**2 - 1 and f"of {side * side}:" in window.picture.text
    step.value = step.max
    assert f"Output ({side - 1}, {side - 1})" in window.picture.text
    assert window.picture.text in window.picture.alt


def test_a_step_moves_the_picture(window):
    for name, value in (("stride", 1), ("padding", 0), ("dilation", 1), ("step", 0)):
        window.controls[name].value = value
    before = window.picture.png
    window.controls["step"].value = 5
    assert window.picture.png != before and "Output (1, 1)" in window.picture.text


def test_dots_are_greys_between_black_and_white():
    dots = kernel_editor._dots(np.array([[-3.0, 0, 0.5, 1, 9]]))
    assert dots.shape == (2, 10, 4) and (dots[..., 3] == 255).all()
    assert list(dots[1, ::2, 0]) == [0, 0, 130, 255, 255] and (dots[..., 0] == dots[..., 2]).all()


def test_outputs_appear_up_to_the_step():
    canvas = window_steps._Canvas()
    canvas.move(step=4, stride=2, padding=1, dilation=1)
    texts = [text.get_text() for text in canvas.numbers if text.get_visible()]
    assert texts == ["9", "0", "−9", "36", "0"] and canvas.ground.get_bbox().bounds == (-0.5, -0.5, 3, 3)


def test_every_grid_is_drawn_ahead(window):
    kept = set(window._backdrops)
    assert kept == {0, 1, 2}
    for padding in (2, 1, 0):
        window.controls["padding"].value = padding
    assert set(window._backdrops) == kept


def test_stills_stay_small_and_say_what_they_show():
    for fig, words in (kernel_figure("emboss"), kernel_figure("sharpen"), window_figure(step=4, stride=2, padding=1)):
        assert len(png_bytes(fig)) < 50_000 and words
    assert "Output (1, 1), number 5 of 9" in window_figure(step=4, stride=2, padding=1)[1]
