"""An exercise, second half: what is right, what is a known mistake, and what to say.

Nothing of this half enters a sandbox or an exercise notebook.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from course_lib.checking.exercise import Answers, Case, Exercise

Answer = Callable | type | Mapping[str, Any]


@dataclass(frozen=True)
class Misconception:
    """A mistake that learners really make, as code.

    wrong: one or more implementations that yield the same message (a function, a class, or for an exercise with
    several names a mapping of the wrong ones; the rest then comes from the oracle). Each is a top-level function or
    class that uses only np, jax, jnp, lax and what it defines itself: tests paste its source into a notebook.
    message: what the learner thinks wrongly, and a question or a small experiment that shows it. Never the answer.
    loops: the mistake never ends; it is recognised by running out of time.
    """

    name: str
    message: str
    wrong: tuple[Answer, ...]
    loops: bool = False

    def __post_init__(self) -> None:
        if not isinstance(self.wrong, tuple):
            object.__setattr__(self, "wrong", (self.wrong,))


@dataclass(frozen=True)
class Property:
    """Something every right answer has: (case, observation) → bool, with what to say when it fails.

    Exercises without an oracle (random functions, trained models) are judged by properties alone; elsewhere they
    name what is wrong with an answer that is no known misconception. `holds` may raise on malformed observations:
    that counts as not holding.
    """

    name: str
    holds: Callable[[Case, dict], bool]
    message: str | Callable[[Case, dict], str]


@dataclass(frozen=True)
class Judge:
    """How answers to one exercise are judged.

    oracle: an implementation independent of the library function under study, observed like the answer; None where
    properties alone decide. alternatives: right answers in other styles, at least two, which tests submit.
    takeaway: one or two sentences shown with ✓.
    """

    id: str
    oracle: Answer | None
    takeaway: str
    misconceptions: tuple[Misconception, ...]
    alternatives: tuple[Answer, ...]
    properties: tuple[Property, ...] = ()
    rtol: float = 1e-4
    atol: float = 1e-5


def as_answers(exercise: Exercise, answer: Answer, rest: Answer | None = None) -> Answers:
    """The mapping name → object for an implementation; missing names are taken from `rest`."""
    given = dict(answer) if isinstance(answer, Mapping) else {exercise.name: answer}
    others = {} if rest is None else as_answers(exercise, rest)
    missing = [name for name in exercise.names if name not in given and name not in others]
    if missing:
        raise ValueError(f"answer: the names {exercise.names} are expected, {missing} missing")
    return {name: given.get(name, others.get(name)) for name in exercise.names}


def source_of(exercise: Exercise, answer: Answer) -> str:
    """Python source that defines the exercise's names as `answer` does, for pasting into a notebook cell."""
    given = answer if isinstance(answer, Mapping) else {exercise.name: answer}
    parts = []
    for name, thing in given.items():
        parts.append(inspect.getsource(thing) + (f"\n{name} = {thing.__name__}\n" if thing.__name__ != name else ""))
    return "\n".join(parts)
