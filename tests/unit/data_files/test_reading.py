"""Data files become frozen dataclasses, and every mistake is told by file, line and path."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, time
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Any

import pytest

from app.data_files import NOT_EMPTY, DataFileError, Made, RawPart, Report, Written, key, read_data, whole


class Colour(StrEnum):
    RED = "red"
    GREEN = "green"


def _halves(text: str) -> tuple[str, str]:
    left, found, right = text.partition("/")
    if not found:
        raise ValueError("expected two halves with a slash between")
    return left, right


@dataclass(frozen=True, slots=True)
class Row:
    id: str
    colour: Colour
    on: date | None = None
    pair: Annotated[tuple[str, str], Made(str, _halves)] = ("", "")


@dataclass(frozen=True, slots=True)
class File:
    title: str
    rows: Annotated[Sequence[Row], NOT_EMPTY]
    count: Annotated[int, whole(1, 9)] = 1
    price: Decimal = Decimal(0)
    at: time = time(0)
    is_open: bool = False
    since: Annotated[date | None, key("from")] = None
    posts: Mapping[str, str] = field(default_factory=dict)
    colours: frozenset[Colour] = frozenset()
    anything: object = None
    left: RawPart | None = None


GOOD = """
title: No
rows:
  - {id: 007, colour: red, on: 2026-03-01}
  - id: b
    colour: "green"
    pair: one/two
count: 3
price: 0.10
at: "14:00"
is_open: no
from: 2026-01-31
posts:
  on: yes
  jo.b: 12
colours: [red, green]
anything: {a: [1, "1"]}
"""


def read(text: str, *, aliases: bool = False) -> File:
    report = Report("some.yaml")
    return report.sound(read_data(text, report, File, aliases=aliases))


def mistakes(text: str, *, aliases: bool = False) -> list[str]:
    with pytest.raises(DataFileError) as caught:
        read(text, aliases=aliases)
    return str(caught.value).splitlines()


def test_scalars_are_understood_by_the_type_that_is_wanted() -> None:
    found = read(GOOD)
    assert found.title == "No"
    assert found.rows[0] == Row("007", Colour.RED, date(2026, 3, 1))
    assert found.rows[1].pair == ("one", "two")
    assert (found.count, found.price, found.at, found.is_open) == (3, Decimal("0.10"), time(14), False)
    assert found.since == date(2026, 1, 31)
    assert found.posts == {"on": "yes", "jo.b": "12"}
    assert found.colours == {Colour.RED, Colour.GREEN}


def test_what_has_no_type_is_kept_as_written() -> None:
    anything: Any = read(GOOD).anything
    plain, in_quotes = anything["a"]
    assert isinstance(plain, Written)
    assert (plain, plain.number, in_quotes.number) == ("1", 1, None)


def test_json_is_read_the_same_way() -> None:
    data = {"title": "A", "rows": [{"id": "a", "colour": "red"}], "count": 2, "is_open": True, "from": None}
    assert read(json.dumps(data, indent=1)) == File("A", (Row("a", Colour.RED),), 2, is_open=True)
    assert mistakes(json.dumps({"title": "A", "rows": []}, indent=1)) == [
        "some.yaml:3: rows: the list is empty"
    ]


def test_json_s_escapes_are_understood() -> None:
    data = {"title": "A \N{GRINNING FACE} and a \\ud83d\\ude00", "rows": [{"id": "é\t/", "colour": "red"}]}
    found = read(json.dumps(data))
    assert (found.title, found.rows[0].id) == (data["title"], "é\t/")


def test_every_mistake_is_listed_with_its_line_and_path() -> None:
    text = """
title: ""
rows:
  - {id: [a], colour: blue}
  - id: b
    colour: gren
    colr: red
    on: 2026-02-30
    pair: one
  - colour: red
  - x
