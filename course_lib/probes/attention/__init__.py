"""Exercises of chapter 07, first half: what is asked, with which inputs, and how an answer is observed."""

from __future__ import annotations

from course_lib.checking.exercise import Exercise
from course_lib.probes.attention.classifier import classifier_cases, observe_classifier
from course_lib.probes.attention.layers import multi_head_attention_cases, self_attention_cases
from course_lib.probes.attention.scores import (
    attention_cases,
    attention_scores_cases,
    causal_mask_cases,
    masked_softmax_cases,
    sinusoidal_positions_cases,
)

READY_MADE = ("jax.nn.dot_product_attention", "flax", "course_lib.sequence_models")

EXERCISES = (
    Exercise(
        id="7.1",
        names=("attention_scores",),
        title="How well does a query fit a key?",
        points=1,
        minutes=6,
        difficulty=1,
        inputs=attention_scores_cases,
        forbidden=("course_lib.attention", *READY_MADE),
    ),
    Exercise(
        id="7.2",
        names=("masked_softmax",),
        title="Repair weights for what is allowed",
        points=2,
        minutes=10,
        difficulty=2,
        inputs=masked_softmax_cases,
        forbidden=("course_lib.attention", *READY_MADE),
        ships_wrong=True,
    ),
    Exercise(
        id="7.3",
        names=("attention",),
        title="A weighted mean of values",
        points=2,
        minutes=8,
        difficulty=2,
        inputs=attention_cases,
        seconds=40.0,  # every operation is compiled for each shape
        forbidden=(
            "course_lib.attention.attention",
            "course_lib.attention.self_attention",
            "course_lib.attention.multi_head_attention",
            *READY_MADE,
        ),
    ),
    Exercise(
        id="7.4",
        names=("causal_mask",),
        title="Hide the future",
        points=1,
        minutes=5,
        difficulty=1,
        inputs=causal_mask_cases,
        forbidden=("course_lib.attention", *READY_MADE),
    ),
    Exercise(
        id="7.5",
        names=("self_attention",),
        title="A sequence looks at itself",
        points=2,
        minutes=8,
        difficulty=2,
        inputs=self_attention_cases,
        seconds=40.0,  # every operation is compiled for each shape
        forbidden=("course_lib.attention.self_attention", "course_lib.attention.multi_head_attention", *READY_MADE),
    ),
    Exercise(
        id="7.6",
        names=("multi_head_attention",),
        title="Several heads side by side",
        points=3,
        minutes=15,
        difficulty=3,
        inputs=multi_head_attention_cases,
        seconds=40.0,  # every operation is compiled for each shape
        forbidden=("course_lib.attention.multi_head_attention", *READY_MADE),
    ),
    Exercise(
        id="7.7",
        names=("sinusoidal_positions",),
        title="Tell positions apart",
        points=2,
        minutes=10,
        difficulty=2,
        inputs=sinusoidal_positions_cases,
        forbidden=("course_lib.attention", *READY_MADE),
        seconds=40.0,  # every length and width is compiled
    ),
    Exercise(
        id="7.8",
        names=("lstm_attention_classifier", "classifier_params"),
        title="Challenge: read messages with an LSTM and attention",
        points=4,
        minutes=20,
        difficulty=4,
        inputs=classifier_cases,
        observe=observe_classifier,
        seconds=60.0,
        forbidden=(
            "course_lib.text",
            "course_lib.probes.attention.messages",
            *READY_MADE,
        ),
    ),
)
