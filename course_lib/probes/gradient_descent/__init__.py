"""Exercises of chapter 01, first half: what is asked, with which inputs, and how an answer is observed."""

from __future__ import annotations

from course_lib.checking.caret import call_and_mark_xor
from course_lib.checking.exercise import Exercise
from course_lib.probes.gradient_descent.line_searches import backtracking_cases
from course_lib.probes.gradient_descent.optimisers import adam_step_cases, momentum_step_cases
from course_lib.probes.gradient_descent.shuffling import minibatches_cases, observe_minibatches
from course_lib.probes.gradient_descent.slopes_and_steps import (
    gradient_descent_cases,
    gradient_step_cases,
    numerical_gradient_cases,
    stable_learning_rate_cases,
)
from course_lib.probes.gradient_descent.watching import call_and_compare_trees, call_and_watch_search

EXERCISES = (
    Exercise(
        id="1.1",
        names=("numerical_gradient",),
        title="Measure a gradient",
        points=2,
        minutes=8,
        difficulty=1,
        inputs=numerical_gradient_cases,
        seconds=20.0,  # whoever uses vmap compiles f for each shape
        forbidden=(
            "jax.grad",
            "course_lib.differentiation.numerical_gradient",
            "course_lib.differentiation.central_slope",
        ),
    ),
    Exercise(
        id="1.2",
        names=("gradient_step",),
        title="Repair a step that climbs",
        points=1,
        minutes=5,
        difficulty=1,
        inputs=gradient_step_cases,
        observe=call_and_compare_trees,
        forbidden=("course_lib.optimizers.gradient_step",),
        ships_wrong=True,
    ),
    Exercise(
        id="1.3",
        names=("gradient_descent",),
        title="Walk down, and keep the path",
        points=2,
        minutes=8,
        difficulty=2,
        inputs=gradient_descent_cases,
        forbidden=("course_lib.optimizers.gradient_descent",),
    ),
    Exercise(
        id="1.4",
        names=("largest_stable_learning_rate",),
        title="Find the edge of stability",
        points=2,
        minutes=8,
        difficulty=2,
        inputs=stable_learning_rate_cases,
        forbidden=("course_lib.optimizers.largest_stable_learning_rate",),
    ),
    Exercise(
        id="1.5",
        names=("minibatches",),
        title="Deal the data into batches",
        points=2,
        minutes=10,
        difficulty=2,
        inputs=minibatches_cases,
        observe=observe_minibatches,
        seconds=20.0,  # every number of samples is compiled
        forbidden=("course_lib.data.minibatches",),
    ),
    Exercise(
        id="1.6",
        names=("momentum_step",),
        title="Let the step remember",
        points=2,
        minutes=8,
        difficulty=2,
        inputs=momentum_step_cases,
        forbidden=("course_lib.optimizers.momentum_step",),
    ),
    Exercise(
        id="1.7",
        names=("adam_step",),
        title="One step of Adam",
        points=3,
        minutes=15,
        difficulty=3,
        inputs=adam_step_cases,
        observe=call_and_mark_xor,
        forbidden=("course_lib.optimizers.adam_step",),
    ),
    Exercise(
        id="1.8",
        names=("backtracking",),
        title="Challenge: let the loss choose the step size",
        points=4,
        minutes=20,
        difficulty=4,
        inputs=backtracking_cases,
        observe=call_and_watch_search,
        forbidden=("course_lib.optimizers.backtracking",),
    ),
)
