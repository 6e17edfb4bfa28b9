"""The words on screen for what becomes of an answer when its questionnaire changes."""

from __future__ import annotations

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from app.questionnaire.versions.migration import Reason
from app.register.words import AGAIN, word
from app.web.labels import labels

REASONS = labels(Reason)
STATES = {"draft": _l("Draft"), "published": _l("Published"), "superseded": _l("Replaced by a newer one")}


def reason_in_words(code: str) -> str:
    """Why an answer needs another look: what a move did to it, or why the round was opened."""
    if code in AGAIN:
        return _("It is from the last round, and now %(why)s", why=word(AGAIN, code))
    return str(REASONS[Reason(code)])
