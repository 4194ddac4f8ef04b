"""The pytest items of an exercise notebook: one per exercise of its chapter, run in one kernel, judged live."""

from __future__ import annotations

from pathlib import Path

import pytest

from course_lib.checking import records, registry
from course_lib.checking.answers import ROOT, NotANotebook, answer_sources, chapter_of_notebook, read_cells, stubs_in
from course_lib.checking.exercise import Exercise
from course_lib.checking.kernel import CellRun, CellRunner
from course_lib.checking.verdict import Verdict, not_attempted, stopped_by_error

CELL_SECONDS = 20.0
SETUP = """\
import jax
import jax.numpy as jnp
import numpy as np
from jax import lax

from course_lib import check
"""


def holds_exercises(path: Path) -> bool:
    """Whether a notebook file holds exercises of this course (a broken file does not: nbval reports it)."""
    try:
        return chapter_of_notebook(*read_cells(path)) is not None
    except NotANotebook:
        return False


class NotRight(Exception):
    """An exercise is not right; the item shows its verdict."""


class ExerciseNotebook(pytest.File):
    """Collects the exercises of a chapter, whatever the learner's file still holds of them."""

    def collect(self):
        cells, metadata = read_cells(self.path)
        self.chapter = chapter_of_notebook(cells, metadata)
        self.sources, self.stubs = answer_sources(cells), stubs_in(metadata)
        for exercise in registry.chapters()[self.chapter]:
            yield ExerciseItem.from_parent(self, name=exercise.id, exercise=exercise)

    def setup(self) -> None:
        self.runner = CellRunner(str(self.path.parent), SETUP)
        self.finished: list[str] = []

    def teardown(self) -> None:
        self.runner.stop()

    def run_cell(self, source: str, seconds: float) -> CellRun:
        """Run a cell; if the kernel had to be replaced, bring the earlier answers back, since helpers may be shared."""
        outcome = self.runner.run(source, seconds)
        if outcome.ended == "done":
            self.finished.append(source)
        else:
            for earlier in self.finished:
                self.runner.run(earlier, seconds)
        return outcome

    def is_the_learners(self) -> bool:
        """Whether this file is the one whose progress is recorded (not a copy, not a solution)."""
        return self.path.resolve().parent == ROOT / "exercises"


class ExerciseItem(pytest.Item):
    """One exercise: its cells are run, then it is checked."""

    def __init__(self, *, exercise: Exercise, **kwargs) -> None:
        super().__init__(**kwargs)
        self.exercise = exercise
        self.verdict: Verdict | None = None

    def runtest(self) -> None:
        sources = self.parent.sources.get(self.exercise.id, [])
        self.verdict = self._verdict(sources)
        if self.parent.is_the_learners():
            records.save(self.verdict, sources)
        if self.verdict.state != "right":
            raise NotRight(self.verdict.text())

    def _verdict(self, sources: list[str]) -> Verdict:
        if not sources:
            back = f"`python -m course_lib reset {self.exercise.id}` brings it back."
            message = f"I find no answer cell for this exercise. {back}"
            return stopped_by_error(self.exercise, message)
        self.parent.runner.run(_forget(self.exercise.names), CELL_SECONDS)
        for source in sources:
            outcome = self.parent.run_cell(source, CELL_SECONDS)
            if outcome.ended != "done":
                return stopped_by_error(self.exercise, _ENDINGS[outcome.ended].format(seconds=CELL_SECONDS))
            if outcome.error and outcome.error["message"].startswith(f"Exercise {self.exercise.id}"):
                return not_attempted(self.exercise)
        return self._check()

    def _check(self) -> Verdict:
        limit = self.exercise.seconds + CELL_SECONDS
        shipped = self.parent.stubs.get(self.exercise.id)
        source = f"import course_lib.checking.notebook as _course; _course.publish({self.exercise.id!r}, {shipped!r})"
        outcome = self.parent.runner.run(source, limit)
        if outcome.ended != "done":
            for earlier in self.parent.finished:
                self.parent.runner.run(earlier, CELL_SECONDS)
            return stopped_by_error(self.exercise, _ENDINGS[outcome.ended].format(seconds=limit))
        if outcome.result is None:
            told = f"{outcome.error['type']}: {outcome.error['message']}" if outcome.error else "it gave no verdict"
            return stopped_by_error(
                self.exercise, f"The check itself stopped: {told}. Is something of the course's overwritten?"
            )
        verdict = dict(outcome.result)
        return Verdict(**{**verdict, "details": tuple(verdict["details"]), "warnings": tuple(verdict["warnings"])})

    def repr_failure(self, excinfo: pytest.ExceptionInfo, style: str | None = None) -> str:
        return str(excinfo.value) if excinfo.errisinstance(NotRight) else super().repr_failure(excinfo, style)

    def reportinfo(self) -> tuple[Path, int, str]:
        return self.path, 0, f"exercise {self.exercise.id}"


_ENDINGS = {
    "timeout": "Your code did not finish within {seconds:g} s. Does every loop come to its end?",
    "died": "Your code ended the kernel. Does it call exit, or need more memory than there is?",
    "flood": "Your code prints too much to be checked. Take the print out of the loop.",
}


def _forget(names: tuple[str, ...]) -> str:
    """Code that removes the names of an exercise, so that nothing of an earlier cell can answer for it."""
    return "\n".join(f"globals().pop({name!r}, None)" for name in names)
