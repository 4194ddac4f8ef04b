"""What the browser tests need to know of the course's notebooks: what is interactive, what it needs, what is asked."""

import ast
import shutil
from pathlib import Path

import nbformat

COURSE = Path(__file__).resolve().parents[1]
NOTE_CLASS = "course-interactive"  # stands in a built notebook where a cell showed widgets


def stems(folder: str) -> list[str]:
    """Return the chapters that have a built notebook in this folder, in order."""
    return sorted(path.stem for path in (COURSE / folder).glob("[0-9][0-9]_*.ipynb"))


def copy_course(root: Path) -> None:
    """Copy the narratives, and the exercises as they are shipped, to a folder where they may be run and changed."""
    ignored = shutil.ignore_patterns(".ipynb_checkpoints", "source")
    shutil.copytree(COURSE / "notebooks", root / "notebooks", ignore=ignored)
    (root / "exercises").mkdir()
    for stem in stems("solutions"):
        nbformat.write(shipped_exercises(stem), root / "exercises" / f"{stem}.ipynb")


def solutions(stem: str):
    """Return a chapter's solutions."""
    return nbformat.read(COURSE / "solutions" / f"{stem}.ipynb", 4)


def interactive(notebook) -> list[int]:
    """Return the positions of the cells whose widgets the built notebook has left a note for."""
    return [i for i, cell in enumerate(notebook.cells) if NOTE_CLASS in str(cell.get("outputs", ""))]


def needed_cells(sources: list[str], wanted: list[int]) -> list[int]:
    """Return `wanted` and the positions of the earlier cells on whose names they depend, in order."""
    names: set[str] = set()
    needed = []
    for index in range(max(wanted, default=-1), -1, -1):
        binds, reads = _binds_and_reads(sources[index])
        if index in wanted or binds & names:
            needed.append(index)
            names |= reads
    return needed[::-1]


def _binds_and_reads(source: str) -> tuple[set[str], set[str]]:
    """Return the names that a cell binds or may change, and those that it reads."""
    binds, reads = set(), set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import | ast.ImportFrom):
            binds |= {(alias.asname or alias.name).partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.FunctionDef | ast.ClassDef):
            binds.add(node.name)
        elif isinstance(node, ast.Name):
            (reads if isinstance(node.ctx, ast.Load) else binds).add(node.id)
        # a call may change its arguments, an assignment to a part changes the whole
        elif isinstance(node, ast.Expr) or (isinstance(node, ast.Attribute | ast.Subscript) and _stores(node)):
            binds |= {part.id for part in ast.walk(node) if isinstance(part, ast.Name)}
    return binds, reads


def _stores(node: ast.Attribute | ast.Subscript) -> bool:
    return not isinstance(node.ctx, ast.Load)


def code_sources(notebook) -> list[str]:
    """Return the source of each cell, empty where it is not code or is one line of the notebook's own commands."""
    own = ("%", "!")
    return [c.source if c.cell_type == "code" and not c.source.startswith(own) else "" for c in notebook.cells]


def shipped_exercises(stem: str):
    """Return a chapter's exercises as they are shipped, whatever the learner has made of the file since."""
    from course_lib.authoring.building import prepare

    return prepare(COURSE, stem)["exercises"].notebook


def positions(notebook) -> dict[tuple[str, str], int]:
    """Return where the parts of the exercises are: (exercise, role) → position of its first cell."""
    marks = [cell.metadata.get("course", {}) for cell in notebook.cells]
    return {(mark["exercise"], mark["role"]): i for i, mark in reversed(list(enumerate(marks))) if mark}


def first_with_a_known_mistake(stem: str):
    """Return the chapter's first exercise whose judge knows a mistake that ends, and that mistake."""
    from course_lib.checking import registry

    for exercise in registry.chapters()[stem]:
        for mistake in registry.judge(exercise.id).misconceptions:
            if not mistake.loops:
                return exercise, mistake
    raise AssertionError(f"{stem}: no exercise with a known mistake")
