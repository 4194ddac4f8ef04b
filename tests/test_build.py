"""The build: what it refuses, what it writes, what it leaves alone, and what `--check` sees."""

import base64
import io
import json
import re
from types import SimpleNamespace

import nbformat
import numpy as np
import pytest
from conftest import HINTS, TOY_EXERCISES, TOY_NARRATIVE, TOY_REFERENCES, TOY_SOLUTIONS, toy_exercise
from PIL import Image

from course_lib.authoring import cache
from course_lib.authoring.assembly import heading
from course_lib.authoring.building import build, build_chapter, differences, prepare
from course_lib.authoring.outputs import MOST_BYTES, merge_streams, shrink
from course_lib.authoring.sources import SourceError, find_stems, read_source
from course_lib.authoring.strict import is_loopback
from course_lib.authoring.stubs import solution_text, stub_text


def exercises_of(stem):
    return TOY_EXERCISES


def prepared(root):
    return prepare(root, "01_toy", exercises_of)


def line_of(text, wanted, nth=1):
    """Return the number of the nth line of a text that holds `wanted`."""
    return [number for number, line in enumerate(text.splitlines(), 1) if wanted in line][nth - 1]


# What is refused ------------------------------------------------------------------------------------------------

DOUBLE, HALVE = toy_exercise("1.1", "double"), toy_exercise("1.2", "halve")
TASK_ONLY, ANSWER_ONLY = DOUBLE.split("# %% exercise")[0], "# %% exercise" + DOUBLE.split("# %% exercise")[1]
REFUSED_SOLUTIONS = {
    "no end": (DOUBLE.replace("    # END SOLUTION\n", "") + HALVE, "BEGIN SOLUTION", "without END SOLUTION"),
    "no begin": (DOUBLE.replace("    # BEGIN SOLUTION\n", "") + HALVE, "END SOLUTION", "without BEGIN SOLUTION"),
    "nested": (DOUBLE.replace("    return", "    # BEGIN SOLUTION\n    return") + HALVE, "BEGIN", "inside the region"),
    "no region": (re.sub(r"    # (BEGIN|END) SOLUTION\n", "", DOUBLE) + HALVE, "# %% exercise", "has no BEGIN"),
    "empty region": (DOUBLE.replace("    return 2 * x\n", "") + HALVE, "BEGIN", "without a solution"),
    "region outside": (DOUBLE + HALVE + "# %%\n# BEGIN SOLUTION\n# END SOLUTION\n", "# %%", "region in a cell"),
    "bad stub": (DOUBLE.replace("    # END", "    # STUB\n    return 3\n    # END") + HALVE, "return 3", "starts with"),
    "two stubs": (DOUBLE.replace("    # END", "    # STUB\n    # STUB\n    # END") + HALVE, "# STUB", "second STUB"),
    "no id": (DOUBLE.replace('exercise="1.1" role="answer"', 'role="answer"') + HALVE, "role", "without exercise"),
    "unquoted id": (DOUBLE.replace('="1.1" role="task"', '=1.1 role="task"') + HALVE, "# %%", "in quotes"),
    "unknown id": (DOUBLE.replace('"1.1"', '"1.9"') + HALVE, "# %%", "unknown exercise 1.9"),
    "unknown role": (DOUBLE.replace('"task"', '"tusk"') + HALVE, "# %%", "not 'tusk'"),
    "unknown metadata": (DOUBLE.replace('role="task"', 'roll="task"') + HALVE, "# %%", "unknown metadata roll"),
    "no answer": (TASK_ONLY + HALVE, "# %%", "not followed by its answer"),
    "no answer at the end": (DOUBLE + HALVE.split("# %% exercise")[0], "# %%", "not followed by its answer"),
    "no task": (ANSWER_ONLY + HALVE, "# %%", "does not follow its task"),
    "answer of another": (TASK_ONLY + HALVE.split("\n\n")[1], "# %%", "does not follow its task"),
    "code between": (DOUBLE.replace("# %% exercise", "# %%\n1\n\n# %% exercise") + HALVE, "# %%", "not followed by"),
    "order": (HALVE + DOUBLE, "# %% [markdown]", "comes after 1.2"),
    "duplicate": (DOUBLE + DOUBLE + HALVE, "# %% [markdown]", "a second task"),
    "missing": (DOUBLE, "# %%", "1.2, this source does not"),
    "two hints": (DOUBLE.replace(HINTS.splitlines()[2], "#") + HALVE, "# %%", "needs three hints"),
    "four hints": (DOUBLE.replace(HINTS, HINTS + HINTS.splitlines()[2] + "\n") + HALVE, "# %%", "needs three hints"),
    "wrong label": (DOUBLE.replace("Hint 2 · step", "Hint 2 · more") + HALVE, "# %%", "Hint 2 · more"),
    "open details": (DOUBLE.replace("c</details>", "c") + HALVE, "# %%", "not closed"),
    "task as code": (DOUBLE.replace("# %% [markdown]", "# %%") + HALVE, "# %%", "a task is a markdown cell"),
    "text before": ("x = 1\n" + DOUBLE + HALVE, "x = 1", "text before the first"),
}  # fmt: skip


