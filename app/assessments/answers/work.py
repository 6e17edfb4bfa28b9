"""Everything that the team's pages show of one use, worked out from one read of its answers."""

from __future__ import annotations

from dataclasses import dataclass

from app.assessments.answers.queries import frozen, rows_of
from app.assessments.models import AnswerRow, Assessment
from app.assessments.questionnaire_store.queries import questionnaire_of
from app.assessments.use_assessment import the_assessment
from app.questionnaire.model import UNANSWERED, Answer, AnswerState, Page, Question, Questionnaire
from app.questionnaire.path.flags import RaisedFlag, red_flags
from app.questionnaire.path.progress import Progress, progress
from app.questionnaire.path.walk import Path, path
from app.uses.models import UseCase


@dataclass(frozen=True, slots=True)
class Work:
    """A use with its answers, the path through them, how far they are and the red flags they raise."""

    use: UseCase
    assessment: Assessment
    questionnaire: Questionnaire
    rows: dict[str, AnswerRow]
    answers: dict[str, Answer]
    path: Path
    progress: Progress
    flags: tuple[RaisedFlag, ...]

    def answer(self, question_id: str) -> Answer:
        """The answer to a question; "not answered" when there is none."""
        return self.answers.get(question_id, UNANSWERED)

    def flags_of(self, question_id: str) -> tuple[RaisedFlag, ...]:
        """The red flags that stand beside a question."""
        return tuple(flag for flag in self.flags if flag.question_id == question_id)

    def is_open(self, page: Page) -> bool:
        """Whether the page still has a question that nobody has dealt with."""
        return any(
            self.answer(question.id).state is AnswerState.NOT_ANSWERED
            for question in self.path.questions_on(page)
        )

    def next_page(self) -> Page | None:
        """The first page with an unanswered question, None when there is none."""
        return next((page for page in self.path.pages if self.is_open(page)), None)

    def missing(self) -> list[Question]:
        """The questions that are asked and that nobody has dealt with, in order."""
        return [
            question
            for question in self.path.questions
            if self.answer(question.id).state is AnswerState.NOT_ANSWERED
        ]

    def raised(self, question_ids: list[str]) -> list[RaisedFlag]:
        """The red flags that stand beside these questions."""
        return [flag for flag in self.flags if flag.question_id in question_ids]

    def put_aside(self, question_ids: list[str]) -> list[Question]:
        """Those of these questions that were answered and are no longer asked."""
        return [
            self.questionnaire.question(name)
            for name in dict.fromkeys(question_ids)
            if self.questionnaire.has(name)
            and not self.path.is_on(name)
            and self.answer(name).state is not AnswerState.NOT_ANSWERED
        ]


def work_of(use: UseCase) -> Work:
    """The work on a use: one statement.

    Raises:
        LookupError: the use has no assessment.
    """
    assessment = the_assessment(use)
    questionnaire = questionnaire_of(assessment)
    rows = rows_of(assessment)
    answers = {name: frozen(row) for name, row in rows.items()}
    found = path(questionnaire, answers)
    return Work(
        use=use,
        assessment=assessment,
        questionnaire=questionnaire,
        rows=rows,
        answers=answers,
        path=found,
        progress=progress(questionnaire, answers, found),
        flags=red_flags(questionnaire, answers, found),
    )
