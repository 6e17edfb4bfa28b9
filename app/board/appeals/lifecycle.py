"""The life of an appeal: one member answers it, another one agrees; a changed mind ends in a new advice."""

from __future__ import annotations

from enum import StrEnum

from app.board.lifecycle import REVIEW, ReviewAction
from app.lifecycle import Lifecycle, Step, Who


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


APPEAL = Lifecycle(
    name="appeal",
    title="An appeal against advice",
    states=AppealState,
    start=(AppealState.ASKED,),
    steps=(
        Step(AppealState.ASKED, AppealAction.WRITE_ANSWER, Who.SECOND_LOOK, AppealState.ANSWER_WRITTEN),
        Step(AppealState.ASKED, AppealAction.TAKE_BACK, Who.TEAM, AppealState.TAKEN_BACK),
        Step(AppealState.ANSWER_WRITTEN, AppealAction.OBJECT, Who.SECOND_LOOK, AppealState.ASKED),
        Step(
            AppealState.ANSWER_WRITTEN, AppealAction.AGREE_THAT_IT_STANDS, Who.SECOND_LOOK, AppealState.STANDS
        ),
        Step(
            AppealState.ANSWER_WRITTEN,
            AppealAction.AGREE_TO_CHANGE,
            Who.SECOND_LOOK,
            AppealState.TO_BE_CHANGED,
        ),
        Step(AppealState.TO_BE_CHANGED, AppealAction.ADVISE_AGAIN, Who.SIGNING, AppealState.CHANGED),
    ),
    final=frozenset({AppealState.STANDS, AppealState.CHANGED, AppealState.TAKEN_BACK}),
    along={AppealAction.ADVISE_AGAIN: (REVIEW.name, ReviewAction.ADVISE)},
)
OPEN = frozenset({AppealState.ASKED, AppealState.ANSWER_WRITTEN, AppealState.TO_BE_CHANGED})
ANSWERED = frozenset({AppealState.STANDS, AppealState.TO_BE_CHANGED, AppealState.CHANGED})
