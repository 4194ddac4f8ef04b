"""From observations to a verdict: right, a known misconception, or the most elementary difference."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace

from course_lib.checking.comparison import Difference, compare
from course_lib.checking.exercise import Case, Exercise
from course_lib.checking.explaining import STOPPED, Evidence, details, explain, explain_stop
from course_lib.checking.judge import Judge, Misconception, Property, as_answers
from course_lib.checking.observing import observe

STATES = ("right", "wrong", "error", "not_attempted")
KEPT = (
    "For {case} your code answers otherwise when it is asked once more, after other questions. What does it keep from "
    "one call to the next (a list as default argument, a name outside the function), or what does it draw at random?"
)
MARKS = {"right": "✓", "wrong": "✗", "error": "✗", "not_attempted": "○"}


@dataclass(frozen=True)
class Verdict:
    """The outcome of one check. `message` is one sentence; `details` are the lines below it."""

    id: str
    title: str
    state: str
    points: int
    max_points: int
    message: str
    details: tuple[str, ...] = ()
    misconception: str | None = None
    warnings: tuple[str, ...] = ()

    def headline(self) -> str:
        """The first line a learner reads."""
        if self.state == "right":
            return f"✓ {self.id} {self.title} — {self.points} of {self.max_points}"
        return f"{MARKS[self.state]} {self.id} {self.message}"

    def text(self) -> str:
        """Headline, details and warnings."""
        below = (self.message,) if self.state == "right" else self.details
        return "\n".join((self.headline(), *(f"    {line}" for line in (*below, *self.warnings))))

    def as_json(self) -> dict:
        return asdict(self)


class CheckFailed(Exception):
    """An exercise is not right yet. Renders as its message alone, without a traceback."""

    def __init__(self, verdict: Verdict) -> None:
        super().__init__(verdict.headline())
        self.verdict = verdict

    def _render_traceback_(self) -> list[str]:
        return self.verdict.text().splitlines()


def judge_observations(exercise: Exercise, judge: Judge, cases: list[Case], received: list[dict]) -> Verdict:
    """Judge what an answer yielded on `cases`. Pure: nothing of the answer runs here."""
    if any("not_attempted" in observation for observation in received):
        return not_attempted(exercise)
    kept = next((case for case, seen in zip(cases, received, strict=True) if "kept" in seen), None)
    received = [{key: value for key, value in each.items() if key != "kept"} for each in received]
    expected = _observe_as(exercise, judge, judge.oracle, cases) if judge.oracle is not None else None
    differences = _differences(judge, expected, received)
    evidence = Evidence(cases, expected, received, differences, _broken_property(judge, cases, received))
    if explain_stop(evidence) is None and not any(differences) and evidence.broken is None and kept is None:
        message = f"Take away: {judge.takeaway}"
        return Verdict(exercise.id, exercise.title, "right", exercise.points, exercise.points, message)
    known = recognise(exercise, judge, cases, received)
    if known is not None:
        return _wrong(exercise, known.message, details(evidence), misconception=known.name)
    if kept is not None:
        return _wrong(exercise, KEPT.format(case=kept), ())
    stopped, message, below = explain(evidence)
    return stopped_by_error(exercise, message, *below) if stopped else _wrong(exercise, message, below)


def not_attempted(exercise: Exercise) -> Verdict:
    return Verdict(exercise.id, exercise.title, "not_attempted", 0, exercise.points, "not attempted yet")


def stopped_by_error(exercise: Exercise, message: str, *details: str) -> Verdict:
    """A verdict for code that did not get as far as an answer."""
    return Verdict(exercise.id, exercise.title, "error", 0, exercise.points, message, details)


def recognise(exercise: Exercise, judge: Judge, cases: list[Case], received: list[dict]) -> Misconception | None:
    """The first misconception of which some implementation yields, on every case, what the answer yielded."""
    out_of_time = any("timeout" in observation for observation in received)
    for misconception in judge.misconceptions:
        if misconception.loops or out_of_time:
            if misconception.loops and out_of_time:
                return misconception
            continue
        for wrong in misconception.wrong:
            pairs = zip(cases, received, strict=True)  # one case at a time: most differ already on the first
            if all(_same(judge, _observe_as(exercise, judge, wrong, [case])[0], got) for case, got in pairs):
                return misconception
    return None


def _observe_as(exercise: Exercise, judge: Judge, answer: object, cases: list[Case]) -> list[dict]:
    return observe(
        exercise, as_answers(exercise, answer, judge.oracle), cases, max(exercise.seconds, 30.0), again=False
    )


def _same(judge: Judge, wanted: dict, got: dict) -> bool:
    if "error" in wanted or "error" in got:
        same_type = wanted.get("error", {}).get("type") == got.get("error", {}).get("type")
        return same_type and wanted.get("changes") == got.get("changes")
    return difference(judge, wanted, got) is None


def difference(judge: Judge, wanted: dict, got: dict) -> Difference | None:
    """The difference between two observations of one case under the judge's tolerances."""
    if "returned" in wanted and "returned" in got and set(wanted) == set(got):
        found = compare(wanted["returned"], got["returned"], judge.rtol, judge.atol)
        rest = {key: wanted[key] for key in wanted if key != "returned"}
        if found is None and rest != {key: got[key] for key in rest}:
            changed = ", ".join(f"`{name}`" for name in got.get("changes", []))
            return Difference("structure", (), f"your code changes its argument {changed}; work on a copy")
        return found
    if any(key in got for key in STOPPED):
        return Difference("structure", (), "no result")
    return _compare_trees(judge, wanted, got)


def _compare_trees(judge: Judge, wanted: dict, got: dict) -> Difference | None:
    """Custom observations are plain mappings of names to encoded values or JSON scalars."""
    if wanted.keys() != got.keys():
        return Difference("structure", (), f"{sorted(wanted)} is wanted, you return {sorted(got)}")
    found = [
        replace(found, label=name)
        for name in wanted
        if (found := compare(wanted[name], got[name], judge.rtol, judge.atol, path=())) is not None
    ]
    return found[0] if found else None


def _differences(judge: Judge, expected: list[dict] | None, received: list[dict]) -> list[Difference | None]:
    if expected is None:
        return [None] * len(received)
    return [difference(judge, a, b) for a, b in zip(expected, received, strict=True)]


def _broken_property(judge: Judge, cases: list[Case], received: list[dict]) -> tuple[Property, Case, dict] | None:
    for property_ in judge.properties:
        for case, observation in zip(cases, received, strict=True):
            if any(key in observation for key in STOPPED):
                continue
            try:
                holds = bool(property_.holds(case, observation))
            except (KeyError, IndexError, TypeError, ValueError):
                holds = False
            if not holds:
                return property_, case, observation
    return None


def _wrong(exercise: Exercise, message: str, details: list[str], misconception: str | None = None) -> Verdict:
    return Verdict(exercise.id, exercise.title, "wrong", 0, exercise.points, message, tuple(details), misconception)
