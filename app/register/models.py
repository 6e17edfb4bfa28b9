"""Tables of the public register: entries, their drafts, their immutable versions, and the rows searched."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, SmallInteger, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.accounts.models import Organisation
from app.audit import AuditSubject
from app.database import JSONText, Model, UTCDateTime, utcnow


class Entry(Model):
    """A register entry. `origin` is `candour` or an import standard; `source_key` is its id there.

    `published_number` is the version that the public sees, None before the first publication. `source_hash`
    is the content hash of the source record last taken over; it tells an import what has not changed.
    `title` is that of the public version, for lists. A retired entry has `retired_at` and, for the page left
    at its address, `retired_reason`.
    """

    __tablename__ = "entry"
    __table_args__ = (UniqueConstraint("organisation_id", "origin", "source_key"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"))
    origin: Mapped[str] = mapped_column(String(40))
    source_key: Mapped[str] = mapped_column(String(160))
    slug: Mapped[str] = mapped_column(String(100))
    title: Mapped[str] = mapped_column(String(300), default="")
    published_number: Mapped[int | None]
    source_hash: Mapped[str] = mapped_column(String(64), default="")
    retired_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    retired_reason: Mapped[str] = mapped_column(String(500), default="")
    created_at: Mapped[datetime] = mapped_column(UTCDateTime, default=utcnow)
    version: Mapped[int] = mapped_column(default=1)

    organisation: Mapped[Organisation] = relationship()
    draft: Mapped[EntryDraft | None] = relationship(back_populates="entry")

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012

    @property
    def audited(self) -> AuditSubject:
        """The row as audit events name it."""
        return AuditSubject("entry", self.id, self.organisation_id)


class EntrySource(Model):
    """The record as the assessment gave it last, beside which an editor's own words can be told apart."""

    __tablename__ = "entry_source"

    entry_id: Mapped[int] = mapped_column(ForeignKey("entry.id"), primary_key=True, autoincrement=False)
    record: Mapped[dict[str, Any]] = mapped_column(JSONText)
    updated_at: Mapped[datetime] = mapped_column(UTCDateTime, default=utcnow)


class EntryDraft(Model):
    """The next version of an entry while editors work on it. `state` is `editing` or `second_check`.

    `title` repeats the record's, for lists. `note` is what the second person asked for when sending it back.
    """

    __tablename__ = "entry_draft"

    id: Mapped[int] = mapped_column(primary_key=True)
    entry_id: Mapped[int] = mapped_column(ForeignKey("entry.id"), unique=True)
    title: Mapped[str] = mapped_column(String(300))
    record: Mapped[dict[str, Any]] = mapped_column(JSONText)
    state: Mapped[str] = mapped_column(String(20), default="editing")
    edited_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    sent_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    note: Mapped[str] = mapped_column(String(2000), default="")
    updated_at: Mapped[datetime] = mapped_column(UTCDateTime, default=utcnow)
    version: Mapped[int] = mapped_column(default=1)

    entry: Mapped[Entry] = relationship(back_populates="draft")

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012


class EntryVersion(Model):
    """One published version, never changed: the Record as JSON, and who put it out when and why."""

    __tablename__ = "entry_version"
    __table_args__ = (UniqueConstraint("entry_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    entry_id: Mapped[int] = mapped_column(ForeignKey("entry.id"))
    number: Mapped[int]
    record: Mapped[dict[str, Any]] = mapped_column(JSONText)
    content_hash: Mapped[str] = mapped_column(String(64))
    change_note: Mapped[str] = mapped_column(String(500))
    prepared_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    published_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    published_at: Mapped[datetime] = mapped_column(UTCDateTime, default=utcnow)


class PublicBody(Model):
    """The body that uses what an entry describes: an imported register holds the entries of many."""

    __tablename__ = "public_body"

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(String(100), unique=True)
    name: Mapped[str] = mapped_column(String(200))


class EntryRow(Model):
    """What a results page shows and sorts by, one row for each published entry."""

    __tablename__ = "entry_row"
    __table_args__ = (
        Index("ix_entry_row_title", "title_key", "entry_id"),
        Index("ix_entry_row_published", "published_at", "entry_id"),
    )

    entry_id: Mapped[int] = mapped_column(ForeignKey("entry.id"), primary_key=True, autoincrement=False)
    body_id: Mapped[int] = mapped_column(ForeignKey("public_body.id"), index=True)
    organisation_name: Mapped[str] = mapped_column(String(200))
    slug: Mapped[str] = mapped_column(String(100))
    title: Mapped[str] = mapped_column(String(300))
    title_key: Mapped[str] = mapped_column(String(120))
    summary: Mapped[str] = mapped_column(Text)
    language: Mapped[str] = mapped_column(String(8))
    phase: Mapped[str] = mapped_column(String(20))
    review_state: Mapped[str] = mapped_column(String(20))
    published_at: Mapped[datetime] = mapped_column(UTCDateTime)


class EntryFacet(Model):
    """The filters as small integers, narrow so that counting stays quick at any size."""

    __tablename__ = "entry_facet"
    __table_args__ = (
        Index(
            "ix_entry_facet_all",
            "body_id",
            "service_area",
            "phase",
            "kind",
            "personal_data",
            "challenge_route",
        ),
    )

    entry_id: Mapped[int] = mapped_column(ForeignKey("entry.id"), primary_key=True, autoincrement=False)
    body_id: Mapped[int]
    service_area: Mapped[int] = mapped_column(SmallInteger)
    phase: Mapped[int] = mapped_column(SmallInteger)
    kind: Mapped[int] = mapped_column(SmallInteger)
    personal_data: Mapped[int] = mapped_column(SmallInteger)
    challenge_route: Mapped[int] = mapped_column(SmallInteger)


class SearchWord(Model):
    """Every word of the published entries with how many entries hold it, for forgiving typing errors."""

    __tablename__ = "search_word"

    word: Mapped[str] = mapped_column(String(60), primary_key=True)
    entries: Mapped[int]


class RegisterState(Model):
    """One row: a number that grows with every publication, so that kept pages know when they are old."""

    __tablename__ = "register_state"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    revision: Mapped[int]
    changed_at: Mapped[datetime] = mapped_column(UTCDateTime)
