"""6.8: how a network for spoken digits is observed. First what it does untrained, then what it has learned."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np

from course_lib.checking.encoding import describe, encode
from course_lib.checking.exercise import Answers, Case
from course_lib.probes.rnn.digits_trainer import (
    CLASSES,
    PARAMETERS,
    Clips,
    classify,
    held_out_clips,
    scores_of,
    train,
    training_clips,
)

# What no training can mend, the most elementary first. All but the last are seen untrained, and then nothing is
# trained. Comparison of two runs looks at this alone.
SYMPTOMS = (
    "none",
    "another start each time",
    "key not used",
    "starts alike",
    "not finite",
    "deaf",
    "samples mixed",
    "padding counts",
    "order ignored",
    "one frame only",
    "no slope",
)
FEW = 6  # clips that an untrained network is tried on
SAME = 2e-4  # scores that differ by less are the same but for rounding


def digits_cases(seed: int) -> list[Case]:
    """One run on clips that the seed chooses."""
    return [Case("a run of the trainer", {"key": jax.random.key(seed)})]


def observe_digits(answers: Answers, case: Case) -> dict:
    """Symptoms of the untrained network, or else the predictions of the trained one for the held-out clips."""
    (key,) = case.arguments.values()
    init, model = answers["digits_init"], answers["digits_model"]
    seed = int(np.asarray(jax.random.key_data(key))[-1])
    with jax.debug_key_reuse(False):  # one key is used twice on purpose: it must give the same start again
        starts = [init(k) for k in (key, key, jax.random.fold_in(key, 1))]
    if fault := next((fault for start in starts if (fault := _fault_of_params(start))), ""):
        return {"form": fault}
    params, again, other = (jax.tree.map(lambda leaf: jnp.asarray(leaf, jnp.float32), start) for start in starts)
    clips, digits = training_clips(seed)
    if fault := _fault_of_scores(model, params, clips):
        return {"form": fault}
    symptom = _start_symptom(params, again, other) or _symptom(model, params, clips, seed) or "none"
    facts: dict[str, Any] = {"symptom": symptom, "numbers": sum(leaf.size for leaf in jax.tree.leaves(params))}
    if symptom == "none":
        facts |= _learned(model, params, clips, digits, seed)
    return {"returned": {**encode(SYMPTOMS.index(facts["symptom"])), "facts": facts}, "changes": []}


def _learned(model: Callable, params: Any, clips: Clips, digits: np.ndarray, seed: int) -> dict:
    held_out = held_out_clips()
    all_clips = Clips(*(np.concatenate(pair) for pair in zip(clips, held_out, strict=True)))  # compiled once
    before = classify(model, params, all_clips)
    trained = train(model, params, clips, digits, seed)
    after = classify(model, trained, all_clips)
    return {
        "symptom": "no slope" if _same(params, trained) else "none",
        "before": before[len(digits) :].tolist(),
        "predictions": after[len(digits) :].tolist(),
        "accuracy on trained clips": float(np.mean(after[: len(digits)] == digits)),
        "finite": all(bool(jnp.isfinite(leaf).all()) for leaf in jax.tree.leaves(trained)),
    }


def _fault_of_params(params: Any) -> str:
    """Say in words why these are no parameters within the size allowed; empty if they are."""
    leaves = jax.tree.leaves(params)
    kinds = [str(leaf.dtype) if isinstance(leaf, (np.ndarray, jax.Array)) else "" for leaf in leaves]
    if not leaves:
        return "digits_init: a tree with arrays of floating-point numbers is wanted, yours holds none"
    if wrong := [leaf for leaf, kind in zip(leaves, kinds, strict=True) if kind not in ("float32", "float64")]:
        return f"digits_init: arrays of floating-point numbers are wanted in the tree, yours holds {_named(wrong[0])}"
    count = sum(leaf.size for leaf in leaves)
    if count > PARAMETERS:
        return f"digits_init: at most {PARAMETERS:,} numbers are allowed, you use {count:,}"
    return "" if count else "digits_init: your arrays hold no numbers"


def _fault_of_scores(model: Callable, params: Any, clips: Clips) -> str:
    """Say in words what is wrong with the form of the scores of a few clips; empty if nothing is."""
    scores = jax.eval_shape(lambda *arguments: model(*arguments), params, clips.x[:FEW], clips.lengths[:FEW])
    wanted = f"digits_model: scores of shape (batch, {CLASSES}) are wanted"
    if not isinstance(scores, jax.ShapeDtypeStruct):
        return f"{wanted}, you return {type(scores).__name__}"
    if scores.shape != (FEW, CLASSES):
        return f"{wanted}, for {FEW} clips you return {scores.shape}"
    return "" if str(scores.dtype) == "float32" else f"{wanted} in float32, yours are {scores.dtype}"


def _named(leaf: Any) -> str:
    return describe(encode(leaf))


def _same(a: Any, b: Any) -> bool:
    pairs = zip(jax.tree.leaves(a), jax.tree.leaves(b), strict=True)
    return all(x.shape == y.shape and bool(np.array_equal(x, y)) for x, y in pairs)


def _start_symptom(params: Any, again: Any, other: Any) -> str:
    """What is wrong with how the parameters are drawn, empty if nothing is."""
    if jax.tree.structure(params) != jax.tree.structure(again) or not _same(params, again):
        return "another start each time"
    matrices = [leaf for leaf in jax.tree.leaves(params) if leaf.ndim > 1]
    if matrices and all(float(jnp.ptp(leaf)) == 0 or _is_identity(leaf) for leaf in matrices):
        return "starts alike"
    return "key not used" if _same(params, other) else ""


def _is_identity(leaf: Any) -> bool:
    return leaf.ndim == 2 and bool(np.array_equal(leaf, np.eye(*leaf.shape)))


def _symptom(model: Callable, params: Any, clips: Clips, seed: int) -> str:
    """What an untrained network, nudged away from special values such as 0, gets wrong in principle."""
    random = np.random.default_rng([seed, 2])
    params = jax.tree.map(lambda leaf: leaf + 0.1 * random.normal(size=leaf.shape).astype(np.float32), params)
    rows = np.argsort(clips.lengths, kind="stable")[:: len(clips.lengths) // FEW][:FEW]
    x, lengths = clips.x[rows], clips.lengths[rows]
    real = (np.arange(x.shape[1]) < lengths[:, None])[:, :, None]
    scores = lambda x, lengths=lengths: np.asarray(scores_of(model, params, x, lengths))
    base = scores(x)
    if not np.isfinite(base).all():
        return "not finite"
    tolerance = SAME * max(1.0, float(np.abs(base).max()))
    same = lambda other, to=base: bool(np.abs(other - to).max() <= tolerance)
    noise = 2 * random.normal(size=x.shape).astype(np.float32)
    if same(scores(np.where(real, noise, x))):
        return "deaf"
    mixed = [not same(scores(np.where(kept, x, noise))[kept.ravel()], base[kept.ravel()]) for kept in _first_and_last()]
    if any(mixed):
        return "samples mixed"
    if not same(scores(np.where(real, x, noise))):
        return "padding counts"
    if same(scores(_reversed(x, lengths))):
        return "order ignored"
    inner = np.arange(x.shape[1])[None, :, None]
    between = (inner > 0) & (inner < lengths[:, None, None] - 1)
    return "one frame only" if same(scores(np.where(between, noise, x))) else ""


def _first_and_last() -> tuple[np.ndarray, np.ndarray]:
    """Which clips stay while all others change: the first one, the last one."""
    rows = np.arange(FEW)[:, None, None]
    return rows == 0, rows == FEW - 1


def _reversed(x: np.ndarray, lengths: np.ndarray) -> np.ndarray:
    """The real frames of each clip in reverse, the padding where it was."""
    turned = x.copy()
    for row, length in enumerate(lengths):
        turned[row, :length] = x[row, :length][::-1]
    return turned
