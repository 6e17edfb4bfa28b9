"""Differences between two versions are told in words: codes as words, days as people write them."""

from __future__ import annotations

from flask import Flask

from app.register.published.difference_words import in_words
from app.register.record import ChangePart, FieldChange, FieldValue


def _shown(field_id: str, value: FieldValue, part: ChangePart = ChangePart.BOARD) -> object:
    return in_words(FieldChange(part, field_id, FieldValue.of(None), value), value).value


def test_days_of_the_board_are_told_in_words(context: Flask) -> None:
    assert _shown("issued_on", FieldValue.of("2026-03-27")) == "27 March 2026"
    lines = FieldValue.of(("Test it with older people", "2027-03-03"), "open")
    assert "3 March 2027" in str(_shown("condition-1", lines))
    assert "2027-03-03" not in str(_shown("condition-1", lines))


def test_what_the_team_wrote_stays_as_it_is(context: Flask) -> None:
    assert _shown("summary", FieldValue.of("2026-03-27"), ChangePart.FIELD) == "2026-03-27"
    assert _shown("reasons", FieldValue.of("Since 2026-03-27 it waits.")) == "Since 2026-03-27 it waits."
