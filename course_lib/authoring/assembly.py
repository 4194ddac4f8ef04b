"""Cells become a notebook: ids, metadata, headings and check cells."""

import hashlib
import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

import nbformat
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from course_lib.authoring.shipped import KERNEL
from course_lib.authoring.sources import FOLDED, Cell, Source
from course_lib.authoring.structure import Exercise
from course_lib.authoring.stubs import solution_text, stub_text
from course_lib.checking.answers import hash_source

LANGUAGE = {"name": "python", "file_extension": ".py", "pygments_lexer": "ipython3"}
MOST_NAMES = 4  # calls to do without that a task lists


@dataclass
class Built:
    """A notebook in the making, and which line of which source each of its cells comes from."""

    source: Source
    notebook: nbformat.NotebookNode
    lines: list[int] = field(repr=False)
    seconds: float = 0.0
    peak_mebibytes: float | None = None


def narrative(source: Source) -> Built:
    """Make the narrative notebook of a source, not yet executed."""
    return _assemble(source, source.cells, {"kind": "narrative"})


def solutions(source: Source, exercises: Sequence[Exercise]) -> Built:
    """Make the solutions notebook; its metadata keeps the stubs, so that one exercise can be restored from it alone."""
    by_id = {exercise.id: exercise for exercise in exercises}
    answers = {cell.exercise: solution_text(source, cell) for cell in source.cells if cell.role == "answer"}
    course = {"kind": "solutions", "stub_sources": _stubs(source, by_id)}
    return _assemble(source, _with_parts(source, by_id, answers), course)


def exercise_notebook(source: Source, exercises: Sequence[Exercise]) -> Built:
    """Make the learner's notebook: stubs instead of solutions, and what they were in the metadata."""
    by_id = {exercise.id: exercise for exercise in exercises}
    stubs = _stubs(source, by_id)
    hashes = {exercise: hash_source(stub) for exercise, stub in stubs.items()}
    return _assemble(source, _with_parts(source, by_id, stubs), {"kind": "exercises", "stubs": hashes})


def heading(exercise: Exercise) -> str:
    """Return the heading of a task: id, title, difficulty, minutes, points, and what would make it empty."""
    dots = " ".join("●" * exercise.difficulty + "○" * (4 - exercise.difficulty))
    points = f"{exercise.points} point" + ("" if exercise.points == 1 else "s")
    title = f"### {exercise.id} {exercise.title}  ·  {dots}  ·  {exercise.minutes} minutes  ·  {points}"
    names = [f"`{name}`" for name in getattr(exercise, "forbidden", ())]
    if len(names) > MOST_NAMES:
        names = [*names[: MOST_NAMES - 1], "anything else that does it for you"]
    without = " or ".join(filter(None, (", ".join(names[:-1]), *names[-1:])))
    return f"{title}\n\n*Write it yourself, without {without}.*" if names else title


def write(notebook: nbformat.NotebookNode) -> str:
    """Return the text of the notebook's file."""
    nbformat.validate(notebook)
    return nbformat.writes(notebook, version=4).rstrip("\n") + "\n"


def _stubs(source: Source, exercises: Mapping[str, Exercise]) -> dict[str, str]:
    answers = [cell for cell in source.cells if cell.role == "answer"]
    return {cell.exercise: stub_text(source, cell, exercises[cell.exercise].name) for cell in answers}


def _with_parts(source: Source, exercises: Mapping[str, Exercise], answers: Mapping[str, str]) -> list[Cell]:
    cells: list[Cell] = []
    for cell in source.cells:
        if cell.role == "task":
            cell = replace(cell, text=f"{heading(exercises[cell.exercise])}\n\n{cell.text}")
        if cell.role == "answer":
            cell = replace(cell, text=answers[cell.exercise])
        cells.append(cell)
        if cell.role == "answer":
            cells.append(Cell("code", f'check("{cell.exercise}")', cell.line, cell.exercise, "check"))
    return cells


def _assemble(source: Source, cells: Sequence[Cell], course: dict) -> Built:
    used: Counter = Counter()
    nodes = []
    for cell in cells:
        make = new_markdown_cell if cell.kind == "markdown" else new_code_cell
        metadata: dict = {"tags": list(cell.tags)} if cell.tags else {}
        if cell.folded:
            metadata["jupyter"] = dict(FOLDED)
        if cell.exercise:
            metadata["course"] = {"exercise": cell.exercise, "role": cell.role}
        nodes.append(make(cell.text, id=_identity(cell, used), metadata=metadata))
    edition = hashlib.sha256(json.dumps([[node.id, node.source] for node in nodes]).encode()).hexdigest()
    course = {"chapter": source.stem, "edition": edition, **course}
    notebook = new_notebook(cells=nodes, metadata={"course": course, "kernelspec": KERNEL, "language_info": LANGUAGE})
    notebook.nbformat_minor = 5
    return Built(source, notebook, [cell.line for cell in cells])


def _identity(cell: Cell, used: Counter) -> str:
    """Return a cell id that survives edits elsewhere; in an exercise it survives edits of the text too."""
    if cell.exercise:
        return f"{cell.exercise.replace('.', '-')}-{cell.role}"
    name = f"{cell.kind}-{hashlib.sha256(cell.text.encode()).hexdigest()[:10]}"
    used[name] += 1
    return name if used[name] == 1 else f"{name}-{used[name]}"