count: 12
price: much
at: noon
is_open: perhaps
from: 12
posts: [a]
colours: red
extra: 1
count: 3
"""
    assert mistakes(text) == [
        "some.yaml:2: title: the text is empty",
        'some.yaml:4: rows[0].colour: "blue" is not a colour that can be used here (one of red, green)',
        "some.yaml:4: rows[0].id: expected a text here, not a list or keys with values",
        'some.yaml:6: rows[1].colour: "gren" is not a colour that can be used here (did you mean "green"?)',
        'some.yaml:7: rows[1]: unknown key "colr" (did you mean "colour"?)',
        'some.yaml:8: rows[1].on: "2026-02-30" is not a date written as YYYY-MM-DD',
        "some.yaml:9: rows[1].pair: expected two halves with a slash between",
        'some.yaml:10: rows[2]: "id" is missing',
        "some.yaml:11: rows[3]: expected keys with values here (id, colour, on, pair)",
        'some.yaml:12: count: "count" must be 9 or less',
        'some.yaml:13: price: "price" must be a number',
        'some.yaml:14: at: "noon" is not a time written as HH:MM',
        'some.yaml:15: is_open: "is_open" must be true or false',
        'some.yaml:16: from: "12" is not a date written as YYYY-MM-DD',
        "some.yaml:17: posts: expected keys with values here",
        "some.yaml:18: colours: expected a list here (lines that start with a hyphen)",
        'some.yaml:19: unknown key "extra"',
        'some.yaml:20: count: the key "count" is given twice',
    ]


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("count: '3'", '"count" must be a whole number'),
        ("count: 3.5", '"count" must be a whole number'),
        ("count:", '"count" must be a whole number'),
        ("price: .inf", '"price" must be a number'),
        ("is_open: on", '"is_open" must be true or false'),
        ("is_open: 1", '"is_open" must be true or false'),
        ('posts: {a: "\\x07"}', "the character U+0007 is not allowed"),
        ("posts: {a: }", "the text is empty"),
        ("posts: {[a]: b}", "a key must be a single word"),
        ("posts: !!python/name:os.system {}", "tags (such as !!python or !include) are not allowed"),
        ("posts: [", "this is not valid YAML"),
        ("posts: &a {}", "anchors (&) and aliases (*) are not allowed"),
    ],
)
def test_a_scalar_is_taken_strictly(line: str, told: str) -> None:
    text = "title: A\nrows: [{id: a, colour: red}]\n" + line
    (mistake,) = mistakes(text)
    assert told in mistake


def test_a_part_is_left_to_its_owner() -> None:
    left = read("title: A\nrows: [{id: a, colour: red}]\nleft: {b: c}").left
    assert left is not None
    assert (left.path, left.node.line) == ("left", 3)


def test_aliases_are_for_files_that_may_have_them() -> None:
    text = "title: A\nrows: [&a {id: a, colour: red}, *a]"
    assert read(text, aliases=True).rows == (Row("a", Colour.RED),) * 2


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("a: &a [*a]", "some.yaml:1: anchors"),
        ("a: *b", 'some.yaml:1: there is no anchor "b" before this'),
        (
            "a0: &a0 [x]\n" + "".join(f"a{n}: &a{n} [*a{n - 1}]\n" for n in range(1, 60)),
            "nested more than 40",
        ),
        (
            "a0: &a0 [x, x, x, x]\n"
            + "".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]\n" for n in range(1, 9)),
            "more than 60000 values",
        ),
    ],
)
def test_hostile_aliases_are_refused(text: str, told: str) -> None:
    (mistake,) = mistakes(text, aliases=True)
    assert told in mistake


def test_too_much_and_too_deep_is_refused() -> None:
    assert "nested more than 40 deep" in mistakes("[" * 50 + "]" * 50)[0]
    assert "larger than 2 MB" in mistakes("#" * 2_000_001)[0]


@dataclass(frozen=True, slots=True)
class Pen:
    colour: Colour
    thick: bool = False


def _pen(said: object) -> Pen:
    return said if isinstance(said, Pen) else Pen(Colour(str(said)))


@dataclass(frozen=True, slots=True)
class Case:
    pens: tuple[Annotated[Pen, Made(Pen, _pen, short=str)], ...]


def test_a_short_form_may_stand_instead_of_a_mapping() -> None:
    report = Report("some.yaml")
    found = read_data("pens: [red, {colour: green, thick: true}]", report, Case)
    assert report.sound(found).pens == (Pen(Colour.RED), Pen(Colour.GREEN, thick=True))
    report = Report("some.yaml")
    assert read_data("pens: [[red], blue, {colour: gren, thik: true}]", report, Case) is None
    assert [str(each) for each in report.result()] == [
        "some.yaml:1: pens[0]: expected a text here, not a list or keys with values",
        "some.yaml:1: pens[1]: 'blue' is not a valid Colour",
        'some.yaml:1: pens[2]: unknown key "thik" (did you mean "thick"?)',
        'some.yaml:1: pens[2].colour: "gren" is not a colour that can be used here (did you mean "green"?)',
    ]
