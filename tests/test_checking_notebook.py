"""`check("…")` in a notebook: it judges what the cells above it define, and says why when they define nothing."""

import re

import pytest

from course_lib.checking import history, notebook, records, registry
from course_lib.checking.answers import hash_source
from course_lib.checking.history import History
from course_lib.checking.judge import source_of

ID = next(iter(registry.chapters().values()))[0].id
EXERCISE, JUDGE = registry.exercise(ID), registry.judge(ID)
NAME = EXERCISE.name
RIGHT = source_of(EXERCISE, JUDGE.alternatives[0])


@pytest.fixture
def shell(tmp_path, monkeypatch):
    """An IPython shell that the checks follow, as in a kernel."""
    from IPython.core.interactiveshell import InteractiveShell

    monkeypatch.setenv("COURSE_PROGRESS_FILE", str(tmp_path / "progress.json"))
    monkeypatch.setenv("IPYTHONDIR", str(tmp_path))
    monkeypatch.setattr(notebook, "_history", History())
    shell = InteractiveShell.instance()
    notebook.watch(shell)
    yield shell
    InteractiveShell.clear_instance()


def run(shell, source: str, cell: str):
    return shell.run_cell(source, cell_id=cell)


def check(shell) -> notebook.CheckFailed | None:
    """What `check` raises in the next cell, or None when the answer is right."""
    result = run(shell, f"from course_lib import check\ncheck({ID!r})", "check")
    assert result.error_before_exec is None
    error = result.error_in_exec
    assert error is None or type(error).__name__ == "CheckFailed", error
    return error


def test_right_prints_one_line_and_the_take_away(shell, capsys):
    run(shell, RIGHT, "answer")
    assert check(shell) is None
    first, second = capsys.readouterr().out.strip().splitlines()[:2]
    assert first == f"✓ {ID} {EXERCISE.title} — {EXERCISE.points} of {EXERCISE.points}"
    assert second.strip().startswith("Take away: ")
    assert records.load()[ID]["state"] == "right"
    assert records.state_now(records.load()[ID], [RIGHT]) == "right"


def test_a_failed_check_shows_its_message_without_a_traceback(shell, capsys):
    run(shell, source_of(EXERCISE, JUDGE.misconceptions[0].wrong[0]), "answer")
    error = check(shell)
    assert error.verdict.message == JUDGE.misconceptions[0].message
    shown = capsys.readouterr().out
    assert JUDGE.misconceptions[0].message in shown
    assert "Traceback" not in shown
    assert "course_lib/checking" not in shown


@pytest.mark.parametrize(
    ("cells", "says"),
    [
        ([], f"no function called {NAME}"),
        ([("a", f"def {NAME}x():\n    pass")], f"There is `{NAME}x`"),
        ([("a", f"{NAME} = 3")], "a value of type int, not a function"),
        ([("a", f"def {NAME}(:\n    pass")], r"Syntax error.* in line 1 of your cell: `def "),
        ([("a", f"def {NAME}(x):\nreturn x")], r"Indentation error.* in line 2"),
        ([("a", RIGHT), ("a", f"def {NAME}(:\n    pass")], "Syntax error"),  # an older version still stands
        ([("a", f"1 / 0\ndef {NAME}():\n    pass")], r"Your cell stopped: ZeroDivisionError.*in line 1: `1 / 0`"),
        ([("a", f"def {NAME}(*xs):\n    y = 1\n    return xs[9]")], r"IndexError.* in line 3 of your cell: `return xs"),
        ([("a", f"def {NAME}():\n    pass")], "TypeError"),
        ([("a", f"def {NAME}(*xs):\n    raise SystemExit")], "SystemExit"),
    ],
)
def test_what_stands_in_the_way_is_named(shell, cells, says):
    for cell, source in cells:
        run(shell, source, cell)
    error = check(shell)
    assert re.search(says, error.verdict.message), error.verdict.message
    assert error.verdict.state == "error"


def test_mending_a_cell_clears_its_failure(shell):
    run(shell, f"def {NAME}(:", "a")
    assert check(shell) is not None
    run(shell, RIGHT, "a")
    assert check(shell) is None


STUB = f'def {NAME}(*xs):\n    raise NotImplementedError("Exercise {ID}: {NAME}")'


@pytest.fixture
def shipped(monkeypatch):
    monkeypatch.setattr(history, "stub_hashes", lambda chapter: {ID: hash_source(STUB)})


def test_the_stub_is_not_attempted(shell, shipped):
    run(shell, STUB, "a")
    error = check(shell)
    assert error.verdict.state == "not_attempted"
    assert error.verdict.headline() == f"○ {ID} not attempted yet"


def test_a_gap_left_open_is_not_the_same_as_not_attempted(shell, shipped):
    run(shell, STUB.replace("    raise", "    begun = 1\n    raise"), "a")
    error = check(shell)
    assert error.verdict.state == "error"
    assert "One step is still open: line 3 of your cell" in error.verdict.message


def test_something_from_another_cell_is_warned_of(shell, capsys):
    run(shell, "import math", "first")
    run(shell, RIGHT.replace("return ", "math.pi; return ", 1), "a")
    assert check(shell) is None
    assert "⚠ uses math from another cell" in capsys.readouterr().out


def test_a_number_for_an_id_is_understood(shell):
    run(shell, RIGHT, "a")
    assert run(shell, f"from course_lib import check\ncheck({ID})", "check").error_in_exec is None


def test_the_librarys_own_function_is_warned_of(shell, capsys):
    run(shell, "from course_lib.optimizers import gradient_step", "a")
    run(shell, 'from course_lib import check\ncheck("1.2")', "check")
    assert "⚠ uses course_lib.optimizers.gradient_step" in capsys.readouterr().out


def test_another_not_implemented_error_is_the_learners(shell):
    run(shell, f'def {NAME}(*xs):\n    raise NotImplementedError("later")', "a")
    assert check(shell).verdict.state == "error"


def test_forbidden_calls_are_warned_of(shell, monkeypatch, capsys):
    from dataclasses import replace

    strict = replace(EXERCISE, forbidden=("math.tau",))
    monkeypatch.setattr(registry, "exercise", lambda id: strict)
    run(shell, "import math\n" + RIGHT.replace("return ", "math.tau; return ", 1), "a")
    assert check(shell) is None
    assert "⚠ uses math.tau" in capsys.readouterr().out


def test_an_unknown_id_names_the_known_ones():
    with pytest.raises(ValueError, match=rf"one of .*{ID}.* is expected, received '9.99'"):
        notebook.check("9.99")


def test_a_changed_answer_makes_the_record_stale(shell):
    run(shell, RIGHT, "a")
    check(shell)
    run(shell, RIGHT + "\n# a remark", "a")
    assert records.state_now(records.load()[ID], [RIGHT]) == "right"
    assert records.state_now(records.load()[ID], [RIGHT + "\n# a remark"]) == "stale"
