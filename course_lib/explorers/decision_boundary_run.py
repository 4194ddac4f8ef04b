"""A small network trained whole on 200 points, for any width, depth, activation and data set, in one compiled function.

Every network stands in arrays of the same shape, and units that are switched off are masked; the number of layers picks
one of four loops, compiled together. So nothing is compiled anew when the reader moves a control, and a run of 450
steps takes 2 to 25 milliseconds, the more layers the longer.
"""

from collections.abc import Callable
from functools import cache, lru_cache, partial
from typing import NamedTuple

import jax
import jax.numpy as jnp
import numpy as np

from course_lib import activations, optimizers, toy_data
from course_lib.losses import binary_cross_entropy

DATA = ("XOR", "Spirals", "Two moons", "Circles")
ACTIVATIONS = ("relu", "tanh", "sigmoid", "none")
MAX_WIDTH, MAX_DEPTH = 16, 3
STEPS, EVERY = 450, 15
LEARNING_RATE = 0.04
GRID = 73  # the picture is shaded in GRID × GRID squares
REACH = 2.0  # the picture shows both coordinates from -REACH to REACH
# matrices too small to share out among threads; and a third less to wait for the first picture, for no slower moves
QUICKLY = {"xla_cpu_multi_thread_eigen": False, "xla_backend_optimization_level": 1}
WEIGHT_GAINS = (2.0, 1.0, 1.0, 1.0)  # He's variance for relu, LeCun's for the others


class Setting(NamedTuple):
    """What the reader chose: numbers into DATA and ACTIVATIONS, hidden layers, units in each, a starting draw."""

    data: int = 1
    activation: int = 0
    depth: int = 2
    width: int = 8
    start: int = 0


class Run(NamedTuple):
    """One training: parameters and accuracies every 15 steps, the loss at each of the 450.

    Shapes: theta (31, 4, 17, 16), a layer's biases below its weights; losses (450,); seen and unseen (31,), shares of
            points told right.
    """

    theta: np.ndarray
    losses: np.ndarray
    seen: np.ndarray
    unseen: np.ndarray


@cache
def points(data: int) -> tuple[toy_data.Points, toy_data.Points]:
    """Draw 200 points to train on, and 200 more that training never sees."""
    both = _all_points()[data]
    return toy_data.Points(both.x[:200], both.y[:200]), toy_data.Points(both.x[200:], both.y[200:])


@cache
def _all_points() -> list[toy_data.Points]:
    """Draw 400 points of each data set in one compiled function, not in one for each."""
    draws = (toy_data.xor, 0.3), (toy_data.spirals, 0.05), (toy_data.moons, 0.12), (toy_data.circles, 0.12)
    together = lambda keys: [draw(key, 400, noise) for key, (draw, noise) in zip(keys, draws, strict=True)]
    return jax.jit(together)([jax.random.key(data) for data in range(len(draws))])


def count_parameters(setting: Setting) -> int:
    """Count the weights and biases that are switched on."""
    sizes = [2, *[setting.width] * setting.depth, 1]
    return sum((fan_in + 1) * fan_out for fan_in, fan_out in zip(sizes[:-1], sizes[1:], strict=True))


def start_parameters(setting: Setting) -> tuple[np.ndarray, np.ndarray]:
    """Draw the parameters in an array of full size, and say which of its entries are switched on.

    Shapes: -> both (MAX_DEPTH + 1, MAX_WIDTH + 1, MAX_WIDTH): a layer's biases stand below its weights, and the last
            layer's one score in its first column.
    """
    draws = np.random.default_rng(setting.start).standard_normal((MAX_DEPTH + 1, MAX_WIDTH + 1, MAX_WIDTH))
    theta, on = np.zeros_like(draws, np.float32), np.zeros_like(draws, np.float32)
    fan_in = 2
    for layer in [*range(setting.depth), MAX_DEPTH]:
        fan_out = 1 if layer == MAX_DEPTH else setting.width
        gain = 1.0 if layer == MAX_DEPTH else WEIGHT_GAINS[setting.activation]
        theta[layer, :fan_in, :fan_out] = (gain / fan_in) ** 0.5 * draws[layer, :fan_in, :fan_out]
        on[layer, [*range(fan_in), MAX_WIDTH], :fan_out] = 1
        fan_in = fan_out
    return theta, on


