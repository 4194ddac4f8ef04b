"""Difference quotients against exact derivatives and SciPy's own."""

import jax
import jax.numpy as jnp
import numpy as np
import pytest
from scipy.optimize import approx_fprime, rosen, rosen_der

from course_lib.differentiation import central_slope, forward_slope, numerical_gradient, per_example_gradients


def cubic(x):
    return x**3


@pytest.mark.parametrize("x", [-1.5, 0.0, 2.0])
@pytest.mark.parametrize("eps", [0.5, 0.1])
def test_slopes_of_a_cubic_have_exactly_the_error_that_algebra_gives(x, eps):
    assert forward_slope(cubic, x, eps) == pytest.approx(3 * x**2 + 3 * x * eps + eps**2, abs=2e-4)
    assert central_slope(cubic, x, eps) == pytest.approx(3 * x**2 + eps**2, abs=2e-4)


def test_slopes_of_many_points_at_once():
    x = jnp.linspace(-2, 2, 7)
    np.testing.assert_allclose(central_slope(jnp.sin, x, 1e-2), np.cos(x), atol=1e-4)
    assert forward_slope(jnp.sin, x, 1e-2).shape == (7,)


@pytest.mark.parametrize("shape", [(1,), (4,), (2, 3), (2, 1, 3), ()])
def test_numerical_gradient_of_any_shape(shape):
    theta = jax.random.normal(jax.random.key(1), shape)
    weights = jnp.arange(1.0, theta.size + 1).reshape(shape)
    grad = numerical_gradient(lambda t: jnp.sum(weights * t**2), theta, 1e-2)
    assert grad.shape == shape
    np.testing.assert_allclose(grad, 2 * weights * theta, atol=2e-3)


def test_numerical_gradient_against_scipy():
    theta = np.array([0.3, -0.2, 0.5])
    ours = numerical_gradient(lambda t: jnp.sum(100 * (t[1:] - t[:-1] ** 2) ** 2 + (1 - t[:-1]) ** 2), theta, 1e-3)
    np.testing.assert_allclose(ours, rosen_der(theta), rtol=1e-2, atol=0.05)
    np.testing.assert_allclose(ours, approx_fprime(theta, rosen, 1e-7), rtol=1e-2, atol=0.05)


def test_numerical_gradient_is_central_and_leaves_theta_alone():
    theta = np.array([1.0, -2.0], np.float32)
    kept = theta.copy()
    grad = numerical_gradient(lambda t: jnp.sum(t**3), theta, 0.5)
    np.testing.assert_allclose(grad, 3 * theta**2 + 0.25, atol=1e-5)
    np.testing.assert_array_equal(theta, kept)


def test_numerical_gradient_under_jit_and_for_integers():
    grad = jax.jit(lambda t: numerical_gradient(lambda u: jnp.sum(u**2), t, 1e-2))(jnp.array([1, 2]))
    np.testing.assert_allclose(grad, [2, 4], atol=1e-3)


def squared(params, x, y):
    return 0.5 * (jnp.tanh(x @ params["w"]) + params["b"] - y) ** 2


@pytest.mark.parametrize("n", [1, 5])
def test_per_example_gradients_against_one_sample_at_a_time_in_numpy(n):
    rng = np.random.default_rng(n)
    x, y, w = rng.normal(size=(n, 3)), rng.normal(size=n), rng.normal(size=3)
    params = {"w": jnp.asarray(w, float), "b": jnp.array(0.3)}
    gradients = jax.jit(per_example_gradients, static_argnums=0)(squared, params, x, y)
    assert jax.tree.structure(gradients) == jax.tree.structure(params)
    level = np.tanh(x @ w)
    residual = level + 0.3 - y
    np.testing.assert_allclose(gradients["b"], residual, rtol=1e-5, atol=1e-6)
    np.testing.assert_allclose(gradients["w"], (residual * (1 - level**2))[:, None] * x, rtol=1e-4, atol=1e-6)


def test_the_mean_of_per_example_gradients_is_the_gradient_of_the_mean():
    x, y = jax.random.normal(jax.random.key(2), (2, 6, 4, 4))  # samples of any shape
    loss = lambda theta, x, y: jnp.sum(jnp.sin(theta * x) * y)
    theta = jnp.linspace(-1, 1, 4)
    gradients = per_example_gradients(loss, theta, x, y)
    assert gradients.shape == (6, 4)
    mean = jax.grad(lambda theta: jnp.mean(jax.vmap(loss, (None, 0, 0))(theta, x, y)))(theta)
    np.testing.assert_allclose(gradients.mean(axis=0), mean, rtol=1e-4, atol=1e-5)


def test_bad_input_is_named():
    with pytest.raises(ValueError, match="y: 3 targets expected.*got 2"):
        per_example_gradients(squared, {"w": jnp.ones(2), "b": 0.0}, jnp.ones((3, 2)), jnp.ones(2))
    with pytest.raises(ValueError, match="eps.*positive"):
        central_slope(cubic, 1.0, 0.0)
    with pytest.raises(ValueError, match="eps.*-1"):
        numerical_gradient(jnp.sum, jnp.ones(2), -1)
    with pytest.raises(ValueError, match=r"f: a scalar.*\(2,\)"):
        numerical_gradient(lambda t: t**2, jnp.ones(2), 1e-2)
