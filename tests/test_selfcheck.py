"""The self-check answers every kind of broken notebook: one clear line per exercise, and the others go on."""

import json

import pytest
from learner_notebooks import cell, exercise_cells, self_check, write_notebook

from course_lib.checking import registry
from course_lib.checking.judge import source_of

CHAPTER = "01_gradient_descent"


def right(id: str) -> str:
    """A right answer as source, from the judge's alternatives."""
    exercise, judge = registry.exercise(id), registry.judge(id)
    return source_of(exercise, judge.alternatives[0])


def all_right() -> dict[str, str]:
    return {exercise.id: right(exercise.id) for exercise in registry.chapters()[CHAPTER]}


def cells_of(answers: dict[str, str]) -> list[dict]:
    return [part for id, answer in answers.items() for part in exercise_cells(id, answer)]


@pytest.fixture(scope="module")
def abused(tmp_path_factory):
    """One notebook in which every exercise is abused in another way; one run answers them all."""
    folder = tmp_path_factory.mktemp("abused")
    answers = all_right() | {
        "1.1": "def numerical_gradient(f, theta, eps):\n    return (f(theta + eps) -",
        "1.2": "def gradient_step(theta, grad, learning_rate):\n    while True:\n        try:\n            pass\n"
        "        except Exception:\n            pass",
        "1.3": "def gradient_descent(grad_fn, theta0, learning_rate, steps):\n"
        "    return lax.while_loop(lambda s: True, lambda s: s + 1.0, 0.0)",
        "1.4": "def largest_stable_learning_rate(hessian):\n    for _ in range(100_000):\n        print('x' * 10)\n"
        "    return 2 / jnp.linalg.eigvalsh(hessian)[-1]",
        "1.5": "def mini_batches(key, n, batch_size):\n    return []",
        "1.6": "def momentum_step(theta, velocity, grad, learning_rate, beta):\n    scale = beta\n"
        "    return theta[99] + scal",
        "1.7": "import os\nos._exit(3)",
    }
    return self_check(write_notebook(folder / "mine.ipynb", cells_of(answers)), cwd=folder)


@pytest.mark.parametrize(
    ("id", "says"),
    [
        ("1.1", r"Syntax error.* in line 2 of your cell"),
        ("1.2", r"did not finish within 10 s"),
        ("1.3", r"did not finish within 30 s"),
        ("1.4", r"prints too much"),
        ("1.5", r"no function called minibatches.*`mini_batches`"),
        ("1.6", r"NameError.* in line 3 of your cell.*scal"),
        ("1.7", r"ended the kernel"),
    ],
)
def test_abuse_costs_its_own_exercise_and_is_named(abused, id, says):
    import re

    mark, points, text = abused.exercises[id]
    assert (mark, points) == ("✗", 0)
    assert re.search(says, text), text


def test_the_exercises_around_abuse_are_still_checked(abused):
    assert abused.exercises["1.8"][0] == "✓", abused.text
    assert abused.status == 1
    assert len(abused.exercises) == len(registry.chapters()[CHAPTER])


def test_cells_deleted_split_duplicated_reordered(tmp_path):
    answers = all_right()
    cells = cells_of(answers)
    by_key = {(c["metadata"]["course"]["exercise"], c["metadata"]["course"]["role"]): c for c in cells}
    for key in [
        ("1.1", "answer"),
        ("1.2", "check"),
        ("1.3", "task"),
        ("1.8", "task"),
        ("1.8", "answer"),
        ("1.8", "check"),
    ]:
        cells.remove(by_key[key])
    split = by_key["1.4", "answer"]  # split in two: the editor copies the metadata; a helper cell stands between
    at = cells.index(split)
    cells[at : at + 1] = [
        cell("code", "number = 2", "1.4", "answer"),
        cell("code", "def twice(x):\n    return number * x"),
        cell(
            "code",
            "def largest_stable_learning_rate(hessian):\n    return twice(1 / np.linalg.eigvalsh(hessian)[-1])",
            "1.4",
            "answer",
        ),
    ]
    cells.insert(cells.index(by_key["1.5", "check"]), dict(by_key["1.5", "answer"]))  # duplicated
    moved = by_key["1.6", "answer"]
    cells.remove(moved)
    cells.insert(0, moved)  # reordered
    outcome = self_check(write_notebook(tmp_path / "cells.ipynb", cells), cwd=tmp_path)
    marks = {id: mark for id, (mark, _, _) in outcome.exercises.items()}
    assert marks == {"1.1": "✗", "1.2": "✓", "1.3": "✓", "1.4": "✓", "1.5": "✓", "1.6": "✓", "1.7": "✓", "1.8": "✗"}, (
        outcome.text
    )
    assert "no answer cell" in outcome.exercises["1.1"][2]
    assert "reset 1.8" in outcome.exercises["1.8"][2]


