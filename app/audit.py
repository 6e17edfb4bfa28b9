"""Audit events: only ever added, each holding a keyed hash that covers the one before."""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import lru_cache
from typing import Protocol

from flask import current_app
from sqlalchemy import ForeignKey, Index, String, func, select, text
from sqlalchemy.orm import Mapped, Session, mapped_column

from app.database import JSONText, Model, UTCDateTime, db, utcnow
from app.settings import Settings

START = "0" * 64
UNKEYED = "none"  # the key id of events from before there were keys
ANCHOR_FORMAT, ANCHOR_VERSION = "candour-audit-anchor", 1
_LOCK = 7_265_341  # any number; PostgreSQL's advisory lock that makes writers of the chain wait in line


class AuditEvent(Model):
    """One thing that somebody did. `details` hold ids and codes, never personal data or texts.

    `key_id` says which key the hash was made with; `none` stands for events from before there were keys.
    """

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
    key_id: Mapped[str] = mapped_column(String(16), default=UNKEYED, server_default=UNKEYED)


@dataclass(frozen=True, slots=True)
class Break:
    """Where the chain does not hold: the event's sequence number and what is wrong with it."""

    sequence: int
    reason: str


class AnchorError(Exception):
    """Something is no anchor, or none of ours; the message says why, for whoever runs the service."""


@dataclass(frozen=True, slots=True)
class Anchor:
    """How many events there were at a moment and the hash of the last, signed; kept outside the database."""

    taken_at: str
    count: int
    head: str
    key_id: str
    signature: str

    def to_data(self) -> dict[str, str | int]:
        """The anchor as JSON has it; `from_data` reads it back."""
        return {
            "format": ANCHOR_FORMAT,
            "version": ANCHOR_VERSION,
            "taken_at": self.taken_at,
            "count": self.count,
            "head": self.head,
            "key_id": self.key_id,
            "signature": self.signature,
        }

    @classmethod
    def from_data(cls, data: object) -> Anchor:
        """The anchor in a JSON value. Other names are passed over, so that a line of the log serves too.

        Raises:
            AnchorError: it is no anchor, was altered, or its key is not set here.
        """
        if not isinstance(data, dict) or data.get("format") != ANCHOR_FORMAT:
            raise AnchorError("this is not an anchor; `audit anchor` writes one")
        if data.get("version") != ANCHOR_VERSION or type(data.get("count")) is not int:
            raise AnchorError("this anchor has a shape that is not known here")
        texts = [data.get(name) for name in ("taken_at", "head", "key_id", "signature")]
        if not all(isinstance(text, str) for text in texts):
            raise AnchorError("this anchor has a shape that is not known here")
        taken_at, head, key_id, signature = map(str, texts)
        anchor = cls(taken_at, data["count"], head, key_id, signature)
        key = _keyring().get(anchor.key_id)
        if key is None:
            raise AnchorError(f"the anchor was signed with a key that is not set here ({KEYS_REMEDY})")
        if not hmac.compare_digest(anchor.signature.encode(), _anchor_signature(anchor, key).encode()):
            raise AnchorError("the anchor was altered: its signature does not hold")
        return anchor


KEYS_REMEDY = "CANDOUR_AUDIT_KEY has another value; list the former one in CANDOUR_AUDIT_OLD_KEYS"


def take_anchor() -> Anchor:
    """An anchor of the chain as it stands; says nothing of whether the chain holds."""
    last = _last(db.session())
    key_id, key = _present_key()
    anchor = Anchor(
        taken_at=utcnow().isoformat(),
        count=last[0] if last else 0,
        head=last[1] if last else START,
        key_id=key_id,
        signature="",
    )
    return replace(anchor, signature=_anchor_signature(anchor, key))


def _anchor_signature(anchor: Anchor, key: bytes) -> str:
    parts = [ANCHOR_FORMAT, ANCHOR_VERSION, anchor.taken_at, anchor.count, anchor.head, anchor.key_id]
    return _keyed(key, parts)


@dataclass(frozen=True, slots=True)
class AuditSubject:
    """What an event is about: a word for the kind, an id, whose it is, and details that every event has."""

    type: str
    id: int | str
    organisation_id: int | None
    details: Mapping[str, object] = field(default_factory=dict)


class Audited(Protocol):
    """A row that says what it is called in the chain."""

    @property
    def audited(self) -> AuditSubject:
        """The row as the subject of an event."""


