"""course_lib, as a reader of the chapters calls it."""

from collections.abc import Callable
from functools import partial

import jax
import jax.numpy as jnp
import numpy as np
from jax.sharding import Mesh

from course_lib.activations import relu
from course_lib.cnn import cnn, cnn_params
from course_lib.losses import cross_entropy
from course_lib.optimizers import adam
from course_lib.sequence_models import lstm_attention, lstm_attention_params, rnn_classifier, rnn_classifier_params
from course_lib.training import fit
from peers.data import BATCH_SIZE, CLASSES, HIDDEN, INPUT_DIM, LEARNING_RATE

PACKAGES = ("jax", "jaxlib", "numpy")
SIZES = (INPUT_DIM, HIDDEN, CLASSES["rnn"])
MODELS = {
    "cnn": (cnn_params, cnn),
    "rnn": (lambda key: rnn_classifier_params(key, *SIZES), partial(rnn_classifier, activation=relu)),
    "lstm_attention": (lambda key: lstm_attention_params(key, *SIZES), lstm_attention),
}


def build(model: str, x: np.ndarray, y: np.ndarray, mesh: Mesh | None = None) -> Callable[[int], float]:
    """Make the function that trains some epochs and gives the last one's loss."""
    init, apply = MODELS[model]
    params = init(jax.random.key(0))
    train, optimizer = (jnp.asarray(x), jnp.asarray(y)), adam(LEARNING_RATE)
    fixed = {"batch_size": BATCH_SIZE, "optimizer": optimizer, "progress": False, "mesh": mesh}
    keys = iter(range(1, 1_000_000))

    def loss(params, x: jax.Array, y: jax.Array) -> jax.Array:
        return cross_entropy(apply(params, x), y)

    def train_epochs(epochs: int) -> float:
        nonlocal params
        params, history = fit(params, loss, train, key=jax.random.key(next(keys)), epochs=epochs, **fixed)
        jax.block_until_ready(params)
        return float(history.loss[-1])

    return train_epochs
