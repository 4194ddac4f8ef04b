"""The data that every implementation trains on, as NumPy arrays, and what all of them hold equal."""

from pathlib import Path

import numpy as np

BATCH_SIZE, LEARNING_RATE, THREADS = 32, 1e-3, 2
HIDDEN, CLASSES = 32, {"cnn": 10, "rnn": 6, "lstm_attention": 6}
TIMESTEPS, INPUT_DIM = 100, 12
IMAGES = Path(__file__).resolve().parents[2] / "course_lib/datasets/fashion_mnist_15k.npz"


def load(model: str) -> tuple[np.ndarray, np.ndarray]:
    """Give a model's training data.

    Shapes: -> images (10000, 28, 28, 1) for "cnn", else sequences (5000, 100, 12), float32; labels (n,) int32.
    """
    return load_images(10_000) if model == "cnn" else make_sequences(5_000)


def load_images(n: int) -> tuple[np.ndarray, np.ndarray]:
    """Give the first n training images of Fashion-MNIST, grey levels 0 to 1.

    Shapes: -> (n, 28, 28, 1) float32, (n,) int32.
    """
    with np.load(IMAGES) as file:
        images, labels = file["x_train"][:n], file["y_train"][:n]
    return (images.reshape(-1, 28, 28, 1) / np.float32(255)).astype(np.float32), labels.astype(np.int32)


def make_sequences(n: int) -> tuple[np.ndarray, np.ndarray]:
    """Make noise whose mean says the class: learnable, so that no implementation trains on nonsense.

    Shapes: -> (n, 100, 12) float32, (n,) int32.
    """
    draw = np.random.default_rng(0)
    labels = draw.integers(0, CLASSES["rnn"], n)
    means = draw.normal(size=(CLASSES["rnn"], 1, INPUT_DIM))
    noise = draw.normal(size=(n, TIMESTEPS, INPUT_DIM))
    return (noise + 0.25 * means[labels]).astype(np.float32), labels.astype(np.int32)


def shuffled_batches(draw: np.random.Generator, n: int) -> list[np.ndarray]:
    """Give the indices of one epoch's batches, the last one smaller.

    Shapes: -> arrays (32,), the last (n % 32,) unless that is 0.
    """
    order = draw.permutation(n)
    return [order[start : start + BATCH_SIZE] for start in range(0, n, BATCH_SIZE)]
