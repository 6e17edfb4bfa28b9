"""The table of what each harm said after each change."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.database import JSONText, Model, UTCDateTime, utcnow


class HarmRevision(Model):
    """A harm as it stood after a change, only ever added; `facts` are HarmFacts without id.

    `action` is `added`, `changed`, `removed` or `put_back`.
    """

    __tablename__ = "harm_revision"
    __table_args__ = (UniqueConstraint("harm_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    harm_id: Mapped[int] = mapped_column(ForeignKey("harm.id"))
    number: Mapped[int]
    action: Mapped[str] = mapped_column(String(10))
    facts: Mapped[dict[str, Any]] = mapped_column(JSONText)
    saved_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    saved_at: Mapped[datetime] = mapped_column(UTCDateTime, default=utcnow)
