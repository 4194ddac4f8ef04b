"""What a notebook depends on, as one hash, and what was recorded of the last build."""

import ast
import hashlib
import json
from collections.abc import Iterable
from pathlib import Path

ALWAYS = ("requirements.txt", "notebooks/references.json")
PACKAGE = "course_lib"


def imported(text: str) -> set[str]:
    """Return the dotted names under course_lib that a Python text imports, wherever in it the import stands."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        if isinstance(node, ast.ImportFrom) and node.module and not node.level:
            names |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return {name for name in names if name.split(".")[0] == PACKAGE}


def closure(root: Path, names: Iterable[str]) -> set[Path]:
    """Return the files of course_lib that `names` import, directly or through one another; no others."""
    files: set[Path] = set()
    seen: set[str] = {PACKAGE}  # the package itself imports nothing when it is imported
    waiting = list(names)
    while waiting:
        name = waiting.pop()
        if name in seen:
            continue
        seen.add(name)
        waiting.append(name.rpartition(".")[0])  # importing a.b runs a
        path = root.joinpath(*name.split("."))
        for file in filter(Path.is_file, (path.with_suffix(".py"), path / "__init__.py")):
            files.add(file)
            waiting += imported(file.read_text(encoding="utf-8"))
    return files | {root / PACKAGE / "__init__.py"}


def dependencies(root: Path, source: Path, solutions: bool) -> set[Path]:
    """Return every file that the notebook made from `source` depends on."""
    names = imported(source.read_text(encoding="utf-8")) | {f"{PACKAGE}.authoring.strict"}
    files = {source, *(root / name for name in ALWAYS)}
    if solutions:
        names |= {f"{PACKAGE}.{half}.{source.stem[3:]}" for half in ("probes", "judges")}
        names |= {f"{PACKAGE}.checking.{file.stem}" for file in (root / PACKAGE / "checking").glob("*.py")}
    files |= closure(root, names) | set((root / PACKAGE / "authoring").glob("*.py"))
    files |= {file for file in (root / PACKAGE).rglob("*") if file.suffix not in (".py", ".pyc") and file.is_file()}
    return {file for file in files if file.is_file()}


def fingerprint(root: Path, files: Iterable[Path]) -> str:
    """Return one hash over the names and contents of files."""
    parts = sorted((str(file.relative_to(root)), file_hash(file)) for file in files)
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()


def file_hash(file: Path) -> str:
    """Return the hash of a file's bytes, an empty text where there is no file."""
    return hashlib.sha256(file.read_bytes()).hexdigest() if file.is_file() else ""


def load(file: Path) -> dict:
    """Read the records of earlier builds; none, or broken ones, are an empty mapping."""
    try:
        records = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return records if isinstance(records, dict) else {}


def save(file: Path, records: dict) -> None:
    """Write the records of builds."""
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(json.dumps(records, indent=1, sort_keys=True) + "\n", encoding="utf-8")
