"""Inputs of 3.8, and how a training run is observed: by its predictions, and by what it asked of the service."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import jax
import numpy as np

from course_lib.checking.encoding import decode_array, describe, encode
from course_lib.checking.exercise import Answers, Case
from course_lib.checking.remembering import remembering
from course_lib.probes.dense.training_chance import chance_symptom
from course_lib.probes.dense.training_service import (
    CLASSES,
    ROWS,
    TrainingService,
    fault_of,
    held_out_images,
    mark_of,
    no_practice,
    predict,
)

FEWEST_MEASURED = 500
# How well an estimate is measured, from good to bad.
MEASURING = (
    "none",
    "measured too early",
    "measured on few classes",
    "measured on few rows",
    "measured on training rows",
    "rows picked",
    "not measured",
)
# What is most likely wrong with a run, the most elementary first. Comparison of two runs looks at this alone.
SYMPTOMS = (
    "none",
    "nothing asked",
    "unchanged",
    "no hidden layer",
    "uphill",
    "nan",
    "twins",
    "few rows",
    "class never seen",
    "sorted batches",
    "one class",
    *MEASURING[1:],
    "another run each time",
    "key not used",
)


def train_mlp_cases(seed: int) -> list[Case]:
    """One run on rows that the seed chooses."""
    return [Case("a run of train_mlp", {"key": jax.random.key(seed), "n": ROWS})]


@remembering  # each wrong run of a check is compared with up to twenty of the judge's
def observe_train_mlp(answers: Answers, case: Case) -> dict:
    """Predictions of the trained network for the held-out images, and what the run asked for."""
    key, n = case.arguments.values()
    subset = int(np.asarray(jax.random.key_data(key))[-1])
    service = TrainingService(subset)
    with jax.debug_key_reuse(False), no_practice():  # several answers are observed with the same key
        gradient = lambda params, rows: service.gradient(params, rows)
        returned = answers["train_mlp"](key, n, gradient, lambda params, rows: service.accuracy(params, rows))
    if type(returned) not in (tuple, list) or len(returned) != 2:
        return {"form": f"you return {describe(encode(returned))}"}
    params, estimate = returned
    if fault := fault_of(params):
        return {"form": fault}
    try:
        estimate = float(decode_array(encode(estimate)).reshape(()))
        params = [tuple(np.asarray(part, np.float32) for part in layer) for layer in params]
    except (ValueError, TypeError):
        return {"form": "your estimate is not one number, or your parameters are not numbers"}
    chance = lambda: chance_symptom(answers, case, service)
    return _facts(service, params, estimate, chance)


def _facts(service: TrainingService, params: list, estimate: float, chance: Callable[[], str]) -> dict:
    predictions = np.asarray(predict(params, held_out_images()))
    trained = np.unique(np.concatenate([*service.batches, np.zeros(0, np.int32)]))
    measuring = fault_of_estimate(service, params, estimate, trained)
    symptom = _symptom(service, params, predictions, trained) or measuring
    symptom = chance() if symptom == "none" else symptom
    facts = {
        "symptom": symptom,
        "measuring": measuring,
        "predictions": predictions.tolist(),
        "estimate": estimate,
        "accuracy on trained rows": service.measure(params, trained) if len(trained) else None,
        "samples": service.samples,
        "steps": len(service.batches),
        "numbers": sum(leaf.size for leaf in jax.tree.leaves(params)),
        "paces": [pace for pace in service.paces if np.isfinite(pace)],
    }
    return {"returned": {**encode(SYMPTOMS.index(symptom)), "facts": facts}, "changes": []}


def _symptom(service: TrainingService, params: list, predictions: Any, trained: Any) -> str:
    """The first of the training's SYMPTOMS that the run shows, empty if there is none."""
    found = {
        "nothing asked": not service.batches,
        "unchanged": bool(service.batches) and distance(service.first[0], params) == 0,
        "no hidden layer": len(params) == 1,
        "uphill": goes_uphill(service),
        "nan": not all(np.isfinite(leaf).all() for leaf in jax.tree.leaves(params)),
        "twins": len(params) > 1 and np.allclose(params[0][0], params[0][0][:, :1], rtol=1e-4, atol=1e-7),
        "few rows": len(trained) < ROWS // 4,
        "class never seen": len(np.unique(service.labels[trained])) < CLASSES,
        "sorted batches": classes_in_a_row(service) < 4,
        "one class": len(np.unique(predictions)) == 1,
    }
    return next((name for name, seen in found.items() if seen), "")


def distance(before: Any, after: Any) -> float:
    """Add up how far the numbers of two trees lie apart; arrays of other shapes count 1."""
    pairs = zip(jax.tree.leaves(before), jax.tree.leaves(after), strict=False)
    return sum(float(np.abs(a - b).sum()) if a.shape == b.shape else 1.0 for a, b in pairs)


def goes_uphill(service: TrainingService) -> bool:
    """Whether the first step went along the first gradient, not against it."""
    if len(service.first) < 4:
        return False
    before, gradient, after, _ = (jax.tree.leaves(tree) for tree in service.first)
    if [leaf.shape for leaf in before] != [leaf.shape for leaf in after]:
        return False
    return sum(float(np.sum((b - a) * g)) for a, b, g in zip(before, after, gradient, strict=True)) > 0


def classes_in_a_row(service: TrainingService, length: int = 50) -> float:
    """How many classes `length` consecutive samples hold on average; ten where batches are well mixed."""
    stream = service.labels[np.concatenate([*service.batches, np.zeros(0, np.int32)])]
    chunks = stream[: len(stream) // length * length].reshape(-1, length)
    return float(np.mean([len(np.unique(chunk)) for chunk in chunks])) if len(chunks) else CLASSES


def _picked(service: TrainingService, params: list, estimate: float, trained: np.ndarray) -> bool:
    """Whether these parameters were measured on many draws of rows, and the figure given is better than on all rows."""
    final = mark_of(params)
    draws = {np.sort(rows).tobytes() for _, rows, mark in service.measured if mark == final}
    others = np.setdiff1d(np.arange(ROWS), trained)
    return len(draws) > 5 and estimate > service.measure(params, others) + 0.005


def fault_of_estimate(service: TrainingService, params: list, estimate: float, trained: np.ndarray) -> str:
    """What is wrong with the origin of the estimate; of several measurements with its value the best counts."""
    faults = ["not measured"]
    for value, rows, _ in service.measured:
        if not np.isclose(value, estimate, rtol=0, atol=1e-5):
            continue
        if np.isin(rows, trained).any():
            faults.append("measured on training rows")
        elif len(np.unique(rows)) < FEWEST_MEASURED:
            faults.append("measured on few rows")
        elif len(np.unique(service.labels[rows])) < CLASSES:
            faults.append("measured on few classes")
        elif not np.isclose(service.measure(params, rows), estimate, rtol=0, atol=1e-5):
            faults.append("measured too early")
        elif _picked(service, params, estimate, trained):
            faults.append("rows picked")
        else:
            faults.append("none")
    return min(faults, key=MEASURING.index)
