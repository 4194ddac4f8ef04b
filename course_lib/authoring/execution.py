"""Run a notebook once, in a strict kernel of this very Python."""

import os
import sys
import tempfile
import time
from pathlib import Path

from jupyter_client.kernelspec import KernelSpec, KernelSpecManager
from jupyter_client.manager import AsyncKernelManager
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError

from course_lib.authoring.assembly import Built
from course_lib.authoring.sources import SourceError
from course_lib.authoring.strict import NOWHERE

CELL_SECONDS = 300
ROOT = Path(__file__).resolve().parents[2]


class _ThisPython(KernelSpecManager):
    """The one kernel there is, whatever kernels the user has installed under the name python3."""

    def get_kernel_spec(self, kernel_name: str) -> KernelSpec:
        argv = [sys.executable, "-m", "course_lib.authoring.strict", "-f", "{connection_file}", "--log-level=ERROR"]
        return KernelSpec(argv=argv, language="python", display_name="Python 3")


def execute(built: Built, folder: Path) -> None:
    """Run every cell in `folder`; the outputs, the seconds and the peak memory are written into `built`.

    Raises: SourceError naming the cell that raised, ran longer than CELL_SECONDS, or lost its kernel.
    """
    manager = AsyncKernelManager(kernel_name="python3", kernel_spec_manager=_ThisPython())
    running: dict = {"index": 0, "peak": None}

    def before(cell, cell_index: int) -> None:
        running["index"] = cell_index

    def after(cell, cell_index: int, execute_reply) -> None:
        running["peak"] = _peak_mebibytes(manager) or running["peak"]

    client = NotebookClient(
        built.notebook, km=manager, timeout=CELL_SECONDS, store_widget_state=False, record_timing=False,
        on_cell_start=before, on_cell_executed=after,
    )  # fmt: skip
    client.owns_km = True  # so that the kernel goes when the run ends
    start = time.perf_counter()
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as scratch:
        try:
            client.execute(cwd=str(folder), env=_environment(Path(scratch)))
        except (CellExecutionError, CellTimeoutError, DeadKernelError, RuntimeError) as error:
            raise _explain(built, running["index"], error) from None
    built.seconds, built.peak_mebibytes = time.perf_counter() - start, running["peak"]


def _environment(scratch: Path) -> dict[str, str]:
    variables = ("http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY")
    return {
        **os.environ,
        **dict.fromkeys(variables, "http://{}:{}".format(*NOWHERE)),
        "NO_PROXY": "localhost,127.0.0.1,::1",
        "COURSE_PROGRESS_FILE": str(scratch / "progress.json"),
        "IPYTHONDIR": str(scratch / "ipython"),
        "JAX_DEBUG_KEY_REUSE": "1",
        "JAX_PLATFORMS": "cpu",
        "MPLBACKEND": "module://matplotlib_inline.backend_inline",
        "PYTHONHASHSEED": "0",
        "PYTHONPATH": os.pathsep.join(filter(None, (str(ROOT), os.environ.get("PYTHONPATH")))),
        "TQDM_DISABLE": "1",
    }


def _explain(built: Built, index: int, error: Exception) -> SourceError:
    cell = built.notebook.cells[index]
    first = next((line for line in cell.source.splitlines() if line.strip()), "")
    if isinstance(error, CellExecutionError):
        reason = f"{error.ename}: {error.evalue}"
    elif isinstance(error, CellTimeoutError):
        reason = f"it ran longer than {CELL_SECONDS} s"
    else:
        reason = f"its kernel stopped ({error})"
    return built.source.error(built.lines[index], f"in the cell that starts `{first}`: {reason}")


def _peak_mebibytes(manager: AsyncKernelManager) -> float | None:
    """Return the kernel's largest memory so far; None where the system has no /proc."""
    try:
        status = Path(f"/proc/{manager.provisioner.process.pid}/status").read_text(encoding="ascii")
        return next(int(line.split()[1]) / 1024 for line in status.splitlines() if line.startswith("VmHWM"))
    except (OSError, AttributeError, StopIteration):
        return None
