"""Tables of the answer to each point of an advice, and of an answer that is still being written."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.board.models import Condition, Response
from app.database import JSONText, Model, UTCDateTime, utcnow


class ResponsePoint(Model):
    """The owner's answer to one point: a condition, or (without one) the advice itself."""

    __tablename__ = "response_point"
    __table_args__ = (UniqueConstraint("response_id", "condition_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    response_id: Mapped[int] = mapped_column(ForeignKey("response.id"), index=True)
    condition_id: Mapped[int | None] = mapped_column(ForeignKey("condition.id"))
    outcome: Mapped[str] = mapped_column(String(20))
    reasons: Mapped[str] = mapped_column(Text)

    response: Mapped[Response] = relationship()
    condition: Mapped[Condition | None] = relationship()


class ResponseDraft(Model):
    """What the owner has written so far; `words` are the fields of the form by name. Gone when it is sent."""

    __tablename__ = "response_draft"

    id: Mapped[int] = mapped_column(primary_key=True)
    advice_id: Mapped[int] = mapped_column(ForeignKey("advice.id"), unique=True)
    words: Mapped[dict[str, Any]] = mapped_column(JSONText)
    saved_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    saved_at: Mapped[datetime] = mapped_column(UTCDateTime, default=utcnow)
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012
