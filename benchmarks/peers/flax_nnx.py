"""Flax NNX, as its documentation writes it: a jitted step for each batch, its arguments cached."""

from collections.abc import Callable

import jax
import numpy as np
import optax
from flax import nnx

from peers.data import CLASSES, HIDDEN, INPUT_DIM, LEARNING_RATE, shuffled_batches

PACKAGES = ("flax", "jax", "optax", "numpy")


class Cnn(nnx.Module):
    """The article's first network."""

    def __init__(self, rngs: nnx.Rngs) -> None:
        self.conv1 = nnx.Conv(1, 32, (3, 3), padding="VALID", rngs=rngs)
        self.conv2 = nnx.Conv(32, 64, (3, 3), padding="VALID", rngs=rngs)
        self.dense1 = nnx.Linear(1600, 64, rngs=rngs)
        self.dense2 = nnx.Linear(64, CLASSES["cnn"], rngs=rngs)

    def __call__(self, x: jax.Array) -> jax.Array:
        for conv in (self.conv1, self.conv2):
            x = nnx.max_pool(nnx.relu(conv(x)), (2, 2), (2, 2))
        return self.dense2(nnx.relu(self.dense1(x.reshape(len(x), -1))))


class Rnn(nnx.Module):
    """A plain RNN with relu; a dense layer reads its last state."""

    def __init__(self, rngs: nnx.Rngs) -> None:
        self.cell = nnx.RNN(nnx.SimpleCell(INPUT_DIM, HIDDEN, activation_fn=nnx.relu, rngs=rngs))
        self.head = nnx.Linear(HIDDEN, CLASSES["rnn"], rngs=rngs)

    def __call__(self, x: jax.Array) -> jax.Array:
        return self.head(self.cell(x)[:, -1])


class LstmAttention(nnx.Module):
    """An LSTM whose states attend to each other; a dense layer reads the mean over time."""

    def __init__(self, rngs: nnx.Rngs) -> None:
        self.cell = nnx.RNN(nnx.OptimizedLSTMCell(INPUT_DIM, HIDDEN, rngs=rngs))
        self.head = nnx.Linear(HIDDEN, CLASSES["lstm_attention"], rngs=rngs)

    def __call__(self, x: jax.Array) -> jax.Array:
        states = self.cell(x)[:, :, None, :]  # one head
        return self.head(nnx.dot_product_attention(states, states, states)[:, :, 0].mean(axis=1))


@nnx.jit
def train_step(network: nnx.Module, optimizer: nnx.Optimizer, x: jax.Array, y: jax.Array) -> jax.Array:
    """Take one step, and give the loss before it."""

    def mean_loss(network: nnx.Module) -> jax.Array:
        return optax.softmax_cross_entropy_with_integer_labels(network(x), y).mean()

    loss, grads = nnx.value_and_grad(mean_loss)(network)
    optimizer.update(network, grads)
    return loss


def build(model: str, x: np.ndarray, y: np.ndarray) -> Callable[[int], float]:
    """Make the function that trains some epochs and gives the last one's loss."""
    network = {"cnn": Cnn, "rnn": Rnn, "lstm_attention": LstmAttention}[model](nnx.Rngs(0))
    optimizer = nnx.Optimizer(network, optax.adam(LEARNING_RATE), wrt=nnx.Param)
    step, draw = nnx.cached_partial(train_step, network, optimizer), np.random.default_rng(0)

    def train_epoch() -> float:
        losses = [step(x[batch], y[batch]) for batch in shuffled_batches(draw, len(y))]
        jax.block_until_ready(nnx.state(network))
        return float(np.mean(losses))

    return lambda epochs: [train_epoch() for _ in range(epochs)][-1]
