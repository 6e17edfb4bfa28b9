"""What an answer is, and how one is laid out for reading; it knows no question."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

from app.questionnaire.language.terms import AnswerState

Cell: TypeAlias = str | int | float
Value: TypeAlias = str | int | float | Sequence[str] | Sequence[Mapping[str, Cell]] | None


@dataclass(frozen=True)
class Evidence:
    """A title with a link or another reference (a file's name, a minute's number)."""

    title: str
    link: str = ""


@dataclass(frozen=True)
class Answer:
    """What was said to one question; `value` counts only when answered, `reason` when not applicable."""

    state: AnswerState
    value: Value = None
    reason: str = ""
    note: str = ""
    evidence: tuple[Evidence, ...] = ()


UNANSWERED = Answer(AnswerState.NOT_ANSWERED)
Answers: TypeAlias = Mapping[str, Answer]


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
