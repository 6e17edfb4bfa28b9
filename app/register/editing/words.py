"""The editors' words: stages, problems and parts of the entry."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

from app.register.lifecycle import EntryStage
from app.register.linter.problems import ProblemCode
from app.web.labels import labels

STAGES = labels(EntryStage)
EMPTY = {
    EntryStage.EDITING: _l(
        "Nothing to edit. A draft arrives here when the accountable owner has answered the board’s advice, "
        "or when you start a new version of a published entry."
    ),
    EntryStage.SECOND_CHECK: _l("Nothing waits for a second check."),
    EntryStage.PUBLISHED: _l(
        "Nothing is published yet. The first entry is published after its second check."
    ),
    EntryStage.RETIRED: _l("No entry is retired."),
}
PROBLEMS = {
    ProblemCode.NO_TITLE: _l("Give the entry a title"),
    ProblemCode.NO_SUMMARY: _l("Say in short what it does"),
    ProblemCode.SUMMARY_TOO_LONG: _l("The short description is longer than 600 characters. Shorten it"),
    ProblemCode.NO_CONTACT_ROUTE: _l("Give residents an e-mail address, a telephone number or a web page"),
    ProblemCode.NO_CHALLENGE: _l("Say how to appeal or ask for a review, or why that does not apply"),
    ProblemCode.NO_SAFEGUARDS: _l(
        "It decides alone on something that matters to a person: each of the four safeguards needs a public "
        "route. Ask the team to record them under its legal duties"
    ),
    ProblemCode.SAFEGUARDS_PERHAPS: _l(
        "It decides alone, and it is not known whether that matters to a person. If it does, each of the "
        "four safeguards needs a public route"
    ),
    ProblemCode.MOBILE_PHONE: _l("This looks like somebody’s mobile number"),
    ProblemCode.LANDLINE: _l("This looks like a telephone number. Is it the service’s?"),
    ProblemCode.PERSONAL_EMAIL: _l("This looks like one person’s e-mail address. Use a team’s"),
    ProblemCode.NATIONAL_INSURANCE: _l("This looks like a National Insurance number"),
    ProblemCode.NHS_NUMBER: _l("This looks like an NHS number"),
    ProblemCode.HOME_ADDRESS: _l("This looks like somebody’s home address"),
    ProblemCode.DATE_OF_BIRTH: _l("This looks like a date of birth"),
}
BASICS = _l("Name and kind")
BOARD = _l("The ethics board’s findings")
