"""From observations to a verdict: right, a known misconception, or the most elementary difference."""

from __future__ import annotations

from dataclasses import asdict, dataclass

from course_lib.checking.comparison import Difference, compare
from course_lib.checking.encoding import decode_array, describe, show_values
from course_lib.checking.exercise import Case, Exercise
from course_lib.checking.judge import Judge, Misconception, Property, as_answers
from course_lib.checking.observing import observe

STATES = ("right", "wrong", "error", "not_attempted")
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


def judge_observations(exercise: Exercise, judge: Judge, cases: list[Case], received: list[dict]) -> Verdict:
    """Judge what an answer yielded on `cases`. Pure: nothing of the answer runs here."""
    if any("not_attempted" in observation for observation in received):
        return not_attempted(exercise)
    expected = _observe_as(exercise, judge, judge.oracle, cases) if judge.oracle is not None else None
    differences = _differences(judge, expected, received)
    broken = _broken_property(judge, cases, received)
    stopped = any(key in observation for observation in received for key in ("timeout", "output_limit", "skipped"))
    failed = any("error" in observation for observation in received) and expected is None
    if not any(differences) and broken is None and not stopped and not failed:
        return Verdict(
            exercise.id, exercise.title, "right", exercise.points, exercise.points, f"Take away: {judge.takeaway}"
        )
    known = recognise(exercise, judge, cases, received)
    if known is not None:
        details = _evidence(cases, expected, received, differences)
        return _wrong(exercise, known.message, details, misconception=known.name)
    return _unknown(exercise, cases, expected, received, differences, broken)


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
            yielded = _observe_as(exercise, judge, wrong, cases)
            if all(_same(judge, a, b) for a, b in zip(yielded, received, strict=True)):
                return misconception
    return None


def _observe_as(exercise: Exercise, judge: Judge, answer: object, cases: list[Case]) -> list[dict]:
    return observe(exercise, as_answers(exercise, answer, judge.oracle), cases, seconds=max(exercise.seconds, 30.0))


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
            return Difference("structure", "", f"your code changes its argument {changed}; work on a copy")
        return found
    if any(key in got for key in ("error", "timeout", "output_limit", "skipped")):
        return Difference("structure", "", "no result")
    return _compare_trees(judge, wanted, got)


def _compare_trees(judge: Judge, wanted: dict, got: dict) -> Difference | None:
    """Custom observations are plain mappings of names to encoded values or JSON scalars."""
    if wanted.keys() != got.keys():
        return Difference("structure", "", f"{sorted(wanted)} is wanted, you return {sorted(got)}")
    found = [
        found
        for name in wanted
        if (found := compare(wanted[name], got[name], judge.rtol, judge.atol, path=f" ({name})")) is not None
    ]
    return found[0] if found else None


def _differences(judge: Judge, expected: list[dict] | None, received: list[dict]) -> list[Difference | None]:
    if expected is None:
        return [None] * len(received)
    return [difference(judge, a, b) for a, b in zip(expected, received, strict=True)]


def _broken_property(judge: Judge, cases: list[Case], received: list[dict]) -> tuple[Property, Case, dict] | None:
    for property_ in judge.properties:
        for case, observation in zip(cases, received, strict=True):
            if any(key in observation for key in ("error", "timeout", "output_limit", "skipped")):
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


def _unknown(
    exercise: Exercise,
    cases: list[Case],
    expected: list[dict] | None,
    received: list[dict],
    differences: list[Difference | None],
    broken: tuple[Property, Case, dict] | None,
) -> Verdict:
    """No known misconception: say the most elementary thing that is wrong."""
    for case, observation in zip(cases, received, strict=True):
        if "error" in observation:
            return _error(exercise, case, observation["error"])
        if "timeout" in observation:
            return stopped_by_error(
                exercise,
                f"Your code did not finish within {observation['timeout']:g} s, for {case}. Does every loop end?",
            )
        if "output_limit" in observation:
            return stopped_by_error(
                exercise, "Your code prints too much to be checked. Take the print out of the loop."
            )
    order = ("structure", "shape", "dtype", "nan")
    elementary = [(order.index(d.kind), i) for i, d in enumerate(differences) if d is not None and d.kind in order]
    if elementary:
        _, i = min(elementary)
        found = differences[i]
        message = f"For {cases[i]}: {found.message}{found.path}."
        return _wrong(exercise, message, _evidence(cases, expected, received, differences))
    if broken is not None:
        property_, case, observation = broken
        message = property_.message(case, observation) if callable(property_.message) else property_.message
        return _wrong(exercise, message, [f"seen for {case}"] + _evidence(cases, expected, received, differences))
    return _wrong(
        exercise,
        _value_message(cases, expected, received, differences),
        _evidence(cases, expected, received, differences),
    )


def _error(exercise: Exercise, case: Case, error: dict) -> Verdict:
    text = f"{error['type']}: {error['message']}" if error["message"] else error["type"]
    where = f" in line {error['line']} of your cell: `{error['source']}`" if error.get("line") else ""
    details = [f"tried: {case}", f"the arguments it was given: {_shown_arguments(case)}"]
    return stopped_by_error(exercise, f"Your code stopped: {text}{where}", *details)


def _value_message(cases: list[Case], expected: list[dict], received: list[dict], differences: list) -> str:
    """Values are wrong and nothing more elementary: show the public example, name the others."""
    wrong = [i for i, d in enumerate(differences) if d is not None]
    right = [str(cases[i]) for i, d in enumerate(differences) if d is None]
    shown = [i for i in wrong if cases[i].public]
    i = (shown or wrong)[0]
    found = differences[i]
    place = f"{found.path} " if found.path else ""
    if cases[i].public and "returned" in expected[i]:
        wanted, got = _at(expected[i]["returned"], found), _at(received[i]["returned"], found)
        where = f"the entry at index {_index(found.index)}" if found.index else "the result"
        return f"For {cases[i]}, {where} should be {wanted} and is {got}."
    also = f" It is right for {', '.join(right[:3])}." if right else ""
    return f"For {cases[i]}: {place}{found.message}.{also}"


def _at(tree: dict, found: Difference) -> str:
    try:
        return f"{decode_array(tree)[found.index]:.4g}" if found.index is not None else show_values(tree)
    except (ValueError, IndexError, TypeError):
        return show_values(tree)


def _index(index: tuple[int, ...]) -> str:
    return str(index[0]) if len(index) == 1 else str(index)


def _evidence(cases: list[Case], expected: list[dict] | None, received: list[dict], differences: list) -> list[str]:
    """What was tried, expected and received: values for the public example, kinds for the others."""
    wrong = [i for i, d in enumerate(differences) if d is not None]
    if expected is None or not wrong:
        return []
    i = next((i for i in wrong if cases[i].public), wrong[0])
    lines = [f"tried: {cases[i]}"]
    if cases[i].public:
        lines[0] += f", {_shown_arguments(cases[i])}"
    show = show_values if cases[i].public else describe
    wanted, got = (show(side[i]["returned"]) if "returned" in side[i] else "" for side in (expected, received))
    if wanted != got:
        lines += [f"{label}: {text}" for label, text in (("expected", wanted), ("received", got)) if text]
    return lines


def _shown_arguments(case: Case) -> str:
    from course_lib.checking.encoding import encode

    def short(value: object) -> str:
        tree = encode(value)
        if "callable" in tree:
            return repr(value) if hasattr(value, "label") else tree["callable"]
        return show_values(tree) if case.public else describe(tree)

    return ", ".join(f"{name} = {short(value)}" for name, value in case.arguments.items())
