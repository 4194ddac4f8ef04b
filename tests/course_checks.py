"""What holds for every exercise, toy or real: used by gate 2 and by the tests of the engine."""

from collections.abc import Mapping

from course_lib.checking.exercise import Exercise
from course_lib.checking.judge import Judge, as_answers
from course_lib.checking.observing import observe
from course_lib.checking.verdict import Verdict, judge_observations


def verdict_on(exercise: Exercise, judge: Judge, answer, seed: int, seconds: float | None = None) -> Verdict:
    """The verdict on an implementation, as `check` would give it for this seed."""
    cases = exercise.inputs(seed)
    return judge_observations(
        exercise, judge, cases, observe(exercise, as_answers(exercise, answer, judge.oracle), cases, seconds)
    )


def assert_alternatives_pass(exercise: Exercise, judge: Judge, seed: int) -> None:
    right = [*judge.alternatives, *([judge.oracle] if judge.oracle is not None else [])]
    assert len(right) >= 2, f"{exercise.id}: two right answers in different styles are wanted"
    for answer in right:
        verdict = verdict_on(exercise, judge, answer, seed)
        assert verdict.state == "right", f"{exercise.id} refuses {_name(answer)}:\n{verdict.text()}"
        assert verdict.points == exercise.points


def assert_misconceptions_are_named(exercise: Exercise, judge: Judge, seed: int) -> None:
    messages = [misconception.message for misconception in judge.misconceptions]
    assert len(set(messages)) == len(messages), f"{exercise.id}: two misconceptions say the same"
    for misconception in judge.misconceptions:
        for wrong in misconception.wrong:
            seconds = 1.0 if misconception.loops else None
            verdict = verdict_on(exercise, judge, wrong, seed, seconds)
            label = f"{exercise.id}, {misconception.name} ({_name(wrong)})"
            assert verdict.state != "right", f"{label}: accepted"
            assert verdict.message == misconception.message, f"{label}: diagnosed as\n{verdict.text()}"
            assert verdict.points == 0


def _name(answer) -> str:
    return ", ".join(_name(part) for part in answer.values()) if isinstance(answer, Mapping) else answer.__name__
