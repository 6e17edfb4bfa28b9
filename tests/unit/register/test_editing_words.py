"""Hints for plainer words, and what stands in the inputs of a field and comes back from them."""

from __future__ import annotations

import pytest

from app.register.editing.values import lines_of, table_from, value_from
from app.register.linter.plain_words import advise
from app.register.record import FieldState, FieldValue, Table

TEXT, NONE = FieldState.GIVEN, FieldState.NOT_APPLICABLE


def test_long_sentences_are_counted_and_named_by_their_beginning() -> None:
    advice = advise("Short one. " + "We do this because it helps all " * 5 + ".")
    (sentence,) = advice.sentences
    assert sentence.words == 35
    assert sentence.start.startswith("We do this because")


def test_decimals_and_addresses_end_no_sentence() -> None:
    assert advise("It is 3.5 times faster, see www.example.org for more.").count == 0


def test_officialese_gets_a_plainer_word() -> None:
    assert advise("Prior to use we utilise it.").swaps == (("prior to", "before"), ("utilise", "use"))


@pytest.mark.parametrize(
    "value",
    [
        FieldValue.of("Plain text", "code"),
        FieldValue.of(("One", "Two\nlines"), "a,b"),
        FieldValue.not_applicable("Nobody decides"),
        FieldValue.unknown(),
        FieldValue.of(None),
        FieldValue.of(" spaces \r\n kept "),
    ],
)
def test_a_field_sent_as_it_stood_is_not_changed(value: FieldValue) -> None:
    shown = value.state if value.state in (NONE, FieldState.UNKNOWN) else TEXT
    assert value_from(value, lines_of(value), shown) is value


def test_items_of_a_list_keep_their_codes() -> None:
    before = FieldValue.of(("Older people", "Disabled people"), "older,disabled")
    assert value_from(before, "Disabled people", TEXT).code == "disabled"
    assert value_from(before, "People over 65\nDisabled people", TEXT).code == "older,disabled"
    assert value_from(before, "", TEXT).state is FieldState.NOT_ANSWERED


def test_a_table_loses_only_empty_rows() -> None:
    before = FieldValue.of(Table(("A", "B"), (("1", "2\r\n3"), ("4", ""))))
    assert table_from(before, [["1", "2\n3"], ["4", ""], ["", ""]]) is before
    after = table_from(before, [["1", "2\n3"], ["", ""], ["", "5"]])
    assert after.text == "1 | 2\n3\n | 5"
    assert table_from(before, [["", ""]]).state is FieldState.NOT_ANSWERED
