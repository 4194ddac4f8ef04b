"""The glossary: complete rows, no term twice, and a search that finds."""

import re

import pytest

from course_lib.course_map import load_chapters
from course_lib.explorers.glossary import GlossaryBox
from course_lib.glossary import Term, find_terms, glossary_html, load_glossary

TERMS = load_glossary()
SOME = [Term("loss", "损失", "What training makes small.", "04"), Term("a < b", "小于", "less than", "03")]


def test_no_term_twice():
    assert len({term.english.casefold() for term in TERMS}) == len(TERMS) > 150


@pytest.mark.parametrize("term", TERMS, ids=lambda term: term.english)
def test_a_term_is_complete(term):
    assert re.search(r"[\u4e00-\u9fff]", term.chinese), "Chinese"
    assert term.meaning.endswith(".") and len(term.meaning) > 12
    assert term.chapter in {chapter.number for chapter in load_chapters()}


@pytest.mark.parametrize(
    ("text", "found"),
    [("LOSS", ["loss"]), ("损", ["loss"]), ("small", ["loss"]), ("03", ["a < b"]), ("", ["loss", "a < b"]), ("x", [])],
)
def test_search(text, found):
    assert [term.english for term in find_terms(SOME, text)] == found


def test_html_is_escaped():
    assert "a &lt; b" in glossary_html(SOME) and "<td>a < b" not in glossary_html(SOME)


def test_the_box_filters():
    box = GlossaryBox()
    assert f"{len(TERMS)} terms" in box.count.value
    box.box.value = "梯度下降"
    assert "gradient descent" in box.table.value and "softmax" not in box.table.value
