"""The article's convolutional network: two blocks of convolution, relu and pooling, then two dense layers."""

import math
from collections.abc import Sequence

import jax
import jax.numpy as jnp
import numpy as np

from course_lib.activations import relu
from course_lib.convolution import output_size
from course_lib.layers import conv_relu_pool, dense, flatten

Layer = tuple[str | int, ...]
CNN_LAYERS: tuple[Layer, ...] = (
    ("conv", 32, 3), ("pool", 2), ("conv", 64, 3), ("pool", 2), ("flatten",), ("dense", 64), ("dense", 10),
)  # fmt: skip
CNN_SHAPES = {"conv1": (3, 3, 1, 32), "conv2": (3, 3, 32, 64), "dense1": (1600, 64), "dense2": (64, 10)}


def shape_trace(input_shape: Sequence[int], layers: Sequence[Layer] = CNN_LAYERS) -> list[tuple[int, ...]]:
    """Follow the shape of one sample through a stack of layers.

    Shapes: input_shape (height, width, channels); layers ("conv", filters, kernel), ("pool", size), ("flatten",) or
            ("dense", units) -> one shape before the first layer and one after each.
    Raises: ValueError if a layer is none of the four, or does not fit what comes before it.
    """
    shapes = [tuple(input_shape)]
    for layer in layers:
        shapes.append(_shape_after(shapes[-1], layer))
    return shapes


def _shape_after(shape: tuple[int, ...], layer: Layer) -> tuple[int, ...]:
    match layer:
        case ("conv", int(filters), int(kernel)) if len(shape) == 3:
            return output_size(shape[0], kernel), output_size(shape[1], kernel), filters
        case ("pool", int(size)) if len(shape) == 3:
            return shape[0] // size, shape[1] // size, shape[2]
        case ("flatten",):
            return (math.prod(shape),)
        case ("dense", int(units)) if len(shape) == 1:
            return (units,)
    raise ValueError(
        'layers: ("conv", filters, kernel) or ("pool", size) on an image, ("flatten",), or ("dense", units) on a row '
        f"expected, got {layer!r} on shape {shape}"
    )


def cnn_params(key: jax.Array) -> dict[str, tuple[jax.Array, jax.Array]]:
    """Draw the 121,930 parameters of the article's network: He's weights before a relu, Glorot's last, biases 0.

    All weights come from one draw, which compiles once instead of once for each shape.

    Shapes: -> {"conv1": (w (3, 3, 1, 32), b (32,)), "conv2": (w (3, 3, 32, 64), b (64,)),
            "dense1": (w (1600, 64), b (64,)), "dense2": (w (64, 10), b (10,))}.
    """
    ends = np.cumsum([math.prod(shape) for shape in CNN_SHAPES.values()])
    draws = jnp.split(jax.random.normal(key, (int(ends[-1]),)), ends[:-1])
    params = {}
    for (name, shape), draw in zip(CNN_SHAPES.items(), draws, strict=True):
        fan_in, fan_out = math.prod(shape[:-1]), shape[-1]
        variance = 2 / (fan_in + fan_out) if name == "dense2" else 2 / fan_in
        params[name] = (variance**0.5 * draw.reshape(shape), jnp.zeros(fan_out))
    return params


def feature_maps(params: dict[str, tuple[jax.Array, jax.Array]], images: jax.Array) -> list[jax.Array]:
    """Show what each of the two blocks finds in the images.

    Shapes: images (batch, 28, 28, 1) -> [(batch, 13, 13, 32), (batch, 5, 5, 64)].
    Raises: ValueError if the shapes do not fit.
    """
    first = conv_relu_pool(images, *params["conv1"])
    return [first, conv_relu_pool(first, *params["conv2"])]


def cnn(params: dict[str, tuple[jax.Array, jax.Array]], images: jax.Array) -> jax.Array:
    """Score ten classes: the softmax of the article's last layer is left to the loss.

    Shapes: images (batch, 28, 28, 1) -> logits (batch, 10).
    Raises: ValueError if the shapes do not fit.
    """
    hidden = relu(dense(flatten(feature_maps(params, images)[-1]), *params["dense1"]))
    return dense(hidden, *params["dense2"])
