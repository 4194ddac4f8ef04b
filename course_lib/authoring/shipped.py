"""What a learner changed in an exercise notebook, and how one exercise is put back."""

import re
import warnings
from collections.abc import Sequence
from copy import deepcopy
from pathlib import Path

import nbformat

from course_lib.checking.answers import hash_source

KERNEL = {"name": "python3", "display_name": "Python 3", "language": "python"}
OUR_ID = re.compile(r"(markdown|code)-[0-9a-f]{10}(-\d+)?|\d+-\d+-(task|answer|check)")


def read_notebook(path: Path) -> nbformat.NotebookNode:
    """Read a notebook that anyone may have edited, brought up to cells with ids.

    Raises: ValueError saying what is wrong with the file.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # duplicate ids are given new ones
            notebook = nbformat.read(path, as_version=4)
            notebook = nbformat.v4.upgrade(notebook) if notebook.nbformat_minor < 5 else notebook
        cells = notebook["cells"]
        sound = all(isinstance(cell["source"], str) and isinstance(cell["metadata"], dict) for cell in cells)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError, nbformat.ValidationError) as error:
        raise ValueError(f"{path} cannot be read as a notebook ({type(error).__name__}: {error})") from None
    if not sound:
        raise ValueError(f"{path} cannot be read as a notebook (a cell without text or metadata)")
    return notebook


def exercise_of(cell: dict) -> str | None:
    """Return the exercise that a cell belongs to, by its metadata."""
    course = cell["metadata"].get("course", {})
    return course.get("exercise") if isinstance(course, dict) else None


def role_of(cell: dict) -> str | None:
    """Return the part of its exercise that a cell is."""
    course = cell["metadata"].get("course", {})
    return course.get("role") if isinstance(course, dict) else None


def course_of(notebook: dict) -> dict:
    """Return the course's own metadata of a notebook."""
    course = notebook["metadata"].get("course", {})
    return course if isinstance(course, dict) else {}


def changed_answers(notebook: dict) -> list[str]:
    """List the exercises whose answer cells are not the stubs that the notebook says it was shipped with.

    A notebook that says nothing of its stubs counts as changed throughout.
    """
    stubs = course_of(notebook).get("stubs")
    if not isinstance(stubs, dict):
        return ["all of it"]
    texts: dict[str, list[str]] = {}
    for cell in notebook["cells"]:
        if role_of(cell) == "answer":
            texts.setdefault(exercise_of(cell), []).append(cell["source"])
    return [exercise for exercise in stubs if hash_source("\n".join(texts.get(exercise, []))) != stubs[exercise]]


def own_cells(notebook: dict) -> int:
    """Count the cells that a learner added: those with an id that build does not give, and something in them."""
    return sum(1 for cell in notebook["cells"] if cell["source"].strip() and not OUR_ID.fullmatch(cell.get("id", "")))


def shipped_cells(solved: dict, exercise: str) -> list[nbformat.NotebookNode]:
    """Take the three cells of an exercise, as shipped, out of the solutions notebook.

    Raises: ValueError naming the exercises there are.
    """
    stubs = course_of(solved).get("stub_sources", {})
    if exercise not in stubs:
        raise ValueError(f"exercise: one of {', '.join(stubs)} expected, got {exercise}")
    cells = [deepcopy(cell) for cell in solved["cells"] if exercise_of(cell) == exercise]
    for cell in cells:
        if role_of(cell) == "answer":
            cell["source"] = stubs[exercise]
        if cell["cell_type"] == "code":
            cell["outputs"], cell["execution_count"] = [], None
    return cells


def restore(notebook: dict, shipped: Sequence[dict], order: Sequence[str]) -> None:
    """Put the shipped cells of one exercise in the place of whatever the notebook has of it; all else stays.

    If nothing is left of the exercise they go before the next one in `order`, or else after the last one that is there.
    """
    exercise = exercise_of(shipped[0])
    cells = notebook["cells"]
    present = [i for i, cell in enumerate(cells) if exercise_of(cell) == exercise]
    place = present[0] if present else _place(cells, exercise, list(order))
    before = cells[:place]
    after = [cell for cell in cells[place:] if exercise_of(cell) != exercise]
    taken = {cell["id"] for cell in shipped}
    for number, cell in enumerate((*before, *after)):
        if cell.get("id") in taken:  # a pasted cell that took the id with it
            cell["id"] = f"own-{cell['id']}-{number}"
    notebook["cells"] = [*before, *deepcopy(list(shipped)), *after]
    _record_stub(notebook, exercise, shipped)


def _record_stub(notebook: dict, exercise: str, shipped: Sequence[dict]) -> None:
    course = notebook["metadata"].setdefault("course", {})
    answer = next(cell for cell in shipped if role_of(cell) == "answer")
    course.setdefault("stubs", {})[exercise] = hash_source(answer["source"])
    notebook["metadata"].setdefault("kernelspec", dict(KERNEL))


def _place(cells: Sequence[dict], exercise: str, order: list[str]) -> int:
    later = order[order.index(exercise) + 1 :]
    for i, cell in enumerate(cells):
        if exercise_of(cell) in later:
            return i
    earlier = [i for i, cell in enumerate(cells) if exercise_of(cell)]
    return earlier[-1] + 1 if earlier else len(cells)
