"""Take pictures of a chapter in JupyterLab, for people to look at: `python tests/screenshots.py NN OUT_DIR`.

Writes every screenful of the chapter's narrative (run whole, so that its widgets live), of its exercises as they are
shipped and of its solutions as they are stored, and `readme.png`, a picture of the first explorer for the README.
"""

import argparse
import io
import shutil
import sys
import tempfile
from pathlib import Path

import browser
import browser_course as course
import browser_notebook as jupyter
from PIL import Image

README_SIZE = (1200, 800)
OVERLAP = 60  # pixels of one screenful seen again on the next
# The pane that scrolls is the notebook's own. Cells out of sight have estimated heights until they are drawn.
SCROLL = """async by => {
  const pane = window.jupyterapp.shell.currentWidget.node.querySelector('.jp-WindowedPanel-outer');
  const from = pane.scrollTop;
  pane.scrollTop = by === null ? 0 : from + pane.clientHeight - by;
  for (let frame = 0; frame < 4; frame++) await new Promise(requestAnimationFrame);
  await Promise.all([...pane.querySelectorAll('img')].map(image => image.decode().catch(() => null)));
  return by === null || pane.scrollTop > from;
}"""
TO_TOP = """async index => {
  const panel = window.jupyterapp.shell.currentWidget, pane = panel.node.querySelector('.jp-WindowedPanel-outer');
  const cell = panel.content.widgets[index].node.querySelector('.jp-Cell-outputWrapper');
  for (let attempt = 0; attempt < 3; attempt++) {  // heights settle while one scrolls
    pane.scrollTop += cell.getBoundingClientRect().top - pane.getBoundingClientRect().top - 12;
    for (let frame = 0; frame < 4; frame++) await new Promise(requestAnimationFrame);
  }
}"""


def screenfuls(page, prefix: Path) -> list[Path]:
    """Scroll a notebook from top to bottom and write each screenful to `prefix`-01.png and so on."""
    written = []
    more = page.evaluate(SCROLL, None)
    while more:
        written.append(prefix.with_name(f"{prefix.name}-{len(written) + 1:02}.png"))
        page.screenshot(path=written[-1])
        more = page.evaluate(SCROLL, OVERLAP)
    return written


def save_small(png: bytes, path: Path, colours: int = 128) -> None:
    """Write a picture with few colours, since it stands in the repository."""
    Image.open(io.BytesIO(png)).convert("RGB").quantize(colours, dither=Image.Dither.NONE).save(path, optimize=True)


def readme_picture(page, path: Path) -> bool:
    """Write a picture of the first cell with a slider; False where the notebook has none."""
    live = page.locator(".jp-Notebook .jp-Cell")
    index = next((i for i in range(live.count()) if live.nth(i).locator(".widget-slider").count()), None)
    if index is None:
        return False
    page.set_viewport_size(dict(zip(("width", "height"), README_SIZE, strict=True)))
    page.evaluate(TO_TOP, index)
    page.evaluate("() => document.activeElement.blur()")
    save_small(page.screenshot(), path)
    return True


def take(stem: str, out: Path, root: Path) -> None:
    """Write all pictures of a chapter to `out`; `root` is an empty folder for the copy that is opened."""
    course.copy_course(root)
    shutil.copytree(browser.COURSE / "solutions", root / "solutions", ignore=shutil.ignore_patterns("source"))
    with browser.running_lab(root, root / "state") as lab, browser.running_browser(1200, 1000) as context:
        for folder in ("notebooks", "exercises", "solutions"):
            if not (root / folder / f"{stem}.ipynb").is_file():
                continue
            page = jupyter.open_notebook(context, lab, f"{folder}/{stem}.ipynb")
            page.evaluate("() => window.jupyterapp.commands.execute('application:toggle-left-area')")
            if folder == "notebooks":
                jupyter.run_all(page)
            written = screenfuls(page, out / f"{stem}-{folder}")
            print(f"{folder}/{stem}.ipynb: {len(written)} screenfuls")
            if folder == "notebooks" and readme_picture(page, out / "readme.png"):
                print(f"readme.png: {(out / 'readme.png').stat().st_size} bytes")
            jupyter.close(page)


def main() -> int:
    """Take the pictures of the chapter named on the command line."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("chapter", metavar="NN", help="the chapter's number, such as 01")
    parser.add_argument("out", metavar="OUT_DIR", type=Path, help="the folder for the pictures")
    args = parser.parse_args()
    found = [stem for stem in course.stems("notebooks") if stem.startswith(f"{args.chapter}_")]
    missing = browser.what_is_missing() or ("" if found else f"no built notebook of chapter {args.chapter}")
    if missing:
        print(missing, file=sys.stderr)
        return 1
    args.out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        take(found[0], args.out, Path(folder) / "course")
    return 0


if __name__ == "__main__":
    sys.exit(main())