def record(
    row: Audited | AuditSubject, action: str, /, *, actor_id: int | None, **details: object
) -> AuditEvent:
    """Adds what somebody did to the chain inside the caller's transaction.

    `row` is what it was done to, or where there is no row at hand its subject; `details` hold ids and codes,
    never personal data or texts.
    """
    subject = row if isinstance(row, AuditSubject) else row.audited
    return record_event(
        db.session(),
        action=action,
        subject_type=subject.type,
        subject_id=subject.id,
        actor_id=actor_id,
        organisation_id=subject.organisation_id,
        details={**subject.details, **details},
    )


def record_event(
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
    last = _last(session)
    key_id, key = _present_key()
    event = AuditEvent(
        sequence=last[0] + 1 if last else 1,
        at=utcnow(),
        organisation_id=organisation_id,
        actor_id=actor_id,
        action=action,
        subject_type=subject_type,
        subject_id=str(subject_id),
        details=json.loads(json.dumps(dict(details or {}))),  # as the database will give it back
        previous_hash=last[1] if last else START,
        key_id=key_id,
    )
    event.hash = _digest(event, key)
    session.add(event)
    session.flush()
    return event


def _last(session: Session) -> tuple[int, str] | None:
    """Number and hash of the newest event."""
    query = select(AuditEvent.sequence, AuditEvent.hash).order_by(AuditEvent.sequence.desc()).limit(1)
    row = session.execute(query).first()
    return (row.sequence, row.hash) if row else None


def verify(anchor: Anchor | None = None) -> Break | None:
    """Walks the whole chain in order; gives the first event that does not hold, or None.

    With an anchor the chain has to reach it, too: nothing else shows that the newest events were cut off.
    """
    query = select(AuditEvent).order_by(AuditEvent.sequence)
    # What is stored, not what this session remembers; a few rows at a time.
    with db.session.scalars(query, execution_options={"yield_per": 500, "populate_existing": True}) as events:
        return _first_break(events, anchor)


def _first_break(events: Iterable[AuditEvent], anchor: Anchor | None) -> Break | None:
    """Unkeyed events may stand at the beginning only: a keyed one after them seals them all.

    Were a chain without any key let through, everybody could compute a new one.
    """
    keys = _keyring()
    previous, expected, keyed = START, 1, False
    for event in events:
        reason = _fault(event, previous, expected, keyed, keys)
        if reason is None and anchor and event.sequence == anchor.count and event.hash != anchor.head:
            reason = f"is not the one that the anchor of {anchor.taken_at} holds"
        if reason is not None:
            return Break(expected, reason)
        previous, expected, keyed = event.hash, expected + 1, event.key_id != UNKEYED
        db.session.expunge(event)
    if expected > 1 and not keyed:
        return Break(expected - 1, "is the newest and was written without a key")
    if anchor and anchor.count >= expected:
        return Break(expected, _cut_tail(anchor, expected - 1))
    return None


def _fault(
    event: AuditEvent, previous: str, expected: int, keyed: bool, keys: Mapping[str, bytes]
) -> str | None:
    """What is wrong with an event after one with the hash `previous`; `keyed` when that one had a key."""
    if event.sequence != expected:
        return "missing"
    if event.previous_hash != previous:
        return "does not follow the event before it"
    if event.key_id == UNKEYED:
        if keyed:
            return "was written without a key, after others with one"
        return None if event.hash == _unkeyed(_parts(event)) else "was altered"
    if event.key_id not in keys:
        return f"was written with a key that is not set here ({KEYS_REMEDY})"
    return None if hmac.compare_digest(event.hash, _digest(event, keys[event.key_id])) else "was altered"


def _cut_tail(anchor: Anchor, last: int) -> str:
    return (
        f"is missing, the tail was cut: the anchor of {anchor.taken_at} counts {anchor.count} events"
        f" and the chain ends at {last}"
    )


def count() -> int:
    """How many events there are."""
    return db.session.scalar(select(func.count()).select_from(AuditEvent)) or 0


def _present_key() -> tuple[str, bytes]:
    """Id and key of what is written now: the first of the ring."""
    return next(iter(_keyring().items()))


def _keyring() -> Mapping[str, bytes]:
    settings: Settings = current_app.extensions["candour"]
    return _keys_by_id(settings.audit_keys)


@lru_cache(maxsize=8)
def _keys_by_id(keys: tuple[bytes, ...]) -> Mapping[str, bytes]:
    return {_keyed(key, "key id")[:16]: key for key in keys}


def _parts(event: AuditEvent) -> list[object]:
    return [
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


def _digest(event: AuditEvent, key: bytes) -> str:
    return _keyed(key, [*_parts(event), event.key_id])


def _keyed(key: bytes, value: object) -> str:
    return hmac.new(key, _canonical(value), hashlib.sha256).hexdigest()


def _unkeyed(value: object) -> str:
    return hashlib.sha256(_canonical(value)).hexdigest()


def _canonical(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode()
