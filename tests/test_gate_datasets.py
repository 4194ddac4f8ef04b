"""Gate 6: every data file has the recorded checksum and a licence."""

import hashlib
from pathlib import Path

import pytest
from conftest import ROOT

FOLDER = ROOT / "course_lib/datasets"
NOT_DATA = {"README.md", "SHA256SUMS", "__init__.py"}
FILES = sorted(
    path.relative_to(FOLDER).as_posix()
    for path in FOLDER.rglob("*")
    if path.is_file() and path.name not in NOT_DATA and "__pycache__" not in path.parts
)


def checksums(text: str) -> dict[str, str]:
    """Read a list as `sha256sum` writes it: file name to checksum."""
    lines = [line.split(maxsplit=1) for line in text.splitlines() if line.strip()]
    return {name.lstrip("*"): checksum for checksum, name in lines}


def licences(markdown: str) -> dict[str, str]:
    """Read the table of data files: name to what its column `licence` says."""
    lines = [line.strip().strip("|") for line in markdown.splitlines() if "|" in line]
    rows = [[field.strip() for field in line.split("|")] for line in lines]
    found, column = {}, None
    for row in rows:
        names = [field.lower() for field in row]
        if "licence" in names:
            column = names.index("licence")
        elif column is not None and column < len(row):
            found[row[0].strip("`")] = row[column].strip("- ")
    return found


def read(name: str, folder: Path = FOLDER) -> str:
    return (folder / name).read_text(encoding="utf-8")


@pytest.mark.parametrize("name", FILES)
def test_checksum(name):
    assert checksums(read("SHA256SUMS")).get(name) == hashlib.sha256((FOLDER / name).read_bytes()).hexdigest()


@pytest.mark.parametrize("name", FILES)
def test_licence(name):
    assert licences(read("README.md")).get(name), f"course_lib/datasets/README.md: no licence for {name}"


def test_nothing_is_listed_that_is_not_there():
    assert set(checksums(read("SHA256SUMS"))) == set(FILES)


def test_parts_of_this_gate():
    assert checksums("ab  x.csv\ncd *y/z.npz\n") == {"x.csv": "ab", "y/z.npz": "cd"}
    table = "text\n\n| file | licence | source |\n|---|---|---|\n| `x.csv` | CC0 | a |\n| y.csv | | b |\n"
    assert licences(table) == {"---": "", "x.csv": "CC0", "y.csv": ""}
