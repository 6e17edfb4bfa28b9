"""Converts between a public field's value and the inputs of its form; knows no form and no database."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import replace

from app.register.record import FieldState, FieldValue, Table

SPARE_ROWS = 2
MOST_ROWS = 200
SHOWN = (FieldState.GIVEN, FieldState.NOT_APPLICABLE, FieldState.UNKNOWN)


def fingerprint(value: FieldValue) -> str:
    """A short hash, by which a form knows what a field said when it was filled."""
    return hashlib.sha256(repr(value).encode()).hexdigest()[:16]


def lines_of(value: FieldValue) -> str:
    """What stands in a field's text box: its text, items on lines of their own, or the reason for none."""
    if isinstance(value.value, tuple):
        return "\n".join(" ".join(item.split()) for item in value.value)
    return _tidy(value.text or value.reason)


def shown_as(value: FieldValue) -> FieldState:
    """What the form offers as the way a field is shown; an unanswered one is a text still to be written."""
    return value.state if value.state in SHOWN else FieldState.GIVEN


def value_from(before: FieldValue, text: str, shown: FieldState, code: str | None = None) -> FieldValue:
    """Give what a field says after its form was sent; exactly `before` when nothing was changed.

    `code` is the choice of a field with a list of codes, None for all others, which keep their code.
    """
    same_code = code is None or code == before.code or (not before.code and not code)
    if text == lines_of(before) and shown is shown_as(before) and same_code:
        return before
    if shown is FieldState.NOT_APPLICABLE:
        return FieldValue.not_applicable(text)
    if shown is FieldState.UNKNOWN:
        return FieldValue.unknown(text)
    if isinstance(before.value, tuple):
        return _items(before.value, before.code, text)
    return FieldValue.of(text, before.code if code is None else code)


def _items(old: tuple[str, ...], codes: str, text: str) -> FieldValue:
    """A list keeps the codes of its items while each can still be told which it was."""
    items = tuple(line.strip() for line in text.split("\n") if line.strip())
    known = codes.split(",") if codes else []
    if len(known) == len(old) and len(items) != len(old):
        by_text = {" ".join(item.split()): code for item, code in zip(old, known, strict=True)}
        known = [by_text[item] for item in items if item in by_text]
    return FieldValue.of(items, ",".join(known)) if items else FieldValue.of(None)


def rows_of(value: FieldValue) -> tuple[tuple[str, ...], ...]:
    """A table's cells as their inputs show them."""
    if not isinstance(value.value, Table):
        return ()
    return tuple(tuple(_tidy(cell) for cell in row) for row in value.value.rows)


def table_from(before: FieldValue, rows: Sequence[Sequence[str]]) -> FieldValue:
    """Give a table after its form was sent; rows without any text are left out."""
    kept = tuple(tuple(row) for row in rows if any(row))
    if kept == rows_of(before) or not isinstance(before.value, Table):
        return before
    return replace(before, value=Table(before.value.columns, kept)) if kept else FieldValue.of(None)


def _tidy(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n").strip()
