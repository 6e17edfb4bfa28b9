"""The audit event of everything that happens to a review."""

from __future__ import annotations

from sqlalchemy.orm import Session

from app import audit
from app.board.models import Review


def note_review(
    session: Session, action: str, review: Review, actor_id: int | None, **details: object
) -> None:
    """Writes the audit event of an action on a review; `details` hold ids and codes only."""
    audit.record(
        session,
        action=action,
        subject_type="review",
        subject_id=review.id,
        actor_id=actor_id,
        organisation_id=review.organisation_id,
        details=details,
    )
