"""Every kind of answer goes through the one engine: right styles pass, each mistake is refused with its own message."""

import pytest
from course_checks import assert_alternatives_pass, assert_misconceptions_are_named
from toy_exercises import TOYS

KINDS = [pytest.param(exercise, judge, id=exercise.name) for exercise, judge in TOYS]


@pytest.mark.parametrize(("exercise", "judge"), KINDS)
@pytest.mark.parametrize("seed", [0, 1, 2])
def test_right_styles_pass(exercise, judge, seed):
    assert_alternatives_pass(exercise, judge, seed)


@pytest.mark.parametrize(("exercise", "judge"), KINDS)
@pytest.mark.parametrize("seed", [0, 1, 2])
def test_each_mistake_has_its_own_message(exercise, judge, seed):
    assert_misconceptions_are_named(exercise, judge, seed)
