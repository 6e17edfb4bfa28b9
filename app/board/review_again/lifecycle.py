"""The life of a trigger: from raised to confirmed, taken into a new round, or dismissed by the board."""

from __future__ import annotations

from enum import StrEnum

from app.lifecycle import Lifecycle, Step
from app.web.roles import Role


class State(StrEnum):
    """Where a trigger stands."""

    RAISED = "raised"
    CONFIRMED_UNCHANGED = "confirmed_unchanged"
    ROUND_OPENED = "round_opened"
    DISMISSED = "dismissed"


class Action(StrEnum):
    """What settles a trigger."""

    CONFIRM = "confirm"
    OPEN_ROUND = "open_round"
    DISMISS = "dismiss"


TRIGGER = Lifecycle(
    name="trigger",
    title="A reason to look at a use again",
    states=State,
    start=(State.RAISED,),
    steps=(
        Step(State.RAISED, Action.CONFIRM, Role.ACCOUNTABLE_OWNER, State.CONFIRMED_UNCHANGED),
        Step(
            State.RAISED,
            Action.OPEN_ROUND,
            (Role.ACCOUNTABLE_OWNER, Role.TEAM_MEMBER),
            State.ROUND_OPENED,
        ),
        Step(State.RAISED, Action.DISMISS, (Role.BOARD_CHAIR, Role.BOARD_SECRETARY), State.DISMISSED),
    ),
    final=frozenset({State.CONFIRMED_UNCHANGED, State.ROUND_OPENED, State.DISMISSED}),
)
