"""The explorer of attention matrices shows what the network computes, redraws fast, never rebuilds or recompiles."""

import time

import jax
import matplotlib.figure
import numpy as np
import pytest

from course_lib import text, word_order
from course_lib.explorers import attention_matrix as module
from course_lib.plotting import png_bytes

WORDS = text.Vocabulary.of([module.SENTENCE.split(), ["dogs", "sleep"]])
PARAMS = word_order.order_params(jax.random.key(0), len(WORDS))


@pytest.fixture(scope="module")
def explorer():
    return module.explore_attention(PARAMS, WORDS)


def test_the_matrix_is_the_networks(explorer):
    explorer.controls["sentence"].value = "dogs sleep some"
    explorer.controls["head"].value = 2
    explorer.controls["log_temperature"].value = 0.3
    inputs = WORDS.encode([["dogs", "sleep", "some"]], module.LONGEST)
    expected = np.asarray(word_order.head_weights(PARAMS, inputs, 10**0.3))[0, 1, :3, :3]
    shown = explorer.moving[0].get_array()
    assert np.allclose(shown[:3, :3], expected, atol=1e-5) and shown.mask[3:].all() and shown.mask[:, 3:].all()
    assert "Head 2, temperature 2" in explorer.picture.text and "even share would be 0.33" in explorer.picture.text


def test_every_control_has_a_label_and_changes_the_picture(explorer):
    for name, value in {"sentence": "his water", "head": 4, "log_temperature": -1.0}.items():
        before = explorer.picture.png
        assert explorer.controls[name].description
        explorer.controls[name].value = value
        assert explorer.picture.png != before, name


@pytest.mark.parametrize("sentence", ["", "   ", "one", "Xyzzy sleeps!", "a b c d e f g h i j k l"])
def test_any_sentence_will_do(explorer, sentence):
    explorer.controls["sentence"].value = sentence
    assert explorer.picture.text
    if "Xyzzy" in sentence:
        assert "xyzzy?" in explorer.picture.alt


def test_no_move_rebuilds_the_figure_or_compiles_anew(explorer, monkeypatch, caplog):
    built = []
    monkeypatch.setattr(matplotlib.figure.Figure, "draw", lambda *_: built.append(1))
    with jax.log_compiles():
        for value in (1, 3, module.MEAN):
            explorer.controls["head"].value = value
        explorer.controls["log_temperature"].value = 1.0
        explorer.controls["sentence"].value = "dogs sleep"
    assert not built and not [record for record in caplog.records if "ompil" in record.getMessage()]


def test_a_move_takes_less_than_a_tenth_of_a_second(explorer):
    seconds = []
    explorer.controls["sentence"].value = module.SENTENCE
    for temperature in np.linspace(-1, 1, 15):
        begin = time.perf_counter()
        explorer.controls["log_temperature"].value = float(temperature)
        seconds.append(time.perf_counter() - begin)
    assert min(seconds) < 0.1


def test_the_static_figure():
    fig, words = module.attention_figure(PARAMS, WORDS)
    assert "Head 1, temperature 1:" in words and png_bytes(fig)


def test_what_is_not_read_is_told(explorer):
    explorer.controls["sentence"].value = "dogs " * (module.LONGEST + 1)
    assert f"first {module.LONGEST} words" in explorer.picture.text
