"""Pictures and words that change in place, are announced by screen readers, and leave the keyboard to the controls."""

import anywidget
import traitlets

FREE_KEYS_JS = """
// JupyterLab takes arrows and Enter for its own shortcuts, also from a radio button in an output: mark what has focus.
const freeKeys = (el) => {
  const area = el.isConnected && el.closest(".jp-OutputArea-output");
  if (!area) setTimeout(() => freeKeys(el), 100);
  else area.addEventListener("focusin", (e) => e.target.setAttribute("data-lm-suppress-shortcuts", "true"));
};
const status = (el) => {
  const words = document.createElement("p");
  words.setAttribute("role", "status");
  words.setAttribute("aria-live", "polite");
  words.style.cssText = "margin: 4px 0 8px 0; max-width: 48em; line-height: 1.5; font-weight: 600";
  el.append(words);
  return words;
};
"""

PICTURE_JS = """
function render({ model, el }) {
  freeKeys(el);
  const image = document.createElement("img");
  image.style.maxWidth = "100%";
  el.append(image);
  const words = status(el);
  words.style.minHeight = "3.2em";
  const paint = () => {
    const old = image.src;
    image.onload = () => { if (old) URL.revokeObjectURL(old); };
    image.src = URL.createObjectURL(new Blob([model.get("png")], { type: "image/png" }));
    image.alt = model.get("alt");
    image.width = model.get("width");
    words.textContent = model.get("text");
  };
  paint();
  model.on("change", paint);
}
export default { render };
"""

VERDICT_JS = """
function render({ model, el }) {
  freeKeys(el);
  const words = status(el);
  const paint = () => { words.textContent = model.get("text"); };
  paint();
  model.on("change:text", paint);
}
export default { render };
"""


class Picture(anywidget.AnyWidget):
    """A picture with its alternative text, and a line of words that screen readers announce when it changes."""

    _esm = FREE_KEYS_JS + PICTURE_JS
    png = traitlets.Bytes(b"").tag(sync=True)
    alt = traitlets.Unicode("").tag(sync=True)
    text = traitlets.Unicode("").tag(sync=True)
    width = traitlets.Int(0).tag(sync=True)


class Verdict(anywidget.AnyWidget):
    """A line of words that screen readers announce when it changes."""

    _esm = FREE_KEYS_JS + VERDICT_JS
    text = traitlets.Unicode("").tag(sync=True)
