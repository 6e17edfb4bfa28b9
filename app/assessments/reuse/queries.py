"""Reads for taking over answers: which uses, which answers fit, and which were taken over."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select

from app.assessments.answers.work import Work
from app.assessments.models import AnswerRow
from app.assessments.reuse.models import AnswerReuse
from app.database import db
from app.questionnaire.model import Answer, AnswerState, Question
from app.questionnaire.values.check import validate_answer
from app.uses.models import UseCase, UseMember


@dataclass(frozen=True, slots=True)
class Offer:
    """An answer of another use that fits a question which is open here."""

    question: Question
    answer: Answer


def sources(use: UseCase, person_id: int) -> list[UseCase]:
    """Other uses on whose team the person is, by name."""
    return list(
        db.session.scalars(
            select(UseCase)
            .join(UseMember, UseMember.use_id == UseCase.id)
            .where(
                UseMember.person_id == person_id,
                UseCase.organisation_id == use.organisation_id,
                UseCase.id != use.id,
            )
            .order_by(UseCase.name, UseCase.id)
        )
    )


def offers(here: Work, there: Work) -> list[Offer]:
    """Answers of the other use to questions that are asked and unanswered here and mean the same in both.

    A question means the same when its text, type and choices are equal in both questionnaires' versions.
    """
    found = []
    for question in here.missing():
        answer = there.answer(question.id)
        if answer.state is not AnswerState.ANSWERED or not there.path.is_on(question.id):
            continue
        if _same(question, there.questionnaire.question(question.id)) and not validate_answer(
            question, answer
        ):
            found.append(Offer(question, answer))
    return found


def _same(one: Question, other: Question) -> bool:
    return (one.text, one.type, one.choices, one.columns) == (
        other.text,
        other.type,
        other.choices,
        other.columns,
    )


def taken_over(assessment_id: int) -> dict[str, str]:
    """Name of the use from which each answer was taken over, while nobody has changed it since."""
    rows = db.session.execute(
        select(AnswerRow.question_id, UseCase.name)
        .join(
            AnswerReuse, (AnswerReuse.answer_id == AnswerRow.id) & (AnswerReuse.number == AnswerRow.version)
        )
        .join(UseCase, UseCase.id == AnswerReuse.source_use_id)
        .where(AnswerRow.assessment_id == assessment_id, AnswerReuse.number == AnswerRow.version)
        .order_by(AnswerRow.question_id)
    )
    return {row.question_id: row.name for row in rows}
