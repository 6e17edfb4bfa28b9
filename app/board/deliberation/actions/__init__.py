"""Every change to a proposal: drafting it, voting on it, signing it."""

from __future__ import annotations

from app.board.deliberation.actions.closing import NotAgreed, StillOpen, agree_at_once, close
from app.board.deliberation.actions.drafting import (
    discard,
    edit_proposal,
    open_for_decision,
    propose,
    put_away,
    take_back,
)
from app.board.deliberation.actions.one_go import advise, outcome_for
from app.board.deliberation.actions.signing import name_presiding, sign
from app.board.deliberation.actions.voting import NotAtTheTable, go_to_a_vote, take_down, vote

__all__ = [
    "NotAgreed",
    "NotAtTheTable",
    "StillOpen",
    "advise",
    "agree_at_once",
    "close",
    "discard",
    "edit_proposal",
    "go_to_a_vote",
    "name_presiding",
    "open_for_decision",
    "outcome_for",
    "propose",
    "put_away",
    "sign",
    "take_back",
    "take_down",
    "vote",
]
