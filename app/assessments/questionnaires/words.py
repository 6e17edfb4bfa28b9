"""The words on screen for what becomes of an answer when its questionnaire changes."""

from __future__ import annotations

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from app.questionnaire.versions.migration import Reason
from app.register.words import AGAIN, word

REASONS = {
    Reason.REWORDED: _l("The question has other words"),
    Reason.RETYPED: _l("It is answered in another way"),
    Reason.CHOICE_REWORDED: _l("A choice has other words"),
    Reason.CHOICE_REMOVED: _l("A choice that was taken is no more"),
    Reason.CHOICES_ADDED: _l("There are new choices"),
    Reason.WEIGHTS: _l("It counts for other points"),
    Reason.REMOVED: _l("The question is no longer in the questionnaire"),
    Reason.DOES_NOT_FIT: _l("The answer does not fit the question any more"),
    Reason.OFF_PATH: _l("It is not asked, because of other answers"),
}
STATES = {"draft": _l("Draft"), "published": _l("Published"), "superseded": _l("Replaced by a newer one")}


def reason_in_words(code: str) -> str:
    """Why an answer needs another look: what a move did to it, or why the round was opened."""
    if code in AGAIN:
        return _("It is from the last round, and now %(why)s", why=word(AGAIN, code))
    return str(REASONS[Reason(code)])
