"""Evidence for a condition, rulings on it and moves of its date: tables that are only added to."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import Date, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.accounts.models import Person
from app.assessments.evidence.models import EvidenceFile
from app.database import Model, UTCDateTime, utcnow


class ConditionEvidence(Model):
    """What somebody handed in to show that a condition is met: words, a link, a file."""

    __tablename__ = "condition_evidence"

    id: Mapped[int] = mapped_column(primary_key=True)
    condition_id: Mapped[int] = mapped_column(ForeignKey("condition.id"), index=True)
    text: Mapped[str] = mapped_column(Text)
    link: Mapped[str] = mapped_column(String(500), default="")
    file_id: Mapped[int | None] = mapped_column(ForeignKey("evidence_file.id"))
    given_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    given_at: Mapped[datetime] = mapped_column(UTCDateTime, default=utcnow)

    given_by: Mapped[Person] = relationship()
    file: Mapped[EvidenceFile | None] = relationship()


class ConditionRuling(Model):
    """One ruling of the board, on everything handed in up to `evidence_id`; the newest one counts."""

    __tablename__ = "condition_ruling"

    id: Mapped[int] = mapped_column(primary_key=True)
    condition_id: Mapped[int] = mapped_column(ForeignKey("condition.id"), index=True)
    evidence_id: Mapped[int | None] = mapped_column(ForeignKey("condition_evidence.id"))
    status: Mapped[str] = mapped_column(String(20))
    reasons: Mapped[str] = mapped_column(Text)
    ruled_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    ruled_at: Mapped[datetime] = mapped_column(UTCDateTime, default=utcnow)

    ruled_by: Mapped[Person] = relationship()


class ConditionDate(Model):
    """That the board moved the date of a condition, from when to when and why."""

    __tablename__ = "condition_date"

    id: Mapped[int] = mapped_column(primary_key=True)
    condition_id: Mapped[int] = mapped_column(ForeignKey("condition.id"), index=True)
    was_due_on: Mapped[date] = mapped_column(Date)
    due_on: Mapped[date] = mapped_column(Date)
    reasons: Mapped[str] = mapped_column(Text)
    moved_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    moved_at: Mapped[datetime] = mapped_column(UTCDateTime, default=utcnow)

    moved_by: Mapped[Person] = relationship()
