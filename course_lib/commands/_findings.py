"""The judgements of `doctor`: each function looks at one thing and returns a finding."""

import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from course_lib.__main__ import OLDEST_PYTHON
from course_lib.commands import _pins, environment
from course_lib.commands._pins import Pin

START = "python3 -m course_lib start"
LEAST_FREE_MEBIBYTES = 300


@dataclass(frozen=True)
class Finding:
    """One thing looked at: whether it is right, what was found and, where it is wrong, how to mend it."""

    is_right: bool
    what: str
    mend: str = ""

    def __str__(self) -> str:
        mark = "✓" if self.is_right else "✗"
        return f"{mark} {self.what}" + (f" — mend it: {self.mend}" if self.mend else "")


def python_finding(version: tuple[int, ...]) -> Finding:
    """Judge the version of Python."""
    name = ".".join(map(str, version[:3]))
    oldest, newest = (".".join(map(str, each)) for each in (OLDEST_PYTHON, environment.NEWEST_PYTHON))
    if OLDEST_PYTHON <= tuple(version[:2]) <= environment.NEWEST_PYTHON:
        return Finding(True, f"Python {name}")
    why = "too old" if tuple(version[:2]) < OLDEST_PYTHON else "newer than any that the pinned JAX is built for"
    mend = f"install Python {oldest} to {newest}, delete the folder .venv, call python{newest} -m course_lib start"
    return Finding(False, f"Python {name} is {why}", mend)


def package_findings(pins: Iterable[Pin], have: Mapping[str, str]) -> list[Finding]:
    """Judge the installed packages: which are missing, which have another version than the course was tested with."""
    pins = list(pins)
    unmet = _pins.unmet(pins, dict(have))
    absent = [pin.name for pin, version in unmet if version is None]
    other = [f"{pin.name} {version} instead of {pin.version}" for pin, version in unmet if version is not None]
    mend = f"{START}, or: pip install -r requirements.txt"
    findings = []
    if absent:
        findings.append(Finding(False, f"{_count(absent, 'package')} missing: {_few(absent)}", mend))
    if other:
        findings.append(Finding(False, f"{_count(other, 'package')} of another version: {_few(other)}", mend))
    return findings or [Finding(True, f"{sum(_pins.applies(pin.marker) for pin in pins)} packages, as pinned")]


def kernel_command(folders: Iterable[Path]) -> str | None:
    """Return the program that the kernel `python3` starts, from the first folder that has such a kernel."""
    for folder in folders:
        file = Path(folder) / "python3" / "kernel.json"
        if file.exists():
            program = json.loads(file.read_text(encoding="utf-8"))["argv"][0]
            # Jupyter starts its own Python where a kernel names just "python".
            return sys.executable if program in ("python", "python3") else program
    return None


def kernel_finding(command: str | None, *, has_ipykernel: bool) -> Finding:
    """Judge the kernel that JupyterLab starts for the notebooks."""
    if command is None and not has_ipykernel:
        return Finding(False, "there is no kernel for notebooks", f"{START}, or: pip install -r requirements.txt")
    if command is not None and shutil.which(command) is None:
        mend = f"{sys.executable} -m ipykernel install --sys-prefix"
        return Finding(False, f"the kernel python3 starts {command}, which is not there", mend)
    return Finding(True, "there is a kernel for notebooks")


def course_finding(python: str) -> Finding:
    """Judge whether the kernel's Python finds this course, tried from a folder elsewhere."""
    code = "import course_lib; print(course_lib.__file__)"
    with tempfile.TemporaryDirectory() as elsewhere:
        done = attempt([python, "-c", code], seconds=60, cwd=elsewhere)
    found = Path(done.stdout.strip()).parent if done.returncode == 0 else None
    if found == environment.ROOT / "course_lib":
        return Finding(True, "notebooks find course_lib")
    what = f"find the course_lib of another folder, {found}" if found else "do not find course_lib"
    return Finding(False, f"notebooks {what}", f"in {environment.ROOT}: {python} -m pip install -e . --no-deps")


def port_finding(ports: Iterable[int]) -> Finding:
    """Judge whether JupyterLab gets a port; that its first choice is taken is no fault."""
    ports = list(ports)
    free = next((port for port in ports if _is_free(port)), None)
    if free is None:
        mend = f"end what uses them, or choose another: {START} --port {ports[-1] + 100}"
        return Finding(False, f"the ports {ports[0]} to {ports[-1]} are all in use", mend)
    if free == ports[0]:
        return Finding(True, f"port {free} is free for JupyterLab")
    return Finding(True, f"port {ports[0]} is in use (a running JupyterLab?); the next JupyterLab takes {free}")


def disk_finding(free_mebibytes: int) -> Finding:
    """Judge the free space where the course lies."""
    if free_mebibytes >= LEAST_FREE_MEBIBYTES:
        return Finding(True, f"{free_mebibytes / 1024:.0f} GiB of disk are free")
    what = f"only {free_mebibytes} MiB of disk are free; saving a notebook may fail"
    return Finding(False, what, f"make room: {LEAST_FREE_MEBIBYTES} MiB at least")


def jax_finding(done: subprocess.CompletedProcess, variables: Mapping[str, str]) -> Finding:
    """Judge a trial of JAX in a process of its own, where a crash does no harm."""
    if done.returncode == 0:
        version, platform, _ = done.stdout.splitlines()[-1].split()
        return Finding(True, f"JAX {version} computes on {platform}")
    lines = done.stderr.strip().splitlines() or [f"it ended with status {done.returncode}"]
    guilty = [name for name in ("JAX_PLATFORMS", "JAX_PLATFORM_NAME", "XLA_FLAGS") if variables.get(name)]
    if guilty:
        mend = f"remove the environment variable {' and '.join(guilty)}"
    elif lines[-1].startswith("ModuleNotFoundError"):
        mend = START
    elif done.returncode < 0:
        mend = "JAX needs a processor with AVX (any since about 2013); else: pip install --force-reinstall jaxlib"
    else:
        mend = f"delete the folder .venv, then {START}"
    return Finding(False, f"JAX cannot start: {lines[-1][:200]}", mend)


def venv_finding(python: Path) -> Finding | None:
    """Judge the folder .venv; None where there is none, or where it runs."""
    if not python.parent.exists() or attempt([str(python), "-c", ""], seconds=30).returncode == 0:
        return None
    return Finding(False, "the Python of the folder .venv does not run", f"delete the folder .venv, then {START}")


def _is_free(port: int) -> bool:
    with socket.socket() as trial:
        if os.name != "nt":  # a port left a moment ago counts as free, as it does for JupyterLab
            trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


def attempt(command: list[str], *, seconds: float, cwd: str | None = None) -> subprocess.CompletedProcess:
    """Run a command for its result; one that cannot start or does not end counts as failed."""
    try:
        return subprocess.run(command, cwd=cwd, capture_output=True, text=True, errors="replace", timeout=seconds)
    except (OSError, subprocess.TimeoutExpired) as error:
        return subprocess.CompletedProcess(command, 1, "", str(error))


def _count(things: list, noun: str) -> str:
    return f"{len(things)} {noun}{'s' if len(things) != 1 else ''}"


def _few(names: list[str], most: int = 5) -> str:
    return ", ".join(names[:most]) + (f" and {len(names) - most} more" if len(names) > most else "")
