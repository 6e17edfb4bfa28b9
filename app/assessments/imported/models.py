"""Tables of imports: who brought a use in and when, and what its archive says of people and moments."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.accounts.models import Person
from app.database import Model, UTCDateTime, utcnow


class UseImport(Model):
    """That a use came in as an archive, only ever added; `archive_hash` is the SHA-256 of the file."""

    __tablename__ = "use_import"

    use_id: Mapped[int] = mapped_column(ForeignKey("use_case.id"), primary_key=True)
    imported_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    imported_at: Mapped[datetime] = mapped_column(UTCDateTime, default=utcnow)
    archive_hash: Mapped[str] = mapped_column(String(64), default="")

    imported_by: Mapped[Person] = relationship()


class ImportedFact(Model):
    """What the archive says in one field of one row: a person's address as a text, or a moment.

    There is one for every imported field that would name a person, and it is empty where the archive names
    nobody. It is evidence of nothing, and no right comes from it. Only ever added.
    """

    __tablename__ = "imported_fact"
    __table_args__ = (UniqueConstraint("table_name", "row_id", "field", "use_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    use_id: Mapped[int] = mapped_column(ForeignKey("use_import.use_id"), index=True)
    table_name: Mapped[str] = mapped_column(String(40))
    row_id: Mapped[int]
    field: Mapped[str] = mapped_column(String(60))
    said: Mapped[str] = mapped_column(String(254))
