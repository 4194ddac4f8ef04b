"""Which cells of a learner's notebook belong to which exercise: by key in the metadata, never by position.

To an exercise belong all code cells that carry its key with role "answer" (a split cell keeps it in all its parts) and
the unmarked code cells (helpers) that stand between its task or answer and the next course cell. Everything else in
the file (check cells, edits elsewhere, stored outputs) is without effect.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from course_lib.checking import registry

CHECK = re.compile(r"""check\(["'](\d+\.\d+)["']\)""")
ROOT = Path(__file__).resolve().parents[2]


class NotANotebook(ValueError):
    """A file that cannot be read as a notebook of format 4."""


def read_cells(path: Path) -> tuple[list[dict], dict]:
    """The cells and the metadata of a notebook file.

    Only JSON is read; nothing is validated beyond what is used, so that a notebook that some editor wrote oddly can
    still be checked.

    Raises: NotANotebook saying what is wrong with the file.
    """
    try:
        notebook = json.loads(path.read_text("utf-8-sig"))
    except (OSError, UnicodeDecodeError, json.JSONDecodeError, RecursionError) as error:
        reason = (
            "the file is empty" if path.is_file() and not path.stat().st_size else f"{type(error).__name__}: {error}"
        )
        raise NotANotebook(f"{path.name} cannot be read as a notebook: {reason}") from error
    cells = notebook.get("cells") if isinstance(notebook, dict) else None
    if not isinstance(cells, list) or notebook.get("nbformat") != 4:
        found = notebook.get("nbformat") if isinstance(notebook, dict) else type(notebook).__name__
        raise NotANotebook(f"{path.name}: a notebook of format 4 with a list of cells is expected, received {found}")
    return [cell for cell in cells if isinstance(cell, dict)], _mapping(notebook.get("metadata"))


def course_key(cell: Mapping[str, Any]) -> tuple[str, str] | None:
    """(exercise id, role) of a course cell, or None."""
    course = _mapping(_mapping(cell.get("metadata")).get("course"))
    exercise, role = course.get("exercise"), course.get("role")
    return (exercise, role) if isinstance(exercise, str) and role in ("task", "answer", "check") else None


def source_text(cell: Mapping[str, Any]) -> str:
    """A cell's source as one string; the format allows a list of lines too."""
    source = cell.get("source", "")
    text = "".join(part for part in source if isinstance(part, str)) if isinstance(source, list) else str(source)
    return text.encode("utf-8", "replace").decode("utf-8")  # half a character pair cannot be sent to a kernel


def answer_sources(cells: list[dict]) -> dict[str, list[str]]:
    """Exercise id → sources of the code cells that belong to it, in the order of the file."""
    found: dict[str, list[str]] = {}
    current: str | None = None
    for cell in cells:
        key = course_key(cell)
        if key is not None:
            exercise, role = key
            current = None if role == "check" else exercise
            if role == "answer" and cell.get("cell_type") == "code":
                found.setdefault(exercise, []).append(source_text(cell))
        elif current is not None and cell.get("cell_type") == "code" and source_text(cell).strip():
            found.setdefault(current, []).append(source_text(cell))
    return found


def answers_that_are_no_code(cells: list[dict]) -> dict[str, str]:
    """Exercise id → type of an answer cell that was turned into text ("markdown", "raw")."""
    keys = [(course_key(cell), str(cell.get("cell_type"))) for cell in cells]
    return {key[0]: kind for key, kind in keys if key and key[1] == "answer" and kind != "code"}


def chapter_of_notebook(cells: list[dict], metadata: Mapping[str, Any]) -> str | None:
    """The chapter whose exercises a notebook holds: what its metadata says, else what most of its keys or checks say.

    None for a notebook without exercises of this course (a narrative, another project's notebook).
    """
    course = _mapping(metadata.get("course"))
    if course.get("kind") == "narrative":
        return None
    if course.get("chapter") in registry.chapters():
        return course["chapter"]
    known = {exercise.id: chapter for chapter, exercises in registry.chapters().items() for exercise in exercises}
    named = [key[0] for cell in cells if (key := course_key(cell))]
    named += [found[1] for cell in cells if (found := CHECK.fullmatch(source_text(cell).strip()))]
    votes = [known[id] for id in named if id in known]
    return max(set(votes), key=votes.count) if votes else None


def hash_source(source: str) -> str:
    """A short hash of a cell's source that ignores blank ends of lines."""
    text = "\n".join(line.rstrip() for line in source.strip().splitlines())
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def stub_hashes(chapter: str) -> dict[str, str]:
    """Exercise id → hash of the answer cell as shipped, told by the course's own exercise notebook, if it is there."""
    try:
        return stubs_in(read_cells(ROOT / "exercises" / f"{chapter}.ipynb")[1])
    except NotANotebook:
        return {}


def stubs_in(metadata: Mapping[str, Any]) -> dict[str, str]:
    """The same from a notebook's metadata."""
    stubs = _mapping(_mapping(metadata.get("course")).get("stubs"))
    return {id: stub for id, stub in stubs.items() if isinstance(stub, str)}


def _mapping(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else {}
