"""Metrics against scikit-learn and SciPy, ties, empty bins and borders included."""

import jax
import jax.numpy as jnp
import numpy as np
import pytest
from scipy import stats
from sklearn import calibration
from sklearn import metrics as sk

from course_lib.metrics import (
    accuracy,
    accuracy_interval,
    balanced_accuracy,
    confusion_matrix,
    expected_calibration_error,
    precisions,
    recalls,
    reliability,
)

RNG = np.random.default_rng(1)
LABELS, PREDICTIONS = RNG.integers(0, 4, (2, 60))


def probabilities(n, classes=3, sharp=1.5):
    z = np.exp(sharp * RNG.normal(size=(n, classes)))
    return (z / z.sum(axis=1, keepdims=True)).astype(np.float32)


@pytest.mark.parametrize(("n", "classes"), [(1, 2), (50, 3)])
def test_accuracy_against_scikit_learn(n, classes):
    logits, labels = RNG.normal(size=(n, classes)), RNG.integers(0, classes, n)
    expected = sk.accuracy_score(labels, logits.argmax(axis=1))
    assert jax.jit(accuracy)(logits, labels) == pytest.approx(expected)
    assert jax.vmap(accuracy)(np.stack([logits, -logits]), np.stack([labels] * 2))[0] == pytest.approx(expected)
    np.testing.assert_array_equal(jax.grad(accuracy)(jnp.asarray(logits, float), labels), 0)


def test_of_equal_scores_the_first_counts():
    assert accuracy(np.zeros((4, 3)), np.array([0, 1, 2, 0])) == 0.5


@pytest.mark.parametrize(("correct", "n"), [(0, 1), (1, 1), (0, 30), (30, 30), (83, 100), (2496, 3000)])
def test_accuracy_interval_against_scipys_wilson(correct, n):
    for level in (0.8, 0.95):
        theirs = stats.binomtest(correct, n).proportion_ci(level, "wilson")
        ours = accuracy_interval(correct, n, stats.norm.ppf((1 + level) / 2))
        np.testing.assert_allclose(ours, theirs, rtol=1e-9, atol=1e-12)
    assert accuracy_interval(correct, n) == pytest.approx((theirs.low, theirs.high), abs=1e-5)
    assert all(type(end) is float for end in ours)


def test_confusion_matrix_recalls_and_precisions_against_scikit_learn():
    confusion = jax.jit(confusion_matrix, static_argnums=2)(LABELS, PREDICTIONS, 4)
    np.testing.assert_array_equal(confusion, sk.confusion_matrix(LABELS, PREDICTIONS))
    assert jnp.issubdtype(confusion.dtype, jnp.integer)
    np.testing.assert_allclose(jax.jit(recalls)(confusion), sk.recall_score(LABELS, PREDICTIONS, average=None))
    np.testing.assert_allclose(jax.jit(precisions)(confusion), sk.precision_score(LABELS, PREDICTIONS, average=None))
    many = jax.vmap(lambda a, b: confusion_matrix(a, b, 4))(LABELS.reshape(2, 30), PREDICTIONS.reshape(2, 30))
    np.testing.assert_array_equal(many.sum(axis=0), confusion)


def test_classes_without_samples_or_predictions():
    labels, predictions = np.array([0, 0, 2, 2]), np.array([0, 2, 2, 2])
    confusion = confusion_matrix(labels, predictions, 4)
    np.testing.assert_array_equal(confusion, sk.confusion_matrix(labels, predictions, labels=range(4)))
    kwargs = {"average": None, "labels": range(4), "zero_division": np.nan}
    np.testing.assert_allclose(recalls(confusion), sk.recall_score(labels, predictions, **kwargs))
    np.testing.assert_allclose(precisions(confusion), sk.precision_score(labels, predictions, **kwargs))
    assert balanced_accuracy(labels, predictions, 4) == sk.balanced_accuracy_score(labels, predictions)


def test_balanced_accuracy_against_scikit_learn():
    labels = np.minimum(LABELS, 1)  # three quarters are 1
    for predictions in (np.minimum(PREDICTIONS, 1), np.ones_like(labels)):
        ours = jax.jit(balanced_accuracy, static_argnums=2)(labels, predictions, 2)
        assert ours == pytest.approx(sk.balanced_accuracy_score(labels, predictions))


