"""Is this sentence in order, or are its words shuffled? A task that only positions can solve, for self-attention."""

from collections.abc import Sequence

import jax
import jax.numpy as jnp
import numpy as np

from course_lib.activations import relu
from course_lib.attention import (
    MultiHeadParams,
    attention_scores,
    masked_softmax,
    multi_head_attention,
    padding_mask,
    sinusoidal_positions,
    split_heads,
)
from course_lib.layers import dense
from course_lib.losses import binary_cross_entropy
from course_lib.sequences import masked_mean
from course_lib.shapes import require_axes

Inputs = tuple[jax.Array, jax.Array]  # ids (batch, time) and lengths (batch,)
HEADS = 4


def with_shuffled(rows: Sequence[Sequence[str]], seed: int) -> tuple[list[tuple[str, ...]], np.ndarray]:
    """Put a shuffled copy behind every sentence.

    Shapes: n token lists -> 2n tuples, labels (2n,) int32: 1 in order, 0 shuffled, in turns.
    Raises: ValueError if some sentence has fewer than two different tokens: no other order exists.
    """
    random, out = np.random.default_rng(seed), []
    for row in map(tuple, rows):
        if len(set(row)) < 2:
            raise ValueError(f"rows: at least two different tokens in each expected, got {list(row)}")
        mixed = row
        while mixed == row:
            mixed = tuple(row[i] for i in random.permutation(len(row)))
        out += [row, mixed]
    return out, np.tile(np.array([1, 0], np.int32), len(out) // 2)


def order_params(key: jax.Array, num_tokens: int, d: int = 32, hidden: int = 32) -> dict:
    """Draw word vectors, one layer of attention with four heads, and a small network that reads each place.

    Shapes: -> {"tokens": (num_tokens, d), "heads": MultiHeadParams, "hidden": (w (d, hidden), b), "out": (w, b)}.
    """
    keys = jax.random.split(key, 4)
    return {
        "tokens": 0.5 * jax.random.normal(keys[0], (num_tokens, d)),
        "heads": MultiHeadParams(*jax.random.normal(keys[1], (4, d, d)) * d**-0.5),
        "hidden": (jax.random.normal(keys[2], (d, hidden)) * (2 / d) ** 0.5, jnp.zeros(hidden)),
        "out": (jax.random.normal(keys[3], (hidden, 1)) * hidden**-0.5, jnp.zeros(1)),
    }


def order_score(params: dict, inputs: Inputs) -> jax.Array:
    """Score how much a sentence looks in order: word vectors with positions, heads, relu at each place, mean.

    Shapes: inputs ids (batch, time) and lengths (batch,) -> logits (batch,).
    """
    return _score(params, inputs, vectors(params, inputs[0]))


def order_score_blind(params: dict, inputs: Inputs) -> jax.Array:
    """Do the same without positions.

    Shapes: inputs ids (batch, time) and lengths (batch,) -> logits (batch,).
    """
    return _score(params, inputs, params["tokens"][inputs[0]])


def order_loss(params: dict, inputs: Inputs, y: jax.Array) -> jax.Array:
    """Give the logistic loss of `order_score`.

    Shapes: inputs ids (batch, time) and lengths (batch,), y (batch,) of 0 and 1 -> scalar.
    """
    return binary_cross_entropy(order_score(params, inputs), y)


def order_loss_blind(params: dict, inputs: Inputs, y: jax.Array) -> jax.Array:
    """Give the logistic loss of `order_score_blind`.

    Shapes: inputs ids (batch, time) and lengths (batch,), y (batch,) of 0 and 1 -> scalar.
    """
    return binary_cross_entropy(order_score_blind(params, inputs), y)


def vectors(params: dict, ids: jax.Array) -> jax.Array:
    """Look up the word vectors and add the positions.

    Shapes: ids (batch, time) -> (batch, time, d).
    """
    require_axes("ids", ids, "(batch, time)")
    found = params["tokens"][ids]
    return found + sinusoidal_positions(*found.shape[1:])


def head_weights(params: dict, inputs: Inputs, temperature: float | jax.Array = 1.0) -> jax.Array:
    """Give the attention matrix of each head; a temperature above 1 levels the weights, below 1 sharpens them.

    Shapes: inputs ids (batch, time) and lengths (batch,) -> (batch, heads, time, time), rows sum to 1.
    """
    x = vectors(params, inputs[0])
    wq, wk, *_ = params["heads"]
    q, k = (split_heads(x @ w, HEADS) for w in (wq, wk))
    return masked_softmax(attention_scores(q, k) / temperature, _mask(inputs))


def _mask(inputs: Inputs) -> jax.Array:
    return padding_mask(inputs[1], inputs[0].shape[1])[:, None]  # an axis for the heads


def _score(params: dict, inputs: Inputs, x: jax.Array) -> jax.Array:
    x = x + multi_head_attention(params["heads"], x, HEADS, _mask(inputs))
    read = relu(dense(x, *params["hidden"]))
    return dense(masked_mean(read, inputs[1]), *params["out"])[:, 0]
