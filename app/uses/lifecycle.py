"""The life of a pause: a use runs, is stopped for a while, and runs again."""

from __future__ import annotations

from enum import StrEnum

from app.lifecycle import Lifecycle, Step, Who
from app.web.roles import Role


class PauseState(StrEnum):
    """Whether a use is stopped for a while."""

    RUNNING = "running"
    PAUSED = "paused"


class PauseAction(StrEnum):
    """What stops a use and lets it go on."""

    PAUSE = "pause"
    LIFT = "lift"


PAUSE = Lifecycle(
    name="pause",
    title="The pause of a use",
    states=PauseState,
    start=(PauseState.RUNNING,),
    steps=(
        Step(
            PauseState.RUNNING,
            PauseAction.PAUSE,
            (Who.OWNER, Role.BOARD_CHAIR),
            PauseState.PAUSED,
        ),
        Step(
            PauseState.PAUSED,
            PauseAction.LIFT,
            (Who.OWNER, Role.BOARD_CHAIR),
            PauseState.RUNNING,
        ),
    ),
)
