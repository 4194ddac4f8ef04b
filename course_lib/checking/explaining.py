"""Say what is wrong with an answer that is no known misconception: the most elementary thing first.

Values are shown for public cases only; for the others a message names the kind of thing that is wrong.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from course_lib.checking.comparison import Difference, noun
from course_lib.checking.encoding import decode_array, describe, encode, show_number, show_values
from course_lib.checking.exercise import Case
from course_lib.checking.judge import Property
from course_lib.checking.usage import NAMES_OF_THE_SETUP_CELL

ONLY_ITS_CELLS = "Only the cells between this task and its check count: imports and helpers belong there."
STOPPED = ("error", "timeout", "output_limit", "skipped")


@dataclass(frozen=True)
class Evidence:
    """All that is known about an answer: per case what was expected (None without an oracle), received, and differs."""

    cases: list[Case]
    expected: list[dict] | None
    received: list[dict]
    differences: list[Difference | None]
    broken: tuple[Property, Case, dict] | None

    def first_wrong(self) -> int | None:
        """The case to talk about: the first public one that differs, else the first that differs."""
        wrong = [i for i, found in enumerate(self.differences) if found is not None]
        return next((i for i in wrong if self.cases[i].public), wrong[0] if wrong else None)


def explain(evidence: Evidence) -> tuple[bool, str, list[str]]:
    """Whether the code stopped before an answer, message and details: the task's own example first."""
    stopped = explain_stop(evidence)
    example = evidence.first_wrong()
    example_differs = example is not None and evidence.cases[example].public
    if stopped and not (example_differs and not any(key in evidence.received[example] for key in STOPPED)):
        return True, *stopped
    return False, *explain_difference(evidence)


def explain_stop(evidence: Evidence) -> tuple[str, list[str]] | None:
    """Message and details if the code stopped with an error, ran out of time or flooded its output, else None."""
    for case, observation in zip(evidence.cases, evidence.received, strict=True):
        if "error" in observation:
            return _explain_error(case, observation["error"])
        if "timeout" in observation:
            limit = f"{observation['timeout']:g} s"
            return f"Your code did not finish within {limit}, for {case}. Does every loop end?", []
        if "output_limit" in observation:
            return "Your code prints too much to be checked. Take the print out of the loop.", []
    return None


def _explain_error(case: Case, error: dict) -> tuple[str, list[str]]:
    if error["type"].startswith("TooManyCalls"):
        return f"Your loop does not end: {error['message']}.", [f"tried: {case}"]
    text = f"{error['type']}: {error['message']}" if error["message"] else error["type"]
    where = f" in line {error['line']} of your cell: `{error['source']}`" if error.get("line") else ""
    details = [f"tried: {case}", f"the arguments it was given: {_shown_arguments(case)}"]
    if error["type"] == "NameError":
        name = re.search(r"name '(\w+)'", error["message"])
        from_setup = name and name[1] in NAMES_OF_THE_SETUP_CELL
        details.append(
            f"{name[1]} comes from the first code cell: run that cell again." if from_setup else ONLY_ITS_CELLS
        )
    return f"Your code stopped: {text}{where}", details


def explain_difference(evidence: Evidence) -> tuple[str, list[str]]:
    """Message and details for a result that is wrong: structure, shape, dtype, nan; a property; values."""
    order = ("structure", "shape", "dtype", "nan")
    found = evidence.differences
    elementary = [
        (not evidence.cases[i].public, order.index(d.kind), i)
        for i, d in enumerate(found)
        if d is not None and d.kind in order and not any(key in evidence.received[i] for key in STOPPED)
    ]
    example = evidence.first_wrong()
    example_is_off_by_value = example is not None and evidence.cases[example].public and found[example].kind == "value"
    if elementary and not example_is_off_by_value:
        *_, i = min(elementary)
        return f"For {evidence.cases[i]}: {found[i].place()}{found[i].message}.", details(evidence)
    if evidence.broken is not None:
        broken, case, observation = evidence.broken
        message = broken.message(case, observation) if callable(broken.message) else broken.message
        also = evidence.first_wrong()
        if also is None or evidence.cases[also] is case:
            return message, details(evidence) or [f"seen for {case}"]
        return message, [f"seen for {case}", *details(evidence, "wrong too")]
    return _explain_values(evidence), details(evidence)


def _explain_values(evidence: Evidence) -> str:
    i = evidence.first_wrong()
    case, found = evidence.cases[i], evidence.differences[i]
    if case.public and "returned" in evidence.expected[i]:
        sides = (evidence.expected[i]["returned"], evidence.received[i]["returned"])
        wanted, got = (_at(side, found, digits=4) for side in sides)
        if wanted == got:  # the difference lies further back
            wanted, got = (_at(side, found, digits=9) for side in sides)
        where = found.place() + ("it" if found.path else "the result")
        if found.index:
            entry = found.index[0] if len(found.index) == 1 else found.index
            where = f"{found.place()}the entry at index {entry}"
        return f"For {case}, {where} should be {wanted} and is {got}."
    right = [str(case) for case, d in zip(evidence.cases, evidence.differences, strict=True) if d is None]
    also = f" It is right for {', '.join(right[:3])}." if right else ""
    return f"For {case}: {found.place()}{found.message}.{also}"


def _at(tree: dict, found: Difference, digits: int) -> str:
    for step in found.path:
        tree = tree["sequence"][step] if "sequence" in tree else dict(tree["mapping"])[step]
    try:
        return show_number(decode_array(tree)[found.index].item(), digits)
    except (ValueError, IndexError, TypeError, AttributeError):
        return show_values(tree)


def details(evidence: Evidence, label: str = "tried") -> list[str]:
    """What was tried, expected and received: values for a public case, kinds of things for another."""
    i = evidence.first_wrong()
    if evidence.expected is None or i is None:
        return []
    case = evidence.cases[i]
    lines = [f"{label}: {case}" + (f", {_shown_arguments(case)}" if case.public else "")]
    show = show_values if case.public else kind_of_thing
    sides = (evidence.expected[i], evidence.received[i])
    wanted, got = (show(side["returned"]) if "returned" in side else "" for side in sides)
    if wanted != got and (case.public or got):
        lines += [f"{side}: {text}" for side, text in (("expected", wanted), ("received", got)) if text]
    return lines


def kind_of_thing(tree: dict) -> str:
    """What a tree is, without values and widths."""
    return noun(tree) if "array" in tree else describe(tree)


def _shown_arguments(case: Case) -> str:
    def short(value: object) -> str:
        if hasattr(value, "label"):
            return repr(value)
        tree = encode(value)
        return show_values(tree) if case.public else kind_of_thing(tree)

    return ", ".join(f"{name} = {short(value)}" for name, value in case.arguments.items())
