"""The exercises of a run in a few lines: for a terminal, and as a Markdown table."""

from __future__ import annotations

import re

from course_lib.checking.verdict import MARKS


def summary_lines(verdicts: list[dict]) -> list[tuple[str, bool | None]]:
    """One line per exercise (text, and whether it is right; None for not attempted), its warnings, then the total."""
    lines: list[tuple[str, bool | None]] = []
    for verdict in verdicts:
        good = {"right": True, "not_attempted": None}.get(verdict["state"], False)
        lines.append((exercise_line(verdict), good))
        lines.extend((f"      {warning}", None) for warning in verdict.get("warnings", ()))
    total, possible = points(verdicts)
    return [*lines, (f"  {total} of {possible} points, {_count(verdicts)}", total == possible)]


def exercise_line(verdict: dict) -> str:
    """`✗ 1.2  0/2  the first line of the message`."""
    text = verdict["title"] if verdict["state"] == "right" else " ".join(verdict["message"].split())
    return f"  {MARKS[verdict['state']]} {verdict['id']:<5} {verdict['points']}/{verdict['max_points']}  {text}"


def points(verdicts: list[dict]) -> tuple[int, int]:
    return sum(v["points"] for v in verdicts), sum(v["max_points"] for v in verdicts)


def _count(verdicts: list[dict]) -> str:
    right = sum(v["state"] == "right" for v in verdicts)
    return f"{right} of {len(verdicts)} exercises right"


def summary_markdown(by_notebook: dict[str, list[dict]]) -> str:
    """A table per notebook. Messages may quote a learner's code: what Markdown or HTML would read is escaped."""
    parts = []
    for notebook, verdicts in by_notebook.items():
        total, possible = points(verdicts)
        rows = [
            f"| {MARKS[v['state']]} | {v['id']} | {_inert(v['title'])} | {v['points']}/{v['max_points']} | "
            f"{_inert(_remarks(v))} |"
            for v in verdicts
        ]
        head = [
            f"### {_inert(notebook)}: {total} of {possible} points",
            "",
            "| | exercise | | points | |",
            "|---|---|---|---|---|",
        ]
        parts.append("\n".join([*head, *rows]))
    return "\n\n".join(parts) + "\n\n"


def _remarks(verdict: dict) -> str:
    """What a right answer is warned of; a wrong one's message as well."""
    message = () if verdict["state"] == "right" else (verdict["message"],)
    return " ".join((*message, *verdict.get("warnings", ())))


def _inert(text: str) -> str:
    return re.sub(r"[\\`*_\[\]<>|&#!~]", lambda found: f"&#{ord(found[0])};", " ".join(text.split()))
