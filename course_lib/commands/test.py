"""Make the environment and run all tests; what follows goes to pytest."""

import argparse
import subprocess

from course_lib.commands import environment

PASS_UNKNOWN = True  # every argument that this command does not know is pytest's


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments, of which there are none but pytest's."""
    parser.usage = "%(prog)s [PYTEST ARGUMENTS]"


def run(args: argparse.Namespace) -> int:
    """Run pytest in the environment, from the folder of the course, and return its exit status."""
    python = environment.ensure("test")
    return subprocess.call([python, "-m", "pytest", *args.rest], cwd=environment.ROOT)
