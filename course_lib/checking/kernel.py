"""A kernel that runs a learner's cells one by one and survives what they do: hang, die, flood."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from queue import Empty

from nbval.kernel import CURRENT_ENV_KERNEL_NAME, RunningKernel

from course_lib.checking.notebook import RESULT_MIME

MAX_PRINTED = 100_000
POLL_SECONDS = 0.5
GRACE_SECONDS = 2.0


@dataclass
class CellRun:
    """What one cell did. `ended`: "done", "timeout", "died" or "flood"; `result`: data published under RESULT_MIME."""

    ended: str = "done"
    error: dict | None = None
    result: dict | None = None
    printed: int = 0
    seconds: float = field(default=0.0)


class CellRunner:
    """Runs cells in a kernel of the Python that pytest runs in. A kernel that had to be killed is replaced."""

    def __init__(self, folder: str, prelude: str) -> None:
        self.folder, self.prelude = folder, prelude
        self.kernel: RunningKernel | None = None
        self._start()

    def _start(self) -> None:
        self.kernel = RunningKernel(CURRENT_ENV_KERNEL_NAME, cwd=self.folder)
        started = self._run(self.prelude, seconds=120)
        if started.ended != "done" or started.error:
            raise RuntimeError(f"the first cell does not run: {started.error or started.ended}")

    def run(self, source: str, seconds: float) -> CellRun:
        """Run a cell for at most `seconds`. If it does not end by itself, a fresh kernel follows."""
        outcome = self._run(source, seconds)
        if outcome.ended != "done":
            self.restart()
        return outcome

    def restart(self) -> None:
        """A fresh kernel with the prelude run."""
        self.stop()
        self._start()

    def stop(self) -> None:
        if self.kernel is not None:
            self.kernel.stop()
            self.kernel = None

    def _run(self, source: str, seconds: float) -> CellRun:
        began = time.monotonic()
        outcome = CellRun()
        message_id = self.kernel.execute_cell_input(source, allow_stdin=False)
        deadline, interrupted = began + seconds, False
        while True:
            try:
                message = self.kernel.get_message("iopub", timeout=POLL_SECONDS)
            except Empty:
                message = None
            now = time.monotonic()
            outcome.seconds = now - began
            if message is not None and message["parent_header"].get("msg_id") == message_id:
                if message["msg_type"] == "status" and message["content"]["execution_state"] == "idle":
                    if interrupted:
                        outcome.ended = "timeout"
                    return outcome
                self._take(message, outcome)
                if outcome.printed > MAX_PRINTED:
                    outcome.ended = "flood"
                    return outcome
            elif message is None and not self.kernel.is_alive():
                outcome.ended = "died"
                return outcome
            if now > deadline:
                if interrupted:
                    outcome.ended = "timeout"
                    return outcome
                self.kernel.interrupt()
                interrupted, deadline = True, now + GRACE_SECONDS

    def _take(self, message: dict, outcome: CellRun) -> None:
        content = message["content"]
        if message["msg_type"] == "stream":
            outcome.printed += len(content.get("text", ""))
        elif message["msg_type"] == "error":
            outcome.error = {"type": content["ename"], "message": content["evalue"]}
        elif message["msg_type"] in ("display_data", "execute_result"):
            data = content.get("data", {})  # a figure is no flood: only its text counts
            outcome.printed += sum(len(str(value)) for kind, value in data.items() if kind.startswith("text/"))
            outcome.result = data.get(RESULT_MIME, outcome.result)
