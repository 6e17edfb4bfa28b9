"""The frozen values of the questionnaire language; they know neither files nor the rules that read them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from app.logic import All, Any
from app.questionnaire.language.answer import UNANSWERED, Answer, Answers, Cell, Evidence, Value
from app.questionnaire.language.question import AnswerType, Choice, Column, Question, RedFlag
from app.questionnaire.language.terms import (
    NO,
    YES,
    AnswerState,
    Comparison,
    Condition,
    Level,
    Operand,
    Operator,
    Tier,
)
from app.questionnaire.scoring_model import Exact, Family, Scoring
from app.questionnaire.types import TYPES
from app.vocabulary.principles import Principle

__all__ = [
    "NO",
    "TYPES",
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
            many = self.question(each.question).type.many
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
