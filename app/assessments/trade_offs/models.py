"""The tables of trade-off cards, their options, and the reason why there is none."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import Date, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.assessments.listed import Listed
from app.database import JSONText, Model, UTCDateTime


class TradeOffCard(Listed):
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


class TradeOffOption(Model):
    """One way that was open; `scores` are steps of the scale by cell (scale.py).

    Every card has the option to do nothing.
    """

    __tablename__ = "trade_off_option"

    id: Mapped[int] = mapped_column(primary_key=True)
    card_id: Mapped[int] = mapped_column(ForeignKey("trade_off_card.id"), index=True)
    title: Mapped[str] = mapped_column(String(200))
    description: Mapped[str] = mapped_column(Text, default="")
    do_nothing: Mapped[bool] = mapped_column(default=False)
    is_chosen: Mapped[bool] = mapped_column(default=False)
    scores: Mapped[dict[str, str]] = mapped_column(JSONText, default=dict)
    removed_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    version: Mapped[int] = mapped_column(default=1)

    card: Mapped[TradeOffCard] = relationship(back_populates="options")

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012

    @property
    def label(self) -> str:
        """What the row is called where a person looks for it."""
        return self.title


class NoTension(Listed):
    """Why the team sees no tension between principles: one row for each assessment that says so."""

    __tablename__ = "no_tension"

    reason: Mapped[str] = mapped_column(Text)
