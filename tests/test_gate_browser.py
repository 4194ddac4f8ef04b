"""Gate 8: the course in a real browser, as a learner meets it.

JupyterLab opens without a question; 00 and 01 run whole, of later chapters the cells that the explorers need; every
control is moved and the picture seen to change (times are recorded, not judged); one exercise of each chapter is solved
wrong, then right. A chapter is covered by being there.
"""

from pathlib import Path

import browser
import browser_course as course
import browser_notebook as jupyter
import nbformat
import pytest
from browser_controls import move_all
from nbformat.v4 import new_code_cell, new_notebook

WHOLE = ("00", "01")
KERNEL = {"name": "python3", "display_name": "Python 3", "language": "python"}

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.skipif(browser.what_is_missing() is not None, reason=str(browser.what_is_missing())),
]


@pytest.fixture(scope="module")
def lab(tmp_path_factory):
    """A JupyterLab on a copy of the course, started as `python -m course_lib start` starts it."""
    root = tmp_path_factory.mktemp("course")
    course.copy_course(root)
    (root / "planted").mkdir()
    with browser.running_lab(root, tmp_path_factory.mktemp("state")) as running:
        yield running


@pytest.fixture(scope="module")
def context():
    with browser.running_browser() as running:
        yield running


@pytest.fixture
def visit(lab, context):
    """A function that opens a notebook; its kernel is shut down at the end."""
    pages = []

    def open_one(notebook: str):
        context.outside.clear()
        pages.append(jupyter.open_notebook(context, lab, notebook))
        return pages[-1]

    yield open_one
    for page in pages:
        jupyter.close(page)


def problems_of(page, context) -> list[str]:
    """Return what a learner would stumble over: pop-ups, errors no cell announces, calls to the outside."""
    announced = [i for i, c in enumerate(jupyter.cells(page)) if "raises-exception" in c["metadata"].get("tags", [])]
    errors = [line for line in jupyter.errors(page) if not any(line.startswith(f"cell {i}:") for i in announced)]
    return [
        *(f"pop-up: {text}" for text in jupyter.pop_ups(page)),
        *errors,
        *(f"asks for {address}" for address in dict.fromkeys(context.outside)),
    ]


def moved(page, indices: list[int]) -> list:
    """Move every control of these cells and return what came of it, each named with its cell."""
    return [(index, moves) for index in indices for moves in move_all(jupyter.cell_at(page, index))]


@pytest.mark.parametrize("stem", course.stems("notebooks"))
def test_notebook_runs_and_its_controls_move(stem, lab, context, visit, record_property):
    built = nbformat.read(lab.root / "notebooks" / f"{stem}.ipynb", 4)
    explorers = course.interactive(built)
    whole = stem.startswith(WHOLE)
    if not (whole or explorers):
        pytest.skip("nothing interactive in it, and only 00 and 01 are run whole")
    page = visit(f"notebooks/{stem}.ipynb")
    assert not problems_of(page, context)
    code = [i for i, cell in enumerate(built.cells) if cell.cell_type == "code" and cell.source.strip()]
    if whole:
        jupyter.run_all(page)
    else:
        code = course.needed_cells(course.code_sources(built), explorers)
        jupyter.run_cells(page, code)
    assert not problems_of(page, context)
    live = jupyter.cells(page)
    assert [i for i in code if not live[i]["execution_count"]] == [], "these cells did not run"
    results = moved(page, explorers)
    table = "\n".join(f"{stem} cell {index:3}  {moves}" for index, moves in results)
    print(f"\n{table}")
    record_property("controls", table)
    assert not problems_of(page, context)
    assert {index for index, _ in results} == set(explorers), "an interactive cell without a control"
    assert [f"cell {index}: {moves}" for index, moves in results if not moves.alive] == []


def shown_at(page, index: int) -> str:
    """Return the text that a reader sees under a cell, in one line."""
    text = jupyter.cell_at(page, index).locator(".jp-OutputArea-output").all_inner_texts()
    return " ".join(" ".join(text).split())


