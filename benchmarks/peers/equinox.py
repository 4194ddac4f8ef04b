"""Equinox, as its documentation writes it: models of one sample, vmapped, and a jitted step for each batch."""

from collections.abc import Callable

import equinox as eqx
import jax
import jax.numpy as jnp
import numpy as np
import optax

from peers.data import CLASSES, HIDDEN, INPUT_DIM, LEARNING_RATE, shuffled_batches

PACKAGES = ("equinox", "jax", "optax", "numpy")


class Rnn(eqx.Module):
    """A plain RNN with relu, written with Linear since Equinox has none; a dense layer reads its last state."""

    from_x: eqx.nn.Linear
    from_h: eqx.nn.Linear
    head: eqx.nn.Linear

    def __init__(self, key: jax.Array) -> None:
        key_x, key_h, key_head = jax.random.split(key, 3)
        self.from_x = eqx.nn.Linear(INPUT_DIM, HIDDEN, key=key_x)
        self.from_h = eqx.nn.Linear(HIDDEN, HIDDEN, use_bias=False, key=key_h)
        self.head = eqx.nn.Linear(HIDDEN, CLASSES["rnn"], key=key_head)

    def __call__(self, x: jax.Array) -> jax.Array:
        def step(h: jax.Array, x: jax.Array) -> tuple[jax.Array, None]:
            return jax.nn.relu(self.from_x(x) + self.from_h(h)), None

        return self.head(jax.lax.scan(step, jnp.zeros(HIDDEN), x)[0])


class LstmAttention(eqx.Module):
    """An LSTM whose states attend to each other; a dense layer reads the mean over time."""

    cell: eqx.nn.LSTMCell
    head: eqx.nn.Linear

    def __init__(self, key: jax.Array) -> None:
        key_cell, key_head = jax.random.split(key)
        self.cell = eqx.nn.LSTMCell(INPUT_DIM, HIDDEN, key=key_cell)
        self.head = eqx.nn.Linear(HIDDEN, CLASSES["lstm_attention"], key=key_head)

    def __call__(self, x: jax.Array) -> jax.Array:
        def step(state: tuple[jax.Array, jax.Array], x: jax.Array):
            state = self.cell(x, state)
            return state, state[0]

        states = jax.lax.scan(step, (jnp.zeros(HIDDEN), jnp.zeros(HIDDEN)), x)[1]
        weights = jax.nn.softmax(states @ states.T / HIDDEN**0.5, axis=-1)
        return self.head((weights @ states).mean(axis=0))


def make_cnn(key: jax.Array) -> eqx.Module:
    """The article's first network, channels before rows and columns."""
    nn, keys = eqx.nn, jax.random.split(key, 4)
    relu, flat = nn.Lambda(jax.nn.relu), nn.Lambda(jnp.ravel)
    first = [nn.Conv2d(1, 32, 3, key=keys[0]), relu, nn.MaxPool2d(2, 2)]
    second = [nn.Conv2d(32, 64, 3, key=keys[1]), relu, nn.MaxPool2d(2, 2)]
    dense = [flat, nn.Linear(1600, 64, key=keys[2]), relu, nn.Linear(64, CLASSES["cnn"], key=keys[3])]
    return nn.Sequential(first + second + dense)


def build(model: str, x: np.ndarray, y: np.ndarray) -> Callable[[int], float]:
    """Make the function that trains some epochs and gives the last one's loss."""
    network = {"cnn": make_cnn, "rnn": Rnn, "lstm_attention": LstmAttention}[model](jax.random.key(0))
    adam, draw = optax.adam(LEARNING_RATE), np.random.default_rng(0)
    state = adam.init(eqx.filter(network, eqx.is_array))
    x = np.ascontiguousarray(np.moveaxis(x, -1, 1)) if model == "cnn" else x

    @eqx.filter_jit
    def step(network: eqx.Module, state, x: jax.Array, y: jax.Array):
        @eqx.filter_value_and_grad
        def mean_loss(network: eqx.Module) -> jax.Array:
            return optax.softmax_cross_entropy_with_integer_labels(jax.vmap(network)(x), y).mean()

        loss, grads = mean_loss(network)
        updates, state = adam.update(grads, state, eqx.filter(network, eqx.is_array))
        return eqx.apply_updates(network, updates), state, loss

    def train_epoch() -> float:
        nonlocal network, state
        losses = []
        for batch in shuffled_batches(draw, len(y)):
            network, state, loss = step(network, state, x[batch], y[batch])
            losses.append(loss)
        jax.block_until_ready(eqx.filter(network, eqx.is_array))
        return float(np.mean(losses))

    return lambda epochs: [train_epoch() for _ in range(epochs)][-1]
