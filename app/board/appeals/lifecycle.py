"""The life of an appeal: one member answers it, another one agrees; a changed mind ends in a new advice."""

from __future__ import annotations

from enum import StrEnum

from app.lifecycle import Lifecycle, Step
from app.web.roles import Role


class State(StrEnum):
    """Where an appeal stands."""

    ASKED = "asked"
    ANSWER_WRITTEN = "answer_written"
    STANDS = "stands"
    TO_BE_CHANGED = "to_be_changed"
    CHANGED = "changed"
    TAKEN_BACK = "taken_back"


class Action(StrEnum):
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
    states=State,
    start=(State.ASKED,),
    steps=(
        Step(State.ASKED, Action.WRITE_ANSWER, _MEMBERS, State.ANSWER_WRITTEN),
        Step(State.ASKED, Action.TAKE_BACK, Role.TEAM_MEMBER, State.TAKEN_BACK),
        Step(State.ANSWER_WRITTEN, Action.OBJECT, _MEMBERS, State.ASKED),
        Step(State.ANSWER_WRITTEN, Action.AGREE_THAT_IT_STANDS, _MEMBERS, State.STANDS),
        Step(State.ANSWER_WRITTEN, Action.AGREE_TO_CHANGE, _MEMBERS, State.TO_BE_CHANGED),
        Step(State.TO_BE_CHANGED, Action.ADVISE_AGAIN, _MEMBERS, State.CHANGED),
    ),
    final=frozenset({State.STANDS, State.CHANGED, State.TAKEN_BACK}),
)
OPEN = frozenset({State.ASKED, State.ANSWER_WRITTEN, State.TO_BE_CHANGED})
ANSWERED = frozenset({State.STANDS, State.TO_BE_CHANGED, State.CHANGED})
