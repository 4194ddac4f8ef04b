"""Show which exercises are right, which are not, and what comes next. Runs nothing."""

from __future__ import annotations

import argparse
from pathlib import Path

LABELS = {
    "right": ("✓", "right"),
    "wrong": ("✗", "wrong"),
    "error": ("✗", "error"),
    "stale": ("≠", "changed since its last check"),
    "not_attempted": ("○", "not attempted"),
}
STEPS = {
    "stale": "run its check cell again",
    "wrong": "read its message, mend the answer, run the check",
    "error": "read its message, mend the answer, run the check",
    "not_attempted": "solve it",
}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--folder", type=Path, default=Path(__file__).resolve().parents[2] / "exercises", help=argparse.SUPPRESS
    )
    parser.add_argument("--short", action="store_true", help="one line per chapter")


def run(args: argparse.Namespace) -> int:
    print(report(args.folder, short=args.short))
    return 0


def report(folder: Path, short: bool = False) -> str:
    """All chapters, exercise by exercise, and the next step, as text."""
    states = chapter_states(folder)
    if not states:
        return f"No exercise notebooks in the folder {folder.name}."
    lines: list[str] = []
    for chapter, exercises in states.items():
        right = sum(state == "right" for _, state in exercises)
        earned = sum(exercise.points for exercise, state in exercises if state == "right")
        possible = sum(exercise.points for exercise, _ in exercises)
        bar = "".join(LABELS[state][0] for _, state in exercises)
        lines.append(f"{chapter}  {bar}  {right} of {len(exercises)} right, {earned} of {possible} points")
        if not short:
            lines += [
                f"   {LABELS[state][0]} {exercise.id:<5} {exercise.title} — {LABELS[state][1]}"
                for exercise, state in exercises
            ]
    return "\n".join([*lines, "", next_step(states)])


def chapter_states(folder: Path) -> dict[str, list[tuple]]:
    """Chapter → [(exercise, state)], from the records of the last checks and the notebooks as saved."""
    from course_lib.checking import records, registry
    from course_lib.checking.answers import NotANotebook, answer_sources, read_cells, stubs_in

    recorded = records.load()
    found = {}
    for chapter, exercises in registry.chapters().items():
        try:
            cells, metadata = read_cells(folder / f"{chapter}.ipynb")
        except NotANotebook:
            continue
        sources, stubs = answer_sources(cells), stubs_in(metadata)
        found[chapter] = [
            (one, records.state_now(recorded.get(one.id), sources.get(one.id, []), stubs.get(one.id)))
            for one in exercises
        ]
    return found


def next_step(states: dict[str, list[tuple]]) -> str:
    """One sentence: the first exercise that is not right, and what to do about it."""
    for chapter, exercises in states.items():
        for exercise, state in exercises:
            if state != "right":
                return f"Next: exercise {exercise.id}, {exercise.title}, in exercises/{chapter}.ipynb: {STEPS[state]}."
    return "Everything here is right. Next: the narrative of a chapter that you have not read yet."
