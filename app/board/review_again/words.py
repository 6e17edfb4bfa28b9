"""The words on screen for review again; labels of kinds come from triggers.yaml."""

from __future__ import annotations

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

from app.board.review_again.kinds import TriggerKind
from app.board.review_again.lifecycle import TriggerState
from app.web.labels import labels

STATES = labels(TriggerState)
STATE_COLOURS = {
    "raised": "yellow",
    "confirmed_unchanged": "green",
    "round_opened": "blue",
    "dismissed": "grey",
}
# What the owner ticks, one by one.
STATEMENTS = {
    "data": _l("The data are the same: the same sources, the same columns, the same people"),
    "model": _l("The model, its rules and its version are the same"),
    "supplier": _l("The supplier is the same, and so is what it does for us"),
    "people": _l("It is used on the same people, and decides no more about a single person than before"),
    "purpose": _l("It is used for the same purpose, with the same person answering for it"),
}
CANNOT_CONFIRM = {
    "draft": _l("A new round is open, so its answers say what changed. Nothing was confirmed."),
    "returned": _l("A new round is open, so its answers say what changed. Nothing was confirmed."),
    "submitted": _l("The board is reading a new round. Nothing was confirmed."),
    "advised": _l("The board has advised and waits for your answer. Give it first. Nothing was confirmed."),
}


def kind_label(kind: TriggerKind) -> LazyString:
    """What a kind of trigger is called, in the reader's language."""
    return _l(kind.label)


def explanation(kind: TriggerKind) -> str:
    """What a kind of trigger means."""
    return _(kind.explanation)
