"""Reads of how an organisation's board works: two statements, and the defaults where it has set nothing."""

from __future__ import annotations

from types import MappingProxyType

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from app.board.configuration.model import Configuration, OutcomeSetting, Tie, default_outcomes
from app.board.configuration.models import BoardConfiguration, BoardOutcome
from app.board.models import Advice, Review
from app.database import db
from app.vocabulary.advice import AdviceOutcome, DecisionRule


def configuration(organisation_id: int) -> Configuration:
    """How the organisation's board works."""
    row = configuration_row(organisation_id)
    outcomes = tuple(_outcome(each) for each in outcome_rows(organisation_id)) or default_outcomes()
    if row is None:
        return Configuration(organisation_id, outcomes)
    return Configuration(
        organisation_id=organisation_id,
        outcomes=outcomes,
        quorum=row.quorum,
        rule=DecisionRule(row.rule),
        casting_vote=row.casting_vote,
        tie=Tie(row.tie),
        abstentions_count=row.abstentions_count,
        interests_public=row.interests_public,
        minutes_public=row.minutes_public,
        review_after_months=MappingProxyType(row.review_after_months),
        due_days=MappingProxyType(row.due_days),
        correspondence_days=row.correspondence_days,
        version=row.version,
    )


def configuration_row(organisation_id: int) -> BoardConfiguration | None:
    """The organisation's own settings, if it ever set any."""
    return db.session.scalars(
        select(BoardConfiguration)
        .where(BoardConfiguration.organisation_id == organisation_id)
        .options(joinedload(BoardConfiguration.updated_by))
    ).one_or_none()


def outcome_rows(organisation_id: int) -> list[BoardOutcome]:
    """The organisation's own outcomes in their order, retired ones too."""
    return list(
        db.session.scalars(
            select(BoardOutcome)
            .where(BoardOutcome.organisation_id == organisation_id)
            .order_by(BoardOutcome.position, BoardOutcome.id)
        )
    )


def used_codes(organisation_id: int) -> frozenset[str]:
    """The codes of outcomes that advice of this organisation has; before there were codes, its meanings."""
    rows = db.session.execute(
        select(Advice.outcome_code, Advice.outcome)
        .join(Review, Review.id == Advice.review_id)
        .where(Review.organisation_id == organisation_id)
        .distinct()
    )
    return frozenset(code or meaning for code, meaning in rows)


def _outcome(row: BoardOutcome) -> OutcomeSetting:
    words = {each.code: (each.label, each.label_cy) for each in default_outcomes()}
    return OutcomeSetting(
        code=row.code,
        label=row.label,
        label_cy=row.label_cy,
        hint=row.hint,
        hint_cy=row.hint_cy,
        meaning=AdviceOutcome(row.meaning),
        wants_conditions=row.wants_conditions,
        wants_phase=row.wants_phase,
        own=words.get(row.code) != (row.label, row.label_cy),
        retired=row.retired_at is not None,
    )
