"""Operations are counted as the compiler counts them."""

import jax
import jax.numpy as jnp
import pytest

from course_lib.flop_counting import count_flops


def test_count_flops_of_a_matrix_product():
    assert count_flops(jnp.matmul, jnp.ones((3, 5)), jnp.ones((5, 7))) == 2 * 3 * 5 * 7


@pytest.mark.parametrize("shape", [(4,), (2, 3)])
def test_one_addition_per_entry(shape):
    assert count_flops(jnp.add, jnp.ones(shape), jnp.ones(shape)) == jnp.ones(shape).size


def test_what_is_not_used_costs_nothing():
    assert count_flops(lambda x: (x @ x)[:0].sum(), jnp.ones((9, 9))) < 2 * 9**3


def test_a_jitted_function_counts_like_its_plain_form():
    x = jnp.ones((6, 6))
    assert count_flops(jax.jit(jnp.matmul), x, x) == count_flops(jnp.matmul, x, x)
