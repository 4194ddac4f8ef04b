"""Exercises of chapter 00: answers that learners write beside those in the judges, and what they are told."""

import math

import numpy as np
import pytest
from course_checks import verdict_on

from course_lib.checking import registry


def looped(num_params, num_tokens):
    return sum(6 * num_params for _ in range(num_tokens)) if num_tokens < 2000 else 6 * num_params * num_tokens


RIGHT = [
    ("0.1", lambda n, b: n * b / 1024**3),
    ("0.1", lambda n, b: np.float64(n) * b / 2**30),
    ("0.2", looped),
    ("0.2", lambda n, d: 6.0 * n * d),
    ("0.3", lambda t, p: 10 ** float(np.polyfit(t, np.log10(p), 1)[0])),
]
NAMED = [
    ("0.1", lambda n, b: n * b / 1024 * 1024, "bytes"),
    ("0.1", lambda n, b: n * b, "bytes"),
    ("0.1", lambda n, b: math.floor(n * b / 2**30), "cut by int"),
    ("0.1", lambda n, b: np.floor(n * b / 2**30), "cut by floor"),
    ("0.1", lambda n, b: n * b // 2**30, "whole numbers only"),
    ("0.1", lambda n, b: np.round(n * b / 2**30, 2), "rounded"),
    ("0.1", lambda n, b: (n * b) / 2 ^ 30, "a caret for a power"),
    ("0.2", lambda n, d: 2 * n * d, "forward pass only"),
    ("0.2", lambda n, d: 2 * 2 * 3 * n * d, "multiplication and addition counted twice"),
    ("0.3", lambda t, p: np.polyfit(t, np.sqrt(p), 1)[0], "square root instead of logarithm"),
    ("0.3", lambda t, p: 10.0 ^ np.polyfit(t, np.log10(p), 1)[0], "a caret for a power"),
    ("0.3", lambda t, p: np.exp(np.polyfit(t, np.log10(p), 1)[0]), "base 10 undone by another base"),
]
NOT_NAMED = [
    ("0.1", lambda n, b: n["parameters"]),
    ("0.1", lambda n: n),
    ("0.3", lambda t, p: t + "years"),
]


def verdict(id, answer):
    return verdict_on(registry.exercise(id), registry.judge(id), answer, seed=0)


@pytest.mark.parametrize(("id", "answer"), RIGHT)
def test_right_answers_pass(id, answer):
    assert verdict(id, answer).state == "right", verdict(id, answer).text()


@pytest.mark.parametrize(("id", "answer", "name"), NAMED)
def test_a_mistake_is_named_however_it_is_written(id, answer, name):
    assert verdict(id, answer).misconception == name, verdict(id, answer).text()


@pytest.mark.parametrize(("id", "answer"), NOT_NAMED)
def test_another_error_is_not_taken_for_a_caret(id, answer):
    found = verdict(id, answer)
    assert found.misconception is None and "TypeError" in found.message, found.text()
