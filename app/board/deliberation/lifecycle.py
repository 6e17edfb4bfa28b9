"""The life of a proposal for advice: what moves it on, and who may."""

from __future__ import annotations

from enum import StrEnum

from app.lifecycle import Lifecycle, Step
from app.web.roles import Role


class ProposalState(StrEnum):
    """Where a proposal stands."""

    DRAFTING = "drafting"
    DECIDING = "deciding"
    AGREED = "agreed"
    SIGNED = "signed"
    DISCARDED = "discarded"


class ProposalAction(StrEnum):
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
    states=ProposalState,
    start=(ProposalState.DRAFTING,),
    steps=(
        Step(ProposalState.DRAFTING, ProposalAction.OPEN, _DRAFTERS, ProposalState.DECIDING),
        Step(ProposalState.DECIDING, ProposalAction.VOTE, _MEMBERS, ProposalState.DECIDING),
        Step(ProposalState.DECIDING, ProposalAction.GO_TO_A_VOTE, Role.BOARD_CHAIR, ProposalState.DECIDING),
        Step(ProposalState.DECIDING, ProposalAction.AGREE, _DRAFTERS, ProposalState.AGREED),
        Step(ProposalState.DECIDING, ProposalAction.FALL, _DRAFTERS, ProposalState.DRAFTING),
        Step(ProposalState.DECIDING, ProposalAction.TAKE_BACK, _DRAFTERS, ProposalState.DRAFTING),
        Step(ProposalState.AGREED, ProposalAction.TAKE_BACK, _DRAFTERS, ProposalState.DRAFTING),
        Step(ProposalState.DRAFTING, ProposalAction.DISCARD, _DRAFTERS, ProposalState.DISCARDED),
        Step(ProposalState.DECIDING, ProposalAction.DISCARD, _DRAFTERS, ProposalState.DISCARDED),
        Step(ProposalState.AGREED, ProposalAction.DISCARD, _DRAFTERS, ProposalState.DISCARDED),
        Step(ProposalState.AGREED, ProposalAction.SIGN, _MEMBERS, ProposalState.SIGNED),
    ),
    final=frozenset({ProposalState.SIGNED, ProposalState.DISCARDED}),
)
