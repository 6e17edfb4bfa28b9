"""A question, and what every question type has to know; the types themselves stand in `types`."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from functools import cached_property
from typing import ClassVar

from app.questionnaire.language.answer import Cell, Form, ReadableAnswer, Value
from app.questionnaire.language.domains import Domain
from app.questionnaire.language.problems import SHORT_LENGTH, ValueProblem
from app.questionnaire.language.terms import NO, YES, Condition, Operand, Operator, Tier
from app.vocabulary.principles import Principle

SAME = frozenset({Operator.EQUALS, Operator.NOT_EQUALS})
ORDERED = frozenset({Operator.MORE_THAN, Operator.LESS_THAN})


class OperandKind(StrEnum):
    """With what a condition compares an answer."""

    CHOICE = "choice"
    DATE = "date"
    NUMBER = "number"


class RegisteredTypes(type):
    """Makes the registered types members of `AnswerType`: it can be gone through and asked by name."""

    registered: ClassVar[dict[str, AnswerType]] = {}

    def __iter__(cls) -> Iterator[AnswerType]:
        """Every registered type."""
        return iter(RegisteredTypes.registered.values())

    def __getattr__(cls, name: str) -> AnswerType:
        """The type of this name, in capitals."""
        try:
            return RegisteredTypes.registered[name.lower()]
        except KeyError:
            raise AttributeError(f"there is no question type {name}") from None


class AnswerType(str, metaclass=RegisteredTypes):
    """What kind of value answers a question, and all that its values need to be handled.

    A type is its name in questionnaire files, in JSON and in the database. All here has a default
    that suits a type with one plain value, save `problems`; a type overrides what differs.
    """

    __slots__ = ()

    keys: frozenset[str] = frozenset()
    """Which of choices, columns, max_length, min, max and unit a question of this type may have."""
    fits_column: bool = False
    """Whether a column of a table may have this type."""
    own_choices: tuple[str, ...] = ()
    """Choices that every question of this type has without naming them."""
    fewest_choices: int = 2
    many: bool = False
    """Whether several choices may be taken at once."""
    weighted: bool = False
    """Whether its choices may have weights in a scoring."""
    operators: frozenset[Operator] = frozenset()
    """How conditions may look at an answer; all may ask whether it is answered."""
    operand: OperandKind = OperandKind.NUMBER
    form: Form = Form.TEXT
    """How one value is laid out for reading."""
    longest: int = SHORT_LENGTH
    """The most characters of a text, when the question does not say."""
    keeps_blank: bool = False
    """Whether a blank text stays an empty text instead of nothing."""
    own_words: bool = False
    """Whether people write the answer in words of their own."""

    def problems(self, question: Question, value: object) -> Iterable[ValueProblem]:
        """Everything wrong with a value that is not empty."""
        raise NotImplementedError

    def columns(self, question: Question) -> tuple[Column, ...]:
        """The columns of a value with rows; none for all others."""
        return question.columns

    def normalise(self, question: Question, value: object) -> Value:
        """The one form in which equal values are equal; a wrong shape comes back as None or as it was."""
        return self.normal_cell(value)

    def normal_cell(self, value: object) -> Cell | None:
        """The one form of one plain value, also in a cell of a table."""
        if isinstance(value, bool):
            return YES if value else NO
        if isinstance(value, date):
            return value.isoformat()[:10]
        if isinstance(value, str):
            text = unicodedata.normalize("NFC", value.replace("\r\n", "\n").replace("\r", "\n")).strip()
            return text if self.keeps_blank else text or None
        if isinstance(value, float) and value.is_integer() and abs(value) < 2**53:
            return int(value)
        return value if isinstance(value, int | float) else None

    def describe(self, question: Question, value: object, empty: ReadableAnswer) -> ReadableAnswer:
        """The value laid out; a wrong shape is shown as plain text. `empty` has state, note and evidence."""
        if isinstance(value, str) or not isinstance(value, Sequence):
            text = self.words(question.choices, value)
            return replace(empty, form=self.form, text=text, unit=question.unit)
        items = tuple(self.words(question.choices, item) for item in value)
        return replace(empty, form=Form.LIST, items=items)

    def words(self, choices: tuple[Choice, ...], value: object) -> str:
        """One plain value in words, also in a cell of a table."""
        return label(choices, value)

    def measure(self, question: Question, value: object) -> str | float | None:
        """What more_than and less_than compare: a number or an ISO date; None when there is nothing."""
        return value if isinstance(value, int | float) else None

    def limit(self, question: Question, operand: Operand) -> str | float | None:
        """What an answer's measure is compared with."""
        return operand

    def domain(self, question: Question) -> Domain:
        """Every answer that the question takes, for finding conditions that can never hold."""
        return Domain()

    def converted(self, value: object, before: AnswerType) -> object:
        """A value of another type in the shape of this one where that says the same; else as it was."""
        if before.many and isinstance(value, list | tuple) and len(value) == 1:
            return value[0]
        return value

    def named(self, question: Question, value: object) -> list[tuple[str | None, str]]:
        """What an answer lists one by one: the id of the choice (None for free text) and the words."""
        return []


@dataclass(frozen=True)
class RedFlag:
    """A condition that the team and the board are shown as soon as it definitely holds."""

    when: Condition
    reason: str


@dataclass(frozen=True)
class Choice:
    """One choice of a question or of a column; `code` is the public field's word for it where it differs."""

    id: str
    text: str
    hint: str = ""
    code: str = ""


@dataclass(frozen=True)
class Column:
    """One typed column of a table question."""

    id: str
    text: str
    type: AnswerType
    choices: tuple[Choice, ...] = ()
    hint: str = ""

    @cached_property
    def as_question(self) -> Question:
        """The question that each cell of the column answers."""
        return Question(self.id, self.text, self.type, choices=self.choices)


@dataclass(frozen=True)
class Question:
    """One question; `minimum`, `maximum` and `unit` belong to numbers, `max_length` (characters) to texts."""

    id: str
    text: str
    type: AnswerType
    why: str = ""
    help: str = ""
    good: str = ""
    bad: str = ""
    watch_for: str = ""
    choices: tuple[Choice, ...] = ()
    columns: tuple[Column, ...] = ()
    max_length: int | None = None
    minimum: int | float | None = None
    maximum: int | float | None = None
    unit: str = ""
    tier: Tier = Tier.SCREENING
    principle: Principle | None = None
    evidence: bool = False
    public: str | None = None
    show_if: Condition | None = None
    red_flags: tuple[RedFlag, ...] = ()
    sources: tuple[str, ...] = ()

    @cached_property
    def choice_ids(self) -> tuple[str, ...]:
        """The choices' ids in order; for yes_no these are yes and no."""
        return self.type.own_choices or tuple(choice.id for choice in self.choices)

    @cached_property
    def longest(self) -> int:
        """The most characters that a text may have."""
        return self.type.longest if self.max_length is None else self.max_length


def label(choices: tuple[Choice, ...], value: object) -> str:
    """The text of a choice, or the value itself when no choice has this id."""
    return next((choice.text for choice in choices if choice.id == value), str(value))