@pytest.mark.parametrize("name", REFUSED_SOLUTIONS)
def test_refuses_solutions(toy, name):
    text, marked, message = REFUSED_SOLUTIONS[name]
    root = toy(solutions=text)
    with pytest.raises(SourceError, match=re.escape(message)) as caught:
        prepared(root)
    path, line, _ = re.match(r"(.*\.py):(\d+): (.*)", str(caught.value), re.S).groups()
    assert path == str(root / "solutions/source/01_toy.py")
    assert marked in text.splitlines()[int(line) - 1] or int(line) == 1


LONG_CELL = "# %%\n" + "x = 1\n" * 26 + "\n"
REFUSED_NARRATIVES = {
    "long cell": (TOY_NARRATIVE.replace("# %%\nprint", LONG_CELL + "# %%\nprint"), "# %%", "a code cell of 26 lines"),
    "no title": (TOY_NARRATIVE.replace("# # 01 · ", "# # "), "# %%", "the title"),
    "unknown fold": (TOY_NARRATIVE.replace("# %%\nprint", '# %% jupyter={"x": 1}\nprint'), "jupyter", "nothing else"),
    "no section": (TOY_NARRATIVE.replace("# ## Recap\n", ""), "# %%", "`## Recap` is missing"),
    "order": (TOY_NARRATIVE.replace("# ## Recap\n# ## Read on", "# ## Read on\n# ## Recap"), "# %%", "comes after"),
    "exercise": (TOY_NARRATIVE + DOUBLE, "# %%", "a part of an exercise in a narrative"),
    "unknown source": (TOY_NARRATIVE.replace("@robbins1951", "@nobody"), "@nobody", "[@nobody] is not in"),
}


@pytest.mark.parametrize("name", REFUSED_NARRATIVES)
def test_refuses_narratives(toy, name):
    text, marked, message = REFUSED_NARRATIVES[name]
    root = toy(narrative=text)
    with pytest.raises(SourceError, match=re.escape(message)) as caught:
        prepared(root)
    path, line = re.match(r"(.*\.py):(\d+): ", str(caught.value)).groups()
    assert path == str(root / "notebooks/source/01_toy.py")
    assert marked in text.splitlines()[int(line) - 1]


@pytest.mark.parametrize("field", ["title", "author", "issued", "note", "DOI"])
def test_refuses_references(toy, field):
    entry = json.loads(TOY_REFERENCES)[0]
    del entry[field]
    with pytest.raises(ValueError, match=f"robbins1951: .*{field}"):
        prepared(toy(references=json.dumps([entry])))


def test_refuses_a_reference_twice(toy):
    with pytest.raises(ValueError, match="got a second"):
        prepared(toy(references=json.dumps(json.loads(TOY_REFERENCES) * 2)))


