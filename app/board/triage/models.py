"""Tables of triage: one row for each review, who reviews it, what members know, and bulk changes."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import Date, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.accounts.models import Person
from app.audit import AuditSubject
from app.board.models import Review
from app.database import JSONText, Model, UTCDateTime, utcnow


class ReviewTriage(Model):
    """How a review is dealt with: `route` is meeting, correspondence or empty, `priority` as in words.py."""

    __tablename__ = "review_triage"

    id: Mapped[int] = mapped_column(primary_key=True)
    review_id: Mapped[int] = mapped_column(ForeignKey("review.id"), unique=True)
    due_on: Mapped[date | None] = mapped_column(Date, index=True)
    route: Mapped[str] = mapped_column(String(20), default="")
    priority: Mapped[str] = mapped_column(String(10), default="normal")
    note: Mapped[str] = mapped_column(Text, default="")
    triaged_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    triaged_at: Mapped[datetime] = mapped_column(UTCDateTime, default=utcnow)
    version: Mapped[int] = mapped_column(default=1)

    review: Mapped[Review] = relationship()
    triaged_by: Mapped[Person] = relationship()

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012


class ReviewAssignment(Model):
    """A reviewer of a review; `done_at` once they said that they have finished, `ended_at` once taken off."""

    __tablename__ = "review_assignment"
    __table_args__ = (UniqueConstraint("review_id", "person_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    review_id: Mapped[int] = mapped_column(ForeignKey("review.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    lead: Mapped[bool] = mapped_column(default=False)
    assigned_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    assigned_at: Mapped[datetime] = mapped_column(UTCDateTime, default=utcnow)
    done_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    ended_at: Mapped[datetime | None] = mapped_column(UTCDateTime)

    review: Mapped[Review] = relationship()
    person: Mapped[Person] = relationship(foreign_keys=[person_id])


class BoardExpertise(Model):
    """Something that a person of the board knows about: a service area's code, or one of words.FIELDS."""

    __tablename__ = "board_expertise"
    __table_args__ = (UniqueConstraint("organisation_id", "person_id", "tag"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    tag: Mapped[str] = mapped_column(String(40))


class TriageBatch(Model):
    """A change of many reviews at once: `before` has what each was, so that it can be undone."""

    __tablename__ = "triage_batch"

    id: Mapped[int] = mapped_column(primary_key=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"), index=True)
    actor_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    done_at: Mapped[datetime] = mapped_column(UTCDateTime, default=utcnow)
    before: Mapped[list[dict[str, Any]]] = mapped_column(JSONText)
    undone_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    undone_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012

    @property
    def audited(self) -> AuditSubject:
        """The row as audit events name it."""
        return AuditSubject("triage_batch", self.id, self.organisation_id)
