"""The commands of `python -m course_lib`: each module here is one, its docstring's first line the help.

A command has `add_arguments(parser)` and `run(args) -> int`. Its module is imported only when it is called.
"""

import argparse
import ast
import importlib
import sys
from pathlib import Path

FOLDER = Path(__file__).parent
NOT_COMMANDS = {"__init__", "environment"}


def available() -> dict[str, str]:
    """Return the name and the help line of every command, read without importing any."""
    files = sorted(FOLDER.glob("*.py"))
    return {file.stem: _help_line(file) for file in files if file.stem not in NOT_COMMANDS and file.stem[0] != "_"}


def _help_line(file: Path) -> str:
    docstring = ast.get_docstring(ast.parse(file.read_text(encoding="utf-8"))) or file.stem
    return docstring.splitlines()[0].rstrip(".")


def dispatch(argv: list[str]) -> int:
    """Run the command that `argv` names with the rest of `argv` as its arguments, and return its exit status."""
    commands = available()
    if not argv or argv[0] in ("-h", "--help"):
        print(_overview(commands))
        return 0 if argv else 2
    name, *rest = argv
    if name == "--version":
        from course_lib import __version__

        print(__version__)
        return 0
    if name not in commands:
        print(f"There is no command {name!r}.\n\n{_overview(commands)}", file=sys.stderr)
        return 2
    try:
        return _run(name, rest, commands[name])
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] == "course_lib":
            raise
        print(_missing(name, error.name), file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\nStopped.", file=sys.stderr)
        return 130


def _run(name: str, rest: list[str], help_line: str) -> int:
    module = importlib.import_module(f"course_lib.commands.{name}")
    parser = argparse.ArgumentParser(prog=f"python -m course_lib {name}", description=help_line)
    module.add_arguments(parser)
    if getattr(module, "PASS_UNKNOWN", False):
        args, unknown = parser.parse_known_args(rest)
        args.rest = unknown
    else:
        args = parser.parse_args(rest)
    return int(module.run(args) or 0)


def _overview(commands: dict[str, str]) -> str:
    width = max(map(len, commands), default=0)
    lines = [f"  {name:{width}}  {text}" for name, text in commands.items()]
    return "\n".join(["usage: python -m course_lib COMMAND [OPTIONS]", "", *lines, "", "COMMAND --help says more."])


def _missing(command: str, package: str | None) -> str:
    python = Path(".venv") / ("Scripts" if sys.platform == "win32" else "bin") / "python"
    return (
        f"`{command}` needs the package {package!r}, which {sys.executable} does not have.\n"
        f"Mend it: make the environment with  python3 -m course_lib start  and call  {python} -m course_lib {command}"
    )
