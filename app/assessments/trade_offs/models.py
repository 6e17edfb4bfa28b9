"""The tables of trade-off cards, their options, and the reason why there is none."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import Date, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.assessments.revisions.revisioned_rows import ListedRow, RevisionedRow
from app.database import JSONText


class TradeOffCard(ListedRow):
    """One tension between principles and how it was settled; `signed_by` is a post, never a name."""

    __tablename__ = "trade_off_card"

    title: Mapped[str] = mapped_column(String(200))
    principles: Mapped[list[str]] = mapped_column(JSONText, default=list)
    tension: Mapped[str] = mapped_column(Text)
    gains: Mapped[str] = mapped_column(Text, default="")
    losses: Mapped[str] = mapped_column(Text, default="")
    heard: Mapped[str] = mapped_column(Text, default="")
    reason: Mapped[str] = mapped_column(Text, default="")
    signed_by: Mapped[str] = mapped_column(String(200), default="")
    review_on: Mapped[date | None] = mapped_column(Date)
    public_summary: Mapped[str] = mapped_column(Text, default="")
    is_public: Mapped[bool] = mapped_column(default=True)

    options: Mapped[list[TradeOffOption]] = relationship(order_by="TradeOffOption.id", back_populates="card")

    @property
    def label(self) -> str:
        """What the row is called where a person looks for it."""
        return self.title

    def facts(self) -> dict[str, Any]:
        """What the card says, with the title of the option that was chosen."""
        chosen = [each.title for each in self.options if each.is_chosen and each.removed_at is None]
        return super().facts() | {"chosen": "".join(chosen[:1])}


class TradeOffOption(RevisionedRow):
    """One way that was open; `scores` are steps of the scale by cell (scale.py).

    Every card has the option to do nothing.
    """

    __tablename__ = "trade_off_option"

    card_id: Mapped[int] = mapped_column(ForeignKey("trade_off_card.id"), index=True)
    title: Mapped[str] = mapped_column(String(200))
    description: Mapped[str] = mapped_column(Text, default="")
    do_nothing: Mapped[bool] = mapped_column(default=False)
    is_chosen: Mapped[bool] = mapped_column(default=False)
    scores: Mapped[dict[str, str]] = mapped_column(JSONText, default=dict)

    card: Mapped[TradeOffCard] = relationship(back_populates="options")

    @property
    def label(self) -> str:
        """What the row is called where a person looks for it."""
        return self.title

    def facts(self) -> dict[str, Any]:
        """What the option says, with its card's title; which one was chosen, the card says."""
        said = {name: value for name, value in super().facts().items() if name != "is_chosen"}
        return said | {"card": self.card.title}


class NoTension(ListedRow):
    """Why the team sees no tension between principles: one row for each assessment that says so."""

    __tablename__ = "no_tension"

    reason: Mapped[str] = mapped_column(Text)
