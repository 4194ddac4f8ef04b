"""Citations: `[@key]` becomes a link, and the works cited are listed under `## Read on`."""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from course_lib.authoring.sources import Cell, Source

CITATION = re.compile(r"\[@([^\]\s]+)\]")
LIST_HEADING = "## Read on"
REQUIRED = ("id", "type", "title", "author", "issued", "note")


def load_references(path: Path) -> dict[str, dict]:
    """Read a CSL-JSON list into a mapping from key to entry.

    Raises: ValueError naming the entry and what it lacks (a field of REQUIRED, a year, both URL and DOI), or its copy.
    """
    references: dict[str, dict] = {}
    for entry in json.loads(path.read_text(encoding="utf-8")):
        key = entry.get("id", "?")
        missing = [name for name in REQUIRED if not entry.get(name)]
        if not (entry.get("URL") or entry.get("DOI")):
            missing.append("URL or DOI")
        if missing:
            raise ValueError(f"{path}: reference {key}: {', '.join(missing)} expected, missing")
        if key in references:
            raise ValueError(f"{path}: reference {key}: one entry expected, got a second")
        if not isinstance(_year(entry), int) or not all(_family(person) for person in entry["author"]):
            wanted = 'family names (or "literal") and "issued": {"date-parts": [[year]]} expected'
            raise ValueError(f"{path}: reference {key}: {wanted}")
        references[key] = entry
    return references


def cited_keys(text: str) -> list[str]:
    """List the keys cited in a text, in order, each once."""
    return list(dict.fromkeys(CITATION.findall(text)))


def link(entry: Mapping) -> str:
    """Return the markdown link for a citation in running text, such as [Robbins and Monro 1951](https://…)."""
    names = [_family(person) for person in entry["author"]]
    who = f"{names[0]} et al." if len(names) > 2 else " and ".join(names)
    return f"[{who} {_year(entry)}]({_address(entry)})"


def full_reference(entry: Mapping) -> str:
    """Return the line of a work in the list: authors, year, title, venue, address."""
    people = [", ".join(filter(None, (_family(p), p.get("given")))) for p in entry["author"]]
    people = [*people[:6], "et al."] if len(people) > 7 else people
    venue = entry.get("container-title") or entry.get("publisher") or ""
    address = _address(entry)
    parts = [f"{'; '.join(people)} ({_year(entry)})", f"*{entry['title']}*", *([venue] if venue else [])]
    return ". ".join(part.rstrip(".") for part in parts) + f". <{address}>"


def cite(source: Source, references: Mapping[str, Mapping]) -> Source:
    """Replace every citation by a link, and append the works cited to the end of the section `## Read on`, if any.

    Raises: SourceError for a key that the references lack.
    """
    keys: list[str] = []
    cells = []
    for cell in source.cells:
        if cell.kind == "markdown":
            keys += _checked(source, cell, references)
            cell = replace(cell, text=CITATION.sub(lambda found: link(references[found[1]]), cell.text))
        cells.append(cell)
    return replace(source, cells=tuple(_append_list(cells, list(dict.fromkeys(keys)), references)))


def _append_list(cells: list[Cell], keys: list[str], references: Mapping[str, Mapping]) -> list[Cell]:
    starts = [i for i, cell in enumerate(cells) if cell.kind == "markdown" and LIST_HEADING in cell.text.splitlines()]
    if not starts or not keys:
        return cells
    last = max(i for i, cell in enumerate(cells) if i >= starts[0] and cell.kind == "markdown")
    lines = "\n".join(f"- {full_reference(references[key])}" for key in keys)
    return [replace(cell, text=f"{cell.text}\n\n{lines}") if i == last else cell for i, cell in enumerate(cells)]


def _checked(source: Source, cell: Cell, references: Mapping[str, Mapping]) -> Sequence[str]:
    for offset, line in enumerate(cell.text.splitlines(), 1):
        for key in CITATION.findall(line):
            if key not in references:
                raise source.error(cell.line + offset, f"[@{key}] is not in notebooks/references.json")
    return cited_keys(cell.text)


def _family(person: Mapping) -> str:
    name = " ".join(filter(None, (person.get("non-dropping-particle"), person.get("family"))))
    return name or person.get("literal", "")


def _year(entry: Mapping) -> int | None:
    try:
        return int(entry["issued"]["date-parts"][0][0])
    except (KeyError, IndexError, TypeError, ValueError):
        return None


def _address(entry: Mapping) -> str:
    return f"https://doi.org/{entry['DOI']}" if entry.get("DOI") else entry["URL"]
