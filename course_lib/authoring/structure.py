"""What a source must have before anything is built from it."""

import re
from collections.abc import Sequence
from typing import Protocol

from course_lib.authoring.sources import Cell, Source
from course_lib.authoring.stubs import has_region

SECTIONS = (
    "What you will be able to do", "Warm-up", "What the article says",
    "What the article leaves out", "Transfer", "In your own words", "Recap", "Read on",
)  # fmt: skip
HINTS = ["Hint 1 · idea", "Hint 2 · step", "Hint 3 · nearly code"]
MOST_LINES = 25


class Exercise(Protocol):
    """What build reads of an exercise of `course_lib.checking`."""

    id: str
    name: str
    title: str
    points: int
    minutes: int
    difficulty: int


def order(exercise: str) -> tuple[int, ...]:
    """Return the sort key of an exercise id, so that 1.10 follows 1.9."""
    return tuple(int(part) if part.isdigit() else -1 for part in exercise.split("."))


def headings(cells: Sequence[Cell]) -> list[tuple[str, int]]:
    """List the second-level headings of the markdown cells, each with the line of its cell."""
    found = []
    for cell in cells:
        if cell.kind == "markdown":
            found += [(line[3:].strip(), cell.line) for line in cell.text.splitlines() if line.startswith("## ")]
    return found


def check_narrative(source: Source) -> None:
    """Refuse a narrative with a long code cell, a part of an exercise, or a section missing or out of order."""
    for cell in source.cells:
        if cell.exercise or cell.role or (cell.kind == "code" and has_region(cell.text)):
            raise source.error(cell.line, "a part of an exercise in a narrative; exercises stand in solutions/source")
        if cell.kind == "code" and (count := len(cell.text.splitlines())) > MOST_LINES:
            raise source.error(cell.line, f"a code cell of {count} lines: {MOST_LINES} at most, rest into course_lib")
    if not source.cells or not source.cells[0].text.startswith(f"# {source.stem[:2]} · "):
        raise source.error(1, f"the first cell starts with the title `# {source.stem[:2]} · …?`")
    found = [(title, line) for title, line in headings(source.cells) if title in SECTIONS]
    titles = [title for title, _ in found]
    for title in SECTIONS:
        if title not in titles:
            raise source.error(source.cells[-1].line, f"the section `## {title}` is missing")
    for (before, _), (title, line) in zip(found, found[1:], strict=False):
        if SECTIONS.index(title) <= SECTIONS.index(before):
            raise source.error(line, f"the section `## {title}` comes after `## {before}`, see CONTRIBUTING.md")


def check_exercises(source: Source, exercises: Sequence[Exercise]) -> None:
    """Refuse exercises that are incomplete, out of order, unknown to course_lib or missing from the source."""
    known = {exercise.id for exercise in exercises}
    seen: list[str] = []
    task: Cell | None = None
    for cell in source.cells:
        _check_labels(source, cell, known)
        if cell.role == "answer":
            if task is None or task.exercise != cell.exercise:
                raise source.error(cell.line, f"the answer to {cell.exercise} does not follow its task")
            task = None
            continue
        if task is not None:
            raise source.error(task.line, f"the task {task.exercise} is not followed by its answer")
        if cell.role == "task":
            _check_task(source, cell, seen)
            seen.append(cell.exercise)
            task = cell
    if task is not None:
        raise source.error(task.line, f"the task {task.exercise} is not followed by its answer")
    if missing := sorted(known - set(seen), key=order):
        line = source.cells[-1].line if source.cells else 1
        raise source.error(line, f"course_lib has exercise {', '.join(missing)}, this source does not")


def _check_labels(source: Source, cell: Cell, known: set[str]) -> None:
    if not cell.exercise and not cell.role:
        if cell.kind == "code" and has_region(cell.text):
            raise source.error(cell.line, 'a solution region in a cell without exercise="…" role="answer"')
        return
    if not cell.exercise:
        raise source.error(cell.line, f'role="{cell.role}" without exercise="…"')
    if cell.role not in ("task", "answer"):
        raise source.error(cell.line, f'exercise="{cell.exercise}": role is "task" or "answer", not {cell.role!r}')
    if cell.exercise not in known:
        there = ", ".join(sorted(known, key=order)) or "none"
        raise source.error(cell.line, f"unknown exercise {cell.exercise}; course_lib has for this chapter: {there}")
    if cell.kind != ("markdown" if cell.role == "task" else "code"):
        raise source.error(cell.line, "a task is a markdown cell, an answer a code cell")


def _check_task(source: Source, cell: Cell, seen: list[str]) -> None:
    if cell.exercise in seen:
        raise source.error(cell.line, f"a second task for exercise {cell.exercise}")
    if seen and order(cell.exercise) < order(seen[-1]):
        raise source.error(cell.line, f"exercise {cell.exercise} comes after {seen[-1]}")
    hints = [label.strip() for label in re.findall(r"<details>\s*<summary>(.*?)</summary>", cell.text, re.S)]
    hints = [label for label in hints if label.startswith("Hint")]
    if hints != HINTS:
        found = "; ".join(hints) or "none"
        raise source.error(cell.line, f"exercise {cell.exercise} needs three hints, {'; '.join(HINTS)}; found: {found}")
    if cell.text.count("<details>") != cell.text.count("</details>"):
        raise source.error(cell.line, f"exercise {cell.exercise}: a <details> is not closed")
