"""Functions that act on each number of a layer, and softmax, which turns scores into probabilities."""

import jax
import jax.numpy as jnp


def relu_grad(x: jax.Array) -> jax.Array:
    """Give the slope of relu: 1 where x is positive, 0 elsewhere. At 0, where there is none, 0 is a convention.

    Shapes: any -> same.
    """
    return jnp.where(jnp.asarray(x) > 0, 1.0, 0.0)


@jax.custom_jvp
def relu(x: jax.Array) -> jax.Array:
    """Keep what is positive: max(x, 0).

    Shapes: any -> same.
    """
    return jnp.maximum(x, 0)


# The derivative of jnp.maximum shares a tie out, half to each side; at 0 every framework says 0.
relu.defjvps(lambda tangent, _, x: tangent * relu_grad(x).astype(tangent.dtype))


def leaky_relu(x: jax.Array, slope: float = 0.01) -> jax.Array:
    """Keep what is positive and shrink what is negative, so that no unit ever stops learning.

    Shapes: any -> same.
    """
    return jnp.where(jnp.asarray(x) > 0, x, slope * jnp.asarray(x))


def sigmoid(x: jax.Array) -> jax.Array:
    """Squeeze a number between 0 and 1: 1 / (1 + exp(−x)).

    Written with tanh, which overflows nowhere: 1 / (1 + exp(−x)) = (1 + tanh(x / 2)) / 2.

    Shapes: any -> same.
    """
    return 0.5 * (1 + jnp.tanh(0.5 * jnp.asarray(x)))


def sigmoid_grad(x: jax.Array) -> jax.Array:
    """Give the slope of the sigmoid: s (1 − s), at most 1/4.

    Shapes: any -> same.
    """
    s = sigmoid(x)
    return s * (1 - s)


def tanh_grad(x: jax.Array) -> jax.Array:
    """Give the slope of tanh: 1 − tanh², at most 1.

    Shapes: any -> same.
    """
    return 1 - jnp.tanh(x) ** 2


def gelu(x: jax.Array) -> jax.Array:
    """Weigh x by the probability that a standard normal number is smaller: x Φ(x).

    Shapes: any -> same.
    Source: Hendrycks and Gimpel 2016, Gaussian Error Linear Units (GELUs).
    """
    x = jnp.asarray(x, float)
    return 0.5 * x * (1 + jax.lax.erf(x / jnp.sqrt(2.0)))


def logsumexp(z: jax.Array, axis: int = -1) -> jax.Array:
    """Give log Σ exp(z) along an axis without overflow: m + log Σ exp(z − m), with m the largest z.

    Shapes: z any -> z without `axis`.
    Pitfall: a row of −inf gives −inf, the logarithm of nothing.
    """
    largest = _finite_max(z, axis)
    return jnp.log(jnp.sum(jnp.exp(z - largest), axis=axis)) + jnp.squeeze(largest, axis)


def softmax(z: jax.Array, axis: int = -1) -> jax.Array:
    """Turn scores into probabilities: exp(z) / Σ exp(z). Adding a constant to all scores changes nothing.

    Shapes: z any -> same; sums to 1 along `axis`.
    Pitfall: a row of −inf allows nothing and gives nan.
    """
    weights = jnp.exp(z - _finite_max(z, axis))
    return weights / jnp.sum(weights, axis=axis, keepdims=True)


def log_softmax(z: jax.Array, axis: int = -1) -> jax.Array:
    """Give the logarithm of softmax, also where softmax itself underflows to 0: z − logsumexp(z).

    Shapes: z any -> same.
    """
    z = z - _finite_max(z, axis)  # first: at scores of 10,000 float32 keeps only three digits after the point
    return z - jnp.log(jnp.sum(jnp.exp(z), axis=axis, keepdims=True))


def _finite_max(z: jax.Array, axis: int) -> jax.Array:
    """The largest entry along an axis, kept as an axis; 0 where it is infinite, since inf − inf is nan."""
    largest = jax.lax.stop_gradient(jnp.max(z, axis=axis, keepdims=True))  # it cancels, in the gradient too
    return jnp.where(jnp.isfinite(largest), largest, 0)
