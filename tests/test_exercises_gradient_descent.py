"""What is special about the exercises of chapter 01: answers in other clothes, borders, and chance."""

import jax
import jax.numpy as jnp
import numpy as np
import pytest
from course_checks import verdict_on

from course_lib import data, differentiation, optimizers
from course_lib.checking import registry
from course_lib.judges.gradient_descent import JUDGES, line_search

ORACLE = {judge.id: judge.oracle for judge in JUDGES}
LIBRARY = {
    "1.1": differentiation.numerical_gradient,
    "1.2": optimizers.gradient_step,
    "1.3": optimizers.gradient_descent,
    "1.4": optimizers.largest_stable_learning_rate,
    "1.5": data.minibatches,
    "1.6": optimizers.momentum_step,
    "1.7": optimizers.adam_step,
    "1.8": optimizers.backtracking,
}


def verdict(id, answer, seed=0):
    return verdict_on(registry.exercise(id), registry.judge(id), answer, seed)


@pytest.mark.parametrize("id", LIBRARY)
def test_the_library_passes_its_own_exercises(id):
    result = verdict(id, LIBRARY[id])
    assert result.state == "right", result.text()


TASK_EXAMPLES = {
    "1.1": [13.01, 2],
    "1.2": {"w": [2.5, 0], "b": 0},
    "1.3": [[4, -8], [2, -4], [1, -2], [0.5, -1]],
    "1.4": 0.25,
    "1.6": ([0.8, 2.4], [2, -4]),
    "1.7": ([0.9, -1.9], ([0.05, -0.4], [0.00025, 0.016], 1)),
    "1.8": 0.4,
}


@pytest.mark.parametrize("id", TASK_EXAMPLES)
def test_the_public_case_is_the_example_worked_in_the_task(id):
    case = registry.exercise(id).inputs(7)[0]
    assert case.public
    received, wanted = jax.tree.leaves(ORACLE[id](*case.arguments.values())), jax.tree.leaves(TASK_EXAMPLES[id])
    assert np.allclose(np.concatenate([np.ravel(part) for part in received]), wanted, atol=1e-6)


# --- wrong in another way than thought: the message must name what is seen, and no misconception ---------------------

CLOTHES = [
    ("1.1", lambda right: right.ravel().tolist(), "you return a list of 2"),
    ("1.1", lambda right: right.astype(np.float16), "float16 keeps too few digits"),
    ("1.1", lambda right: right * np.nan, "nan"),
    ("1.1", lambda right: right.reshape(-1, 1), "shape (2,) is wanted"),
    ("1.1", lambda right: None, "is a return missing?"),
    ("1.2", lambda right: list(right.values()) if isinstance(right, dict) else right, "a dict with keys 'b', 'w'"),
    ("1.3", lambda right: list(right), "make one array of it"),
    ("1.3", lambda right: right.T, "shape (4, 2) is wanted"),
    ("1.4", lambda right: np.array([right]), "of shape (1,)"),
    ("1.4", lambda right: complex(right) + 1, "dtype complex"),
    ("1.5", lambda right: [batch.tolist() for batch in right], "batch 0 is a list of 4"),
    ("1.5", lambda right: [batch[:, None] for batch in right], "shape (4, 1)"),
    ("1.5", lambda right: [batch.astype(float) for batch in right], "not whole numbers"),
    ("1.5", lambda right: {0: right[0]}, "a dict"),
    ("1.6", lambda right: {"theta": right[0], "velocity": right[1]}, "you return a dict"),
    ("1.6", lambda right: (*right, 0.0), "2 values are wanted, you return 3"),
    ("1.7", lambda right: right[0], "you return"),
    ("1.8", lambda right: [right], "you return a list of 1"),
    ("1.8", lambda right: True, "dtype bool"),
]


@pytest.mark.parametrize(("id", "dress", "told"), CLOTHES)
def test_right_values_in_wrong_clothes_are_told_so(id, dress, told):
    right = ORACLE[id] or (lambda key, n, b: np.split(np.random.default_rng().permutation(n), range(b, n, b)))
    result = verdict(id, lambda *arguments: dress(right(*arguments)))
    assert result.state == "wrong"
    assert result.misconception is None, result.text()
    assert told in result.message, result.text()


def half_of_c(f, grad, theta, alpha0, beta, c):
    return line_search.search_exponents(f, grad, theta, alpha0, beta, c / 2)


