"""The audit chain of tests: events added, altered behind its back, and made anew without the key."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from types import SimpleNamespace

from sqlalchemy import text

from app import audit
from app.audit import AuditEvent
from app.database import db, transaction

Change = Callable[[str], None]


def add(number: int = 1, **details: object) -> None:
    for turn in range(number):
        with transaction() as session:
            audit.record_event(
                session,
                action="test.done",
                subject_type="thing",
                subject_id=turn,
                actor_id=None,
                organisation_id=None,
                details=details,
            )


@contextmanager
def without_guards() -> Iterator[None]:
    """Takes the triggers away, as somebody with the database's own password could."""
    if db.engine.dialect.name == "postgresql":
        db.session.execute(text("SET session_replication_role = replica"))
        yield
        db.session.execute(text("SET session_replication_role = origin"))
        db.session.commit()
        return
    kept = db.session.execute(
        text("SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'audit_event'")
    ).all()
    for row in kept:
        db.session.execute(text(f"DROP TRIGGER {row.name}"))
    yield
    for row in kept:
        db.session.execute(text(row.sql))
    db.session.commit()


def tamper(statement: str) -> None:
    with without_guards():
        db.session.execute(text(statement))


def parts_of(event: SimpleNamespace | AuditEvent) -> list[object]:
    """What a hash covers, written down apart from the application."""
    details = event.details if isinstance(event.details, dict) else json.loads(event.details)
    at = event.at if isinstance(event.at, datetime) else datetime.fromisoformat(event.at)
    moment = (at if at.tzinfo else at.replace(tzinfo=UTC)).astimezone(UTC).isoformat()
    ids = (event.organisation_id, event.actor_id)
    what = (event.action, event.subject_type, event.subject_id, details, event.previous_hash)
    return [event.sequence, moment, *ids, *what]


def sha256(parts: list[object]) -> str:
    content = json.dumps(parts, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    return hashlib.sha256(content.encode()).hexdigest()


def make_anew(action: str, *, until: int = 99) -> None:
    """Writes another action into every event and computes all hashes again."""
    names = "sequence, at, organisation_id, actor_id, subject_type, subject_id, details"
    query = text(f"SELECT {names} FROM audit_event WHERE sequence <= {until} ORDER BY sequence")
    previous = audit.START
    for row in db.session.execute(query).all():
        event = SimpleNamespace(**row._mapping, action=action, previous_hash=previous)
        made = sha256(parts_of(event))
        db.session.execute(
            text(
                "UPDATE audit_event SET action = :action, previous_hash = :previous, hash = :hash"
                " WHERE sequence = :sequence"
            ),
            {"action": action, "previous": previous, "hash": made, "sequence": row.sequence},
        )
        previous = made
