"""`python -m course_lib COMMAND`: one module of course_lib.commands per command.

This file, and course_lib/__init__.py, stay readable for any Python, so that an old one can be told what is wrong.
"""

import sys

OLDEST_PYTHON = (3, 11)


def too_old(version):
    """Say what to do where `version`, a tuple (major, minor, ...), is too old for the course; None where it is not."""
    if tuple(version[:2]) >= OLDEST_PYTHON:
        return None
    names = [".".join(map(str, each[:2])) for each in (OLDEST_PYTHON, version)]
    return (
        "The course needs Python {} or newer; this is Python {}.\n"
        "Mend it: install a newer Python from https://www.python.org/downloads/ and call it by its name,\n"
        "for example:  python3.12 -m course_lib start"
    ).format(*names)


def main():
    """Run the command named on the command line, or say why this Python cannot."""
    message = too_old(sys.version_info)
    if message:
        sys.stderr.write(message + "\n")
        return 1
    from course_lib.commands import dispatch

    return dispatch(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