def test_stored_outputs_tags_and_check_cells_are_without_effect(tmp_path):
    """Wrong when last run, mended, saved without running the check again; and marks put on a check cell."""
    cells = cells_of(all_right())
    for part in cells:
        if part["metadata"]["course"]["role"] == "check":
            part["outputs"] = [{"output_type": "error", "ename": "CheckFailed", "evalue": "✗", "traceback": ["✗"]}]
            part["execution_count"] = None  # some editors save outputs so; plain nbval calls that an error
    wrong = next(c for c in cells if c["metadata"]["course"] == {"exercise": "1.2", "role": "answer"})
    wrong["source"] = "def gradient_step(theta, grad, learning_rate):\n    return theta"
    check = next(c for c in cells if c["metadata"]["course"] == {"exercise": "1.2", "role": "check"})
    check["source"] = "# NBVAL_SKIP\nprint('✓ 1.2 all right')"
    check["metadata"]["tags"] = ["nbval-skip", "raises-exception"]
    outcome = self_check(write_notebook(tmp_path / "saved.ipynb", cells), cwd=tmp_path)
    marks = {id: mark for id, (mark, _, _) in outcome.exercises.items()}
    assert marks == {id: "✗" if id == "1.2" else "✓" for id in all_right()}, outcome.text
    total = sum(exercise.points for exercise in registry.chapters()[CHAPTER])
    assert f"of {total} points" in outcome.text


def test_all_right_exits_with_zero_and_writes_the_job_summary(tmp_path):
    path = write_notebook(tmp_path / "right.ipynb", cells_of(all_right()))
    outcome = self_check(path, cwd=tmp_path, COURSE_SUMMARY=str(tmp_path / "summary.md"))
    assert outcome.status == 0, outcome.text
    summary = (tmp_path / "summary.md").read_text("utf-8")
    assert "right.ipynb" in summary.replace("&#95;", "_")
    assert summary.count("✓") == len(all_right())


@pytest.mark.parametrize("content", [b"{", b"", b"[]", b'{"cells": [], "nbformat": 3}', "{}".encode("utf-16")])
def test_a_file_that_is_no_notebook_fails_without_stopping_the_others(tmp_path, content):
    broken = tmp_path / "broken.ipynb"
    broken.write_bytes(content)
    path = write_notebook(tmp_path / "right.ipynb", cells_of({"1.2": right("1.2")}))
    outcome = self_check(broken, path, cwd=tmp_path)
    assert outcome.status == 1
    assert "broken.ipynb" in outcome.text
    assert "Traceback" not in outcome.text
    assert outcome.exercises["1.2"][0] == "✓", outcome.text


DAMAGE = {
    "1.2": "import sys\nsys.stdout = sys.stderr = None",
    "1.4": "jnp = None\nlen = list = range = 3\njax = 3",
    "1.6": "import sys, os, warnings\njax.config.update('jax_debug_nans', True)\nsys.path.clear()\nos.chdir('/')\n"
    "warnings.simplefilter('error')\nsys.setrecursionlimit(90)\nglobals().clear()",
}
HARMLESS = {
    "1.1": "import matplotlib.pyplot as plt\nplt.imshow(np.random.rand(200, 200, 3))\nplt.show()",
    "1.7": "x = '\ud800'",
}


def test_what_one_answer_does_to_the_session_does_not_reach_the_next(tmp_path):
    answers = {id: f"{answer}\n{(DAMAGE | HARMLESS).get(id, '')}" for id, answer in all_right().items()}
    outcome = self_check(write_notebook(tmp_path / "damage.ipynb", cells_of(answers)), cwd=tmp_path)
    marks = {id: mark for id, (mark, _, _) in outcome.exercises.items()}
    assert marks == {id: "✗" if id in DAMAGE else "✓" for id in answers}, outcome.text
    assert "breaks its kernel" in outcome.exercises["1.2"][2]


def test_an_answer_turned_into_text_is_named(tmp_path):
    cells = cells_of({"1.2": right("1.2")})
    cells[1]["cell_type"] = "markdown"
    outcome = self_check(write_notebook(tmp_path / "text.ipynb", cells), cwd=tmp_path)
    assert "markdown cell" in outcome.exercises["1.2"][2]


def test_an_import_in_the_setup_cell_does_not_count_and_that_is_said(tmp_path):
    answer = "@functools.cache\ndef gradient_step(theta, grad, learning_rate):\n    return theta"
    path = write_notebook(tmp_path / "mine.ipynb", cells_of({"1.2": answer}))
    outcome = self_check(path, cwd=tmp_path)
    assert "NameError" in outcome.exercises["1.2"][2]
    assert "Only the cells between this task and its check count" in outcome.text


def test_two_files_of_one_name_are_kept_apart(tmp_path):
    for folder in ("a", "b"):
        (tmp_path / folder).mkdir()
        write_notebook(tmp_path / folder / "mine.ipynb", cells_of({"1.2": right("1.2")}))
    outcome = self_check(tmp_path / "a/mine.ipynb", tmp_path / "b/mine.ipynb", cwd=tmp_path)
    assert outcome.text.count("exercises of ") == 2
    assert "exercises of a/mine.ipynb" in outcome.text


def test_a_source_given_as_list_of_lines_is_read(tmp_path):
    cells = cells_of(all_right())
    for part in cells:
        part["source"] = part["source"].splitlines(keepends=True)
    outcome = self_check(write_notebook(tmp_path / "lines.ipynb", cells), cwd=tmp_path)
    assert outcome.status == 0, outcome.text


def test_another_notebook_is_left_to_nbval(tmp_path):
    path = tmp_path / "plain.ipynb"
    notebook = {
        "cells": [cell("code", "1 + 1")],
        "metadata": {"kernelspec": {"name": "python3", "display_name": "x", "language": "python"}},
        "nbformat": 4,
        "nbformat_minor": 5,
    }
    path.write_text(json.dumps(notebook), "utf-8")
    outcome = self_check(path, cwd=tmp_path)
    assert outcome.status == 0
    assert not outcome.exercises
