"""Build chapters: read, refuse or assemble, run, tidy, write; and hold a build against what is stored."""

import importlib.util
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from course_lib.authoring import cache
from course_lib.authoring.assembly import Built, exercise_notebook, narrative, solutions, write
from course_lib.authoring.citations import cite, load_references
from course_lib.authoring.comparison import first_difference, first_exercise_difference
from course_lib.authoring.execution import execute
from course_lib.authoring.outputs import tidy
from course_lib.authoring.shipped import changed_answers, own_cells, read_notebook
from course_lib.authoring.sources import find_stems, read_source
from course_lib.authoring.structure import Exercise, check_exercises, check_narrative

ExercisesOf = Callable[[str], Sequence[Exercise]]
RECORDS = Path(".cache/build.json")


def registered(stem: str) -> Sequence[Exercise]:
    """Return the exercises that course_lib has for a chapter; only the chapter's own module is asked.

    Raises: ValueError if that module lacks EXERCISES.
    """
    name = f"course_lib.probes.{stem[3:]}"
    if importlib.util.find_spec(name) is None:
        return ()
    exercises = getattr(importlib.import_module(name), "EXERCISES", None)
    if exercises is None:
        raise ValueError(f"{name.replace('.', '/')}.py: EXERCISES, a tuple, expected; it has none")
    return exercises


def prepare(root: Path, stem: str, exercises_of: ExercisesOf = registered) -> dict[str, Built]:
    """Assemble the notebooks of a chapter, none executed, by the name of their folder.

    Raises: SourceError or ValueError for what `structure`, `stubs` and `citations` refuse.
    """
    references = load_references(root / "notebooks/references.json")
    built: dict[str, Built] = {}
    if (path := root / f"notebooks/source/{stem}.py").is_file():
        source = read_source(path)
        check_narrative(source)
        built["notebooks"] = narrative(cite(source, references))
    if (path := root / f"solutions/source/{stem}.py").is_file():
        source = read_source(path)
        check_exercises(source, exercises_of(stem))
        source = cite(source, references)
        built["solutions"] = solutions(source, exercises_of(stem))
        built["exercises"] = exercise_notebook(source, exercises_of(stem))
    return built


def build_chapter(
    root: Path, out: Path, stem: str, exercises_of: ExercisesOf = registered,
    report: Callable[[str], None] = print, records: dict | None = None,
) -> dict[str, Built]:  # fmt: skip
    """Build the notebooks of a chapter into `out`, and report one line for each.

    With `records` a notebook is left as it is where neither it nor anything it depends on has changed since.
    """
    made = prepare(root, stem, exercises_of)
    for folder, built in made.items():
        target = out / folder / f"{stem}.ipynb"
        target.parent.mkdir(parents=True, exist_ok=True)
        if folder == "exercises":
            outcome = _write_exercise(built, target)
        else:
            outcome = _run_and_write(root, built, target, records)
        report(f"{folder}/{stem}.ipynb".ljust(44) + outcome)
    return made


def build(
    root: Path, numbers: Iterable[str] = (), exercises_of: ExercisesOf = registered,
    report: Callable[[str], None] = print,
) -> list[str]:  # fmt: skip
    """Build chapters in place, and return what went wrong, one text per chapter that could not be built."""
    records = cache.load(root / RECORDS)
    errors = []
    for stem in find_stems(root, numbers):
        try:
            build_chapter(root, root, stem, exercises_of, report, records)
        except ValueError as error:
            errors.append(str(error))
            report(f"{stem}".ljust(44) + "not built")
        cache.save(root / RECORDS, records)
    return errors


def differences(root: Path, out: Path, stem: str) -> list[str]:
    """Hold what was built of a chapter into `out` against what stands under `root`; each text names the source."""
    found = []
    for folder in ("notebooks", "solutions", "exercises"):
        stored, built = root / folder / f"{stem}.ipynb", out / folder / f"{stem}.ipynb"
        source = f"{'notebooks' if folder == 'notebooks' else 'solutions'}/source/{stem}.py"
        remedy = f"edit {source} if the change is meant, and build {stem[:2]}"
        if not built.is_file():
            reason = "it has no source" if stored.is_file() else None
        elif not stored.is_file():
            reason = "it is missing"
        else:
            compare = first_exercise_difference if folder == "exercises" else first_difference
            reason = _compare_files(compare, built, stored)
        if reason:
            found.append(f"{folder}/{stem}.ipynb: {reason}; {remedy}")
    return found


def _compare_files(compare: Callable, built: Path, stored: Path) -> str | None:
    try:
        return compare(read_notebook(built), read_notebook(stored))
    except ValueError as error:
        return str(error)


def _run_and_write(root: Path, built: Built, target: Path, records: dict | None) -> str:
    key = f"{target.parent.name}/{target.name}"
    files = cache.dependencies(root, built.source.path, solutions=target.parent.name == "solutions")
    inputs = cache.fingerprint(root, files)
    if records is not None and records.get(key) == {"inputs": inputs, "output": cache.file_hash(target)}:
        return "unchanged"
    execute(built, target.parent)
    tidy(built)
    target.write_text(write(built.notebook), encoding="utf-8")
    if records is not None:
        records[key] = {"inputs": inputs, "output": cache.file_hash(target)}
    memory = f"  {built.peak_mebibytes:6.0f} MiB" if built.peak_mebibytes else ""
    return f"{built.seconds:6.1f} s  {target.stat().st_size:9,} bytes{memory}"


def _write_exercise(built: Built, target: Path) -> str:
    text = write(built.notebook)
    if target.is_file():
        if reason := _learners(target):
            return f"kept, it is yours: {reason}"
        if target.read_text(encoding="utf-8") == text:
            return "unchanged"
    target.write_text(text, encoding="utf-8")
    return f"         {target.stat().st_size:9,} bytes"


def _learners(target: Path) -> str | None:
    """Say why an exercise notebook must not be overwritten, None where it may be."""
    try:
        notebook = read_notebook(target)
    except ValueError as error:
        return str(error)
    if answered := changed_answers(notebook):
        return f"the answers differ from the shipped stubs ({', '.join(answered)})"
    own = own_cells(notebook)
    return f"it has {own} cells that build did not make" if own else None
