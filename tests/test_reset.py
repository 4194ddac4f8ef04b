"""`reset`: one exercise as shipped, everything else untouched, a backup always."""

import copy
import json

import nbformat
import pytest
from conftest import TOY_EXERCISES

from course_lib.authoring.assembly import write
from course_lib.authoring.building import prepare
from course_lib.authoring.shipped import read_notebook
from course_lib.commands.reset import reset


@pytest.fixture
def course(toy):
    """A toy course whose notebooks are assembled but not executed: `reset` reads no outputs."""
    root = toy()
    for folder, made in prepare(root, "01_toy", lambda stem: TOY_EXERCISES).items():
        (root / folder).mkdir(exist_ok=True)
        (root / folder / "01_toy.ipynb").write_text(write(made.notebook), encoding="utf-8")
    return root


def path_of(root):
    return root / "exercises/01_toy.ipynb"


def read(root):
    return json.loads(path_of(root).read_text(encoding="utf-8"))


def of(cell, exercise):
    return cell["metadata"].get("course", {}).get("exercise") == exercise


def solve_everything(notebook):
    """Do to a notebook what a learner does: answers, outputs, a cell and a note of their own."""
    for cell in notebook["cells"]:
        if cell["metadata"].get("course", {}).get("role") == "answer":
            cell["source"] = "def mine(x):\n    return x"
        if cell["cell_type"] == "code":
            cell["execution_count"], cell["outputs"] = 4, [{"output_type": "stream", "name": "stdout", "text": "ran\n"}]
    notebook["cells"].insert(1, nbformat.v4.new_markdown_cell("my note"))
    notebook["cells"].append(nbformat.v4.new_code_cell("my = 1"))


def drop(*roles):
    def change(cells):
        cells[:] = [c for c in cells if not (of(c, "1.2") and c["metadata"]["course"]["role"] in roles)]

    return change


def split(cells):
    index = next(i for i, c in enumerate(cells) if of(c, "1.2") and c["metadata"]["course"]["role"] == "answer")
    cells.insert(index + 1, {**copy.deepcopy(cells[index]), "id": "half"})


def duplicate_with_ids(cells):
    cells.extend(copy.deepcopy([c for c in cells if of(c, "1.2")]))


def strip_metadata(cells):
    """Leave ids on cells that lost their metadata, as a paste into another editor does, and move them to the top."""
    cells.sort(key=lambda cell: not of(cell, "1.2"))
    for cell in cells[:3]:
        cell["metadata"] = {}


CHANGES = {
    "answered": lambda cells: None,
    "no task": drop("task"),
    "no answer": drop("answer"),
    "only the answer": drop("task", "check"),
    "all gone": drop("task", "answer", "check"),
    "split": split,
    "duplicated": duplicate_with_ids,
    "backwards": lambda cells: cells.reverse(),
}


@pytest.mark.parametrize("name", CHANGES)
def test_restores_exactly_what_was_built(course, name):
    shipped = read(course)
    changed = copy.deepcopy(shipped)
    solve_everything(changed)
    CHANGES[name](changed["cells"])
    path_of(course).write_text(json.dumps(changed), encoding="utf-8")
    before = path_of(course).read_bytes()
    message, backup = reset(course, "1.2"), "exercises/.backups/01_toy-001.ipynb"
    after = read(course)
    assert [c for c in after["cells"] if of(c, "1.2")] == [c for c in shipped["cells"] if of(c, "1.2")]
    index = next(i for i, c in enumerate(after["cells"]) if of(c, "1.2"))
    assert all(of(c, "1.2") for c in after["cells"][index : index + 3]), "the three cells stand together"
    others = [c for c in read_notebook(course / backup)["cells"] if not of(c, "1.2")]
    kept = read_notebook(path_of(course))["cells"]
    assert [c for c in kept if not of(c, "1.2")] == others
    assert after["metadata"] == shipped["metadata"]
    assert (course / backup).read_bytes() == before and backup in message
    assert len({c["id"] for c in after["cells"]}) == len(after["cells"])


@pytest.mark.parametrize(("exercise", "before", "after"), [("1.1", "my note", "1.2"), ("1.2", "1.1", "The end.")])
def test_an_exercise_that_is_gone_returns_to_its_place(course, exercise, before, after):
    notebook = read(course)
    notebook["cells"] = [c for c in notebook["cells"] if not of(c, exercise)]
    notebook["cells"].insert(1, nbformat.v4.new_markdown_cell("my note"))
    if exercise == "1.2":
        notebook["cells"].pop(1)
    path_of(course).write_text(json.dumps(notebook), encoding="utf-8")
    reset(course, exercise)
    cells = nbformat.read(path_of(course), as_version=4)["cells"]
    index = next(i for i, c in enumerate(cells) if of(c, exercise))
    names = [c["metadata"].get("course", {}).get("exercise", c["source"]) for c in (cells[index - 1], cells[index + 3])]
    assert names == [before, after]


def test_a_pasted_cell_keeps_its_text_but_not_the_id(course):
    notebook = read(course)
    strip_metadata(notebook["cells"])
    path_of(course).write_text(json.dumps(notebook), encoding="utf-8")
    reset(course, "1.2")
    cells = read(course)["cells"]
    assert len(cells) == len(notebook["cells"]) + 3
    assert [c["id"] for c in cells if of(c, "1.2")] == ["1-2-task", "1-2-answer", "1-2-check"]
    assert len({c["id"] for c in cells}) == len(cells)


def test_backups_are_numbered(course):
    for _ in range(3):
        reset(course, "1.1")
    names = sorted(path.name for path in (course / "exercises/.backups").iterdir())
    assert names == ["01_toy-001.ipynb", "01_toy-002.ipynb", "01_toy-003.ipynb"]


@pytest.mark.parametrize(
    ("exercise", "message"),
    [
        ("1.9", "exercise: one of 1.1, 1.2 expected, got 1.9"),
        ("7.1", "exercise: one of a chapter .* expected, got 7.1"),
        ("one", "exercise: an id such as 1.2 expected, got one"),
        ("../1.2", "an id such as 1.2"),
    ],
)
def test_unknown_exercises(course, exercise, message):
    before = path_of(course).read_bytes()
    with pytest.raises(ValueError, match=message):
        reset(course, exercise)
    assert path_of(course).read_bytes() == before


@pytest.mark.parametrize("text", ["{", "[]", '{"nbformat": 4}'])
def test_a_broken_notebook_is_left_alone(course, text):
    path_of(course).write_text(text, encoding="utf-8")
    with pytest.raises(ValueError, match="cannot be read as a notebook"):
        reset(course, "1.2")
    assert path_of(course).read_text(encoding="utf-8") == text


def test_a_notebook_without_ids_is_brought_up_to_date(course):
    notebook = read(course)
    for cell in notebook["cells"]:
        del cell["id"]
    notebook["nbformat_minor"] = 4
    path_of(course).write_text(json.dumps(notebook), encoding="utf-8")
    reset(course, "1.2")
    nbformat.validate(read(course))
    assert read(course)["nbformat_minor"] == 5


def test_a_missing_notebook_says_how_to_make_it(course):
    path_of(course).unlink()
    with pytest.raises(ValueError, match="build 01"):
        reset(course, "1.2")
