"""The board's advice and the owner's response as the frozen value that the register publishes."""

from __future__ import annotations

from collections.abc import Callable

from flask_babel import get_locale

from app.board.decisions import decision_from
from app.board.models import Advice
from app.board.models import Condition as ConditionRow
from app.hooks import Hook
from app.register.record import BoardFindings, PublicCondition
from app.vocabulary.advice import AdviceOutcome, ConditionStatus, ResponseOutcome

Adds = Callable[[Advice, BoardFindings], BoardFindings]
finding_parts: Hook[Adds] = Hook("Findings are put together; each fills in a part whose tables it knows.")


def findings(advice: Advice) -> BoardFindings:
    """What the public sees of an advice; names of people stay inside, the owner's post goes out.

    The service's own words come in the language of the moment.
    """
    response = advice.response
    found = BoardFindings(
        outcome=AdviceOutcome(advice.outcome),
        reasons=advice.reasons,
        issued_on=advice.issued_at.date(),
        conditions=tuple(public_condition(condition) for condition in advice.conditions),
        response_outcome=ResponseOutcome(response.outcome) if response else None,
        response_reasons=response.reasons if response else "",
        responded_on=response.responded_at.date() if response else None,
        responder_post=response.post if response else "",
        outcome_label=(advice.label_cy if str(get_locale()) == "cy" else "") or advice.label,
        for_phase=advice.for_phase,
        decision=decision_from(advice.decision),
        dissents=tuple(str(each["words"]) for each in advice.dissents or ()),
    )
    for add in finding_parts:
        found = add(advice, found)
    return found


def public_condition(condition: ConditionRow) -> PublicCondition:
    """A condition as the public sees it."""
    return PublicCondition(
        text=condition.text,
        due_on=condition.due_on,
        status=ConditionStatus(condition.status),
        status_note=condition.status_note,
        owner_post=condition.owner_post,
        ruled_on=condition.ruled_at.date() if condition.ruled_at else None,
        first_due_on=condition.first_due_on,
        evidence_on=condition.evidence_on,
        met_on=condition.met_on,
    )
