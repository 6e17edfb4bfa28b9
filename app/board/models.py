"""Tables of the board's work."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import Date, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.accounts.models import Person
from app.assessments.models import Submission
from app.database import Model, UTCDateTime, utcnow


class Review(Model):
    """The board's work on one submission; `state` as in lifecycle.py.

    `level` is the highest that the answers allow; it, `flags` and `unknowns` (counts of red flags and of
    answers "don't know yet") never change after the submission, so the queue need not read its snapshot.
    """

    __tablename__ = "review"
    __table_args__ = (Index("ix_review_queue", "organisation_id", "state", "opened_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"))
    submission_id: Mapped[int] = mapped_column(ForeignKey("submission.id"), unique=True)
    state: Mapped[str] = mapped_column(String(20), default="open")
    opened_at: Mapped[datetime] = mapped_column(UTCDateTime, default=utcnow)
    level: Mapped[str] = mapped_column(String(10))
    flags: Mapped[int]
    unknowns: Mapped[int]
    return_reasons: Mapped[str] = mapped_column(Text, default="")
    returned_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    returned_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    version: Mapped[int] = mapped_column(default=1)

    submission: Mapped[Submission] = relationship()
    returned_by: Mapped[Person | None] = relationship()
    advice: Mapped[Advice | None] = relationship(back_populates="review")
    comments: Mapped[list[Comment]] = relationship(order_by="Comment.id")

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012


class Comment(Model):
    """What a board member says about a question, a harm, or (both empty) the whole submission."""

    __tablename__ = "comment"

    id: Mapped[int] = mapped_column(primary_key=True)
    review_id: Mapped[int] = mapped_column(ForeignKey("review.id"), index=True)
    question_id: Mapped[str] = mapped_column(String(60), default="")
    harm_id: Mapped[int | None] = mapped_column(ForeignKey("harm.id"))
    text: Mapped[str] = mapped_column(Text)
    author_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    written_at: Mapped[datetime] = mapped_column(UTCDateTime, default=utcnow)

    author: Mapped[Person] = relationship()


class Advice(Model):
    """The board's advice on a submission: outcome code, reasons, conditions."""

    __tablename__ = "advice"

    id: Mapped[int] = mapped_column(primary_key=True)
    review_id: Mapped[int] = mapped_column(ForeignKey("review.id"), unique=True)
    outcome: Mapped[str] = mapped_column(String(30))
    reasons: Mapped[str] = mapped_column(Text)
    issued_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    issued_at: Mapped[datetime] = mapped_column(UTCDateTime, default=utcnow)

    review: Mapped[Review] = relationship(back_populates="advice")
    issued_by: Mapped[Person] = relationship()
    conditions: Mapped[list[Condition]] = relationship(order_by="Condition.due_on, Condition.id")
    response: Mapped[Response | None] = relationship(back_populates="advice")


class Condition(Model):
    """Something that the board asks for by a date; `status` is a ConditionStatus of the record."""

    __tablename__ = "condition"

    id: Mapped[int] = mapped_column(primary_key=True)
    advice_id: Mapped[int] = mapped_column(ForeignKey("advice.id"), index=True)
    text: Mapped[str] = mapped_column(Text)
    due_on: Mapped[date] = mapped_column(Date)
    status: Mapped[str] = mapped_column(String(20), default="open")
    status_note: Mapped[str] = mapped_column(Text, default="")
    ruled_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    ruled_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012


class Response(Model):
    """The accountable owner's answer to the advice: accept, accept_in_part or depart, with reasons."""

    __tablename__ = "response"

    id: Mapped[int] = mapped_column(primary_key=True)
    advice_id: Mapped[int] = mapped_column(ForeignKey("advice.id"), unique=True)
    outcome: Mapped[str] = mapped_column(String(20))
    reasons: Mapped[str] = mapped_column(Text)
    post: Mapped[str] = mapped_column(String(200), default="")
    responded_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    responded_at: Mapped[datetime] = mapped_column(UTCDateTime, default=utcnow)

    advice: Mapped[Advice] = relationship(back_populates="response")
    responded_by: Mapped[Person] = relationship()
