"""The life of a review as one table: from which state, by which action, by whom, to which state."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from app.web.roles import Role


class State(StrEnum):
    """Where a review stands."""

    OPEN = "open"
    WITHDRAWN = "withdrawn"
    RETURNED = "returned"
    ADVISED = "advised"
    RESPONDED = "responded"


class Action(StrEnum):
    """What moves a review on. A new submission always opens a new review."""

    WITHDRAW = "withdraw"
    RETURN = "return"
    ADVISE = "advise"
    RESPOND = "respond"


@dataclass(frozen=True, slots=True)
class Step:
    """One row of the table."""

    source: State
    action: Action
    role: Role
    target: State


STEPS = (
    Step(State.OPEN, Action.WITHDRAW, Role.TEAM_MEMBER, State.WITHDRAWN),
    Step(State.OPEN, Action.RETURN, Role.BOARD_CHAIR, State.RETURNED),
    Step(State.OPEN, Action.ADVISE, Role.BOARD_CHAIR, State.ADVISED),
    Step(State.ADVISED, Action.RESPOND, Role.ACCOUNTABLE_OWNER, State.RESPONDED),
)
FINAL = frozenset({State.WITHDRAWN, State.RETURNED, State.RESPONDED})
SPOKEN = frozenset({State.RETURNED, State.ADVISED, State.RESPONDED})  # the team may read what the board said


class ReviewMoved(Exception):
    """The action came too late or out of turn: the review is in another state by now."""

    def __init__(self, state: str, action: Action) -> None:
        super().__init__(f"cannot {action} while {state}")
        self.state = State(state)
        self.action = action


def after(state: str, action: Action) -> State:
    """The state that follows.

    Raises:
        ReviewMoved: the table has no such step.
    """
    for step in STEPS:
        if step.source == state and step.action is action:
            return step.target
    raise ReviewMoved(state, action)
