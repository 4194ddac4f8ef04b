"""Progress comes from records of checks and the notebooks as saved; nothing runs."""

import json

import pytest
from learner_notebooks import cell, exercise_cells, write_notebook

from course_lib.checking import records, registry
from course_lib.checking.answers import NotANotebook, answer_sources, chapter_of_notebook, read_cells
from course_lib.checking.verdict import Verdict
from course_lib.commands import progress

CHAPTER, EXERCISES = next(iter(registry.chapters().items()))
FIRST = EXERCISES[0]


@pytest.fixture
def learner(tmp_path, monkeypatch):
    """A learner's folder with the first chapter's exercises, each answered by `answer`, and a record file."""
    monkeypatch.setenv("COURSE_PROGRESS_FILE", str(tmp_path / "records.json"))

    def write(answer: str):
        cells = [part for exercise in EXERCISES for part in exercise_cells(exercise.id, answer)]
        write_notebook(tmp_path / f"{CHAPTER}.ipynb", cells, CHAPTER)
        return tmp_path

    return write


def record(id: str, state: str, *sources: str) -> None:
    records.save(Verdict(id, "title", state, 0, 1, "message"), list(sources))


def states(folder) -> list[str]:
    return [state for _, state in progress.chapter_states(folder)[CHAPTER]]


def test_untouched_is_not_attempted(learner):
    folder = learner("raise NotImplementedError")
    assert set(states(folder)) == {"not_attempted"}
    assert f"Next: exercise {FIRST.id}" in progress.report(folder)


@pytest.mark.parametrize("state", ["right", "wrong", "error"])
def test_a_check_is_remembered_and_goes_stale_when_the_answer_changes(learner, state):
    folder = learner("x = 1")
    record(FIRST.id, state, "x = 1  \n", "something else")
    assert states(folder)[0] == state
    learner("x = 2")
    assert states(folder)[0] == "stale"
    assert "changed since its last check" in progress.report(folder)


def test_an_answer_that_was_reset_is_not_attempted_again():
    stub, recorded = "raise NotImplementedError", {"state": "wrong", "sources": [records.hash_source("x = 1")]}
    assert records.state_now(recorded, [stub], records.hash_source(stub)) == "not_attempted"
    assert records.state_now(recorded, ["x = 2"], records.hash_source(stub)) == "stale"
    assert records.state_now(recorded, ["x = 1"], records.hash_source(stub)) == "wrong"


def test_all_right_says_what_is_next(learner):
    folder = learner("x = 1")
    for exercise in EXERCISES:
        record(exercise.id, "right", "x = 1")
    assert "Everything here is right" in progress.report(folder)
    assert "✓" * len(EXERCISES) in progress.report(folder, short=True)


@pytest.mark.parametrize("text", ["", "{", "[]", "null", '{"0.1": 3}'])
def test_a_broken_record_is_no_record(learner, tmp_path, text):
    folder = learner("x = 1")
    (tmp_path / "records.json").write_text(text)
    assert states(folder)[0] == "not_attempted"


def test_helper_cells_belong_to_the_exercise_they_stand_in():
    task, answer, check = exercise_cells("1.2", "def f(): pass")
    helper, after = cell("code", "h = 1"), cell("code", "scratch = 1")
    assert answer_sources([helper, task, helper, answer, helper, check, after]) == {
        "1.2": ["h = 1", "def f(): pass", "h = 1"]
    }


@pytest.mark.parametrize("metadata", [None, [], "x", {"course": None}, {"course": {"exercise": 3, "role": "answer"}}])
def test_odd_metadata_is_no_course_cell(metadata):
    odd = {"cell_type": "code", "source": ["a", 1, "b"], "metadata": metadata}
    assert answer_sources([odd]) == {}
    assert chapter_of_notebook([odd], {}) is None


@pytest.mark.parametrize("text", ["", "{", "[]", '{"cells": 3}', '{"cells": [], "nbformat": 3}', "[" * 200_000])
def test_what_is_no_notebook_is_refused_by_name(tmp_path, text):
    path = tmp_path / "x.ipynb"
    path.write_text(text)
    with pytest.raises(NotANotebook, match="x.ipynb"):
        read_cells(path)


def test_records_are_written_whole(tmp_path, monkeypatch):
    monkeypatch.setenv("COURSE_PROGRESS_FILE", str(tmp_path / "r.json"))
    record("1.1", "right", "a")
    record("1.2", "wrong", "b")
    assert set(json.loads((tmp_path / "r.json").read_text())) == {"1.1", "1.2"}
    assert [path.name for path in tmp_path.iterdir()] == ["r.json"]


def test_a_folder_that_cannot_be_written_is_no_error(monkeypatch):
    monkeypatch.setenv("COURSE_PROGRESS_FILE", "/proc/nowhere/r.json")
    record("1.1", "right", "a")
