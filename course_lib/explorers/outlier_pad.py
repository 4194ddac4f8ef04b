"""A pad with one point that mouse, finger or arrow keys move, over dots and lines that Python describes."""

import anywidget
import traitlets

from course_lib.live import FREE_KEYS_JS

PAD_JS = """
const W = 700, H = 400, LEFT = 62, RIGHT = 596, TOP = 8, BOTTOM = 350;
const INSET = 12;  // so that the outlier is seen whole in a corner
const make = (parent, tag, attributes, text) => {
  const element = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  if (text) element.textContent = text;
  parent.append(element);
  return element;
};
function render({ model, el }) {
  freeKeys(el);
  const [x0, x1] = model.get("xlim"), [y0, y1] = model.get("ylim");
  const wide = RIGHT - LEFT - 2 * INSET, high = BOTTOM - TOP - 2 * INSET;
  const px = x => LEFT + INSET + (x - x0) / (x1 - x0) * wide;
  const py = y => BOTTOM - INSET - (y - y0) / (y1 - y0) * high;
  const svg = make(el, "svg", {viewBox: `0 0 ${W} ${H}`, tabindex: "0", role: "application"});
  svg.style.cssText = "width: 100%; max-width: 700px; background: white; font: 14px sans-serif; display: block";
  svg.setAttribute("aria-label", "Outlier: drag it, or move it with the arrow keys, with Shift farther");
  for (let x = 20; x <= x1; x += 10) {
    make(svg, "line", {x1: px(x), x2: px(x), y1: TOP, y2: BOTTOM, stroke: "#E4E4E4"});
    make(svg, "text", {x: px(x), y: BOTTOM + 18, "text-anchor": "middle", fill: "#222"}, String(x));
  }
  for (let y = 0; y <= y1; y += 100) {
    make(svg, "line", {x1: LEFT, x2: RIGHT, y1: py(y), y2: py(y), stroke: "#E4E4E4"});
    make(svg, "text", {x: LEFT - 8, y: py(y) + 5, "text-anchor": "end", fill: "#222"}, String(y));
  }
  make(svg, "text", {x: (LEFT + RIGHT) / 2, y: H - 10, "text-anchor": "middle", fill: "#222"}, model.get("xlabel"));
  const up = {x: 16, y: (TOP + BOTTOM) / 2, "text-anchor": "middle", fill: "#222"};
  make(svg, "text", {...up, transform: `rotate(-90 ${up.x} ${up.y})`}, model.get("ylabel"));
  for (const [x, y] of model.get("points"))
    make(svg, "circle", {cx: px(x), cy: py(y), r: 4.5, fill: "#9AA5B1"});
  const lines = make(svg, "g", {});
  const handle = make(svg, "circle", {r: 24, fill: "transparent"});
  handle.style.cssText = "cursor: grab; touch-action: none";
  const dot = make(svg, "rect", {width: 15, height: 15, fill: "#000", stroke: "#fff", "stroke-width": 2});
  const name = make(svg, "text", {fill: "#000", "font-weight": "bold"}, "outlier");
  dot.style.pointerEvents = name.style.pointerEvents = "none";
  const words = document.createElement("div");
  el.append(words);
  const line = status(words);
  line.style.minHeight = "4.6em";
  const place = () => {
    const [x, y] = model.get("outlier");
    handle.setAttribute("cx", px(x)); handle.setAttribute("cy", py(y));
    dot.setAttribute("x", px(x) - 7.5); dot.setAttribute("y", py(y) - 7.5);
    const left = px(x) > RIGHT - 70;
    name.setAttribute("text-anchor", left ? "end" : "start");
    name.setAttribute("x", px(x) + (left ? -13 : 13)); name.setAttribute("y", py(y) + 5);
  };
  const draw = () => {
    lines.replaceChildren();
    for (const one of model.get("lines")) {
      const [[ax, ay], [bx, by]] = one.ends;
      make(lines, "line", {x1: px(ax), y1: py(ay), x2: px(bx), y2: py(by), stroke: one.color,
        "stroke-width": one.width, "stroke-dasharray": one.dash});
      if (one.name) make(lines, "text", {x: RIGHT + 6, y: py(one.label) + 5, fill: one.color,
        "font-weight": "bold"}, one.name);
    }
    line.textContent = model.get("text");
  };
  const move = (x, y) => {
    const within = (v, low, high) => Math.min(high, Math.max(low, v));
    model.set("outlier", [within(Math.round(2 * x) / 2, x0, x1), within(Math.round(y / 5) * 5, y0, y1)]);
    model.save_changes();
  };
  const moveTo = event => {
    const box = svg.getBoundingClientRect(), scale = W / box.width;
    const [u, v] = [(event.clientX - box.left) * scale, (event.clientY - box.top) * scale];
    move(x0 + (u - LEFT - INSET) / wide * (x1 - x0), y0 + (BOTTOM - INSET - v) / high * (y1 - y0));
  };
  handle.addEventListener("pointerdown", event => { handle.setPointerCapture(event.pointerId); moveTo(event); });
  handle.addEventListener("pointermove", event => { if (handle.hasPointerCapture(event.pointerId)) moveTo(event); });
  const keys = {ArrowLeft: [-0.5, 0], ArrowRight: [0.5, 0], ArrowUp: [0, 5], ArrowDown: [0, -5]};
  svg.addEventListener("keydown", event => {
    if (!(event.key in keys)) return;
    event.preventDefault(); event.stopPropagation();
    const [x, y] = model.get("outlier"), times = event.shiftKey ? 6 : 1;
    move(x + times * keys[event.key][0], y + times * keys[event.key][1]);
  });
  place(); draw();
  model.on("change:outlier", place);
  model.on("change:lines", draw);
  model.on("change:text", draw);
}
export default { render };
"""


class OutlierPad(anywidget.AnyWidget):
    """Dots, lines with their names, one point to be moved, and words that screen readers announce."""

    _esm = FREE_KEYS_JS + PAD_JS
    xlim = traitlets.List().tag(sync=True)
    ylim = traitlets.List().tag(sync=True)
    xlabel = traitlets.Unicode("").tag(sync=True)
    ylabel = traitlets.Unicode("").tag(sync=True)
    points = traitlets.List().tag(sync=True)
    outlier = traitlets.List([0.0, 0.0]).tag(sync=True)
    lines = traitlets.List().tag(sync=True)
    text = traitlets.Unicode("").tag(sync=True)
