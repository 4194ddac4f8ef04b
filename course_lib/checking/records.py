"""What was checked last, kept between sessions so that progress can be shown without running anything."""

from __future__ import annotations

import json
import os
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from course_lib.checking.answers import ROOT, hash_source
from course_lib.checking.verdict import Verdict


def records_file() -> Path:
    """The file of records: beside the notebooks, or where COURSE_PROGRESS_FILE says."""
    override = os.environ.get("COURSE_PROGRESS_FILE")
    return Path(override) if override else ROOT / ".progress.json"


def load(path: Path | None = None) -> dict[str, dict]:
    """Exercise id → {state, points, message, checked, sources}. A missing or broken file is an empty record."""
    try:
        records = json.loads((path or records_file()).read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    if not isinstance(records, dict):
        return {}
    return {id: record for id, record in records.items() if isinstance(record, dict) and "state" in record}


def save(verdict: Verdict, sources: list[str], path: Path | None = None) -> None:
    """Record a verdict with the hashes of the cell sources it was reached with. A read-only folder is no error."""
    path = path or records_file()
    records = load(path)
    records[verdict.id] = {
        "state": verdict.state,
        "points": verdict.points,
        "message": verdict.headline(),
        "checked": datetime.now(UTC).isoformat(timespec="seconds"),
        "sources": sorted({hash_source(source) for source in sources}),
    }
    try:
        _write(path, json.dumps(records, indent=1, ensure_ascii=False, sort_keys=True))
    except OSError:
        return


def _write(path: Path, text: str) -> None:
    """Write whole or not at all: two kernels may record at once."""
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=path.name)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(text)
    os.replace(temporary, path)


def state_now(record: dict | None, answer_sources: list[str], stub: str | None = None) -> str:
    """The state a record gives to an answer as it stands: stale when a cell of it has changed since the check.

    stub: hash of the answer as shipped; an answer that was reset to it counts as not attempted again.
    """
    if record is None:
        return "not_attempted"
    if record["state"] == "not_attempted":
        return "not_attempted"
    hashes = [hash_source(source) for source in answer_sources]
    if set(hashes) <= set(record.get("sources", [])):
        return record["state"]
    return "not_attempted" if hashes == [stub] else "stale"
