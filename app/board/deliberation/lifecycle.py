"""The life of a proposal for advice: what moves it on, and who may."""

from __future__ import annotations

from enum import StrEnum

from app.lifecycle import Lifecycle, Step, Who
from app.vocabulary.labelled import Labelled
from app.web.roles import Role


class ProposalState(Labelled):
    """Where a proposal stands."""

    DRAFTING = "drafting", "Draft", "Drafft"
    DECIDING = "deciding", "Being decided", "Yn cael ei benderfynu"
    AGREED = "agreed", "Agreed, waits for the signature", "Cytunwyd, yn aros am y llofnod"
    SIGNED = "signed", "Signed", "Llofnodwyd"
    DISCARDED = "discarded", "Discarded", "Taflwyd"


class ProposalAction(StrEnum):
    """What moves a proposal on. It is put away when its review ends without it."""

    OPEN = "open"
    VOTE = "vote"
    GO_TO_A_VOTE = "go_to_a_vote"
    AGREE = "agree"
    FALL = "fall"
    TAKE_BACK = "take_back"
    DISCARD = "discard"
    SIGN = "sign"
    PUT_AWAY = "put_away"


# The members vote; whoever leads the meeting takes their votes down.
VOTERS = (Role.BOARD_MEMBER, Role.BOARD_CHAIR)
PROPOSAL = Lifecycle(
    name="proposal",
    title="A proposal for advice",
    states=ProposalState,
    start=(ProposalState.DRAFTING,),
    steps=(
        Step(ProposalState.DRAFTING, ProposalAction.OPEN, Who.LEADING, ProposalState.DECIDING),
        Step(ProposalState.DECIDING, ProposalAction.VOTE, (*VOTERS, Who.LEADING), ProposalState.DECIDING),
        Step(ProposalState.DECIDING, ProposalAction.GO_TO_A_VOTE, Who.PRESIDING, ProposalState.DECIDING),
        Step(ProposalState.DECIDING, ProposalAction.AGREE, Who.LEADING, ProposalState.AGREED),
        Step(ProposalState.DECIDING, ProposalAction.FALL, Who.LEADING, ProposalState.DRAFTING),
        Step(ProposalState.DECIDING, ProposalAction.TAKE_BACK, Who.LEADING, ProposalState.DRAFTING),
        Step(ProposalState.AGREED, ProposalAction.TAKE_BACK, Who.LEADING, ProposalState.DRAFTING),
        Step(ProposalState.DRAFTING, ProposalAction.DISCARD, Who.LEADING, ProposalState.DISCARDED),
        Step(ProposalState.DECIDING, ProposalAction.DISCARD, Who.LEADING, ProposalState.DISCARDED),
        Step(ProposalState.AGREED, ProposalAction.DISCARD, Who.LEADING, ProposalState.DISCARDED),
        Step(ProposalState.AGREED, ProposalAction.SIGN, Who.SIGNING, ProposalState.SIGNED),
        Step(ProposalState.DRAFTING, ProposalAction.PUT_AWAY, Who.SERVICE, ProposalState.DISCARDED),
        Step(ProposalState.DECIDING, ProposalAction.PUT_AWAY, Who.SERVICE, ProposalState.DISCARDED),
        Step(ProposalState.AGREED, ProposalAction.PUT_AWAY, Who.SERVICE, ProposalState.DISCARDED),
    ),
    final=frozenset({ProposalState.SIGNED, ProposalState.DISCARDED}),
)
