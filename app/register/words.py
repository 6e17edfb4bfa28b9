"""The words on screen for the codes of a public record, in the page's language."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

from app.vocabulary.advice import (
    AdviceOutcome,
    AppealOutcome,
    ConditionStatus,
    PublicReviewState,
    ResponseOutcome,
)
from app.vocabulary.incidents import IncidentSeverity
from app.vocabulary.principles import Principle
from app.vocabulary.public_facts import ChallengeRoute, PersonalDataUse
from app.vocabulary.uses import Phase, ServiceArea, UseKind
from app.web.labels import labels
from app.web.language import current_language

KINDS = labels(UseKind)
PHASES = labels(Phase)
SERVICE_AREAS = labels(ServiceArea)
PERSONAL_DATA = labels(PersonalDataUse)
CHALLENGE_ROUTES = labels(ChallengeRoute)
PRINCIPLES = labels(Principle)
ADVICE = labels(AdviceOutcome)
RESPONSES = labels(ResponseOutcome)
POINTS = {
    "accept": _l("Accepted"),
    "accept_in_part": _l("Accepted in part"),
    "depart": _l("Not followed"),
}
APPEALS = labels(AppealOutcome)
SEVERITIES = labels(IncidentSeverity)
# Each follows "because".
AGAIN = {
    "phase_changed": _l("it moved on to another stage"),
    "phase_passed": _l("it moved past the stage that the advice was for"),
    "new_data": _l("it uses new data"),
    "new_model": _l("it has a new model or version"),
    "new_supplier": _l("it has a new supplier"),
    "about_persons": _l("it is now used on single people, not on groups only"),
    "incident": _l("something went wrong"),
    "complaint_upheld": _l("a complaint about it was right"),
    "condition_lapsed": _l("a condition of the board was not met in time"),
    "date": _l("it was time to look again"),
}
CONDITIONS = labels(ConditionStatus) | {"evidence_given": _l("Evidence waits for the board")}
REVIEWS = labels(PublicReviewState)
NOT_STATED = _l("Not stated")

FACETS: dict[str, dict[str, LazyString]] = {
    "service_area": SERVICE_AREAS,
    "phase": PHASES,
    "kind": KINDS,
    "personal_data": PERSONAL_DATA,
    "challenge_route": CHALLENGE_ROUTES,
}


_spoken: dict[tuple[str, int, str], str] = {}


def word(labels: dict[str, LazyString], code: str) -> str:
    """The word for a code; a code that is not known is shown as not stated, never an error.

    Kept by language, since a list asks for the same few words a hundred times. `labels` is one of the above.
    """
    known = code if code in labels else ""
    key = (current_language(), id(labels), known)
    found = _spoken.get(key)
    if found is None:
        found = _spoken[key] = str(labels[known] if known else NOT_STATED)
    return found


# What numbered differences between two versions are called, by the first part of their name.
NUMBERED = {
    "condition": _l("Condition"),
    "dissent": _l("What a member who disagreed said"),
    "point": _l("Answer to the board"),
    "incident": _l("Problem"),
}
# The codes that numbered differences carry.
NUMBERED_CODES = {
    "condition": CONDITIONS,
    "point": POINTS,
    "appeal": APPEALS,
    "incident": SEVERITIES,
}


def numbered(name: str) -> str:
    """The label of a numbered difference such as `condition-2`; empty for other names."""
    kind, dash, number = name.rpartition("-")
    return f"{NUMBERED[kind]} {number}" if dash and kind in NUMBERED else ""


def coded(name: str, code: str) -> str:
    """The word for the code that a difference carries; empty when it carries none."""
    labels = NUMBERED_CODES.get(name.rpartition("-")[0] or name)
    return word(labels, code) if labels and code else ""
