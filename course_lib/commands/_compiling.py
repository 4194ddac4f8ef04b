"""Where compiled programs are kept from one kernel to the next, so that only the first run of a cell waits for XLA.

The standard library alone, since `start` runs before anything is installed.
"""

import os
import sys
from pathlib import Path

MAX_BYTES = 500_000_000  # then the least recently used go; with a bound JAX also locks the folder (by filelock)


def cache_folder() -> Path:
    """Return the course's folder for compiled programs among this user's caches."""
    home = Path.home()
    if sys.platform == "darwin":
        caches = home / "Library" / "Caches"
    elif os.name == "nt":
        caches = Path(os.environ.get("LOCALAPPDATA") or home / "AppData" / "Local")
    else:
        caches = Path(os.environ.get("XDG_CACHE_HOME") or home / ".cache")
    return caches / "course_lib" / "compiled"


def cache_environment() -> dict[str, str]:
    """Return the variables that make JAX keep what took a tenth of a second to compile; what the user has set stays.

    By default it keeps what took a second, of which a notebook has nothing. To keep everything costs more than it
    saves: JAX reads the age of every entry before it writes a new one. That is why tests go without.
    """
    wanted = {
        "JAX_COMPILATION_CACHE_DIR": str(cache_folder()),
        "JAX_COMPILATION_CACHE_MAX_SIZE": str(MAX_BYTES),
        "JAX_PERSISTENT_CACHE_MIN_COMPILE_TIME_SECS": "0.1",
        "JAX_PERSISTENT_CACHE_MIN_ENTRY_SIZE_BYTES": "-1",
    }
    return {name: os.environ.get(name, value) for name, value in wanted.items()}
