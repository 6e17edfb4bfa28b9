"""Audit events: only ever added, each holding the hash of the one before."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, func, select, text
from sqlalchemy.orm import Mapped, Session, mapped_column

from app.database import JSONText, Model, UTCDateTime, db, utcnow

START = "0" * 64
_LOCK = 7_265_341  # any number; PostgreSQL's advisory lock that makes writers of the chain wait in line


class AuditEvent(Model):
    """One thing that somebody did. `details` hold ids and codes, never personal data or texts."""

    __tablename__ = "audit_event"
    __table_args__ = (Index("ix_audit_event_subject", "subject_type", "subject_id"),)

    sequence: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    at: Mapped[datetime] = mapped_column(UTCDateTime)
    organisation_id: Mapped[int | None] = mapped_column(ForeignKey("organisation.id"), index=True)
    actor_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    action: Mapped[str] = mapped_column(String(60))
    subject_type: Mapped[str] = mapped_column(String(40))
    subject_id: Mapped[str] = mapped_column(String(40))
    details: Mapped[dict[str, object]] = mapped_column(JSONText)
    previous_hash: Mapped[str] = mapped_column(String(64))
    hash: Mapped[str] = mapped_column(String(64), unique=True)


@dataclass(frozen=True, slots=True)
class Break:
    """Where the chain does not hold: the event's sequence number and what is wrong with it."""

    sequence: int
    reason: str


def record(
    session: Session,
    *,
    action: str,
    subject_type: str,
    subject_id: int | str,
    actor_id: int | None,
    organisation_id: int | None,
    details: Mapping[str, object] | None = None,
) -> AuditEvent:
    """Adds an event to the chain inside the caller's transaction."""
    session.flush()
    if session.get_bind().dialect.name == "postgresql":
        session.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _LOCK})
    last = session.execute(
        select(AuditEvent.sequence, AuditEvent.hash).order_by(AuditEvent.sequence.desc()).limit(1)
    ).first()
    event = AuditEvent(
        sequence=last.sequence + 1 if last else 1,
        at=utcnow(),
        organisation_id=organisation_id,
        actor_id=actor_id,
        action=action,
        subject_type=subject_type,
        subject_id=str(subject_id),
        details=json.loads(json.dumps(dict(details or {}))),  # as the database will give it back
        previous_hash=last.hash if last else START,
    )
    event.hash = _digest(event)
    session.add(event)
    session.flush()
    return event


def verify() -> Break | None:
    """Walks the whole chain in order; gives the first event that does not hold, or None."""
    query = select(AuditEvent).order_by(AuditEvent.sequence)
    # What is stored, not what this session remembers; a few rows at a time.
    with db.session.scalars(query, execution_options={"yield_per": 500, "populate_existing": True}) as events:
        return _first_break(events)


def _first_break(events: Iterable[AuditEvent]) -> Break | None:
    previous, expected = START, 1
    for event in events:
        if event.sequence != expected:
            return Break(expected, "missing")
        if event.previous_hash != previous:
            return Break(event.sequence, "does not follow the event before it")
        if event.hash != _digest(event):
            return Break(event.sequence, "was altered")
        previous, expected = event.hash, expected + 1
        db.session.expunge(event)
    return None


def count() -> int:
    """How many events there are."""
    return db.session.scalar(select(func.count()).select_from(AuditEvent)) or 0


def _digest(event: AuditEvent) -> str:
    parts = [
        event.sequence,
        event.at.isoformat(),
        event.organisation_id,
        event.actor_id,
        event.action,
        event.subject_type,
        event.subject_id,
        event.details,
        event.previous_hash,
    ]
    return hashlib.sha256(
        json.dumps(parts, ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode()
    ).hexdigest()
