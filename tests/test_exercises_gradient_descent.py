"""What is special about the exercises of chapter 01: answers in other clothes, borders, and chance."""

import jax
import jax.numpy as jnp
import numpy as np
import pytest
from course_checks import verdict_on

from course_lib import data, differentiation, optimizers
from course_lib.checking import registry
from course_lib.judges.gradient_descent import JUDGES, backtracking

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
    return backtracking.search_exponents(f, grad, theta, alpha0, beta, c / 2)


def at_most_seven_trials(f, grad, theta, alpha0, beta, c):
    for _ in range(7):
        if f(theta - alpha0 * grad) <= f(theta) - c * alpha0 * jnp.sum(grad**2):
            break
        alpha0 = beta * alpha0
    return alpha0


def whole_promise(f, grad, theta, alpha0, beta, c):
    while not f(theta - alpha0 * grad) <= f(theta) - alpha0 * jnp.sum(grad**2):
        alpha0 = beta * alpha0
    return alpha0


def upwards(f, grad, theta, alpha0, beta, c):
    """From short steps to long ones, as long as they pass: right where nothing but short steps passes."""
    found = None
    for alpha in [alpha0 * beta**k for k in range(60, -1, -1)]:
        if f(theta - alpha * grad) <= f(theta) - c * alpha * jnp.sum(grad**2) + 1e-7 * abs(f(theta)):
            found = alpha
        elif found is not None:
            break
    return found


def a_little_slack(f, grad, theta, alpha0, beta, c):
    while not f(theta - alpha0 * grad) <= f(theta) - c * alpha0 * jnp.sum(grad**2) + 1e-3:
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


def divides_by_the_square(theta, grad, learning_rate):
    return jax.tree.map(lambda t, g: t - learning_rate * g * learning_rate / jnp.square(learning_rate), theta, grad)


def turns_tuples_to_lists(theta, grad, learning_rate):
    right = ORACLE["1.2"](theta, grad, learning_rate)
    if isinstance(right, list):
        return [list(right[0]), *right[1:]]
    return right + 1 if np.ndim(right) == 2 else right


def frozen_after_ten(grad_fn, theta0, learning_rate, steps):
    path = ORACLE["1.3"](grad_fn, theta0, learning_rate, steps)
    return np.concatenate([path[:11], np.broadcast_to(path[10:11], (max(steps - 10, 0), path.shape[1]))])


def five_power_iterations(hessian):
    direction = jnp.ones(len(hessian))
    for _ in range(5):
        direction = hessian @ direction
    return 2 * (direction @ direction) / (direction @ hessian @ direction)


def correction_for_ten_steps(theta, state, grad, learning_rate, b1, b2, eps):
    new, (m, v, t) = ORACLE["1.7"](theta, state, grad, learning_rate, b1, b2, eps)
    return (new if t < 10 else theta - learning_rate * m / (np.sqrt(v) + eps)), (m, v, t)


def frozen_without_gradient(theta, state, grad, learning_rate, b1, b2, eps):
    new, state = ORACLE["1.7"](theta, state, grad, learning_rate, b1, b2, eps)
    return jnp.where(grad == 0, theta, new), state


def mean_for_small_rates(theta, state, grad, learning_rate, b1, b2, eps):
    return ORACLE["1.7"](theta, state, grad, learning_rate, max(b1, 0.9), b2, eps)


def shuffled_by(order_of):
    """An answer to 1.5 that deals the order that order_of(random numbers of this key, n) gives."""

    def minibatches(key, n, batch_size):
        order = order_of(np.random.default_rng(np.asarray(jax.random.key_data(key))), n)
        return [order[i : i + batch_size] for i in range(0, n, batch_size)]

    return minibatches


def swap_with_any(random, n, lowest=1):
    """Swap each place with a random one: with lowest = 1 with any at all, with lowest = 0 with one before it."""
    order = np.arange(n)
    for i in range(n - 1, 0, -1):
        j = random.integers(n if lowest else i)
        order[i], order[j] = order[j], order[i]
    return order


def in_equal_steps(random, n):
    steps = [a for a in range(1, n + 1) if np.gcd(a, n) == 1]
    return (random.choice(steps) * np.arange(n) + random.integers(n)) % n


