"""The chapters of the course as a table, with a link to each that is there."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from html import escape
from importlib.resources import files
from pathlib import Path


@dataclass(frozen=True)
class Chapter:
    """One chapter: number and stem ("01", "gradient_descent"), its question, what is at its centre, its source."""

    number: str
    stem: str
    question: str
    centre: str
    article: str

    @property
    def notebook(self) -> str:
        """The file name of the narrative."""
        return f"{self.number}_{self.stem}.ipynb"

    @property
    def source(self) -> str:
        """The file that the narrative is built from."""
        return f"source/{self.number}_{self.stem}.py"


def load_chapters() -> list[Chapter]:
    """All chapters, written or planned, in order."""
    path = files("course_lib") / "datasets" / "chapters.csv"
    with path.open(encoding="utf-8", newline="") as lines:
        return [Chapter(**row) for row in csv.DictReader(lines)]


def course_map_html(chapters: Iterable[Chapter], folder: Path) -> str:
    """The chapters as an HTML table; those whose notebook, or its source, lies in `folder` are links."""
    exists = lambda chapter: (folder / chapter.notebook).exists() or (folder / chapter.source).exists()
    rows = "".join(_row(chapter, exists(chapter)) for chapter in chapters)
    names = ("Chapter", "Question", "At its centre", "Article", "State")
    head = "".join(f'<th style="text-align: left">{name}</th>' for name in names)
    return f"<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"


def _row(chapter: Chapter, exists: bool) -> str:
    question = escape(chapter.question)
    if exists:
        question = f'<a href="{chapter.notebook}">{question}</a>'
    state = "ready" if exists else "to come"
    cells = (chapter.number, question, escape(chapter.centre), escape(chapter.article), state)
    return "<tr>" + "".join(f'<td style="text-align: left">{cell}</td>' for cell in cells) + "</tr>"
