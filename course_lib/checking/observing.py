"""Observe an answer on all cases of an exercise."""

from __future__ import annotations

from course_lib.checking.exercise import Answers, Case, Exercise, fresh
from course_lib.checking.running import TimeIsUp, TooMuchOutput, attempt, describe_error, silence, time_limit


def observe(exercise: Exercise, answers: Answers, cases: list[Case], seconds: float | None = None) -> list[dict]:
    """One observation per case: the tree from `exercise.observe`, or what stopped it.

    `{"not_attempted": True}` when the stub's error comes out; `{"timeout": seconds}` and `{"output_limit": True}`
    end the run: the cases after it are `{"skipped": True}`.
    """
    seconds = exercise.seconds if seconds is None else seconds
    observations: list[dict] = []
    try:
        with silence(), time_limit(seconds):
            for case in cases:
                observations.append(_observe_one(exercise, answers, case))
    except TimeIsUp:
        observations.append({"timeout": seconds})
    except TooMuchOutput:
        observations.append({"output_limit": True})
    return observations + [{"skipped": True}] * (len(cases) - len(observations))


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
