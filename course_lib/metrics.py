"""How good a trained model is: what is reported, and not what is descended."""

from typing import NamedTuple

import jax
import jax.numpy as jnp
import numpy as np

from course_lib.losses import one_hot
from course_lib.shapes import require_at_least, require_axes, require_equal


class Reliability(NamedTuple):
    """Confidence and accuracy in bins of confidence. Empty bins hold 0 in all three.

    Shapes: edges (bins + 1,); confidence, accuracy and counts (bins,).
    """

    edges: jax.Array
    confidence: jax.Array
    accuracy: jax.Array
    counts: jax.Array


def accuracy(logits: jax.Array, labels: jax.Array) -> jax.Array:
    """Give the share of rows whose largest score is that of the true class.

    Shapes: logits (or probabilities) (n, classes), labels (n,) -> scalar.
    Pitfall: flat almost everywhere: its gradient is 0, so it can be reported but not descended.
    Raises: ValueError if the shapes do not fit.
    """
    require_axes("logits", logits, "(n, classes)")
    require_equal("labels: shape", jnp.shape(labels), logits.shape[:1], "one label for each row of logits")
    return jnp.mean(jnp.argmax(logits, axis=1) == labels)


def accuracy_interval(correct: int, n: int, z: float = 1.96) -> tuple[float, float]:
    """Give the range of true accuracies that `correct` of `n` is compatible with (Wilson's score interval).

    Units:  z standard deviations; 1.96 for 95 %.
    Raises: ValueError if n is below 1, or correct is not between 0 and n.
    Source: Wilson 1927, Probable Inference, the Law of Succession, and Statistical Inference.
    """
    require_at_least(1, n=n)
    if not 0 <= correct <= n:
        raise ValueError(f"correct: 0 to {n} expected, got {correct}")
    share, slack = correct / n, z * z / n
    centre = (share + slack / 2) / (1 + slack)
    half = z * np.sqrt(share * (1 - share) / n + slack / (4 * n)) / (1 + slack)
    return float(max(0.0, centre - half)), float(min(1.0, centre + half))


def confusion_matrix(labels: jax.Array, predictions: jax.Array, num_classes: int) -> jax.Array:
    """Count how often each true class (row) was taken for each class (column).

    Shapes: labels and predictions (n,) whole numbers -> (num_classes, num_classes).
    Raises: ValueError if the shapes differ.
    """
    require_equal("predictions: shape", jnp.shape(predictions), jnp.shape(labels), "as labels")
    counts = one_hot(labels, num_classes).T @ one_hot(predictions, num_classes)
    return counts.astype(jnp.int32)


def recalls(confusion: jax.Array) -> jax.Array:
    """Give for each class the share of its samples that were found.

    Shapes: confusion (classes, classes), rows true -> (classes,); nan for a class without samples.
    """
    return jnp.diag(confusion) / confusion.sum(axis=1)


def precisions(confusion: jax.Array) -> jax.Array:
    """Give for each class the share of its predictions that were right.

    Shapes: confusion (classes, classes), rows true -> (classes,); nan for a class never predicted.
    """
    return jnp.diag(confusion) / confusion.sum(axis=0)


def balanced_accuracy(labels: jax.Array, predictions: jax.Array, num_classes: int) -> jax.Array:
    """Give the mean of the classes' recalls: a rare class counts as much as a common one.

    Shapes: labels and predictions (n,) whole numbers -> scalar. Classes without samples are left out.
    """
    return jnp.nanmean(recalls(confusion_matrix(labels, predictions, num_classes)))


def reliability(probs: jax.Array, labels: jax.Array, bins: int = 10) -> Reliability:
    """Compare confidence with accuracy in `bins` equally wide bins (lo, hi] of confidence.

    Confidence is the largest probability of a row, accuracy whether it is that of the true class.

    Shapes: probs (n, classes), labels (n,) -> Reliability of `bins` bins.
    Raises: ValueError if the shapes do not fit, or bins is below 1.
    """
    require_axes("probs", probs, "(n, classes)")
    require_equal("labels: shape", jnp.shape(labels), jnp.shape(probs)[:1], "one label for each row of probs")
    require_at_least(1, bins=bins)
    edges = jnp.linspace(0, 1, bins + 1)
    confidence = jnp.max(probs, axis=1)
    right = jnp.argmax(probs, axis=1) == labels
    # side "left" puts a confidence that lies on an edge into the bin below it
    place = jnp.clip(jnp.searchsorted(edges, confidence, side="left") - 1, 0, bins - 1)
    total = lambda values: jnp.zeros(bins).at[place].add(values)
    counts = total(1.0)
    mean = lambda values: total(values) / jnp.maximum(counts, 1)
    return Reliability(edges, mean(confidence), mean(right), counts.astype(jnp.int32))


def expected_calibration_error(probs: jax.Array, labels: jax.Array, bins: int = 10) -> jax.Array:
    """Give the mean distance between confidence and accuracy, each bin weighted by its share of the samples.

    Shapes: probs (n, classes), labels (n,) -> scalar.
    Raises: ValueError if the shapes do not fit, or bins is below 1.
    Source: Guo, Pleiss, Sun and Weinberger 2017, On Calibration of Modern Neural Networks.
    """
    table = reliability(probs, labels, bins)
    return jnp.sum(table.counts * jnp.abs(table.accuracy - table.confidence)) / len(probs)
