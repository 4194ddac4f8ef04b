"""Exercises of chapter 05, first half: what is asked, with which inputs, and how an answer is observed."""

from __future__ import annotations

from course_lib.checking.exercise import Exercise
from course_lib.probes.cnn.counting import confusion_matrix_cases
from course_lib.probes.cnn.evaluation import evaluate_cases
from course_lib.probes.cnn.network import (
    cnn_cases,
    cnn_params_cases,
    observe_cnn,
    observe_cnn_params,
    shape_trace_cases,
)
from course_lib.probes.cnn.shifting import observe_random_shift, random_shift_cases
from course_lib.probes.cnn.stepping import observe_train_step, train_step_cases
from course_lib.probes.cnn.training import observe_train_cnn, train_cnn_cases

COMPILING = 60.0  # seconds: JAX compiles every operation once for each shape, and a busy machine does so slowly

EXERCISES = (
    Exercise(
        id="5.1",
        names=("shape_trace",),
        title="Follow the shape of an image",
        points=1,
        minutes=6,
        difficulty=1,
        inputs=shape_trace_cases,
        forbidden=("course_lib.cnn", "jax.eval_shape", "flax"),
    ),
    Exercise(
        id="5.2",
        names=("cnn_params",),
        title="Repair the parameters of a network",
        points=2,
        minutes=10,
        difficulty=2,
        inputs=cnn_params_cases,
        observe=observe_cnn_params,
        seconds=COMPILING,
        forbidden=("course_lib.cnn", "flax"),
        ships_wrong=True,
    ),
    Exercise(
        id="5.3",
        names=("cnn",),
        title="From an image to ten scores",
        points=2,
        minutes=9,
        difficulty=2,
        inputs=cnn_cases,
        observe=observe_cnn,
        seconds=COMPILING,
        forbidden=("course_lib.cnn", "flax"),
    ),
    Exercise(
        id="5.4",
        names=("train_step",),
        title="One step of training, compiled",
        points=2,
        minutes=10,
        difficulty=3,
        inputs=train_step_cases,
        observe=observe_train_step,
        seconds=COMPILING,
        forbidden=("course_lib.training", "course_lib.optimizers.Optimizer", "optax"),
    ),
    Exercise(
        id="5.5",
        names=("evaluate",),
        title="Measure a few images at a time",
        points=2,
        minutes=9,
        difficulty=2,
        inputs=evaluate_cases,
        seconds=COMPILING,
        forbidden=("course_lib.training", "course_lib.metrics"),
    ),
    Exercise(
        id="5.6",
        names=("confusion_matrix",),
        title="What is taken for what",
        points=2,
        minutes=7,
        difficulty=2,
        inputs=confusion_matrix_cases,
        forbidden=("course_lib.metrics", "sklearn"),
    ),
    Exercise(
        id="5.7",
        names=("random_shift",),
        title="Shift every image by chance",
        points=3,
        minutes=14,
        difficulty=3,
        inputs=random_shift_cases,
        observe=observe_random_shift,
        seconds=60.0,  # an answer that shifts image by image calls JAX some thousand times
        forbidden=("course_lib.augmentation",),
    ),
    Exercise(
        id="5.8",
        names=("train_cnn",),
        title="Challenge: a good network in a small budget",
        points=4,
        minutes=20,
        difficulty=4,
        inputs=train_cnn_cases,
        observe=observe_train_cnn,
        seconds=90.0,
        forbidden=(
            "course_lib.images",
            "course_lib.training",
            "course_lib.probes.cnn.training_service.labelled_images",
            "course_lib.probes.cnn.training_service.ConvTrainingService",
            "course_lib.probes.dense.training_service",
        ),
    ),
)
