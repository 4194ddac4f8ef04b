"""The Python environment of the course: what it must hold, whether it does, and how it is made.

The standard library alone, since this runs before anything is installed.
"""

import hashlib
import importlib.metadata
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

from course_lib.commands._pins import COURSE, installed, read_pins, unmet

ROOT = Path(__file__).resolve().parents[2]
VENV = ROOT / ".venv"
REQUIREMENTS = {"learner": ROOT / "requirements.txt", "test": ROOT / "tests" / "requirements.txt"}
NEWEST_PYTHON = (3, 14)  # the newest for which the pinned JAX has a build
NEEDED_MEBIBYTES = {"learner": 1500, "test": 2000}


def course_is_installed() -> bool:
    """Say whether notebooks find this very course, wherever they run: whether it is installed from this folder."""
    try:
        source = importlib.metadata.distribution("course_lib").read_text("direct_url.json") or "{}"
    except importlib.metadata.PackageNotFoundError:
        return False
    return json.loads(source).get("url") == ROOT.as_uri()


def missing(level: str) -> list[str]:
    """Return what this Python lacks for `level`, "learner" or "test", as lines of a requirements file."""
    lines = [str(pin) for pin, _ in unmet(read_pins(REQUIREMENTS[level]), installed())]
    return lines if course_is_installed() else [*lines, COURSE]


def missing_in(python: Path, level: str) -> list[str]:
    """Return what another Python lacks, see `missing`."""
    code = f"import json; from course_lib.commands import environment as e; print(json.dumps(e.missing({level!r})))"
    done = subprocess.run([python, "-c", code], cwd=ROOT, capture_output=True, text=True)
    if done.returncode:
        raise SystemExit(f"{python} does not run:\n{done.stderr}\nMend it: delete the folder {VENV} and start again.")
    return json.loads(done.stdout)


def fingerprint(level: str) -> str:
    """Return a hash of all that decides what the environment holds."""
    files = [*REQUIREMENTS.values()] if level == "test" else [REQUIREMENTS["learner"]]
    files += [ROOT / "pyproject.toml", *sorted((ROOT / "course_lib" / "commands" / "jupyter").rglob("*.json"))]
    parts = [str(ROOT).encode(), *(file.read_bytes() for file in files)]
    return hashlib.sha256(b"\0".join(parts)).hexdigest()


def python_in(venv: Path) -> Path:
    """Return the path of a virtual environment's Python."""
    return venv / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def stamp(level: str) -> Path:
    """Return the file that says the environment was found complete for `level`."""
    return VENV / f"course-{level}.stamp"


def is_stamped(level: str) -> bool:
    """Say whether the environment was found complete and nothing has changed since; "test" includes "learner"."""
    levels = {"learner", "test"} if level == "learner" else {"test"}
    return python_in(VENV).exists() and any(
        stamp(each).exists() and stamp(each).read_text() == fingerprint(each) for each in levels
    )


def ensure(level: str) -> Path:
    """Return a Python that has what `level` needs, installing it into `.venv` where necessary.

    Raises: SystemExit with a message that says how to go on.
    """
    if not missing(level):
        return Path(sys.executable)
    python = python_in(VENV)
    if is_stamped(level):
        return python
    from course_lib.commands import _installing

    _make_venv(python)
    _installing.remove_half_installed(VENV)
    lines = missing_in(python, level)
    if any(stamp(each).exists() for each in REQUIREMENTS) and COURSE not in lines:
        lines.append(COURSE)  # a new edition of the course may register other commands or settings
    if lines:
        _check_space(level, len(lines))
        _installing.install(python, lines, VENV, ROOT)
    lines = missing_in(python, level)
    if lines:
        raise SystemExit(f"After the installation these are still missing: {', '.join(lines)}.\nMend it: start again.")
    stamp(level).write_text(fingerprint(level))
    return python


def _make_venv(python: Path) -> None:
    if _runs(python, "pip"):
        return
    if sys.version_info[:2] > NEWEST_PYTHON:
        newest, this = (".".join(map(str, version)) for version in (NEWEST_PYTHON, sys.version_info[:2]))
        raise SystemExit(
            f"This is Python {this}; JAX, as the course pins it, has builds for Python 3.11 to {newest}.\n"
            f"Mend it: install Python {newest} and call it by its name: python{newest} -m course_lib start"
        )
    broken = VENV.exists() and not _runs(python, "sys")
    print(f"Making the environment {VENV} …" + (" (the one there does not run)" if broken else ""), flush=True)
    made = subprocess.run(
        [sys.executable, "-m", "venv", *(["--clear"] if broken else []), VENV], capture_output=True, text=True
    )
    if made.returncode:
        raise SystemExit(
            f"Python's module venv could not make {VENV}:\n{(made.stdout + made.stderr).strip()}\n"
            "Mend it: on Debian and Ubuntu  sudo apt install python3-venv ; then start again."
        )


def _runs(python: Path, module: str) -> bool:
    command = [python, "-c", f"import {module}"]
    try:
        return subprocess.run(command, capture_output=True).returncode == 0
    except OSError:  # not there, or a link to a Python that is gone
        return False


def _check_space(level: str, count: int) -> None:
    free = shutil.disk_usage(ROOT).free // 2**20
    needed = NEEDED_MEBIBYTES[level] if count > 50 else 200
    if free < needed:
        raise SystemExit(f"{free} MiB are free on this disk; the installation needs {needed}.\nMend it: make room.")
