"""Explorer of attention matrices: a sentence of the reader's, one head, and a temperature.

What does each head look at, and what do the weights become when the softmax is made sharper or flatter?
"""

import ipywidgets as ipw
import jax
import numpy as np
from matplotlib.figure import Figure

from course_lib.plotting import figure
from course_lib.text import UNKNOWN, Vocabulary, words
from course_lib.widgets import Explorer, Frame, roomy
from course_lib.word_order import HEADS, head_weights, order_score

LONGEST = 8
SENTENCE = "the old man gave his dog water"
EXPONENTS = (-1.0, 1.0)  # the temperature slider is logarithmic: from 0.1 to 10
MEAN = HEADS + 1  # the choice that shows the mean of all heads


class _Reader:
    """A trained network of `word_order` with its vocabulary, compiled once for one sentence."""

    def __init__(self, params: dict, vocabulary: Vocabulary) -> None:
        self.params, self.vocabulary = params, vocabulary
        self.weights = jax.jit(head_weights)
        self.score = jax.jit(order_score)

    def read(self, sentence: str, head: int, temperature: float) -> tuple[list[str], np.ndarray, float]:
        """Give the tokens, one matrix (8, 8) and the probability that they stand in order."""
        tokens = words(sentence)[:LONGEST] or [self.vocabulary.tokens[UNKNOWN]]
        inputs = self.vocabulary.encode([tokens], LONGEST)
        matrices = np.asarray(self.weights(self.params, inputs, np.float32(temperature)))[0]
        in_order = 1 / (1 + np.exp(-float(self.score(self.params, inputs)[0])))
        numbers = np.asarray(inputs[0])[0, : len(tokens)]
        known = [token if n > UNKNOWN else f"{token}?" for token, n in zip(tokens, numbers, strict=True)]
        return known, matrices.mean(axis=0) if head == MEAN else matrices[head - 1], in_order


class _Canvas:
    """The matrix: a picture of fixed size whose shades, numbers and words change in place."""

    def __init__(self) -> None:
        self.fig, ax = figure(width=6.6, height=4.3, layout="none")
        self.fig.set_dpi(100)  # every dot is sent at every move
        self.fig.subplots_adjust(left=0.19, right=0.985, bottom=0.05, top=0.83)
        self.image = ax.imshow(np.zeros((LONGEST, LONGEST)), cmap="Blues", vmin=0, vmax=1.15, aspect="auto")
        look = {"ha": "center", "va": "center", "fontsize": 8.5}
        self.numbers = [[ax.text(j, i, "", **look) for j in range(LONGEST)] for i in range(LONGEST)]
        self.rows = [ax.text(-0.6, i, "", ha="right", va="center", fontsize=9.5) for i in range(LONGEST)]
        self.columns = [ax.text(j, -0.62, "", ha="center", va="bottom", fontsize=9) for j in range(LONGEST)]
        ax.set(xticks=[], yticks=[])
        ax.grid(False)
        ax.set_title("looked at (key) →     each row, a query, shares out 1", pad=24)
        texts = [text for row in self.numbers for text in row]
        self.moving = [self.image, *texts, *self.rows, *self.columns]

    def move(self, tokens: list[str], weights: np.ndarray) -> None:
        n = len(tokens)
        shown = np.full((LONGEST, LONGEST), np.nan)
        shown[:n, :n] = weights[:n, :n]
        self.image.set_data(np.ma.masked_invalid(shown))
        for i in range(LONGEST):
            word = tokens[i] if i < n else ""
            self.rows[i].set_text(word[:13])
            self.columns[i].set_text(word[:9])
            for j in range(LONGEST):
                weight = shown[i, j]
                self.numbers[i][j].set_text(f"{weight:.2f}" if weight >= 0.005 else "")
                self.numbers[i][j].set_color("white" if weight > 0.65 else "black")


def describe(tokens: list[str], weights: np.ndarray, head: int, temperature: float, in_order: float) -> str:
    """Say in words what the matrix shows."""
    n = len(tokens)
    rows = weights[:n, :n]
    name = "Mean of the heads" if head == MEAN else f"Head {head}"
    most = rows.argmax(axis=1)
    place = int(np.argmax(rows.max(axis=1)))
    says = f"{name}, temperature {temperature:.2g}: the sharpest look goes from “{tokens[place]}” to "
    says += f"“{tokens[int(most[place])]}” with {rows[place, most[place]]:.2f}; an even share would be {1 / n:.2f}. "
    here, after = (sum(int(j) == i + shift for i, j in enumerate(most)) for shift in (0, 1))
    before = sum(int(j) == i - 1 for i, j in enumerate(most))
    says += f"Looking most at itself: {here} of {n} words, at the word before: {before}, at the word after: {after}. "
    return says + f"The network takes this for a sentence in order with probability {in_order:.2f}."


def _frame(canvas: _Canvas, reader: _Reader, sentence: str, head: int, log_temperature: float) -> Frame:
    temperature = 10**log_temperature
    tokens, weights, in_order = reader.read(sentence, head, temperature)
    canvas.move(tokens, weights)
    says = describe(tokens, weights, head, temperature, in_order)
    if len(words(sentence)) > LONGEST:
        says = f"Only the first {LONGEST} words are read. {says}"
    return Frame(f"Attention matrix of “{' '.join(tokens)}”. {says}", says)


def explore_attention(params: dict, vocabulary: Vocabulary) -> Explorer:
    """Build the explorer on a trained network: a sentence, a head and a temperature above the attention matrix."""
    canvas, reader = _Canvas(), _Reader(params, vocabulary)
    wide = roomy(30, words=8)
    heads = [*((f"head {head}", head) for head in range(1, HEADS + 1)), ("mean of the heads", MEAN)]
    sentence = ipw.Text(SENTENCE, description="sentence", continuous_update=True, **wide)
    head = ipw.SelectionSlider(options=heads, value=1, description="head", **wide)
    low, high = EXPONENTS
    temperature = ipw.FloatSlider(
        0.0, min=low, max=high, step=0.1, description="log₁₀ temperature", readout_format=".1f", **roomy(30, words=10)
    )
    controls: dict[str, ipw.Widget] = {"sentence": sentence, "head": head, "log_temperature": temperature}

    def update(sentence: str, head: int, log_temperature: float) -> Frame:
        return _frame(canvas, reader, sentence, head, log_temperature)

    return Explorer(canvas.fig, canvas.moving, controls, update)


def attention_figure(
    params: dict, vocabulary: Vocabulary, sentence: str = SENTENCE, head: int = 1, temperature: float = 1.0
) -> tuple[Figure, str]:
    """Draw what the explorer shows, for readers without a kernel -> (figure, its words)."""
    canvas = _Canvas()
    frame = _frame(canvas, _Reader(params, vocabulary), sentence, head, float(np.log10(temperature)))
    return canvas.fig, frame.text
