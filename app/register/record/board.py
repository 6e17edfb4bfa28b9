"""What the ethics board advised and the accountable owner answered, as the public sees it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from app.register.record.json_keys import NEEDED, WHEN_SAID
from app.vocabulary.advice import (
    UNMET,
    AdviceOutcome,
    AppealOutcome,
    ConditionStatus,
    DecisionMethod,
    DecisionRule,
    ResponseOutcome,
)


@dataclass(frozen=True, slots=True)
class PublicCondition:
    """One thing that the board asks for, by when, how it stands, and whose post sees to it.

    `first_due_on` is the first date when the board moved it, `evidence_on` the day since which evidence waits
    for a ruling, `met_on` the day on which the condition was met, which may be before the board ruled.
    """

    text: str
    due_on: date | None = None
    status: ConditionStatus = field(default=ConditionStatus.OPEN, metadata=NEEDED)
    status_note: str = ""
    owner_post: str = field(default="", metadata=WHEN_SAID)
    ruled_on: date | None = field(default=None, metadata=WHEN_SAID)
    first_due_on: date | None = field(default=None, metadata=WHEN_SAID)
    evidence_on: date | None = field(default=None, metadata=WHEN_SAID)
    met_on: date | None = field(default=None, metadata=WHEN_SAID)

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
    outcome_label: str = field(default="", metadata=WHEN_SAID)
    for_phase: str = field(default="", metadata=WHEN_SAID)
    decision: Decision | None = field(default=None, metadata=WHEN_SAID)
    dissents: tuple[str, ...] = field(default=(), metadata=WHEN_SAID)
    points: tuple[PublicPoint, ...] = field(default=(), metadata=WHEN_SAID)
    appeal: PublicAppeal | None = field(default=None, metadata=WHEN_SAID)
