"""The table of areas."""

from __future__ import annotations

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.database import Model

LONGEST_AREA = 100


class UseArea(Model):
    """An area that a use touches; `folded` is its name without case, so that none is named twice."""

    __tablename__ = "use_area"
    __table_args__ = (UniqueConstraint("use_id", "folded"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    use_id: Mapped[int] = mapped_column(ForeignKey("use_case.id"))
    name: Mapped[str] = mapped_column(String(LONGEST_AREA))
    folded: Mapped[str] = mapped_column(String(LONGEST_AREA), index=True)