def pairs_stay_together(random, n):
    order = random.permutation(n)
    if n < 60:
        return order
    pairs = np.arange(n).reshape(-1, 2)[random.permutation(n // 2)]
    return np.roll(pairs.ravel(), random.integers(n))


OTHER_MISTAKES = [
    ("1.1", lambda f, theta, eps: jnp.zeros(theta.shape) + 7, "your slopes are wrong"),
    ("1.1", lambda f, theta, eps: ORACLE["1.1"](f, theta, eps) * np.arange(1.0, 3.0), "only your first slope is right"),
    ("1.1", lambda f, theta, eps: ORACLE["1.1"](f, theta, eps) * (theta.size <= 6), "shape (2, 2, 2)"),
    ("1.1", lambda f, theta, eps: ORACLE["1.1"](f, theta, eps).astype(np.float16).astype(float), "should be 13.01"),
    ("1.2", lambda t, g, a: jax.tree.map(lambda t, g: t - a * g * g, t, g), "the example of the task"),
    ("1.2", lambda t, g, a: jax.tree.map(lambda t, g: t - a - g, t, g), "gradient of zeros"),
    ("1.2", divides_by_the_square, "With learning_rate = 0 theta must stay where it is; yours becomes nan"),
    ("1.2", turns_tuples_to_lists, "a tree with a list where theta has a tuple"),
    ("1.3", decaying_rate, "first step is right, a later one is not: step 2 of 3"),
    ("1.3", frozen_after_ten, "step 11 of 60"),
    ("1.3", lambda g, t, a, n: jnp.stack([t * (1 - 2 * a) ** k for k in range(n + 1)]), "right for the example"),
    ("1.3", lambda g, t, a, n: ORACLE["1.3"](g, t, a, n)[::-1], "first row of your path is not theta0"),
    ("1.4", lambda h: 2 / jnp.linalg.norm(h, jnp.inf), "stable but not the largest"),
    ("1.4", five_power_iterations, "too large"),
    ("1.4", lambda h: 2 / jnp.sqrt(jnp.linalg.eigvalsh(h)[-1]), "too large"),
    ("1.4", lambda h: -2 / jnp.linalg.eigvalsh(h)[-1], "0 or below"),
    ("1.5", batches_without_a_middle, "batches of sizes [4, 2]"),
    ("1.5", shuffled_by(lambda r, n: np.random.default_rng(r.integers(1000)).permutation(n)), "orders repeat"),
    ("1.5", shuffled_by(lambda r, n: np.roll(np.random.default_rng(5).permutation(n), r.integers(n))), "orders repeat"),
    ("1.5", shuffled_by(in_equal_steps), "equal steps"),
    ("1.5", shuffled_by(lambda r, n: np.argsort(r.uniform(size=n) + 0.6 * np.arange(n) / n)), "too early or too late"),
    ("1.5", shuffled_by(swap_with_any), "too early or too late"),
    ("1.5", shuffled_by(lambda r, n: swap_with_any(r, n, lowest=0)), "hardly ever stays at its old place"),
    ("1.5", shuffled_by(lambda r, n: r.permutation(n).astype(np.int8)), "lie outside"),
    ("1.5", shuffled_by(pairs_stay_together), "Neighbours stay neighbours"),
    ("1.6", lambda t, v, g, a, b: (b * t - a * (b * v + g), b * v + g), "beta = 0"),
    ("1.6", lambda t, v, g, a, b: (t - a * (b * v + g), b * v + 2 * g), "velocity that you return is wrong"),
    ("1.7", correction_for_ten_steps, "so is the θ of the example, but for a single number"),
    ("1.7", frozen_without_gradient, "There g is 0, but m and v are not"),
    ("1.7", mean_for_small_rates, "the m that you return is wrong, though it is right for the example"),
    ("1.7", lambda t, s, g, a, b1, b2, e: (ORACLE["1.7"](t, s, g, a, b1, b2, e)[0] + 1, s), "t that you return"),
    ("1.8", half_of_c, "the left side of the condition is 9 and the right side 5"),
    (
        "1.8",
        at_most_seven_trials,
        "For a search with beta = 0.95 and c = 0.7 your step is too long: you shrink 7 times",
    ),
    ("1.8", lambda f, g, t, a, b, c: a * b**60, "shorter than it need be"),
    ("1.8", whole_promise, "the whole promise"),
    ("1.8", upwards, "For a wave, from near its top your step is shorter"),
    ("1.8", lambda *a: backtracking.search_exponents(a[0], -a[1], *a[2:]), "uphill side"),
    ("1.8", a_little_slack, "For a loss of small values you return alpha0"),
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


CONFUSED = [
    ("1.5", lambda key, n, b: np.split(jnp.sort(jax.random.permutation(key, n)), range(b, n, b)), "not shuffled"),
    ("1.7", lambda t, s, g, a, b1, b2, e: ORACLE["1.7"](t, s, g ^ 2, a, b1, b2, e), "power"),
]


@pytest.mark.parametrize(("id", "answer", "name"), CONFUSED)
def test_a_known_mistake_is_known_in_other_words(id, answer, name):
    assert verdict(id, answer, seed=4).misconception == name


ENDLESS = [
    ("alpha = beta * alpha", "a[2] - alpha0 * a[1]", "point before the loop"),
    ("alpha = beta * alpha0", "a[2] - alpha * a[1]", "always from alpha0"),
    ("alpha = alpha / beta", "a[2] - alpha * a[1]", "alpha grows"),
    ("pass", "a[2] - alpha * a[1]", "alpha stays"),
]


@pytest.mark.parametrize(("shrink", "point", "name"), ENDLESS)
@pytest.mark.parametrize("seed", range(5))
def test_loops_that_never_end_are_told_apart_by_what_they_try(shrink, point, name, seed):
    """In JAX's float32, while the known mistakes run in NumPy's float64."""
    source = f"""def backtracking(*a):
    f, alpha0, beta, c = a[0], *a[3:]
    alpha = alpha0
    while not f({point}) <= f(a[2]) - c * alpha * jnp.sum(a[1] ** 2):
        {shrink}
    return alpha
"""
    namespace = {"jnp": jnp}
    exec(source, namespace)
    assert verdict("1.8", namespace["backtracking"], seed).misconception == name


def test_an_argument_that_is_a_function_is_shown_without_its_name_doubled():
    result = verdict("1.1", lambda f, theta, eps: theta)
    assert "f = θ₀³ + θ₀θ₁, theta = [2, 1]" in result.text()


def test_sizes_stand_in_the_message_when_code_crashes_on_a_hidden_case():
    result = verdict("1.5", lambda key, n, b: [jax.random.permutation(key, n)[i : i + b] for i in range(0, n, b // 4)])
    assert "8 samples" in result.text() or "batch_size = " in result.text(), result.text()


# --- chance and rounding ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("seed", range(100, 130))
def test_a_right_shuffle_is_never_refused(seed):
    result = verdict("1.5", registry.judge("1.5").alternatives[1], seed)
    assert result.state == "right", result.text()


@pytest.mark.parametrize("seed", range(5))
def test_a_slow_shuffle_is_watched_for_fewer_epochs_and_passes(seed, monkeypatch):
    monkeypatch.setattr("course_lib.probes.gradient_descent.shuffling.SECONDS", 0.0)
    assert verdict("1.5", registry.judge("1.5").alternatives[1], seed).state == "right"


@pytest.mark.parametrize("seed", range(5))
def test_float32_is_exact_enough_for_a_measured_gradient(seed):
    result = verdict("1.1", differentiation.numerical_gradient, 200 + seed)
    assert result.state == "right", result.text()


@pytest.mark.parametrize("seed", range(5))
def test_rounding_decides_nothing_in_the_line_search(seed):
    """Both the accepted step size and the last refused one miss the border by at least one per mille of f."""
    for case in registry.exercise("1.8").inputs(seed):
        f, grad, theta, _, beta, c = case.arguments.values()
        alpha = backtracking.search_exponents(*case.arguments.values())
        if not np.any(grad) or case.name.startswith("a step that wins exactly"):
            continue
        scale = abs(f(theta)) + abs(f(theta - alpha * grad)) + alpha * np.sum(grad**2)
        slack = lambda a: f(theta) - c * a * np.sum(grad**2) - f(theta - a * grad)  # noqa: B023
        assert slack(alpha) > 1e-3 * scale, case.name
        if alpha < case.arguments["alpha0"]:
            assert not slack(alpha / beta) > -1e-3 * scale, case.name
