"""Tables of appeals and of the members whom the chair lets answer one although they led the review."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.accounts.models import Person
from app.board.models import Advice, Review
from app.database import Model, UTCDateTime, utcnow


class Appeal(Model):
    """The team's one wish for a second look at `advice_id`; `state` as in lifecycle.py.

    One member writes the answer (`outcome`: stands or changed, with `reasons`), another one agrees to it.
    """

    __tablename__ = "appeal"

    id: Mapped[int] = mapped_column(primary_key=True)
    review_id: Mapped[int] = mapped_column(ForeignKey("review.id"), unique=True)
    advice_id: Mapped[int] = mapped_column(ForeignKey("advice.id"))
    state: Mapped[str] = mapped_column(String(20), default="asked")
    grounds: Mapped[str] = mapped_column(Text)
    asked_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    asked_at: Mapped[datetime] = mapped_column(UTCDateTime, default=utcnow)
    outcome: Mapped[str] = mapped_column(String(20), default="")
    reasons: Mapped[str] = mapped_column(Text, default="")
    answered_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    agreed_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    answered_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    objection: Mapped[str] = mapped_column(Text, default="")
    version: Mapped[int] = mapped_column(default=1)

    review: Mapped[Review] = relationship()
    advice: Mapped[Advice] = relationship()
    asked_by: Mapped[Person] = relationship(foreign_keys=asked_by_id)
    answered_by: Mapped[Person | None] = relationship(foreign_keys=answered_by_id)
    agreed_by: Mapped[Person | None] = relationship(foreign_keys=agreed_by_id)
    substitutes: Mapped[list[AppealSubstitute]] = relationship(order_by="AppealSubstitute.id")

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012


class AppealSubstitute(Model):
    """Somebody whom the chair names to answer, because too few other members are left."""

    __tablename__ = "appeal_substitute"

    id: Mapped[int] = mapped_column(primary_key=True)
    appeal_id: Mapped[int] = mapped_column(ForeignKey("appeal.id"), index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    named_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    named_at: Mapped[datetime] = mapped_column(UTCDateTime, default=utcnow)

    person: Mapped[Person] = relationship(foreign_keys=person_id)
