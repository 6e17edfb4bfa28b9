"""Turns an answer into what a reading page shows: labels in place of ids, rows under headings."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from app.questionnaire.model import (
    Answer,
    AnswerState,
    AnswerType,
    Choice,
    Column,
    Evidence,
    Question,
)


class Form(StrEnum):
    """How a reading is laid out; words for states and for yes and no are the page's."""

    NOTHING = "nothing"
    YES_NO = "yes_no"
    TEXT = "text"
    MARKDOWN = "markdown"
    NUMBER = "number"
    DATE = "date"
    LIST = "list"
    TABLE = "table"
    LINKS = "links"


@dataclass(frozen=True)
class ShownCell:
    """One cell of a table: how it is laid out, and its text (yes or no for a yes_no column)."""

    form: Form
    text: str


@dataclass(frozen=True)
class ReadableAnswer:
    """One answer to be read; only its form's fields are filled; reason, note and evidence may always be."""

    state: AnswerState
    form: Form = Form.NOTHING
    text: str = ""
    unit: str = ""
    items: tuple[str, ...] = ()
    headings: tuple[str, ...] = ()
    rows: tuple[tuple[ShownCell, ...], ...] = ()
    links: tuple[Evidence, ...] = ()
    reason: str = ""
    note: str = ""
    evidence: tuple[Evidence, ...] = ()


SIMPLE_FORMS = {
    AnswerType.YES_NO: Form.YES_NO,
    AnswerType.LONG_TEXT: Form.MARKDOWN,
    AnswerType.NUMBER: Form.NUMBER,
    AnswerType.DATE: Form.DATE,
}


def describe(question: Question, answer: Answer) -> ReadableAnswer:
    """The reading of an answer; a value of a wrong shape is shown as plain text, never refused."""
    state, kind, value = answer.state, question.type, answer.value
    reason = answer.reason if state is AnswerState.NOT_APPLICABLE else ""
    empty = ReadableAnswer(state, reason=reason, note=answer.note, evidence=answer.evidence)
    if state is not AnswerState.ANSWERED or value is None:
        return empty
    if isinstance(value, str) or not isinstance(value, Sequence):
        form = SIMPLE_FORMS.get(kind, Form.TEXT)
        return replace(empty, form=form, text=label(question.choices, value), unit=question.unit)
    maps = [item for item in value if isinstance(item, Mapping)]
    if kind is AnswerType.TABLE:
        headings = tuple(column.text for column in question.columns)
        rows = tuple(tuple(_cell(column, row) for column in question.columns) for row in maps)
        return replace(empty, form=Form.TABLE, headings=headings, rows=rows)
    if kind is AnswerType.EVIDENCE:
        links = tuple(Evidence(str(row.get("title", "")), str(row.get("link", ""))) for row in maps)
        return replace(empty, form=Form.LINKS, links=links)
    return replace(empty, form=Form.LIST, items=tuple(label(question.choices, item) for item in value))


def label(choices: tuple[Choice, ...], value: object) -> str:
    """The text of a choice, or the value itself when no choice has this id."""
    return next((choice.text for choice in choices if choice.id == value), str(value))


def _cell(column: Column, row: Mapping[str, object]) -> ShownCell:
    value = row.get(column.id)
    if value is None or value == "":
        return ShownCell(Form.NOTHING, "")
    return ShownCell(SIMPLE_FORMS.get(column.type, Form.TEXT), label(column.choices, value))
