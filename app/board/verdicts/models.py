"""Tables of what each reviewer says of each part of a submission, and of their own notes."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.accounts.models import Person
from app.board.verdicts.targets import LONGEST, TargetKind, VerdictTarget
from app.database import Model, UTCDateTime, utcnow


class Verdict(Model):
    """What a reviewer said of a target, only ever added: the highest `number` is what they say now.

    `code` as in words.py, empty when a verdict was taken back; `condition` is the text suggested for "with a
    condition"; `batch` names the action that gave many at once, so that it can be undone.
    """

    __tablename__ = "verdict"
    __table_args__ = (UniqueConstraint("review_id", "author_id", "kind", "target_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    review_id: Mapped[int] = mapped_column(ForeignKey("review.id"))
    author_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    kind: Mapped[str] = mapped_column(String(10))
    target_id: Mapped[str] = mapped_column(String(LONGEST))
    number: Mapped[int]
    code: Mapped[str] = mapped_column(String(20))
    note: Mapped[str] = mapped_column(Text, default="")
    condition: Mapped[str] = mapped_column(Text, default="")
    batch: Mapped[str] = mapped_column(String(64), default="")
    said_at: Mapped[datetime] = mapped_column(UTCDateTime, default=utcnow)

    author: Mapped[Person] = relationship()

    @property
    def target(self) -> VerdictTarget:
        """What it is about."""
        return VerdictTarget(TargetKind(self.kind), self.target_id)


class ReviewerNote(Model):
    """What a reviewer noted for themselves beside a target; with `shared`, the board reads it too."""

    __tablename__ = "reviewer_note"
    __table_args__ = (UniqueConstraint("review_id", "author_id", "kind", "target_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    review_id: Mapped[int] = mapped_column(ForeignKey("review.id"))
    author_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    kind: Mapped[str] = mapped_column(String(10))
    target_id: Mapped[str] = mapped_column(String(LONGEST))
    text: Mapped[str] = mapped_column(Text)
    shared: Mapped[bool] = mapped_column(default=False)
    written_at: Mapped[datetime] = mapped_column(UTCDateTime, default=utcnow)
    version: Mapped[int] = mapped_column(default=1)

    author: Mapped[Person] = relationship()

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012

    @property
    def target(self) -> VerdictTarget:
        """What it is about."""
        return VerdictTarget(TargetKind(self.kind), self.target_id)
