"""The life of an assessment as one table: from which state, by which action, by whom, to which state."""

from __future__ import annotations

from enum import StrEnum

from app.lifecycle import Lifecycle, Step
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


ASSESSMENT = Lifecycle(
    name="assessment",
    title="An assessment",
    states=State,
    start=(State.DRAFT,),
    steps=(
        Step(State.DRAFT, Action.SUBMIT, Role.TEAM_MEMBER, State.SUBMITTED),
        Step(State.RETURNED, Action.SUBMIT, Role.TEAM_MEMBER, State.SUBMITTED),
        Step(State.SUBMITTED, Action.WITHDRAW, Role.TEAM_MEMBER, State.DRAFT),
        Step(State.SUBMITTED, Action.RETURN, Role.BOARD_CHAIR, State.RETURNED),
        Step(State.SUBMITTED, Action.ADVISE, Role.BOARD_CHAIR, State.ADVISED),
        Step(State.ADVISED, Action.RESPOND, Role.ACCOUNTABLE_OWNER, State.RESPONDED),
        Step(State.RESPONDED, Action.REOPEN, (Role.TEAM_MEMBER, Role.ACCOUNTABLE_OWNER), State.DRAFT),
    ),
)
EDITABLE = frozenset({State.DRAFT, State.RETURNED})
