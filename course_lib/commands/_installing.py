"""Install packages with pip and show one line of progress; what an interruption left half done is made good."""

import os
import queue
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

from course_lib.commands._pins import canonical

PLAIN_LINE_SECONDS = 10  # how often a line is written where it cannot be overwritten


def site_packages(venv: Path) -> Path:
    """Return the folder into which pip installs."""
    return next(iter([*venv.glob("lib/python*/site-packages"), *venv.glob("Lib/site-packages")]), venv)


def remove_half_installed(venv: Path) -> list[str]:
    """Delete the records of packages that pip had not finished, so that it installs them again; return their names.

    pip writes RECORD last: where it is missing, files may be too, though pip would call the package installed.
    """
    cut_off = [folder for folder in site_packages(venv).glob("*.dist-info") if not (folder / "RECORD").exists()]
    for folder in cut_off:
        shutil.rmtree(folder)
    return [folder.name.partition("-")[0] for folder in cut_off]


def install(python: Path, lines: list[str], venv: Path, root: Path) -> None:
    """Install `lines`, exact pins that need no resolving, and the course itself if it is among them.

    Raises: SystemExit with the end of pip's output where pip fails.
    """
    listed = venv / "course-missing.txt"
    listed.write_text("\n".join(line for line in lines if "==" in line) + "\n")
    options = ["--no-deps", "--no-input", "--disable-pip-version-check", "--progress-bar", "off", "--no-color"]
    course = ["-e", "."] if len(lines) != len(listed.read_text().split()) else []
    command = [python, "-m", "pip", "install", *options, "-r", listed, *course]
    environment = os.environ | {"PIP_USER": "0", "PYTHONUNBUFFERED": "1", "PIP_REQUIRE_VIRTUALENV": "0"}
    output = {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT, "text": True, "errors": "replace"}
    pip = subprocess.Popen(command, cwd=root, env=environment, **output)
    show = Line(len(lines))
    log: list[str] = []
    try:
        for line in _lines_or_none(pip):
            if line is not None:
                log.append(line)
                show.read(line)
            if show.stage == "installing":
                show.count = _count_installed(venv, lines)
            show.draw()
        status = pip.wait()
    except KeyboardInterrupt:
        pip.terminate()
        pip.wait()
        show.end("stopped")
        raise SystemExit("Stopped. The same command goes on from here.") from None
    finally:
        (venv / "course-install.log").write_text("".join(log), encoding="utf-8")
    show.end("done" if status == 0 else "failed")
    if status:
        raise SystemExit(explain_failure(log))


def explain_failure(log: list[str]) -> str:
    """Return the last lines of pip's output and what they call for."""
    text = "".join(log)
    if "No space left" in text:
        advice = "the disk is full: make room and start again; it goes on from here."
    elif "No matching distribution found for jaxlib" in text:
        advice = "JAX has no build for this system; it has for Linux, Windows (x86-64) and macOS (Apple silicon)."
    else:
        advice = "look at the lines above; often it is the network. The same command goes on from here."
    return "".join(["pip failed; the end of its output:\n", *(f"  {line}" for line in log[-12:]), f"Mend it: {advice}"])


def _lines_or_none(process: subprocess.Popen) -> Iterator[str | None]:
    """Yield each line of output, and None whenever there was none for a moment, until the output ends."""
    lines: queue.Queue[str | None] = queue.Queue()

    def read() -> None:
        for line in process.stdout:
            lines.put(line)
        lines.put(None)

    reader = threading.Thread(target=read, daemon=True)
    reader.start()
    while True:
        try:
            line = lines.get(timeout=0.2)
        except queue.Empty:
            yield None
            continue
        if line is None:
            return
        yield line


def _count_installed(venv: Path, lines: list[str]) -> int:
    there = {canonical(folder.name.partition("-")[0]) for folder in site_packages(venv).glob("*.dist-info")}
    return sum(canonical(line.partition("==")[0]) in there for line in lines)


class Line:
    """The line of progress: stage, number of packages, current one, seconds. Plain lines where there is no terminal."""

    def __init__(self, total: int, stream=None, clock=time.monotonic) -> None:
        self.total, self.stream, self.clock = total, stream or sys.stdout, clock
        self.stage, self.count, self.name = "looking up", 0, ""
        self.begun, self.last = clock(), -float("inf")
        self.is_terminal = self.stream.isatty()

    def read(self, line: str) -> None:
        """Take in one line of pip's output."""
        words = line.split()
        if len(words) < 2:
            return
        if words[0] == "Collecting":
            self.count, self.name = self.count + 1, words[1].partition("==")[0]
        elif words[0] in ("Downloading", "Using") and ".whl" in line and ".whl.metadata" not in line:
            if self.stage != "fetching":
                self.stage, self.count = "fetching", 0
            self.count = self.count + 1
            self.name = next(word for word in words if ".whl" in word).rpartition("/")[2].partition("-")[0]
        elif line.startswith("Installing collected"):
            self.stage, self.name = "installing", ""

    def text(self) -> str:
        """Return what the line says now."""
        done = f"{self.stage} {min(self.count, self.total)} of {self.total} packages"
        return " · ".join([done, *([self.name] if self.name else []), f"{self.clock() - self.begun:.0f} s"])

    def draw(self) -> None:
        """Show the line: over the last one in a terminal, else once in ten seconds."""
        if not self.is_terminal and self.clock() - self.last < PLAIN_LINE_SECONDS:
            return
        self.last = self.clock()
        if self.is_terminal:
            width = shutil.get_terminal_size().columns - 1
            self.stream.write("\r" + self.text()[:width].ljust(width))
        else:
            self.stream.write(self.text() + "\n")
        self.stream.flush()

    def end(self, word: str) -> None:
        """Close the line with how it ended."""
        text = f"{word}: {self.total} packages · {self.clock() - self.begun:.0f} s"
        width = shutil.get_terminal_size().columns - 1
        self.stream.write(("\r" + text[:width].ljust(width) if self.is_terminal else text) + "\n")
        self.stream.flush()
