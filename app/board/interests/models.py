"""Tables of interests: declared for a review (only ever added to), and lasting ones of a person."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.accounts.models import Person
from app.audit import AuditSubject
from app.board.models import Review
from app.database import Model, UTCDateTime, utcnow


class Interest(Model):
    """What a person of the board declared for a review: `none`, or a kind of interest with its text.

    Of one person's declarations on an assessment one counts (`standing.counting`); all of them stay.
    `recorded_by_id` is whoever wrote it down: the person, or the secretary at a meeting.
    """

    __tablename__ = "interest"
    __table_args__ = (Index("ix_interest_person", "assessment_id", "person_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    review_id: Mapped[int] = mapped_column(ForeignKey("review.id"), index=True)
    assessment_id: Mapped[int] = mapped_column(ForeignKey("assessment.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    kind: Mapped[str] = mapped_column(String(20))
    text: Mapped[str] = mapped_column(Text, default="")
    recorded_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    declared_at: Mapped[datetime] = mapped_column(UTCDateTime, default=utcnow)

    review: Mapped[Review] = relationship()
    person: Mapped[Person] = relationship(foreign_keys=[person_id])
    recorded_by: Mapped[Person] = relationship(foreign_keys=[recorded_by_id])
    allowance: Mapped[InterestAllowance | None] = relationship(back_populates="interest")
    lift: Mapped[InterestLift | None] = relationship(back_populates="interest")


class InterestAllowance(Model):
    """Why somebody with an interest takes part all the same: in whose name, with what reason."""

    __tablename__ = "interest_allowance"

    id: Mapped[int] = mapped_column(primary_key=True)
    interest_id: Mapped[int] = mapped_column(ForeignKey("interest.id"), unique=True)
    reason: Mapped[str] = mapped_column(Text)
    allowed_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    allowed_at: Mapped[datetime] = mapped_column(UTCDateTime, default=utcnow)

    interest: Mapped[Interest] = relationship(back_populates="allowance")
    allowed_by: Mapped[Person] = relationship()


class InterestLift(Model):
    """Why a declared interest no longer keeps a member out, and who of the board decided that."""

    __tablename__ = "interest_lift"

    id: Mapped[int] = mapped_column(primary_key=True)
    interest_id: Mapped[int] = mapped_column(ForeignKey("interest.id"), unique=True)
    reason: Mapped[str] = mapped_column(Text)
    lifted_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    lifted_at: Mapped[datetime] = mapped_column(UTCDateTime, default=utcnow)

    interest: Mapped[Interest] = relationship(back_populates="lift")
    lifted_by: Mapped[Person] = relationship()


class StandingInterest(Model):
    """A lasting interest of a person of the board; one that no longer holds is ended, not removed."""

    __tablename__ = "standing_interest"

    id: Mapped[int] = mapped_column(primary_key=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    category: Mapped[str] = mapped_column(String(20))
    text: Mapped[str] = mapped_column(Text)
    entered_at: Mapped[datetime] = mapped_column(UTCDateTime, default=utcnow)
    ended_at: Mapped[datetime | None] = mapped_column(UTCDateTime)

    @property
    def audited(self) -> AuditSubject:
        """The row as audit events name it."""
        return AuditSubject("standing_interest", self.id, self.organisation_id, {"category": self.category})


class InterestsConfirmed(Model):
    """When a person of the board last said that what they entered is all, or that there is nothing."""

    __tablename__ = "interests_confirmed"
    __table_args__ = (UniqueConstraint("organisation_id", "person_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    confirmed_at: Mapped[datetime] = mapped_column(UTCDateTime, default=utcnow)
