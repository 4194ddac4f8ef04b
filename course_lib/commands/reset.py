"""Put one exercise back as it was shipped, with a backup of the notebook."""

import argparse
import re
import shutil
import sys
from pathlib import Path


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the exercise."""
    parser.add_argument("exercise", help="the exercise to put back, for example 1.2")


def run(args: argparse.Namespace) -> int:
    """Restore the exercise and say where the backup is; 1 where there is no such exercise or no notebook to read."""
    try:
        print(reset(Path(__file__).resolve().parents[2], args.exercise))
    except ValueError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def reset(root: Path, exercise: str) -> str:
    """Restore one exercise in the learner's notebook under `root`, and return a sentence on what was done.

    Raises: ValueError for an id that no chapter has, or a notebook that cannot be read.
    """
    import nbformat

    from course_lib.authoring.shipped import course_of, read_notebook, restore, shipped_cells

    if not re.fullmatch(r"\d{1,2}\.\d{1,2}", exercise):
        raise ValueError(f"exercise: an id such as 1.2 expected, got {exercise}")
    number = f"{int(exercise.split('.')[0]):02d}"
    solved_file = next(iter(sorted((root / "solutions").glob(f"{number}_*.ipynb"))), None)
    if solved_file is None:
        raise ValueError(f"exercise: one of a chapter in {root / 'solutions'} expected, got {exercise}")
    solved = read_notebook(solved_file)
    shipped = shipped_cells(solved, exercise)
    target = root / "exercises" / solved_file.name
    if not target.is_file():
        raise ValueError(f"{target} is not there; `python -m course_lib build {number}` makes it anew")
    notebook = read_notebook(target)
    restore(notebook, shipped, list(course_of(solved)["stub_sources"]))
    backup = _back_up(target)
    nbformat.write(notebook, target)
    kept = backup.relative_to(root)
    return f"Exercise {exercise} is as it was shipped; all else is untouched. Your version is kept in {kept}"


def _back_up(target: Path) -> Path:
    folder = target.parent / ".backups"
    folder.mkdir(exist_ok=True)
    counter = 1
    while (backup := folder / f"{target.stem}-{counter:03d}.ipynb").exists():
        counter += 1
    return Path(shutil.copy2(target, backup))
