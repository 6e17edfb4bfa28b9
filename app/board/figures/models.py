"""The table of yearly figures as they were published; rows are only ever added."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.accounts.models import Person
from app.audit import AuditSubject
from app.database import JSONText, Model, UTCDateTime, utcnow


class PublishedFigures(Model):
    """One year's figures as the public reads them; a correction is a new number with its reason in `note`."""

    __tablename__ = "published_figures"
    __table_args__ = (UniqueConstraint("organisation_id", "year", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"))
    year: Mapped[int]
    number: Mapped[int]
    figures: Mapped[dict[str, Any]] = mapped_column(JSONText)
    words: Mapped[str] = mapped_column(Text, default="")
    note: Mapped[str] = mapped_column(Text, default="")
    published_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    published_at: Mapped[datetime] = mapped_column(UTCDateTime, default=utcnow)

    published_by: Mapped[Person] = relationship()

    @property
    def audited(self) -> AuditSubject:
        """The row as audit events name it."""
        return AuditSubject("figures", self.id, self.organisation_id)
