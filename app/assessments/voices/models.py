"""The table of voices."""

from __future__ import annotations

from datetime import date

from sqlalchemy import Date, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from app.assessments.revisions.revisioned_rows import ListedRow


class Voice(ListedRow):
    """A group that was heard (no names), what it said, and what came of it; codes as in words.py."""

    __tablename__ = "voice"

    who: Mapped[str] = mapped_column(String(300))
    how_many: Mapped[int | None]
    heard_on: Mapped[date | None] = mapped_column(Date)
    how: Mapped[str] = mapped_column(String(20))
    said: Mapped[str] = mapped_column(Text)
    changed: Mapped[str] = mapped_column(String(10))
    response: Mapped[str] = mapped_column(Text, default="")
    is_public: Mapped[bool] = mapped_column(default=True)

    @property
    def label(self) -> str:
        """What the row is called where a person looks for it."""
        return self.who
