"""Publishes records straight into the register's tables, for tests of what the public reads."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select

from app.accounts.models import Organisation
from app.database import transaction, utcnow
from app.register.models import Entry, EntryVersion
from app.register.published.search import index
from app.register.record import FieldValue, Record


def a_record(title: str = "Rent arrears helper", **changes: object) -> Record:
    """A small record; `summary` and other attributes by keyword."""
    summary = str(changes.pop("summary", f"{title} finds people who may need help."))
    fields = changes.pop("fields", ())
    values = {
        "title": title,
        "organisation_name": "Northmere Council",
        "organisation_slug": "northmere",
        "phase": "production",
        "service_area": "housing",
        "fields": (("summary", FieldValue.of(summary)), *fields),  # type: ignore[misc]
    }
    return Record(**{**values, **changes})  # type: ignore[arg-type]


def publish(records: Sequence[Record], moment: datetime | None = None) -> list[int]:
    """Publishes version 1 of each record as a new entry; gives the entries' ids. Needs a context."""
    with transaction() as session:
        organisations = {o.slug: o for o in session.scalars(select(Organisation))}
        items = []
        for number, record in enumerate(records):
            slug = record.organisation_slug
            if slug not in organisations:
                organisations[slug] = Organisation(slug=slug, name=record.organisation_name)
                session.add(organisations[slug])
            entry = Entry(
                organisation_id=0,
                origin="candour" if record.provenance is None else record.provenance.standard,
                source_key=f"{slug}-{number}-{record.content_hash()}",
                slug="-".join(record.title.lower().split())[:60],
                published_number=1,
            )
            items.append((entry, record))
        session.flush()
        for entry, record in items:
            entry.organisation_id = organisations[record.organisation_slug].id
            session.add(entry)
        session.flush()
        for entry, record in items:
            session.add(_version(entry, record, 1, moment or utcnow()))
        session.flush()
        index.write(session, items)
    return [entry.id for entry, _ in items]


def publish_again(entry_id: int, record: Record, note: str = "Corrected") -> int:
    """Publishes the next version of an entry; gives its number. Needs a context."""
    with transaction() as session:
        entry = session.get_one(Entry, entry_id)
        entry.published_number = (entry.published_number or 0) + 1
        session.add(_version(entry, record, entry.published_number, utcnow(), note))
        session.flush()
        index.write(session, [(entry, record)])
    return entry.published_number


def _version(
    entry: Entry, record: Record, number: int, moment: datetime, note: str = "First version"
) -> EntryVersion:
    return EntryVersion(
        entry_id=entry.id,
        number=number,
        record=record.to_data(),
        content_hash=record.content_hash(),
        change_note=note,
        published_at=moment,
    )
