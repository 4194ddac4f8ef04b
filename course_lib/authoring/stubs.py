"""An answer cell holds two texts: the solution, and the stub that a learner gets instead."""

import re
from dataclasses import dataclass

from course_lib.authoring.sources import Cell, Source

MARK = re.compile(r"(\s*)# (BEGIN SOLUTION|STUB|END SOLUTION)\s*")
DEFINITION = re.compile(r"(?:def|class) (\w+)")


@dataclass
class _Region:
    """What stands between one BEGIN and its END."""

    line: int
    indent: str
    solution: list[str]
    stub: list[str] | None = None


def solution_text(source: Source, cell: Cell) -> str:
    """Return the answer as it is in the solutions: the markers and the stubs are gone."""
    return _join(line for part in _parts(source, cell) for line in (part.solution if _is_region(part) else [part]))


def stub_text(source: Source, cell: Cell, name: str) -> str:
    """Return the answer as it is shipped: every solution region is replaced by its stub.

    Where no other stub is written, an error stands there that tells the exercise and the function it stands in: the
    last one defined above, or `name` if there is none.
    """
    lines: list[str] = []
    for part in _parts(source, cell):
        if _is_region(part):
            default = f'raise NotImplementedError("Exercise {cell.exercise}: {name}")'
            lines += [(part.indent + line).rstrip() for line in ([default] if part.stub is None else part.stub)]
        else:
            lines.append(part)
            if definition := DEFINITION.match(part):
                name = definition[1]
    return _join(lines)


def has_region(text: str) -> bool:
    """Tell whether any marker of a solution region stands in `text`."""
    return any(MARK.fullmatch(line) for line in text.splitlines())


def _is_region(part: object) -> bool:
    return isinstance(part, _Region)


def _join(lines) -> str:
    return "\n".join(lines).strip("\n")


def _parts(source: Source, cell: Cell) -> list:
    """Split a cell into its plain lines and its regions."""
    parts: list = []
    region = None
    for number, line in enumerate(cell.text.splitlines(), cell.line + 1):
        mark = MARK.fullmatch(line)
        region = _marked(source, number, mark, region, parts) if mark else _plain(source, number, line, region, parts)
    if region:
        raise source.error(region.line, "BEGIN SOLUTION without END SOLUTION")
    if not any(map(_is_region, parts)):
        raise source.error(cell.line, f"the answer to {cell.exercise} has no BEGIN SOLUTION … END SOLUTION")
    return parts


def _marked(source: Source, number: int, mark: re.Match, region: _Region | None, parts: list) -> _Region | None:
    indent, word = mark.groups()
    if word == "BEGIN SOLUTION":
        if region:
            raise source.error(number, f"BEGIN SOLUTION inside the region begun in line {region.line}")
        return _Region(number, indent, [])
    if region is None:
        raise source.error(number, f"{word} without BEGIN SOLUTION")
    if word == "STUB":
        if region.stub is not None:
            raise source.error(number, f"a second STUB in the region begun in line {region.line}")
        region.stub = []
        return region
    if not any(line.strip() for line in region.solution):
        raise source.error(region.line, "a solution region without a solution")
    parts.append(region)
    return None


def _plain(source: Source, number: int, line: str, region: _Region | None, parts: list) -> _Region | None:
    if region is None:
        parts.append(line)
    elif region.stub is None:
        region.solution.append(line)
    elif line.strip().startswith("# |"):
        region.stub.append(line.strip().removeprefix("# |").removeprefix(" "))
    elif line.strip():
        raise source.error(number, "after STUB each line starts with `# | `")
    return region
