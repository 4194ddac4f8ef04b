"""Explorer of recurrent networks that listen: a spoken digit, its picture, the hidden state, the running answer.

How early does a network know the digit, and does it matter in which order it hears the sound?
"""

from collections.abc import Mapping

import ipywidgets as ipw
import numpy as np
from matplotlib.figure import Figure

from course_lib.explorers.listening_run import ORDERS, STEPS, Heard, Network, listen, wav_bytes
from course_lib.plotting import SERIES, figure
from course_lib.speech import SpokenDigits
from course_lib.widgets import Explorer, Frame, roomy

STEP_MS = 12.5
DIGITS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")


class _Canvas:
    """Log-mel picture, hidden state and running probabilities above one another, and bars at the step reached."""

    def __init__(self) -> None:
        self.fig, whole = figure(width=8.4, height=5.2, layout="none")
        whole.remove()
        self.fig.set_dpi(100)  # every dot is sent at every move
        grid = self.fig.add_gridspec(
            3, 2, width_ratios=[3.2, 1], left=0.085, right=0.98, bottom=0.095, top=0.945, hspace=0.3, wspace=0.12
        )
        sound, state, answer = panels = [self.fig.add_subplot(grid[row, 0]) for row in range(3)]
        looks = ({"cmap": "magma"}, {"cmap": "cividis", "vmin": -1, "vmax": 1}, {"cmap": "Greys", "vmin": 0, "vmax": 1})
        wide = STEPS * STEP_MS / 1000
        self.images, self.lines = [], []
        for ax, look, rows in zip(panels, looks, (24, 32, 10), strict=True):
            box = (0, wide, -0.5, rows - 0.5)
            picture = {"origin": "lower", "aspect": "auto", "interpolation": "nearest", "extent": box}
            self.images.append(ax.imshow(np.full((rows, STEPS), np.nan), **picture, **look))
            self.lines.append(ax.axvline(0, color="#009E73", linewidth=2.5))
            ax.set(xlim=(0, wide), ylim=box[2:])
            ax.grid(False)
            ax.tick_params(labelbottom=ax is answer)
        sound.set(
            title="the sound: loudness in 24 bands of pitch, bright is loud", ylabel="band, low to high", yticks=[0, 23]
        )
        state.set(title="the hidden state: 32 numbers after every step, bright is high", ylabel="unit", yticks=[0, 31])
        answer.set(title="the answer after every step: dark is probable", ylabel="digit", xlabel="seconds heard")
        answer.set_yticks(range(10), [str(i) for i in range(10)], fontsize=7.5)
        right = self.fig.add_subplot(grid[:, 1])
        self.bars = list(right.barh(range(10), np.zeros(10), 0.7, color=SERIES[0]["color"]))
        right.set(xlim=(0, 1), ylim=(-0.6, 9.6), xlabel="probability", title="at the green line")
        right.set_yticks(range(10), [str(i) for i in range(10)])
        right.set_xticks([0, 0.5, 1])
        right.grid(False, axis="y")
        self.star = right.text(0.98, 0, "★", ha="right", va="center", fontsize=13)
        self.moving = [*self.images, *self.lines, *self.bars, self.star]

    def move(self, heard: Heard, clip: int, digit: int, step: int) -> None:
        length = int(heard.lengths[clip])
        states = heard.states[clip]
        limit = max(1.0, float(np.abs(states[:length]).max()))  # relu has no upper end
        for image, values in zip(self.images, (heard.frames, heard.states, heard.probabilities), strict=True):
            shown = np.full((values.shape[2], STEPS), np.nan)
            shown[:, :length] = values[clip, :length].T
            image.set_data(shown)
        self.images[0].set_clim(-2, 2.5)
        self.images[1].set_clim(-limit, limit)
        for line in self.lines:
            line.set_xdata([step * STEP_MS / 1000] * 2)
        for bar, value in zip(self.bars, heard.probabilities[clip, step - 1], strict=True):
            bar.set_width(float(value))
        self.star.set_y(digit)


def words(heard: Heard, clip: int, digit: int, step: int) -> str:
    """Say what the network thinks at a step, and from when on it stays with the right digit."""
    length = int(heard.lengths[clip])
    running = heard.probabilities[clip, :length]
    guess = int(running[step - 1].argmax())
    says = f"After {step} of {length} steps it says {DIGITS[guess]}, with probability {running[step - 1, guess]:.2f}"
    wrong = np.flatnonzero(running.argmax(axis=1) != digit)
    if len(wrong) == 0:
        return f"{says}. It says {DIGITS[digit]}, which is right, from the first step on."
    if wrong[-1] == length - 1:
        return f"{says}. At the end it is wrong: {DIGITS[digit]} was said."
    return f"{says}. From step {wrong[-1] + 2} on it stays with {DIGITS[digit]}, which is right."


def _frame(canvas: _Canvas, heard: Heard, digits: SpokenDigits, clip: int, percent: int) -> Frame:
    length, spoken = int(heard.lengths[clip]), digits.clips[clip]
    step = max(1, round(percent / 100 * length))
    canvas.move(heard, clip, spoken.digit, step)
    says = words(heard, clip, spoken.digit, step)
    who = digits.speakers[spoken.speaker].capitalize()
    return Frame(f"{DIGITS[spoken.digit].capitalize()}, said by {who}: sound, hidden state and answer. {says}", says)


def _index(digits: SpokenDigits, digit: int, speaker: int) -> int:
    return next(i for i, clip in enumerate(digits.clips) if (clip.digit, clip.speaker) == (digit, speaker))


def _controls(names: list[str], speakers: tuple[str, ...]) -> dict[str, ipw.Widget]:
    wide = roomy(21, words=7)
    choice = lambda options, value, text: ipw.Dropdown(
        options=[(name, i) for i, name in enumerate(options)], value=value, description=text, **wide
    )
    return {
        "digit": choice(DIGITS, 7, "digit ★"),
        "speaker": choice([name.capitalize() for name in speakers], 1, "speaker"),
        "network": choice(names, len(names) - 1, "network"),
        "order": choice(ORDERS, 0, "sound heard"),
        "percent": ipw.IntSlider(100, min=2, max=100, step=2, description="heard, in %", **wide),
    }


def explore_listening(digits: SpokenDigits, networks: Mapping[str, Network]) -> Explorer:
    """Build the explorer: choose a clip, a network and an order, play the sound, and move through time."""
    heard = [[listen(network, digits, order) for order in range(len(ORDERS))] for network in networks.values()]
    canvas, controls = _Canvas(), _controls(list(networks), digits.speakers)
    sound = ipw.Audio(value=b"", format="wav", autoplay=False, loop=False)

    def update(digit: int, speaker: int, network: int, order: int, percent: int) -> Frame:
        clip = _index(digits, digit, speaker)
        sound.value = wav_bytes(digits.clips[clip], order)
        return _frame(canvas, heard[network][order], digits, clip, percent)

    explorer = Explorer(canvas.fig, canvas.moving, controls, update)
    explorer.children = (explorer.children[0], sound, *explorer.children[1:])
    return explorer


def listening_figure(
    digits: SpokenDigits, network: Network, digit: int = 7, speaker: int = 1, percent: int = 100, order: int = 0
) -> tuple[Figure, str]:
    """Draw what the explorer shows, for readers without a kernel -> (figure, its words)."""
    canvas = _Canvas()
    frame = _frame(canvas, listen(network, digits, order), digits, _index(digits, digit, speaker), percent)
    return canvas.fig, frame.text
