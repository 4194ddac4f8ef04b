"""A pad of 28 × 28 grey squares to draw on, with mouse, finger or keys."""

import anywidget
import traitlets

from course_lib.live import FREE_KEYS_JS

SIDE = 28

PAD_JS = """
const SIDE = 28, CELL = 11;
function render({ model, el }) {
  freeKeys(el);
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = SIDE * CELL;
  canvas.tabIndex = 0;
  canvas.setAttribute("role", "application");
  canvas.setAttribute("aria-label",
    "Drawing pad: draw with the mouse; arrow keys move the brush, Space paints, Shift with an arrow draws a line");
  canvas.style.cssText = "touch-action: none; cursor: crosshair; border: 1px solid #666; display: block";
  el.append(canvas);
  const line = status(el), ink = canvas.getContext("2d");
  let pixels = [...model.get("value")], brush = [14, 13], waiting = null, sent = null;
  const covered = ([row, column]) => {  // the brush's rows and columns: from the first to below the last
    const wide = model.get("brush"), first = v => v - Math.floor(wide / 2);
    return [first(row), first(row) + wide, first(column), first(column) + wide];
  };
  const draw = () => {
    for (let i = 0; i < SIDE * SIDE; i++) {
      const shade = 255 - pixels[i];
      ink.fillStyle = `rgb(${shade}, ${shade}, ${shade})`;
      ink.fillRect((i % SIDE) * CELL, Math.floor(i / SIDE) * CELL, CELL, CELL);
    }
    const [top, bottom, left, right] = covered(brush), shade = 255 - Math.round(2.55 * model.get("grey"));
    ink.fillStyle = `rgb(${shade}, ${shade}, ${shade})`;
    ink.fillRect(brush[1] * CELL + 3, brush[0] * CELL + 3, CELL - 6, CELL - 6);
    ink.strokeStyle = "#D55E00";
    ink.lineWidth = 2;
    ink.strokeRect(left * CELL, top * CELL, (right - left) * CELL, (bottom - top) * CELL);
  };
  const send = () => {  // at most every 60 ms, so that the kernel is never behind the hand
    if (waiting) return;
    waiting = setTimeout(() => {
      waiting = null;
      sent = [...pixels];
      model.set("value", sent);
      model.save_changes();
    }, 60);
  };
  const dab = () => {
    const [top, bottom, left, right] = covered(brush), ink = Math.round(2.55 * model.get("grey"));
    for (let row = Math.max(0, top); row < Math.min(SIDE, bottom); row++)
      for (let column = Math.max(0, left); column < Math.min(SIDE, right); column++)
        pixels[row * SIDE + column] = ink;
    send();
  };
  const inside = v => Math.min(SIDE - 1, Math.max(0, v));
  const at = event => {
    const box = canvas.getBoundingClientRect(), scale = SIDE / box.width;
    return [(event.clientY - box.top) * scale, (event.clientX - box.left) * scale].map(v => inside(Math.floor(v)));
  };
  const drawTo = goal => {  // square by square, since a quick hand skips some
    const from = brush, steps = Math.max(1, Math.abs(goal[0] - from[0]), Math.abs(goal[1] - from[1]));
    for (let step = 1; step <= steps; step++) {
      brush = [0, 1].map(k => Math.round(from[k] + (goal[k] - from[k]) * step / steps));
      dab();
    }
    draw();
  };
  canvas.addEventListener("pointerdown", event => {
    canvas.setPointerCapture(event.pointerId);
    brush = at(event); dab(); draw(); line.textContent = "";
  });
  canvas.addEventListener("pointermove", event => {
    if (canvas.hasPointerCapture(event.pointerId)) drawTo(at(event));
    else { brush = at(event); draw(); }
  });
  const arrows = {ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1]};
  canvas.addEventListener("keydown", event => {
    if (!(event.key in arrows) && event.key !== " ") return;
    event.preventDefault(); event.stopPropagation();
    if (event.key === " ") { dab(); draw(); }
    else {
      const goal = brush.map((v, k) => inside(v + arrows[event.key][k]));
      if (event.shiftKey) drawTo(goal); else { brush = goal; draw(); }
    }
    const grey = Math.round(pixels[brush[0] * SIDE + brush[1]] / 2.55);
    line.textContent = `brush at row ${brush[0] + 1}, column ${brush[1] + 1}: grey ${grey} %`;
  });
  model.on("change:value", () => {
    if (model.get("value") === sent) return;
    pixels = [...model.get("value")];
    draw();
  });
  model.on("change:brush", draw);
  model.on("change:grey", draw);
  draw();
}
export default { render };
"""


class DrawingPad(anywidget.AnyWidget):
    """A picture under a brush: `value` holds its greys row by row, 0 (white, empty) to 255 (black)."""

    _esm = FREE_KEYS_JS + PAD_JS
    value = traitlets.List([0] * SIDE * SIDE).tag(sync=True)
    brush = traitlets.Int(2).tag(sync=True)
    grey = traitlets.Int(80).tag(sync=True)
