"""Exercises of chapter 04, first half: what is asked, with which inputs, and how an answer is observed."""

from __future__ import annotations

from course_lib.checking.caret import call_and_mark_xor
from course_lib.checking.exercise import Exercise
from course_lib.probes.losses.calibration import calibration_cases
from course_lib.probes.losses.classification import cross_entropy_cases
from course_lib.probes.losses.probabilities import entropy_cases, logsumexp_cases
from course_lib.probes.losses.squared_errors import half_mse_cases, huber_cases

DERIVATIVES = (
    "jax.grad",
    "jax.value_and_grad",
    "jax.jacrev",
    "jax.jacfwd",
    "jax.jacobian",
    "jax.vjp",
    "jax.jvp",
    "jax.linearize",
)

EXERCISES = (
    Exercise(
        id="4.1",
        names=("half_mse",),
        title="Half the mean squared error",
        points=1,
        minutes=6,
        difficulty=1,
        inputs=half_mse_cases,
        observe=call_and_mark_xor,
        forbidden=(
            "course_lib.losses.half_mse",
            "course_lib.losses.huber",
            "sklearn.metrics.mean_squared_error",
            "optax",
        ),
    ),
    Exercise(
        id="4.2",
        names=("half_mse_grad",),
        title="Repair its gradient",
        points=1,
        minutes=5,
        difficulty=1,
        inputs=half_mse_cases,
        observe=call_and_mark_xor,
        forbidden=("course_lib.losses.half_mse_grad", *DERIVATIVES),
        ships_wrong=True,
    ),
    Exercise(
        id="4.3",
        names=("logsumexp", "softmax"),
        title="Exponentials that do not overflow",
        points=3,
        minutes=15,
        difficulty=3,
        inputs=logsumexp_cases,
        seconds=20.0,
        forbidden=(
            "jax.nn.logsumexp",
            "jax.nn.softmax",
            "jax.nn.log_softmax",
            "jax.scipy.special.logsumexp",
            "scipy.special",
            "numpy.logaddexp",
            "numpy.logaddexp2",
            "jax.numpy.logaddexp",
            "jax.numpy.logaddexp2",
            "jax.lax.cumlogsumexp",
            "optax",
            "course_lib.activations.logsumexp",
            "course_lib.activations.softmax",
            "course_lib.activations.log_softmax",
        ),
    ),
    Exercise(
        id="4.4",
        names=("entropy", "kl_divergence"),
        title="Surprise, and wrong surprise",
        points=2,
        minutes=12,
        difficulty=2,
        inputs=entropy_cases,
        seconds=20.0,
        forbidden=(
            "course_lib.losses.entropy",
            "course_lib.losses.kl_divergence",
            "scipy.stats.entropy",
            "scipy.special",
            "optax",
            "jax.scipy.special.entr",
            "jax.scipy.special.rel_entr",
            "jax.scipy.special.kl_div",
        ),
    ),
    Exercise(
        id="4.5",
        names=("cross_entropy",),
        title="Cross-entropy from logits",
        points=2,
        minutes=10,
        difficulty=2,
        inputs=cross_entropy_cases,
        seconds=20.0,
        forbidden=(
            "course_lib.losses.cross_entropy",
            "course_lib.activations.log_softmax",
            "sklearn.metrics.log_loss",
            "optax",
        ),
    ),
    Exercise(
        id="4.6",
        names=("cross_entropy_grad",),
        title="Its gradient",
        points=2,
        minutes=8,
        difficulty=2,
        inputs=cross_entropy_cases,
        seconds=20.0,
        forbidden=(
            "course_lib.losses.cross_entropy_grad",
            *DERIVATIVES,
        ),
    ),
    Exercise(
        id="4.7",
        names=("huber",),
        title="A loss that outliers cannot bend",
        points=2,
        minutes=9,
        difficulty=2,
        inputs=huber_cases,
        observe=call_and_mark_xor,
        forbidden=(
            "course_lib.losses.huber",
            "scipy.special",
            "optax",
        ),
    ),
    Exercise(
        id="4.8",
        names=("expected_calibration_error",),
        title="Challenge: does the model know what it does not know?",
        points=4,
        minutes=18,
        difficulty=4,
        inputs=calibration_cases,
        seconds=30.0,  # whoever picks samples by a mask compiles for each number of them
        forbidden=(
            "course_lib.metrics.expected_calibration_error",
            "course_lib.metrics.reliability",
            "sklearn.calibration.calibration_curve",
        ),
    ),
)
