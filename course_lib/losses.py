"""What being wrong costs: squared and absolute error, Huber, entropy, and cross-entropy on scores.

Over a sample a loss is a mean of its rows. Logarithms are natural: entropies are in nats.
"""

import jax
import jax.numpy as jnp
import numpy as np

from course_lib.activations import log_softmax, softmax
from course_lib.shapes import require_axes, require_equal


def _residuals(y: jax.Array, y_hat: jax.Array) -> jax.Array:
    """ŷ − y in the shape of ŷ. A column (n, 1) against (n,) would broadcast to n × n; here it is read as n numbers."""
    y, y_hat = jnp.asarray(y), jnp.asarray(y_hat)
    column = lambda shape: shape[:1] if shape[1:] in ((), (1,)) else shape
    if y_hat.ndim == 0 or column(y.shape) != column(y_hat.shape):
        raise ValueError(f"y_hat: shape {y.shape} as y expected, one prediction for each target, got {y_hat.shape}")
    return y_hat - y.reshape(y_hat.shape)


def half_mse(y: jax.Array, y_hat: jax.Array) -> jax.Array:
    """Give half the mean squared error: Σ (y − ŷ)² / 2n. The ½ cancels the 2 of the derivative.

    Shapes: y and y_hat (n,) or (n, 1), or both (n, d) -> scalar; n counts rows.
    Units:  half the square of the target's unit.
    Raises: ValueError if the shapes do not fit.
    """
    residuals = _residuals(y, y_hat)
    return jnp.sum(residuals**2) / (2 * len(residuals))


def half_mse_grad(y: jax.Array, y_hat: jax.Array) -> jax.Array:
    """Give the gradient of `half_mse` with respect to the prediction: (ŷ − y) / n.

    Shapes: y and y_hat (n,) or (n, 1), or both (n, d) -> as y_hat.
    Raises: ValueError if the shapes do not fit.
    """
    residuals = _residuals(y, y_hat)
    return residuals / len(residuals)


def mean_absolute_error(y: jax.Array, y_hat: jax.Array) -> jax.Array:
    """Give the mean distance between target and prediction: Σ |y − ŷ| / n. The best constant is the median.

    Shapes: y and y_hat (n,) or (n, 1), or both (n, d) -> scalar; n counts rows.
    Raises: ValueError if the shapes do not fit.
    """
    residuals = _residuals(y, y_hat)
    return jnp.sum(jnp.abs(residuals)) / len(residuals)


def huber(residual: jax.Array, delta: float = 1.0) -> jax.Array:
    """Square small residuals and count large ones by their size: ½ r² up to delta, then delta (|r| − ½ delta).

    Value and slope agree where the two meet, so an outlier pulls with at most delta.

    Shapes: residual any -> same.
    Units:  delta in the unit of the residual.
    Raises: ValueError if delta is not positive.
    Source: Huber 1964, Robust Estimation of a Location Parameter.
    """
    if isinstance(delta, int | float) and not delta > 0:
        raise ValueError(f"delta: a positive number expected, got {delta}")
    size = jnp.abs(residual)
    small = jnp.minimum(size, delta)  # ½ small² + delta (size − small) is both branches in one
    return 0.5 * small**2 + delta * (size - small)


def _times_log(p: jax.Array, q: jax.Array) -> jax.Array:
    """p log q, and 0 where p is 0, whatever q; the slope there is 0 too, since nan or inf would spoil every other."""
    never = jnp.asarray(p) == 0
    return jnp.where(never, 0, p * jnp.log(jnp.where(never, 1, q)))


def entropy(p: jax.Array, axis: int = -1) -> jax.Array:
    """Give the mean surprise of a distribution: −Σ p log p, with 0 log 0 = 0.

    Shapes: p any, summing to 1 along `axis` -> p without `axis`.
    Units:  nats; divide by log 2 for bits.
    Pitfall: at p = 0 the slope is infinite; the gradient given there is 0, so that one zero does not spoil the rest.
    """
    return -jnp.sum(_times_log(p, p), axis=axis)


def kl_divergence(p: jax.Array, q: jax.Array, axis: int = -1) -> jax.Array:
    """Give what it costs to expect q where p holds: Σ p log (p / q), inf where q excludes what happens.

    Shapes: p and q the same, summing to 1 along `axis` -> without `axis`.
    Units:  nats.
    Pitfall: not symmetric: p is what holds, q what is believed.
    Raises: ValueError if the shapes differ.
    """
    require_equal("q: shape", jnp.shape(q), jnp.shape(p), "as p")
    return jnp.sum(_times_log(p, p) - _times_log(p, q), axis=axis)


def one_hot(labels: jax.Array, num_classes: int) -> jax.Array:
    """Write each label as a row of zeros with a one at its class.

    Shapes: labels (...), whole numbers -> (..., num_classes).
    """
    return (jnp.asarray(labels)[..., None] == jnp.arange(num_classes)).astype(jnp.float32)


def _require_labels(logits: jax.Array, labels: jax.Array) -> None:
    require_axes("logits", logits, "(n, classes)")
    if not jnp.issubdtype(jnp.asarray(labels).dtype, jnp.integer):
        raise ValueError(f"labels: whole numbers, one class each, expected, got dtype {jnp.asarray(labels).dtype}")
    require_equal("labels: shape", jnp.shape(labels), logits.shape[:1], "one label for each row of logits")
    if not isinstance(labels, jax.core.Tracer) and jnp.size(labels):  # while compiling, values are not known
        known = np.asarray(labels)
        low, high = known.min(), known.max()
        if low < 0 or high >= logits.shape[1]:
            raise ValueError(f"labels: 0 to {logits.shape[1] - 1} expected, got {low} to {high}")


def cross_entropy(logits: jax.Array, labels: jax.Array) -> jax.Array:
    """Give the mean surprise at the true classes: mean of logsumexp(z) − z_label, which is −log softmax(z)_label.

    Shapes: logits (n, classes), labels (n,) whole numbers -> scalar.
    Units:  nats; log(classes) for a model that knows nothing.
    Pitfall: takes scores, not probabilities; a softmax before it is one too many.
    Raises: ValueError if the shapes do not fit, or labels are not whole numbers of 0 … classes − 1.
    """
    _require_labels(logits, labels)
    return -jnp.mean(jnp.take_along_axis(log_softmax(logits), jnp.asarray(labels)[:, None], axis=1))


def cross_entropy_grad(logits: jax.Array, labels: jax.Array) -> jax.Array:
    """Give the gradient of `cross_entropy` with respect to the scores: (softmax − one_hot) / n.

    Shapes: logits (n, classes), labels (n,) whole numbers -> (n, classes); each row sums to 0.
    Raises: ValueError if the shapes do not fit, or labels are not whole numbers of 0 … classes − 1.
    """
    _require_labels(logits, labels)
    return (softmax(logits) - one_hot(labels, logits.shape[1])) / len(logits)


def binary_cross_entropy(logits: jax.Array, y: jax.Array) -> jax.Array:
    """Give the mean surprise of a model with one score for two classes: mean of log(1 + exp(z)) − y z.

    Shapes: logits (n,), y (n,) of 0 and 1 (or probabilities between) -> scalar.
    Pitfall: takes the score before the sigmoid.
    Raises: ValueError if the shapes differ.
    """
    require_equal("y: shape", jnp.shape(y), jnp.shape(logits), "as logits")
    return jnp.mean(jnp.logaddexp(0, logits) - y * logits)
