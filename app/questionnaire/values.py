"""Says what is wrong with a typed value, and brings a right one into its one form; it parses no form input.

Problems are codes with parameters; the words that people read are made elsewhere.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TypeAlias

from app.questionnaire.describing import ReadableAnswer, describe
from app.questionnaire.model import (
    CHOICE_TYPES,
    NO,
    TEXT_TYPES,
    YES,
    Answer,
    AnswerState,
    AnswerType,
    Column,
    Question,
)
from app.questionnaire.normalising import normalise
from app.questionnaire.placeholders import is_placeholder

__all__ = [
    "ReadableAnswer",
    "ValueProblem",
    "describe",
    "is_placeholder",
    "length_of",
    "normalise",
    "validate",
    "validate_answer",
]

SHORT_LENGTH = 200
LONG_LENGTH = 8_000
LINK_LENGTH = 2_000
REASON_LENGTH = 2_000
NOTE_LENGTH = 4_000
MOST_ROWS = 200
MOST_NUMBER = 10**15
DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
SURROGATE = re.compile("[\ud800-\udfff]")
SCHEME = re.compile(r"\s*([A-Za-z][A-Za-z0-9+.-]*):")
LINK_SCHEMES = frozenset({"http", "https", "mailto"})
RISKY_SCHEMES = frozenset({"javascript", "data", "vbscript", "file", "blob"})
EVIDENCE_KEYS = ("title", "link")
Parameter: TypeAlias = str | int | float


@dataclass(frozen=True)
class ValueProblem:
    """What is wrong: a code, its parameters by name, and for rows the 1-based row and the column's id."""

    code: str
    parameters: tuple[tuple[str, Parameter], ...] = ()
    row: int | None = None
    column: str | None = None


def validate_answer(question: Question, answer: Answer) -> tuple[ValueProblem, ...]:
    """Everything wrong with an answer: its value or reason (as the state asks), its note, its evidence."""
    found: list[ValueProblem] = []
    if answer.state is AnswerState.ANSWERED:
        found.extend(validate(question, answer.value))
    if answer.state is AnswerState.NOT_APPLICABLE:
        blank = not answer.reason.strip()
        found.extend(
            [ValueProblem("reason_missing")] if blank else _text(answer.reason, REASON_LENGTH, "reason")
        )
    found.extend(_text(answer.note, NOTE_LENGTH, "note"))
    rows = [{"title": each.title, "link": each.link} for each in answer.evidence]
    if rows:
        found.extend(replace(problem, column=problem.column or "evidence") for problem in _evidence(rows))
    return tuple(found)


def validate(question: Question, value: object) -> tuple[ValueProblem, ...]:
    """Everything wrong with a value of any shape.

    Codes: empty, wrong_type, wrong_choice, too_long, nul, surrogate, not_a_number, too_small, too_large,
    bad_date, unknown_column, too_many_rows, title_missing, bad_link.
    """
    kind = question.type
    if value is None or (isinstance(value, str | Sequence) and not _filled(value)):
        return (ValueProblem("empty"),)
    if kind is AnswerType.MULTIPLE_CHOICE:
        return tuple(_choices(value, question.choice_ids))
    if kind in CHOICE_TYPES or kind is AnswerType.YES_NO:
        return tuple(_choice(value, question.choice_ids))
    if kind in TEXT_TYPES:
        return tuple(_text(value, length_of(question)))
    if kind is AnswerType.NUMBER:
        return tuple(_number(value, question.minimum, question.maximum))
    if kind is AnswerType.DATE:
        return tuple(_date(value))
    return tuple(_table(value, question.columns) if kind is AnswerType.TABLE else _evidence(value))


def length_of(question: Question) -> int:
    """The most characters that a text may have."""
    if question.max_length is not None:
        return question.max_length
    return LONG_LENGTH if question.type is AnswerType.LONG_TEXT else SHORT_LENGTH


def _filled(value: object) -> bool:
    return bool(value.strip()) if isinstance(value, str) else bool(value)


def _choice(value: object, known: tuple[str, ...]) -> list[ValueProblem]:
    if not isinstance(value, str):
        return [ValueProblem("wrong_type")]
    return [] if value in known else [ValueProblem("wrong_choice", (("choice", value[:SHORT_LENGTH]),))]