def test_chapters_are_found_by_number(toy):
    root = toy()
    assert find_stems(root) == find_stems(root, ["1"]) == find_stems(root, ["01"]) == ["01_toy"]
    with pytest.raises(ValueError, match="one of 01 expected, got 07"):
        find_stems(root, ["7"])


# What is assembled ----------------------------------------------------------------------------------------------

GAP = '''# %% exercise="1.1" role="answer"
def double(x):
    """Twice x."""
    factor = 2
    for _ in range(3):
        # BEGIN SOLUTION
        y = factor * x
        # STUB
        # | y = ___
        # |     # deeper
        # |
        # END SOLUTION
    # BEGIN SOLUTION
    y = y + 0
    # END SOLUTION
    return y
'''


def test_regions_become_solution_and_stub(tmp_path):
    path = tmp_path / "01_toy.py"
    path.write_text(GAP, encoding="utf-8")
    source = read_source(path)
    head = 'def double(x):\n    """Twice x."""\n    factor = 2\n    for _ in range(3):\n'
    assert solution_text(source, source.cells[0]) == head + "        y = factor * x\n    y = y + 0\n    return y"
    gap = "        y = ___\n            # deeper\n\n"
    stub = head + gap + '    raise NotImplementedError("Exercise 1.1: double")\n    return y'
    assert stub_text(source, source.cells[0], "double") == stub


TWO_FUNCTIONS = """# %% exercise="1.1" role="answer"
def double(x):
    # BEGIN SOLUTION
    return 2 * x
    # END SOLUTION


def halve(x):
    def helper(y):
        return y / 2

    # BEGIN SOLUTION
    return helper(x)
    # END SOLUTION
"""


def test_a_stub_names_the_function_it_stands_in(tmp_path):
    path = tmp_path / "01_toy.py"
    path.write_text(TWO_FUNCTIONS, encoding="utf-8")
    source = read_source(path)
    stub = stub_text(source, source.cells[0], "double")
    raised = [line.strip() for line in stub.splitlines() if "raise" in line]
    assert raised == [f'raise NotImplementedError("Exercise 1.1: {name}")' for name in ("double", "halve")]


def test_folding_is_kept(toy):
    folded = TOY_NARRATIVE.replace("# %%\nprint", '# %% jupyter={"source_hidden": true}\nprint')
    cells = prepared(toy(narrative=folded))["notebooks"].notebook.cells
    assert [cell.metadata for cell in cells if cell.cell_type == "code"] == [{"jupyter": {"source_hidden": True}}]


def test_heading():
    assert heading(TOY_EXERCISES[0]) == "### 1.1 Double it  ·  ● ○ ○ ○  ·  5 minutes  ·  2 points"
    assert heading(TOY_EXERCISES[1]) == "### 1.2 Halve it  ·  ● ● ● ○  ·  8 minutes  ·  1 point"
    without = lambda *names: heading(SimpleNamespace(**{**vars(TOY_EXERCISES[0]), "forbidden": names})).splitlines()[-1]
    assert without("a.b") == "*Write it yourself, without `a.b`.*"
    assert without(*"abcd") == "*Write it yourself, without `a`, `b`, `c` or `d`.*"
    assert without(*"abcde") == "*Write it yourself, without `a`, `b`, `c` or anything else that does it for you.*"


def test_exercise_cells_and_metadata(toy):
    made = prepared(toy())
    for folder in ("exercises", "solutions"):
        cells = made[folder].notebook.cells
        marked = [(c.id, c.metadata.course.exercise, c.metadata.course.role) for c in cells if "course" in c.metadata]
        roles = ("task", "answer", "check")
        assert marked == [(f"{e.replace('.', '-')}-{r}", e, r) for e in ("1.1", "1.2") for r in roles]
        assert cells[3].source == 'check("1.1")'
    shipped = made["exercises"].notebook
    assert shipped.cells[2].source == 'def double(x):\n    raise NotImplementedError("Exercise 1.1: double")'
    assert made["solutions"].notebook.cells[2].source == "def double(x):\n    return 2 * x"
    assert shipped.metadata.course.chapter == "01_toy"
    assert set(shipped.metadata.course.stubs) == {"1.1", "1.2"}


