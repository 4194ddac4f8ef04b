"""Sources in jupytext's percent format, as cells that know their line."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

import jupytext

MARKER = re.compile(r"# %%+(\s|$)")
STEM = re.compile(r"\d\d_[a-z0-9_]+")
KEYS = {"exercise", "role", "tags", "jupyter"}
FOLDED = {"source_hidden": True}
JUPYTEXT_KEYS = {"title", "cell_marker", "lines_to_next_cell", "lines_to_end_of_cell_marker"}


class SourceError(ValueError):
    """A mistake in a source, told with its file and line."""

    def __init__(self, path: Path, line: int, message: str):
        super().__init__(f"{path}:{line}: {message}")


@dataclass(frozen=True)
class Cell:
    """One cell of a source; `line` is the line of its `# %%`."""

    kind: str
    text: str
    line: int
    exercise: str | None = None
    role: str | None = None
    tags: tuple[str, ...] = ()
    folded: bool = False


@dataclass(frozen=True)
class Source:
    """One source file, its cells in order."""

    path: Path
    cells: tuple[Cell, ...] = field(repr=False)

    @property
    def stem(self) -> str:
        """Return the chapter, for example 01_gradient_descent."""
        return self.path.stem

    def error(self, line: int, message: str) -> SourceError:
        """Make the error that names `line` of this source."""
        return SourceError(self.path, line, message)


def chapter_number(stem: str) -> str:
    """Return the number that exercise ids start with: "1" for 01_gradient_descent."""
    return str(int(stem[:2]))


def find_stems(root: Path, numbers: Iterable[str] = ()) -> list[str]:
    """List the chapters that have a source under `root`, all or those whose two-digit number is asked for.

    Raises: ValueError for a number that no source has.
    """
    files = [*root.glob("notebooks/source/*.py"), *root.glob("solutions/source/*.py")]
    stems = sorted({file.stem for file in files if STEM.fullmatch(file.stem)})
    if odd := [file for file in files if not STEM.fullmatch(file.stem)]:
        raise SourceError(odd[0], 1, "a source is called NN_stem.py, for example 01_gradient_descent.py")
    wanted = [f"{int(n):02d}" if str(n).isdigit() else str(n) for n in numbers]
    for number in wanted:
        if not any(number in (stem, stem[:2]) for stem in stems):
            raise ValueError(f"chapter: one of {', '.join(stem[:2] for stem in stems)} expected, got {number}")
    return [stem for stem in stems if not wanted or stem in wanted or stem[:2] in wanted]


def read_source(path: Path) -> Source:
    """Read the cells of one source.

    Raises: SourceError where text stands before the first cell, or a cell names metadata that build does not know.
    """
    text = path.read_text(encoding="utf-8")
    lines = [number for number, line in enumerate(text.splitlines(), 1) if MARKER.match(line)]
    cells = jupytext.reads(text, fmt="py:percent").cells
    if len(lines) != len(cells):
        reason = "text before the first `# %%`, or a line starting with `# %%` inside a string"
        raise SourceError(path, 1, f"{len(lines)} cell markers, but {len(cells)} cells: {reason}")
    return Source(path, tuple(_cell(path, line, cell) for line, cell in zip(lines, cells, strict=True)))


def _cell(path: Path, line: int, cell: dict) -> Cell:
    metadata = cell["metadata"]
    if unknown := sorted(set(metadata) - KEYS - JUPYTEXT_KEYS):
        known = "known are exercise, role, tags and jupyter"
        raise SourceError(path, line, f"unknown metadata {', '.join(unknown)}; {known}")
    for key in ("exercise", "role"):
        if not isinstance(metadata.get(key, ""), str):
            raise SourceError(path, line, f'{key} is written in quotes: {key}="{metadata[key]}"')
    if metadata.get("jupyter", FOLDED) != FOLDED:
        raise SourceError(path, line, 'jupyter={"source_hidden": true} folds the code of a cell; nothing else is known')
    return Cell(
        cell["cell_type"], cell["source"], line, metadata.get("exercise"), metadata.get("role"),
        tuple(sorted(metadata.get("tags", ()))), "jupyter" in metadata,
    )  # fmt: skip
