"""Published models from 1998 on: size, training data, arithmetic. Every row names its source."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from html import escape
from importlib.resources import files
from pathlib import Path


@dataclass(frozen=True)
class LargeModel:
    """One published model. None where the source states nothing.

    year: decimal, 2020.33 is May 2020; parameters: stored; active_parameters: used for one token (mixture of experts);
    tokens: seen in training; stated_flops: arithmetic of training as published; source_key: key of
    notebooks/references.json; checked: what was read there.
    """

    name: str
    year: float
    parameters: int
    active_parameters: int | None
    tokens: int | None
    stated_flops: float | None
    kind: str
    organisation: str
    country: str
    source_key: str
    checked: str

    @property
    def used_parameters(self) -> int:
        """The parameters that take part for one token: the N of 6 · N · D."""
        return self.active_parameters or self.parameters


def decimal_year(published: str) -> float:
    """ "2020-05" as 2020.33: the start of the month.

    Raises: ValueError if `published` is not of the form YYYY-MM with a month from 1 to 12.
    """
    year, _, month = published.partition("-")
    if not (len(year) == 4 and year.isdigit() and month.isdigit() and 1 <= int(month) <= 12):
        raise ValueError(f"published: YYYY-MM is expected, received {published!r}")
    return int(year) + (int(month) - 1) / 12


def load_large_models() -> list[LargeModel]:
    """All published models of course_lib/datasets/large_models.csv, oldest first."""
    path = files("course_lib") / "datasets" / "large_models.csv"
    with path.open(encoding="utf-8", newline="") as lines:
        models = [_from_row(row) for row in csv.DictReader(lines)]
    return sorted(models, key=lambda model: model.year)


def load_sources(path: Path) -> dict[str, tuple[str, str]]:
    """The title and the address of every reference of a CSL-JSON file, by key."""
    address = lambda entry: f"https://doi.org/{entry['DOI']}" if entry.get("DOI") else entry["URL"]
    return {entry["id"]: (entry["title"], address(entry)) for entry in json.loads(path.read_text(encoding="utf-8"))}


def models_html(models: Iterable[LargeModel], sources: Mapping[str, tuple[str, str]]) -> str:
    """The models as an HTML table, each with a link to its source (`load_sources`) and what was read there."""
    columns = ("model", "year", "parameters", "active", "tokens", "stated FLOPs", "by", "source: what was read")
    head = "".join(f"<th>{column}</th>" for column in columns)
    rows = "".join(_html_row(model, *sources[model.source_key]) for model in models)
    return f"<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"


def _html_row(model: LargeModel, title: str, address: str) -> str:
    number = lambda value: f"{value:.3g}" if value else ""
    counts = (model.parameters, model.active_parameters, model.tokens, model.stated_flops)
    source = f'<a href="{escape(address)}">{escape(title)}</a>. {escape(model.checked)}'
    maker = escape(f"{model.organisation}, {model.country}")
    cells = (escape(model.name), str(int(model.year)), *map(number, counts), maker, source)
    return "<tr>" + "".join(f'<td style="text-align: left">{cell}</td>' for cell in cells) + "</tr>"


def _from_row(row: dict[str, str]) -> LargeModel:
    count = lambda text: int(text) if text else None
    return LargeModel(
        name=row["name"],
        year=decimal_year(row["published"]),
        parameters=int(row["parameters"]),
        active_parameters=count(row["active_parameters"]),
        tokens=count(row["tokens"]),
        stated_flops=float(row["stated_flops"]) if row["stated_flops"] else None,
        kind=row["kind"],
        organisation=row["organisation"],
        country=row["country"],
        source_key=row["source_key"],
        checked=row["checked"],
    )
