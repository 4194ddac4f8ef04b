"""An observer for exercises with powers: a learner who writes `^` gets an error whose type alone says nothing."""

from __future__ import annotations

from course_lib.checking.exercise import Answers, Case, call


def call_and_mark_xor(answers: Answers, case: Case) -> dict:
    """Observe a function as `call` does, and tell a `^` that stops the code from any other TypeError."""
    observed = call(answers, case)
    error = observed.get("error", {})
    if error.get("type") == "TypeError" and ("for ^" in error["message"] or "xor" in error["message"]):
        return {**observed, "error": {**error, "type": "TypeError from ^"}}
    return observed
