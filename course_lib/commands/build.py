"""Build the notebooks from their sources, or check that they are what the sources give."""

import argparse
import sys
import tempfile
from pathlib import Path


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the chapters and --check."""
    parser.add_argument("chapters", nargs="*", metavar="NN", help="chapters to build, all if none is named")
    parser.add_argument("--check", action="store_true", help="rebuild in a temporary folder and only compare")


def run(args: argparse.Namespace) -> int:
    """Build or check; 1 if a source is refused, a cell fails or a notebook differs."""
    try:
        from course_lib.authoring.building import build
    except ModuleNotFoundError as error:
        if error.name in ("jupytext", "nbclient", "nbformat", "PIL"):
            print(f'build needs {error.name}, which authors install:  pip install -e ".[author]"', file=sys.stderr)
            return 1
        raise

    root = Path(__file__).resolve().parents[2]
    try:
        errors = _check(root, args.chapters) if args.check else build(root, args.chapters, report=_say)
    except ValueError as error:
        errors = [str(error)]
    for error in errors:
        print(error, file=sys.stderr)
    return int(bool(errors))


def _say(line: str) -> None:
    print(line, flush=True)


def _check(root: Path, numbers: list[str]) -> list[str]:
    from course_lib.authoring.building import build_chapter, differences, find_stems

    errors = []
    with tempfile.TemporaryDirectory() as folder:
        for stem in find_stems(root, numbers):
            try:
                build_chapter(root, Path(folder), stem, report=_say)
                errors += differences(root, Path(folder), stem)
            except ValueError as error:
                errors.append(str(error))
    return errors
