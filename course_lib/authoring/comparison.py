"""What differs between a notebook as built and as stored, once all that a run or a save may change is set aside."""

from collections.abc import Iterator

from course_lib.authoring.outputs import NOTE_CLASS, WIDGET, image_alt, image_size, merge_streams
from course_lib.authoring.shipped import changed_answers, course_of, exercise_of

SIZE_TOLERANCE = 0.05  # an image cut to its content is as wide as its numbers, and those may be measured


def first_difference(built: dict, stored: dict) -> str | None:
    """Describe the first difference between an executed notebook and the stored one, None where there is none."""
    if course_of(built) != course_of(stored):
        return f"its metadata {_odd_key(course_of(built), course_of(stored))} is out of date"
    return _first(built["cells"], stored["cells"], outputs=True)


def first_exercise_difference(built: dict, stored: dict) -> str | None:
    """The same for an exercise notebook: a learner's is held to its edition only, an untouched one to its cells."""
    if changed_answers(stored):
        if course_of(built)["edition"] != course_of(stored).get("edition"):
            return "it holds answers, and was built from an earlier edition"
        return None
    if course_of(built) != course_of(stored):
        return f"its metadata {_odd_key(course_of(built), course_of(stored))} is out of date"
    ids = {cell["id"] for cell in built["cells"]}
    course_cells = [cell for cell in stored["cells"] if cell.get("id") in ids or exercise_of(cell)]
    return _first(built["cells"], course_cells, outputs=False)


def _odd_key(one: dict, other: dict) -> str:
    return next(key for key in sorted({*one, *other}) if one.get(key) != other.get(key))


def _first(built: list, stored: list, outputs: bool) -> str | None:
    for number, (one, other) in enumerate(zip(built, stored, strict=False)):
        if reason := _cell_difference(one, other, outputs):
            start = next(iter(one["source"].splitlines()), "")
            return f"cell {number} ({one['id']}, `{start[:60]}`): {reason}"
    if len(built) != len(stored):
        return f"{len(built)} cells built, {len(stored)} stored"
    return None


def _cell_difference(one: dict, other: dict, outputs: bool) -> str | None:
    if one["cell_type"] != other["cell_type"] or one["source"].rstrip("\n") != other["source"].rstrip("\n"):
        return "its source differs"
    if one["id"] != other.get("id"):
        return f"its id is stored as {other.get('id')}"
    for key, empty in (("course", {}), ("tags", [])):
        if one["metadata"].get(key, empty) != other["metadata"].get(key, empty):
            return f"its metadata `{key}` differs"
    if not outputs or one["cell_type"] != "code":
        return None
    measured = "measured" in one["metadata"].get("tags", [])
    mine, theirs = list(_facts(one, measured)), list(_facts(other, measured))
    if len(mine) != len(theirs):
        return f"{len(mine)} outputs built, {len(theirs)} stored"
    for a, b in zip(mine, theirs, strict=True):
        if not _same(a, b):
            return f"its {a[0]} {a[1:]!r:.200} was built, {b[1:]!r:.200} is stored"
    return None


def _facts(cell: dict, measured: bool) -> Iterator[tuple]:
    """Yield what is compared of a cell's outputs.

    Widgets and stderr are left out: where a front end shows them, a build writes a note or nothing.
    """
    for output in merge_streams(cell["outputs"]):
        data = output.get("data", {})
        if WIDGET in data or NOTE_CLASS in data.get("text/html", "") or output.get("name") == "stderr":
            continue
        if "image/png" in data:
            yield ("image", image_alt(output), image_size(data))
        elif measured:
            yield ("measured output",)
        elif output["output_type"] == "stream":
            yield ("text", output["text"].rstrip("\n"))
        elif output["output_type"] == "error":
            yield ("error", output["ename"], output["evalue"])
        else:
            yield ("output", *sorted((kind, str(value).rstrip("\n")) for kind, value in data.items()))


def _same(one: tuple, other: tuple) -> bool:
    if one[0] != "image" or other[0] != "image":
        return one == other
    near = all(abs(a - b) <= SIZE_TOLERANCE * max(a, b) for a, b in zip(one[2], other[2], strict=True))
    return one[1] == other[1] and near
