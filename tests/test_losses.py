"""Losses against optax, scikit-learn and SciPy: values, gradients, numbers far out, and shapes refused."""

import jax
import jax.numpy as jnp
import numpy as np
import optax
import pytest
from scipy import special, stats
from sklearn import metrics

from course_lib.activations import softmax
from course_lib.losses import (
    binary_cross_entropy,
    cross_entropy,
    cross_entropy_grad,
    entropy,
    half_mse,
    half_mse_grad,
    huber,
    kl_divergence,
    mean_absolute_error,
    one_hot,
)

RNG = np.random.default_rng(0)
PAIRS = [((6, 1), (6,)), ((6,), (6, 1)), ((4, 3), (4, 3)), ((1,), (1,))]


def close(ours, theirs, rtol=1e-5, atol=1e-6):
    np.testing.assert_allclose(ours, theirs, rtol=rtol, atol=atol)


@pytest.mark.parametrize(("of_y", "of_y_hat"), PAIRS)
def test_squared_and_absolute_error_against_optax_and_scikit_learn(of_y, of_y_hat):
    y, y_hat = (RNG.normal(size=shape).astype(np.float32) for shape in (of_y, of_y_hat))
    columns = y.size // len(y)
    flat = y.reshape(len(y), -1), y_hat.reshape(len(y), -1)
    close(jax.jit(half_mse)(y, y_hat), metrics.mean_squared_error(*flat) * columns / 2)
    close(jax.jit(mean_absolute_error)(y, y_hat), metrics.mean_absolute_error(*flat) * columns)
    squared = lambda p: jnp.sum(optax.l2_loss(p, y.reshape(p.shape))) / len(p)  # optax's has the half
    expected = jax.jit(jax.grad(squared))(y_hat)
    assert half_mse_grad(y, y_hat).shape == of_y_hat
    close(half_mse_grad(y, y_hat), expected)
    close(jax.jit(jax.grad(half_mse, 1))(y, y_hat), expected)
    close(jax.jit(jax.grad(mean_absolute_error, 1))(y, y_hat), np.sign(y_hat - y.reshape(of_y_hat)) / len(y))


def test_errors_of_a_batch_of_samples_and_of_whole_numbers():
    y, y_hat = RNG.normal(size=(2, 5, 4)).astype(np.float32)
    close(jax.vmap(half_mse)(y, y_hat), [metrics.mean_squared_error(a, b) / 2 for a, b in zip(y, y_hat, strict=True)])
    assert half_mse([1, 2], [3, 6]) == 5 and mean_absolute_error([1, 2], [3, 6]) == 3


RESIDUALS = np.array([-1e4, -2.0, -1.0, -0.3, 0.0, 0.5, 1.0, 1.5, 1e4], np.float32)


@pytest.mark.parametrize("delta", [0.5, 1.0, 1.5])
def test_huber_against_optax_and_scipy(delta):
    close(jax.jit(huber)(RESIDUALS, delta), special.huber(delta, RESIDUALS.astype(float)))
    slopes = jax.jit(jax.vmap(jax.grad(huber), (0, None)))(RESIDUALS, delta)
    close(slopes, jax.jit(jax.vmap(jax.grad(lambda r: optax.huber_loss(r, delta=delta))))(RESIDUALS))
    close(slopes, np.clip(RESIDUALS, -delta, delta))
    close(huber(RESIDUALS.reshape(3, 3)), optax.huber_loss(RESIDUALS.reshape(3, 3)))  # 1 by default


P = np.array([[0.2, 0.3, 0.5], [0.0, 1.0, 0.0], [0.0, 0.25, 0.75]], np.float32)
Q = np.array([[0.6, 0.3, 0.1], [0.5, 0.5, 0.0], [1e-3, 0.001, 0.998]], np.float32)


