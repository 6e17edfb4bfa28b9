"""The frozen values of the questionnaire language; they know neither files nor the rules that read them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import TypeAlias

from app.logic import All, Any
from app.questionnaire.scoring.model import Exact, Family, Scoring
from app.questionnaire.terms import (
    CHOICE_TYPES,
    COLUMN_TYPES,
    NO,
    ROW_TYPES,
    TEXT_TYPES,
    YES,
    AnswerState,
    AnswerType,
    Comparison,
    Condition,
    Level,
    Operand,
    Operator,
    Tier,
)
from app.vocabulary.principles import Principle

__all__ = [
    "CHOICE_TYPES",
    "COLUMN_TYPES",
    "NO",
    "ROW_TYPES",
    "TEXT_TYPES",
    "UNANSWERED",
    "YES",
    "All",
    "Answer",
    "AnswerState",
    "AnswerType",
    "Answers",
    "Any",
    "Cell",
    "Choice",
    "Column",
    "Comparison",
    "Condition",
    "Evidence",
    "Level",
    "LevelRule",
    "Operand",
    "Operator",
    "Page",
    "Principle",
    "Question",
    "Questionnaire",
    "RedFlag",
    "Section",
    "Tier",
    "Translation",
    "Value",
]


@dataclass(frozen=True)
class LevelRule:
    """When it holds, the use has at least this level, and `because` tells people why."""

    level: Level
    when: Condition
    because: str


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
        return (YES, NO) if self.type is AnswerType.YES_NO else tuple(choice.id for choice in self.choices)


@dataclass(frozen=True)
class Page:
    """What is shown at once: one question or one close group."""

    id: str
    questions: tuple[Question, ...]
    title: str = ""
    show_if: Condition | None = None

    @property
    def heading(self) -> str:
        """The title, or the text of the only question when the page has no title of its own."""
        return self.title or (self.questions[0].text if self.questions else "")


@dataclass(frozen=True)
class Section:
    """A row of the task list."""

    id: str
    title: str
    pages: tuple[Page, ...]
    intro: str = ""
    principle: Principle | None = None
    show_if: Condition | None = None

    def questions(self) -> Iterator[Question]:
        """Every question of the section in order, on the path or not."""
        for page in self.pages:
            yield from page.questions


@dataclass(frozen=True)
class Translation:
    """Texts in another language, by their keys (see `app.questionnaire.translating`)."""

    language: str
    texts: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Questionnaire:
    """One version of a questionnaire; look-ups raise KeyError for an id that it does not have."""

    key: str
    version: int
    title: str
    language: str
    sections: tuple[Section, ...]
    levels: tuple[LevelRule, ...] = ()
    scoring: Scoring | None = None
    translations: tuple[Translation, ...] = ()

    @cached_property
    def _places(self) -> dict[str, tuple[Section, Page, Question]]:
        return {
            question.id: (section, page, question)
            for section in self.sections
            for page in section.pages
            for question in page.questions
        }

    @cached_property
    def _pages(self) -> dict[str, tuple[Section, Page]]:
        return {page.id: (section, page) for section in self.sections for page in section.pages}

    @cached_property
    def _sections(self) -> dict[str, Section]:
        return {section.id: section for section in self.sections}

    @cached_property
    def _ordered(self) -> tuple[Question, ...]:
        return tuple(question for section in self.sections for question in section.questions())

    @cached_property
    def has_tiers(self) -> bool:
        """Whether some questions are asked only from a level on."""
        return any(question.tier is not Tier.SCREENING for question in self._ordered)

    @cached_property
    def maxima(self) -> Mapping[str, Exact]:
        """The most that each family of the scoring can give: over all its questions, divided by its forks."""
        return {
            family.id: self._maximum(family) for family in (self.scoring.families if self.scoring else ())
        }

    def _maximum(self, family: Family) -> Exact:
        whole: Exact = 0
        for each in family.questions:
            many = self.question(each.question).type is AnswerType.MULTIPLE_CHOICE
            whole += (each.of_many if many else each.of_one)[1]
        return whole if family.forks == 1 else Fraction(whole) / family.forks

    def questions(self) -> tuple[Question, ...]:
        """Every question in order, on the path or not."""
        return self._ordered

    def has(self, question_id: str) -> bool:
        """Whether a question of this id exists."""
        return question_id in self._places

    def question(self, question_id: str) -> Question:
        """The question of this id."""
        return self._places[question_id][2]

    def page(self, page_id: str) -> Page:
        """The page of this id (page ids are unique in the whole questionnaire)."""
        return self._pages[page_id][1]

    def section(self, section_id: str) -> Section:
        """The section of this id."""
        return self._sections[section_id]

    def page_of(self, question_id: str) -> Page:
        """The page on which the question stands."""
        return self._places[question_id][1]

    def section_of(self, question_id: str) -> Section:
        """The section in which the question stands."""
        return self._places[question_id][0]

    def section_of_page(self, page_id: str) -> Section:
        """The section to which the page belongs."""
        return self._pages[page_id][0]

    def principle_of(self, question_id: str) -> Principle | None:
        """The question's principle, else its section's, else None."""
        section, _page, question = self._places[question_id]
        return question.principle or section.principle


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
