"""Writes one batch of imported records with few statements; entries that editors touched go one by one."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from flask_babel import gettext as _
from sqlalchemy import bindparam, insert, select, update
from sqlalchemy.orm import Session

from app.database import utcnow
from app.register.editing.actions.common import draft_of, locked_entry, published_record, set_record, slug_of
from app.register.editing.actions.publishing import Release, put_out
from app.register.lifecycle import EntryStage
from app.register.models import Entry, EntryDraft, EntrySource, EntryVersion
from app.register.published.search import index
from app.register.record import Record
from app.register.record.merge import merge

LONGEST_KEY = 160
Pairs = list[tuple[Entry, Record]]


@dataclass(frozen=True, slots=True)
class Incoming:
    """One record of a file, its key there and its content hash."""

    key: str
    record: Record
    digest: str


@dataclass(frozen=True, slots=True)
class Batch:
    """Records of one file for one organisation; without an id the organisation does not exist yet."""

    organisation_id: int | None
    origin: str
    rows: Sequence[Incoming]


@dataclass(slots=True)
class ImportCounts:
    """How many records of a batch are new, changed and as they were."""

    created: int = 0
    updated: int = 0
    unchanged: int = 0


@dataclass(frozen=True, slots=True)
class ImportedEntry:
    """How a record of the batch stands in the register now; the hash is that of its published version."""

    id: int
    source_key: str
    source_hash: str
    published_number: int | None
    retired_at: datetime | None
    content_hash: str | None
    draft_id: int | None


def key_of(source_id: str) -> str:
    """The id of a record in its source, shortened by a hash where the column is too narrow for it."""
    if len(source_id) <= LONGEST_KEY:
        return source_id
    digest = hashlib.sha256(source_id.encode()).hexdigest()[:16]
    return f"{source_id[: LONGEST_KEY - 17]}~{digest}"


def write_batch(session: Session, batch: Batch, *, dry_run: bool) -> ImportCounts:
    """Creates what is new and adds a version to what changed; only counts when `dry_run` is set."""
    known = _known(session, batch)
    new = [row for row in batch.rows if row.key not in known]
    changed = [
        (known[row.key], row)
        for row in batch.rows
        if row.key in known and not known[row.key].retired_at and known[row.key].source_hash != row.digest
    ]
    outcome = ImportCounts(len(new), len(changed), len(batch.rows) - len(new) - len(changed))
    if dry_run:
        return outcome
    now = utcnow()
    plain = [(at, row) for at, row in changed if _untouched(at)]
    touched = [(at, row) for at, row in changed if not _untouched(at)]
    pairs = _create(session, batch, new, now) + _renew(session, batch, plain, now)
    if pairs:
        index.write(session, pairs)
    for at, row in touched:
        _take_over(session, at, row, now)
    return outcome


def _untouched(at: ImportedEntry) -> bool:
    return at.draft_id is None and at.content_hash == at.source_hash


def _known(session: Session, batch: Batch) -> dict[str, ImportedEntry]:
    statement = (
        select(
            Entry.id,
            Entry.source_key,
            Entry.source_hash,
            Entry.published_number,
            Entry.retired_at,
            EntryVersion.content_hash,
            EntryDraft.id,
        )
        .outerjoin(
            EntryVersion,
            (EntryVersion.entry_id == Entry.id) & (EntryVersion.number == Entry.published_number),
        )
        .outerjoin(EntryDraft, EntryDraft.entry_id == Entry.id)
        .where(
            Entry.organisation_id == batch.organisation_id,
            Entry.origin == batch.origin,
            Entry.source_key.in_([row.key for row in batch.rows]),
        )
    )
    return {row.source_key: ImportedEntry(*row) for row in session.execute(statement)}


def _create(session: Session, batch: Batch, rows: Sequence[Incoming], now: datetime) -> Pairs:
    if not rows:
        return []
    values = [
        {
            "organisation_id": batch.organisation_id,
            "origin": batch.origin,
            "source_key": row.key,
            "slug": slug_of(row.record.title),
            "title": row.record.title[:300],
            "published_number": 1,
            "source_hash": row.digest,
            "created_at": now,
        }
        for row in rows
    ]
    statement = insert(Entry).returning(Entry.id, sort_by_parameter_order=True)
    pairs = [
        (_shell(entry_id, batch.organisation_id, value["slug"]), row.record)
        for entry_id, value, row in zip(session.scalars(statement, values), values, rows, strict=True)
    ]
    note = _("Taken over from the register where it was published first.")
    versions = [(entry.id, 1, row) for (entry, _r), row in zip(pairs, rows, strict=True)]
    _add_versions(session, versions, note, now)
    return pairs


def _shell(entry_id: int, organisation_id: int | None, slug: object) -> Entry:
    """An entry for the index only, never added to the session, so that none is loaded again."""
    return Entry(id=entry_id, organisation_id=organisation_id, slug=str(slug))


def _renew(
    session: Session, batch: Batch, rows: Sequence[tuple[ImportedEntry, Incoming]], now: datetime
) -> Pairs:
    if not rows:
        return []
    table = Entry.__table__
    statement = (
        update(Entry)
        .where(table.c.id == bindparam("key"))
        .values(
            published_number=bindparam("number"),
            slug=bindparam("words"),
            title=bindparam("name"),
            source_hash=bindparam("digest"),
            version=table.c.version + 1,
        )
    )
    values = [
        {
            "key": at.id,
            "number": (at.published_number or 0) + 1,
            "words": slug_of(row.record.title),
            "name": row.record.title[:300],
            "digest": row.digest,
        }
        for at, row in rows
    ]
    session.connection().execute(statement, values)
    versions = [(at.id, (at.published_number or 0) + 1, row) for at, row in rows]
    _add_versions(session, versions, _renewed(), now)
    return [
        (_shell(at.id, batch.organisation_id, value["words"]), row.record)
        for (at, row), value in zip(rows, values, strict=True)
    ]


def _renewed() -> str:
    return str(_("Changed in the register where it was published first."))


def _add_versions(
    session: Session, rows: Sequence[tuple[int, int, Incoming]], note: str, now: datetime
) -> None:
    values = [
        {
            "entry_id": entry_id,
            "number": number,
            "record": row.record.to_data(),
            "content_hash": row.digest,
            "change_note": note,
            "published_at": now,
        }
        for entry_id, number, row in rows
    ]
    session.execute(insert(EntryVersion), values)


def _take_over(session: Session, at: ImportedEntry, row: Incoming, now: datetime) -> None:
    """Brings the source's news into an entry that editors have worked on, without losing their words."""
    entry = locked_entry(session, at.id)
    before = _source(session, entry)
    published = published_record(session, entry)
    draft = draft_of(session, entry.id)
    if draft is not None:
        set_record(draft, merge(edited=Record.from_data(draft.record), before=before, after=row.record))
        draft.state = EntryStage.EDITING
    if published is not None:
        merged = merge(edited=published, before=before, after=row.record)
        if merged.content_hash() != published.content_hash():
            put_out(session, entry, merged, Release(_renewed(), None, None, now))
    session.merge(EntrySource(entry_id=entry.id, record=dict(row.record.to_data()), updated_at=now))
    entry.source_hash = row.digest


def _source(session: Session, entry: Entry) -> Record | None:
    """The source as it was taken over last: kept beside the entry, else the version that has its hash."""
    kept = session.get(EntrySource, entry.id)
    if kept is not None:
        record = Record.from_data(kept.record)
        if record.content_hash() == entry.source_hash:
            return record
    data = session.scalars(
        select(EntryVersion.record)
        .where(EntryVersion.entry_id == entry.id, EntryVersion.content_hash == entry.source_hash)
        .order_by(EntryVersion.number.desc())
        .limit(1)
    ).one_or_none()
    return None if data is None else Record.from_data(data)