def test_entropy_and_kl_divergence_against_scipy():
    close(jax.jit(entropy)(P), stats.entropy(P, axis=1))
    close(entropy(P), special.entr(P).sum(axis=1))
    close(entropy(P.T, axis=0), stats.entropy(P, axis=1))
    close(entropy(P[0]), stats.entropy(P[0]))
    close(jax.jit(kl_divergence)(P, Q), special.rel_entr(P, Q).sum(axis=1))
    close(kl_divergence(P.T, Q.T, axis=0), stats.entropy(P.astype(float), Q, axis=1), atol=1e-5)
    close(kl_divergence(P, P), 0)


def test_kl_divergence_is_infinite_where_q_excludes_what_happens():
    p, q = np.array([0.5, 0.5, 0.0]), np.array([1.0, 0.0, 0.0])
    assert kl_divergence(p, q) == special.rel_entr(p, q).sum() == np.inf
    assert kl_divergence(q, p) == pytest.approx(np.log(2))


def test_slopes_of_entropy_and_kl_divergence_with_0_where_p_is_0():
    p, q = P.astype(float), Q.astype(float)
    logarithms = np.log(np.where(p > 0, p, 1)), np.log(np.where(p > 0, q, 1))
    close(jax.jit(jax.grad(lambda p: entropy(p).sum()))(P), np.where(p > 0, -logarithms[0] - 1, 0))
    of_p, of_q = jax.jit(jax.grad(lambda p, q: kl_divergence(p, q).sum(), (0, 1)))(P, Q)
    close(of_p, np.where(p > 0, logarithms[0] - logarithms[1] + 1, 0))
    close(of_q, -np.divide(p, q, out=np.zeros_like(p), where=p > 0))


def test_entropy_of_a_certain_softmax_has_a_gradient():
    z = np.array([0.0, -1e4, 0.5], np.float32)
    gradient = jax.jit(jax.grad(lambda z: entropy(softmax(z))))(z)
    two = jax.jit(jax.grad(lambda z: jnp.sum(jax.scipy.special.entr(jax.nn.softmax(z)))))(np.array([0, 0.5], "f"))
    close(gradient, [two[0], 0, two[1]])


LOGITS = np.array(
    [[1, 2, 3, -1], [0, 0, 0, 0], [1e4, -1e4, 0, 5], [2, -np.inf, 1, 0], [-1e4, -1e4, 1e4, 0]], np.float32
)
LABELS = np.array([2, 1, 0, 0, 3])


@pytest.mark.parametrize("n", [1, 5])
def test_cross_entropy_against_optax(n):
    logits, labels = LOGITS[:n], LABELS[:n]
    theirs = lambda z: optax.softmax_cross_entropy_with_integer_labels(z, labels).mean()
    value, gradient = jax.jit(jax.value_and_grad(theirs))(logits)
    close(cross_entropy(logits, labels), value)
    jax.tree.map(close, jax.jit(jax.value_and_grad(cross_entropy))(logits, labels), (value, gradient))
    close(jax.jit(cross_entropy_grad)(logits, labels), gradient)


def test_cross_entropy_against_scikit_learn_and_of_a_batch():
    logits, labels = RNG.normal(size=(3, 6, 4)), RNG.integers(0, 4, (3, 6))
    probabilities = special.softmax(logits, axis=2)
    expected = [metrics.log_loss(y, p, labels=range(4)) for y, p in zip(labels, probabilities, strict=True)]
    close(jax.vmap(cross_entropy)(logits, labels), expected)
    close(cross_entropy(logits[0] + 1e4, labels[0].astype(np.uint8)), expected[0], atol=2e-3)  # rounding of z + 1e4


def test_cross_entropy_keeps_its_digits_where_all_scores_are_large():
    close(cross_entropy(np.full((2, 3), 1e4, np.float32), LABELS[:2]), np.log(3))
    assert cross_entropy(LOGITS[3:4], np.array([1])) == np.inf  # what happened was excluded


