"""An exercise, first half: what is asked, with which inputs, and how an answer is observed.

This half may stand beside hostile code. It holds no expected value.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np

from course_lib.checking.encoding import encode
from course_lib.checking.functions import CountedFunction
from course_lib.checking.running import attempt

Answers = Mapping[str, Any]  # the learner's names → the objects they stand for


@dataclass(frozen=True)
class Case:
    """One set of arguments. NumPy arrays among them reach the answer as JAX arrays.

    `name` completes the sentence "for …": "the example of the task", "a batch of one".
    `function` says which of several names is called; the first of the exercise otherwise.
    `public` cases stand in the task: messages may show their values.
    """

    name: str
    arguments: Mapping[str, Any] = field(default_factory=dict)
    public: bool = False
    function: str | None = None

    def __str__(self) -> str:
        return self.name


def call(answers: Answers, case: Case) -> dict:
    """Observe a function: what it returns for JAX arrays, and whether it changes NumPy arrays it is given.

    Arguments go by position, so that a learner may rename them. On NumPy copies an error is no failure: a right
    answer may need what only JAX arrays have.
    """
    function = answers[case.function] if case.function else next(iter(answers.values()))
    observed = attempt(lambda: encode(function(*to_jax(case.arguments).values())), raises=("NotImplementedError",))
    return {**observed, "changes": _changed_arguments(function, case.arguments)}


@dataclass(frozen=True)
class Exercise:
    """What a learner is asked.

    id: "1.2"; names: what the learner's cell must define; difficulty 1–4; seconds: limit for the whole check;
    inputs: seed → cases; observe: (answers, case) → tree of JSON values, `call` unless the answer is more than a
    function of arrays; forbidden: dotted names whose use would make the exercise empty ("jax.grad").
    """

    id: str
    names: tuple[str, ...]
    title: str
    points: int
    minutes: int
    difficulty: int
    inputs: Callable[[int], list[Case]]
    observe: Callable[[Answers, Case], dict] = call
    forbidden: tuple[str, ...] = ()
    seconds: float = 10.0
    ships_wrong: bool = False

    def __post_init__(self) -> None:
        chapter, _, number = self.id.partition(".")
        if not (chapter.isdigit() and number.isdigit()):
            raise ValueError(f'id: "chapter.number" is expected, received {self.id!r}')
        if not 1 <= self.difficulty <= 4:
            raise ValueError(f"difficulty: 1 to 4 is expected, received {self.difficulty}")
        if not self.names or isinstance(self.names, str):
            raise ValueError(f"names: a tuple of names is expected, received {self.names!r}")

    @property
    def name(self) -> str:
        """The first name: what the stub's error and messages call the answer."""
        return self.names[0]

    @property
    def chapter(self) -> int:
        return int(self.id.partition(".")[0])


def fresh(case: Case) -> Case:
    """The same case with its own copies of arrays and counters at zero: what one answer does cannot reach the next."""
    return replace(case, arguments=_copy(case.arguments, np.copy))


def to_jax(tree: Any) -> Any:
    """The same tree with fresh JAX arrays for NumPy arrays, and fresh counters for counted functions."""
    import jax.numpy as jnp

    return _copy(tree, jnp.asarray)


def _changed_arguments(function: Callable, arguments: Mapping[str, Any]) -> list[str]:
    copies = _copy(dict(arguments), np.copy)
    attempt(lambda: function(*copies.values()) and None)
    return [name for name in arguments if encode(copies[name]) != encode(arguments[name])]


def _copy(tree: Any, copy_array: Callable[[np.ndarray], Any]) -> Any:
    """A tree of the same structure, its NumPy arrays copied, its counted functions counting from zero."""
    if isinstance(tree, Mapping):
        return {name: _copy(item, copy_array) for name, item in tree.items()}
    if type(tree) in (list, tuple):
        return type(tree)(_copy(item, copy_array) for item in tree)
    if type(tree) is np.ndarray:
        return copy_array(tree)
    return tree.fresh() if isinstance(tree, CountedFunction) else tree
