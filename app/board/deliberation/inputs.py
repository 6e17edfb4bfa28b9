"""What people type into proposals and votes, as frozen values."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from app.board.configuration.model import OutcomeSetting
from app.board.deliberation.counting import VoteChoice
from app.vocabulary.advice import DecisionMethod


@dataclass(frozen=True, slots=True)
class ConditionInput:
    """A condition as typed; `owner` is the post that sees to it, if the board names one."""

    text: str
    due_on: date
    owner: str = ""


@dataclass(frozen=True, slots=True)
class ProposalInput:
    """A proposal as typed. `meeting_id` only for a meeting that the service keeps."""

    outcome: OutcomeSetting
    reasons: str
    conditions: Sequence[ConditionInput] = ()
    for_phase: str = ""
    method: DecisionMethod = DecisionMethod.MEETING
    meeting_id: int | None = None

    def check(self) -> None:
        """Looks whether conditions and phase go with the outcome.

        Raises:
            ValueError: they do not.
        """
        outcome = self.outcome
        if self.conditions and not outcome.takes_conditions:
            raise ValueError("Conditions belong to an outcome that takes them, and to no other.")
        if outcome.wants_conditions and not self.conditions:
            raise ValueError("Conditions belong to this outcome: it needs at least one.")
        if self.for_phase and not outcome.takes_phase:
            raise ValueError("A phase belongs to an outcome that lets the use go on.")
        if outcome.wants_phase and not self.for_phase:
            raise ValueError("This outcome needs the phase that it is for.")


@dataclass(frozen=True, slots=True)
class BallotInput:
    """What a member says; `words` are the dissent that they want kept."""

    choice: VoteChoice
    words: str = ""
