"""Explorer of gradients through time: spectral radius × kind of matrix × activation → gradient norm over distance.

Which first matrix U lets a gradient reach back forty steps?
"""

from functools import cache, partial

import ipywidgets as ipw
import jax
import jax.numpy as jnp
import numpy as np
from matplotlib.figure import Figure

from course_lib import activations
from course_lib.plotting import SERIES, figure, series
from course_lib.recurrent import Cell
from course_lib.sequences import gradient_norm_by_distance
from course_lib.widgets import Explorer, Frame, roomy

ACTIVATIONS = ("none", "tanh", "relu")
KINDS = ("orthogonal", "identity", "normal", "chain")
HIDDEN, D_IN, STEPS, SAMPLES = 32, 24, 40, 16
LINK = 0.5  # how much of a unit goes to its right neighbour in a chain
LOW, HIGH = 1e-8, 1e8  # the picture's ends


@cache
def matrices() -> tuple[np.ndarray, ...]:
    """Draw one matrix of each kind with spectral radius 1; the chain's links come on top.

    Shapes: -> (32, 32) for each kind.
    """
    random = np.random.default_rng(6)
    orthogonal, _ = np.linalg.qr(random.normal(size=(HIDDEN, HIDDEN)))
    normal = random.normal(size=(HIDDEN, HIDDEN))
    normal /= np.abs(np.linalg.eigvals(normal)).max()
    return orthogonal, np.eye(HIDDEN), normal, np.eye(HIDDEN)


def recurrent_matrix(kind: int, radius: float) -> np.ndarray:
    """Give a matrix of a kind whose largest eigenvalue has the size `radius`.

    Shapes: -> (32, 32) float32.
    """
    u = radius * matrices()[kind]
    if KINDS[kind] == "chain":
        u = u + LINK * np.eye(HIDDEN, k=1)  # eigenvalues of a triangular matrix stand on its diagonal: they stay
    return u.astype(np.float32)


@partial(jax.jit, static_argnums=0)
def _norms(activation: int, u: jax.Array, w: jax.Array, x: jax.Array) -> jax.Array:
    phi = (lambda z: z, jnp.tanh, activations.relu)[activation]
    return gradient_norm_by_distance(Cell(w, u, jnp.zeros(HIDDEN)), x, phi)


@cache
def _inputs() -> tuple[np.ndarray, np.ndarray]:
    random = np.random.default_rng(7)
    w = random.uniform(-1, 1, (D_IN, HIDDEN)) * (6 / (D_IN + HIDDEN)) ** 0.5
    return np.float32(w), np.float32(random.normal(size=(SAMPLES, STEPS, D_IN)))


def norms(kind: int, activation: int, radius: float) -> np.ndarray:
    """Measure the gradient at each distance, relative to distance 0, on 16 random sequences.

    Shapes: -> (40,), the first entry 1.
    """
    found = np.asarray(_norms(activation, recurrent_matrix(kind, radius), *_inputs()), float)
    return found / found[0]


def words(kind: int, activation: int, radius: float, found: np.ndarray) -> str:
    """Say what is left of the gradient at the far end, where it is largest, and by how much a step multiplies it."""
    factor = (max(found[-1], 1e-45) / found[0]) ** (1 / (len(found) - 1))
    top = int(found.argmax())
    peak = f" It is largest at distance {top}: {_spelled(found[top])}." if found[top] > 1.05 * max(1, found[-1]) else ""
    return (
        f"U {KINDS[kind]}, spectral radius {radius:.2f}, activation {ACTIVATIONS[activation]}: at distance "
        f"{len(found) - 1} the gradient is {_spelled(found[-1])} times what it was, "
        f"a factor of {factor:.2f} a step.{peak}"
    )


def _spelled(value: float) -> str:
    return f"{value:.2g}" if 1e-3 <= value < 1e4 else f"{value:.0e}"


class _Canvas:
    """Gradient norm against distance beside the line radius to the power of distance, and the eigenvalues of U."""

    def __init__(self) -> None:
        self.fig, (left, right) = figure(columns=2, width=8.4, height=3.4, layout="none", width_ratios=[1.9, 1])
        self.fig.set_dpi(110)
        self.fig.subplots_adjust(left=0.095, right=0.98, bottom=0.145, top=0.91, wspace=0.24)
        self.line = left.plot([], [], **series(0, marker="o", markersize=3.5))[0]
        self.law = left.plot([], [], **series(1, marker=""))[0]
        left.axhline(1, color="#666666", linewidth=0.8)
        left.set(xlim=(-1, STEPS), ylim=(LOW, HIGH), yscale="log", xlabel="distance: steps back from the end")
        left.set(ylabel="gradient norm, 1 at the end", title="● measured   - - radius to the power of distance")
        turn = np.linspace(0, 2 * np.pi, 200)
        right.plot(np.cos(turn), np.sin(turn), color="#666666", linewidth=0.8)
        self.values = right.plot([], [], "D", color=SERIES[3]["color"], markersize=4.5, mew=0.4, mec="white")[0]
        right.set(xlim=(-1.65, 1.65), ylim=(-1.65, 1.65), aspect="equal", xlabel="real part", ylabel="imaginary part")
        right.set_title("◆ eigenvalues of U")
        right.annotate("size 1", (0.71, 0.71), xytext=(4, 4), textcoords="offset points", fontsize=8.5)
        self.moving = [self.line, self.law, self.values]

    def move(self, kind: int, radius: float, found: np.ndarray) -> None:
        distances = np.arange(len(found))
        self.line.set_data(distances, np.clip(found, LOW, HIGH))
        self.law.set_data(distances, np.clip(radius**distances, LOW, HIGH))
        # a triangular matrix carries its eigenvalues on the diagonal; computed, those of a chain would scatter
        u = recurrent_matrix(kind, radius)
        values = np.diag(u) if KINDS[kind] == "chain" else np.linalg.eigvals(u)
        self.values.set_data(values.real, values.imag)


def _frame(canvas: _Canvas, kind: int, activation: int, radius: float) -> Frame:
    found = norms(kind, activation, radius)
    canvas.move(kind, radius, found)
    says = words(kind, activation, radius, found)
    return Frame(f"Gradient norm against distance, and the eigenvalues of U in the plane. {says}", says)


def explore_gradient_reach() -> Explorer:
    """Build the explorer: choose U, its spectral radius and the activation, and see how far a gradient reaches."""
    for activation in range(len(ACTIVATIONS)):
        norms(0, activation, 1.0)  # compiled now, so that no move has to wait
    canvas, wide = _Canvas(), roomy(25, words=8)
    choice = lambda names, value, text: ipw.Dropdown(
        options=[(name, i) for i, name in enumerate(names)], value=value, description=text, **wide
    )
    controls: dict[str, ipw.Widget] = {
        "kind": choice(KINDS, 0, "matrix U"),
        "activation": choice(ACTIVATIONS, 0, "activation"),
        "radius": ipw.FloatSlider(1.0, min=0.5, max=1.5, step=0.05, description="spectral radius", **wide),
    }
    return Explorer(canvas.fig, canvas.moving, controls, partial(_frame, canvas))


def gradient_reach_figure(kind: int = 0, activation: int = 0, radius: float = 1.0) -> tuple[Figure, str]:
    """Draw what the explorer shows for a setting, for readers without a kernel -> (figure, its words)."""
    canvas = _Canvas()
    frame = _frame(canvas, kind, activation, radius)
    return canvas.fig, frame.text
