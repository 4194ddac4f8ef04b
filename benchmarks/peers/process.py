"""A worker seen from the process that measures: started with equal threads, asked, stopped."""

import json
import os
import subprocess
import tempfile
import time
from pathlib import Path

from peers.data import THREADS

ENVIRONMENT = {
    **{name: str(THREADS) for name in ("OMP_NUM_THREADS", "MKL_NUM_THREADS", "OPENBLAS_NUM_THREADS")},
    "CUDA_VISIBLE_DEVICES": "-1",
    "JAX_PLATFORMS": "cpu",
    "KERAS_BACKEND": "tensorflow",
    "TF_CPP_MIN_LOG_LEVEL": "3",
    "PYTHONPATH": str(Path(__file__).resolve().parents[1]),
}
# What would make a run here differ from a run there: flags for XLA, and compilations kept from an earlier run.
LEFT_OUT = ("XLA_FLAGS", "TF_XLA_FLAGS", "JAX_COMPILATION_CACHE_DIR", "JAX_NUM_CPU_DEVICES", "OMP_WAIT_POLICY")


class WorkerError(RuntimeError):
    """A worker that ended, with the last lines it wrote."""


class Worker:
    """One implementation of one model, ready to train; it sleeps until it is asked."""

    def __init__(self, python: Path | str, implementation: str, model: str) -> None:
        self.name, self.began = f"{implementation} {model}", time.perf_counter()
        kept = {name: value for name, value in os.environ.items() if name not in LEFT_OUT}
        self._errors = tempfile.TemporaryFile("w+", encoding="utf-8", errors="replace")  # noqa: SIM115
        self._process = subprocess.Popen(
            [str(python), "-m", "peers.worker", implementation, model],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._errors,
            text=True,
            env={**kept, **ENVIRONMENT},
        )

    def __enter__(self) -> "Worker":
        return self

    def __exit__(self, *_: object) -> None:
        self._process.stdin.close()
        try:
            self._process.wait(timeout=20)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._process.stdout.close()
        self._errors.close()

    def age(self) -> float:
        """Give the seconds since the process started."""
        return time.perf_counter() - self.began

    def versions(self) -> dict[str, str]:
        """Wait until the model is built, and name the versions it runs on. To be called once, before anything else."""
        return self._answer()["versions"]

    def train(self, epochs: int = 1) -> dict[str, float]:
        """Train: {"seconds", "loss"}."""
        return self._ask(f"train {epochs}")

    def peak_mebibytes(self) -> float:
        """Give the most memory that the process held so far."""
        return self._ask("memory")["MiB"]

    def _ask(self, command: str) -> dict:
        try:
            self._process.stdin.write(command + "\n")
            self._process.stdin.flush()
        except BrokenPipeError:
            pass  # it ended: the answer says so
        return self._answer()

    def _answer(self) -> dict:
        line = self._process.stdout.readline()
        if not line:
            self._errors.seek(0)
            raise WorkerError(f"{self.name} ended: " + "\n".join(self._errors.read().splitlines()[-8:]))
        return json.loads(line)
