"""Find exercises and judges by id: what stands in `course_lib/probes` exists; nothing else lists it."""

from __future__ import annotations

import functools
import importlib
import pkgutil

import course_lib.probes
from course_lib.checking.exercise import Exercise
from course_lib.checking.judge import Judge


class UnknownExercise(ValueError):
    """An id that no exercise has. Renders in a notebook as its message alone."""

    def _render_traceback_(self) -> list[str]:
        return [str(self)]


@functools.cache
def chapters() -> dict[str, tuple[Exercise, ...]]:
    """Chapter name ("01_gradient_descent") → its exercises, both in order."""
    found = {}
    for module in pkgutil.iter_modules(course_lib.probes.__path__):
        exercises = tuple(importlib.import_module(f"course_lib.probes.{module.name}").EXERCISES)
        numbers = {exercise.chapter for exercise in exercises}
        if len(numbers) != 1:
            raise ValueError(f"course_lib/probes/{module.name}.py: one chapter is expected, received {sorted(numbers)}")
        found[f"{numbers.pop():02d}_{module.name}"] = exercises
    return dict(sorted(found.items()))


@functools.cache
def _by_id() -> dict[str, tuple[str, Exercise]]:
    return {exercise.id: (chapter, exercise) for chapter, exercises in chapters().items() for exercise in exercises}


def exercise(id: str) -> Exercise:
    """The exercise with this id.

    Raises: UnknownExercise naming the known ids.
    """
    return _look_up(id)[1]


def chapter_of(id: str) -> str:
    """The chapter ("01_gradient_descent") that an exercise id belongs to."""
    return _look_up(id)[0]


def judge(id: str) -> Judge:
    """The judge of an exercise. Imported only when needed: it does not exist inside a sandbox."""
    stem = chapter_of(id).partition("_")[2]
    judges = {judge.id: judge for judge in importlib.import_module(f"course_lib.judges.{stem}").JUDGES}
    if id not in judges:
        raise ValueError(f"id: course_lib/judges/{stem}.py has no judge {id!r}, only {sorted(judges)}")
    return judges[id]


def _look_up(id: str) -> tuple[str, Exercise]:
    known = _by_id()
    if id not in known:
        raise UnknownExercise(f"id: one of {', '.join(known)} is expected, received {id!r}")
    return known[id]
