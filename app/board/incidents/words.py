"""The words on screen for incidents and pauses."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

from app.board.incidents.lifecycle import IncidentState
from app.register.words import SEVERITIES
from app.web.labels import labels

__all__ = [
    "ACTIONS",
    "AFFECTED",
    "HARM",
    "SEVERITIES",
    "SEVERITY_COLOURS",
    "SEVERITY_HINTS",
    "STATES",
    "STATE_COLOURS",
]

STATES = labels(IncidentState)
STATE_COLOURS = {
    "reported": "yellow",
    "triaged": "blue",
    "investigating": "blue",
    "closed": "green",
    "rejected": "grey",
    "duplicate": "grey",
}
SEVERITY_HINTS = {
    "minor": _l("A fault that harmed nobody and is easily put right."),
    "serious": _l("Somebody was harmed or treated wrongly, or could have been."),
    "critical": _l("Many people or somebody’s safety, home, income or rights. Think about a pause now."),
}
SEVERITY_COLOURS = {"minor": "yellow", "serious": "orange", "critical": "red"}
HARM = {
    "yes": _l("Yes"),
    "no": _l("No"),
    "unknown": _l("I do not know"),
}
AFFECTED = {
    "yes": _l("Yes, it happened to me"),
    "other": _l("No, to somebody else"),
    "unknown": _l("I do not know, or I would rather not say"),
}
ACTIONS = {
    "report": _l("Reported"),
    "triage": _l("Triaged"),
    "investigate": _l("Started to look into it"),
    "note": _l("Noted"),
    "publish": _l("Decided what the public reads"),
    "close": _l("Closed"),
    "reject": _l("Set aside: not an incident"),
    "join": _l("Set aside: reported twice"),
    "reopen": _l("Opened again"),
}
