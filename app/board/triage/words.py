"""The words on screen for triage and the queue."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _l

from app.assessments.words import LEVELS, SERVICE_AREAS

ROUTES = {"meeting": _l("At a meeting"), "correspondence": _l("By correspondence")}
ROUTE_HINTS = {
    "meeting": _l("The review goes on the agenda of a meeting."),
    "correspondence": _l("Members answer in writing, without a meeting."),
}
PRIORITIES = {"high": _l("High"), "normal": _l("Normal"), "low": _l("Low")}
# What members may know beside the service areas.
FIELDS = {
    "data_protection": _l("Data protection"),
    "equality": _l("Equality"),
    "law": _l("Law"),
    "technical": _l("Technical"),
    "public_involvement": _l("Public involvement"),
}
TAGS: dict[str, Any] = {**FIELDS, **SERVICE_AREAS}
BLOCKED = {
    "triage": _l("Triage by the secretary"),
    "interests": _l("Declarations of interest"),
    "reviewer": _l("A reviewer"),
    "votes": _l("Votes"),
    "signature": _l("The chair’s signature"),
    "chair": _l("A proposal by the chair"),
    "team": _l("The team"),
    "owner": _l("The accountable owner"),
    "appeal": _l("An answer to the appeal"),
    "nobody": _l("Nobody"),
}
WHO = {
    "mine": _l("I review it"),
    "undeclared": _l("I have yet to declare"),
    "unassigned": _l("Nobody reviews it"),
}
DUE = {
    "overdue": _l("Overdue"),
    "soon": _l("Within 7 days"),
    "later": _l("Later"),
    "none": _l("No date"),
}
ROUTE_FILTER = {**ROUTES, "none": _l("Not decided")}
FACET_TITLES = {
    "who": _l("Mine to do"),
    "blocked": _l("Waits for"),
    "due": _l("Due"),
    "level": _l("Impact"),
    "route": _l("Route"),
    "area": _l("Service"),
}
FACET_WORDS: dict[str, dict[str, Any]] = {
    "who": WHO,
    "blocked": BLOCKED,
    "due": DUE,
    "level": LEVELS,
    "route": ROUTE_FILTER,
    "area": SERVICE_AREAS,
}
COLUMNS = {
    "name": _l("Use"),
    "level": _l("Impact"),
    "flags": _l("Red flags"),
    "unknowns": _l("Not known yet"),
    "waiting": _l("Waiting"),
    "due": _l("Due"),
    "blocked": _l("Waits for"),
}
LEVEL_COLOURS = {"high": "red", "medium": "yellow", "low": "green"}
PART = {
    "own": _l("Your own use"),
    "undeclared": _l("Declare your interest first"),
    "recused": _l("You take no part"),
}
# What to say when a filter leaves nothing.
EMPTY = {
    "mine": _l("No review here is yours to read. The secretary gives them out at triage."),
    "undeclared": _l("You have declared for every review here."),
    "unassigned": _l("Every review here has a reviewer."),
    "overdue": _l("Nothing here is overdue."),
    "soon": _l("Nothing here is due within 7 days."),
    "triage": _l("Every review here is triaged."),
    "interests": _l("Nobody’s declaration is missing here."),
}
