"""Tables of who deals with which section or question."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import Date, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.accounts.models import Person
from app.assessments.models import Assessment
from app.database import Model, UTCDateTime, utcnow

SECTION = "section"
QUESTION = "question"


class Assignment(Model):
    """Who deals with one section or question now; `target` is `section` or `question`, nobody is None."""

    __tablename__ = "assignment"
    __table_args__ = (UniqueConstraint("assessment_id", "target", "target_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    assessment_id: Mapped[int] = mapped_column(ForeignKey("assessment.id"))
    target: Mapped[str] = mapped_column(String(10))
    target_id: Mapped[str] = mapped_column(String(60))
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    due_on: Mapped[date | None] = mapped_column(Date)
    version: Mapped[int] = mapped_column(default=1)

    assessment: Mapped[Assessment] = relationship()
    person: Mapped[Person | None] = relationship()

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012


class AssignmentRevision(Model):
    """Every change of an assignment, only ever added: to whom and by when, and what it was before."""

    __tablename__ = "assignment_revision"

    id: Mapped[int] = mapped_column(primary_key=True)
    assessment_id: Mapped[int] = mapped_column(ForeignKey("assessment.id"), index=True)
    target: Mapped[str] = mapped_column(String(10))
    target_id: Mapped[str] = mapped_column(String(60))
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    due_on: Mapped[date | None] = mapped_column(Date)
    person_before_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    due_before: Mapped[date | None] = mapped_column(Date)
    saved_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    saved_at: Mapped[datetime] = mapped_column(UTCDateTime, default=utcnow)
