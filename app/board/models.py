"""Tables of the board's work."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import Date, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.accounts.models import Person
from app.assessments.models import Submission
from app.audit import AuditSubject
from app.database import JSONText, Model, UTCDateTime, utcnow


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
    advices: Mapped[list[Advice]] = relationship(back_populates="review", order_by="Advice.number")
    comments: Mapped[list[Comment]] = relationship(order_by="Comment.id")

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012

    @property
    def advice(self) -> Advice | None:
        """The advice that counts: the newest; an appeal may have led to a second one."""
        return self.advices[-1] if self.advices else None

    @property
    def audited(self) -> AuditSubject:
        """The row as audit events name it."""
        return AuditSubject("review", self.id, self.organisation_id)


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
    """The board's advice on a submission, never changed: outcome, reasons, for which phase, how decided.

    `outcome` is the meaning (an AdviceOutcome); `outcome_code`, `label` and `label_cy` are the organisation's
    own, the labels empty where it uses the service's words. `decision` holds the fields of a Decision of the
    record, `dissents` the ids and words of members who disagreed; both and `proposal_id` are empty for advice
    from before proposals were kept.
    """

    __tablename__ = "advice"
    __table_args__ = (UniqueConstraint("review_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    review_id: Mapped[int] = mapped_column(ForeignKey("review.id"))
    number: Mapped[int] = mapped_column(default=1, server_default="1")
    outcome: Mapped[str] = mapped_column(String(30))
    outcome_code: Mapped[str] = mapped_column(String(40), default="")
    label: Mapped[str] = mapped_column(String(120), default="")
    label_cy: Mapped[str] = mapped_column(String(120), default="")
    reasons: Mapped[str] = mapped_column(Text)
    for_phase: Mapped[str] = mapped_column(String(30), default="")
    decision: Mapped[dict[str, Any] | None] = mapped_column(JSONText)
    dissents: Mapped[list[dict[str, Any]] | None] = mapped_column(JSONText)
    proposal_id: Mapped[int | None] = mapped_column(ForeignKey("proposal.id"), unique=True)
    issued_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    issued_at: Mapped[datetime] = mapped_column(UTCDateTime, default=utcnow)

    review: Mapped[Review] = relationship(back_populates="advices")
    issued_by: Mapped[Person] = relationship()
    conditions: Mapped[list[Condition]] = relationship(
        order_by="Condition.due_on, Condition.id", back_populates="advice"
    )
    response: Mapped[Response | None] = relationship(back_populates="advice")


class Condition(Model):
    """Something that the board asks for by a date; `status` is a ConditionStatus of the record.

    `owner_id` sees to it and `owner_post` is what the public reads of them. `evidence_on` is the day since
    which evidence waits for a ruling, `met_on` when it was met, `lapsed_at` when it was found to be late.
    """

    __tablename__ = "condition"

    id: Mapped[int] = mapped_column(primary_key=True)
    advice_id: Mapped[int] = mapped_column(ForeignKey("advice.id"), index=True)
    text: Mapped[str] = mapped_column(Text)
    due_on: Mapped[date] = mapped_column(Date)
    owner_post: Mapped[str] = mapped_column(String(200), default="")
    status: Mapped[str] = mapped_column(String(20), default="open")
    status_note: Mapped[str] = mapped_column(Text, default="")
    ruled_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    ruled_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    owner_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    first_due_on: Mapped[date | None] = mapped_column(Date)
    evidence_on: Mapped[date | None] = mapped_column(Date)
    met_on: Mapped[date | None] = mapped_column(Date)
    lapsed_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    version: Mapped[int] = mapped_column(default=1)

    advice: Mapped[Advice] = relationship(back_populates="conditions")
    owner: Mapped[Person | None] = relationship(foreign_keys=owner_id)

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
