"""The pytest items of an exercise notebook: one per exercise of its chapter, run in one kernel, judged live."""

from __future__ import annotations

from pathlib import Path

import pytest

from course_lib.checking import records, registry
from course_lib.checking.answers import (
    ROOT,
    NotANotebook,
    answer_sources,
    answers_that_are_no_code,
    chapter_of_notebook,
    read_cells,
    stubs_in,
)
from course_lib.checking.exercise import Exercise
from course_lib.checking.kernel import CellRun, CellRunner
from course_lib.checking.verdict import Verdict, not_attempted, stopped_by_error

CELL_SECONDS = 20.0
PRELUDE = """\
import course_lib.checking.notebook as _course
from course_lib.checking.session import Session as _Session
_course.session = _Session(globals())
"""
RESTORE = "import course_lib.checking.notebook as _course; _course.restore()"


def collector(path: Path) -> type[pytest.File] | None:
    """What collects a notebook file instead of nbval: exercises of this course, and files that are no notebooks."""
    try:
        return ExerciseNotebook if chapter_of_notebook(*read_cells(path)) is not None else None
    except NotANotebook:
        return BrokenNotebook


class NotRight(Exception):
    """An exercise is not right; the item shows its verdict."""


class BrokenNotebook(pytest.File):
    """A file that cannot be read fails as one item of its own, so that the others are still checked."""

    def collect(self):
        yield BrokenItem.from_parent(self, name="notebook")


class BrokenItem(pytest.Item):
    def runtest(self) -> None:
        read_cells(self.path)

    def repr_failure(self, excinfo: pytest.ExceptionInfo, style: str | None = None) -> str:
        return str(excinfo.value) if excinfo.errisinstance(NotANotebook) else super().repr_failure(excinfo, style)

    def reportinfo(self) -> tuple[Path, int, str]:
        return self.path, 0, f"{self.path.name}: no notebook"


class ExerciseNotebook(pytest.File):
    """Collects the exercises of a chapter, whatever the learner's file still holds of them."""

    def collect(self):
        cells, metadata = read_cells(self.path)
        self.chapter = chapter_of_notebook(cells, metadata)
        self.sources, self.stubs = answer_sources(cells), stubs_in(metadata)
        self.texts = answers_that_are_no_code(cells)
        for exercise in registry.chapters()[self.chapter]:
            yield ExerciseItem.from_parent(self, name=exercise.id, exercise=exercise)

    def setup(self) -> None:
        self.runner = CellRunner(str(self.path.parent), PRELUDE)
        self.finished: list[str] = []

    def teardown(self) -> None:
        self.runner.stop()

    def begin(self, exercise: Exercise) -> None:
        """Undo what an exercise before did to the session, and forget what could answer for this one."""
        done = self.runner.run("\n".join([RESTORE, _forget(exercise.names)]), CELL_SECONDS)
        if done.result is None:  # nothing runs in this kernel any more
            self.runner.restart()

    def run_cell(self, source: str, seconds: float) -> CellRun:
        """Run a cell; if the kernel had to be replaced, bring the earlier answers back, since helpers may be shared."""
        outcome = self.runner.run(source, seconds)
        if outcome.ended == "done":
            self.finished.append(source)
        else:
            self.bring_back()
        return outcome

    def bring_back(self) -> None:
        """Define in a fresh kernel what the answers before defined."""
        for earlier in self.finished:
            self.runner.run(earlier, CELL_SECONDS)

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
        if not sources and self.exercise.id in self.parent.texts:
            kind = self.parent.texts[self.exercise.id]
            return stopped_by_error(
                self.exercise, f"Your answer is a {kind} cell: make it a code cell again (Esc, then Y)."
            )
        if not sources:
            back = f"`python -m course_lib reset {self.exercise.id}` brings it back."
            message = f"I find no answer cell for this exercise. {back}"
            return stopped_by_error(self.exercise, message)
        self.parent.begin(self.exercise)
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
            self.parent.bring_back()
            return stopped_by_error(self.exercise, _ENDINGS[outcome.ended].format(seconds=limit))
        if outcome.result is None:
            if outcome.error and outcome.error["type"] == "KeyboardInterrupt":
                return stopped_by_error(
                    self.exercise, "Your code raises KeyboardInterrupt, or interrupts its own kernel."
                )
            if not outcome.error:
                message = "Your cell breaks its kernel: no check can run after it. Does it replace sys.stdout?"
                return stopped_by_error(self.exercise, message)
            told = f"{outcome.error['type']}: {outcome.error['message']}"
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
