"""The words on screen for the codes of marks."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

HELPED, HARMED, NO_EFFECT, UNKNOWN = "helped", "harmed", "none", "unknown"
EFFECTS = {
    HELPED: _l("Helped"),
    HARMED: _l("Harmed"),
    NO_EFFECT: _l("No real effect"),
    UNKNOWN: _l("Don’t know yet"),
}
DIRECTNESS = {"direct": _l("Directly"), "indirect": _l("Indirectly")}
EFFECT_COLOURS = {HELPED: "green", HARMED: "red", NO_EFFECT: "grey", UNKNOWN: "yellow"}
