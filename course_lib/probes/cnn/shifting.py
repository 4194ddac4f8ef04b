"""Inputs of 5.7, and how images that were shifted by chance are read: each pixel has a number of its own.

With 16 keys and 100 images there are 1,600 shifts along each axis. Of five equally likely ones each occurs 320 times,
with a standard deviation of 16: one of ten counts lies outside 232 … 408 with a chance of 4e-7. (Rounding makes the
ends half as likely: 200.) All of the 25 pairs occur but for a chance of 1e-27. One image of 3 × 2 pixels is gone in 66
of 81 cases.
"""

from __future__ import annotations

from collections import Counter
from contextlib import suppress

import jax
import jax.numpy as jnp
import numpy as np

from course_lib.checking.encoding import describe, encode
from course_lib.checking.exercise import Answers, Case
from course_lib.checking.remembering import remembering

KEYS = 16
EVEN = (232, 408)


def random_shift_cases(seed: int) -> list[Case]:
    """A large batch with two channels; no shift at all; a single image, with shifts larger than it is."""
    random = np.random.default_rng(seed)
    keys = iter(jax.random.split(jax.random.key(seed), 3))

    def case(name: str, shape: tuple[int, ...], max_shift: int) -> Case:
        images = (1 + random.permutation(int(np.prod(shape)))).reshape(shape) / 8  # no zeros, no two alike
        return Case(name, {"key": next(keys), "images": images, "max_shift": max_shift})

    return [
        case("100 images of 5 × 4 pixels in 2 channels, shifts up to 2", (100, 5, 4, 2), 2),
        case("a batch of one image with shifts up to 0", (1, 3, 2, 1), 0),
        case("a batch of one image of 3 × 2 pixels, shifts up to 4", (1, 3, 2, 1), 4),
    ]


@remembering
def observe_random_shift(answers: Answers, case: Case) -> dict:
    """Which shifts occur over many keys, what moves in, and how they hang together."""
    key, images, max_shift = case.arguments.values()
    shift = answers["random_shift"]
    with jax.debug_key_reuse(False):  # one key is used twice on purpose: it must give the same shifts again
        keys = jax.random.split(key, KEYS if max_shift else 2)
        again, *draws = (shift(key, jnp.asarray(images), max_shift) for key in (keys[0], *keys))
        copy = images.copy()
        with suppress(Exception):  # a right answer may need what only JAX arrays have
            shift(keys[0], copy, max_shift)
    for draw in [again, *draws]:
        if not isinstance(draw, (np.ndarray, jax.Array)) or str(draw.dtype) not in ("float32", "float64"):
            return {"form": describe(encode(draw))}
        if draw.shape != images.shape:
            return {"form": f"an array of shape {tuple(draw.shape)} for images of shape {images.shape}"}
    again, *draws = (np.asarray(draw, np.float64) for draw in [again, *draws])
    facts = {
        "form": "images",
        "argument changed": not np.array_equal(copy, images),
        "same key, same shifts": len(images) == 1 or bool(np.array_equal(again, draws[0])),  # one may agree by chance
        "filled with": _filling(images, draws),
    }
    if facts["filled with"] == "other":
        facts["pixels of its own"] = all(
            np.isin(drawn, [0, *image.ravel()]).all()
            for draw in draws
            for image, drawn in zip(images, draw, strict=True)
        )
    return {**facts, **(_facts(images, draws, max_shift) if facts["filled with"] == "zeros" else {})}


def moved(image: np.ndarray, dy: int, dx: int, how: str) -> np.ndarray:
    """One image (height, width, channels) shifted down by dy and right by dx; how: zeros, wrap or edge."""
    rows, columns = (np.arange(n) - d for n, d in zip(image.shape[:2], (dy, dx), strict=True))
    inside = [(where >= 0) & (where < n) for where, n in zip((rows, columns), image.shape[:2], strict=True)]
    if how == "wrap":
        rows, columns = rows % image.shape[0], columns % image.shape[1]
    rows, columns = rows.clip(0, image.shape[0] - 1), columns.clip(0, image.shape[1] - 1)
    taken = image[rows][:, columns]
    return taken * np.outer(*inside)[:, :, None] if how == "zeros" else taken


def _shift_of(image: np.ndarray, drawn: np.ndarray, how: str) -> tuple[int, int] | None:
    """The shift (dy, dx) that makes `drawn` out of `image`; None if there is none, (99, 99) if all is gone."""
    height, width, _ = image.shape
    if how == "zeros" and not drawn.any():
        return 99, 99
    kept = np.argwhere(np.isin(drawn[:, :, 0], image[:, :, 0]))
    for y, x in kept[:: max(1, len(kept) // 4)]:
        (row, column), *_ = np.argwhere(image[:, :, 0] == drawn[y, x, 0])
        if np.array_equal(moved(image, y - row, x - column, how), drawn):
            return int(y - row), int(x - column)
    return None


def _filling(images: np.ndarray, draws: list[np.ndarray]) -> str:
    """What stands where nothing moves in: zeros, wrap or edge; "other" if none of these explains all draws."""
    for how in ("zeros", "wrap", "edge"):
        if all(_shift_of(image, drawn, how) for draw in draws for image, drawn in zip(images, draw, strict=True)):
            return how
    if all(np.allclose(np.sort(draw, axis=None), np.sort(images, axis=None)) for draw in draws):
        return "all pixels stay, elsewhere"
    return "other"


def _facts(images: np.ndarray, draws: list[np.ndarray], max_shift: int) -> dict:
    """Ranges, evenness, and what hangs together among the shifts (keys, images, 2)."""
    shifts = np.array([[_shift_of(*pair, "zeros") for pair in zip(images, draw, strict=True)] for draw in draws])
    if max_shift >= min(images.shape[1:3]):  # an image may be gone altogether: its shift cannot be read
        known = shifts[shifts[..., 0] != 99]
        return {"too far": bool((np.abs(known) > max_shift).any()), "never gone": len(known) == shifts.size // 2}
    flat = shifts.reshape(-1, 2)
    facts = {
        "rows from": int(flat[:, 0].min()),
        "rows to": int(flat[:, 0].max()),
        "columns from": int(flat[:, 1].min()),
        "columns to": int(flat[:, 1].max()),
        "key used": max_shift == 0 or bool((shifts != shifts[0]).any()),
    }
    if len(images) == 1 or max_shift == 0:
        return facts
    pairs = Counter(map(tuple, flat.tolist()))
    counts = [np.count_nonzero(flat[:, axis] == d) for axis in (0, 1) for d in range(-max_shift, max_shift + 1)]
    return {
        **facts,
        "one shift for all": bool((shifts == shifts[:, :1]).all()),
        "axes alike": bool((np.abs(flat[:, 0]) == np.abs(flat[:, 1])).all()),
        "pairs": len(pairs) == (2 * max_shift + 1) ** 2,
        "even": EVEN[0] <= min(counts) and max(counts) <= EVEN[1],
    }
