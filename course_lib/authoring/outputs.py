"""What of a run is kept in the notebook: the same bytes at every run, and small."""

import base64
import html
import io
import re

import nbformat
from PIL import Image

from course_lib.authoring.assembly import LANGUAGE, Built

MOST_BYTES = 50_000
WIDGET = "application/vnd.jupyter.widget-view+json"
NOTE_CLASS = "course-interactive"
OVERWRITTEN = re.compile(r"[^\n]*\r(?!\n)")  # what a progress bar wrote and went back over
ADDRESS = re.compile(r"( object)? at 0x[0-9a-fA-F]{6,}")


def tidy(built: Built) -> None:
    """Bring the outputs of an executed notebook into the form in which they are kept.

    Raises: SourceError for text on stderr, a memory address in a text, an image without alt text or too large.
    """
    built.notebook.metadata.language_info = dict(LANGUAGE)  # a run writes this Python's version there
    count = 0
    for index, cell in enumerate(built.notebook.cells):
        if cell.cell_type != "code":
            continue
        count += bool(cell.source.strip())
        cell.execution_count = count if cell.source.strip() else None
        outputs = [_tidy_output(built, index, output) for output in merge_streams(cell.outputs)]
        cell.outputs = _replace_widgets(outputs)
        for output in cell.outputs:
            if output.output_type == "execute_result":
                output.execution_count = count


def merge_streams(outputs: list) -> list:
    """Join consecutive outputs of the same stream, which a kernel sends in chunks of any size.

    Of a line that was written over and over, as by a progress bar, the last state is kept: what a reader sees.
    """
    merged: list = []
    for output in outputs:
        if merged and output.output_type == "stream" and merged[-1].get("name") == output.name:
            merged[-1].text += output.text
        else:
            merged.append(nbformat.from_dict(output))
    for output in merged:
        if output.output_type == "stream":
            output.text = OVERWRITTEN.sub("", output.text)
    return merged


def image_alt(output: dict) -> str | None:
    """Return the alt text of an output's image, None where it has no image or no alt."""
    metadata = output.get("metadata", {})
    return metadata.get("image/png", {}).get("alt") or metadata.get("alt")


def image_size(data: dict) -> tuple[int, int]:
    """Return the width and height of a PNG output in pixels."""
    return Image.open(io.BytesIO(base64.b64decode(data["image/png"]))).size


def shrink(png: bytes, most: int = MOST_BYTES) -> bytes:
    """Return the same picture as a PNG of at most `most` bytes if a palette of 256 to 16 colours gets it there."""
    image = Image.open(io.BytesIO(png))
    if image.mode == "RGBA" and image.getextrema()[3][0] == 255:
        image = image.convert("RGB")
    best = _encode(image)
    for colours in (256, 128, 64, 32, 16):
        if len(best) <= most:
            break
        method = Image.Quantize.FASTOCTREE if image.mode == "RGBA" else Image.Quantize.MEDIANCUT
        best = _encode(image.quantize(colours, method=method, dither=Image.Dither.NONE))
    return best


def _encode(image: Image.Image) -> bytes:
    file = io.BytesIO()
    image.save(file, "PNG", optimize=True)
    return file.getvalue()


def _tidy_output(built: Built, index: int, output: nbformat.NotebookNode) -> nbformat.NotebookNode:
    line = built.lines[index]
    if output.output_type == "stream" and output.name == "stderr":
        raise built.source.error(line, f"the cell writes to stderr: {output.text.strip().splitlines()[0][:200]}")
    if output.output_type == "error":  # only a cell tagged raises-exception comes here; its traceback holds paths
        output.traceback = [f"{output.ename}: {output.evalue}"]
    data = output.get("data", {})
    if "image/png" in data:
        _tidy_image(built, line, output)
    if len(data) > 1 and "text/plain" in data:
        data["text/plain"] = ADDRESS.sub("", data["text/plain"])
    text = output.get("text", "") + data.get("text/plain", "")
    if WIDGET not in data and (found := ADDRESS.search(text)):
        raise built.source.error(line, f"the cell prints a memory address, which differs at every run: …{found[0]}")
    output.pop("transient", None)
    return output


def _tidy_image(built: Built, line: int, output: nbformat.NotebookNode) -> None:
    if not image_alt(output):
        raise built.source.error(line, "an image without alt text; display it with `show(fig, alt=…)`")
    small = shrink(base64.b64decode(output.data["image/png"]))
    if len(small) > MOST_BYTES:
        raise built.source.error(line, f"a figure of {len(small)} bytes with 16 colours; {MOST_BYTES} at most")
    output.data["image/png"] = base64.b64encode(small).decode() + "\n"


def _replace_widgets(outputs: list) -> list:
    """Put one note in the place of a cell's widgets: their ids are random, and without a kernel they show nothing."""
    alt = next(filter(None, map(image_alt, outputs)), None)
    kept: list = []
    for output in outputs:
        if WIDGET not in output.get("data", {}):
            kept.append(output)
        elif not any(NOTE_CLASS in other.get("data", {}).get("text/html", "") for other in kept):
            kept.append(_note(alt))
    return kept


def _note(alt: str | None) -> nbformat.NotebookNode:
    below = f" The figure below shows: {html.escape(alt, quote=False)}" if alt else ""
    text = f"Run this cell to use what it shows: it is interactive.{below}"
    data = {"text/html": f'<p class="{NOTE_CLASS}"><em>{text}</em></p>', "text/plain": html.unescape(text)}
    return nbformat.v4.new_output("display_data", data=data)
