"""Answers that wait until somebody reads them again: after a move to another version, or in a new round."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from app.assessments.models import Assessment
from app.assessments.questionnaires.models import AnotherLook
from app.database import transaction, utcnow


def ask_for_another_look(
    session: Session, assessment: Assessment, reasons: Mapping[str, Sequence[str]]
) -> None:
    """Marks the answers to these questions, with codes of reasons; what waited before waits for both."""
    rows = session.scalars(select(AnotherLook).filter_by(assessment_id=assessment.id))
    known = {row.question_id: row for row in rows}
    for question_id, codes in reasons.items():
        row = known.get(question_id) or AnotherLook(
            assessment_id=assessment.id, question_id=question_id, reasons=[]
        )
        waiting = row.reasons if row.looked_at is None else []
        row.reasons = list(dict.fromkeys([*waiting, *codes]))
        row.looked_at, row.looked_by_id = None, None
        session.add(row)


def may_have_looks(assessment: Assessment) -> bool:
    """Whether answers can wait for another look at all; else nobody needs to ask the database."""
    return assessment.moved_at is not None or assessment.reopened_at is not None


def mark_looked(*, assessment: Assessment, question_ids: Collection[str], actor_id: int | None) -> None:
    """Notes that somebody looked again at these answers; does nothing before a move or a new round."""
    if not may_have_looks(assessment):
        return
    with transaction() as session:
        session.execute(
            update(AnotherLook)
            .where(
                AnotherLook.assessment_id == assessment.id,
                AnotherLook.question_id.in_(question_ids),
                AnotherLook.looked_at.is_(None),
            )
            .values(looked_at=utcnow(), looked_by_id=actor_id)
        )
