"""Find a browser, and start JupyterLab as a learner starts it."""

import contextlib
import importlib.util
import os
import secrets
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from course_lib.commands import start

COURSE = Path(__file__).resolve().parents[1]
IN_THE_PAGE = Path(__file__).with_name("browser_controls.js")
CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome")
CHROMIUM_ARGUMENTS = (
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"),
    *("--disable-component-update", "--disable-sync"),
)


def find_chromium() -> str | None:
    """Return the path of a Chromium, or None: $CHROMIUM first, then the usual names on the search path."""
    return os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, CHROMIUM_NAMES)), None)


def what_is_missing() -> str | None:
    """Say in one sentence what keeps a browser from being driven here; None where nothing does."""
    for package in ("playwright", "jupyterlab"):
        if importlib.util.find_spec(package) is None:
            return f"{package} is not installed here (pip install -e '.[test]')"
    if not find_chromium():
        return f"no Chromium here: none of {', '.join(CHROMIUM_NAMES)} is on PATH and CHROMIUM is not set"
    return None


@dataclass(frozen=True)
class Lab:
    """A running JupyterLab: where it listens, its token, its folder and the file its log goes to."""

    port: int
    token: str
    root: Path
    log: Path

    def address(self, notebook: str) -> str:
        """Return the address of a notebook, without the tabs of an earlier visit."""
        return f"http://127.0.0.1:{self.port}/lab/tree/{notebook}?reset&token={self.token}"


def lab_arguments(root: Path, port: int) -> list[str]:
    """Return the learner's own command, on another folder and port, with JupyterLab's app object open to the tests."""
    learner = start.lab_command(Path(sys.executable), browser=False, port=port)
    own = [argument for argument in learner if not argument.startswith("--ServerApp.root_dir=")]
    return [*own, f"--ServerApp.root_dir={root}", "--LabApp.expose_app_in_browser=True"]


def lab_environment(state: Path, token: str) -> dict[str, str]:
    """Return the environment of a learner who starts JupyterLab for the first time, with all its traces in `state`."""
    folders = ("JUPYTER_CONFIG_DIR", "JUPYTER_RUNTIME_DIR", "JUPYTERLAB_SETTINGS_DIR", "JUPYTERLAB_WORKSPACES_DIR")
    fresh = {name: str(state / name.lower()) for name in (*folders, "IPYTHONDIR")}
    path = os.pathsep.join(filter(None, (str(COURSE), os.environ.get("PYTHONPATH"))))
    own = {"JUPYTER_TOKEN": token, "COURSE_PROGRESS_FILE": str(state / "progress.json"), "PYTHONPATH": path}
    return {**os.environ, **start.lab_environment(), **fresh, **own}


def free_port() -> int:
    """Return a port that nobody listens on at this moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextlib.contextmanager
def running_lab(root: Path, state: Path) -> Iterator[Lab]:
    """Start JupyterLab on the folder `root`, wait until it answers, and stop it with its kernels at the end."""
    state.mkdir(parents=True, exist_ok=True)
    lab = Lab(free_port(), secrets.token_hex(16), root, state / "jupyterlab.log")
    with lab.log.open("w") as log:
        server = subprocess.Popen(
            lab_arguments(root, lab.port), cwd=root, env=lab_environment(state, lab.token),
            stdin=subprocess.DEVNULL, stdout=log, stderr=subprocess.STDOUT,
        )  # fmt: skip
        try:
            _wait_for_answer(lab, server)
            yield lab
        finally:
            server.terminate()
            try:
                server.wait(20)
            except subprocess.TimeoutExpired:
                server.kill()


def _wait_for_answer(lab: Lab, server: subprocess.Popen, seconds: float = 90) -> None:
    """Return once the server answers; raise RuntimeError with the end of its log where it ends or stays silent."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline and server.poll() is None:
        with contextlib.suppress(urllib.error.URLError, ConnectionError, TimeoutError):
            urllib.request.urlopen(f"http://127.0.0.1:{lab.port}/api?token={lab.token}", timeout=5)
            return
        time.sleep(0.2)
    raise RuntimeError(f"JupyterLab did not start within {seconds} s:\n{lab.log.read_text()[-2000:]}")


@contextlib.contextmanager
def running_browser(width: int = 1400, height: int = 900) -> Iterator:
    """Start Chromium without a window and yield a browser context that keeps a list of refused outside addresses."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=list(CHROMIUM_ARGUMENTS))
        context = browser.new_context(viewport={"width": width, "height": height})
        context.add_init_script(path=IN_THE_PAGE)
        context.outside = []  # the course promises to need no network: what asks for it is refused and noted

        def refuse(route):
            context.outside.append(route.request.url)
            route.abort()

        context.route(lambda url: not url.startswith(("http://127.0.0.1:", "data:", "blob:")), refuse)
        yield context
        browser.close()
