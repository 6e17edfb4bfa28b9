"""Adds the owner's answer to each point to what is public of an advice."""

from __future__ import annotations

from dataclasses import replace

from app.board.findings import finding_parts
from app.board.models import Advice, Condition
from app.board.responses.models import ResponsePoint
from app.board.responses.queries import points_of
from app.database import db
from app.register.record import BoardFindings, PublicPoint
from app.register.words import ADVICE
from app.vocabulary.advice import ResponseOutcome


@finding_parts.add
def answers_by_point(advice: Advice, found: BoardFindings) -> BoardFindings:
    """The advice itself is asked in the organisation's words for its outcome, or in the service's own."""
    if advice.response is None:
        return found
    itself = found.outcome_label or advice.label or str(ADVICE[found.outcome])
    points = tuple(
        _point(row, row.condition.text if row.condition else itself)
        for row in points_of([advice.response])[advice.response.id]
    )
    return replace(found, points=(*points, *_earlier(advice, found)))


def _earlier(advice: Advice, found: BoardFindings) -> tuple[PublicPoint, ...]:
    """What was answered to conditions of earlier rounds that still stand on the page."""
    own = {condition.text for condition in advice.conditions}
    texts = [condition.text for condition in found.conditions if condition.text not in own]
    if not texts:
        return ()
    rows = db.session.scalars(
        db.select(ResponsePoint)
        .join(Condition, Condition.id == ResponsePoint.condition_id)
        .where(Condition.text.in_(texts), Condition.advice_id < advice.id)
        .order_by(ResponsePoint.id)
    )
    answers = {row.condition.text: _point(row, row.condition.text) for row in rows if row.condition}
    return tuple(answers[text] for text in texts if text in answers)


def _point(row: ResponsePoint, asked: str) -> PublicPoint:
    return PublicPoint(asked, ResponseOutcome(row.outcome), row.reasons)
