"""Say what is wrong with this environment and how to mend it, one line each."""

import argparse
import os
import shutil
import subprocess
import sys
from pathlib import Path

from course_lib.commands import _findings, _pins, environment
from course_lib.commands._findings import Finding

JUPYTER_PORTS = range(8888, 8939)  # the ports that `start` tries
JAX_TRIAL = "import jax; print(jax.__version__, jax.devices()[0].platform, float(jax.numpy.ones(2).sum()))"


def findings() -> list[Finding]:
    """Look at everything, in the order in which faults should be mended."""
    command = _findings.kernel_command(_kernel_folders())
    found: list[Finding | None] = [
        _findings.python_finding(tuple(sys.version_info)),
        _findings.venv_finding(environment.python_in(environment.VENV)),
        *_findings.package_findings(_pins.read_pins(environment.REQUIREMENTS["learner"]), _pins.installed()),
        _findings.kernel_finding(command, has_ipykernel="ipykernel" in _pins.installed()),
        _findings.course_finding(command if command and shutil.which(command) else sys.executable),
        _findings.port_finding(JUPYTER_PORTS),
        _findings.disk_finding(shutil.disk_usage(environment.ROOT).free // 2**20),
        _findings.jax_finding(_findings.attempt([sys.executable, "-c", JAX_TRIAL], seconds=120), os.environ),
    ]
    return [each for each in found if each]


def report() -> None:
    """Print the findings, for a notebook."""
    _print(findings())


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments, of which there are none."""


def run(args: argparse.Namespace) -> int:
    """Print the findings and return 1 if anything is wrong, speaking of .venv where this Python has nothing of it."""
    python = environment.python_in(environment.VENV)
    speaks_of_venv = python.exists() and Path(sys.prefix) != environment.VENV and environment.missing("learner")
    if speaks_of_venv and _findings.venv_finding(python) is None:
        return subprocess.call([python, "-m", "course_lib", "doctor"], cwd=environment.ROOT)
    return 0 if _print(findings()) else 1


def _print(found: list[Finding]) -> bool:
    print(*found, sep="\n")
    wrong = sum(not finding.is_right for finding in found)
    print("All is well." if not wrong else f"{wrong} to mend, the first one first.")
    return not wrong


def _kernel_folders() -> list[Path]:
    try:
        from jupyter_core.paths import jupyter_path
    except ImportError:
        return []
    return [Path(folder) for folder in jupyter_path("kernels")]
