"""Counts how far the answers are; only questions on the path count, and "don't know yet" is told apart."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from app.questionnaire.model import UNANSWERED, Answers, AnswerState, Question, Questionnaire
from app.questionnaire.path.walk import Path, path
from app.vocabulary.principles import Principle


class SectionStatus(StrEnum):
    """Where a section stands."""

    NOT_STARTED = "not_started"
    IN_PROGRESS = "in_progress"
    COMPLETE = "complete"
    COMPLETE_WITH_UNKNOWNS = "complete_with_unknowns"


@dataclass(frozen=True)
class Counts:
    """How many questions on the path stand in which state."""

    answered: int = 0
    unknown: int = 0
    not_applicable: int = 0
    not_answered: int = 0

    @property
    def total(self) -> int:
        """All questions on the path."""
        return self.dealt_with + self.not_answered

    @property
    def dealt_with(self) -> int:
        """All that somebody said something to, "don't know yet" included."""
        return self.answered + self.unknown + self.not_applicable

    @property
    def status(self) -> SectionStatus:
        """The one word for these counts; without any question there is nothing left to do: complete."""
        if self.not_answered:
            return SectionStatus.IN_PROGRESS if self.dealt_with else SectionStatus.NOT_STARTED
        return SectionStatus.COMPLETE_WITH_UNKNOWNS if self.unknown else SectionStatus.COMPLETE


@dataclass(frozen=True)
class SectionProgress:
    """One section on the path."""

    section_id: str
    counts: Counts
    missing: tuple[str, ...]

    @property
    def status(self) -> SectionStatus:
        """The section's status."""
        return self.counts.status


@dataclass(frozen=True)
class Progress:
    """Sections on the path in order, pages on the path by id, principles that have questions, and all."""

    sections: tuple[SectionProgress, ...]
    pages: Mapping[str, Counts]
    principles: Mapping[Principle, Counts]
    overall: Counts


def progress(questionnaire: Questionnaire, answers: Answers, known: Path | None = None) -> Progress:
    """How far the answers are; give `known` to save the walk."""
    walked = known or path(questionnaire, answers)
    by_section = {
        section.id: [question for page in walked.pages_in(section) for question in walked.questions_on(page)]
        for section in walked.sections
    }
    by_principle: dict[Principle, list[Question]] = {}
    for question in walked.questions:
        principle = questionnaire.principle_of(question.id)
        if principle:
            by_principle.setdefault(principle, []).append(question)
    return Progress(
        sections=tuple(
            SectionProgress(name, count(questions, answers), _open(questions, answers))
            for name, questions in by_section.items()
        ),
        pages=MappingProxyType({page.id: count(walked.questions_on(page), answers) for page in walked.pages}),
        principles=MappingProxyType(
            {each: count(by_principle[each], answers) for each in Principle if each in by_principle}
        ),
        overall=count(walked.questions, answers),
    )


def missing(questionnaire: Questionnaire, answers: Answers, known: Path | None = None) -> tuple[str, ...]:
    """The ids of questions on the path that nobody has dealt with, in order."""
    return _open((known or path(questionnaire, answers)).questions, answers)


def count(questions: Iterable[Question], answers: Answers) -> Counts:
    """The counts for these questions."""
    states = Counter(_state(question, answers) for question in questions)
    return Counts(
        answered=states[AnswerState.ANSWERED],
        unknown=states[AnswerState.UNKNOWN],
        not_applicable=states[AnswerState.NOT_APPLICABLE],
        not_answered=states[AnswerState.NOT_ANSWERED],
    )


def _open(questions: Iterable[Question], answers: Answers) -> tuple[str, ...]:
    return tuple(each.id for each in questions if _state(each, answers) is AnswerState.NOT_ANSWERED)


def _state(question: Question, answers: Answers) -> AnswerState:
    return answers.get(question.id, UNANSWERED).state
