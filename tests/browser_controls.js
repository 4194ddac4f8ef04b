// What the browser gate does inside the page: list the controls of a cell, and time a move until the view is another.

const shown = element => element.getClientRects().length > 0;

// A picture that comes as a blob gets a new address at each redraw, so its pixels are compared, not its address.
const ofPicture = element => {
  if (element.tagName === 'svg') return element.outerHTML;
  if (element.tagName === 'IMG' && !element.src.startsWith('blob:')) return element.complete ? element.src : null;
  if (element.tagName === 'IMG' && !(element.complete && element.naturalWidth)) return null;
  if (element.tagName === 'CANVAS') return element.toDataURL();
  if (element.gateSource === element.src) return element.gatePixels;
  const canvas = document.createElement('canvas');
  [canvas.width, canvas.height] = [element.naturalWidth, element.naturalHeight];
  canvas.getContext('2d').drawImage(element, 0, 0);
  element.gateSource = element.src;
  return element.gatePixels = canvas.toDataURL();
};

// What the reader looks at: the widgets' pictures (null while one loads), and the text.
const viewOf = cell => {
  const pictures = [...cell.querySelectorAll('.jupyter-widgets :is(img, canvas, svg)')]
    .filter(element => shown(element) && !element.closest('button'));
  const texts = [...cell.querySelectorAll('.jp-OutputArea-output')].filter(shown).map(element => element.innerText);
  return {pictures: pictures.map(ofPicture), text: texts.join('|')};
};
const whole = view => !view.pictures.includes(null);
const same = (one, other) => JSON.stringify(one.pictures) === JSON.stringify(other.pictures) && one.text === other.text;
const frame = () => new Promise(requestAnimationFrame);

// The view once it has stood still for six frames, so that what an earlier move still sends is not taken for this one's.
const settledView = async (cell, limit) => {
  const began = performance.now();
  let view = viewOf(cell);
  for (let still = 0; still < 6 && performance.now() - began < limit; ) {
    await frame();
    const now = viewOf(cell);
    still = whole(now) && same(view, now) ? still + 1 : 0;
    view = now;
  }
  return view;
};

// One entry for each control in the outputs of a cell; `data-gate` marks its element, so that it is found again.
const listControls = cell => {
  const kinds = [
    ['slider', '.noUi-handle, [role=slider]'], ['choice', '.widget-toggle-buttons'],
    ['radio', '.widget-radio, [role=radiogroup]'], ['dropdown', 'select'], ['range', 'input[type=range]'],
    ['tick', 'input[type=checkbox]'], ['number', 'input[type=number]'],
    ['text', 'input[type=text], input:not([type]), textarea'], ['switch', 'button.widget-toggle-button'],
    ['button', 'button'], ['pad', 'canvas[tabindex], svg[tabindex]'], ['unknown', 'input:not([type=hidden])'],
  ];
  const outputs = cell.querySelector('.jp-Cell-outputWrapper');
  const taken = new Set(), counts = {}, found = [];
  for (const [kind, selector] of kinds) for (const element of outputs?.querySelectorAll(selector) ?? []) {
    if (taken.has(element)) continue;
    [element, ...element.querySelectorAll('*')].forEach(inner => taken.add(inner));
    const widget = element.closest('.jupyter-widgets:not(.widget-box)');
    // textContent, since innerText is empty for a cell that is out of sight
    const labels = [widget?.querySelector('.widget-label')?.textContent, element.getAttribute('aria-label'),
      (element.querySelector('label:not(.widget-label), button') ?? element).textContent, element.title,
      element.closest('label')?.textContent, element.placeholder];
    const label = labels.map(text => (text ?? '').replace(/\u200b/g, '').trim()).find(text => text) ?? '';
    const name = `${kind} "${label.split('\n')[0].slice(0, 40)}"`;
    counts[name] = (counts[name] ?? 0) + 1;
    element.dataset.gate = found.length;
    const parts = [...element.querySelectorAll('button, input')];
    const off = element.disabled || element.closest('[disabled], [aria-disabled=true]')
      || (parts.length > 0 && parts.every(part => part.disabled));
    const usable = shown(element) && !off;
    found.push({name: counts[name] > 1 ? `${name} ${counts[name]}` : name, kind, mark: found.length, usable});
  }
  return found;
};

const hasPicture = cell => viewOf(cell).pictures.length > 0;

// Promise `result`: milliseconds from the first event of the learner's hand to the first frame in which the view is
// another (one of its pictures, or where there are none its text); null where it stays the same for `limit`.
const watch = async (cell, limit) => {
  const before = await settledView(cell, limit);
  const changed = now => whole(now) && (before.pictures.length > 0
    ? JSON.stringify(now.pictures) !== JSON.stringify(before.pictures)
    : !same(now, before));
  let start = null;
  for (const type of ['keydown', 'click', 'input', 'change'])
    cell.addEventListener(type, event => { start ??= event.timeStamp; }, {capture: true, once: true});
  const outcome = async () => {
    for (const began = performance.now(); performance.now() - began < limit; ) {
      await frame();
      if (start !== null && changed(viewOf(cell))) return performance.now() - start;
    }
    return null;
  };
  window.courseGate.result = outcome();
};

const settle = async cell => { await settledView(cell, 2000); };

window.courseGate = {listControls, hasPicture, settle, watch};
