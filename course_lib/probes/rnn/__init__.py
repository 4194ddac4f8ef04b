"""Exercises of chapter 06, first half: what is asked, with which inputs, and how an answer is observed."""

from __future__ import annotations

from course_lib.checking.exercise import Exercise
from course_lib.probes.rnn.digits import digits_cases, observe_digits
from course_lib.probes.rnn.gradients import clip_cases, gradient_norm_cases
from course_lib.probes.rnn.masks import last_state_cases, masked_mean_cases
from course_lib.probes.rnn.steps import lstm_step_cases, observe_scan, rnn_cases, rnn_step_cases

EXERCISES = (
    Exercise(
        id="6.1",
        names=("rnn_step",),
        title="One step of a memory",
        points=1,
        minutes=6,
        difficulty=1,
        inputs=rnn_step_cases,
        forbidden=("course_lib.recurrent", "course_lib.sequence_models", "flax"),
    ),
    Exercise(
        id="6.2",
        names=("rnn",),
        title="Read a whole sequence",
        points=2,
        minutes=10,
        difficulty=2,
        inputs=rnn_cases,
        observe=observe_scan,
        forbidden=("course_lib.recurrent", "course_lib.bptt", "course_lib.sequence_models", "flax"),
    ),
    Exercise(
        id="6.3",
        names=("last_state",),
        title="Repair a reading of silence",
        points=1,
        minutes=6,
        difficulty=1,
        inputs=last_state_cases,
        forbidden=("course_lib.recurrent", "course_lib.sequences"),
        ships_wrong=True,
    ),
    Exercise(
        id="6.4",
        names=("masked_mean",),
        title="A mean that leaves out the padding",
        points=1,
        minutes=8,
        difficulty=2,
        inputs=masked_mean_cases,
        forbidden=("course_lib.recurrent", "course_lib.sequences"),
    ),
    Exercise(
        id="6.5",
        names=("clip_by_global_norm",),
        title="Shorten a gradient",
        points=2,
        minutes=8,
        difficulty=2,
        inputs=clip_cases,
        forbidden=("course_lib.optimizers", "optax"),
    ),
    Exercise(
        id="6.6",
        names=("lstm_step",),
        title="One step of an LSTM",
        points=2,
        minutes=12,
        difficulty=3,
        inputs=lstm_step_cases,
        forbidden=("course_lib.recurrent", "course_lib.sequence_models", "flax"),
    ),
    Exercise(
        id="6.7",
        names=("gradient_norm_by_distance",),
        title="How far back does a gradient reach?",
        points=3,
        minutes=15,
        difficulty=3,
        inputs=gradient_norm_cases,
        forbidden=("course_lib.recurrent", "course_lib.sequences", "course_lib.bptt"),
    ),
    Exercise(
        id="6.8",
        names=("digits_init", "digits_model"),
        title="Challenge: hear which digit is spoken",
        points=4,
        minutes=20,
        difficulty=4,
        inputs=digits_cases,
        observe=observe_digits,
        seconds=60.0,
        forbidden=(
            "course_lib.speech",
            "course_lib.training",
            "course_lib.probes.rnn.digits_trainer.training_clips",
            "course_lib.probes.rnn.digits_trainer.train",
        ),
    ),
)
