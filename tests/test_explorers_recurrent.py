"""The explorers of the chapter on recurrent networks show what the networks say, and move fast."""

import io
import time
import wave

import jax
import matplotlib.figure
import numpy as np
import pytest

from course_lib import cells, recurrent, speech
from course_lib.explorers import gradient_reach, listening, listening_run
from course_lib.plotting import png_bytes


@pytest.fixture(scope="module")
def digits():
    return speech.load_spoken_digits(64)


@pytest.fixture(scope="module")
def network():
    dense = (np.random.default_rng(0).normal(size=(32, 10)), np.zeros(10))
    return jax.jit(recurrent.lstm), {"cell": cells.lstm_init(jax.random.key(0), 24, 32), "dense": dense}


@pytest.fixture(scope="module")
def listener(digits, network):
    return listening.explore_listening(digits, {"one": network, "two": (network[0], {**network[1], "cell": _other()})})


@pytest.fixture(scope="module")
def reacher():
    return gradient_reach.explore_gradient_reach()


def _other():
    return cells.lstm_init(jax.random.key(1), 24, 32)


def seconds_of_moves(control, values):
    taken = []
    for value in values:
        begin = time.perf_counter()
        control.value = value
        taken.append(time.perf_counter() - begin)
    return taken


def test_every_clip_is_found_among_the_recordings_by_its_length(digits):
    whole = speech.load_spoken_digits().validation
    for clip in digits.clips:
        assert whole.lengths[listening_run.row_of(clip, whole)] == 1 + (len(clip.wave) - 200) // 100
    with pytest.raises(ValueError, match="part: 5 takes"):
        listening_run.row_of(digits.clips[0], digits.train)


def test_orders_keep_every_step_once():
    for order in range(3):
        assert sorted(listening_run.ordered(30, order)) == list(range(30))
    assert list(listening_run.ordered(3, 1)) == [2, 1, 0]


def test_sounds_are_small_files_in_the_order_chosen(digits):
    samples = []
    for order in range(3):
        data = listening_run.wav_bytes(digits.clips[43], order)
        assert len(data) < 12_000
        with wave.open(io.BytesIO(data)) as file:
            assert file.getframerate() == 8000
            samples.append(np.frombuffer(file.readframes(file.getnframes()), np.int16))
    assert np.array_equal(samples[0], samples[1][::-1])
    assert np.array_equal(np.sort(samples[0][: len(samples[2])]), np.sort(samples[2]))


def test_what_is_heard_is_what_the_network_says_of_the_clip(digits, network):
    heard = listening_run.listen(network, digits, 0)
    row = listening_run.row_of(digits.clips[10], digits.validation)
    states = recurrent.lstm(network[1]["cell"], digits.validation.frames[row : row + 1])
    scores = np.asarray(states[0]) @ network[1]["dense"][0]
    length = heard.lengths[10]
    assert length == digits.validation.lengths[row]
    expected = np.asarray(jax.nn.softmax(scores))
    assert np.allclose(heard.probabilities[10, :length], expected[:length], atol=1e-5)


def test_words_name_the_guess_and_when_it_settles():
    running = np.zeros((1, 4, 10))
    running[0, [0, 1, 2, 3], [3, 7, 7, 7]] = 1
    heard = listening_run.Heard(np.zeros((1, 4, 24)), np.zeros((1, 4, 32)), running, np.array([4]))
    assert "From step 2 on it stays with seven" in listening.words(heard, 0, 7, 1)
    assert "After 1 of 4 steps it says three" in listening.words(heard, 0, 7, 1)
    assert "At the end it is wrong: three was said" in listening.words(heard, 0, 3, 4)
    assert "from the first step on" in listening.words(heard._replace(lengths=np.array([1])), 0, 3, 1)


def test_every_control_of_the_listener_changes_the_picture(listener):
    for name, value in {"digit": 2, "speaker": 3, "network": 0, "order": 1, "percent": 50}.items():
        before = listener.picture.png
        assert listener.controls[name].description
        listener.controls[name].value = value
        assert listener.picture.png != before, name
    assert "Two, said by Nicolas" in listener.picture.alt and listener.children[1].value[:4] == b"RIFF"


def test_no_move_rebuilds_a_figure_and_all_are_fast(listener, reacher, monkeypatch):
    built = []
    monkeypatch.setattr(matplotlib.figure.Figure, "draw", lambda *_: built.append(1))
    assert min(seconds_of_moves(listener.controls["percent"], range(10, 50, 4))) < 0.1
    assert min(seconds_of_moves(reacher.controls["radius"], np.linspace(0.6, 1.4, 9))) < 0.1
    assert not built


def test_matrices_have_the_spectral_radius_asked_for():
    for kind, name in enumerate(gradient_reach.KINDS):
        u = gradient_reach.recurrent_matrix(kind, 0.7)
        values = np.diag(u) if name == "chain" else np.linalg.eigvals(u)
        assert np.isclose(np.abs(values).max(), 0.7, atol=1e-4), name
        assert name != "chain" or np.array_equal(u, np.triu(u))


def test_what_the_chapter_says_one_finds():
    far = lambda kind, activation, radius: gradient_reach.norms(kind, activation, radius)[-1]
    assert np.isclose(far(0, 0, 1.0), 1, atol=1e-3) and np.isclose(far(0, 0, 1.1), 41, rtol=0.02)
    assert np.isclose(far(0, 0, 1.15), 230, rtol=0.05) and np.isclose(far(0, 0, 0.9), 1 / 61, rtol=0.05)
    assert max(far(0, 1, radius) for radius in np.arange(0.5, 1.51, 0.05)) < 0.1  # tanh vanishes at every radius
    assert far(1, 2, 1.0) > 1000 * far(0, 2, 1.0) and far(3, 0, 0.8) > 1e4


def test_every_control_of_the_other_changes_the_picture(reacher):
    for name, value in {"kind": 3, "activation": 2, "radius": 0.8}.items():
        before = reacher.picture.png
        reacher.controls[name].value = value
        assert reacher.picture.png != before and reacher.controls[name].description, name
    assert "U chain, spectral radius 0.80, activation relu" in reacher.picture.text


def test_static_figures_are_small(digits, network):
    fig, says = listening.listening_figure(digits, network, percent=50)
    assert says.startswith("After ") and len(png_bytes(fig)) < 50_000
    fig, says = gradient_reach.gradient_reach_figure(3, 0, 0.8)
    assert "chain" in says and len(png_bytes(fig)) < 50_000
