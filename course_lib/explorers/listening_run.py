"""What a recurrent network makes of spoken digits, step by step, in order, backwards and shuffled; and the sounds."""

import io
import wave
from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np

from course_lib.speech import Clip, Digits, SpokenDigits

STEPS, HOP = 64, 100  # steps kept; samples of sound in a step
ORDERS = ("as spoken", "backwards", "shuffled")
Network = tuple[Callable[[Any, np.ndarray], Any], Any]  # states(cell, x (n, time, 24)) -> (n, time, 32), and params


class Heard(NamedTuple):
    """What a network made of every clip, in one order of its frames.

    Shapes: frames (clips, time, 24), states (clips, time, hidden), probabilities (clips, time, 10), lengths (clips,).
    """

    frames: np.ndarray
    states: np.ndarray
    probabilities: np.ndarray
    lengths: np.ndarray


def row_of(clip: Clip, part: Digits) -> int:
    """Find a clip, take 7 of its digit and speaker, among the validation recordings, takes 5 to 9.

    Raises: ValueError if the part has not five recordings of that digit and speaker.
    """
    rows = np.flatnonzero((np.asarray(part.y) == clip.digit) & (np.asarray(part.speaker) == clip.speaker))
    if len(rows) != 5:
        raise ValueError(
            f"part: 5 takes of each digit and speaker, as in the validation part, expected, got {len(rows)}"
        )
    return int(rows[2])


def ordered(length: int, order: int) -> np.ndarray:
    """Give the order in which the steps of a clip are heard; the same shuffle each time.

    Shapes: -> (length,) whole numbers.
    """
    steps = np.arange(length)
    return (steps, steps[::-1], np.random.default_rng(length).permutation(length))[order]


def wav_bytes(clip: Clip, order: int = 0) -> bytes:
    """Write a clip as a sound file, its pieces of 12.5 ms in the order chosen, as loud as it may be.

    Shapes: -> about 2 bytes a sample.
    """
    samples = clip.wave / np.abs(clip.wave).max()
    if order == 1:
        samples = samples[::-1]
    elif order == 2:
        pieces = samples[: len(samples) // HOP * HOP].reshape(-1, HOP)
        samples = pieces[ordered(len(pieces), order)].ravel()
    out = io.BytesIO()
    with wave.open(out, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(clip.rate)
        file.writeframes(np.int16(32000 * samples).tobytes())
    return out.getvalue()


def listen(network: Network, digits: SpokenDigits, order: int) -> Heard:
    """Let a network hear all clips, and ask its dense layer after every step.

    Shapes: -> frames (clips, 64, 24), states (clips, 64, hidden), probabilities (clips, 64, 10), lengths (clips,).
    """
    states_of, params = network
    rows = [row_of(clip, digits.validation) for clip in digits.clips]
    lengths = np.minimum(np.asarray(digits.validation.lengths)[rows], STEPS)
    frames = np.zeros((len(rows), STEPS, digits.validation.frames.shape[2]), np.float32)
    for frame, row, length in zip(frames, np.asarray(digits.validation.frames)[rows], lengths, strict=True):
        frame[:length] = row[ordered(length, order)]
    states = np.asarray(states_of(params["cell"], frames))
    w, b = (np.asarray(p) for p in params["dense"])
    scores = states @ w + b
    weights = np.exp(scores - scores.max(axis=-1, keepdims=True))
    return Heard(frames, states, weights / weights.sum(axis=-1, keepdims=True), lengths)
