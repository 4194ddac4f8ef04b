"""Spoken digits as pictures of sound: one row of 24 frequency bands every 12.5 ms."""

from importlib.resources import files
from typing import NamedTuple

import jax
import jax.numpy as jnp
import numpy as np

from course_lib.shapes import require_at_least


class Digits(NamedTuple):
    """Recordings of one part.

    Shapes: frames (n, time, 24) float32, standardised by the training part, 0 after each recording's end;
            lengths, y (0–9) and speaker (n,) int32.
    """

    frames: jax.Array
    lengths: jax.Array
    y: jax.Array
    speaker: jax.Array


class Clip(NamedTuple):
    """A recording to listen to.

    Shapes: wave (samples,) float32 from −1 to 1, `rate` samples a second.
    """

    wave: np.ndarray
    digit: int
    speaker: int
    rate: int


class SpokenDigits(NamedTuple):
    """Three parts that never mix recordings, though the same six speakers stand in each of them.

    Shapes: clips are take 7 of each digit and speaker, which stands in the validation part too.
    """

    train: Digits
    validation: Digits
    test: Digits
    speakers: tuple[str, ...]
    accents: tuple[str, ...]
    clips: tuple[Clip, ...]


def load_spoken_digits(steps: int | None = None) -> SpokenDigits:
    """Load 3,000 recordings of ten digits by six speakers: 2,400 to learn from, 300 to choose by, 300 to test.

    Shapes: parts of 2,400, 300 and 300 recordings, of 181 steps (the longest), or cut after `steps`.
    Units:  a step is 12.5 ms; before standardising, a number is the level of a band in dB.
    Raises: ValueError if steps is below 1.
    Source: Z. Jackson et al., Free Spoken Digit Dataset; takes 0–4 are its official test part, 5–9 our validation.
    """
    with (files("course_lib") / "datasets" / "spoken_digits_logmel.npz").open("rb") as file, np.load(file) as stored:
        arrays = {name: stored[name] for name in stored.files}
    steps = int(arrays["length"].max()) if steps is None else steps
    require_at_least(1, steps=steps)
    decibels = arrays["frames"] / np.float32(2.5) - 100
    take, lengths = arrays["take"], arrays["length"].astype(int)
    learnt_from = np.repeat(take >= 10, lengths)
    frames = (decibels - decibels[learnt_from].mean(axis=0)) / decibels[learnt_from].std(axis=0)
    padded = _pad(frames, lengths, steps)
    part = lambda chosen: Digits(
        jnp.asarray(padded[chosen]),
        *(jnp.asarray(a[chosen], jnp.int32) for a in (lengths.clip(max=steps), arrays["digit"], arrays["speaker"])),
    )
    return SpokenDigits(
        part(take >= 10),
        part((take >= 5) & (take < 10)),
        part(take < 5),
        tuple(str(name) for name in arrays["speakers"]),
        tuple(str(name) for name in arrays["accent"]),
        _clips(arrays),
    )


def _pad(frames: np.ndarray, lengths: np.ndarray, steps: int) -> np.ndarray:
    padded = np.zeros((len(lengths), steps, frames.shape[1]), np.float32)
    for row, recording in zip(padded, np.split(frames, np.cumsum(lengths)[:-1]), strict=True):
        row[: len(recording)] = recording[:steps]
    return padded


def _clips(arrays: dict[str, np.ndarray]) -> tuple[Clip, ...]:
    waves = np.split(arrays["wave"].astype(np.float32) / 32768, np.cumsum(arrays["wave_length"])[:-1])
    return tuple(
        Clip(wave, int(digit), int(speaker), 8000)
        for wave, digit, speaker in zip(waves, arrays["wave_digit"], arrays["wave_speaker"], strict=True)
    )
