"""What proposals ask and tell parts that they know nothing of: meetings, and appeals."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from sqlalchemy.orm import Session

from app.board.lifecycle import ReviewState
from app.board.models import Advice, Review
from app.hooks import Hook

# Gives an organisation's meetings that may still decide: id and words such as "12 March 2027, Town Hall".
MeetingSource = Callable[[int], Sequence[tuple[int, str]]]
meetings_to_decide: Hook[MeetingSource] = Hook("A proposal may be put to a meeting.")


def meetings_of(organisation_id: int) -> list[tuple[int, str]]:
    """The meetings of an organisation to which a proposal may be put, the next one first."""
    return [each for source in meetings_to_decide for each in source(organisation_id)]


# Whether an appealed review waits for another advice, because its second look wants one.
SecondLook = Callable[[Review], bool]
second_looks: Hook[SecondLook] = Hook("Somebody asks whether an appealed review waits for another advice.")

advice_signed: Hook[Callable[[Session, Advice, int], None]] = Hook(
    "The chair signed an advice, in the same transaction; the last argument is who signed."
)


def awaits_advice(review: Review) -> bool:
    """Whether the board is to advise: the review is open, or its second look wants another advice."""
    if review.state == ReviewState.APPEALED:
        return any(source(review) for source in second_looks)
    return review.state == ReviewState.OPEN
