"""Reads of trade-off cards, and what they have to say before a high-impact use is submitted."""

from __future__ import annotations

from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from app.assessments.hooks import SubmissionBlocker
from app.assessments.models import Assessment
from app.assessments.revisions.revisioned_rows import rows_of
from app.assessments.snapshots.trade_offs import CardFacts, OptionFacts
from app.assessments.trade_offs.models import NoTension, TradeOffCard, TradeOffOption
from app.assessments.use_assessment import the_assessment
from app.database import db
from app.questionnaire.model import Level
from app.uses.models import UseCase
from app.web.access import loads


@loads("card_id", "card")
def card(organisation_id: int, card_id: int) -> TradeOffCard | None:
    """One card of the organisation with its options, removed or not."""
    return db.session.scalars(
        select(TradeOffCard)
        .join(Assessment, Assessment.id == TradeOffCard.assessment_id)
        .join(UseCase, UseCase.id == Assessment.use_id)
        .where(UseCase.organisation_id == organisation_id, TradeOffCard.id == card_id)
        .options(selectinload(TradeOffCard.options))
    ).one_or_none()


@loads("option_id", "option")
def option(organisation_id: int, option_id: int) -> TradeOffOption | None:
    """One option of a card of the organisation, removed or not."""
    return db.session.scalars(
        select(TradeOffOption)
        .join(TradeOffCard, TradeOffCard.id == TradeOffOption.card_id)
        .join(Assessment, Assessment.id == TradeOffCard.assessment_id)
        .join(UseCase, UseCase.id == Assessment.use_id)
        .where(UseCase.organisation_id == organisation_id, TradeOffOption.id == option_id)
        .options(joinedload(TradeOffOption.card))
    ).one_or_none()


def cards_of(assessment_id: int) -> list[TradeOffCard]:
    """The cards in the order in which they were added, with their options."""
    return list(
        db.session.scalars(
            select(TradeOffCard)
            .where(TradeOffCard.assessment_id == assessment_id, TradeOffCard.removed_at.is_(None))
            .options(selectinload(TradeOffCard.options))
            .order_by(TradeOffCard.id)
        )
    )


def card_facts(assessment_id: int) -> tuple[CardFacts, ...]:
    """The cards as they stand now, frozen."""
    return tuple(facts(row) for row in cards_of(assessment_id))


def no_tension_row(assessment_id: int) -> NoTension | None:
    """The row that says why there is no tension."""
    return next(iter(rows_of(NoTension, assessment_id)), None)


def no_tension_reason(assessment_id: int) -> str:
    """Why the team sees no tension; empty when it does not say so."""
    row = no_tension_row(assessment_id)
    return row.reason if row else ""


def facts(row: TradeOffCard) -> CardFacts:
    """The card as a frozen value, without options that were taken off it."""
    there = [each for each in row.options if each.removed_at is None]
    return CardFacts(
        id=row.id,
        title=row.title,
        principles=tuple(row.principles),
        tension=row.tension,
        gains=row.gains,
        losses=row.losses,
        heard=row.heard,
        options=tuple(option_facts(each) for each in there),
        chosen_id=next((each.id for each in there if each.is_chosen), None),
        reason=row.reason,
        signed_by=row.signed_by,
        review_on=row.review_on.isoformat() if row.review_on else "",
        public_summary=row.public_summary,
        is_public=row.is_public,
    )


def option_facts(row: TradeOffOption) -> OptionFacts:
    """The option as a frozen value."""
    return OptionFacts(row.id, row.title, row.description, row.do_nothing, dict(row.scores))


def unexplained_harmony(use: UseCase, level: Level) -> list[SubmissionBlocker]:
    """A use that may have a high impact settles a tension on a card, or says why there is none."""
    if level is not Level.HIGH:
        return []
    assessment_id = the_assessment(use).id
    cards = card_facts(assessment_id)
    if any(found.is_settled for found in cards) or (not cards and no_tension_reason(assessment_id)):
        return []
    if cards:
        text = _("Finish the trade-off card “%(title)s”: choose an option and say why", title=cards[0].title)
        return [SubmissionBlocker(text, "assessments.card", {"card_id": cards[0].id})]
    return [
        SubmissionBlocker(_("Add a trade-off card, or say why nothing pulls apart"), "assessments.trade_offs")
    ]
