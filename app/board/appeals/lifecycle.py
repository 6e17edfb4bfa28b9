"""The life of an appeal: one member answers it, another one agrees; a changed mind ends in a new advice."""

from __future__ import annotations

from enum import StrEnum

from app.lifecycle import Lifecycle, Step
from app.web.roles import Role


class AppealState(StrEnum):
    """Where an appeal stands."""

    ASKED = "asked"
    ANSWER_WRITTEN = "answer_written"
    STANDS = "stands"
    TO_BE_CHANGED = "to_be_changed"
    CHANGED = "changed"
    TAKEN_BACK = "taken_back"


class AppealAction(StrEnum):
    """What moves an appeal on."""

    WRITE_ANSWER = "write_answer"
    OBJECT = "object"
    AGREE_THAT_IT_STANDS = "agree_that_it_stands"
    AGREE_TO_CHANGE = "agree_to_change"
    ADVISE_AGAIN = "advise_again"
    TAKE_BACK = "take_back"


_MEMBERS = (Role.BOARD_MEMBER, Role.BOARD_CHAIR)
APPEAL = Lifecycle(
    name="appeal",
    title="An appeal against advice",
    states=AppealState,
    start=(AppealState.ASKED,),
    steps=(
        Step(AppealState.ASKED, AppealAction.WRITE_ANSWER, _MEMBERS, AppealState.ANSWER_WRITTEN),
        Step(AppealState.ASKED, AppealAction.TAKE_BACK, Role.TEAM_MEMBER, AppealState.TAKEN_BACK),
        Step(AppealState.ANSWER_WRITTEN, AppealAction.OBJECT, _MEMBERS, AppealState.ASKED),
        Step(AppealState.ANSWER_WRITTEN, AppealAction.AGREE_THAT_IT_STANDS, _MEMBERS, AppealState.STANDS),
        Step(AppealState.ANSWER_WRITTEN, AppealAction.AGREE_TO_CHANGE, _MEMBERS, AppealState.TO_BE_CHANGED),
        Step(AppealState.TO_BE_CHANGED, AppealAction.ADVISE_AGAIN, _MEMBERS, AppealState.CHANGED),
    ),
    final=frozenset({AppealState.STANDS, AppealState.CHANGED, AppealState.TAKEN_BACK}),
)
OPEN = frozenset({AppealState.ASKED, AppealState.ANSWER_WRITTEN, AppealState.TO_BE_CHANGED})
ANSWERED = frozenset({AppealState.STANDS, AppealState.TO_BE_CHANGED, AppealState.CHANGED})
