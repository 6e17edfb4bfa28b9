"""Adds the second look to what is public of an advice; the earlier advice stays readable beside it."""

from __future__ import annotations

from dataclasses import replace

from app.board.appeals.lifecycle import ANSWERED, AppealState
from app.board.appeals.queries import appeal_of
from app.board.findings import finding_parts
from app.board.models import Advice
from app.register.record import BoardFindings, PublicAppeal
from app.vocabulary.advice import AdviceOutcome, AppealOutcome


@finding_parts.add
def second_look(advice: Advice, found: BoardFindings) -> BoardFindings:
    """A wish that the team took back before anybody answered stays inside."""
    appeal = appeal_of(advice.review_id)
    if appeal is None or appeal.state == AppealState.TAKEN_BACK:
        return found
    answered = appeal.state in ANSWERED
    replaced = appeal.advice_id != advice.id
    public = PublicAppeal(
        grounds=appeal.grounds,
        outcome=AppealOutcome(appeal.outcome) if answered else AppealOutcome.WAITING,
        asked_on=appeal.asked_at.date(),
        reasons=appeal.reasons if answered else "",
        answered_on=appeal.answered_at.date() if answered and appeal.answered_at else None,
        earlier_outcome=AdviceOutcome(appeal.advice.outcome) if replaced else None,
        earlier_reasons=appeal.advice.reasons if replaced else "",
    )
    return replace(found, appeal=public)