def test_ids_survive_edits_elsewhere_and_are_unique(toy):
    twice = TOY_NARRATIVE.replace('# %%\nprint("hello")\n1 + 1\n', "# %%\n1 + 1\n\n# %%\n1 + 1\n")
    before = [cell.id for cell in prepared(toy(narrative=twice))["notebooks"].notebook.cells]
    assert len(set(before)) == len(before)
    edited = twice.replace("- play", "- play well")
    after = [cell.id for cell in prepared(toy(narrative=edited))["notebooks"].notebook.cells]
    assert [a == b for a, b in zip(before, after, strict=True)] == [True, False, True, True, True]
    task = prepared(toy(solutions=TOY_SOLUTIONS.replace("Write `double`", "Now write `double`")))["exercises"]
    assert task.notebook.cells[1].id == "1-1-task"


def test_citations_become_links_and_a_list(toy):
    cells = prepared(toy())["notebooks"].notebook.cells
    assert "[Robbins and Monro 1951](https://doi.org/10.1214/aoms/1177729586)" in cells[0].source
    assert cells[-1].source.endswith(
        "Enjoy.\n\n- Robbins, H.; Monro, S. (1951). *A stochastic approximation method*. Annals. "
        "<https://doi.org/10.1214/aoms/1177729586>"
    )


# What is built, and what is left alone --------------------------------------------------------------------------

PICTURES = """\
# %%
import base64, io
import numpy as np
from IPython.display import Image as Picture, display
import ipywidgets
from PIL import Image
file = io.BytesIO()
Image.fromarray(np.arange(64 * 64 * 3, dtype="uint8").reshape(64, 64, 3)).save(file, "PNG")
display(ipywidgets.IntSlider(), ipywidgets.IntSlider())
display(Picture(file.getvalue(), alt="stripes"))

# %% tags=["measured"]
import time
print(time.time())

# %% [markdown]
# ## What the article leaves out
"""


WITH_PICTURES = TOY_NARRATIVE.replace("# %% [markdown]\n# ## What the article leaves out\n", PICTURES)


@pytest.fixture
def built_toy(toy):
    root = toy(narrative=WITH_PICTURES)
    lines = []
    assert build(root, exercises_of=exercises_of, report=lines.append) == []
    return root, lines


def read(root, folder):
    return nbformat.read(root / folder / "01_toy.ipynb", as_version=4)


def save(root, folder, notebook):
    nbformat.write(notebook, root / folder / "01_toy.ipynb")


def test_build_is_deterministic_and_incremental(built_toy):
    root, lines = built_toy
    assert [line.split()[0] for line in lines] == [f"{f}/01_toy.ipynb" for f in ("notebooks", "solutions", "exercises")]
    first = {folder: (root / folder / "01_toy.ipynb").read_bytes() for folder in ("solutions", "exercises")}
    again = []
    assert build(root, exercises_of=exercises_of, report=again.append) == []
    assert all(line.endswith("unchanged") for line in again)
    source = root / "solutions/source/01_toy.py"
    source.write_text(source.read_text(encoding="utf-8") + "\n", encoding="utf-8")
    build(root, exercises_of=exercises_of, report=again.append)
    assert [line.endswith("unchanged") for line in again[3:]] == [True, False, True]
    assert first == {folder: (root / folder / "01_toy.ipynb").read_bytes() for folder in first}


def test_outputs_are_tidy(built_toy):
    root, _ = built_toy
    notebook = read(root, "notebooks")
    assert "widgets" not in notebook.metadata and "version" not in notebook.metadata.language_info
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    assert [cell.execution_count for cell in code] == [1, 2, 3]
    assert all(not set(cell.metadata) - {"tags"} for cell in code)
    note, image = code[1].outputs
    assert "Run this cell" in note.data["text/html"] and "stripes" in note.data["text/html"]
    assert image.metadata["image/png"]["alt"] == "stripes"
    assert all(output.get("execution_count", 1) == 1 for output in code[0].outputs)


