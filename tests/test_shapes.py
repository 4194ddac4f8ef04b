"""Checks of arguments: what they let pass, and that a refusal says name, expectation and what was received."""

import jax
import jax.numpy as jnp
import numpy as np
import pytest

from course_lib.shapes import require_at_least, require_axes, require_equal


@pytest.mark.parametrize(
    ("shape", "axes"), [((), "()"), ((3,), "(n,)"), ((3,), "(n)"), ((2, 0, 4), "(a, b, channels)")]
)
def test_as_many_axes_as_names_pass(shape, axes):
    require_axes("x", np.zeros(shape), axes)
    jax.jit(lambda x: require_axes("x", x, axes))(jnp.zeros(shape))  # shapes are known while tracing


@pytest.mark.parametrize("shape", [(), (3,), (2, 3, 4)])
def test_another_number_of_axes_is_refused_with_both_shapes(shape):
    with pytest.raises(ValueError) as error:
        require_axes("image", np.zeros(shape), "(height, width)")
    assert str(error.value) == f"image: shape (height, width) expected, got {shape}"


def test_sizes_are_compared_and_the_reason_is_given():
    require_equal("b: shape", (3,), (3,), "one bias for each filter")
    with pytest.raises(ValueError) as error:
        require_equal("b: shape", (2,), (3,), "one bias for each filter")
    assert str(error.value) == "b: shape: (3,) expected (one bias for each filter), got (2,)"


def test_numbers_are_compared_one_by_one():
    require_at_least(1)
    require_at_least(1, n=1, kernel=2)
    require_at_least(0, padding=0)
    with pytest.raises(ValueError) as error:
        require_at_least(1, n=1, kernel=0, stride=-1)
    assert str(error.value) == "kernel: at least 1 expected, got 0"
