"""The standards' own files are right, and mistakes in one are named."""

from __future__ import annotations

import pytest

from app.data_files import DataFileError
from app.register.exchange.standards import StandardError, load_standard, parse_standard, standard_names
from app.register.record.public_fields import public_field

SMALL = """
standard: small
title: Small
source_name: Small
source_url: https://example.org/
language: en
kind: algorithm
format: csv
summary: {from: [text], longest: 100, rest: goals}
columns:
  - {key: name, attribute: title}
  - {key: text}
"""


def test_two_standards_can_be_read() -> None:
    assert {"us-federal-2025", "nl-listing"} <= set(standard_names())


@pytest.mark.parametrize("name", standard_names())
def test_a_standard_names_only_public_fields_that_exist(name: str) -> None:
    standard = load_standard(name)
    targets = {field_id for column in standard.columns for field_id in column.to}
    targets |= {standard.summary.rest, *standard.withheld_fields}
    assert [field_id for field_id in sorted(targets) if public_field(field_id) is None] == []


def test_a_small_standard_is_read() -> None:
    standard = parse_standard(SMALL)
    assert standard.title_keys == ("name",)


def test_an_unknown_standard_is_named() -> None:
    with pytest.raises(StandardError, match=r"no standard \.\./x; there are atrs-3, nl-listing"):
        load_standard("../x")


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("standard: small", "standard: [", "not valid YAML"),
        ("kind: algorithm", "kind: song", 'kind: "song" cannot be used here .one of algorithm'),
        ("format: csv", "format: xls", 'format: "xls" cannot be used here'),
        ("from: [text]", "from: [texts]", 'there is no column "texts" .did you mean'),
        ("longest: 100", "longest: long", "must be a whole number"),
        ("{key: text}", "{key: name}", "used twice"),
        ("{key: text}", "{key: text, type: choice}", r"columns\[1\]: a choice or list has values"),
        ("{key: text}", "{key: text, type: song}", r'columns\[1\].type: "song" is not a type'),
        ("{key: text}", "{key: text, to: goals}", r"columns\[1\].to: expected a list"),
        ("{key: text}", "[text]", r"columns\[1\]: expected keys with values here"),
        (
            "{key: text}",
            "{key: text, type: choice, attribute: phase, values: [{code: soon, label: Soon}]}",
            r'columns\[1\].values\[0\]: "soon" cannot be used here .one of idea',
        ),
    ],
)
def test_a_mistake_is_named(old: str, new: str, message: str) -> None:
    with pytest.raises(DataFileError, match=message):
        parse_standard(SMALL.replace(old, new))
