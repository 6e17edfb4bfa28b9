"""The words on screen for the codes of a public record, in the page's language."""

from __future__ import annotations

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

from app.register.record.part_model import Part
from app.register.record.parts import part_of_change
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


# The words of codes by the name that a part of a record has for them (`Part.codes`).
VOCABULARIES: dict[str, dict[str, LazyString]] = {
    "kinds": KINDS,
    "phases": PHASES,
    "service_areas": SERVICE_AREAS,
    "reviews": REVIEWS,
    "advice": ADVICE,
    "responses": RESPONSES,
    "conditions": CONDITIONS,
    "points": POINTS,
    "appeals": APPEALS,
    "again": AGAIN,
    "severities": SEVERITIES,
}


def label_of_part(name: str, editors: bool = False) -> str:
    """What residents or editors read for a part, `condition-2` too; empty for a name that none has."""
    part = part_of_change(name)
    return "" if part is None else label_of(part, name, editors)


def label_of(part: Part, name: str, editors: bool = False) -> str:
    """The label of a part, with its number where it is one of many."""
    label = gettext((editors and part.editors_label) or part.label)
    return f"{label} {name.rpartition('-')[2]}" if part.each else label