@lru_cache(maxsize=128)
def train(setting: Setting) -> Run:
    """Take 450 steps of Adam on all 200 points at once."""
    seen, unseen = points(setting.data)
    shown = [np.asarray(part).T for part in (*seen, *unseen)]
    out = _run(setting.depth, setting.activation, *start_parameters(setting), *shown)
    return Run(*(np.asarray(part) for part in out))


def surface(setting: Setting, theta: np.ndarray, grid: int = GRID) -> np.ndarray:
    """Give the probability of class 1 all over the picture. In NumPy: at this size JAX gains nothing but a compilation.

    Shapes: theta (4, 17, 16) -> (grid, grid), rows from the lowest to the highest second coordinate.
    """
    phi = (lambda z: np.maximum(z, 0), np.tanh, lambda z: 0.5 + 0.5 * np.tanh(0.5 * z), lambda z: z)
    scores = _scores(phi[setting.activation], setting.depth, theta, _places(grid))
    return 0.5 + 0.5 * np.tanh(0.5 * scores)


@cache
def _places(grid: int) -> np.ndarray:
    line = np.linspace(-REACH, REACH, grid, dtype=np.float32)
    return np.stack(np.meshgrid(line, line), axis=1)  # row by row: products too small for NumPy to start threads


def _activate(activation, z: jax.Array) -> jax.Array:
    """Apply activation number `activation`; one tanh serves two of them: sigmoid(z) = (1 + tanh(z / 2)) / 2."""
    is_sigmoid = activation == ACTIVATIONS.index("sigmoid")
    curve = jnp.tanh(jnp.where(is_sigmoid, 0.5, 1.0) * z)
    squeezed = jnp.where(is_sigmoid, 0.5 * (1 + curve), curve)
    straight = jnp.where(activation == ACTIVATIONS.index("relu"), activations.relu(z), z)
    return jnp.where((activation == ACTIVATIONS.index("tanh")) | is_sigmoid, squeezed, straight)


def _scores(phi: Callable, depth: int, theta, x):
    """Score class 1, with points as columns: long rows are what a processor adds and folds fastest.

    Shapes: theta (4, 17, 16), x (..., 2, n) -> (..., n), of NumPy or JAX as its arguments are.
    """
    hidden = x
    for w in theta[:depth]:
        hidden = phi(w[: hidden.shape[-2]].T @ hidden + w[-1, :, None])
    return theta[-1, : hidden.shape[-2], 0] @ hidden + theta[-1, -1, 0]


@partial(jax.jit, compiler_options=QUICKLY)
def _run(depth, activation, theta, on, x, y, x_unseen, y_unseen) -> tuple[jax.Array, ...]:
    phi = partial(_activate, activation)
    loops = [partial(_train_whole, partial(_scores, phi, layers)) for layers in range(MAX_DEPTH + 1)]
    return jax.lax.switch(depth, loops, theta, on, x, y, x_unseen, y_unseen)


def _train_whole(scores: Callable, theta, on, x, y, x_unseen, y_unseen) -> tuple[jax.Array, ...]:
    def loss(theta):
        return binary_cross_entropy(scores(theta * on, x), y)

    def step(carry, _):
        theta, state = carry
        value, grads = jax.value_and_grad(loss)(theta)
        return optimizers.adam_step(theta, state, grads, LEARNING_RATE), value

    def chunk(carry, _):
        after, values = jax.lax.scan(step, carry, length=EVERY)
        return after, (carry[0], values)

    def right(x, y):
        return jnp.mean((jax.vmap(lambda theta: scores(theta, x))(visited) > 0) == (y == 1), axis=1)

    (last, _), (visited, losses) = jax.lax.scan(chunk, (theta, optimizers.adam_init(theta)), length=STEPS // EVERY)
    visited = jnp.concatenate([visited, last[None]])
    return visited, losses.ravel(), right(x, y), right(x_unseen, y_unseen)
