"""Exact versions: read from requirements files, and compared with what is installed."""

import importlib.metadata
import os
import re
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

COURSE = "-e ."  # the line of a requirements file that stands for the course itself

_PIN = re.compile(r"([A-Za-z0-9._-]+)==([^\s;]+)(?:\s*;\s*(.+))?")
_MARKER = re.compile(r"(\w+)\s*(==|!=|<|>=)\s*'([^']+)'")


@dataclass(frozen=True)
class Pin:
    """One line of a requirements file: a package, its exact version, and where it is wanted."""

    name: str
    version: str
    marker: str = ""

    def __str__(self) -> str:
        return f"{self.name}=={self.version}"


def canonical(name: str) -> str:
    """Return a package's name in the one spelling in which names are compared."""
    return re.sub(r"[-_.]+", "-", name).lower()


def read_pins(file: Path) -> list[Pin]:
    """Read a requirements file and those that it includes.

    Raises: ValueError on a line that is no exact pin.
    """
    pins: list[Pin] = []
    for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), start=1):
        line = line.partition("#")[0].strip()
        if line.startswith("-r "):
            pins += read_pins(file.parent / line[3:].strip())
        elif line and line != COURSE:
            found = _PIN.fullmatch(line)
            if not found:
                raise ValueError(f"{file.name}, line {number}: expected name==version, received {line!r}")
            pins.append(Pin(found[1], found[2], found[3] or ""))
    return pins


def applies(marker: str, here: dict[str, str] | None = None) -> bool:
    """Say whether a marker, one comparison such as `os_name == 'nt'`, holds on this machine or the one described.

    Raises: ValueError on any other kind of marker.
    """
    if not marker:
        return True
    found = _MARKER.fullmatch(marker)
    here = here or {
        "os_name": os.name,
        "sys_platform": sys.platform,
        "python_full_version": ".".join(map(str, sys.version_info[:3])),
    }
    if not found or found[1] not in here:
        raise ValueError(f"marker: expected one comparison with {sorted(here)}, received {marker!r}")
    left, right = here[found[1]], found[3]
    if found[1] == "python_full_version":
        left, right = (tuple(map(int, version.split("."))) for version in (left, right))
    return {"==": left == right, "!=": left != right, "<": left < right, ">=": left >= right}[found[2]]


def installed() -> dict[str, str]:
    """Return the version of every package that this Python finds, by canonical name."""
    found: dict[str, str] = {}
    for distribution in importlib.metadata.distributions():
        name = distribution.metadata["Name"]
        if name:  # a package whose installation was cut off may have none
            found.setdefault(canonical(name), distribution.version)
    return found


def unmet(pins: Iterable[Pin], have: dict[str, str]) -> list[tuple[Pin, str | None]]:
    """Return each pin that applies here and is not met, with the version found, None where there is none."""
    wanted = (pin for pin in pins if applies(pin.marker))
    return [(pin, have.get(canonical(pin.name))) for pin in wanted if have.get(canonical(pin.name)) != pin.version]
