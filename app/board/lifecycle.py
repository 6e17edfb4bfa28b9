"""The life of a review: what moves it on, and who may."""

from __future__ import annotations

from enum import StrEnum

from app.lifecycle import Lifecycle, Step
from app.web.roles import Role


class State(StrEnum):
    """Where a review stands."""

    OPEN = "open"
    WITHDRAWN = "withdrawn"
    RETURNED = "returned"
    ADVISED = "advised"
    APPEALED = "appealed"
    RESPONDED = "responded"


class Action(StrEnum):
    """What moves a review on. A new submission always opens a new review."""

    WITHDRAW = "withdraw"
    RETURN = "return"
    ADVISE = "advise"
    APPEAL = "appeal"
    ANSWER_APPEAL = "answer_appeal"
    TAKE_APPEAL_BACK = "take_appeal_back"
    RESPOND = "respond"


REVIEW = Lifecycle(
    name="review",
    title="A review by the ethics board",
    states=State,
    start=(State.OPEN,),
    steps=(
        Step(State.OPEN, Action.WITHDRAW, Role.TEAM_MEMBER, State.WITHDRAWN),
        Step(State.OPEN, Action.RETURN, Role.BOARD_CHAIR, State.RETURNED),
        Step(State.OPEN, Action.ADVISE, Role.BOARD_CHAIR, State.ADVISED),
        Step(State.ADVISED, Action.APPEAL, Role.TEAM_MEMBER, State.APPEALED),
        Step(
            State.APPEALED,
            Action.ANSWER_APPEAL,
            (Role.BOARD_MEMBER, Role.BOARD_CHAIR),
            State.ADVISED,
        ),
        Step(State.APPEALED, Action.ADVISE, (Role.BOARD_MEMBER, Role.BOARD_CHAIR), State.ADVISED),
        Step(State.APPEALED, Action.TAKE_APPEAL_BACK, Role.TEAM_MEMBER, State.ADVISED),
        Step(State.ADVISED, Action.RESPOND, Role.ACCOUNTABLE_OWNER, State.RESPONDED),
    ),
    final=frozenset({State.WITHDRAWN, State.RETURNED, State.RESPONDED}),
)
# The team may read what the board said.
SPOKEN = frozenset({State.RETURNED, State.ADVISED, State.APPEALED, State.RESPONDED})
