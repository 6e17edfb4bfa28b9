"""The words on screen for how a board works."""

from __future__ import annotations

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from app.board.configuration.model import Configuration

RULES = {
    "consensus": _l("By consensus"),
    "vote": _l("By vote"),
}
RULE_HINTS = {
    "consensus": _l("The board agrees when nobody objects. Where somebody does, the chair may call a vote."),
    "vote": _l("The majority of those who are for or against it decides."),
}
TIES = {
    "falls": _l("The proposal falls"),
    "open": _l("The board goes on talking and votes again"),
}
YES_NO = {"yes": _l("Yes"), "no": _l("No")}


def public_in_words(settings: Configuration) -> list[str]:
    """What of the board's work the public can read, a sentence each."""
    return [
        _("The register of interests is public.")
        if settings.interests_public
        else _("The register of interests is not public."),
        _("Minutes are published after they are approved.")
        if settings.minutes_public
        else _("Minutes are not published."),
    ]
