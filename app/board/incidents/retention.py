"""What incidents do by themselves: bring facts to new drafts of entries, forget in time what is private."""

from __future__ import annotations

from datetime import date, timedelta

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from app import audit
from app.assessments.models import Assessment, Submission
from app.board.incidents.models import Incident, IncidentPrivate
from app.board.incidents.publishing import publish_all_in_draft
from app.board.models import Advice, Response, Review
from app.database import utcnow
from app.uses.models import UseCase

KEEP_CONTACT = timedelta(days=365)
KEEP_PEER = timedelta(days=30)


def publish_with_answer(session: Session, response: Response) -> None:
    """Brings incidents and a pause to the draft that the response made."""
    use = session.scalars(
        select(UseCase)
        .join(Assessment, Assessment.use_id == UseCase.id)
        .join(Submission, Submission.assessment_id == Assessment.id)
        .join(Review, Review.submission_id == Submission.id)
        .join(Advice, Advice.review_id == Review.id)
        .where(Advice.id == response.advice_id)
    ).one()
    publish_all_in_draft(use)


def forget_private(session: Session, today: date) -> int:
    """Deletes how to reach reporters a year after the close, and where reports came from after a month."""
    now = utcnow()
    session.execute(
        update(IncidentPrivate)
        .where(IncidentPrivate.at < now - KEEP_PEER, IncidentPrivate.peer_hash != "")
        .values(peer_hash="")
    )
    old = session.scalars(
        select(IncidentPrivate)
        .join(Incident, Incident.id == IncidentPrivate.incident_id)
        .where(Incident.closed_at < now - KEEP_CONTACT)
        .order_by(IncidentPrivate.incident_id)
    ).all()
    for private in old:
        incident = session.get_one(Incident, private.incident_id)
        session.delete(private)
        audit.record(incident, "incident.contact_deleted", actor_id=None)
    return len(old)
