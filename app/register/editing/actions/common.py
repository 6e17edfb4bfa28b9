"""What the register's actions share: finding entries, audit events, addresses."""

from __future__ import annotations

import re
import unicodedata

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.database import utcnow
from app.register.lifecycle import EntryStage, Move, require, stage_of
from app.register.models import Entry, EntryDraft, EntryVersion
from app.register.record import Record

SLUG_LENGTH = 80


def slug_of(title: str) -> str:
    """The words of an entry's address; never empty. The address holds the id, so it need not be unique."""
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode("ascii").lower()
    words = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")
    return words[:SLUG_LENGTH].strip("-") or "entry"


def locked_entry(session: Session, entry_id: int) -> Entry:
    """The entry, held for this transaction so that two people cannot publish at once."""
    statement = select(Entry).where(Entry.id == entry_id).with_for_update()
    return session.scalars(statement.execution_options(populate_existing=True)).one()


def draft_of(session: Session, entry_id: int) -> EntryDraft | None:
    """The entry's draft, held for this transaction."""
    statement = select(EntryDraft).where(EntryDraft.entry_id == entry_id).with_for_update()
    return session.scalars(statement.execution_options(populate_existing=True)).one_or_none()


def published_record(session: Session, entry: Entry) -> Record | None:
    """What the public sees now, or saw last when the entry is retired."""
    if entry.published_number is None:
        return None
    data = session.scalars(
        select(EntryVersion.record).where(
            EntryVersion.entry_id == entry.id, EntryVersion.number == entry.published_number
        )
    ).one()
    return Record.from_data(data)


def require_move(entry: Entry, draft: EntryDraft | None, move: Move) -> EntryStage:
    """Give the entry's stage, if the move is possible there.

    Raises:
        OutOfTurn: it is not.
    """
    stage = stage_of(draft_state=draft.state if draft else None, retired=entry.retired_at is not None)
    require(stage, move)
    return stage


def set_record(draft: EntryDraft, record: Record) -> None:
    """Puts a record into a draft, with what lists show of it."""
    draft.record = dict(record.to_data())
    draft.title = record.title[:300]
    draft.updated_at = utcnow()
