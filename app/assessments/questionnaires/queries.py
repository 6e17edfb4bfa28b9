"""Reads of moves between versions, and of answers that wait for another look."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from app.assessments.models import Assessment, QuestionnaireVersion, Submission
from app.assessments.questionnaire_store.queries import questionnaire_of_version
from app.assessments.questionnaires.models import AnotherLook, QuestionnaireMove
from app.assessments.questionnaires.recheck import may_have_looks
from app.database import db
from app.questionnaire.model import Questionnaire


def newer_version(assessment: Assessment) -> QuestionnaireVersion | None:
    """The published version to which the assessment could move, if there is one: one statement."""
    here = assessment.questionnaire_version
    return db.session.scalars(
        select(QuestionnaireVersion)
        .where(
            QuestionnaireVersion.key == here.key,
            QuestionnaireVersion.state == "published",
            QuestionnaireVersion.number > here.number,
        )
        .order_by(QuestionnaireVersion.number.desc())
        .limit(1)
    ).one_or_none()


def looks_of(assessment: Assessment) -> dict[str, list[str]]:
    """The questions that wait for another look with codes of reasons.

    No statement before a move or a new round.
    """
    if not may_have_looks(assessment):
        return {}
    rows = db.session.scalars(
        select(AnotherLook)
        .where(AnotherLook.assessment_id == assessment.id, AnotherLook.looked_at.is_(None))
        .order_by(AnotherLook.id)
    )
    return {row.question_id: row.reasons for row in rows}


def moves_of(assessment: Assessment) -> list[QuestionnaireMove]:
    """Every move of the assessment, newest first; no statement before a move."""
    if assessment.moved_at is None:
        return []
    return list(
        db.session.scalars(
            select(QuestionnaireMove)
            .where(QuestionnaireMove.assessment_id == assessment.id)
            .options(
                joinedload(QuestionnaireMove.from_version),
                joinedload(QuestionnaireMove.to_version),
                joinedload(QuestionnaireMove.moved_by),
            )
            .order_by(QuestionnaireMove.id.desc())
        )
    )


def questionnaire_of_submission(submission: Submission) -> Questionnaire:
    """The questionnaire as it was when the submission was made, in its own language.

    Costs a statement only when the assessment has moved since.
    """
    assessment = submission.assessment
    present = questionnaire_of_version(assessment.questionnaire_version)
    if assessment.moved_at is None or assessment.moved_at <= submission.submitted_at:
        return present
    first = db.session.scalars(
        select(QuestionnaireMove)
        .where(
            QuestionnaireMove.assessment_id == assessment.id,
            QuestionnaireMove.moved_at > submission.submitted_at,
        )
        .options(joinedload(QuestionnaireMove.from_version))
        .order_by(QuestionnaireMove.id)
        .limit(1)
    ).one_or_none()
    return present if first is None else questionnaire_of_version(first.from_version)
