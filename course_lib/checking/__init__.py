"""The engine that checks every exercise.

An exercise is one object in two halves: an `Exercise` (what is asked, inputs, how an answer is observed; in
`course_lib/probes/<stem>.py`, list `EXERCISES`) and a `Judge` (oracle, properties, misconceptions, take-away; in
`course_lib/judges/<stem>.py`, list `JUDGES`). Nothing else is needed: `check("1.2")`, the pytest plug-in, `progress`
and the tests find them by id.

    Exercise.inputs(seed) -> [Case(name, {argument: value, …}, public=…), …]    NumPy arrays reach answers as JAX ones
    Exercise.observe(answers, case) -> JSON tree                       default `call`: returned value, changed arguments
    Judge(oracle, misconceptions, alternatives, properties, rtol, atol, takeaway)

Kinds of answers, each shown by a worked example in tests/toy_exercises.py:
arrays and pytrees — default `call`; functions as arguments — `CountedFunction` in a case (a loop that never ends
becomes an error); returned functions and stateful objects — an `observe` that calls them by a script and returns
`{"returned": encode(trace), "changes": []}`; random functions — an `observe` that reduces many keys to invariants and
statistics, with the judge's tolerances as bounds, or properties; trained models — an `observe` that returns
predictions on held-out inputs, and a property with the threshold.
"""

from course_lib.checking.encoding import decode_array, encode
from course_lib.checking.exercise import Case, Exercise, call, to_jax
from course_lib.checking.functions import CountedFunction
from course_lib.checking.judge import Judge, Misconception, Property

__all__ = [
    "Case",
    "CountedFunction",
    "Exercise",
    "Judge",
    "Misconception",
    "Property",
    "call",
    "decode_array",
    "encode",
    "to_jax",
]
