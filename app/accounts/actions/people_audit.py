"""Audit events of people and sign-ins, with the details as keywords."""

from __future__ import annotations

from sqlalchemy.orm import Session

from app import audit


def note(
    session: Session,
    action: str,
    subject_type: str,
    subject_id: int,
    actor_id: int | None,
    organisation_id: int | None,
    **details: object,
) -> None:
    """Adds an audit event in the caller's transaction."""
    audit.record(
        session,
        action=action,
        subject_type=subject_type,
        subject_id=subject_id,
        actor_id=actor_id,
        organisation_id=organisation_id,
        details=details,
    )
