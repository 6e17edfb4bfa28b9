"""The life of a trigger: from raised to confirmed, taken into a new round, or dismissed by the board."""

from __future__ import annotations

from enum import StrEnum

from app.assessments.lifecycle import ASSESSMENT, AssessmentAction
from app.lifecycle import Lifecycle, Step, Who
from app.vocabulary.labelled import Labelled
from app.web.roles import Role


class TriggerState(Labelled):
    """Where a trigger stands."""

    RAISED = "raised", "Waits for the owner", "Yn aros am y perchennog"
    CONFIRMED_UNCHANGED = (
        "confirmed_unchanged",
        "Confirmed: nothing changed",
        "Cadarnhawyd: ni newidiodd dim",
    )
    ROUND_OPENED = "round_opened", "Taken into a new round", "Wedi’i gymryd i rownd newydd"
    DISMISSED = "dismissed", "Dismissed by the board", "Diystyrwyd gan y bwrdd"


class TriggerAction(StrEnum):
    """What settles a trigger."""

    CONFIRM = "confirm"
    OPEN_ROUND = "open_round"
    DISMISS = "dismiss"


TRIGGER = Lifecycle(
    name="trigger",
    title="A reason to look at a use again",
    states=TriggerState,
    start=(TriggerState.RAISED,),
    steps=(
        Step(TriggerState.RAISED, TriggerAction.CONFIRM, Who.OWNER, TriggerState.CONFIRMED_UNCHANGED),
        Step(
            TriggerState.RAISED,
            TriggerAction.OPEN_ROUND,
            (Who.OWNER, Who.TEAM),
            TriggerState.ROUND_OPENED,
        ),
        Step(
            TriggerState.RAISED,
            TriggerAction.DISMISS,
            (Role.BOARD_CHAIR, Role.BOARD_SECRETARY),
            TriggerState.DISMISSED,
        ),
    ),
    final=frozenset({TriggerState.CONFIRMED_UNCHANGED, TriggerState.ROUND_OPENED, TriggerState.DISMISSED}),
    along={TriggerAction.OPEN_ROUND: (ASSESSMENT.name, AssessmentAction.REOPEN)},
)
