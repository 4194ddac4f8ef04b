"""Run a learner's code within limits, and turn whatever happens into data."""

from __future__ import annotations

import io
import linecache
import os
import signal
import threading
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout

MAX_OUTPUT = 100_000


class TimeIsUp(BaseException):
    """Raised inside a learner's code when its time is over. Not an Exception: `except Exception` must not eat it."""


class TooMuchOutput(BaseException):
    """Raised inside a learner's code when it has printed more than MAX_OUTPUT characters."""


def attempt(function: Callable[[], dict | None], raises: tuple[str, ...] = ()) -> dict:
    """Call `function` and return `{"returned": …}` or `{"error": {type, message, line, source}}`.

    raises: names of exception types that pass through instead, for the caller to handle.
    """
    try:
        return {"returned": function()}
    except (TimeIsUp, TooMuchOutput, KeyboardInterrupt):
        raise
    except BaseException as error:  # also SystemExit and what a learner derives from BaseException
        if type(error).__name__ in raises:
            raise
        return {"error": describe_error(error)}


def describe_error(error: BaseException) -> dict:
    """Type, message, and the learner's own line: the last frame that does not belong to an installed file."""
    frames = traceback.extract_tb(error.__traceback__)
    own = [frame for frame in frames if is_learners(frame.filename)]
    line = own[-1].lineno if own else None
    source = linecache.getline(own[-1].filename, line).strip() if own and line else ""
    try:
        message = (str(error).splitlines() or [""])[0][:300]
    except Exception:
        message = "its own message cannot be shown"
    return {"type": type(error).__name__, "message": message, "line": line, "source": source}


def is_learners(filename: str) -> bool:
    """Code of a notebook cell is compiled under a name that is no file (`<…>`) or one that ipykernel invents."""
    return (
        filename.startswith("<")
        and not filename.startswith("<frozen")
        or "ipykernel_" in os.path.basename(os.path.dirname(filename))
    )


@contextmanager
def time_limit(seconds: float) -> Iterator[None]:
    """Raise TimeIsUp in the block after `seconds`, and every second from then on should it be swallowed.

    Works in the main thread of systems with interval timers; elsewhere it does nothing. A running `lax.while_loop`
    does not see it: the runner above must end the kernel.
    """
    if not hasattr(signal, "setitimer") or threading.current_thread() is not threading.main_thread():
        yield
        return

    def ring(signum: int, frame: object) -> None:
        raise TimeIsUp

    before = signal.signal(signal.SIGALRM, ring)
    signal.setitimer(signal.ITIMER_REAL, seconds, 1.0)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


class _Limited(io.TextIOBase):
    """A text stream that counts and forgets; past MAX_OUTPUT it stops the code that writes."""

    def __init__(self) -> None:
        self.count = 0

    def writable(self) -> bool:
        return True

    def write(self, text: str) -> int:
        self.count += len(text)
        if self.count > MAX_OUTPUT:
            raise TooMuchOutput
        return len(text)


@contextmanager
def silence() -> Iterator[None]:
    """Swallow what the block prints, up to a limit."""
    stream = _Limited()
    with redirect_stdout(stream), redirect_stderr(stream):
        yield
