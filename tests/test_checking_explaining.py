"""What is said of an answer that is no known misconception, on a toy exercise."""

import jax.numpy as jnp
from course_checks import verdict_on
from toy_exercises import SMOOTH, SMOOTH_JUDGE, smooth_with_scan


def told(answer):
    return verdict_on(SMOOTH, SMOOTH_JUDGE, answer, 0).text().splitlines()


def drifts(x, beta):
    return smooth_with_scan(x, beta) + 0.5 * jnp.arange(len(x))


def drifts_if_constant(x, beta):
    return smooth_with_scan(x, beta) + 0.5 * (x[0] == x[-1]) * jnp.arange(len(x))


def needs_numpy(x, beta):
    return jnp_of_another_notebook.asarray(x)  # noqa: F821


def forgets_setup(x, beta):
    raise NameError("name 'jnp' is not defined")


def test_a_property_seen_elsewhere_says_that_the_example_is_wrong_too():
    lines = [line.strip() for line in told(drifts)]
    assert lines[0] == "✗ 90.1 constant in, constant out does not hold: try x = [4, 4, 4]."
    assert lines[1] == "seen for a constant curve"
    assert lines[2].startswith("wrong too: the example of the task, x = ")


def test_a_property_is_shown_once_where_it_was_seen():
    lines = [line.strip() for line in told(drifts_if_constant)]
    assert lines[1] == "tried: a constant curve" and not any(
        "seen for" in line or "wrong too" in line for line in lines
    )


def test_a_missing_name_of_the_setup_cell_sends_back_to_it():
    assert any("jnp comes from the first code cell: run that cell again." in line for line in told(forgets_setup))
    assert any("Only the cells between this task and its check count" in line for line in told(needs_numpy))