def _choices(value: object, known: tuple[str, ...]) -> list[ValueProblem]:
    if isinstance(value, str) or not isinstance(value, Sequence):
        return [ValueProblem("wrong_type")]
    return [problem for each in dict.fromkeys(map(_hashable, value)) for problem in _choice(each, known)]


def _hashable(value: object) -> object:
    return value if isinstance(value, str) else None


def _text(value: object, most: int, column: str | None = None) -> list[ValueProblem]:
    if not isinstance(value, str):
        return [ValueProblem("wrong_type", column=column)]
    found = []
    if "\x00" in value:
        found.append(ValueProblem("nul", column=column))
    if SURROGATE.search(value):
        found.append(ValueProblem("surrogate", column=column))
    length = len(value.replace("\r\n", "\n").strip())
    if length > most:
        found.append(ValueProblem("too_long", (("most", most), ("length", length)), column=column))
    return found


def _number(value: object, least: float | None = None, most: float | None = None) -> list[ValueProblem]:
    if isinstance(value, bool) or not isinstance(value, int | float) or not -math.inf < value < math.inf:
        return [ValueProblem("not_a_number")]
    low = -MOST_NUMBER if least is None else least
    high = MOST_NUMBER if most is None else most
    if value < low:
        return [ValueProblem("too_small", (("least", low),))]
    return [ValueProblem("too_large", (("most", high),))] if value > high else []


def _date(value: object) -> list[ValueProblem]:
    if not isinstance(value, str):
        return [ValueProblem("wrong_type")]
    try:
        date.fromisoformat(value if DATE.fullmatch(value) else "")
    except ValueError:
        return [ValueProblem("bad_date")]
    return []


def _rows(value: object) -> tuple[list[tuple[int, Mapping[str, object]]], list[ValueProblem]]:
    if isinstance(value, str) or not isinstance(value, Sequence):
        return [], [ValueProblem("wrong_type")]
    if len(value) > MOST_ROWS:
        return [], [ValueProblem("too_many_rows", (("most", MOST_ROWS), ("rows", len(value))))]
    rows = [(number, row) for number, row in enumerate(value, start=1) if isinstance(row, Mapping)]
    told = {number for number, _row in rows}
    return rows, [ValueProblem("wrong_type", row=n) for n in range(1, len(value) + 1) if n not in told]


def _table(value: object, columns: tuple[Column, ...]) -> list[ValueProblem]:
    rows, found = _rows(value)
    known = {column.id: column for column in columns}
    for number, row in rows:
        for name, cell in row.items():
            if name not in known:
                wrong = (("column", str(name)[:SHORT_LENGTH]),)
                found.append(ValueProblem("unknown_column", wrong, row=number))
            elif cell is not None and (not isinstance(cell, str) or cell.strip()):
                problems = _cell(known[name], cell)
                found.extend(replace(each, row=number, column=name) for each in problems)
    return found


def _cell(column: Column, cell: object) -> list[ValueProblem]:
    kind = column.type
    if kind is AnswerType.NUMBER:
        return _number(cell)
    if kind is AnswerType.DATE:
        return _date(cell)
    if kind is AnswerType.YES_NO:
        return _choice(cell, (YES, NO))
    if kind is AnswerType.SINGLE_CHOICE:
        return _choice(cell, tuple(choice.id for choice in column.choices))
    return _text(cell, LONG_LENGTH if kind is AnswerType.LONG_TEXT else SHORT_LENGTH)


def _evidence(value: object) -> list[ValueProblem]:
    rows, found = _rows(value)
    for number, row in rows:
        extra = [name for name in row if name not in EVIDENCE_KEYS]
        found.extend(
            ValueProblem("unknown_column", (("column", str(name)[:SHORT_LENGTH]),), number) for name in extra
        )
        title, link = row.get("title") or "", row.get("link") or ""
        problems = [*_text(title, SHORT_LENGTH, "title"), *_text(link, LINK_LENGTH, "link")]
        if isinstance(title, str) and isinstance(link, str):
            if link.strip() and not title.strip():
                problems.append(ValueProblem("title_missing", column="title"))
            problems.extend(_link(link))
        found.extend(replace(problem, row=number) for problem in problems)
    return found


def _link(link: str) -> list[ValueProblem]:
    """A reference may be any words, but nothing that a browser would run."""
    scheme = SCHEME.match("".join(letter for letter in link if letter.isprintable()))
    risky = scheme is not None and scheme.group(1).lower() in RISKY_SCHEMES
    return [ValueProblem("bad_link", column="link")] if risky else []
