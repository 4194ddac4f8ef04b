"""Gates 1 and 2: solutions pass, nothing passes as shipped, each misconception is refused with its own message."""

import ast
import json
import shutil

import jax
import jax.numpy as jnp
import numpy as np
import pytest
from course_checks import assert_alternatives_pass, assert_misconceptions_are_named, verdict_on
from jax import lax
from learner_notebooks import self_check

from course_lib.checking import registry
from course_lib.checking.answers import source_text
from course_lib.checking.judge import as_answers, source_of
from course_lib.checking.observing import observe
from course_lib.checking.session import SETUP
from course_lib.checking.usage import NAMES_OF_THE_SETUP_CELL
from course_lib.checking.verdict import judge_observations

CHAPTERS = list(registry.chapters())
EXERCISES = [
    pytest.param(exercise, registry.judge(exercise.id), id=exercise.id)
    for chapter in CHAPTERS
    for exercise in registry.chapters()[chapter]
]
HONEST_MINIMUM = 2


@pytest.mark.parametrize("chapter", CHAPTERS)
def test_every_solution_passes_and_nothing_passes_as_shipped(chapter, built, tmp_path):
    exercises = registry.chapters()[chapter]
    for kind in ("solutions", "exercises"):
        (tmp_path / kind).mkdir()
        shutil.copy(getattr(built, kind) / f"{chapter}.ipynb", tmp_path / kind)
    solved = self_check(tmp_path / "solutions" / f"{chapter}.ipynb", cwd=tmp_path)
    assert solved.status == 0, solved.text
    assert {id: points for id, (_, points, _) in solved.exercises.items()} == {e.id: e.points for e in exercises}
    shipped = self_check(tmp_path / "exercises" / f"{chapter}.ipynb", cwd=tmp_path)
    assert shipped.status == 1
    marks = {id: mark for id, (mark, _, _) in shipped.exercises.items()}
    assert marks == {e.id: "✗" if e.ships_wrong else "○" for e in exercises}, shipped.text
    assert all(points == 0 for _, points, _ in shipped.exercises.values())


@pytest.mark.parametrize("chapter", CHAPTERS)
def test_the_self_check_begins_as_the_notebook_does(chapter, built):
    """What the setup cell gives a learner is what the self-check gives an answer, and what counts as its own names."""
    cells = json.loads((built.exercises / f"{chapter}.ipynb").read_text("utf-8"))["cells"]
    setup = next(source_text(cell) for cell in cells if cell["cell_type"] == "code")
    assert setup.strip() == SETUP.strip()
    bound = [alias.asname or alias.name for node in ast.walk(ast.parse(SETUP)) for alias in getattr(node, "names", [])]
    assert set(bound) == {*NAMES_OF_THE_SETUP_CELL, "check"}


@pytest.mark.parametrize(("exercise", "judge"), EXERCISES)
@pytest.mark.parametrize("seed", [0, 1, 2])
def test_right_answers_in_other_styles_pass(exercise, judge, seed):
    assert_alternatives_pass(exercise, judge, seed)


@pytest.mark.parametrize(("exercise", "judge"), EXERCISES)
@pytest.mark.parametrize("seed", [1, 2])  # seed 0 is what is pasted, below
def test_each_misconception_is_refused_with_its_own_message(exercise, judge, seed):
    assert len(judge.misconceptions) >= HONEST_MINIMUM
    assert_misconceptions_are_named(exercise, judge, seed)


@pytest.mark.parametrize(("exercise", "judge"), EXERCISES)
def test_misconceptions_can_be_pasted_into_a_notebook(exercise, judge):
    """Their sources stand alone beside the setup cell's imports: graders and browsers submit them as text."""
    cases = exercise.inputs(0)
    for misconception in judge.misconceptions:
        if misconception.loops:
            continue
        for wrong in misconception.wrong:
            namespace = {"jax": jax, "jnp": jnp, "np": np, "lax": lax}
            exec(source_of(exercise, wrong), namespace)
            pasted = {name: namespace[name] for name in exercise.names if name in namespace}
            answers = as_answers(exercise, pasted, judge.oracle)
            verdict = judge_observations(exercise, judge, cases, observe(exercise, answers, cases))
            assert (verdict.misconception, verdict.message) == (misconception.name, misconception.message), (
                verdict.text()
            )
            assert verdict.state != "right" and verdict.points == 0


@pytest.mark.parametrize(("exercise", "judge"), EXERCISES)
@pytest.mark.parametrize("value", [None, [], "text", 0.0, float("nan"), np.zeros(3, np.float16)], ids=repr)
def test_nonsense_gets_a_message_and_no_points(exercise, judge, value):
    def nonsense(*arguments):
        return value

    verdict = verdict_on(exercise, judge, {name: nonsense for name in exercise.names}, seed=0)
    assert verdict.state in ("wrong", "error")
    assert verdict.points == 0
    assert len(verdict.message) > 10


@pytest.mark.parametrize(("exercise", "judge"), EXERCISES)
def test_an_object_that_equals_everything_gets_nothing(exercise, judge):
    class Everything:
        __array_priority__ = 1e9

        def __eq__(self, other):
            return True

        def __hash__(self):
            return 0

        def __getattr__(self, name):
            if name.startswith("__"):
                raise AttributeError(name)
            return self

        def __call__(self, *arguments):
            return self

    verdict = verdict_on(exercise, judge, {name: Everything() for name in exercise.names}, seed=0)
    assert verdict.points == 0
