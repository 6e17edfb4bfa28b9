"""The whole register in batches, so that its size never matters to memory."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, Text, select, type_coerce

from app.register.models import Entry, EntryVersion

BATCH = 200


@dataclass(frozen=True, slots=True)
class Exported:
    """One published entry; `record` is its JSON text just as it was stored."""

    id: int
    slug: str
    number: int
    published_at: datetime
    record: str


def all_published(connection: Connection) -> Iterator[Exported]:
    """Every entry that is published and not retired, by id; one statement for each batch.

    The connection is the caller's, since the last batch is read after the request has ended.
    """
    last = 0
    while True:
        rows = connection.execute(
            select(
                Entry.id,
                Entry.slug,
                EntryVersion.number,
                EntryVersion.published_at,
                type_coerce(EntryVersion.record, Text),
            )
            .join(EntryVersion, EntryVersion.entry_id == Entry.id)
            .where(EntryVersion.number == Entry.published_number, Entry.retired_at.is_(None), Entry.id > last)
            .order_by(Entry.id)
            .limit(BATCH)
        ).all()
        if not rows:
            return
        for row in rows:
            yield Exported(*row)
        last = rows[-1][0]
