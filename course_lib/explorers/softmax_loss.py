"""Explorer of softmax and cross-entropy: four scores, their probabilities, the loss, and its gradient."""

import ipywidgets as ipw
import numpy as np
from matplotlib.container import BarContainer
from matplotlib.figure import Figure
from matplotlib.text import Text

from course_lib.plotting import figure, series
from course_lib.widgets import Explorer, Frame, roomy

CLASSES = ("shirt", "coat", "dress", "bag")
START = (2.0, 1.0, 0.0, -2.0)
LABEL = 1
REACH, SHIFT = 6.0, 6.0  # how far the sliders of the scores and of the common shift go


def probabilities(logits: np.ndarray) -> np.ndarray:
    """Turn scores into probabilities, the largest score taken out first.

    Shapes: logits (C,) -> (C,).
    """
    weights = np.exp(logits - np.max(logits))
    return weights / weights.sum()


def surprise(logits: np.ndarray, label: int) -> float:
    """Give the loss of one sample: −log of the probability of its label.

    Shapes: logits (C,), label one of 0 … C − 1 -> scalar.
    """
    largest = np.max(logits)
    return float(largest + np.log(np.exp(logits - largest).sum()) - logits[label])


def spelled(q: float) -> str:
    """Write a probability with three decimals, or as a power of ten where these would all be 0."""
    return f"{q:.3f}" if q >= 0.0005 else f"{q:.0e}"


def words(logits: np.ndarray, label: int, shift: float) -> str:
    """Say what the label's probability, its price and the pulls on the scores are."""
    q = probabilities(logits)
    pulls = q - np.eye(len(q))[label]
    other = int(np.argmax(np.where(np.arange(len(q)) == label, -1.0, q)))
    chance, loss = spelled(q[label]), abs(surprise(logits, label))  # abs: a rounded −0 is 0
    says = f"{CLASSES[label]} has probability {chance}; loss −log {chance} = {loss:.2f}. "
    says += f"Slopes: {CLASSES[label]} {pulls[label]:+.3f}, next {CLASSES[other]} {pulls[other]:+.3f}; all sum to 0."
    if shift:
        says += f" Every score is moved by {shift:+.1f}: probabilities and loss stay."
    return says.replace(" -", " −")


class _Canvas:
    """Three rows of bars: scores, probabilities, slopes of the loss. Bars and their numbers move, nothing else."""

    def __init__(self) -> None:
        self.fig, axes = figure(columns=3, width=7.6, height=2.6, layout="none", sharey=True)
        self.fig.set_dpi(120)  # every dot is sent at every move
        self.fig.subplots_adjust(left=0.1, right=0.985, bottom=0.17, top=0.9, wspace=0.1)
        limits = ((-15, 15), (0, 1.25), (-2, 2))
        titles = ("scores (logits) z", "probabilities q", "slopes of the loss, q − p")
        self.bars: list[BarContainer] = []
        self.numbers: list[list[Text]] = []
        for i, (ax, xlim, title) in enumerate(zip(axes, limits, titles, strict=True)):
            self.bars.append(ax.barh(range(len(CLASSES)), [0.0] * len(CLASSES), 0.62, color=series(i)["color"]))
            self.numbers.append([ax.text(0, row, "", va="center", fontsize=9) for row in range(len(CLASSES))])
            ax.axvline(0, color="#666666", linewidth=0.8)
            ax.set(xlim=xlim, title=title, ylim=(len(CLASSES) - 0.5, -0.5))
            ax.grid(False, axis="y")
        axes[0].set_yticks(range(len(CLASSES)), CLASSES)
        axes[1].set_xticks([0, 0.5, 1])
        axes[0].set_xlabel("score")
        axes[1].set_xlabel("probability")
        axes[2].set_xlabel("∂ loss / ∂ score")
        mark = {"color": "black", "fontsize": 13, "ha": "center", "va": "center"}
        beside = axes[0].get_yaxis_transform()  # x in shares of the panel, y a row
        self.mark = axes[0].text(-0.27, 0, "★", transform=beside, **mark)
        self.moving = [*(bar for bars in self.bars for bar in bars), *sum(self.numbers, []), self.mark]

    def move(self, logits: np.ndarray, label: int) -> None:
        q = probabilities(logits)
        self.mark.set_y(label)
        for i, values in enumerate((logits, q, q - np.eye(len(q))[label])):
            gap = 0.02 * np.ptp(self.numbers[i][0].axes.get_xlim())
            for bar, number, value in zip(self.bars[i], self.numbers[i], values, strict=True):
                bar.set_width(value)
                number.set_x(value + (gap if value >= 0 else -gap))
                number.set_ha("left" if value >= 0 else "right")
                number.set_text(
                    spelled(value) if i == 1 else ("{:.1f}", "", "{:+.3f}")[i].format(value).replace("-", "−")
                )


def _frame(canvas: _Canvas, logits: np.ndarray, label: int, shift: float) -> Frame:
    canvas.move(logits, label)
    says = words(logits, label, shift)
    return Frame(
        f"Bars of four scores, their probabilities and the slopes of the loss, label {CLASSES[label]}. {says}", says
    )


def explore_softmax_loss() -> Explorer:
    """Build the explorer: four scores, the label and a common shift, above scores, probabilities and slopes."""
    canvas = _Canvas()
    wide = roomy(24, words=7.5)
    controls: dict[str, ipw.Widget] = {
        name: ipw.FloatSlider(start, min=-REACH, max=REACH, step=0.1, description=f"score {name}", **wide)
        for name, start in zip(CLASSES, START, strict=True)
    }
    names = [(name, i) for i, name in enumerate(CLASSES)]
    controls["label"] = ipw.Dropdown(options=names, value=LABEL, description="true label ★", **wide)
    controls["shift"] = ipw.FloatSlider(0.0, min=-SHIFT, max=SHIFT, step=0.1, description="add to all", **wide)

    def update(label: int, shift: float, **scores: float) -> Frame:
        return _frame(canvas, np.array([scores[name] for name in CLASSES]) + shift, label, shift)

    return Explorer(canvas.fig, canvas.moving, controls, update)


def softmax_loss_figure(
    logits: tuple[float, ...] = START, label: int = LABEL, shift: float = 0.0
) -> tuple[Figure, str]:
    """Draw what the explorer shows, for readers without a kernel -> (figure, its words)."""
    canvas = _Canvas()
    frame = _frame(canvas, np.array(logits) + shift, label, shift)
    return canvas.fig, frame.text
