"""The peers' own virtual environment, `benchmarks/.venv`: TensorFlow's pins must not touch the course's."""

import hashlib
import os
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
REQUIREMENTS = HERE / "requirements.txt"
FOLDER = HERE.parent / ".venv"


def python_of(folder: Path) -> Path:
    """Give the Python of a virtual environment."""
    return folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def ready(folder: Path = FOLDER) -> bool:
    """Say whether the environment holds what requirements.txt asks for now."""
    stamp = folder / "peers.sha256"
    return stamp.exists() and stamp.read_text(encoding="utf-8").strip() == _digest()


def ensure(folder: Path = FOLDER) -> Path:
    """Make the peers' environment where it is missing or out of date, and give its Python.

    Raises: subprocess.CalledProcessError if pip fails.
    """
    python = python_of(folder)
    if ready(folder):
        return python
    print(f"installing the peers into {folder}: some 3 GB on disk, a few minutes", file=sys.stderr)
    if not python.exists():
        subprocess.run([sys.executable, "-m", "venv", str(folder)], check=True)
    install = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "-r", str(REQUIREMENTS)]
    subprocess.run(install, check=True)
    (folder / "peers.sha256").write_text(_digest() + "\n", encoding="utf-8")
    return python


def _digest() -> str:
    return hashlib.sha256(REQUIREMENTS.read_bytes()).hexdigest()
