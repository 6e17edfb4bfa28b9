"""The words on screen for what becomes of an answer when its questionnaire changes."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

from app.questionnaire.migrating import Reason

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
