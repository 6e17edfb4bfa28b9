"""The life of an assessment as one table: from which state, by which action, by whom, to which state."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from app.web.roles import Role


class State(StrEnum):
    """Where an assessment stands."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    RETURNED = "returned"
    ADVISED = "advised"
    RESPONDED = "responded"


class Action(StrEnum):
    """What moves an assessment on."""

    SUBMIT = "submit"
    WITHDRAW = "withdraw"
    RETURN = "return"
    ADVISE = "advise"
    RESPOND = "respond"
    REOPEN = "reopen"


@dataclass(frozen=True, slots=True)
class Step:
    """One row of the table."""

    source: State
    action: Action
    role: Role
    target: State


STEPS = (
    Step(State.DRAFT, Action.SUBMIT, Role.TEAM_MEMBER, State.SUBMITTED),
    Step(State.RETURNED, Action.SUBMIT, Role.TEAM_MEMBER, State.SUBMITTED),
    Step(State.SUBMITTED, Action.WITHDRAW, Role.TEAM_MEMBER, State.DRAFT),
    Step(State.SUBMITTED, Action.RETURN, Role.BOARD_CHAIR, State.RETURNED),
    Step(State.SUBMITTED, Action.ADVISE, Role.BOARD_CHAIR, State.ADVISED),
    Step(State.ADVISED, Action.RESPOND, Role.ACCOUNTABLE_OWNER, State.RESPONDED),
    Step(State.RESPONDED, Action.REOPEN, Role.TEAM_MEMBER, State.DRAFT),
)
EDITABLE = frozenset({State.DRAFT, State.RETURNED})


class OutOfTurn(Exception):
    """The action is not possible in the state that the assessment is in."""

    def __init__(self, state: str, action: Action) -> None:
        super().__init__(f"cannot {action} while {state}")
        self.state = State(state)
        self.action = action


def after(state: str, action: Action) -> State:
    """The state that follows.

    Raises:
        OutOfTurn: the table has no such step.
    """
    for step in STEPS:
        if step.source == state and step.action is action:
            return step.target
    raise OutOfTurn(state, action)
