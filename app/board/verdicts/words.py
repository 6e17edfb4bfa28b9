"""The words on screen for verdicts and for the parts of a submission that they are about."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

from app.assessments.duties.sheets import DutyStatus
from app.board.verdicts.targets import DeskPage, TargetKind
from app.vocabulary.labelled import Labelled
from app.web.labels import labels


class Code(Labelled):
    """What a reviewer may say; a verdict without a code is words kept for later."""

    ACCEPTABLE = "acceptable", "Acceptable", "Derbyniol"
    WITH_CONDITION = "with_condition", "Acceptable with a condition", "Derbyniol gydag amod"
    MUST_CHANGE = "must_change", "Must change", "Rhaid newid"
    NOT_FOR_US = "not_for_us", "Not for us", "Nid i ni"


VERDICTS = labels(Code)
VERDICT_COLOURS = {
    "acceptable": "green",
    "with_condition": "yellow",
    "must_change": "red",
    "not_for_us": "grey",
}
KINDS = labels(TargetKind)
PARTS = labels(DeskPage)
DUTY_STATUSES = labels(DutyStatus)
APPLICABILITY = {
    "applies": _l("Applies"),
    "may_apply": _l("May apply"),
    "coming": _l("Not in force yet"),
}
