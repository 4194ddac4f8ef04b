"""Gate 5: what every chapter has, counted in the built notebooks; a new chapter is covered by being there."""

import base64
import csv
import re
import subprocess
from functools import cache

import nbformat
import pytest
from conftest import ROOT

from course_lib.authoring.building import registered
from course_lib.authoring.citations import cited_keys, load_references
from course_lib.authoring.outputs import MOST_BYTES, image_alt
from course_lib.authoring.sources import find_stems, read_source
from course_lib.authoring.structure import HINTS, MOST_LINES, SECTIONS

STEMS = find_stems(ROOT)
FOLDERS = ("notebooks", "solutions", "exercises")
OBJECTIVES, RECAP = "What you will be able to do", "Recap"
NOTEBOOK_BYTES, ALL_BYTES = 1_500_000, 40_000_000

each_chapter = pytest.mark.parametrize("stem", STEMS)
each_notebook = pytest.mark.parametrize(("folder", "stem"), [(folder, stem) for stem in STEMS for folder in FOLDERS])


def cells_of(built, folder: str, stem: str, kind: str | None = None) -> list:
    """Return the cells of a built notebook, all or those of one kind."""
    notebook = nbformat.read(built.path(folder, stem), as_version=4)
    return [cell for cell in notebook.cells if kind in (None, cell.cell_type)]


def section(cells: list, title: str) -> str:
    """Return the markdown under a second-level heading, up to the next one."""
    text = "\n\n".join(cell.source for cell in cells if cell.cell_type == "markdown")
    found = re.search(rf"^## {re.escape(title)}[ ]*$(.*?)(?=^## |\Z)", text, re.M | re.S)
    return found[1] if found else ""


def items(text: str) -> list[str]:
    """Return the items of a markdown list, each on one line."""
    parts = re.split(r"^(?:[-*]|\d+\.)[ ]+", text, flags=re.M)[1:]
    return [" ".join(part.split("\n\n")[0].split()) for part in parts]


def objectives(text: str) -> dict[str, list[str]]:
    """Return what the list of objectives says: each objective with the exercises that serve it."""
    found = {}
    for item in items(text):
        ids = re.search(r"\((\d+\.\d+(?:,\s*\d+\.\d+)*)\)\.?$", item)
        found[item] = re.split(r",\s*", ids[1]) if ids else []
    return found


@each_chapter
def test_objectives_and_exercises_serve_each_other(built, stem):
    stated = objectives(section(cells_of(built, "notebooks", stem), OBJECTIVES))
    assert 3 <= len(stated) <= 6, f"{len(stated)} objectives"
    assert [item for item, ids in stated.items() if not ids] == [], "objectives that no exercise serves"
    served = {exercise for ids in stated.values() for exercise in ids}
    assert served == {exercise.id for exercise in registered(stem)}


@each_chapter
def test_sections_stand_in_order(built, stem):
    text = "\n".join(cell.source for cell in cells_of(built, "notebooks", stem, "markdown"))
    assert [title for title in re.findall(r"^## (.+?)\s*$", text, re.M) if title in SECTIONS] == list(SECTIONS)


@each_chapter
def test_each_task_has_three_hints(built, stem):
    cells = cells_of(built, "exercises", stem)
    tasks = [cell for cell in cells if cell.metadata.get("course", {}).get("role") == "task"]
    assert len(tasks) == len(registered(stem))
    for task in tasks:
        assert [h for h in re.findall(r"<summary>(.*?)</summary>", task.source) if h.startswith("Hint")] == HINTS


@each_chapter
def test_recap_has_five_questions_with_hidden_answers(built, stem):
    text = section(cells_of(built, "notebooks", stem), RECAP)
    answers = re.findall(r"<details>.*?</details>", text, re.S)
    assert len(answers) == 5
    assert all(re.sub(r"<summary>.*?</summary>|<[^>]*>", "", answer, flags=re.S).strip() for answer in answers)


