"""Optimisers against optax, closed forms, NumPy loops and SciPy."""

import jax
import jax.numpy as jnp
import numpy as np
import optax
import pytest
from scipy.optimize._linesearch import scalar_search_armijo

from course_lib.optimizers import (
    adam,
    adam_init,
    adam_step,
    backtracking,
    gradient_descent,
    gradient_step,
    largest_stable_learning_rate,
    momentum,
    momentum_step,
    sgd,
)

TREE = {"w": jnp.array([[1.0, -2.0], [3.0, 0.5]]), "b": [jnp.array([0.1, 0.2]), jnp.array(4.0)]}


def random_like(tree, seed):
    leaves, treedef = jax.tree.flatten(tree)
    keys = jax.random.split(jax.random.key(seed), len(leaves))
    return treedef.unflatten([jax.random.normal(k, leaf.shape) for k, leaf in zip(keys, leaves, strict=True)])


def assert_trees_close(a, b, **tolerance):
    assert jax.tree.structure(a) == jax.tree.structure(b)
    jax.tree.map(lambda x, y: np.testing.assert_allclose(x, y, **tolerance), a, b)


def run_optax(optimizer, theta, grads):
    state = optimizer.init(theta)
    for grad in grads:
        updates, state = optimizer.update(grad, state, theta)
        theta = optax.apply_updates(theta, updates)
    return theta


GRADS = [random_like(TREE, seed) for seed in range(6)]


def test_gradient_step_against_optax():
    ours = gradient_step(TREE, GRADS[0], 0.3)
    assert_trees_close(ours, run_optax(optax.sgd(0.3), TREE, GRADS[:1]), rtol=1e-6)
    assert_trees_close(jax.jit(gradient_step)(TREE, GRADS[0], 0.3), ours, rtol=1e-6)


@pytest.mark.parametrize("beta", [0.0, 0.5, 0.9])
def test_momentum_against_optax(beta):
    theta, velocity = TREE, jax.tree.map(jnp.zeros_like, TREE)
    for grad in GRADS:
        theta, velocity = jax.jit(momentum_step)(theta, velocity, grad, 0.1, beta)
    assert_trees_close(theta, run_optax(optax.sgd(0.1, momentum=beta), TREE, GRADS), rtol=1e-5, atol=1e-6)


@pytest.mark.parametrize(("b1", "b2", "eps"), [(0.9, 0.999, 1e-8), (0.5, 0.9, 1e-1), (0.0, 0.99, 1e-3)])
def test_adam_against_optax(b1, b2, eps):
    theta, state = TREE, adam_init(TREE)
    for grad in GRADS:
        theta, state = jax.jit(adam_step)(theta, state, grad, 0.05, b1, b2, eps)
    assert_trees_close(theta, run_optax(optax.adam(0.05, b1, b2, eps), TREE, GRADS), rtol=2e-5, atol=1e-6)
    assert int(state[2]) == len(GRADS)


RULES = [
    (sgd(0.3), optax.sgd(0.3)),
    (momentum(0.1), optax.sgd(0.1, momentum=0.9)),
    (momentum(0.1, 0.5), optax.sgd(0.1, momentum=0.5)),
    (adam(), optax.adam(1e-3)),
    (adam(0.05, 0.5, 0.9, 1e-1), optax.adam(0.05, 0.5, 0.9, 1e-1)),
]


@pytest.mark.parametrize(("ours", "theirs"), RULES)
def test_rules_with_their_settings_against_optax(ours, theirs):
    theta, state = TREE, ours.init(TREE)
    for grad in GRADS:
        types = jax.tree.map(jax.typeof, state)
        theta, state = jax.jit(ours.step)(theta, state, grad)
        assert jax.tree.map(jax.typeof, state) == types  # or the next step compiles anew
    assert_trees_close(theta, run_optax(theirs, TREE, GRADS), rtol=2e-5, atol=1e-6)


def test_equal_settings_are_the_same_rule_and_other_settings_another():
    assert sgd(0.25) is sgd(0.25) and momentum(0.25, 0.5) is momentum(0.25, 0.5) and adam(0.25) is adam(0.25)
    assert sgd(0.25).step is not sgd(0.5).step and adam() is not adam(0.25)
    assert momentum(0.25, 0.5) is not momentum(0.25)


def test_a_rule_moves_many_models_at_once():
    rule, starts = sgd(0.5), jnp.arange(6.0).reshape(3, 2)
    moved, _ = jax.vmap(lambda theta: rule.step(theta, rule.init(theta), theta))(starts)
    np.testing.assert_allclose(moved, 0.5 * starts)


def test_adam_accepts_a_plain_zero_as_first_count_and_its_first_step_is_the_learning_rate():
    theta, (m, v, t) = adam_step(jnp.array([1.0, 1.0]), (jnp.zeros(2), jnp.zeros(2), 0), jnp.array([1e-3, -50.0]), 0.1)
    np.testing.assert_allclose(theta, [0.9, 1.1], rtol=1e-4)
    assert int(t) == 1


@pytest.mark.parametrize("alpha", [0.05, 0.15, 0.25])
@pytest.mark.parametrize("steps", [0, 1, 7])
def test_gradient_descent_on_a_quadratic_follows_the_closed_form(alpha, steps):
    curvature, start = np.array([1.0, 10.0]), np.array([2.0, -3.0])
    path = gradient_descent(lambda t: jnp.asarray(curvature) * t, start, alpha, steps)
    assert path.shape == (steps + 1, 2)
    expected = start * (1 - alpha * curvature) ** np.arange(steps + 1)[:, None]
    np.testing.assert_allclose(path, expected, rtol=1e-4, atol=1e-6)


