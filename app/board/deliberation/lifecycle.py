"""The life of a proposal for advice: what moves it on, and who may."""

from __future__ import annotations

from enum import StrEnum

from app.lifecycle import Lifecycle, Step
from app.web.roles import Role


class State(StrEnum):
    """Where a proposal stands."""

    DRAFTING = "drafting"
    DECIDING = "deciding"
    AGREED = "agreed"
    SIGNED = "signed"
    DISCARDED = "discarded"


class Action(StrEnum):
    """What moves a proposal on."""

    OPEN = "open"
    VOTE = "vote"
    GO_TO_A_VOTE = "go_to_a_vote"
    AGREE = "agree"
    FALL = "fall"
    TAKE_BACK = "take_back"
    DISCARD = "discard"
    SIGN = "sign"


_DRAFTERS = (Role.BOARD_CHAIR, Role.BOARD_SECRETARY)
_MEMBERS = (Role.BOARD_MEMBER, Role.BOARD_CHAIR)
PROPOSAL = Lifecycle(
    name="proposal",
    title="A proposal for advice",
    states=State,
    start=(State.DRAFTING,),
    steps=(
        Step(State.DRAFTING, Action.OPEN, _DRAFTERS, State.DECIDING),
        Step(State.DECIDING, Action.VOTE, _MEMBERS, State.DECIDING),
        Step(State.DECIDING, Action.GO_TO_A_VOTE, Role.BOARD_CHAIR, State.DECIDING),
        Step(State.DECIDING, Action.AGREE, _DRAFTERS, State.AGREED),
        Step(State.DECIDING, Action.FALL, _DRAFTERS, State.DRAFTING),
        Step(State.DECIDING, Action.TAKE_BACK, _DRAFTERS, State.DRAFTING),
        Step(State.AGREED, Action.TAKE_BACK, _DRAFTERS, State.DRAFTING),
        Step(State.DRAFTING, Action.DISCARD, _DRAFTERS, State.DISCARDED),
        Step(State.DECIDING, Action.DISCARD, _DRAFTERS, State.DISCARDED),
        Step(State.AGREED, Action.DISCARD, _DRAFTERS, State.DISCARDED),
        Step(State.AGREED, Action.SIGN, _MEMBERS, State.SIGNED),
    ),
    final=frozenset({State.SIGNED, State.DISCARDED}),
)
