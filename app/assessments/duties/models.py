"""Tables of what teams say to legal duties: one sheet for a use's facts and one for each duty."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.accounts.models import Person
from app.database import JSONText, Model, UTCDateTime, utcnow


class DutySheet(Model):
    """What one page says now: `page` is a duty's id or `facts`, `answers` as sheets.py reads them.

    `not_applicable` is the team's reason for thinking that the duty does not bind it, else empty.
    """

    __tablename__ = "duty_sheet"
    __table_args__ = (UniqueConstraint("assessment_id", "page"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    assessment_id: Mapped[int] = mapped_column(ForeignKey("assessment.id"))
    page: Mapped[str] = mapped_column(String(60))
    answers: Mapped[dict[str, Any]] = mapped_column(JSONText, default=dict)
    not_applicable: Mapped[str] = mapped_column(Text, default="")
    saved_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    saved_at: Mapped[datetime] = mapped_column(UTCDateTime, default=utcnow)
    version: Mapped[int] = mapped_column(default=1)

    saved_by: Mapped[Person | None] = relationship()

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012


class DutySheetRevision(Model):
    """Every saved state of a sheet with who and when, only ever added."""

    __tablename__ = "duty_sheet_revision"
    __table_args__ = (UniqueConstraint("sheet_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    sheet_id: Mapped[int] = mapped_column(ForeignKey("duty_sheet.id"))
    number: Mapped[int]
    answers: Mapped[dict[str, Any]] = mapped_column(JSONText, default=dict)
    not_applicable: Mapped[str] = mapped_column(Text, default="")
    saved_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    saved_at: Mapped[datetime] = mapped_column(UTCDateTime, default=utcnow)
