"""The rules under which a board or a proposal decides, in sentences."""

from __future__ import annotations

from typing import Protocol

from flask_babel import gettext as _

from app.board.configuration.model import Tie
from app.vocabulary.advice import DecisionRule


class DecisionRules(Protocol):
    """What a board's settings and a proposal have in common."""

    @property
    def rule(self) -> str: ...
    @property
    def quorum(self) -> int: ...
    @property
    def casting_vote(self) -> bool: ...
    @property
    def tie(self) -> str: ...
    @property
    def abstentions_count(self) -> bool: ...


def rules_in_words(rules: DecisionRules) -> list[str]:
    """The rules under which a board or a proposal decides, a sentence each."""
    said = []
    if rules.rule == DecisionRule.CONSENSUS:
        said.append(
            _("The board agrees when nobody objects. If somebody does, the chair may go over to a vote.")
        )
    else:
        said.append(_("The majority decides. Abstentions count for neither side."))
    if rules.quorum:
        said.append(_("At least %(count)s members must take part.", count=rules.quorum))
        if not rules.abstentions_count:
            said.append(_("Whoever abstains does not count towards that number."))
    else:
        said.append(_("No quorum is set."))
    if rules.casting_vote:
        said.append(_("When a vote is equal, the chair decides."))
    elif rules.tie == Tie.FALLS:
        said.append(_("When a vote is equal, the proposal falls."))
    else:
        said.append(_("When a vote is equal, the board goes on talking and votes again."))
    return said
