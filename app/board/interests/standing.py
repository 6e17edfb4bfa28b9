"""Whether somebody may take part in a review, worked out from what they declared; knows no database."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class InterestKind(StrEnum):
    """What a member declares."""

    NONE = "none"
    PECUNIARY = "pecuniary"
    PERSONAL = "personal"
    CLOSE_PERSON = "close_person"
    WORKED_ON_IT = "worked_on_it"
    OTHER = "other"


class ReviewStanding(StrEnum):
    """Where a person of the board stands towards one review."""

    UNDECLARED = "undeclared"
    CLEAR = "clear"
    RECUSED = "recused"
    ALLOWED = "allowed"

    @property
    def takes_part(self) -> bool:
        """Whether the papers are open to them."""
        return self in (ReviewStanding.CLEAR, ReviewStanding.ALLOWED)


@dataclass(frozen=True, slots=True)
class Declared:
    """The last thing that a person declared on an assessment."""

    interest_id: int
    review_id: int
    kind: str
    allowed: bool


# Only the organisation may grant a dispensation for these (Localism Act 2011, section 33), not a chair.
NEVER_ALLOWED = frozenset({InterestKind.PECUNIARY})


def standing_of(review_id: int, last: Declared | None) -> ReviewStanding:
    """Where somebody stands whose last declaration on the assessment is `last`.

    An interest lasts into later rounds until the person says otherwise. "None" and the leave to take part
    hold for their own round and those before it, so each round asks again.
    """
    if last is None:
        return ReviewStanding.UNDECLARED
    for_this_round = last.review_id >= review_id
    if last.kind == InterestKind.NONE:
        return ReviewStanding.CLEAR if for_this_round else ReviewStanding.UNDECLARED
    return ReviewStanding.ALLOWED if last.allowed and for_this_round else ReviewStanding.RECUSED
