"""The words on screen for the codes of proposals and votes, and how a board decided, in sentences."""

from __future__ import annotations

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

from app.board.deliberation.counting import Result, VoteTally
from app.board.deliberation.lifecycle import ProposalState
from app.vocabulary.advice import DecisionMethod
from app.web.labels import labels

STATES = labels(ProposalState)
STATE_COLOURS = {
    "drafting": "grey",
    "deciding": "blue",
    "agreed": "yellow",
    "signed": "green",
    "discarded": "grey",
}
METHODS = {
    "meeting": _l("At a meeting"),
    "correspondence": _l("By correspondence"),
}
METHOD_HINTS = {
    "meeting": _l("The chair or the secretary writes down what each member says."),
    "correspondence": _l("Each member is asked by message and answers on their own page."),
}
# What a member says, by the rule of the proposal.
CHOICES: dict[str, dict[str, LazyString]] = {
    "consensus": {
        "for": _l("Agree"),
        "against": _l("Object"),
        "abstain": _l("Stand aside"),
        "absent": _l("Not here"),
    },
    "vote": {
        "for": _l("For"),
        "against": _l("Against"),
        "abstain": _l("Abstain"),
        "absent": _l("Not here"),
    },
}
CHOICE_HINTS: dict[str, dict[str, LazyString]] = {
    "consensus": {
        "against": _l("The board cannot agree while an objection stands."),
        "abstain": _l("You do not agree, and you do not stop the others."),
    },
    "vote": {},
}


def not_agreed(tally: VoteTally) -> str:
    """Why the votes do not decide yet, and what helps."""
    if tally.result is Result.NOT_QUORATE:
        return _(
            "The board is not quorate: %(missing)s more must take part. Nothing was changed.",
            missing=tally.missing,
        )
    if tally.result is Result.BLOCKED:
        return _(
            "Somebody objects, so the board does not agree yet. Talk on until the objection is withdrawn,"
            " or let the chair go over to a vote. Nothing was changed."
        )
    if tally.result is Result.TIED:
        return _("As many are for it as against it. Nothing was changed.")
    return _("Nobody has agreed yet. Nothing was changed.")


def fell(tally: VoteTally) -> str:
    """That the vote went against the proposal."""
    return _(
        "The proposal fell: %(for_it)s for it, %(against)s against it. It is a draft again.",
        for_it=tally.votes_for,
        against=tally.votes_against,
    )


def method_of(code: str) -> DecisionMethod:
    """The method with this code; a meeting when it is none."""
    return DecisionMethod(code) if code in tuple(DecisionMethod) else DecisionMethod.MEETING
