"""Exercises of chapter 02, first half: what is asked, with which inputs, and how an answer is observed."""

from __future__ import annotations

from course_lib.checking.exercise import Exercise
from course_lib.probes.convolution.batches import (
    conv2d_cases,
    conv2d_grad_kernel_cases,
    im2col_cases,
    max_pool2d_cases,
)
from course_lib.probes.convolution.geometry import output_size_cases, receptive_field_cases
from course_lib.probes.convolution.images import correlate2d_cases, padding_and_stride_cases

COMPILING = 20.0  # seconds: JAX compiles every operation once for each shape, and a busy machine does so slowly

EXERCISES = (
    Exercise(
        id="2.1",
        names=("output_size",),
        title="Count the windows",
        points=1,
        minutes=6,
        difficulty=1,
        inputs=output_size_cases,
        forbidden=("course_lib.convolution.output_size",),
    ),
    Exercise(
        id="2.2",
        names=("correlate2d",),
        title="Repair a sliding window",
        points=2,
        minutes=8,
        difficulty=1,
        inputs=correlate2d_cases,
        forbidden=(
            "jax.lax.conv",
            "jax.lax.conv_general_dilated",
            "jax.scipy.signal.correlate2d",
            "course_lib.convolution.correlate2d",
            "course_lib.convolution.correlate2d_strided",
        ),
        ships_wrong=True,
    ),
    Exercise(
        id="2.3",
        names=("pad2d", "correlate2d_strided"),
        title="Add a border, take longer steps",
        points=2,
        minutes=12,
        difficulty=2,
        inputs=padding_and_stride_cases,
        seconds=COMPILING,
        forbidden=(
            "jax.numpy.pad",
            "numpy.pad",
            "jax.lax.conv_general_dilated",
            "course_lib.convolution.pad2d",
            "course_lib.convolution.correlate2d_strided",
        ),
    ),
    Exercise(
        id="2.4",
        names=("im2col",),
        title="Lay out the patches",
        points=3,
        minutes=12,
        difficulty=3,
        inputs=im2col_cases,
        seconds=COMPILING,
        forbidden=("course_lib.convolution.im2col", "jax.lax.conv_general_dilated_patches"),
    ),
    Exercise(
        id="2.5",
        names=("conv2d",),
        title="The article's formula is a convolution",
        points=2,
        minutes=8,
        difficulty=2,
        inputs=conv2d_cases,
        seconds=COMPILING,
        forbidden=(
            "jax.lax.conv",
            "jax.lax.conv_general_dilated",
            "course_lib.convolution.conv2d_by_loops",
            "course_lib.layers.conv2d",
        ),
    ),
    Exercise(
        id="2.6",
        names=("max_pool2d",),
        title="Keep the strongest",
        points=2,
        minutes=8,
        difficulty=2,
        inputs=max_pool2d_cases,
        seconds=COMPILING,
        forbidden=("jax.lax.reduce_window", "course_lib.layers.max_pool2d"),
    ),
    Exercise(
        id="2.7",
        names=("receptive_field",),
        title="How far does one output see?",
        points=2,
        minutes=8,
        difficulty=2,
        inputs=receptive_field_cases,
        forbidden=("course_lib.convolution.receptive_field",),
    ),
    Exercise(
        id="2.8",
        names=("conv2d_grad_kernel",),
        title="Challenge: the gradient of the kernel, by hand",
        points=4,
        minutes=20,
        difficulty=4,
        inputs=conv2d_grad_kernel_cases,
        seconds=COMPILING,
        forbidden=(
            "jax.grad",
            "jax.value_and_grad",
            "jax.vjp",
            "jax.jacobian",
            "jax.jacrev",
            "jax.jacfwd",
            "jax.linear_transpose",
            "jax.lax.conv_general_dilated",
            "course_lib.convolution.conv2d_grad_kernel",
        ),
    ),
)
