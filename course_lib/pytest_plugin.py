"""`pytest --nbval-lax exercises/01_gradient_descent.ipynb`: one item and one readable line per exercise.

nbval still decides which files are taken up and starts the kernel; for a notebook that holds exercises of this course
the items are its exercises instead of its cells. The live run decides: stored outputs, check cells and tags in the
file are without effect, and every exercise of the chapter is expected, present or not.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

SUMMARY_VARIABLE = "COURSE_SUMMARY"


@pytest.hookimpl(wrapper=True)
def pytest_collect_file(file_path: Path, parent: pytest.Collector):
    collected = yield
    option = parent.config.option
    if file_path.suffix != ".ipynb" or not (getattr(option, "nbval", False) or getattr(option, "nbval_lax", False)):
        return collected
    from course_lib.checking.selfcheck import collector

    ours = collector(file_path)
    if ours is None:
        return collected
    others = [node for node in collected if type(node).__name__ != "IPyNbFile"]
    return [*others, ours.from_parent(parent, path=file_path)]


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo):
    """Put the verdict on the report, where JUnit XML, JSON reports and pytest-xdist carry it."""
    verdict = getattr(item, "verdict", None)
    if verdict is not None and call.when == "call":
        item.user_properties.append(("course_verdict", {**verdict.as_json(), "notebook": _shown_path(item)}))
    return (yield)


def _shown_path(item: pytest.Item) -> str:
    """The notebook's path as the user would write it, so that files of one name in two folders stay apart."""
    return item.nodeid.partition("::")[0] or item.path.name


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    if report.when == "call":
        _seen.extend(value for name, value in report.user_properties if name == "course_verdict")


_seen: list[dict] = []


def pytest_sessionstart() -> None:
    _seen.clear()


def pytest_terminal_summary(terminalreporter) -> None:
    if not _seen:
        return
    from course_lib.checking.summary import summary_lines, summary_markdown

    for notebook, verdicts in _by_notebook().items():
        terminalreporter.section(f"exercises of {notebook}", sep="─")
        for line, good in summary_lines(verdicts):
            terminalreporter.write_line(line, green=good is True, red=good is False)
    target = os.environ.get(SUMMARY_VARIABLE)
    if target:
        with open(target, "a", encoding="utf-8") as file:
            file.write(summary_markdown(_by_notebook()))


def _by_notebook() -> dict[str, list[dict]]:
    grouped: dict[str, list[dict]] = {}
    for verdict in _seen:
        grouped.setdefault(verdict["notebook"], []).append(verdict)
    return grouped
