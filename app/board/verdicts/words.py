"""The words on screen for verdicts and for the parts of a submission that they are about."""

from __future__ import annotations

from enum import StrEnum

from flask_babel import lazy_gettext as _l

from app.board.verdicts.targets import DeskPage, TargetKind


class Code(StrEnum):
    """What a reviewer may say; a verdict without a code is words kept for later."""

    ACCEPTABLE = "acceptable"
    WITH_CONDITION = "with_condition"
    MUST_CHANGE = "must_change"
    NOT_FOR_US = "not_for_us"


VERDICTS = {
    "acceptable": _l("Acceptable"),
    "with_condition": _l("Acceptable with a condition"),
    "must_change": _l("Must change"),
    "not_for_us": _l("Not for us"),
}
VERDICT_COLOURS = {
    "acceptable": "green",
    "with_condition": "yellow",
    "must_change": "red",
    "not_for_us": "grey",
}
KINDS = {
    TargetKind.SECTION: _l("Section"),
    TargetKind.QUESTION: _l("Question"),
    TargetKind.HARM: _l("Harm"),
    TargetKind.CARD: _l("Trade-off"),
    TargetKind.DUTY: _l("Legal duty"),
}
PARTS = {
    DeskPage.HARMS: _l("Harms and safeguards"),
    DeskPage.TRADE_OFFS: _l("Trade-offs"),
    DeskPage.DUTIES: _l("Legal duties"),
}
DUTY_STATUSES = {
    "nothing_to_answer": _l("Nothing to answer"),
    "not_started": _l("Not answered"),
    "in_progress": _l("In progress"),
    "answered": _l("Answered"),
    "answered_with_unknowns": _l("Answered, but not all known"),
    "not_binding": _l("The team says that it does not bind"),
}
APPLICABILITY = {
    "applies": _l("Applies"),
    "may_apply": _l("May apply"),
    "coming": _l("Not in force yet"),
}
