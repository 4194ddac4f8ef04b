"""The terms of the course, English and Chinese."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from html import escape
from importlib.resources import files


@dataclass(frozen=True)
class Term:
    """One term, what it means, and the chapter that introduces it ("03")."""

    english: str
    chinese: str
    meaning: str
    chapter: str


def load_glossary() -> list[Term]:
    """All terms of course_lib/datasets/glossary.csv in alphabetical order of the English term."""
    path = files("course_lib") / "datasets" / "glossary.csv"
    with path.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    terms = [Term(row["term_en"], row["term_zh"], row["meaning"], row["chapter"]) for row in rows]
    return sorted(terms, key=lambda term: term.english.casefold())


def find_terms(terms: Iterable[Term], text: str) -> list[Term]:
    """The terms that contain `text` in English, in Chinese, in their meaning, or as their chapter number."""
    wanted = text.strip().casefold()
    fields = lambda term: (term.english, term.chinese, term.meaning)
    return [t for t in terms if t.chapter == wanted or any(wanted in field.casefold() for field in fields(t))]


def glossary_html(terms: Iterable[Term]) -> str:
    """The terms as an HTML table."""
    cells = lambda t: (escape(t.english), f'<span lang="zh">{escape(t.chinese)}</span>', escape(t.meaning), t.chapter)
    row = lambda term: "".join(f'<td style="text-align: left">{cell}</td>' for cell in cells(term))
    rows = "".join(f"<tr>{row(term)}</tr>" for term in terms)
    head = "".join(f"<th>{name}</th>" for name in ("Term", "Chinese", "Meaning", "Chapter"))
    return f"<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"
