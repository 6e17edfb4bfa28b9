"""What the ethics board advised and the accountable owner answered, as the public sees it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class PublicReviewState(StrEnum):
    """What is known about an ethics review of the use."""

    NONE_KNOWN = "none_known"
    NOT_YET_REVIEWED = "not_yet_reviewed"
    REVIEWED = "reviewed"


class AdviceOutcome(StrEnum):
    """The board's advice in one code."""

    PROCEED = "proceed"
    NEXT_PHASE_ONLY = "next_phase_only"
    PROCEED_WITH_CONDITIONS = "proceed_with_conditions"
    REVISE_AND_RESUBMIT = "revise_and_resubmit"
    DO_NOT_PROCEED = "do_not_proceed"
    MORE_INFORMATION = "more_information"


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
    DEPARTED = "departed"


# While a condition stands so, something is still owed.
UNMET = (ConditionStatus.OPEN, ConditionStatus.PARTLY_MET, ConditionStatus.NOT_MET)


class DecisionMethod(StrEnum):
    """Where the board decided."""

    MEETING = "meeting"
    CORRESPONDENCE = "correspondence"


class DecisionRule(StrEnum):
    """How the board decided."""

    CONSENSUS = "consensus"
    VOTE = "vote"


class AppealOutcome(StrEnum):
    """What came of the team's wish for a second look."""

    WAITING = "waiting"
    STANDS = "stands"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class PublicCondition:
    """One thing that the board asks for, by when, how it stands, and whose post sees to it.

    `first_due_on` is the first date when the board moved it, `evidence_on` the day since which evidence waits
    for a ruling, `met_on` the day on which the condition was met, which may be before the board ruled.
    """

    text: str
    due_on: date | None = None
    status: ConditionStatus = ConditionStatus.OPEN
    status_note: str = ""
    owner_post: str = ""
    ruled_on: date | None = None
    first_due_on: date | None = None
    evidence_on: date | None = None
    met_on: date | None = None

    def overdue_on(self, today: date) -> bool:
        """Whether it is late on a day: evidence that came in time and waits for the board is not late."""
        return is_overdue(self.status, self.due_on, self.evidence_on, today)

    @property
    def days_late(self) -> int:
        """How many days after its date it was met; 0 when it was in time, or is not met."""
        return days_late(self.status, self.due_on, self.met_on or self.ruled_on)


def is_overdue(status: str, due_on: date | None, evidence_on: date | None, today: date) -> bool:
    """Whether something owed is late; `status` is a ConditionStatus."""
    if status not in UNMET or due_on is None or due_on >= today:
        return False
    return evidence_on is None or evidence_on > due_on


def days_late(status: str, due_on: date | None, met_on: date | None) -> int:
    """By how many days a condition that is met was late; 0 in any other case."""
    if status != ConditionStatus.MET or due_on is None or met_on is None:
        return 0
    return max(0, (met_on - due_on).days)


@dataclass(frozen=True, slots=True)
class Decision:
    """How the board came to its advice. The counts of votes are None where it agreed without a vote."""

    rule: DecisionRule
    method: DecisionMethod
    took_part: int = 0
    votes_for: int | None = None
    votes_against: int | None = None
    abstained: int | None = None
    casting_vote: bool = False
    recused: int = 0


@dataclass(frozen=True, slots=True)
class PublicPoint:
    """The owner's answer to one point of the advice: what the board asked, the answer, and why."""

    asked: str
    outcome: ResponseOutcome
    reasons: str = ""


@dataclass(frozen=True, slots=True)
class PublicAppeal:
    """The team's one wish for a second look; `earlier_outcome` is the advice that it was about."""

    grounds: str
    outcome: AppealOutcome
    asked_on: date | None = None
    reasons: str = ""
    answered_on: date | None = None
    earlier_outcome: AdviceOutcome | None = None
    earlier_reasons: str = ""


@dataclass(frozen=True, slots=True)
class BoardFindings:
    """Advice and response side by side; `responder_post` is a post, never a person's name.

    `outcome_label` holds the organisation's own words for the outcome, `for_phase` the one phase that the
    advice is for (a code of PHASES), `dissents` the words of members who disagreed, without their names.
    """

    outcome: AdviceOutcome
    reasons: str
    issued_on: date | None = None
    conditions: tuple[PublicCondition, ...] = ()
    response_outcome: ResponseOutcome | None = None
    response_reasons: str = ""
    responded_on: date | None = None
    responder_post: str = ""
    outcome_label: str = ""
    for_phase: str = ""
    decision: Decision | None = None
    dissents: tuple[str, ...] = ()
    points: tuple[PublicPoint, ...] = ()
    appeal: PublicAppeal | None = None