def test_build_keeps_a_learners_file(built_toy):
    root, _ = built_toy
    notebook = read(root, "exercises")
    notebook.cells[2].source = "def double(x):\n    return x + x"
    save(root, "exercises", notebook)
    lines = []
    build(root, exercises_of=exercises_of, report=lines.append)
    assert "kept, it is yours: the answers differ from the shipped stubs (1.1)" in lines[-1]
    assert read(root, "exercises").cells[2].source == notebook.cells[2].source
    assert differences_now(root) == []


@pytest.mark.parametrize("spoil", ["extra cell", "no metadata", "not JSON"])
def test_build_keeps_what_it_did_not_make(built_toy, spoil):
    root, _ = built_toy
    path = root / "exercises/01_toy.ipynb"
    notebook = read(root, "exercises")
    if spoil == "extra cell":
        notebook.cells.insert(3, nbformat.v4.new_code_cell("x = double(3)"))
    if spoil == "no metadata":
        del notebook.metadata["course"]
    save(root, "exercises", notebook)
    if spoil == "not JSON":
        path.write_text("{", encoding="utf-8")
    before, lines = path.read_bytes(), []
    build(root, exercises_of=exercises_of, report=lines.append)
    assert "kept, it is yours" in lines[-1] and path.read_bytes() == before


def test_build_rewrites_an_untouched_exercise(built_toy):
    root, _ = built_toy
    notebook = read(root, "exercises")
    notebook.cells[0].outputs = [nbformat.v4.new_output("stream", text="ran\n")]
    save(root, "exercises", notebook)
    source = root / "solutions/source/01_toy.py"
    source.write_text(TOY_SOLUTIONS.replace("Write `double`", "Write a new `double`"), encoding="utf-8")
    build(root, exercises_of=exercises_of, report=lambda line: None)
    assert "Write a new" in read(root, "exercises").cells[1].source


@pytest.mark.parametrize(
    ("cell", "message"),
    [
        ("1 / 0", "ZeroDivisionError: division by zero"),
        ("import sys\nprint('oh no', file=sys.stderr)", "writes to stderr: oh no"),
        ("object()", "prints a memory address"),
        ("import os\nos._exit(1)", "its kernel stopped"),
    ],
)
def test_errors_name_source_and_cell(toy, cell, message):
    narrative = TOY_NARRATIVE.replace('print("hello")\n1 + 1', cell)
    root = toy(narrative=narrative)
    with pytest.raises(SourceError, match=re.escape(message)) as caught:
        build_chapter(root, root, "01_toy", exercises_of, report=lambda line: None)
    assert f"notebooks/source/01_toy.py:{line_of(narrative, '# %%', 3)}: " in str(caught.value)


def test_a_wrong_solution_stops_the_build(toy):
    wrong = TOY_SOLUTIONS.replace("check = print", "def check(id):\n    raise AssertionError(f'{id} wrong')")
    root = toy(solutions=wrong)
    errors = build(root, exercises_of=exercises_of, report=lambda line: None)
    assert len(errors) == 1 and '`check("1.1")`: AssertionError: 1.1 wrong' in errors[0]
    assert not (root / "solutions/01_toy.ipynb").exists()


# What --check sees ----------------------------------------------------------------------------------------------


def differences_now(root):
    """Compare the stored notebooks with a copy of the first build: executing again would give the same."""
    out = root / "fresh"
    if not out.exists():
        build_chapter(root, out, "01_toy", exercises_of, report=lambda line: None)
    return differences(root, out, "01_toy")


def code_cells(notebook):
    return [cell for cell in notebook.cells if cell.cell_type == "code"]


