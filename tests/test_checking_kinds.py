"""Every kind of answer goes through the one engine: right styles pass, each mistake is refused with its own message."""

import numpy as np
import pytest
from course_checks import assert_alternatives_pass, assert_misconceptions_are_named, verdict_on
from toy_exercises import SMOOTH, SMOOTH_JUDGE, TOYS, smooth_inputs, smooth_oracle

from course_lib.checking.exercise import Case, Exercise
from course_lib.checking.observing import observe

KINDS = [pytest.param(exercise, judge, id=exercise.name) for exercise, judge in TOYS]


@pytest.mark.parametrize(("exercise", "judge"), KINDS)
@pytest.mark.parametrize("seed", [0, 1, 2])
def test_right_styles_pass(exercise, judge, seed):
    assert_alternatives_pass(exercise, judge, seed)


@pytest.mark.parametrize(("exercise", "judge"), KINDS)
@pytest.mark.parametrize("seed", [0, 1, 2])
def test_each_mistake_has_its_own_message(exercise, judge, seed):
    assert_misconceptions_are_named(exercise, judge, seed)


def keeps_a_list(x, beta, seen=[]):  # noqa: B006
    seen.append(0)
    return smooth_oracle(x, beta) + (len(seen) > 2 * len(smooth_inputs(0)))


def draws(x, beta):
    return smooth_oracle(x, beta) * (1 + np.random.default_rng().random())


def breaks_the_second_time(x, beta, seen=[]):  # noqa: B006
    seen.append(0)
    if len(seen) > 2 * len(smooth_inputs(0)):
        raise RuntimeError("asked too often")
    return smooth_oracle(x, beta)


@pytest.mark.parametrize("answer", [keeps_a_list, draws, breaks_the_second_time])
def test_an_answer_that_keeps_something_between_calls_is_told_so(answer):
    verdict = verdict_on(SMOOTH, SMOOTH_JUDGE, answer, seed=0)
    assert verdict.state == "wrong" and "asked once more" in verdict.message, verdict.text()
    assert str(smooth_inputs(0)[0]) in verdict.message


def test_each_of_several_functions_is_asked_again():
    """The second function of an exercise keeps something; the first does not."""
    calls = []

    def second(x):
        calls.append(0)
        return x + (len(calls) > 2)

    cases = [Case(name, {"x": np.ones(2)}, function=name) for name in ("first", "second")]
    exercise = Exercise("90.9", ("first", "second"), "Two", 1, 1, 1, lambda seed: cases)
    seen = observe(exercise, {"first": lambda x: x, "second": second}, cases)
    assert ["kept" in each for each in seen] == [False, True]
