"""The cells that a notebook's kernel has run: which of them define an answer, and whether they got that far."""

from __future__ import annotations

import re
from typing import Any

from course_lib.checking import registry
from course_lib.checking.answers import hash_source, stub_hashes
from course_lib.checking.exercise import Exercise
from course_lib.checking.explaining import ONLY_ITS_CELLS
from course_lib.checking.running import describe_error
from course_lib.checking.verdict import CheckFailed, Verdict, stopped_by_error


class History:
    """The cells run so far: the latest source of each, and which of them failed."""

    def __init__(self) -> None:
        self.cells: dict[str, str] = {}
        self.order: list[str] = []
        self.failures: dict[str, BaseException] = {}

    def record(self, result: Any) -> None:
        """IPython calls this after every cell."""
        source = result.info.raw_cell or ""
        key = result.info.cell_id or f"source:{hash_source(source)}"
        self.cells[key] = source
        self.order = [other for other in self.order if other != key] + [key]
        self.failures.pop(key, None)
        error = result.error_before_exec or result.error_in_exec
        if error is not None and not isinstance(error, CheckFailed):
            self.failures[key] = error

    def latest_sources(self) -> list[str]:
        return list(self.cells.values())

    def source_defining(self, names: tuple[str, ...]) -> str:
        """The sources of the latest cells that define each of `names`."""
        keys = {key for name in names for key in [self._latest_defining(name)] if key}
        return "\n".join(self.cells[key] for key in self.order if key in keys)

    def _latest_defining(self, name: str) -> str | None:
        word = rf"{re.escape(name)}\b"
        binding = rf"^\s*(?:async\s+def|def|class)\s+{word}|^\s*{word}\s*(?::[^=\n]*)?=[^=]|\bimport\b.*\b{word}"
        pattern = re.compile(binding, re.MULTILINE)
        return next((key for key in reversed(self.order) if pattern.search(self.cells[key])), None)

    def has_begun(self, exercise: Exercise, shipped: str | None) -> bool:
        """Whether the latest answer differs from the stub it was shipped as (where that is known)."""
        shipped = shipped or stub_hashes(registry.chapter_of(exercise.id)).get(exercise.id)
        source = self.source_defining(exercise.names)
        return bool(source) and shipped is not None and shipped != hash_source(source)

    def failure_of(self, exercise: Exercise) -> Verdict | None:
        """A verdict if the latest cell that should define the answer stopped before it could."""
        for name in exercise.names:
            key = self._latest_defining(name)
            error = self.failures.get(key) if key else None
            if isinstance(error, SyntaxError):
                where = f" in line {error.lineno} of your cell: `{(error.text or '').strip()}`" if error.lineno else ""
                kind = "Indentation" if isinstance(error, IndentationError) else "Syntax"
                return stopped_by_error(exercise, f"{kind} error: {error.msg}{where}. Mend it and run the cell again.")
            if error is not None:
                told = describe_error(error)
                where = f" in line {told['line']}: `{told['source']}`" if told["line"] else ""
                message = f"Your cell stopped: {told['type']}: {told['message']}{where}. Mend it and run it again."
                return stopped_by_error(exercise, message, *([ONLY_ITS_CELLS] if told["type"] == "NameError" else []))
        return None
