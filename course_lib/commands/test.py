"""Make the environment and run all tests, a file to a process, as many as there are cores; the rest goes to pytest."""

import argparse
import subprocess

from course_lib.commands import environment

# A file stays in one process, which compiles what its tests share once. Beyond four, memory runs out before time does.
SHARED_OUT = ("--numprocesses=auto", "--maxprocesses=4", "--dist=loadfile")
PASS_UNKNOWN = True  # every argument that this command does not know is pytest's


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments, of which there are none but pytest's."""
    parser.usage = "%(prog)s [PYTEST ARGUMENTS]"


def run(args: argparse.Namespace) -> int:
    """Run pytest in the environment, from the folder of the course, and return its exit status."""
    python = environment.ensure("test")
    return subprocess.call([python, "-m", "pytest", *SHARED_OUT, *args.rest], cwd=environment.ROOT)
