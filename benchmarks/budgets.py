"""Measure what a learner waits for, against the course's budgets: `python benchmarks/budgets.py [NN…] [--json FILE]`.

Per chapter: the narrative from a fresh kernel, the solved exercises under nbval, one check of every exercise, a move
of every explorer. Nothing is asserted: seconds belong to a machine. Run it on an idle one, on two cores.
"""

import argparse
import functools
import importlib
import json
import os
import pkgutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from pathlib import Path

import course_lib.explorers as package
from course_lib.authoring.building import build_chapter, find_stems
from course_lib.checking import registry
from course_lib.checking.judge import as_answers
from course_lib.checking.observing import observe
from course_lib.checking.verdict import judge_observations

ROOT = Path(__file__).resolve().parents[1]
NARRATIVE, SOLVED, CHECK, MOVE = 60.0, 30.0, 2.0, 0.1  # seconds


def timed(function: Callable[[], object]) -> float:
    """The seconds that a call takes."""
    began = time.perf_counter()
    function()
    return time.perf_counter() - began


def notebooks(stem: str) -> dict[str, float]:
    """Seconds and peak MiB of a chapter's narrative, seconds of its solved exercises under nbval."""
    with tempfile.TemporaryDirectory() as folder:
        made = build_chapter(ROOT, Path(folder), stem, report=lambda line: None)
        solved = Path(folder) / f"solutions/{stem}.ipynb"
        command = [sys.executable, "-m", "pytest", "--nbval-lax", "-q", "-p", "no:cacheprovider", str(solved)]
        environment = {**os.environ, "COURSE_PROGRESS_FILE": str(Path(folder) / "progress.json")}
        run = functools.partial(subprocess.run, command, cwd=folder, env=environment, check=True, capture_output=True)
        narrative = made["notebooks"]
        peak = narrative.peak_mebibytes or float("nan")
        return {"narrative": narrative.seconds, "MiB": peak, "solved": timed(run)}


def checks(stem: str) -> dict[str, dict[str, float]]:
    """Exercise id → seconds of a first check of a right answer, of the slowest wrong one, and of a later one."""
    found = {}
    for exercise in registry.chapters().get(stem, ()):
        judge = registry.judge(exercise.id)

        def check(answer: object, exercise=exercise, judge=judge) -> None:
            cases = exercise.inputs(0)
            answers = as_answers(exercise, answer, judge.oracle)
            judge_observations(exercise, judge, cases, observe(exercise, answers, cases))

        wrong = [one.wrong[0] for one in judge.misconceptions if not one.loops]
        first = timed(functools.partial(check, judge.alternatives[0]))
        slowest = max(timed(functools.partial(check, one)) for one in wrong)
        again = timed(functools.partial(check, judge.alternatives[0]))
        found[exercise.id] = {"first": first, "wrong": slowest, "again": again}
    return found


def explorers() -> dict[str, Callable]:
    """The functions `explore_…` of course_lib.explorers by name: a new explorer is measured by being there."""
    modules = [importlib.import_module(f"{package.__name__}.{m.name}") for m in pkgutil.iter_modules(package.__path__)]
    return {name: make for module in modules for name, make in vars(module).items() if name.startswith("explore_")}


def explorer_moves(moves: int = 60) -> dict[str, dict[str, float]]:
    """Explorer → median and p95 seconds from a moved slider to its new picture, in this process, without a browser."""
    found = {}
    for name, make in explorers().items():
        slider = next(control for control in reversed(make().controls.values()) if hasattr(control, "step"))
        values = [slider.value * factor for factor in (1.05, 0.97)]

        def move(i: int, slider=slider, values=values) -> None:
            slider.value = values[i % 2]

        seconds = sorted(timed(functools.partial(move, i)) for i in range(moves))
        found[name] = {"median": statistics.median(seconds), "p95": seconds[int(0.95 * moves)]}
    return found


def table(rows: Iterable[tuple[str, float, float | None]]) -> str:
    """What was measured, in seconds, beside its budget."""
    lines = [f"{'what':<44} {'seconds':>8}  budget"]
    for what, seconds, budget in rows:
        mark = "" if budget is None else f"{budget:g}" + ("" if seconds <= budget else "  over")
        lines.append(f"{what:<44} {seconds:8.3f}  {mark}")
    return "\n".join(lines)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("chapters", nargs="*", metavar="NN")
    parser.add_argument("--json", type=Path, help="write the figures there too")
    args = parser.parse_args()
    rows: list[tuple[str, float, float | None]] = []
    for stem in find_stems(ROOT, args.chapters):
        per_check = checks(stem)
        measured = notebooks(stem)
        rows.append((f"{stem}: narrative ({measured['MiB']:.0f} MiB)", measured["narrative"], NARRATIVE))
        rows.append((f"{stem}: solved exercises under nbval", measured["solved"], SOLVED))
        for id, seconds in per_check.items():
            rows += [(f"check {id}, {kind}", value, CHECK) for kind, value in seconds.items()]
    for name, seconds in explorer_moves().items():
        rows += [(f"explorer {name}, {kind}", value, MOVE) for kind, value in seconds.items()]
    print(table(rows))
    if args.json:
        args.json.write_text(json.dumps([{"what": w, "seconds": s, "budget": b} for w, s, b in rows], indent=1) + "\n")


if __name__ == "__main__":
    main()
