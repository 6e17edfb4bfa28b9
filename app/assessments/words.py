"""The words on screen for the codes of uses, harms and assessments."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

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
PRINCIPLES = {
    "beneficence": _l("Doing good"),
    "non_maleficence": _l("Avoiding harm"),
    "autonomy": _l("People’s choice and control"),
    "justice": _l("Fairness"),
    "explicability": _l("Openness and accountability"),
}
STATES = {
    "draft": _l("With the team"),
    "submitted": _l("With the ethics board"),
    "returned": _l("Returned for changes"),
    "advised": _l("With the accountable owner"),
    "responded": _l("Advice answered"),
}
SEVERITIES = {1: _l("Minor"), 2: _l("Moderate"), 3: _l("Severe"), 4: _l("Catastrophic")}
LIKELIHOODS = {1: _l("Unlikely"), 2: _l("Possible"), 3: _l("Likely"), 4: _l("Almost certain")}
REVERSIBLE = {"yes": _l("Yes, fully"), "partly": _l("Partly"), "no": _l("No")}
LEVELS = {"low": _l("Low"), "medium": _l("Medium"), "high": _l("High")}


def risk_word(risk: int) -> str:
    """A risk of 1 to 16 (severity times likelihood) in a word: low, medium, high or very high."""
    if risk >= 12:
        return str(_l("Very high"))
    if risk >= 8:
        return str(_l("High"))
    return str(_l("Medium")) if risk >= 4 else str(_l("Low"))
