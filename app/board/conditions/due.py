"""What the worker does once a day: finds conditions that passed their date unmet, and reminds."""

from __future__ import annotations

from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from app import audit
from app.assessments.models import Assessment, Submission
from app.board.conditions.actions import LONGEST_QUOTE, owed_by
from app.board.conditions.queries import is_late, is_owed
from app.board.models import Advice, Condition, Review
from app.board.review_again.automatic_triggers import raise_lapsed
from app.database import utcnow
from app.messages import MessageKind, tell
from app.uses.models import UseCase

STEPS = (3, 14)


def lapse(session: Session, today: date) -> int:
    """Marks each condition that has become late and tells other parts of the board, once for each date."""
    found = session.scalars(
        select(Condition)
        .where(is_late(today), Condition.lapsed_at.is_(None))
        .options(joinedload(Condition.advice).joinedload(Advice.review))
        .order_by(Condition.id)
        .with_for_update(of=Condition)
    ).all()
    for condition in found:
        condition.lapsed_at = utcnow()
        session.flush()
        audit.record(condition.advice.review, "condition.lapsed", actor_id=None, condition=condition.id)
        raise_lapsed(session, condition)
    return len(found)


def remind(session: Session, today: date) -> int:
    """Tells who owes a condition 14 days before its date, 3 days before it, and when it is overdue."""
    told = 0
    for condition in _near(session, today):
        left = (condition.due_on - today).days
        step = next((days for days in STEPS if left <= days), STEPS[-1])
        kind = MessageKind.CONDITION_OVERDUE if left < 0 else MessageKind.CONDITION_DUE
        review = condition.advice.review
        told += tell(
            session,
            kind=kind,
            organisation_id=review.organisation_id,
            to=owed_by(condition),
            about=review.submission.assessment.use.name,
            endpoint="board.condition",
            arguments={"condition_id": condition.id},
            words={"what": condition.text[:LONGEST_QUOTE], "due": condition.due_on},
            key=f"condition-{condition.id}-{condition.due_on}-{'overdue' if left < 0 else step}",
        )
    return told


def _near(session: Session, today: date) -> list[Condition]:
    """Conditions that are owed, for which no evidence waits, and whose date is near or past."""
    use = (
        joinedload(Condition.advice)
        .joinedload(Advice.review)
        .joinedload(Review.submission)
        .joinedload(Submission.assessment)
        .joinedload(Assessment.use)
    )
    return list(
        session.scalars(
            select(Condition)
            .where(
                is_owed(),
                Condition.evidence_on.is_(None),
                Condition.due_on <= today + timedelta(days=STEPS[-1]),
            )
            .options(use.selectinload(UseCase.team))
            .order_by(Condition.due_on, Condition.id)
        )
    )
