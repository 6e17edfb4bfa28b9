"""What the ethics board advised and the accountable owner answered, as the public sees it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class ReviewState(StrEnum):
    """What is known about an ethics review of the use."""

    NONE_KNOWN = "none_known"
    NOT_YET_REVIEWED = "not_yet_reviewed"
    REVIEWED = "reviewed"


class AdviceOutcome(StrEnum):
    """The board's advice in one code."""

    PROCEED = "proceed"
    PROCEED_WITH_CONDITIONS = "proceed_with_conditions"
    REVISE_AND_RESUBMIT = "revise_and_resubmit"
    DO_NOT_PROCEED = "do_not_proceed"


class ResponseOutcome(StrEnum):
    """The accountable owner's answer in one code."""

    ACCEPT = "accept"
    ACCEPT_IN_PART = "accept_in_part"
    DEPART = "depart"


class ConditionStatus(StrEnum):
    """Whether a condition of the board is met."""

    OPEN = "open"
    MET = "met"
    PARTLY_MET = "partly_met"
    NOT_MET = "not_met"
    NO_LONGER_NEEDED = "no_longer_needed"


@dataclass(frozen=True, slots=True)
class Condition:
    """One thing that the board asks for, by when, and how it stands."""

    text: str
    due_on: date | None = None
    status: ConditionStatus = ConditionStatus.OPEN
    status_note: str = ""


@dataclass(frozen=True, slots=True)
class BoardFindings:
    """Advice and response side by side; `responder_post` is a post, never a person's name."""

    outcome: AdviceOutcome
    reasons: str
    issued_on: date | None = None
    conditions: tuple[Condition, ...] = ()
    response_outcome: ResponseOutcome | None = None
    response_reasons: str = ""
    responded_on: date | None = None
    responder_post: str = ""
