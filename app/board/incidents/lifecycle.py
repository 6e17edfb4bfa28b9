"""The life of an incident: from a report through triage to its close, and back when more is known."""

from __future__ import annotations

from enum import StrEnum

from app.lifecycle import Lifecycle, Step
from app.web.roles import Role


class State(StrEnum):
    """Where an incident stands."""

    REPORTED = "reported"
    TRIAGED = "triaged"
    INVESTIGATING = "investigating"
    CLOSED = "closed"
    REJECTED = "rejected"
    DUPLICATE = "duplicate"


class Action(StrEnum):
    """What moves an incident on."""

    TRIAGE = "triage"
    INVESTIGATE = "investigate"
    CLOSE = "close"
    REJECT = "reject"
    JOIN = "join"
    REOPEN = "reopen"


class PauseState(StrEnum):
    """Whether a use is stopped for a while."""

    RUNNING = "running"
    PAUSED = "paused"


class PauseAction(StrEnum):
    """What stops a use and lets it go on."""

    PAUSE = "pause"
    LIFT = "lift"


TRIAGERS = (Role.BOARD_SECRETARY, Role.BOARD_CHAIR, Role.ACCOUNTABLE_OWNER)
WORKERS = (*TRIAGERS, Role.TEAM_MEMBER)

INCIDENT = Lifecycle(
    name="incident",
    title="An incident",
    states=State,
    start=(State.REPORTED,),
    steps=(
        Step(State.REPORTED, Action.TRIAGE, TRIAGERS, State.TRIAGED),
        Step(State.REPORTED, Action.REJECT, TRIAGERS, State.REJECTED),
        Step(State.REPORTED, Action.JOIN, TRIAGERS, State.DUPLICATE),
        Step(State.TRIAGED, Action.TRIAGE, TRIAGERS, State.TRIAGED),
        Step(State.TRIAGED, Action.INVESTIGATE, WORKERS, State.INVESTIGATING),
        Step(State.TRIAGED, Action.CLOSE, TRIAGERS, State.CLOSED),
        Step(State.TRIAGED, Action.REJECT, TRIAGERS, State.REJECTED),
        Step(State.TRIAGED, Action.JOIN, TRIAGERS, State.DUPLICATE),
        Step(State.INVESTIGATING, Action.TRIAGE, TRIAGERS, State.INVESTIGATING),
        Step(State.INVESTIGATING, Action.CLOSE, TRIAGERS, State.CLOSED),
        Step(State.CLOSED, Action.REOPEN, TRIAGERS, State.INVESTIGATING),
        Step(State.REJECTED, Action.REOPEN, TRIAGERS, State.REPORTED),
        Step(State.DUPLICATE, Action.REOPEN, TRIAGERS, State.REPORTED),
    ),
)
PAUSE = Lifecycle(
    name="pause",
    title="The pause of a use",
    states=PauseState,
    start=(PauseState.RUNNING,),
    steps=(
        Step(
            PauseState.RUNNING,
            PauseAction.PAUSE,
            (Role.ACCOUNTABLE_OWNER, Role.BOARD_CHAIR),
            PauseState.PAUSED,
        ),
        Step(
            PauseState.PAUSED,
            PauseAction.LIFT,
            (Role.ACCOUNTABLE_OWNER, Role.BOARD_CHAIR),
            PauseState.RUNNING,
        ),
    ),
)
