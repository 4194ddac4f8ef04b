"""Figures: small, the same bytes every time, with alternative text, and readable without colour."""

import base64
import io

import jax.numpy as jnp
import numpy as np
import pytest
from IPython.core.displaypub import CapturingDisplayPublisher
from IPython.core.interactiveshell import InteractiveShell
from PIL import Image

from course_lib import plotting


@pytest.fixture
def shown(monkeypatch):
    shell = InteractiveShell.instance()
    publisher = CapturingDisplayPublisher(parent=shell)
    monkeypatch.setattr(shell, "display_pub", publisher)
    yield publisher.outputs
    InteractiveShell.clear_instance()


def line_figure():
    fig, ax = plotting.figure()
    ax.plot([0, 1, 2], [3, 1, 0.5], **plotting.series(1))
    ax.set(title="The loss falls", xlabel="step", ylabel="loss")
    return fig


def test_show_publishes_one_small_png_with_its_alt_text_and_size(shown):
    plotting.show(line_figure(), alt="  A line falls from 3 to 0.5. ")
    (output,) = shown
    assert output["metadata"]["image/png"] == {"alt": "A line falls from 3 to 0.5.", "width": 560, "height": 320}
    image = Image.open(io.BytesIO(base64.b64decode(output["data"]["image/png"])))
    assert image.size == (1120, 640) and image.info.keys() <= {"transparency", "srgb", "gamma", "dpi"}


def test_the_same_picture_has_the_same_bytes():
    assert plotting.png_bytes(line_figure()) == plotting.png_bytes(line_figure())


def test_rare_colours_survive_in_the_small_file():
    fig, (left, right) = plotting.figure(columns=2)
    plotting.contours(left, lambda t: t[0] ** 2 + 10 * t[1] ** 2, (-5, 5), (-3, 3))
    plotting.draw_path(left, np.stack([np.linspace(-4, 0, 60), np.linspace(1, 0, 60)], axis=1), 0)
    right.semilogy(np.geomspace(1, 1e-4, 80), **plotting.series(0))
    left.plot(0, 0, "k*", markersize=11)
    left.plot(-4, 1, "o", markersize=10, markerfacecolor="none", color=plotting.SERIES[1]["color"])  # one thin ring
    colors = Image.open(io.BytesIO(plotting.png_bytes(fig))).convert("RGB").getcolors(1 << 20)
    vermilion = np.array([0xD5, 0x5E, 0x00])
    assert min(np.abs(np.array(color) - vermilion).sum() for _, color in colors) < 12


@pytest.mark.parametrize("alt", ["", "   "])
def test_show_refuses_a_figure_without_words(alt):
    with pytest.raises(ValueError, match="alt: one sentence"):
        plotting.show(line_figure(), alt=alt)


def test_a_file_too_large_is_refused():
    fig, ax = plotting.figure()
    ax.imshow(np.random.default_rng(0).random((300, 500)))
    with pytest.raises(ValueError, match="at most 50000 bytes"):
        plotting.png_bytes(fig)


def test_show_closes_figures_of_pyplot_too(shown):
    import matplotlib.pyplot as plt

    fig, ax = plt.subplots()
    ax.plot([1, 2])
    plotting.show(fig, alt="A line.")
    assert not plt.get_fignums()


def test_series_differ_in_colour_and_line_and_marker():
    for what in ("color", "linestyle", "marker"):
        assert len({str(plotting.series(i)[what]) for i in range(len(plotting.SERIES))}) == len(plotting.SERIES)
    assert plotting.series(0, marker="") == {**plotting.SERIES[0], "marker": ""}
    with pytest.raises(ValueError, match="index: 0 to 5 expected, got 6"):
        plotting.series(6)


def test_series_are_told_apart_by_lightness_or_line_for_every_kind_of_sight():
    rgb = np.array([[int(s["color"][i : i + 2], 16) / 255 for i in (1, 3, 5)] for s in plotting.SERIES])
    grey = rgb @ [0.2126, 0.7152, 0.0722]
    assert np.all(grey < 0.75)  # dark enough on white


def test_grid_values_put_rows_along_y():
    x, y, values = plotting.grid_values(lambda t: t[0] + 10 * t[1], plotting.Window((0, 1), (0, 2)), points=3)
    np.testing.assert_allclose(values, x[None, :] + 10 * y[:, None])


def test_contours_frame_the_window_and_paths_begin_with_a_ring():
    fig, ax = plotting.figure()
    plotting.contours(ax, lambda t: jnp.sum(t**2), (-1, 1), (-2, 2))
    assert ax.get_xlim() == (-1, 1) and ax.get_ylim() == (-2, 2)
    plotting.draw_path(ax, np.array([[0.5, 1.0], [0.2, 0.4]]), 1, label="path")
    line, ring = ax.lines
    np.testing.assert_array_equal(line.get_xydata(), [[0.5, 1.0], [0.2, 0.4]])
    np.testing.assert_array_equal(ring.get_xydata(), [[0.5, 1.0]])
    plotting.label_point(ax, 0.5, 1.0, "start", 1)
    assert ax.texts[0].get_text() == "start"
