"""Brings a valid value into its one form, so that equal answers are stored and compared as equal."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from datetime import date

from app.questionnaire.model import (
    NO,
    TEXT_TYPES,
    YES,
    AnswerType,
    Cell,
    Question,
    Value,
)

EVIDENCE_COLUMNS = (("title", AnswerType.SHORT_TEXT), ("link", AnswerType.SHORT_TEXT))


def normalise(question: Question, value: object) -> Value:
    """The one form of a value: texts trimmed and in NFC, choices in order and once, no empty rows or cells.

    A wrong shape comes back as None or as it was, for `validate` to name; doing it twice changes nothing.
    """
    kind = question.type
    if kind is AnswerType.MULTIPLE_CHOICE:
        return _choices(value, question.choice_ids)
    if kind is AnswerType.TABLE:
        return _rows(value, tuple((column.id, column.type) for column in question.columns))
    if kind is AnswerType.EVIDENCE:
        return _rows(value, EVIDENCE_COLUMNS)
    return normal_cell(kind, value)


def normal_cell(kind: AnswerType, value: object) -> Cell | None:
    """One value of a type without rows."""
    if isinstance(value, bool):
        return YES if value else NO
    if isinstance(value, date):
        return value.isoformat()[:10]
    if isinstance(value, str):
        text = unicodedata.normalize("NFC", value.replace("\r\n", "\n").replace("\r", "\n")).strip()
        return text if kind in TEXT_TYPES or kind is AnswerType.NUMBER else text or None
    if isinstance(value, float) and value.is_integer() and abs(value) < 2**53:
        return int(value)
    return value if isinstance(value, int | float) else None


def _choices(value: object, known: tuple[str, ...]) -> list[str] | None:
    if isinstance(value, str) or not isinstance(value, Sequence):
        return None
    given = list(dict.fromkeys(each for each in value if isinstance(each, str)))
    order = {name: place for place, name in enumerate(known)}
    return sorted(given, key=lambda name: order.get(name, len(order)))


def _rows(value: object, columns: tuple[tuple[str, AnswerType], ...]) -> list[dict[str, Cell]] | None:
    if isinstance(value, str) or not isinstance(value, Sequence):
        return None
    rows = [_row(row, columns) for row in value if isinstance(row, Mapping)]
    return [row for row in rows if row]


def _row(row: Mapping[str, object], columns: tuple[tuple[str, AnswerType], ...]) -> dict[str, Cell]:
    types = dict(columns)
    names = [*(name for name in types if name in row), *(name for name in row if name not in types)]
    cells = ((name, normal_cell(types.get(name, AnswerType.SHORT_TEXT), row[name])) for name in names)
    return {name: cell for name, cell in cells if cell is not None and cell != ""}
