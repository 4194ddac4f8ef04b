"""Gates 3 and 4: every chapter runs in a strict kernel, and what is stored is what its sources give.

The fixture `built` runs every notebook once, for both gates and for others.
"""

import re
import sys
from pathlib import Path

import nbformat
import pytest
from conftest import ROOT

from course_lib.authoring.assembly import Built
from course_lib.authoring.building import differences
from course_lib.authoring.execution import execute
from course_lib.authoring.sources import Cell, Source, SourceError, find_stems

STEMS = find_stems(ROOT)


@pytest.mark.parametrize("stem", STEMS)
def test_every_notebook_runs_in_a_strict_kernel(built, stem):
    for folder in ("notebooks", "solutions", "exercises"):
        built.path(folder, stem)


@pytest.mark.parametrize("stem", STEMS)
def test_what_is_stored_is_what_the_sources_give(built, stem):
    built.require(stem)
    assert differences(ROOT, built.root, stem) == []


def test_no_notebook_is_without_a_source():
    for folder in ("notebooks", "solutions", "exercises"):
        for path in (ROOT / folder).glob("[0-9][0-9]_*.ipynb"):
            assert path.stem in STEMS, f"{folder}/{path.name} has no source"


def run_cell(text: str, folder: Path) -> list:
    """Run one cell in the kernel of the build, and return its outputs."""
    cell = nbformat.v4.new_code_cell(text)
    source = Source(Path("planted.py"), (Cell("code", text, 1),))
    execute(Built(source, nbformat.v4.new_notebook(cells=[cell]), [1]), folder)
    return cell.outputs


PLANTED = {
    "a download": (
        "import urllib.request\nurllib.request.urlopen('https://example.org', timeout=5)",
        "works without a network, but this cell asks for",
    ),
    "an address without a name": (
        "import socket\nsocket.create_connection(('192.0.2.1', 80), timeout=5)",
        "this cell asks for 192.0.2.1",
    ),
    "a datagram": (
        "import socket\nsocket.socket(socket.AF_INET, socket.SOCK_DGRAM).sendto(b'', ('192.0.2.1', 53))",
        "this cell asks for 192.0.2.1",
    ),
    "a warning of JAX": ("import jax.numpy as jnp\njnp.zeros(2, dtype='float64')", "UserWarning: Explicitly requested"),
    "a key used twice": (
        "import jax\nkey = jax.random.key(0)\njax.random.normal(key)\njax.random.uniform(key)",
        "KeyReuseError",
    ),
}


@pytest.mark.parametrize("name", PLANTED)
def test_the_kernel_is_strict(tmp_path, name):
    text, message = PLANTED[name]
    with pytest.raises(SourceError, match=re.escape(message)):
        run_cell(text, tmp_path)


def test_the_kernel_allows_what_a_course_needs(tmp_path):
    text = (
        "import http.server, threading, urllib.request, os, sys, warnings, pathlib\n"
        "import jax\n"
        "server = http.server.ThreadingHTTPServer(('127.0.0.1', 0), http.server.SimpleHTTPRequestHandler)\n"
        "server.RequestHandlerClass.log_message = lambda *a: None\n"
        "threading.Thread(target=server.serve_forever, daemon=True).start()\n"
        "assert urllib.request.urlopen(f'http://localhost:{server.server_port}', timeout=5).status == 200\n"
        "key = jax.random.key(0)\n"
        "with jax.debug_key_reuse(False):\n"
        "    assert jax.random.normal(key) == jax.random.normal(key)\n"
        "progress = pathlib.Path(os.environ['COURSE_PROGRESS_FILE'])\n"
        "assert progress.parent.is_dir() and not progress.exists()\n"
        "print(sys.executable, pathlib.Path.cwd())"
    )
    (output,) = run_cell(text, tmp_path)
    assert output.text.split() == [sys.executable, str(tmp_path)]


def test_child_processes_are_sent_to_a_proxy_that_is_not_there(tmp_path):
    ask = "import urllib.request; print(sorted(set(urllib.request.getproxies().values())))"
    call = f"[sys.executable, '-c', '{ask}']"
    (output,) = run_cell(f"import subprocess, sys\nprint(subprocess.check_output({call}, text=True))", tmp_path)
    assert "http://127.0.0.1:9" in output.text
