"""How large weights are before training: large enough that signals survive many layers, and no larger."""

from collections.abc import Sequence

import jax
import jax.numpy as jnp
import numpy as np

from course_lib.shapes import require_at_least


def normal_init(key: jax.Array, fan_in: int, fan_out: int, std: float) -> jax.Array:
    """Draw weights of a dense layer from a normal distribution with mean 0.

    Shapes: -> (fan_in, fan_out).
    Raises: ValueError if fan_in or fan_out is below 1.
    """
    require_at_least(1, fan_in=fan_in, fan_out=fan_out)
    return std * jax.random.normal(key, (fan_in, fan_out))


def lecun_init(key: jax.Array, fan_in: int, fan_out: int) -> jax.Array:
    """Draw weights of variance 1 / fan_in: a linear layer then keeps the variance of its input.

    Shapes: -> (fan_in, fan_out).
    Raises: ValueError if fan_in or fan_out is below 1.
    Source: LeCun, Bottou, Orr and Müller 1998, Efficient BackProp.
    """
    require_at_least(1, fan_in=fan_in, fan_out=fan_out)  # before 0 is divided by
    return normal_init(key, fan_in, fan_out, (1 / fan_in) ** 0.5)


def glorot_init(key: jax.Array, fan_in: int, fan_out: int) -> jax.Array:
    """Draw weights of variance 2 / (fan_in + fan_out): between what forward and backward pass would each ask for.

    Shapes: -> (fan_in, fan_out).
    Raises: ValueError if fan_in or fan_out is below 1.
    Source: Glorot and Bengio 2010, Understanding the difficulty of training deep feedforward neural networks.
    """
    require_at_least(1, fan_in=fan_in, fan_out=fan_out)  # before 0 is divided by
    return normal_init(key, fan_in, fan_out, (2 / (fan_in + fan_out)) ** 0.5)


def he_init(key: jax.Array, fan_in: int, fan_out: int) -> jax.Array:
    """Draw weights of variance 2 / fan_in: relu drops half of the power, the 2 makes up for it.

    Shapes: -> (fan_in, fan_out).
    Raises: ValueError if fan_in or fan_out is below 1.
    Source: He, Zhang, Ren and Sun 2015, Delving Deep into Rectifiers.
    """
    require_at_least(1, fan_in=fan_in, fan_out=fan_out)  # before 0 is divided by
    return normal_init(key, fan_in, fan_out, (2 / fan_in) ** 0.5)


def mlp_init(key: jax.Array, sizes: Sequence[int], gain: float = 2.0) -> list[tuple[jax.Array, jax.Array]]:
    """Draw the parameters of a stack of dense layers: weights of variance gain / fan_in, biases 0.

    All weights come from one draw, which compiles once instead of once for each shape.

    Shapes: sizes (d_in, d_1, …, d_out) -> [(w (d_in, d_1), b (d_1,)), …].
    Units:  gain 2 suits relu (He), 1 suits tanh and linear layers (LeCun).
    Raises: ValueError if there are fewer than two sizes, or one is below 1.
    """
    require_at_least(2, **{"sizes: how many": len(sizes)})
    require_at_least(1, **{f"sizes[{i}]": size for i, size in enumerate(sizes)})
    shapes = list(zip(sizes[:-1], sizes[1:], strict=True))
    ends = np.cumsum([fan_in * fan_out for fan_in, fan_out in shapes])
    draws = jnp.split(jax.random.normal(key, (int(ends[-1]),)), ends[:-1])
    return [
        ((gain / shape[0]) ** 0.5 * draw.reshape(shape), jnp.zeros(shape[1]))
        for draw, shape in zip(draws, shapes, strict=True)
    ]


def orthogonal_init(key: jax.Array, n: int, gain: float = 1.0) -> jax.Array:
    """Draw a rotation, perhaps with a reflection: a square matrix that keeps every length, times `gain`.

    Shapes: -> (n, n); all singular values are `gain`.
    Raises: ValueError if n is below 1.
    Source: Saxe, McClelland and Ganguli 2014, Exact solutions to the nonlinear dynamics of learning in deep linear
            neural networks; uniform over rotations by the sign rule of Mezzadri 2007.
    """
    require_at_least(1, n=n)
    q, r = jnp.linalg.qr(jax.random.normal(key, (n, n)))
    return gain * q * jnp.sign(jnp.diag(r))