@pytest.mark.parametrize("targets", [[0, 1, 0, 1, 1, 0], [0.2, 1, 0, 0.5, 0.9, 0.1]])
def test_binary_cross_entropy_against_optax_and_scipy(targets):
    logits, y = np.array([-3, 2, 0, -1e4, 1e4, 1e4], np.float32), np.array(targets, np.float32)
    theirs = lambda z: optax.sigmoid_binary_cross_entropy(z, y).mean()
    value, gradient = jax.jit(jax.value_and_grad(binary_cross_entropy))(logits, y)
    jax.tree.map(close, (value, gradient), jax.jit(jax.value_and_grad(theirs))(logits))
    close(gradient, (special.expit(logits) - y) / 6)
    close(binary_cross_entropy(logits[:3], y[:3].round()), metrics.log_loss(y[:3].round(), special.expit(logits[:3])))
    close(jax.vmap(binary_cross_entropy)(logits.reshape(2, 3), y.reshape(2, 3)).mean(), value)


@pytest.mark.parametrize("labels", [2, [0, 2, 1], [[0, 1], [2, 7]], [-1]])
def test_one_hot_against_jax_nn(labels):
    ours = jax.jit(one_hot, static_argnums=1)(jnp.asarray(labels), 3)
    np.testing.assert_array_equal(ours, jax.nn.one_hot(jnp.asarray(labels), 3))
    assert ours.dtype == jnp.float32


def test_bad_input_is_named():
    z, labels, six = np.zeros((4, 3), "f"), np.zeros(4, int), np.ones(6)
    pairs = (half_mse, half_mse_grad, mean_absolute_error)
    scores = (cross_entropy, cross_entropy_grad)
    cases = [
        *((lambda f=f: f(six, np.ones(5)), r"y_hat: shape \(6,\) as y expected.*got \(5,\)") for f in pairs),
        *((lambda f=f: f(np.ones((6, 2)), six), r"y_hat: shape \(6, 2\) .*got \(6,\)") for f in pairs),
        *((lambda f=f: f(six, np.ones((1, 6))), r"y_hat: .*got \(1, 6\)") for f in pairs),
        *((lambda f=f: f(1.0, 2.0), r"y_hat: .*got \(\)") for f in pairs),
        (lambda: huber(six, 0), "delta: a positive number expected, got 0"),
        (lambda: huber(six, -1.5), "delta: .*got -1.5"),
        (lambda: kl_divergence(P, P[0]), r"q: shape: \(3, 3\) expected .*got \(3,\)"),
        *((lambda f=f: f(z[0], labels), r"logits: .*\(n, classes\) expected, got \(3,\)") for f in scores),
        *((lambda f=f: f(z, labels[:3]), r"labels: shape: \(4,\) expected .*got \(3,\)") for f in scores),
        *((lambda f=f: f(z, np.zeros((4, 3), int)), r"labels: shape: \(4,\) .*got \(4, 3\)") for f in scores),
        *((lambda f=f: f(z, labels * 1.0), "labels: whole numbers.*got dtype float32") for f in scores),
        *((lambda f=f: f(z, labels + 3), "labels: 0 to 2 expected, got 3 to 3") for f in scores),
        *((lambda f=f: f(z, labels - 1), "labels: 0 to 2 expected, got -1 to -1") for f in scores),
        (lambda: binary_cross_entropy(six, np.ones((6, 1))), r"y: shape: \(6,\) expected .*got \(6, 1\)"),
    ]
    for call, message in cases:
        with pytest.raises(ValueError, match=message):
            call()


def test_labels_known_while_compiling_are_checked_too():
    """A closed-over label has its value while the function around it is compiled."""
    labels = jnp.array([0, 2])
    assert jax.jit(lambda z: cross_entropy(z, labels))(jnp.zeros((2, 3))) == pytest.approx(np.log(3))
    with pytest.raises(ValueError, match="labels: 0 to 1 expected, got 0 to 2"):
        jax.jit(lambda z: cross_entropy(z, labels))(jnp.zeros((2, 2)))
