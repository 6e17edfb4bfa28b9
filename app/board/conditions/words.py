"""The words on screen for lists of conditions."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

FILTERS = {
    "owed": _l("Owed"),
    "overdue": _l("Overdue"),
    "soon": _l("Due in 30 days"),
    "waiting": _l("Waiting for a ruling"),
    "settled": _l("Settled"),
}
