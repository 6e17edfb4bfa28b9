"""The words on screen for the codes of a public record, in the page's language."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

from app.web.language import current_language

KINDS = {"algorithm": _l("Algorithm or AI"), "data_use": _l("Data use")}
PHASES = {
    "idea": _l("Idea"),
    "pre_deployment": _l("Before deployment"),
    "private_beta": _l("Private beta"),
    "public_beta": _l("Public beta"),
    "production": _l("In use"),
    "retired": _l("Retired"),
}
SERVICE_AREAS = {
    "housing": _l("Housing"),
    "social_care": _l("Social care"),
    "children_education": _l("Children and schools"),
    "benefits_money": _l("Benefits and money"),
    "planning_environment": _l("Planning and environment"),
    "transport_parking": _l("Roads, transport and parking"),
    "health": _l("Health"),
    "community_safety": _l("Community safety"),
    "customer_services": _l("Contacting the council"),
    "democracy_law": _l("Democracy and law"),
    "staff_internal": _l("Staff and running the council"),
    "other": _l("Something else"),
}
PERSONAL_DATA = {
    "yes": _l("Uses personal data"),
    "no": _l("No personal data"),
    "unknown": _l("Not stated"),
}
CHALLENGE_ROUTES = {
    "published_route": _l("A published route"),
    "complaints_route": _l("The complaints route"),
    "on_request": _l("When you ask"),
    "none": _l("No route"),
    "unknown": _l("Not stated"),
}
PRINCIPLES = {
    "beneficence": _l("Doing good"),
    "non_maleficence": _l("Avoiding harm"),
    "autonomy": _l("People’s choice and control"),
    "justice": _l("Fairness"),
    "explicability": _l("Openness and accountability"),
}
ADVICE = {
    "proceed": _l("Go ahead"),
    "next_phase_only": _l("Go ahead with the next stage only"),
    "proceed_with_conditions": _l("Go ahead, with conditions"),
    "revise_and_resubmit": _l("Think again and come back"),
    "do_not_proceed": _l("Do not go ahead"),
    "more_information": _l("Tell us more first"),
}
RESPONSES = {
    "accept": _l("Accepts the advice"),
    "accept_in_part": _l("Accepts part of the advice"),
    "depart": _l("Does not follow the advice"),
}
POINTS = {
    "accept": _l("Accepted"),
    "accept_in_part": _l("Accepted in part"),
    "depart": _l("Not followed"),
}
APPEALS = {
    "waiting": _l("Not answered yet"),
    "stands": _l("The advice stands"),
    "changed": _l("The advice was changed"),
}
SEVERITIES = {
    "minor": _l("Minor"),
    "serious": _l("Serious"),
    "critical": _l("Critical"),
}
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
CONDITIONS = {
    "open": _l("Not met yet"),
    "met": _l("Met"),
    "partly_met": _l("Partly met"),
    "not_met": _l("Not met"),
    "no_longer_needed": _l("No longer needed"),
    "departed": _l("Not followed"),
    "evidence_given": _l("Evidence waits for the board"),
}
REVIEWS = {
    "none_known": _l("No ethics review is known"),
    "not_yet_reviewed": _l("Not yet reviewed by the ethics board"),
    "reviewed": _l("Reviewed by the ethics board"),
}
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
