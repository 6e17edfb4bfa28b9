"""The tables of what each harm, and each row that a team lists, said after each change."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.database import JSONText, Model, UTCDateTime, utcnow

ADDED, CHANGED, REMOVED, PUT_BACK = "added", "changed", "removed", "put_back"
ACTIONS = (ADDED, CHANGED, REMOVED, PUT_BACK)


class HarmRevision(Model):
    """A harm as it stood after a change, only ever added; `facts` are HarmFacts without id."""

    __tablename__ = "harm_revision"
    __table_args__ = (UniqueConstraint("harm_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    harm_id: Mapped[int] = mapped_column(ForeignKey("harm.id"))
    number: Mapped[int]
    action: Mapped[str] = mapped_column(String(10))
    facts: Mapped[dict[str, Any]] = mapped_column(JSONText)
    saved_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    saved_at: Mapped[datetime] = mapped_column(UTCDateTime, default=utcnow)


class ListedChange(Model):
    """A lens mark, trade-off card, option or voice as it stood after a change, only ever added.

    `kind` is the table of the row and `row_id` its id there; `facts` are what the row says (listed.py).
    """

    __tablename__ = "listed_change"
    __table_args__ = (UniqueConstraint("kind", "row_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    assessment_id: Mapped[int] = mapped_column(ForeignKey("assessment.id"), index=True)
    kind: Mapped[str] = mapped_column(String(20))
    row_id: Mapped[int]
    number: Mapped[int]
    action: Mapped[str] = mapped_column(String(10))
    facts: Mapped[dict[str, Any]] = mapped_column(JSONText)
    saved_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    saved_at: Mapped[datetime] = mapped_column(UTCDateTime, default=utcnow)