def test_saving_after_a_run_makes_no_difference(built_toy):
    root, _ = built_toy
    assert differences_now(root) == []
    notebook = read(root, "notebooks")
    notebook.metadata.language_info = {"name": "python", "version": "3.12.1"}
    notebook.metadata.widgets = {"application/vnd.jupyter.widget-state+json": {"state": {}}}
    plain, pictures, measured = code_cells(notebook)
    plain.outputs[:1] = [nbformat.v4.new_output("stream", text=text) for text in ("hel", "lo\n")]
    for number, cell in enumerate((plain, pictures, measured), 7):
        cell.execution_count = number
        cell.metadata["execution"] = {"iopub.status.busy": "2026-01-01"}
    plain.outputs[-1].execution_count = 7
    view = {"application/vnd.jupyter.widget-view+json": {"model_id": "a1b2"}, "text/plain": "IntSlider(value=0)"}
    pictures.outputs[:1] = [nbformat.v4.new_output("display_data", data=view) for _ in range(2)]
    measured.outputs = [nbformat.v4.new_output("stream", text="123.4\n")]
    save(root, "notebooks", notebook)
    exercise = read(root, "exercises")
    for cell in code_cells(exercise):
        cell.execution_count, cell.outputs = 3, [nbformat.v4.new_output("stream", text="ran\n")]
    exercise.cells.append(nbformat.v4.new_code_cell("my = 1"))
    save(root, "exercises", exercise)
    assert differences_now(root) == []


def _other_size(cell):
    file = io.BytesIO()
    Image.new("RGB", (80, 64)).save(file, "PNG")
    cell.outputs[-1].data["image/png"] = base64.b64encode(file.getvalue()).decode()


PLANTED = {
    "source": (lambda nb: nb.cells[1].update(source="changed"), "cell 1 (markdown-", "its source differs"),
    "id": (lambda nb: nb.cells[1].update(id="other"), "cell 1 (", "its id is stored as other"),
    "metadata": (lambda nb: nb.metadata.course.update(edition="old"), "", "metadata edition is out of date"),
    "tags": (lambda nb: code_cells(nb)[2].metadata.update(tags=[]), "cell 4 (", "metadata `tags` differs"),
    "text": (lambda nb: code_cells(nb)[0].outputs[0].update(text="bye\n"), "cell 2 (", "its text ('hello',) was built"),
    "value": (lambda nb: code_cells(nb)[0].outputs[1].data.update({"text/plain": "3"}), "cell 2 (", "'3'"),
    "output gone": (lambda nb: code_cells(nb)[2].update(outputs=[]), "cell 4 (", "1 outputs built, 0 stored"),
    "alt": (lambda nb: code_cells(nb)[1].outputs[-1].metadata["image/png"].update(alt="x"), "cell 3 (", "'stripes'"),
    "size": (lambda nb: _other_size(code_cells(nb)[1]), "cell 3 (", "(80, 64)"),
    "cell gone": (lambda nb: nb.cells.pop(), "", "6 cells built, 5 stored"),
}


@pytest.fixture(scope="module")
def stored(tmp_path_factory):
    """A toy built twice, so that defects can be planted in one without executing again."""
    root = tmp_path_factory.mktemp("stored")
    for folder, text in (
        ("notebooks", WITH_PICTURES),
        ("solutions", TOY_SOLUTIONS),
    ):
        (root / folder / "source").mkdir(parents=True)
        (root / folder / "source/01_toy.py").write_text(text, encoding="utf-8")
    (root / "notebooks/references.json").write_text(TOY_REFERENCES, encoding="utf-8")
    build_chapter(root, root, "01_toy", exercises_of, report=lambda line: None)
    build_chapter(root, root / "fresh", "01_toy", exercises_of, report=lambda line: None)
    return root


@pytest.mark.parametrize("name", PLANTED)
def test_check_sees_a_planted_difference(stored, name):
    plant, place, message = PLANTED[name]
    path = stored / "notebooks/01_toy.ipynb"
    kept = path.read_bytes()
    try:
        notebook = read(stored, "notebooks")
        plant(notebook)
        nbformat.write(notebook, path)
        (found,) = differences(stored, stored / "fresh", "01_toy")
    finally:
        path.write_bytes(kept)
    assert found.startswith(f"notebooks/01_toy.ipynb: {place}") and message in found
    assert "edit notebooks/source/01_toy.py" in found


