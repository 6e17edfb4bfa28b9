"""How far the lenses, trade-off cards and voices of a use are, counted in one statement."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import ScalarSelect, and_, func, or_, select

from app.assessments.lenses.models import LensMark
from app.assessments.models import Harm
from app.assessments.trade_offs.models import NoTension, TradeOffCard, TradeOffOption
from app.assessments.voices.models import Voice
from app.database import db


@dataclass(frozen=True, slots=True)
class WiderCounts:
    """Numbers for the task list: `open_marks` do harm and nobody says what is made of it."""

    lenses: int
    marks: int
    open_marks: int
    cards: int
    settled: int
    reasons: int
    voices: int

    def asks_for_trade_off(self, *, high: bool) -> bool:
        """Whether a use of high impact still owes a settled card, or a reason why nothing pulls apart."""
        return high and not self.settled and (self.cards > 0 or not self.reasons)


def wider_counts(assessment_id: int) -> WiderCounts:
    """Counts the rows that are on the lists."""
    listed = {
        model: (model.assessment_id == assessment_id, model.removed_at.is_(None))
        for model in (LensMark, TradeOffCard, NoTension, Voice)
    }
    harm_gone = or_(LensMark.harm_id.is_(None), Harm.removed_at.is_not(None))
    is_open = and_(LensMark.effect == "harmed", func.trim(LensMark.accepted_reason) == "", harm_gone)
    marks = select(func.count(LensMark.id)).outerjoin(Harm, Harm.id == LensMark.harm_id)
    chosen = and_(TradeOffOption.is_chosen, TradeOffOption.removed_at.is_(None))
    settled = (
        select(func.count(TradeOffCard.id))
        .join(TradeOffOption, and_(TradeOffOption.card_id == TradeOffCard.id, chosen))
        .where(*listed[TradeOffCard], TradeOffCard.reason != "", _options() > 1)
    )
    row = db.session.execute(
        select(
            select(func.count(LensMark.lens.distinct())).where(*listed[LensMark]).scalar_subquery(),
            select(func.count(LensMark.id)).where(*listed[LensMark]).scalar_subquery(),
            marks.where(*listed[LensMark], is_open).scalar_subquery(),
            select(func.count(TradeOffCard.id)).where(*listed[TradeOffCard]).scalar_subquery(),
            settled.scalar_subquery(),
            select(func.count(NoTension.id)).where(*listed[NoTension]).scalar_subquery(),
            select(func.count(Voice.id)).where(*listed[Voice]).scalar_subquery(),
        )
    ).one()
    return WiderCounts(*row)


def _options() -> ScalarSelect[int]:
    """How many options a card has."""
    other = TradeOffOption.__table__.alias("other_option")
    return (
        select(func.count(other.c.id))
        .where(other.c.card_id == TradeOffCard.id, other.c.removed_at.is_(None))
        .correlate(TradeOffCard)
        .scalar_subquery()
    )
