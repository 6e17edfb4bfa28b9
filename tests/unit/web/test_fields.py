"""Fields: clean text, characters that nobody can keep, and a date in three parts that never fails."""

from __future__ import annotations

import datetime as dt

import pytest
from werkzeug.datastructures import MultiDict
from wtforms import Form
from wtforms.validators import InputRequired

from app.web.fields import DateParts, EmailText, LongText, ShortText, unusable_character, without_unusable


class _Form(Form):
    title = ShortText("Title")
    story = LongText("Story")
    address = EmailText("Address")
    when = DateParts("When", [InputRequired("Enter the day")])


def _filled(**fields: str) -> _Form:
    return _Form(MultiDict({name.replace("__", "-"): value for name, value in fields.items()}))


def _dated(day: str, month: str, year: str) -> _Form:
    return _filled(when__day=day, when__month=month, when__year=year)


@pytest.mark.parametrize(
    "character",
    ["\0", "\x01", "\x0b", "\x1f", "\x7f", "\x85", "\ud800", "\ufdd0", "\uffff", "\U0001ffff"],
)
def test_a_character_that_cannot_be_kept_is_found_and_taken_out(character: str) -> None:
    assert unusable_character(f"a{character}b")
    assert without_unusable(f"a{character}b") == "ab"


@pytest.mark.parametrize(
    "text", ["", "tab\tand\nline\r\n", "Ŵy 漢字 👩🏽‍💻 café עברית", "\u00a0\u2028\ufeff"]
)
def test_every_language_can_be_kept(text: str) -> None:
    assert not unusable_character(text)


def test_a_text_that_held_such_a_character_comes_back_without_it_to_be_looked_at() -> None:
    form = _filled(title="Park\0ing", when__day="1", when__month="2", when__year="2027")
    assert not form.validate()
    assert form.title.data == "Parking"
    assert "cannot be saved" in form.title.errors[0]


def test_text_loses_the_spaces_around_it_and_has_one_kind_of_line_end() -> None:
    form = _filled(title="  one\r\nline ", story=" two\r\nlines\r", address=" A@B.example ")
    assert (form.title.data, form.story.data, form.address.data) == ("one line", "two\nlines", "A@B.example")


def test_a_date_is_read_from_its_parts() -> None:
    form = _dated(" 27 ", "03", "2027")
    assert form.validate()
    assert form.when.data == dt.date(2027, 3, 27)


def test_a_date_given_by_the_row_fills_the_parts() -> None:
    form = _Form(data={"when": dt.date(2027, 3, 4)})
    assert form.when.parts == {"day": "4", "month": "3", "year": "2027"}


@pytest.mark.parametrize(
    ("parts", "sentence"),
    [
        (("31", "2", "2027"), "real date"),
        (("1", "", ""), "real date"),
        (("", "", "2027"), "real date"),
        (("x", "2", "2027"), "real date"),
        (("1_0", "2", "2027"), "real date"),
        (("+1", "2", "2027"), "real date"),
        (("-1", "2", "2027"), "real date"),
        (("²", "2", "2027"), "real date"),
        (("1\0", "2", "20x7"), "real date"),
        (("9" * 5000, "2", "2027"), "real date"),
        (("1", "2", "27"), "between 1900 and 2200"),
        (("1", "2", "2201"), "between 1900 and 2200"),
        (("", "", ""), "Enter the day"),
    ],
)
def test_a_date_that_is_none_is_named_and_its_parts_kept(parts: tuple[str, str, str], sentence: str) -> None:
    form = _dated(*parts)
    assert not form.validate()
    assert form.when.data is None
    assert sentence in form.when.errors[0]
    assert form.when.parts["month"] == parts[1]


def test_an_error_leads_to_the_part_that_is_missing() -> None:
    assert _dated("1", "", "2027").when.first_error_id() == "when-month"
    assert _dated("31", "2", "2027").when.first_error_id() == "when-day"


def test_an_input_with_the_bare_name_is_no_date() -> None:
    form = _filled(when="2027-01-01")
    assert not form.validate()
    assert form.when.data is None
