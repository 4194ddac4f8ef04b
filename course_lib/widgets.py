"""Predictions to commit to, and explorers: controls that move a picture.

Everything is reached by keyboard, and what changes is also said in words.
"""

import html
import io
from collections.abc import Callable, Sequence
from contextlib import contextmanager
from typing import NamedTuple

import ipywidgets as ipw
import numpy as np
from matplotlib.artist import Artist
from matplotlib.figure import Figure

from course_lib.live import Picture, Verdict


class Frame(NamedTuple):
    """What an explorer shows after a move: `alt` for the picture, `text` in words, `scene` names the backdrop."""

    alt: str
    text: str
    scene: object = None


def roomy(width: float, words: float) -> dict[str, object]:
    """Give controls the width they need: neither the row nor a narrow window may shrink one and cut its label.

    Units: `width` of a control in em, of which `words` are its label's.
    """
    layout = ipw.Layout(width=f"{width:g}em", flex="0 0 auto", max_width="100%")
    return {"layout": layout, "style": {"description_width": f"{words:g}em"}}


class Explorer(ipw.VBox):
    """Controls above a picture; a moved control moves artists of one figure, which is never rebuilt.

    `update(**values)` gets the controls' values by name, moves the artists and returns a Frame. What is not
    among `moving` is drawn once per scene and kept, so a move redraws only what moves; `keep_backdrop` draws
    a scene ahead of its first visit.
    """

    def __init__(
        self, fig: Figure, moving: Sequence[Artist], controls: dict[str, ipw.Widget], update: Callable[..., Frame]
    ):
        fig.canvas.draw()
        fig.set_layout_engine("none")  # settled once: it costs more than all drawing, and nothing may jump
        for artist in moving:
            artist.set_animated(True)
        self.fig, self.moving, self.controls, self.update = fig, list(moving), controls, update
        self.picture = Picture(width=round(fig.get_size_inches()[0] * 100))
        self.paused = False
        self._backdrops: dict[object, object] = {}
        super().__init__([ipw.HBox(list(controls.values()), layout=ipw.Layout(flex_flow="row wrap")), self.picture])
        for control in controls.values():
            control.observe(self.refresh, "value")
        self.refresh()

    def refresh(self, _: object = None) -> None:
        """Move the artists to the controls' present values and send the new picture and words."""
        if self.paused:
            return
        frame = self.update(**{name: control.value for name, control in self.controls.items()})
        png = self._draw(frame.scene)
        with self.picture.hold_sync():
            self.picture.png, self.picture.alt, self.picture.text = png, frame.alt, frame.text

    def keep_backdrop(self, scene: object) -> None:
        """Draw and keep the figure as it stands, without what moves, for a scene to come."""
        self.fig.canvas.draw()
        self._backdrops[scene] = self.fig.canvas.copy_from_bbox(self.fig.bbox)

    @contextmanager
    def together(self):
        """Change several controls and redraw once, at the end."""
        was, self.paused = self.paused, True
        try:
            yield
        finally:
            self.paused = was
        self.refresh()

    def _draw(self, scene: object) -> bytes:
        from PIL import Image

        canvas = self.fig.canvas
        if scene not in self._backdrops:
            self.keep_backdrop(scene)
        canvas.restore_region(self._backdrops[scene])
        for artist in self.moving:
            self.fig.draw_artist(artist)
        out = io.BytesIO()
        Image.fromarray(np.asarray(canvas.buffer_rgba())).convert("RGB").save(out, format="png", compress_level=1)
        return out.getvalue()


def _explanations(options: dict[str, str], answer: str, chosen: str | None = None) -> str:
    rows = []
    for option, why in options.items():
        mark = "✓ right" if option == answer else "✗ not so"
        yours = " (your choice)" if option == chosen else ""
        rows.append(f"<li><b>{mark}{yours}: {html.escape(option)}</b><br>{why}</li>")
    return f"<ul style='line-height: 1.5; max-width: 48em; padding-left: 1.5em'>{''.join(rows)}</ul>"


class Prediction(ipw.VBox):
    """A question to commit to before the answer; then every option is explained, the right one and the wrong ones."""

    def __init__(self, question: str, options: dict[str, str], answer: str):
        if answer not in options:
            raise ValueError(f"answer: one of {list(options)} expected, got {answer!r}")
        if len(options) < 2:
            raise ValueError(f"options: at least 2 expected, got {len(options)}")
        self.options, self.answer = options, answer
        self.question = ipw.HTMLMath(f"<b>Predict.</b> {question}", layout=ipw.Layout(max_width="48em"))
        self.choice = ipw.RadioButtons(options=list(options), value=None, layout=ipw.Layout(width="auto"))
        self.choice.add_class("course-choice")
        self.commit = ipw.Button(description="Commit", disabled=True, tooltip="Fix your answer and see the reasons")
        self.verdict, self.feedback = Verdict(), ipw.HTMLMath("")
        self.choice.observe(self._chosen, "value")
        self.commit.on_click(self._committed)
        super().__init__([self.question, self.choice, self.commit, self.verdict, self.feedback])

    def _chosen(self, change: dict) -> None:
        self.commit.disabled = change["new"] is None

    def _committed(self, _: ipw.Button) -> None:
        if self.choice.value is None:
            return
        self.choice.disabled = self.commit.disabled = True
        right = self.choice.value == self.answer
        self.verdict.text = "✓ You predicted right." if right else "✗ Not what happens. Here is why."
        self.feedback.value = _explanations(self.options, self.answer, self.choice.value)


def predict(question: str, options: dict[str, str], answer: str) -> None:
    """Ask for a prediction with radio buttons, and explain every option once the reader has committed to one.

    Below it stands the same for readers without a running kernel: the question folded, its answer folded once more.

    Raises: ValueError if answer is not one of the options.
    """
    from IPython.display import HTML, display

    asked = Prediction(question, options, answer)
    choices = "".join(f"<li>{html.escape(option)}</li>" for option in options)
    folded = (
        f"<details><summary>Without a running kernel: the question</summary><p>{question}</p><ul>{choices}</ul>"
        f"<details><summary>The answer</summary>{_explanations(options, answer)}</details></details>"
    )
    display(asked, HTML(folded))
