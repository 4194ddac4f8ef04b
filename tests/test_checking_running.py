"""A learner's code is run within limits, and its own line is found."""

import time
import traceback

import pytest

from course_lib.checking.functions import CountedFunction, TooManyCalls
from course_lib.checking.running import TimeIsUp, TooMuchOutput, attempt, describe_error, silence, time_limit


def learners_function(source: str, name: str):
    namespace = {}
    exec(compile(source, "<cell>", "exec"), namespace)
    return namespace[name]


def test_the_learners_own_line_is_told_not_the_librarys():
    f = learners_function("import json\ndef f():\n    x = 1\n    return json.loads('{')", "f")
    error = attempt(f)["error"]
    assert (error["type"], error["line"]) == ("JSONDecodeError", 4)


def test_an_error_without_a_learners_frame_has_no_line():
    try:
        raise ValueError("a\nb")
    except ValueError as error:
        told = describe_error(error)
        assert traceback.extract_tb(error.__traceback__)
    assert told == {"type": "ValueError", "message": "a", "line": None, "source": ""}


def test_system_exit_is_an_error_of_the_answer():
    assert attempt(lambda: exit(1))["error"]["type"] == "SystemExit"


def test_time_is_up_even_if_exceptions_are_swallowed():
    f = learners_function(
        "def f():\n while True:\n  try:\n   x = 1\n  except Exception:\n   pass",
        "f",
    )
    began = time.monotonic()
    with pytest.raises(TimeIsUp), time_limit(0.3):
        f()
    assert time.monotonic() - began < 5


def test_output_is_swallowed_up_to_a_limit(capsys):
    with silence():
        print("not seen")
    assert capsys.readouterr().out == ""
    with pytest.raises(TooMuchOutput), silence():
        while True:
            print("x" * 1000)


def test_a_counted_function_ends_an_endless_loop():
    f = CountedFunction(abs, "|x|", limit=3)
    with pytest.raises(TooManyCalls, match="more than 3"):
        while f(-1):
            pass
    assert f.fresh()(-2) == 2


class Stop(BaseException):
    pass


class Unspeakable(Exception):
    def __str__(self):
        raise self


@pytest.mark.parametrize("error", [Stop, Unspeakable, GeneratorExit, SystemExit])
def test_whatever_an_answer_raises_is_its_own_error(error):
    def answer():
        raise error

    assert attempt(answer)["error"]["type"] == error.__name__


def test_the_stop_button_stops():
    def answer():
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        attempt(answer)
