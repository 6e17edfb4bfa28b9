"""The board's advice and the owner's response as the frozen value that the register publishes."""

from __future__ import annotations

from app.board.models import Advice
from app.register.record import (
    AdviceOutcome,
    BoardFindings,
    Condition,
    ConditionStatus,
    ResponseOutcome,
)


def findings(advice: Advice) -> BoardFindings:
    """What the public sees of an advice; names of people stay inside, the owner's post goes out."""
    response = advice.response
    return BoardFindings(
        outcome=AdviceOutcome(advice.outcome),
        reasons=advice.reasons,
        issued_on=advice.issued_at.date(),
        conditions=tuple(
            Condition(
                text=condition.text,
                due_on=condition.due_on,
                status=ConditionStatus(condition.status),
                status_note=condition.status_note,
            )
            for condition in advice.conditions
        ),
        response_outcome=ResponseOutcome(response.outcome) if response else None,
        response_reasons=response.reasons if response else "",
        responded_on=response.responded_at.date() if response else None,
        responder_post=response.post if response else "",
    )
