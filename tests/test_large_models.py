"""The table of published models: plausible, sourced, and in step with the references."""

import json
from pathlib import Path

import pytest

from course_lib.charts.models import AT_ACTIVE, FLOPS_PLACES, HISTORY_PLACES, KINDS, RECENT_PLACES
from course_lib.large_models import decimal_year, load_large_models, load_sources, models_html
from course_lib.scale import relative_difference, training_flops

MODELS = load_large_models()
REFERENCES = Path(__file__).parents[1] / "notebooks" / "references.json"


def test_models_are_many_distinct_and_in_order():
    assert len(MODELS) >= 15
    assert len({model.name for model in MODELS}) == len(MODELS)
    assert [model.year for model in MODELS] == sorted(model.year for model in MODELS)


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.name)
def test_a_model_is_plausible_and_sourced(model):
    assert 1e4 < model.parameters < 1e13
    assert model.active_parameters is None or model.active_parameters < model.parameters
    assert model.tokens is None or 1e9 < model.tokens < 1e14
    assert model.kind in KINDS and len(model.checked) > 10
    assert model.source_key in {entry["id"] for entry in json.loads(REFERENCES.read_text(encoding="utf-8"))}


@pytest.mark.parametrize("model", [m for m in MODELS if m.tokens and m.stated_flops], ids=lambda model: model.name)
def test_stated_flops_agree_with_the_rule(model):
    share = 0.5 if model.name == "T5-11B" else 1  # half of an encoder-decoder's parameters meet each token
    estimate = share * training_flops(model.used_parameters, model.tokens)
    assert abs(relative_difference(estimate, model.stated_flops)) < 0.15


@pytest.mark.parametrize("places", [AT_ACTIVE, FLOPS_PLACES, HISTORY_PLACES, RECENT_PLACES])
def test_labels_belong_to_models(places):
    assert set(places) <= {model.name for model in MODELS}


def test_every_recent_model_is_labelled():
    assert {model.name for model in MODELS if model.year >= 2017} == set(RECENT_PLACES)


def test_a_mixture_of_experts_uses_what_is_active():
    by_name = {model.name: model for model in MODELS}
    assert by_name["Mixtral 8x7B"].used_parameters == 12_900_000_000
    assert by_name["GPT-3"].used_parameters == by_name["GPT-3"].parameters == 175_000_000_000


def test_the_table_escapes_and_links_every_source():
    references = {entry["id"]: entry for entry in json.loads(REFERENCES.read_text(encoding="utf-8"))}
    html = models_html(MODELS, load_sources(REFERENCES))
    assert html.count("<tr>") == len(MODELS) + 1 and html.count("<a href") == len(MODELS)
    assert all(f"{references[model.source_key]['title']}</a>" in html for model in MODELS)
    assert 'href="https://arxiv.org/abs/2005.14165"' in html and "&quot;has 60 million" in html


def test_an_address_may_be_a_doi(tmp_path):
    (tmp_path / "references.json").write_text('[{"id": "a", "title": "T", "DOI": "10.1/2", "URL": "https://x"}]')
    assert load_sources(tmp_path / "references.json") == {"a": ("T", "https://doi.org/10.1/2")}


def test_labels_at_the_active_part_have_one():
    assert set(AT_ACTIVE) <= {model.name for model in MODELS if model.active_parameters}


def test_decimal_year():
    assert decimal_year("2020-07") == 2020.5


@pytest.mark.parametrize("text", ["2020", "2020-13", "20-01", "", "2020-ab"])
def test_decimal_year_refuses(text):
    with pytest.raises(ValueError, match="published: YYYY-MM"):
        decimal_year(text)