@pytest.mark.parametrize("stem", course.stems("solutions"))
def test_an_exercise_is_solved_wrong_then_right(stem, lab, context, visit):
    from course_lib.checking.judge import source_of

    exercise, mistake = course.first_with_a_known_mistake(stem)
    notebook, solved = course.shipped_exercises(stem), course.solutions(stem)
    at = course.positions(notebook)
    answer, check = at[exercise.id, "answer"], at[exercise.id, "check"]
    first_task = min(at.values())
    notebook.cells[answer].source = source_of(exercise, mistake.wrong[0]).strip()
    nbformat.write(notebook, lab.root / "exercises" / f"{stem}.ipynb")
    page = visit(f"exercises/{stem}.ipynb")
    setup = [i for i, cell in enumerate(notebook.cells[:first_task]) if cell.cell_type == "code"]
    jupyter.run_cells(page, [*setup, answer])
    assert not problems_of(page, context)
    jupyter.run_cells(page, [check])
    message = shown_at(page, check)
    assert message.startswith(f"✗ {exercise.id} {' '.join(mistake.message.split())}"), message
    assert "Traceback" not in message and 'File "' not in message, message
    jupyter.forget_complaints(page)
    jupyter.type_into(page, answer, solved.cells[course.positions(solved)[exercise.id, "answer"]].source)
    page.keyboard.press("Shift+Enter")
    page.keyboard.press("Shift+Enter")
    page.wait_for_function(jupyter.IDLE)
    page.get_by_text(f"✓ {exercise.id}").first.wait_for(timeout=30_000)
    assert shown_at(page, check).startswith(f"✓ {exercise.id} {exercise.title}")
    assert not problems_of(page, context)


# The gate itself: each defect is planted in a notebook of three lines and must be seen.

SLIDER = """import base64, io
import ipywidgets as widgets
from PIL import Image
picture, slider = widgets.HTML(), widgets.IntSlider(3, min=0, max=9, description="{name}")
def draw(change):
    file = io.BytesIO()
    Image.new("L", (40, 40), 20 * {value}).save(file, "png")
    data = base64.b64encode(file.getvalue()).decode()
    picture.value = f'<img alt="a grey square" src="data:image/png;base64,{{data}}"> {{slider.value}}'
slider.observe(draw, "value")
draw(None)
widgets.VBox([slider, picture])"""


def plant(lab, name: str, *sources: str, kernel: dict = KERNEL) -> str:
    """Write a small notebook and return its path in JupyterLab."""
    notebook = new_notebook(cells=[new_code_cell(source) for source in sources], metadata={"kernelspec": kernel})
    nbformat.write(notebook, lab.root / "planted" / f"{name}.ipynb")
    return f"planted/{name}.ipynb"


@pytest.mark.parametrize(("value", "alive"), [("slider.value", True), ("3", False)])
def test_a_slider_that_does_not_move_its_picture_is_seen(value, alive, lab, visit):
    page = visit(plant(lab, f"slider_{alive}", SLIDER.format(name="grey", value=value)))
    jupyter.run_all(page)
    ((_, moves),) = moved(page, [0])
    assert (moves.name, moves.alive) == ('slider "grey"', alive)


def test_a_cell_that_raises_and_one_that_complains_later_are_seen(lab, context, visit):
    late = "import ipywidgets\nbutton = ipywidgets.Button(description='go')\nbutton.on_click(lambda b: 1 / 0)\nbutton"
    page = visit(plant(lab, "raises", late, "[][1]"))
    jupyter.run_all(page)
    jupyter.cell_at(page, 0).get_by_role("button", name="go").click()
    page.wait_for_function("() => window.kernelComplaints.length > 1")
    found = problems_of(page, context)
    assert found == ["cell 1: IndexError: list index out of range", "ZeroDivisionError: division by zero"]


def test_a_pop_up_is_seen(lab, context, visit):
    page = visit(plant(lab, "no_kernel", "1", kernel={"name": "no_such", "display_name": "No such kernel"}))
    (found,) = problems_of(page, context)
    assert found.startswith("pop-up: Select Kernel")


def test_the_cells_that_an_explorer_needs():
    sources = ["import a", "x = a.b()", "y = 1", "z = {}", "z['k'] = x", "", "show(z)", "late = x"]
    assert course.needed_cells(sources, [6]) == [0, 1, 3, 4, 6]


def test_a_call_to_the_outside_is_seen_and_refused(lab, context, visit):
    page = visit(plant(lab, "outside", "1"))
    page.evaluate("() => fetch('https://example.org/').catch(() => null)")
    assert problems_of(page, context) == ["asks for https://example.org/"]


def test_what_is_missing_is_said(monkeypatch):
    monkeypatch.setenv("PATH", str(Path(__file__).parent))
    monkeypatch.delenv("CHROMIUM", raising=False)
    assert browser.what_is_missing().startswith("no Chromium here")
