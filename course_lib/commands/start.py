"""Make the environment and open JupyterLab on chapter 00."""

import argparse
import os
import subprocess
import sys
from pathlib import Path

from course_lib.commands import environment
from course_lib.commands._compiling import cache_environment

FIRST_PAGE = "notebooks/00_start_here.ipynb"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("--no-browser", action="store_true", help="print the address, open no browser")
    parser.add_argument("--port", type=int, help="port to try first (where it is taken, the next free one is used)")


def run(args: argparse.Namespace) -> int:
    """Open JupyterLab from an environment that has what a learner needs."""
    python = environment.ensure("learner")
    print("JupyterLab starts. To end it, press Ctrl-C here.", flush=True)
    command = lab_command(python, browser=not args.no_browser, port=args.port)
    os.chdir(environment.ROOT)
    os.environ.update(lab_environment())
    if os.name == "nt":
        return _wait(command)
    os.execv(command[0], command)  # one process: Ctrl-C reaches JupyterLab alone


def lab_command(python: Path, *, browser: bool, port: int | None, is_root: bool | None = None) -> list[str]:
    """Return the command that opens JupyterLab on the first page and asks nothing."""
    is_root = hasattr(os, "geteuid") and os.geteuid() == 0 if is_root is None else is_root
    options = {
        "ServerApp.root_dir": str(environment.ROOT),
        "LabApp.default_url": f"/lab/tree/{FIRST_PAGE}",
        "Application.log_level": "ERROR",  # of the server's lines only its address is of use here
        "ServerApp.answer_yes": "True",  # Ctrl-C ends it without a question
        "ServerApp.port_retries": "50",
    }
    if port is not None:
        options["ServerApp.port"] = str(port)
    if not browser:
        options["ExtensionApp.open_browser"] = "False"
    if is_root:
        options["ServerApp.allow_root"] = "True"
    return [str(python), "-m", "jupyterlab", *(f"--{name}={value}" for name, value in options.items())]


def lab_environment() -> dict[str, str]:
    """Return the variables for the course's layout of open pages, its kernel, and its cache of compiled programs."""
    settings = Path(__file__).parent / "jupyter"
    others = os.environ.get("JUPYTER_CONFIG_PATH", "")
    return {
        "JUPYTER_CONFIG_PATH": os.pathsep.join([str(settings), *([others] if others else [])]),
        "JUPYTER_PREFER_ENV_PATH": "1",
        "JUPYTERLAB_WORKSPACES_DIR": str(environment.ROOT / ".cache" / "workspaces"),
        **cache_environment(),
    }


def _wait(command: list[str]) -> int:
    process = subprocess.Popen(command)
    while True:
        try:
            return process.wait()
        except KeyboardInterrupt:
            print("JupyterLab ends.", file=sys.stderr)
