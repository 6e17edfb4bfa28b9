"""Whether somebody may take part in a review, worked out from what they declared; knows no database."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from app.vocabulary.labelled import Labelled


class InterestKind(StrEnum):
    """What a member declares."""

    NONE = "none"
    PECUNIARY = "pecuniary"
    PERSONAL = "personal"
    CLOSE_PERSON = "close_person"
    WORKED_ON_IT = "worked_on_it"
    OTHER = "other"


class ReviewStanding(Labelled):
    """Where a person of the board stands towards one review."""

    UNDECLARED = "undeclared", "Not declared yet", "Heb ei ddatgan eto"
    CLEAR = "clear", "No interest", "Dim buddiant"
    RECUSED = "recused", "Takes no part", "Ddim yn cymryd rhan"
    ALLOWED = "allowed", "Takes part by leave", "Yn cymryd rhan drwy ganiatâd"

    @property
    def takes_part(self) -> bool:
        """Whether the papers are open to them."""
        return self in (ReviewStanding.CLEAR, ReviewStanding.ALLOWED)


@dataclass(frozen=True, slots=True)
class Declared:
    """One thing that a person declared on an assessment; `lifted` when the chair ended it."""

    interest_id: int
    review_id: int
    kind: str
    allowed: bool
    lifted: bool = False


# Section 31 of the Localism Act 2011 keeps these out; only the organisation may grant a dispensation
# (section 33). No chair allows or lifts them.
NEVER_ALLOWED = frozenset({InterestKind.PECUNIARY})


def counting(declared: Iterable[Declared]) -> Declared | None:
    """Which of one person's declarations on one assessment counts, given in the order of their making.

    Nobody takes back an interest by declaring none, or makes a financial one smaller by declaring another:
    an interest counts until the chair lifts it, and after that the person has to declare anew.
    """
    found: Declared | None = None
    for each in declared:
        if each.lifted:
            found = found if found and found.kind in NEVER_ALLOWED else None
        elif found is None or _replaces(each, found):
            found = each
    return found


def _replaces(new: Declared, old: Declared) -> bool:
    if old.kind == InterestKind.NONE:
        return new.kind != InterestKind.NONE or new.review_id >= old.review_id
    return new.kind in NEVER_ALLOWED or (new.kind != InterestKind.NONE and old.kind not in NEVER_ALLOWED)


def standing_of(review_id: int, last: Declared | None) -> ReviewStanding:
    """Where somebody stands of whose declarations on the assessment `last` counts.

    An interest lasts into later rounds until the chair lifts it. "None" and the leave to take part hold for
    their own round and those before it, so each round asks again.
    """
    if last is None:
        return ReviewStanding.UNDECLARED
    for_this_round = last.review_id >= review_id
    if last.kind == InterestKind.NONE:
        return ReviewStanding.CLEAR if for_this_round else ReviewStanding.UNDECLARED
    return ReviewStanding.ALLOWED if last.allowed and for_this_round else ReviewStanding.RECUSED
