"""Exercises of chapter 03, first half: what is asked, with which inputs, and how an answer is observed."""

from __future__ import annotations

from course_lib.checking.exercise import Exercise
from course_lib.probes.dense.activations import relu_cases
from course_lib.probes.dense.initialisation import he_init_cases, observe_he_init
from course_lib.probes.dense.layers import dense_backward_cases, dense_cases, mlp_cases, observe_mlp
from course_lib.probes.dense.training import observe_train_mlp, train_mlp_cases
from course_lib.probes.dense.trees import count_params_cases, per_example_gradients_cases

EXERCISES = (
    Exercise(
        id="3.1",
        names=("dense",),
        title="A layer is neurons side by side",
        points=1,
        minutes=6,
        difficulty=1,
        inputs=dense_cases,
        forbidden=("course_lib.layers", "flax"),
    ),
    Exercise(
        id="3.2",
        names=("relu", "relu_grad"),
        title="Repair a bend and its slope",
        points=1,
        minutes=6,
        difficulty=1,
        inputs=relu_cases,
        forbidden=(
            "jax.nn",
            "jax.grad",
            "course_lib.activations",
            "jax.vjp",
            "jax.value_and_grad",
            "jax.jacrev",
            "jax.jacfwd",
            "jax.jacobian",
            "jax.jvp",
            "jax.linearize",
            "flax",
        ),
        ships_wrong=True,
    ),
    Exercise(
        id="3.3",
        names=("he_init",),
        title="Draw weights of the right size",
        points=2,
        minutes=10,
        difficulty=2,
        inputs=he_init_cases,
        observe=observe_he_init,
        seconds=20.0,  # an answer that draws neuron by neuron calls JAX some 20,000 times
        forbidden=(
            "jax.nn.initializers",
            "course_lib.initializers",
            "flax",
        ),
    ),
    Exercise(
        id="3.4",
        names=("mlp",),
        title="Stack layers",
        points=2,
        minutes=8,
        difficulty=2,
        inputs=mlp_cases,
        observe=observe_mlp,
        forbidden=("course_lib.layers", "flax"),
    ),
    Exercise(
        id="3.5",
        names=("dense_backward",),
        title="Send a gradient back through a layer",
        points=3,
        minutes=15,
        difficulty=3,
        inputs=dense_backward_cases,
        forbidden=(
            "jax.grad",
            "jax.vjp",
            "jax.value_and_grad",
            "jax.jacrev",
            "jax.jacfwd",
            "jax.jacobian",
            "jax.hessian",
            "jax.jvp",
            "jax.linearize",
            "jax.linear_transpose",
            "course_lib.layers",
            "course_lib.differentiation",
        ),
    ),
    Exercise(
        id="3.6",
        names=("count_params",),
        title="Count the parameters of any tree",
        points=1,
        minutes=5,
        difficulty=2,
        inputs=count_params_cases,
        forbidden=("course_lib.layers.count_params", "optax"),
    ),
    Exercise(
        id="3.7",
        names=("per_example_gradients",),
        title="One gradient for each sample",
        points=2,
        minutes=10,
        difficulty=3,
        inputs=per_example_gradients_cases,
        seconds=20.0,  # every loss is compiled, forwards and backwards
        forbidden=("course_lib.differentiation",),
    ),
    Exercise(
        id="3.8",
        names=("train_mlp",),
        title="Challenge: train a network and say how good it is",
        points=4,
        minutes=20,
        difficulty=4,
        inputs=train_mlp_cases,
        observe=observe_train_mlp,
        seconds=60.0,
        forbidden=(
            "course_lib.images",
            "course_lib.training",
            "course_lib.probes.dense.training_service.labelled_images",
            "course_lib.probes.dense.training_service.TrainingService",
        ),
    ),
)
