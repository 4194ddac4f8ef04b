"""Measure workers in turns, so that a slow minute of the machine falls on all of them; and what each costs to start."""

import contextlib
import math
import statistics
from collections.abc import Callable, Sequence
from typing import Protocol


class Trainer(Protocol):
    """What is asked of a worker."""

    def __enter__(self) -> "Trainer": ...
    def __exit__(self, *_: object) -> None: ...
    def age(self) -> float: ...
    def versions(self) -> dict[str, str]: ...
    def train(self, epochs: int = 1) -> dict[str, float]: ...
    def peak_mebibytes(self) -> float: ...


Start = Callable[[str], Trainer]  # an implementation's name -> its worker
COLD_EPOCHS = 10


def turn(names: Sequence[str], round: int) -> list[str]:
    """Give the order of one round: each starts one place later than in the round before, so that none is always first.

    Raises: ValueError if there is no name.
    """
    if not names:
        raise ValueError("names: at least one expected, got none")
    first = round % len(names)
    return [*names[first:], *names[:first]]


def measure_epochs(names: Sequence[str], start: Start, repeats: int, report: Callable[[str], None]) -> dict[str, dict]:
    """Start all workers, train one epoch each to compile, then single epochs in turns.

    Shapes: -> name -> {"versions", "first_epoch": process start to first epoch trained, "epochs": [seconds], "losses"}.
    """
    with contextlib.ExitStack() as stack:
        workers, found = {}, {}
        for name in names:
            workers[name] = stack.enter_context(start(name))
            versions = workers[name].versions()
            loss = workers[name].train()["loss"]
            found[name] = {"versions": versions, "first_epoch": workers[name].age(), "epochs": [], "losses": [loss]}
            report(f"{name}: first epoch after {found[name]['first_epoch']:.1f} s")
        for round in range(repeats):
            for name in turn(names, round):
                epoch = workers[name].train()
                found[name]["epochs"].append(epoch["seconds"])
                found[name]["losses"].append(epoch["loss"])
            report(f"round {round + 1} of {repeats}")
    return found


def measure_cold_starts(names: Sequence[str], start: Start, repeats: int, report: Callable[[str], None]) -> dict:
    """Run each alone, from the start of its process to ten epochs trained; in turns too.

    Shapes: -> name -> {"cold": [seconds], "MiB": [peak]}.
    """
    found = {name: {"cold": [], "MiB": []} for name in names}
    for round in range(repeats):
        for name in turn(names, round):
            with start(name) as worker:
                worker.versions()
                worker.train(COLD_EPOCHS)
                found[name]["cold"].append(worker.age())
                found[name]["MiB"].append(worker.peak_mebibytes())
            report(f"{name}: cold start {round + 1} of {repeats}, {found[name]['cold'][-1]:.1f} s")
    return found


def median(values: Sequence[float]) -> float:
    """Give the median, or nan where nothing was measured."""
    return statistics.median(values) if values else math.nan


def unsteady(seconds: Sequence[float], most: float = 1.3) -> bool:
    """Say whether an epoch took much longer than the median: something else ran, or the machine is at its limit."""
    return bool(seconds) and max(seconds) > most * median(seconds)
