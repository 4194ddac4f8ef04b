"""Make the notebooks that learners hand in, well and badly, and run the self-check on them as they would."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

LINE = re.compile(r"^  ([✓✗○]) (\d+\.\d+) +(\d+)/(\d+)  (.*)$", re.MULTILINE)


def cell(kind: str, source: str, exercise: str | None = None, role: str | None = None, **extra) -> dict:
    """A notebook cell as JSON, with the course's metadata if it belongs to an exercise."""
    metadata = {"course": {"exercise": exercise, "role": role}} if exercise else {}
    made = {
        "cell_type": kind,
        "id": extra.pop("id", f"c{abs(hash((source, exercise, role))) % 10**8}"),
        "metadata": metadata,
        "source": source,
    }
    if kind == "code":
        made |= {"outputs": [], "execution_count": None}
    return made | extra


def exercise_cells(id: str, answer: str) -> list[dict]:
    return [
        cell("markdown", f"### {id}", id, "task"),
        cell("code", answer, id, "answer"),
        cell("code", f'check("{id}")', id, "check"),
    ]


def write_notebook(path: Path, cells: list[dict], chapter: str = "01_gradient_descent") -> Path:
    setup = cell(
        "code",
        "import jax\nimport jax.numpy as jnp\nimport numpy as np\nfrom jax import lax\n\nfrom course_lib import check",
    )
    metadata = {
        "course": {"chapter": chapter, "kind": "exercises"},
        "kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"},
    }
    path.write_text(
        json.dumps({"cells": [setup, *cells], "metadata": metadata, "nbformat": 4, "nbformat_minor": 5}), "utf-8"
    )
    return path


@dataclass(frozen=True)
class SelfCheck:
    """What `pytest --nbval-lax` said: exit status, its text, and per exercise (mark, points, first line)."""

    status: int
    text: str
    exercises: dict[str, tuple[str, int, str]]


def self_check(*paths: Path, cwd: Path, **environment: str) -> SelfCheck:
    """Run the self-check in a process of its own, with a throw-away record of progress."""
    variables = {
        **os.environ,
        "COURSE_PROGRESS_FILE": str(cwd / "progress.json"),
        "PYTHONDONTWRITEBYTECODE": "1",
        **environment,
    }
    command = [sys.executable, "-m", "pytest", "--nbval-lax", "-p", "no:cacheprovider", *map(str, paths)]
    done = subprocess.run(command, cwd=cwd, env=variables, capture_output=True, text=True, timeout=600, check=False)
    lines = {id: (mark, int(points), text) for mark, id, points, _, text in LINE.findall(done.stdout)}
    return SelfCheck(done.returncode, done.stdout + done.stderr, lines)
