"""The lines and the table that sum up a run."""

import html

from course_lib.checking.summary import summary_lines, summary_markdown

RIGHT = {"id": "1.2", "title": "Step", "state": "right", "points": 2, "max_points": 2, "message": "Take away: x"}
WRONG = {
    "id": "1.3",
    "title": "Path",
    "state": "wrong",
    "points": 0,
    "max_points": 1,
    "message": "|a|\n<b> *c* `d` &#1; _e_",
}
LEFT = {
    "id": "1.4",
    "title": "Rate",
    "state": "not_attempted",
    "points": 0,
    "max_points": 3,
    "message": "not attempted yet",
}


WARNED = {**RIGHT, "warnings": ("⚠ uses jax.grad",)}


def test_what_a_right_answer_is_warned_of_stands_below_it():
    lines = summary_lines([WARNED, RIGHT])
    assert lines[1] == ("      ⚠ uses jax.grad", None)
    assert lines[-1][0] == "  4 of 4 points, 2 of 2 exercises right"
    rows = [line for line in summary_markdown({"a": [WARNED, RIGHT]}).splitlines() if "1.2" in line]
    assert ["⚠ uses jax.grad" in row for row in rows] == [True, False]


def test_one_line_per_exercise_and_a_total():
    lines = summary_lines([RIGHT, WRONG, LEFT])
    assert [good for _, good in lines] == [True, False, None, False]
    assert lines[1][0] == "  ✗ 1.3   0/1  |a| <b> *c* `d` &#1; _e_"
    assert lines[-1][0] == "  2 of 6 points, 1 of 3 exercises right"


def test_the_table_shows_messages_as_they_are_and_nothing_in_them_is_markup():
    table = summary_markdown({"my_file.ipynb": [RIGHT, WRONG, LEFT]})
    row = next(line for line in table.splitlines() if "1.3" in line)
    assert row.count("|") == 6
    assert "<" not in row
    assert html.unescape(row).endswith("|a| <b> *c* `d` &#1; _e_ |")
    assert html.unescape(table).startswith("### my_file.ipynb: 2 of 6 points")