def at_most_five_trials(f, grad, theta, alpha0, beta, c):
    for _ in range(5):
        if f(theta - alpha0 * grad) <= f(theta) - c * alpha0 * jnp.sum(grad**2):
            break
        alpha0 = beta * alpha0
    return alpha0


def decaying_rate(grad_fn, theta0, learning_rate, steps):
    path = [theta0]
    for k in range(steps):
        path.append(path[-1] - learning_rate / (k + 1) * grad_fn(path[-1]))
    return jnp.stack(path)


def batches_without_a_middle(key, n, batch_size):
    order = np.asarray(jax.random.permutation(key, n))
    return [order[i : i + batch_size] for i in range(0, n, batch_size) if i != batch_size]


def power_of_one_minus_b(theta, state, grad, learning_rate, b1, b2, eps):
    m, v, t = state[0] * b1 + (1 - b1) * grad, state[1] * b2 + (1 - b2) * grad**2, state[2] + 1
    return theta - learning_rate * m / (1 - b1) ** t / (jnp.sqrt(v / (1 - b2) ** t) + eps), (m, v, t)


OTHER_MISTAKES = [
    ("1.1", lambda f, theta, eps: jnp.zeros(theta.shape) + 7, "f(θ) = 3θ"),
    ("1.2", lambda t, g, a: jax.tree.map(lambda t, g: t - a * g * g, t, g), "the example of the task"),
    ("1.2", lambda t, g, a: jax.tree.map(lambda t, g: t - a - g, t, g), "gradient of zeros"),
    ("1.3", decaying_rate, "first step is right, a later one is not"),
    ("1.3", lambda g, t, a, n: ORACLE["1.3"](g, t, a, n)[::-1], "first row of your path is not theta0"),
    ("1.4", lambda h: 2 / jnp.linalg.norm(h, jnp.inf), "stable but not the largest"),
    ("1.4", lambda h: 2 / jnp.sqrt(jnp.linalg.eigvalsh(h)[-1]), "too large"),
    ("1.4", lambda h: -2 / jnp.linalg.eigvalsh(h)[-1], "0 or below"),
    ("1.5", batches_without_a_middle, "batches of sizes [4, 2]"),
    ("1.6", lambda t, v, g, a, b: (b * t - a * (b * v + g), b * v + g), "beta = 0"),
    ("1.6", lambda t, v, g, a, b: (t - a * (b * v + g), b * v + 2 * g), "velocity that you return is wrong"),
    ("1.7", power_of_one_minus_b, "but not that of a later one"),
    ("1.7", lambda t, s, g, a, b1, b2, e: (ORACLE["1.7"](t, s, g, a, b1, b2, e)[0] + 1, s), "t that you return"),
    ("1.8", half_of_c, "too long"),
    ("1.8", at_most_five_trials, "too long"),
    ("1.8", lambda f, g, t, a, b, c: a * b**60, "shorter than it need be"),
    ("1.8", lambda f, g, t, a, b, c: a / 3, "none of alpha0"),
]


@pytest.mark.parametrize(("id", "answer", "told"), OTHER_MISTAKES)
def test_a_mistake_that_nobody_foresaw_is_not_taken_for_a_known_one(id, answer, told):
    result = verdict(id, answer, seed=3)
    assert result.state == "wrong"
    assert result.misconception is None, result.text()
    assert told in result.message, result.text()


def test_an_error_of_the_learners_own_is_no_misconception():
    result = verdict("1.1", lambda f, theta, eps: theta.no_such_thing)
    assert result.state == "error"
    assert "AttributeError" in result.message


# --- chance and rounding ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("seed", range(100, 130))
def test_a_right_shuffle_is_never_refused(seed):
    result = verdict("1.5", registry.judge("1.5").alternatives[1], seed)
    assert result.state == "right", result.text()


@pytest.mark.parametrize("seed", range(5))
def test_rounding_decides_nothing_in_the_line_search(seed):
    """Both the accepted step size and the last refused one miss the border by at least one per mille of f."""
    for case in registry.exercise("1.8").inputs(seed):
        f, grad, theta, _, beta, c = case.arguments.values()
        alpha = line_search.search_exponents(*case.arguments.values())
        if not np.any(grad):
            continue
        scale = abs(f(theta)) + abs(f(theta - alpha * grad)) + alpha * np.sum(grad**2)
        slack = lambda a: f(theta) - c * a * np.sum(grad**2) - f(theta - a * grad)  # noqa: B023
        assert slack(alpha) > 1e-3 * scale, case.name
        if alpha < case.arguments["alpha0"]:
            assert not slack(alpha / beta) > -1e-3 * scale, case.name