@pytest.mark.parametrize(
    ("plant", "message"),
    [
        (lambda nb: nb.cells[1].update(source="changed"), "its source differs"),
        (lambda nb: nb.cells[3].metadata.pop("course"), "metadata `course` differs"),
        (lambda nb: nb.cells.pop(3), "its source differs"),
        (lambda nb: nb.cells.insert(2, nb.cells[3].copy()), "its source differs"),
        (lambda nb: (nb.cells[2].update(source="x = 1"), nb.metadata.course.update(edition="old")), "earlier edition"),
    ],
)
def test_check_holds_exercises_to_the_source(stored, plant, message):
    path = stored / "exercises/01_toy.ipynb"
    kept = path.read_bytes()
    try:
        notebook = read(stored, "exercises")
        plant(notebook)
        path.write_text(json.dumps(notebook), encoding="utf-8")
        (found,) = differences(stored, stored / "fresh", "01_toy")
    finally:
        path.write_bytes(kept)
    assert found.startswith("exercises/01_toy.ipynb: ") and message in found
    assert "edit solutions/source/01_toy.py" in found


def test_check_sees_missing_and_broken_files(stored):
    path = stored / "solutions/01_toy.ipynb"
    kept = path.read_bytes()
    try:
        path.write_text("[]", encoding="utf-8")
        assert "cannot be read as a notebook" in differences(stored, stored / "fresh", "01_toy")[0]
        path.unlink()
        assert "solutions/01_toy.ipynb: it is missing" in differences(stored, stored / "fresh", "01_toy")[0]
    finally:
        path.write_bytes(kept)


# Parts ----------------------------------------------------------------------------------------------------------


def test_closure_follows_imports_wherever_they_stand(tmp_path):
    package = tmp_path / "course_lib"
    (package / "deep").mkdir(parents=True)
    for name, text in {
        "__init__": "from course_lib import unused\n", "unused": "",
        "a": "def f():\n    import course_lib.b\n", "b": "import jax\n",
        "deep/__init__": "from course_lib.c import x\n", "deep/d": "", "c": "x = 1\n",
    }.items():  # fmt: skip
        (package / f"{name}.py").write_text(text, encoding="utf-8")
    files = cache.closure(tmp_path, cache.imported("from course_lib import a\nfrom course_lib.deep import d\n"))
    assert {file.relative_to(package).as_posix() for file in files} == {
        "__init__.py", "a.py", "b.py", "deep/__init__.py", "deep/d.py", "c.py",
    }  # fmt: skip


def test_images_shrink_and_keep_their_size():
    noise = np.random.default_rng(0).normal(128, 30, (200, 200, 3)).clip(0, 255).astype("uint8")
    file = io.BytesIO()
    Image.fromarray(noise).save(file, "PNG")
    assert len(file.getvalue()) > MOST_BYTES
    small = shrink(file.getvalue())
    assert len(small) <= MOST_BYTES and Image.open(io.BytesIO(small)).size == (200, 200)
    assert shrink(small) == shrink(shrink(small))


@pytest.mark.parametrize(
    ("host", "inside"),
    [("127.0.0.1", True), ("127.8.0.1", True), ("::1", True), ("localhost", True), (None, True), (b"127.0.0.1", True),
     ("10.0.0.1", False), ("example.org", False), ("localhost.example.org", False), ("fe80::1%eth0", False)],
)  # fmt: skip
def test_loopback(host, inside):
    assert is_loopback(host) is inside


def test_of_a_progress_bar_the_last_state_is_kept():
    chunks = ["before\n", "\r  0%", "\r 50%", "\r100%\n", "after\r\n"]
    merged = merge_streams([nbformat.v4.new_output("stream", text=text) for text in chunks])
    assert [output.text for output in merged] == ["before\n100%\nafter\r\n"]
