"""One entry as the public may see it: its record, its versions, whom to write to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, select

from app.accounts.models import Organisation
from app.database import db
from app.register.models import Entry, EntryVersion
from app.register.record import Record

LARGEST_ID = 2**31 - 1


@dataclass(frozen=True, slots=True)
class Contact:
    """How to reach the organisation that keeps the entry; texts may be empty."""

    name: str = ""
    email: str = ""
    phone: str = ""
    website: str = ""


@dataclass(frozen=True, slots=True)
class VersionNote:
    """One line of an entry's history."""

    number: int
    published_at: datetime
    change_note: str


@dataclass(frozen=True, slots=True)
class PublishedEntry:
    """An entry at one of its versions; `versions` are all of them, newest first.

    `own` when an organisation of this service keeps it, not another register.
    """

    id: int
    slug: str
    number: int
    record: Record
    published_at: datetime
    contact: Contact
    retired_at: datetime | None
    retired_reason: str
    versions: tuple[VersionNote, ...]
    own: bool = False

    @property
    def latest(self) -> int:
        """The number of the version that the public sees first."""
        return self.versions[0].number


_COLUMNS = (
    Entry.id,
    Entry.slug,
    Entry.origin,
    Entry.retired_at,
    Entry.retired_reason,
    EntryVersion.number,
    EntryVersion.record,
    EntryVersion.published_at,
    Organisation.name,
    Organisation.contact_email,
    Organisation.contact_phone,
    Organisation.website,
)
_ANY_VERSION = (
    select(*_COLUMNS)
    .join(EntryVersion, EntryVersion.entry_id == Entry.id)
    .join(Organisation, Organisation.id == Entry.organisation_id)
    .where(Entry.id == bindparam("entry_id"), EntryVersion.number <= Entry.published_number)
)
_PRESENT = _ANY_VERSION.where(EntryVersion.number == Entry.published_number)
_NUMBERED = _ANY_VERSION.where(EntryVersion.number == bindparam("number"))
_NOTES = (
    select(EntryVersion.number, EntryVersion.published_at, EntryVersion.change_note)
    .join(Entry, Entry.id == EntryVersion.entry_id)
    .where(Entry.id == bindparam("entry_id"), EntryVersion.number <= Entry.published_number)
    .order_by(EntryVersion.number.desc())
)


def published_entry(entry_id: int, number: int | None = None) -> PublishedEntry | None:
    """An entry at its present version, or at an older one; None for what is not public. Two statements."""
    if entry_id > LARGEST_ID or (number or 0) > LARGEST_ID:
        return None
    connection = db.session.connection()
    wanted = {"entry_id": entry_id, "number": number}
    row = connection.execute(_PRESENT if number is None else _NUMBERED, wanted).first()
    if row is None:
        return None
    notes = connection.execute(_NOTES, wanted)
    own = row.origin == "candour"
    return PublishedEntry(
        id=row.id,
        slug=row.slug,
        number=row.number,
        record=Record.from_data(row.record),
        published_at=row.published_at,
        contact=Contact(row.name, row.contact_email, row.contact_phone, row.website) if own else Contact(),
        retired_at=row.retired_at,
        retired_reason=row.retired_reason,
        versions=tuple(VersionNote(*note) for note in notes),
        own=own,
    )


def host() -> Contact:
    """The organisation that runs this register: the first that says how to reach it, or nobody yet."""
    row = db.session.execute(
        select(
            Organisation.name, Organisation.contact_email, Organisation.contact_phone, Organisation.website
        )
        .order_by(Organisation.contact_email == "", Organisation.id)
        .limit(1)
    ).first()
    return Contact() if row is None else Contact(*row)


def organisation_details(slug: str) -> tuple[Contact, str] | None:
    """Contact and description of an organisation that works in this service, or None."""
    row = db.session.execute(
        select(
            Organisation.name,
            Organisation.contact_email,
            Organisation.contact_phone,
            Organisation.website,
            Organisation.about,
        ).where(Organisation.slug == slug)
    ).first()
    return None if row is None else (Contact(*row[:4]), row.about)
