"""Tables of how an organisation's board works; an organisation without rows has the defaults of model.py."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.accounts.models import Person
from app.audit import AuditSubject
from app.database import JSONText, Model, UTCDateTime, utcnow


class BoardConfiguration(Model):
    """The settings of one organisation's board; meanings of the columns as in model.Configuration."""

    __tablename__ = "board_configuration"

    id: Mapped[int] = mapped_column(primary_key=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"), unique=True)
    quorum: Mapped[int] = mapped_column(default=0)
    rule: Mapped[str] = mapped_column(String(20))
    casting_vote: Mapped[bool]
    tie: Mapped[str] = mapped_column(String(20))
    abstentions_count: Mapped[bool]
    interests_public: Mapped[bool]
    minutes_public: Mapped[bool]
    review_after_months: Mapped[dict[str, int]] = mapped_column(JSONText)
    due_days: Mapped[dict[str, int]] = mapped_column(JSONText)
    correspondence_days: Mapped[int]
    updated_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    updated_at: Mapped[datetime] = mapped_column(UTCDateTime, default=utcnow)
    version: Mapped[int] = mapped_column(default=1)

    updated_by: Mapped[Person | None] = relationship()

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012

    @property
    def audited(self) -> AuditSubject:
        """The row as audit events name it."""
        return AuditSubject("board_configuration", self.id, self.organisation_id)


class BoardOutcome(Model):
    """One outcome that the organisation's advice may have, in its own words; retired, never removed."""

    __tablename__ = "board_outcome"
    __table_args__ = (UniqueConstraint("organisation_id", "code"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"))
    code: Mapped[str] = mapped_column(String(40))
    label: Mapped[str] = mapped_column(String(120))
    label_cy: Mapped[str] = mapped_column(String(120), default="")
    hint: Mapped[str] = mapped_column(Text, default="")
    hint_cy: Mapped[str] = mapped_column(Text, default="")
    meaning: Mapped[str] = mapped_column(String(30))
    wants_conditions: Mapped[bool]
    wants_phase: Mapped[bool]
    position: Mapped[int]
    retired_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012

    @property
    def audited(self) -> AuditSubject:
        """The row as audit events name it."""
        return AuditSubject("board_outcome", self.id, self.organisation_id)