@each_notebook
def test_images_have_alt_text_and_are_small(built, folder, stem):
    for cell in cells_of(built, folder, stem):
        for output in cell.get("outputs", []):
            for kind, data in output.get("data", {}).items():
                if kind.startswith("image/"):
                    assert (image_alt(output) or "").strip(), f"{cell.id}: an image without alt text"
                    assert kind != "image/png" or len(base64.b64decode(data)) <= MOST_BYTES, f"{cell.id}: a large image"
        if cell.cell_type == "markdown":
            assert not bare_images(cell.source), f"{cell.id}: {bare_images(cell.source)}"


def bare_images(markdown: str) -> list[str]:
    """List the images of a text that have no alternative text."""
    tags = [tag for tag in re.findall(r"<img\b[^>]*>", markdown) if not re.search(r"""\balt=(["'])\s*[^"'\s]""", tag)]
    return re.findall(r"!\[\s*\]\([^)]*\)", markdown) + tags


@each_notebook
def test_code_cells_are_short(built, folder, stem):
    lengths = {cell.id: len(cell.source.splitlines()) for cell in cells_of(built, folder, stem, "code")}
    assert {id: length for id, length in lengths.items() if length > MOST_LINES} == {}


@each_notebook
def test_notebooks_are_small(built, folder, stem):
    assert built.path(folder, stem).stat().st_size <= NOTEBOOK_BYTES


@cache
def glossary() -> frozenset[str]:
    """Return the English terms of the glossary, in lower case."""
    with (ROOT / "course_lib/datasets/glossary.csv").open(encoding="utf-8", newline="") as file:
        return frozenset(row["term_en"].lower() for row in csv.DictReader(file))


def bold_terms(markdown: str) -> list[str]:
    """List the terms in bold, outside code, formulas and the headings of tables."""
    text = re.sub(r"```.*?```|`[^`]*`|\$\$.*?\$\$|^\|.*$", "", markdown, flags=re.M | re.S)
    return [" ".join(term.split()).strip(".,:;?!").lower() for term in re.findall(r"\*\*(.+?)\*\*", text, re.S)]


@each_chapter
def test_bold_terms_stand_in_the_glossary(built, stem):
    markdown = [cell.source for cell in cells_of(built, "notebooks", stem, "markdown")]
    terms = [term for text in markdown for term in bold_terms(text)]
    assert sorted(set(terms) - glossary()) == []


@cache
def cited() -> frozenset[str]:
    """Return every key that a source cites, or a data file in a column `source_key`."""
    files = [file for folder in ("notebooks", "solutions") for file in (ROOT / folder / "source").glob("*.py")]
    keys = {key for file in files for cell in read_source(file).cells for key in cited_keys(cell.text)}
    for path in (ROOT / "course_lib/datasets").glob("*.csv"):
        with path.open(encoding="utf-8", newline="") as file:
            keys |= {row["source_key"] for row in csv.DictReader(file) if row.get("source_key")}
    return frozenset(keys)


def test_every_source_cited_is_in_the_references_and_every_reference_is_cited():
    # The loader refuses an entry without the note that says what was checked.
    assert cited() == set(load_references(ROOT / "notebooks/references.json"))


def test_all_files_together_are_small():
    list_files = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    try:
        listed = subprocess.run(list_files, cwd=ROOT, capture_output=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("not a git checkout: which files belong to the course is unknown")
    files = [ROOT / name for name in listed.stdout.decode().split("\0") if name]
    assert sum(file.stat().st_size for file in files if file.is_file()) <= ALL_BYTES


# The gate's own parts, held to texts whose answer is plain.


def test_parts_of_this_gate():
    text = "- Explain a\n  step (1.1, 1.2)\n- Nothing serves this\n\nAfterwards: (1.3)"
    assert objectives(text) == {"Explain a step (1.1, 1.2)": ["1.1", "1.2"], "Nothing serves this": []}
    assert bold_terms("a **Learning\nrate**, `**kwargs**` and $$**x**$$") == ["learning rate"]
    images = '![](a.png) ![a](b.png) <img src="c"> <img src="d" alt=""> <img alt="e" src="f">'
    assert bare_images(images) == ["![](a.png)", '<img src="c">', '<img src="d" alt="">']
    cell = nbformat.v4.new_markdown_cell("# T\n## Recap\none\n## Recapitulation\ntwo")
    assert section([cell], "Recap") == "\none\n"
