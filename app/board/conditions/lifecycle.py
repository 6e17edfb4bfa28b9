"""The life of a condition: evidence comes in, the board rules, and may rule again."""

from __future__ import annotations

from enum import StrEnum

from app.board.models import Condition
from app.lifecycle import Lifecycle, Step, Who
from app.vocabulary.advice import ConditionStatus
from app.web.roles import Role


class ConditionState(StrEnum):
    """Where a condition stands; all but EVIDENCE_GIVEN are also what the public reads."""

    OPEN = "open"
    EVIDENCE_GIVEN = "evidence_given"
    MET = "met"
    PARTLY_MET = "partly_met"
    NOT_MET = "not_met"
    NO_LONGER_NEEDED = "no_longer_needed"
    DEPARTED = "departed"


class ConditionAction(StrEnum):
    """What moves a condition on. Another advice after an appeal supersedes what is still owed."""

    GIVE_EVIDENCE = "give_evidence"
    RULE_MET = "rule_met"
    RULE_PARTLY_MET = "rule_partly_met"
    RULE_NOT_MET = "rule_not_met"
    RULE_NO_LONGER_NEEDED = "rule_no_longer_needed"
    OPEN_AGAIN = "open_again"
    DEPART = "depart"
    SUPERSEDE = "supersede"


TAKES_EVIDENCE = (
    ConditionState.OPEN,
    ConditionState.EVIDENCE_GIVEN,
    ConditionState.PARTLY_MET,
    ConditionState.NOT_MET,
)
RULED = (
    ConditionState.MET,
    ConditionState.PARTLY_MET,
    ConditionState.NOT_MET,
    ConditionState.NO_LONGER_NEEDED,
)
# A ruling may be revised, so each state that knows a ruling knows all of them.
RULINGS = {
    ConditionAction.RULE_MET: ConditionState.MET,
    ConditionAction.RULE_PARTLY_MET: ConditionState.PARTLY_MET,
    ConditionAction.RULE_NOT_MET: ConditionState.NOT_MET,
    ConditionAction.RULE_NO_LONGER_NEEDED: ConditionState.NO_LONGER_NEEDED,
}
_TEAM = (Who.RESPONSIBLE, Who.TEAM, Who.OWNER)
_BOARD = (Role.BOARD_CHAIR, Role.BOARD_SECRETARY)

CONDITION = Lifecycle(
    name="condition",
    title="A condition of the ethics board",
    states=ConditionState,
    start=(ConditionState.OPEN,),
    steps=(
        *(
            Step(state, ConditionAction.GIVE_EVIDENCE, _TEAM, ConditionState.EVIDENCE_GIVEN)
            for state in TAKES_EVIDENCE
        ),
        *(
            Step(state, action, _BOARD, target)
            for state in (ConditionState.OPEN, ConditionState.EVIDENCE_GIVEN, *RULED)
            for action, target in RULINGS.items()
        ),
        *(Step(state, ConditionAction.OPEN_AGAIN, _BOARD, ConditionState.OPEN) for state in RULED),
        *(
            Step(state, ConditionAction.DEPART, Who.OWNER, ConditionState.DEPARTED)
            for state in TAKES_EVIDENCE
        ),
        *(
            Step(state, ConditionAction.SUPERSEDE, Who.SERVICE, ConditionState.NO_LONGER_NEEDED)
            for state in TAKES_EVIDENCE
        ),
    ),
    final=frozenset({ConditionState.DEPARTED}),
)


def state_of(condition: Condition) -> ConditionState:
    """Where a condition stands: its last ruling, unless evidence waits for a new one."""
    return ConditionState.EVIDENCE_GIVEN if condition.evidence_on else ConditionState(condition.status)


def action_for(status: ConditionStatus) -> ConditionAction:
    """The board's action that leads to a status.

    Raises:
        ValueError: no ruling leads there.
    """
    if status is ConditionStatus.OPEN:
        return ConditionAction.OPEN_AGAIN
    for action, target in RULINGS.items():
        if target.value == status.value:
            return action
    raise ValueError(f"The board does not rule {status.value}.")
