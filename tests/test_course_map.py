"""The map of chapters: links exactly to what is there, and agrees with the notebooks' own titles."""

from pathlib import Path

import pytest

from course_lib.course_map import course_map_html, load_chapters

CHAPTERS = load_chapters()
SOURCES = Path(__file__).parents[1] / "notebooks" / "source"


def test_numbers_run_from_00_without_a_gap():
    assert [chapter.number for chapter in CHAPTERS] == [f"{i:02d}" for i in range(len(CHAPTERS))]


def test_only_existing_notebooks_are_links(tmp_path):
    (tmp_path / "01_gradient_descent.ipynb").touch()
    html = course_map_html(CHAPTERS, tmp_path)
    assert html.count("<a href") == 1 and 'href="01_gradient_descent.ipynb"' in html
    assert html.count("to come") == len(CHAPTERS) - 1


@pytest.mark.parametrize("path", sorted(SOURCES.glob("*.py")), ids=lambda path: path.stem)
def test_titles_are_those_of_the_sources(path):
    chapter = next(chapter for chapter in CHAPTERS if f"{chapter.number}_{chapter.stem}" == path.stem)
    assert f"# # {chapter.number} · {chapter.question}" in path.read_text(encoding="utf-8").splitlines()
