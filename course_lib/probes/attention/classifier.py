"""How 7.8 is observed: first by a few questions to the untrained model, then by its predictions once it is trained.

The questions come first because they are cheap, and name what is wrong better than a score does.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import jax
import numpy as np

from course_lib.checking.encoding import decode_array, describe, encode
from course_lib.checking.exercise import Answers, Case
from course_lib.probes.attention.messages import WORDS, fault_of, held_out_messages, train

ROWS, TIME, MORE = 6, 12, 17
LENGTHS = np.array([12, 5, 1, 8, 3, 7], np.int32)
REAL = np.arange(TIME) < LENGTHS[:, None]
# What may be wrong with a model, the most elementary first. Comparison of two answers looks at this alone.
SYMPTOMS = (
    "none",
    "not finite",
    "key not used",
    "another start each time",
    "samples mix",
    "negative weights",
    "weight on padding",
    "sum is not one",
    "word without weight",
    "equal weights",
    "padding read",
    "padding counted",
    "word left out",
    "order lost",
    "probabilities",
)
UNFIT_FOR_JIT = (
    jax.errors.ConcretizationTypeError,
    jax.errors.TracerArrayConversionError,
    jax.errors.NonConcreteBooleanIndexError,
)
Ask = Callable[[Any, np.ndarray, np.ndarray], tuple[np.ndarray, np.ndarray]]


class WrongForm(Exception):
    """What came back is no pair of scores and weights; the message says what it is."""


def classifier_cases(seed: int) -> list[Case]:
    """One run, on messages that the seed chooses."""
    return [Case("a run of the trainer", {"key": jax.random.key(seed)})]


def observe_classifier(answers: Answers, case: Case) -> dict:
    """What is wrong with the model before training, or else its scores for the held-out messages after it."""
    make, model = answers["classifier_params"], answers["lstm_attention_classifier"]
    key = case.arguments["key"]
    subset = int(np.asarray(jax.random.key_data(key))[-1])
    with jax.debug_key_reuse(False):  # several answers are observed with the same key
        params = make(key)
        if fault := fault_of(params):
            return {"form": fault}
        again, other = make(key), make(jax.random.fold_in(key, 1))
        try:
            symptom = _start(params, again, other) or _model_symptom(_asker(model), params, subset)
        except WrongForm as form:
            return {"form": str(form)}
        facts = {"symptom": symptom or "none", "numbers": sum(leaf.size for leaf in jax.tree.leaves(params))}
        if not symptom:
            params, losses = train(model, params, subset)
            scores, _ = _asker(model)(params, *held_out_messages())
            facts |= {"scores": scores.tolist(), "losses": [losses[:10].mean().item(), losses[-10:].mean().item()]}
    return {"returned": {**encode(SYMPTOMS.index(facts["symptom"])), "facts": facts}, "changes": []}


def _asker(model: Callable) -> Ask:
    """The model as a function of NumPy arrays that says what is wrong with the form of its result."""
    forms = [jax.jit(model)]  # what jit refuses is asked as it stands, from then on

    def ask(params: Any, x: np.ndarray, lengths: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        try:
            returned = forms[0](params, x, lengths)
        except UNFIT_FOR_JIT:
            forms[0] = model
            returned = model(params, x, lengths)
        if type(returned) not in (tuple, list) or len(returned) != 2:
            raise WrongForm(f"(scores, weights) is wanted, you return {describe(encode(returned))}")
        parts = []
        for name, part, shape in zip(("scores", "weights"), returned, (x.shape[:1], x.shape), strict=True):
            tree = encode(part)
            array = decode_array(tree) if "array" in tree else None
            if array is None or array.shape != shape:
                raise WrongForm(f"{name} {shape} are wanted for x {x.shape}, you return {describe(tree)}")
            parts.append(array.astype(np.float64))
        return parts[0], parts[1]

    return ask


def _start(params: Any, again: Any, other: Any) -> str:
    """The symptom of how parameters depend on the key, empty if they depend on it alone."""
    first, second, third = ([np.asarray(leaf) for leaf in jax.tree.leaves(tree)] for tree in (params, again, other))
    if not _equal(first, second):
        return "another start each time"
    return "key not used" if _equal(first, third) else ""


def _equal(one: list, other: list) -> bool:
    return len(one) == len(other) and all(np.array_equal(a, b) for a, b in zip(one, other, strict=True))


def _model_symptom(ask: Ask, params: Any, subset: int) -> str:
    """The first of SYMPTOMS that holds for each of two shaken copies of the parameters, empty if there is none.

    Parameters are shaken because some rightly start at zero: then nothing would depend on anything.
    """
    random = np.random.default_rng(subset)
    found = [_symptoms_of(ask, _shaken(params, random, 0.5), random) for _ in range(2)]
    common = set.intersection(*found)
    if "not finite" in set.union(*found):
        return "not finite"
    if first := next((name for name in SYMPTOMS if name in common), ""):
        return first
    x = random.integers(2, WORDS, (ROWS, TIME)).astype(np.int32)
    scores = np.stack([ask(_shaken(params, random, 5.0), x * REAL, LENGTHS)[0] for _ in range(8)])
    return "probabilities" if scores.min() >= 0 and scores.max() <= 1 else ""


def _shaken(params: Any, random: np.random.Generator, scale: float) -> Any:
    shake = lambda leaf: np.asarray(leaf, np.float32) + np.float32(scale) * random.normal(size=leaf.shape)
    return jax.tree.map(lambda leaf: np.asarray(shake(leaf), np.float32), params)


def _symptoms_of(ask: Ask, params: Any, random: np.random.Generator) -> set[str]:
    """All SYMPTOMS of the model that these parameters show."""
    draw = lambda: random.integers(2, WORDS, (ROWS, TIME)).astype(np.int32)
    x, others = draw(), draw()
    x = np.where(REAL, x, 0)
    scores, weights = ask(params, x, LENGTHS)
    if not (np.isfinite(scores).all() and np.isfinite(weights).all()):
        return {"not finite"}
    company = np.where(REAL, np.concatenate([x[:1], others[1:]]), 0)
    padded = np.concatenate([x, np.zeros((ROWS, MORE - TIME), np.int32)], axis=1)
    turned = np.concatenate([np.roll(x[:, :3], 1, axis=1), x[:, 3:]], axis=1)
    last = np.arange(TIME) == LENGTHS[:, None] - 1
    by_words = [np.where(place & REAL, others, x) for place in (last, np.arange(TIME) == 0)]
    long = LENGTHS > 2
    same = lambda a, b: np.allclose(a, b, rtol=1e-4, atol=1e-5)
    checks = {
        "samples mix": not same(ask(params, company, LENGTHS)[0][0], scores[0]),
        "negative weights": weights.min() < -1e-6,
        "weight on padding": np.abs(weights[~REAL]).max() > 1e-6,
        "sum is not one": not np.allclose(weights.sum(axis=1), 1, atol=1e-3),
        "word without weight": bool(np.any(np.all(weights[:, :1] == 0, axis=1) | (weights[last] == 0))),
        "equal weights": np.allclose((weights - weights[:, :1])[REAL], 0, atol=1e-5),
        "padding read": not same(ask(params, np.where(REAL, x, others), LENGTHS)[0], scores),
        "padding counted": not same(ask(params, padded, LENGTHS)[0], scores),
        "word left out": any(np.any(ask(params, changed, LENGTHS)[0] == scores) for changed in by_words),
        "order lost": same(ask(params, turned, LENGTHS)[0][long], scores[long]),
    }
    return {name for name, seen in checks.items() if seen}
