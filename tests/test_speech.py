"""Spoken digits: counts, parts that never mix, padding and standardisation, against the file itself."""

import numpy as np
import pytest
from conftest import ROOT

from course_lib.speech import load_spoken_digits

DATA = load_spoken_digits()
with np.load(ROOT / "course_lib/datasets/spoken_digits_logmel.npz") as stored:
    RAW = {name: stored[name] for name in stored.files}


def test_parts_have_every_digit_and_speaker_equally_often():
    for part, n in ((DATA.train, 2400), (DATA.validation, 300), (DATA.test, 300)):
        assert part.frames.shape == (n, 181, 24) and part.frames.dtype == np.float32
        pairs, counts = np.unique(np.stack([part.y, part.speaker]), axis=1, return_counts=True)
        assert pairs.shape[1] == 60 and set(counts) == {n // 60}


def test_frames_are_the_files_standardised_by_the_training_part():
    decibels = RAW["frames"] / np.float32(2.5) - 100
    owner = np.repeat(np.arange(3000), RAW["length"])
    own = decibels[RAW["take"][owner] >= 10]
    tests = np.flatnonzero(RAW["take"] < 5)
    for row in (0, 17, 299):
        frames = (decibels[owner == tests[row]] - own.mean(axis=0)) / own.std(axis=0)
        n = len(frames)
        assert DATA.test.lengths[row] == n
        np.testing.assert_allclose(DATA.test.frames[row, :n], frames, rtol=1e-4, atol=1e-4)
        assert not np.any(DATA.test.frames[row, n:])


def test_steps_cut_what_is_longer():
    short = load_spoken_digits(20)
    np.testing.assert_array_equal(short.train.frames, DATA.train.frames[:, :20])
    np.testing.assert_array_equal(short.train.lengths, np.minimum(DATA.train.lengths, 20))
    with pytest.raises(ValueError, match="steps: at least 1 expected, got 0"):
        load_spoken_digits(0)


def test_clips_can_be_heard():
    assert len(DATA.clips) == 60 and {clip.rate for clip in DATA.clips} == {8000}
    assert len({(clip.digit, clip.speaker) for clip in DATA.clips}) == 60
    assert sum(len(clip.wave) for clip in DATA.clips) == len(RAW["wave"])
    assert max(np.abs(clip.wave).max() for clip in DATA.clips) <= 1
    assert len(DATA.speakers) == len(DATA.accents) == 6
