"""The table that says where a taken-over answer came from."""

from __future__ import annotations

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from app.database import Model


class AnswerReuse(Model):
    """That version `number` of an answer was taken over from another use, unchanged."""

    __tablename__ = "answer_reuse"

    answer_id: Mapped[int] = mapped_column(ForeignKey("answer.id"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    source_use_id: Mapped[int] = mapped_column(ForeignKey("use_case.id"), index=True)
