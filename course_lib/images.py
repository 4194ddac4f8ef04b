"""Pictures: ten kinds of clothes to tell apart, and photographs."""

from importlib.resources import files
from typing import NamedTuple

import jax
import jax.numpy as jnp
import numpy as np

Pair = tuple[jax.Array, jax.Array]


class FashionMnist(NamedTuple):
    """Pictures of clothes in three parts that never mix.

    Shapes: each part a pair x (n, 28, 28, 1) float32 from 0 to 1, y (n,) int32 from 0 to 9; classes: ten names.
    """

    train: Pair
    validation: Pair
    test: Pair
    classes: tuple[str, ...]


def load_fashion_mnist(validation: int = 2000) -> FashionMnist:
    """Load 12,000 pictures of clothes to learn from, the last `validation` of them held out, and 3,000 to test.

    Shapes: train (12000 − validation, 28, 28, 1), validation (validation, 28, 28, 1), test (3000, 28, 28, 1).
    Raises: ValueError if validation is not between 0 and 11,999.
    Source: Xiao, Rasul and Vollgraf 2017, Fashion-MNIST; the first images of its training set and of its test set.
    """
    if not 0 <= validation < 12_000:
        raise ValueError(f"validation: 0 to 11999 expected, got {validation}")
    with (files("course_lib") / "datasets" / "fashion_mnist_15k.npz").open("rb") as file, np.load(file) as stored:
        arrays = {name: stored[name] for name in stored.files}
    images = lambda x: jnp.asarray(x[..., None], jnp.float32) / 255
    labels = lambda y: jnp.asarray(y, jnp.int32)
    x, y = images(arrays["x_train"]), labels(arrays["y_train"])
    ends = len(x) - validation
    return FashionMnist(
        (x[:ends], y[:ends]),
        (x[ends:], y[ends:]),
        (images(arrays["x_test"]), labels(arrays["y_test"])),
        tuple(str(name) for name in arrays["classes"]),
    )


def load_photograph(name: str = "china.jpg") -> jax.Array:
    """Load a photograph in colour: a Chinese palace ("china.jpg") or a flower ("flower.jpg").

    Shapes: -> (427, 640, 3) float32 from 0 to 1: red, green, blue.
    Raises: ValueError if there is no photograph of that name.
    Source: bundled with scikit-learn, no network.
    """
    from sklearn import datasets  # slow to import, so only when asked for

    if name not in ("china.jpg", "flower.jpg"):
        raise ValueError(f'name: "china.jpg" or "flower.jpg" expected, got {name!r}')
    return jnp.asarray(datasets.load_sample_image(name), jnp.float32) / 255


def to_grey(image: jax.Array) -> jax.Array:
    """Turn colours into brightness, weighted as the eye does: 0.299 red + 0.587 green + 0.114 blue.

    Shapes: image (..., 3) -> (...).
    Raises: ValueError if the last axis has not three channels.
    Source: ITU-R BT.601.
    """
    if image.shape[-1] != 3:
        raise ValueError(f"image: shape (..., 3) expected, got {image.shape}")
    return image @ jnp.array([0.299, 0.587, 0.114])
