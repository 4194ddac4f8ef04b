"""Move each control of an explorer as a learner does, see its picture change, and time it in the browser."""

import statistics
import time
from dataclasses import dataclass, field

LIST_CONTROLS = "cell => window.courseGate.listControls(cell)"
HAS_PICTURE = "cell => window.courseGate.hasPicture(cell)"
WATCH = "(cell, limit) => window.courseGate.watch(cell, limit)"
SETTLE = "cell => window.courseGate.settle(cell)"
RESULT = "() => window.courseGate.result"
SELECTORS = ("choice", "dropdown", "radio", "tick", "switch")  # these may wake another control


@dataclass
class Moves:
    """What came of moving one control: the seconds of each move that changed the view, and a count of the others."""

    name: str
    kind: str
    seconds: list[float] = field(default_factory=list)
    dead: int = 0
    committed: bool = False  # moved, and what it does shows only when the button beside it is pressed

    @property
    def alive(self) -> bool:
        """True where at least one move changed what the reader sees."""
        return bool(self.seconds) or self.committed

    def __str__(self) -> str:
        if not self.seconds:
            return f"{self.name:40} moved; {'its button shows what it does' if self.committed else 'nothing changed'}"
        unchanged = f"  ({self.dead} without change)" if self.dead else ""
        ordered = sorted(self.seconds)
        median, p95 = statistics.median(ordered), ordered[max(0, -(-95 * len(ordered) // 100) - 1)]
        times = f"median {1000 * median:4.0f} ms  p95 {1000 * p95:4.0f} ms"
        return f"{self.name:40} {len(ordered):3} moves  {times}{unchanged}"


def steps_of(control, kind: str) -> list:
    """Return the moves that suit a control, each a function without arguments; they end near where they began."""
    if kind in ("slider", "range", "pad"):
        return [lambda key=key: control.press(key) for key in _slider_keys(control, kind)]
    if kind == "dropdown":
        count = control.locator("option").count()
        start = control.evaluate("element => element.selectedIndex")
        order = [(start + step) % count for step in range(1, min(count, 8) + 1)]
        return [lambda index=index: control.select_option(index=index) for index in order]
    if kind in ("choice", "radio"):
        options = control.locator("button" if kind == "choice" else "input[type=radio], [role=radio]")
        chosen = options.evaluate_all("all => all.findIndex(e => e.checked || e.classList.contains('mod-active'))")
        order = [index % options.count() for index in range(chosen + 1, chosen + 1 + options.count())]
        return [lambda index=index: options.nth(index).click() for index in order]
    if kind in ("number", "text"):
        return [lambda text=text: _type(control, text) for text in _texts(control, kind)]
    return [control.click] * (1 if kind == "button" else 2)


def _slider_keys(control, kind: str) -> list[str]:
    """Return keys that never push against an end at once: towards the farther end first, then to both ends."""
    if kind == "pad":
        return ["ArrowRight", "ArrowUp", "ArrowLeft", "ArrowDown"]
    low, now, high = control.evaluate(
        "e => ['min', 'now', 'max'].map(n => Number(e.getAttribute('aria-value' + n) ?? e[n === 'now' ? 'value' : n]))"
    )
    up = high - now >= now - low
    return ["ArrowRight", "PageUp", "ArrowRight", "ArrowLeft", "End", "Home", "ArrowRight"] if up else [
        "ArrowLeft", "PageDown", "ArrowLeft", "ArrowRight", "Home", "End", "ArrowLeft"
    ]  # fmt: skip


def _texts(control, kind: str) -> list[str]:
    """Return other contents for a text box: another number where it holds one, otherwise a longer text."""
    held = control.input_value()
    try:
        number = float(held)
    except ValueError:
        return ["2", "1"] if kind == "number" else [f"{held} because".strip(), held]
    return [f"{2 * number + 1:g}", held]


def _type(control, text: str) -> None:
    control.fill(text)
    if control.evaluate("element => element.tagName") == "INPUT":
        control.press("Enter")


def move(cell, control: dict, seconds: float = 2) -> Moves:
    """Make the moves of one control, waiting for the view after each; give up after three dead ones at the start."""
    result = Moves(control["name"], control["kind"])
    element = _element(cell, control)
    for step in steps_of(element, control["kind"]):
        cell.evaluate(WATCH, 1000 * seconds)
        step()
        milliseconds = cell.page.evaluate(RESULT)
        if milliseconds is not None:
            result.seconds.append(milliseconds / 1000)
            continue
        result.dead += 1
        if result.dead >= 3 and not result.alive:
            break
    return result


def move_all(cell) -> list[Moves]:
    """Move every control in the outputs of a cell and return what came of each.

    A control that is hidden, greyed out or without effect is tried again in every state that the choices beside it can
    take, since it may rightly sleep in some of them. In a prediction, which has a button and no picture, it is the
    button that shows the answer: there the other controls are moved, and only the button must change something.
    """
    cell.evaluate(SETTLE)  # a cell that was out of sight is drawn first
    listed = cell.evaluate(LIST_CONTROLS)
    results = {control["name"]: Moves(control["name"], control["kind"]) for control in listed}
    committed = any(control["kind"] == "button" for control in listed) and not cell.evaluate(HAS_PICTURE)
    _try_sleepers(cell, results, committed)
    if committed or all(result.alive for result in results.values()):
        return list(results.values())
    for selector in [control for control in listed if control["kind"] in SELECTORS and control["usable"]]:
        for step in steps_of(_element(cell, selector), selector["kind"]):
            step()
            cell.evaluate(SETTLE)
            _try_sleepers(cell, results, committed)
    return list(results.values())


def _element(cell, control: dict):
    """Return the control's place in the page, scrolled into sight."""
    element = cell.locator(f"[data-gate='{control['mark']}']")
    element.scroll_into_view_if_needed()
    return element


def _try_sleepers(cell, results: dict[str, Moves], committed: bool) -> None:
    """Move each usable control that has changed nothing so far; buttons last, since "reset" needs something to undo."""
    for control in sorted(cell.evaluate(LIST_CONTROLS), key=lambda control: control["kind"] == "button"):
        result = results.setdefault(control["name"], Moves(control["name"], control["kind"]))
        if result.alive or result.kind == "unknown":
            continue
        control = _usable(cell, control["name"], seconds=5 if committed and control["kind"] == "button" else 0)
        if control is None:
            continue
        if committed and control["kind"] != "button":
            for step in steps_of(_element(cell, control), control["kind"]):
                step()
            result.committed = True
        else:
            results[control["name"]] = move(cell, control)


def _usable(cell, name: str, seconds: float) -> dict | None:
    """Return the control of this name as it stands now, or None if it stays hidden or greyed out for so long.

    The button of a prediction wakes when the kernel has heard of the choice.
    """
    deadline = time.monotonic() + seconds
    while True:
        found = next((c for c in cell.evaluate(LIST_CONTROLS) if c["name"] == name and c["usable"]), None)
        if found or time.monotonic() >= deadline:
            return found
        cell.evaluate(SETTLE)
