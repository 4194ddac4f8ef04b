"""Activations against jax.nn and SciPy, at ordinary numbers, at 0, and far out."""

import jax
import jax.numpy as jnp
import numpy as np
import pytest
from jax import nn
from scipy import special
from scipy.stats import norm

from course_lib import activations
from course_lib.activations import gelu, leaky_relu, log_softmax, logsumexp, relu, relu_grad, sigmoid, softmax

X = jnp.array([[-1e4, -30.0, -2.5, -0.3], [0.2, 1.7, 25.0, 1e4]])
exact_gelu = lambda x: nn.gelu(x, approximate=False)
slope = lambda f: jax.jit(jax.grad(lambda x: jnp.sum(f(x))))
ENTRYWISE = [
    ("relu", nn.relu), ("relu_grad", slope(nn.relu)), ("leaky_relu", nn.leaky_relu), ("sigmoid", nn.sigmoid),
    ("sigmoid_grad", slope(nn.sigmoid)), ("tanh_grad", slope(jnp.tanh)), ("gelu", exact_gelu),
]  # fmt: skip


@pytest.mark.parametrize(("name", "oracle"), ENTRYWISE, ids=[name for name, _ in ENTRYWISE])
def test_entry_by_entry_against_jax_nn(name, oracle):
    ours = getattr(activations, name)
    y = jax.jit(ours)(X)
    np.testing.assert_allclose(y, oracle(X), rtol=1e-6, atol=1e-6)
    assert y.dtype == jnp.float32
    np.testing.assert_allclose(ours(np.asarray(X)[1]), y[1], rtol=1e-6, atol=1e-6)  # NumPy, and one row
    np.testing.assert_allclose(ours(3), oracle(3.0), rtol=1e-5)  # a whole number, no axis
    np.testing.assert_allclose(slope(ours)(X), slope(oracle)(X), rtol=1e-5, atol=1e-6)


def test_entry_by_entry_against_scipy():
    x = np.linspace(-8, 8, 101)
    np.testing.assert_allclose(sigmoid(x), special.expit(x), atol=1e-6)
    np.testing.assert_allclose(gelu(x), x * norm.cdf(x), atol=1e-6)
    np.testing.assert_allclose(activations.sigmoid_grad(x), special.expit(x) * special.expit(-x), atol=1e-6)
    np.testing.assert_allclose(activations.tanh_grad(x), np.cosh(x) ** -2, atol=1e-6)


def test_at_0_the_slope_of_relu_is_0():
    assert relu_grad(0.0) == 0 and jax.grad(relu)(0.0) == 0 and jax.jit(jax.grad(relu))(-0.0) == 0
    assert relu(0.0) == 0 and leaky_relu(0.0) == 0
    assert jax.grad(jax.grad(relu))(2.0) == 0
    np.testing.assert_array_equal(jax.vmap(jax.grad(relu))(jnp.array([-1.0, 0.0, 1.0])), [0, 0, 1])


@pytest.mark.parametrize("alpha", [0.01, 0.2, 1.0])
def test_leaky_relu_with_other_slopes(alpha):
    np.testing.assert_allclose(leaky_relu(X, alpha), nn.leaky_relu(X, alpha), rtol=1e-6)


SCORES = np.random.default_rng(0).normal(0, 3, (2, 3, 4)).astype(np.float32)
FAR = np.array([[1e4, -1e4, 0], [-1e4, -1e4, -1e4], [1e4, 1e4, 1e4], [-np.inf, 0, 1e4], [-np.inf, -2, -1]], np.float32)
OVER_AN_AXIS = [(logsumexp, special.logsumexp), (softmax, special.softmax), (log_softmax, special.log_softmax)]


@pytest.mark.parametrize(("ours", "oracle"), OVER_AN_AXIS)
@pytest.mark.parametrize("axis", [0, 1, -1])
def test_over_an_axis_against_scipy(ours, oracle, axis):
    y = jax.jit(ours, static_argnums=1)(SCORES, axis)
    np.testing.assert_allclose(y, oracle(SCORES.astype(float), axis=axis), rtol=1e-5, atol=1e-6)
    assert y.dtype == jnp.float32


@pytest.mark.parametrize(("ours", "oracle"), OVER_AN_AXIS)
def test_far_out_against_scipy(ours, oracle):
    np.testing.assert_allclose(ours(FAR), oracle(FAR.astype(float), axis=-1), rtol=1e-6, atol=1e-6)
    np.testing.assert_allclose(ours(FAR + 77), ours(FAR) + (77 if ours is logsumexp else 0), rtol=1e-6, atol=2e-3)
    np.testing.assert_allclose(ours(FAR[0]), ours(FAR)[0])  # the last axis by default; one row alone


@pytest.mark.parametrize("ours", [logsumexp, softmax, log_softmax])
@pytest.mark.parametrize("z", [SCORES[0], FAR], ids=["ordinary", "far out"])
def test_gradients_over_an_axis_are_jax_nns(ours, z):
    oracle = {logsumexp: nn.logsumexp, softmax: nn.softmax, log_softmax: nn.log_softmax}[ours]
    weights = jnp.where(jnp.isfinite(z), jnp.arange(1.0, z.size + 1).reshape(z.shape), 0.0)
    if ours is logsumexp:
        total = lambda f: lambda z: jnp.sum(f(z, -1) * jnp.arange(1.0, len(z) + 1))
    else:
        total = lambda f: lambda z: jnp.sum(jnp.where(weights > 0, f(z, -1), 0.0) * weights)
    gradient = jax.jit(jax.grad(total(ours)))(z)
    assert np.isfinite(gradient).all()
    np.testing.assert_allclose(gradient, jax.jit(jax.grad(total(oracle)))(z), rtol=1e-5, atol=1e-5)


def test_nothing_allowed_and_everything_infinite():
    nothing, infinite = jnp.full(3, -jnp.inf), jnp.array([jnp.inf, 0.0])
    assert logsumexp(nothing) == special.logsumexp(nothing) == -np.inf
    assert logsumexp(infinite) == special.logsumexp(infinite) == np.inf
    assert np.isnan(softmax(nothing)).all()


def test_scores_without_the_axis_are_refused():
    for function in (logsumexp, softmax, log_softmax):
        with pytest.raises(ValueError, match="axis"):
            function(SCORES, 3)
