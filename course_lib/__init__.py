"""The library of the course: small pure functions, the checks of its exercises, and its commands.

Importing it imports nothing else, so that `python3 -m course_lib start` works before anything is installed.
"""

__version__ = "0.1.0"


def __getattr__(name):
    # `from course_lib import check` loads the engine, which from then on follows the notebook's cells.
    if name == "check":
        from course_lib.checking.notebook import check

        return check
    raise AttributeError("course_lib has no attribute " + repr(name))  # no f-string: old Pythons read this file too
