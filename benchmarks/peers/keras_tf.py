"""Keras on TensorFlow: the article's own listings, the third repaired; `fit` as the listings call it."""

from collections.abc import Callable

import keras
import numpy as np
import tensorflow as tf
from keras import layers

from peers.data import BATCH_SIZE, CLASSES, HIDDEN, INPUT_DIM, LEARNING_RATE, THREADS, TIMESTEPS

PACKAGES = ("keras", "tensorflow", "numpy")


def make_cnn() -> keras.Model:
    """The article's first listing."""
    return keras.Sequential(
        [
            keras.Input((28, 28, 1)),
            layers.Conv2D(32, (3, 3), activation="relu"),
            layers.MaxPooling2D((2, 2)),
            layers.Conv2D(64, (3, 3), activation="relu"),
            layers.MaxPooling2D((2, 2)),
            layers.Flatten(),
            layers.Dense(64, activation="relu"),
            layers.Dense(CLASSES["cnn"], activation="softmax"),
        ]
    )


def make_rnn() -> keras.Model:
    """The article's second listing."""
    recurrent = layers.SimpleRNN(HIDDEN, activation="relu")
    head = layers.Dense(CLASSES["rnn"], activation="softmax")
    return keras.Sequential([keras.Input((TIMESTEPS, INPUT_DIM)), recurrent, head])


def make_lstm_attention() -> keras.Model:
    """The article's third listing, repaired: all states, attention among them, their mean; tanh instead of relu."""
    inputs = keras.Input((TIMESTEPS, INPUT_DIM))
    states = layers.LSTM(HIDDEN, return_sequences=True)(inputs)
    pooled = layers.GlobalAveragePooling1D()(layers.Attention()([states, states]))
    return keras.Model(inputs, layers.Dense(CLASSES["lstm_attention"], activation="softmax")(pooled))


def build(model: str, x: np.ndarray, y: np.ndarray) -> Callable[[int], float]:
    """Make the function that trains some epochs and gives the last one's loss."""
    tf.config.threading.set_intra_op_parallelism_threads(THREADS)
    tf.config.threading.set_inter_op_parallelism_threads(THREADS)
    network = {"cnn": make_cnn, "rnn": make_rnn, "lstm_attention": make_lstm_attention}[model]()
    adam = keras.optimizers.Adam(LEARNING_RATE)
    network.compile(optimizer=adam, loss="categorical_crossentropy", metrics=["accuracy"])
    one_hot = np.eye(CLASSES[model], dtype=np.float32)[y]

    def train_epochs(epochs: int) -> float:
        return network.fit(x, one_hot, epochs=epochs, batch_size=BATCH_SIZE, verbose=0).history["loss"][-1]

    return train_epochs
