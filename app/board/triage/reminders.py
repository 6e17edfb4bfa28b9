"""Reminds reviewers of dates, and takes somebody who declares an interest off the reviewers."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.assessments.models import Assessment, Submission
from app.board.interests.hooks import interest_declared
from app.board.interests.models import Interest
from app.board.interests.queries import people_of
from app.board.interests.standing import InterestKind
from app.board.lifecycle import ReviewState
from app.board.models import Review
from app.board.triage.models import ReviewAssignment, ReviewTriage
from app.database import utcnow
from app.messages import MessageKind, tell
from app.uses.models import UseCase
from app.web.roles import Role

BEFORE = timedelta(days=3)
EVERY = 7


@interest_declared.add
def take_off(session: Session, interest: Interest) -> None:
    """Whoever declares an interest reviews it no longer; the secretary gives it to somebody else."""
    if interest.kind == InterestKind.NONE:
        return
    row = session.scalars(
        select(ReviewAssignment).where(
            ReviewAssignment.review_id == interest.review_id,
            ReviewAssignment.person_id == interest.person_id,
            ReviewAssignment.ended_at.is_(None),
        )
    ).one_or_none()
    if row is not None:
        row.ended_at = utcnow()
        row.lead = False


def reviews_due(session: Session, today: date) -> int:
    """Tells reviewers three days before a date and each week after it; without reviewers, the secretaries."""
    reading: dict[int, list[int]] = defaultdict(list)
    given = select(ReviewAssignment.review_id, ReviewAssignment.person_id).where(
        ReviewAssignment.ended_at.is_(None), ReviewAssignment.done_at.is_(None)
    )
    for review_id, person_id in session.execute(given.order_by(ReviewAssignment.id)):
        reading[review_id].append(person_id)
    secretaries: dict[int, list[int]] = {}
    told = 0
    for row in session.execute(_due(today)):
        if row.organisation_id not in secretaries:
            found = people_of(row.organisation_id, Role.BOARD_SECRETARY)
            secretaries[row.organisation_id] = [person.id for person in found]
        step = "soon" if row.due_on >= today else f"overdue-{(today - row.due_on).days // EVERY}"
        told += tell(
            session,
            kind=MessageKind.DUE,
            organisation_id=row.organisation_id,
            to=reading[row.id] or secretaries[row.organisation_id],
            about=row.name,
            endpoint="board.review",
            arguments={"review_id": row.id},
            words={"due": row.due_on},
            key=f"review-due-{row.id}-{row.due_on}-{step}",
        )
    return told


def _due(today: date) -> Any:
    """Open reviews whose date is near or past, with the names of their uses."""
    return (
        select(Review.id, Review.organisation_id, ReviewTriage.due_on, UseCase.name)
        .join(ReviewTriage, ReviewTriage.review_id == Review.id)
        .join(Submission, Submission.id == Review.submission_id)
        .join(Assessment, Assessment.id == Submission.assessment_id)
        .join(UseCase, UseCase.id == Assessment.use_id)
        .where(Review.state == ReviewState.OPEN, ReviewTriage.due_on <= today + BEFORE)
        .order_by(Review.id)
    )
