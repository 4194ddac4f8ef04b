"""Functions handed to a learner's code as arguments: named, seeded, and counted."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any


class TooManyCalls(RuntimeError):
    """A function argument was called more often than any right answer needs: most likely an endless loop."""


class CountedFunction:
    """A function argument that stops an endless loop by counting its calls.

    label: how messages name it, for example "f(θ) = Σ θ³". limit: calls allowed in one run of the answer.
    """

    def __init__(self, function: Callable[..., Any], label: str, limit: int = 5_000) -> None:
        self.function, self.label, self.limit, self.calls = function, label, limit, 0

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        self.calls += 1
        if self.calls > self.limit:
            raise TooManyCalls(f"{self.label} was called more than {self.limit} times")
        return self.function(*args, **kwargs)

    def fresh(self) -> CountedFunction:
        """The same function with its count at zero."""
        return CountedFunction(self.function, self.label, self.limit)

    def __repr__(self) -> str:
        return self.label
