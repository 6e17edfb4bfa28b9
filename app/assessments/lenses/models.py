"""The table of marks on the harms canvas."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.assessments.models import Harm
from app.assessments.revisions.revisioned_rows import ListedRow


class LensMark(ListedRow):
    """What the use does to one dimension of one lens; `effect` and `directness` as in words.py.

    A harmful mark leads to a harm on the list of harms, or says why it is accepted.
    """

    __tablename__ = "lens_mark"

    lens: Mapped[str] = mapped_column(String(30))
    dimension: Mapped[str] = mapped_column(String(40))
    effect: Mapped[str] = mapped_column(String(10))
    directness: Mapped[str] = mapped_column(String(10), default="")
    who: Mapped[str] = mapped_column(String(500), default="")
    text: Mapped[str] = mapped_column(String(1000))
    evidence: Mapped[str] = mapped_column(Text, default="")
    harm_id: Mapped[int | None] = mapped_column(ForeignKey("harm.id"))
    accepted_reason: Mapped[str] = mapped_column(Text, default="")
    is_public: Mapped[bool] = mapped_column(default=True)

    harm: Mapped[Harm | None] = relationship()

    @property
    def label(self) -> str:
        """What the row is called where a person looks for it."""
        return self.text

    def facts(self) -> dict[str, Any]:
        """What the mark says, with the title of its harm."""
        return super().facts() | {"harm": self.harm.title if self.harm else ""}
