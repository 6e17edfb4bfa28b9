"""The words on screen for the portfolio's codes."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _l

from app.assessments.summaries.summary import Touch
from app.assessments.words import KINDS, LEVELS, PHASES, SERVICE_AREAS, STATES
from app.board.portfolio.overlaps import PlaceAxis
from app.board.portfolio.rows import Attention
from app.web.labels import labels

ATTENTION = labels(Attention)
ATTENTION_COLOURS = {
    "conditions": "red",
    "safeguards": "orange",
    "review": "purple",
    "quiet": "grey",
    "unguarded": "red",
}
LEVEL_WORDS = {**LEVELS, "open": _l("Not known")}
FLAGS = {"none": _l("None"), "few": _l("One or two"), "many": _l("Three or more")}
FACET_TITLES = {
    "attention": _l("Needs attention"),
    "state": _l("Stage"),
    "level": _l("Impact"),
    "area": _l("Service"),
    "flags": _l("Red flags"),
    "phase": _l("Phase"),
    "kind": _l("Kind"),
}
FACET_WORDS: dict[str, dict[str, Any]] = {
    "attention": ATTENTION,
    "state": STATES,
    "level": LEVEL_WORDS,
    "area": SERVICE_AREAS,
    "flags": FLAGS,
    "phase": PHASES,
    "kind": KINDS,
}
COLUMNS = {
    "name": _l("Use"),
    "state": _l("Stage"),
    "level": _l("Impact"),
    "flags": _l("Red flags"),
    "unknowns": _l("Not known yet"),
    "attention": _l("Needs attention"),
    "changed": _l("Last change"),
}
TOUCHES = labels(Touch)
PLACES = labels(PlaceAxis)
