"""Clipping against optax, alone and before an optimizer."""

import jax
import jax.numpy as jnp
import numpy as np
import optax
import pytest

from course_lib.clipping import clip_by_global_norm, clipped, global_norm
from course_lib.optimizers import sgd

TREE = {"a": jnp.array([3.0, -4.0]), "b": [jnp.array([[12.0]]), jnp.array(0.0)]}


def assert_same(ours, theirs):
    jax.tree.map(lambda a, b: np.testing.assert_allclose(a, b, rtol=1e-6), ours, theirs)


@pytest.mark.parametrize("max_norm", [0.5, 12.9, 13.0, 20.0])
def test_a_tree_is_shortened_as_optax_does(max_norm):
    theirs, _ = optax.clip_by_global_norm(max_norm).update(TREE, optax.EmptyState())
    assert_same(jax.jit(clip_by_global_norm, static_argnums=1)(TREE, max_norm), theirs)
    assert global_norm(TREE) == optax.tree.norm(TREE) == 13


def test_zeros_stay_zeros_and_no_tree_has_no_length():
    zeros = jax.tree.map(jnp.zeros_like, TREE)
    assert_same(clip_by_global_norm(zeros, 1.0), zeros)
    assert global_norm({}) == 0


def test_an_optimizer_sees_the_shorter_gradient():
    optimizer = clipped(sgd(0.1), 1.0)
    assert optimizer is clipped(sgd(0.1), 1.0)  # the same function, so that nothing is compiled twice
    theta, _ = optimizer.step(TREE, optimizer.init(TREE), TREE)
    assert_same(theta, jax.tree.map(lambda t: t - 0.1 * t / 13, TREE))


def test_bad_input_is_named():
    for call in (lambda: clip_by_global_norm(TREE, 0.0), lambda: clipped(sgd(0.1), -1.0)):
        with pytest.raises(ValueError, match="max_norm: a positive number expected, got"):
            call()
