"""Adds to what is public of an advice the conditions of earlier rounds that were still owed then."""

from __future__ import annotations

from dataclasses import replace

from app.board.conditions.queries import still_owed_before
from app.board.findings import finding_parts, public_condition
from app.board.models import Advice
from app.register.record import BoardFindings


@finding_parts.add
def earlier_conditions(advice: Advice, found: BoardFindings) -> BoardFindings:
    """A new round does not make an old promise disappear."""
    if advice.review.submission.number == 1:
        return found
    earlier = tuple(public_condition(condition) for condition in still_owed_before(advice))
    return replace(found, conditions=(*found.conditions, *earlier)) if earlier else found