def test_gradient_descent_against_a_numpy_loop_on_a_tree():
    def loss(params):
        return jnp.sum(jnp.sin(params["a"])) + jnp.sum(params["b"] ** 4)

    theta = {"a": jnp.array([0.3, 2.0]), "b": jnp.array([[0.5]])}
    path = jax.jit(lambda t: gradient_descent(jax.grad(loss), t, 0.1, 5))(theta)
    a, b = np.array(theta["a"]), np.array(theta["b"])
    for step in range(6):
        np.testing.assert_allclose(path["a"][step], a, rtol=1e-5)
        np.testing.assert_allclose(path["b"][step], b, rtol=1e-5)
        a, b = a - 0.1 * np.cos(a), b - 0.1 * 4 * b**3


@pytest.mark.parametrize("d", [1, 2, 5])
def test_largest_stable_learning_rate_is_where_descent_turns_from_converging_to_diverging(d):
    a = np.random.default_rng(d).normal(size=(d, d))
    hessian = a @ a.T + np.eye(d)
    limit = float(jax.jit(largest_stable_learning_rate)(hessian))
    assert limit == pytest.approx(2 / np.linalg.eigvalsh(hessian)[-1], rel=1e-5)
    for factor, converges in ((0.98, True), (1.02, False)):
        path = gradient_descent(lambda t: jnp.asarray(hessian, float) @ t, np.ones(d), factor * limit, 2000)
        assert bool(jnp.linalg.norm(path[-1]) < 1) is converges


def test_without_upward_curvature_every_step_size_is_stable():
    assert largest_stable_learning_rate(np.zeros((3, 3))) == np.inf
    assert largest_stable_learning_rate(-np.eye(2)) == np.inf


@pytest.mark.parametrize("beta", [0.5, 0.8])
@pytest.mark.parametrize("c", [1e-4, 0.3])
@pytest.mark.parametrize("alpha0", [1.0, 8.0])
def test_backtracking_against_plain_arithmetic(alpha0, beta, c):
    def f(t):
        return 0.5 * jnp.sum(jnp.array([1.0, 10.0]) * t**2)

    theta = jnp.array([1.0, 2.0])
    grad = np.array([1.0, 20.0])
    alpha = alpha0
    while float(f(theta - alpha * grad)) > float(f(theta)) - c * alpha * float(grad @ grad):
        alpha *= beta
    assert float(jax.jit(lambda t: backtracking(f, jnp.array(grad), t, alpha0, beta, c))(theta)) == pytest.approx(alpha)


def test_backtracking_step_satisfies_what_scipys_armijo_search_demands():
    theta, grad = np.array([-1.2, 1.0]), np.array([-215.6, -88.0])

    def f(t):
        return 100 * (t[1] - t[0] ** 2) ** 2 + (1 - t[0]) ** 2

    ours = float(backtracking(f, grad, theta, 1.0, 0.5, 1e-4))
    theirs, _ = scalar_search_armijo(lambda a: f(theta - a * grad), f(theta), -grad @ grad, c1=1e-4)
    for alpha in (ours, theirs):
        assert f(theta - alpha * grad) <= f(theta) - 1e-4 * alpha * grad @ grad
    assert f(theta - 2 * ours * grad) > f(theta) - 1e-4 * 2 * ours * grad @ grad


@pytest.mark.parametrize("f", [lambda t: -jnp.sum(t), lambda t: jnp.nan * jnp.sum(t)])
def test_backtracking_ends_with_0_where_no_step_is_good(f):
    assert backtracking(f, jnp.ones(2), jnp.zeros(2)) == 0


def test_bad_input_is_named():
    two, three, state = jnp.ones(2), jnp.ones(3), (jnp.ones(2), jnp.ones(2), 0)
    cases = [
        (lambda: gradient_step(two, jnp.ones((2, 1)), 0.1), r"grad.*\(2,\).*\(2, 1\)"),
        (lambda: gradient_step({"w": two}, {"b": two}, 0.1), "grad.*tree"),
        (lambda: gradient_descent(lambda t: t, two, 0.1, -1), "steps.*-1"),
        (lambda: gradient_descent(lambda t: t[:, None], two, 0.1, 1), "grad"),
        (lambda: momentum_step(two, three, two, 0.1), "velocity.*3"),
        (lambda: adam_step(two, state, three), "grad.*3"),
        (lambda: adam_step(two, (three, two, 0), two), "state m.*3"),
        (lambda: sgd(0.1).step(two, (), three), "grad.*3"),
        (lambda: largest_stable_learning_rate(jnp.ones((2, 3))), r"hessian.*\(2, 3\)"),
        (lambda: largest_stable_learning_rate(two), "hessian"),
        (lambda: backtracking(jnp.sum, two, three), "grad"),
        (lambda: backtracking(jnp.sum, two, two, alpha0=0), "alpha0"),
        (lambda: backtracking(jnp.sum, two, two, beta=1.0), "beta"),
        (lambda: backtracking(jnp.sum, two, two, c=0.0), "c:"),
    ]
    for call, message in cases:
        with pytest.raises(ValueError, match=message):
            call()
