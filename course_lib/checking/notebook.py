"""`check("1.2")` in a notebook: take the learner's names, judge them, say what came of it."""

from __future__ import annotations

import difflib
import sys
from typing import Any

from course_lib.checking import records, registry
from course_lib.checking.exercise import Exercise
from course_lib.checking.history import History
from course_lib.checking.observing import observe
from course_lib.checking.session import Session
from course_lib.checking.usage import forbidden_uses, names_from_elsewhere
from course_lib.checking.verdict import CheckFailed, Verdict, judge_observations, stopped_by_error

RESULT_MIME = "application/vnd.course.result+json"
SELF_CHECK_SEED = 0
session: Session | None = None  # set by the pytest plug-in when its kernel starts


def check(id: str) -> None:
    """Check the answer to an exercise. Prints ✓ and what to take away, or raises CheckFailed with what to mend.

    Raises: CheckFailed; ValueError for an id that no exercise has.
    """
    verdict = evaluate(str(id))  # check(0.1) is meant well
    records.save(verdict, _history.latest_sources())
    if verdict.state != "right":
        raise CheckFailed(verdict)
    print(verdict.text())


def publish(id: str, shipped: str | None = None) -> None:
    """Emit the verdict as data, for the pytest plug-in, which knows the hash of the stub that the file shipped with."""
    from IPython.display import display

    display({RESULT_MIME: evaluate(id, shipped).as_json(), "text/plain": id}, raw=True)


def restore() -> None:
    """Bring the session back to what the setup cell left, and confirm it, for the pytest plug-in."""
    from IPython.display import display

    session.restore()
    display({RESULT_MIME: {"restored": True}, "text/plain": "restored"}, raw=True)


def evaluate(id: str, shipped: str | None = None) -> Verdict:
    """The verdict on what the notebook's names stand for now."""
    exercise = registry.exercise(id)
    problem = _history.failure_of(exercise) or _missing(exercise, _namespace())
    if problem is not None:
        return problem
    namespace = _namespace()
    answers = {name: namespace[name] for name in exercise.names}
    cases = exercise.inputs(SELF_CHECK_SEED)
    verdict = judge_observations(exercise, registry.judge(id), cases, observe(exercise, answers, cases))
    if verdict.state == "not_attempted" and _history.has_begun(exercise, shipped):
        return _gap_left_open(exercise)
    return _with_warnings(exercise, verdict)


def _gap_left_open(exercise: Exercise) -> Verdict:
    lines = _history.source_defining(exercise.names).splitlines()
    open_lines = [n for n, line in enumerate(lines, 1) if line.strip().startswith("raise NotImplementedError")]
    where = f"line {open_lines[0]} of your cell" if open_lines else "a line of your cell"
    message = f"One step is still open: {where} raises the NotImplementedError that the cell was shipped with."
    return stopped_by_error(exercise, message)


def _with_warnings(exercise: Exercise, verdict: Verdict) -> Verdict:
    source = _history.source_defining(exercise.names)
    warnings = [
        f"⚠ uses {name}, which this exercise asks you to do without: graded, it scores nothing."
        for name in forbidden_uses(source, exercise.forbidden)
    ]
    if elsewhere := names_from_elsewhere(source, _namespace()):
        warnings.append(
            f"⚠ uses {', '.join(elsewhere)} from another cell: that cell counts only between this task and its check."
        )
    return Verdict(**{**verdict.__dict__, "warnings": tuple(warnings)})


def _namespace() -> dict[str, Any]:
    """The notebook's variables; outside IPython, those of the module that called `check`."""
    shell = _shell()
    if shell is not None:
        return shell.user_ns
    frame = sys._getframe()
    while frame.f_back is not None and frame.f_globals.get("__name__", "").startswith("course_lib"):
        frame = frame.f_back
    return frame.f_globals


def _shell() -> Any:
    get = sys.modules["IPython"].get_ipython if "IPython" in sys.modules else lambda: None
    return get()


def _missing(exercise: Exercise, namespace: dict[str, Any]) -> Verdict | None:
    for name in exercise.names:
        if name not in namespace:
            mine = [other for other, thing in namespace.items() if callable(thing) and not other.startswith("_")]
            close = difflib.get_close_matches(name, mine, n=1)
            found = f" There is `{close[0]}`: is that the one?" if close else ""
            message = (
                f"I find no function called {name}: run the cell above, or look for a typing error in its name.{found}"
            )
            return stopped_by_error(exercise, message)
        if not callable(namespace[name]):
            kind = type(namespace[name]).__name__
            return stopped_by_error(
                exercise, f"{name} is a value of type {kind}, not a function: is it overwritten below its definition?"
            )
    return None


_history = History()


def watch(shell: Any) -> None:
    """Follow the cells that a shell runs. Called once, when a notebook imports `check`."""
    shell.events.register("post_run_cell", _history.record)


if _shell() is not None:
    watch(_shell())
