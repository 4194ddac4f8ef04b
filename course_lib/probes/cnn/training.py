"""Inputs of 5.8, and how a training run is observed: as in 3.8, by its predictions and by what it asked for."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import jax
import numpy as np

from course_lib.checking.encoding import decode_array, describe, encode
from course_lib.checking.exercise import Answers, Case
from course_lib.checking.remembering import remembering
from course_lib.probes.cnn.training_service import CLASSES, SIDE, ConvTrainingService, fault_of, predict
from course_lib.probes.dense.training import (
    MEASURING,
    classes_in_a_row,
    distance,
    fault_of_estimate,
    goes_uphill,
)
from course_lib.probes.dense.training_chance import chance_symptom
from course_lib.probes.dense.training_service import ROWS, held_out_images, no_practice

# What is most likely wrong with a run, the most elementary first. Comparison of two runs looks at this alone.
SYMPTOMS = (
    "none",
    "nothing asked",
    "unchanged",
    "no kernel",
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


def train_cnn_cases(seed: int) -> list[Case]:
    """One run on rows that the seed chooses."""
    return [Case("a run of train_cnn", {"key": jax.random.key(seed), "n": ROWS})]


@remembering
def observe_train_cnn(answers: Answers, case: Case) -> dict:
    """Predictions of the trained network for the held-out images, and what the run asked for."""
    key, n = case.arguments.values()
    service = ConvTrainingService(int(np.asarray(jax.random.key_data(key))[-1]))
    with jax.debug_key_reuse(False), no_practice():  # several answers are observed with the same key
        gradient = lambda params, rows: service.gradient(params, rows)
        returned = answers["train_cnn"](key, n, gradient, lambda params, rows: service.accuracy(params, rows))
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
    return _facts(service, params, estimate, lambda: chance_symptom(answers, case, service))


def _facts(service: ConvTrainingService, params: list, estimate: float, chance: Callable[[], str]) -> dict:
    predictions = np.asarray(predict(params, held_out_images().reshape(-1, SIDE, SIDE, 1)))
    trained = np.unique(np.concatenate([*service.batches, np.zeros(0, np.int32)]))
    measuring = fault_of_estimate(service, params, estimate, trained)
    symptom = _symptom(service, params, predictions, trained) or measuring
    symptom = chance() if symptom == "none" else symptom
    facts = {
        "symptom": symptom,
        "measuring": measuring,
        "predictions": predictions.tolist(),
        "estimate": estimate,
        "accuracy on trained rows": service.measure(params, trained[::4]) if symptom == "none" else None,
        "samples": service.samples,
        "steps": len(service.batches),
        "numbers": sum(leaf.size for leaf in jax.tree.leaves(params)),
        "kernels": [list(w.shape) for w, _ in params if w.ndim == 4],
        "paces": [pace for pace in service.paces if np.isfinite(pace)],
    }
    return {"returned": {**encode(SYMPTOMS.index(symptom)), "facts": facts}, "changes": []}


def _symptom(service: ConvTrainingService, params: list, predictions: Any, trained: Any) -> str:
    """The first of the training's SYMPTOMS that the run shows, empty if there is none."""
    first = params[0][0]
    found = {
        "nothing asked": not service.batches,
        "unchanged": bool(service.batches) and distance(service.first[0], params) == 0,
        "no kernel": first.ndim == 2,
        "uphill": goes_uphill(service),
        "nan": not all(np.isfinite(leaf).all() for leaf in jax.tree.leaves(params)),
        "twins": first.shape[-1] > 1 and np.allclose(first, first[..., :1], rtol=1e-4, atol=1e-7),
        "few rows": len(trained) < ROWS // 4,
        "class never seen": len(np.unique(service.labels[trained])) < CLASSES,
        "sorted batches": classes_in_a_row(service) < 4,
        "one class": len(np.unique(predictions)) == 1,
    }
    return next((name for name, seen in found.items() if seen), "")
