"""The words on screen for the codes of voices."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

HOWS = {
    "meeting": _l("A meeting or workshop"),
    "conversations": _l("Talks one to one"),
    "survey": _l("A survey"),
    "panel": _l("A standing group or panel"),
    "design": _l("Designing it together"),
    "written": _l("Letters, e-mails or complaints"),
    "union": _l("A union or staff forum"),
    "other": _l("Another way"),
}
NOT_YET = "not_yet"
CHANGES = {
    "yes": _l("Yes, something changed"),
    "partly": _l("Partly"),
    "no": _l("No, and we say why"),
    NOT_YET: _l("Not decided yet"),
}
CHANGE_COLOURS = {"yes": "green", "partly": "light-blue", "no": "grey", NOT_YET: "yellow"}
