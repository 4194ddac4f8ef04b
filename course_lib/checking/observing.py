"""Observe an answer on all cases of an exercise."""

from __future__ import annotations

from course_lib.checking.comparison import compare
from course_lib.checking.exercise import Answers, Case, Exercise, call, fresh
from course_lib.checking.running import TimeIsUp, TooMuchOutput, attempt, describe_error, silence, time_limit


def observe(
    exercise: Exercise, answers: Answers, cases: list[Case], seconds: float | None = None, again: bool = True
) -> list[dict]:
    """One observation per case: the tree from `exercise.observe`, or what stopped it.

    `{"not_attempted": True}` when the stub's error comes out; `{"timeout": seconds}` and `{"output_limit": True}`
    end the run: the cases after it are `{"skipped": True}`. Where a plain function answers its first case otherwise
    when it is asked again (`again`) after all others, that case's observation carries `"kept": True`.
    """
    seconds = exercise.seconds if seconds is None else seconds
    observations: list[dict] = []
    try:
        with silence(), time_limit(seconds):
            for case in cases:
                observations.append(_observe_one(exercise, answers, case))
            if again and exercise.observe is call:
                for i in {case.function: i for i, case in reversed(list(enumerate(cases)))}.values():
                    if _differs(observations[i], _observe_one(exercise, answers, cases[i])):
                        observations[i] = {**observations[i], "kept": True}
    except TimeIsUp:
        observations = [*observations, {"timeout": seconds}][: len(cases)]
    except TooMuchOutput:
        observations = [*observations, {"output_limit": True}][: len(cases)]
    return observations + [{"skipped": True}] * (len(cases) - len(observations))


def _differs(first: dict, again: dict) -> bool:
    """Say whether a function answered the same question twice, and not alike."""
    if "returned" not in first or "returned" not in again:
        return "returned" in first and "error" in again
    return compare(first["returned"], again["returned"], rtol=1e-3, atol=1e-6) is not None


def _observe_one(exercise: Exercise, answers: Answers, case: Case) -> dict:
    try:
        outcome = attempt(lambda: exercise.observe(answers, fresh(case)), raises=("NotImplementedError",))
    except NotImplementedError as error:
        if str(error).startswith(f"Exercise {exercise.id}"):
            return {"not_attempted": True}
        return {"error": describe_error(error)}
    if "error" in outcome:
        return outcome
    return outcome["returned"]