@pytest.mark.parametrize(("n", "classes", "bins"), [(200, 3, 10), (200, 2, 15), (1, 4, 1)])
def test_reliability_against_scikit_learn(n, classes, bins):
    probs, labels = probabilities(n, classes), RNG.integers(0, classes, n)
    table = jax.tree.map(np.asarray, jax.jit(reliability, static_argnums=2)(probs, labels, bins))
    confidence, right = probs.max(axis=1), probs.argmax(axis=1) == labels
    place = np.ceil(confidence * bins).astype(int) - 1
    counts = np.bincount(place, minlength=bins)
    np.testing.assert_allclose(table.edges, np.linspace(0, 1, bins + 1), atol=1e-6)
    np.testing.assert_array_equal(table.counts, counts)
    share_right, mean_confidence = calibration.calibration_curve([*right, 0, 1], [*confidence, 0, 0], n_bins=bins)
    if counts[0] == 0:  # the two samples that scikit-learn needs to see both classes filled the first bin
        np.testing.assert_allclose(table.accuracy[counts > 0], share_right[1:], atol=1e-6)
        np.testing.assert_allclose(table.confidence[counts > 0], mean_confidence[1:], atol=1e-6)
    for i in range(bins):
        inside = place == i
        assert table.accuracy[i] == pytest.approx(right[inside].mean() if inside.any() else 0)
        assert table.confidence[i] == pytest.approx(confidence[inside].mean() if inside.any() else 0, rel=1e-5)
    error = sum(inside.sum() / n * abs(right[inside].mean() - confidence[inside].mean())
                for i in range(bins) if (inside := place == i).any())  # fmt: skip
    ours = jax.jit(expected_calibration_error, static_argnums=2)(probs, labels, bins)
    assert ours == pytest.approx(error, abs=1e-6)


@pytest.mark.parametrize("bins", [1, 10, 15])
def test_a_confidence_on_a_border_belongs_to_the_bin_below(bins):
    borders = np.linspace(0, 1, bins + 1).astype(np.float32)
    probs = np.stack([borders, np.zeros_like(borders)], axis=1)  # nothing asks a row to sum to 1
    table = jax.jit(reliability, static_argnums=2)(probs, np.zeros(bins + 1, int), bins)
    np.testing.assert_array_equal(table.counts, [2] + [1] * (bins - 1))  # 0 has no bin below and joins the first


def test_ten_bins_by_default_and_the_error_of_hand_made_models():
    probs = np.array([[0.75, 0.25]] * 4, np.float32)
    assert reliability(probs, np.array([0, 0, 0, 1])).counts.shape == (10,)
    assert expected_calibration_error(probs, np.array([0, 0, 0, 1])) == pytest.approx(0)
    assert expected_calibration_error(probs, np.array([1, 1, 1, 1])) == pytest.approx(0.75)
    mixed = np.array([[0.75, 0.25]] * 2 + [[0.05, 0.95]] * 2, np.float32)  # 0.25 too low, 0.95 too high
    assert expected_calibration_error(mixed, np.array([0, 0, 0, 0])) == pytest.approx((0.25 + 0.95) / 2)
    assert expected_calibration_error(mixed, np.array([0, 0, 0, 0]), bins=1) == pytest.approx(abs(0.5 - 0.85))


def test_bad_input_is_named():
    probs, labels = np.ones((4, 2)) / 2, np.zeros(4, int)
    cases = [
        (lambda: accuracy(probs[0], labels), r"logits: .*\(n, classes\) expected, got \(2,\)"),
        (lambda: accuracy(probs, labels[:3]), r"labels: shape: \(4,\) .*got \(3,\)"),
        (lambda: accuracy(probs, labels[:, None]), r"labels: shape: .*got \(4, 1\)"),
        (lambda: accuracy_interval(0, 0), "n: at least 1 expected, got 0"),
        (lambda: accuracy_interval(5, 4), "correct: 0 to 4 expected, got 5"),
        (lambda: accuracy_interval(-1, 4), "correct: .*got -1"),
        (lambda: confusion_matrix(labels, labels[:3], 2), r"predictions: shape: \(4,\) .*got \(3,\)"),
        (lambda: balanced_accuracy(labels, probs, 2), r"predictions: shape: .*got \(4, 2\)"),
        (lambda: reliability(probs[0], labels), r"probs: .*got \(2,\)"),
        (lambda: reliability(probs, labels[:3]), r"labels: shape: .*got \(3,\)"),
        (lambda: reliability(probs, labels, 0), "bins: .*got 0"),
        (lambda: expected_calibration_error(probs, labels, 0), "bins: .*got 0"),
    ]
    for call, message in cases:
        with pytest.raises(ValueError, match=message):
            call()
