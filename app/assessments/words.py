"""The words on screen for the codes of uses, harms and assessments."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

from app.assessments.lifecycle import AssessmentState
from app.register.words import KINDS, PHASES, PRINCIPLES, SERVICE_AREAS
from app.web.labels import labels

__all__ = [
    "KINDS",
    "LEVELS",
    "LIKELIHOODS",
    "PHASES",
    "PRINCIPLES",
    "REVERSIBLE",
    "SERVICE_AREAS",
    "SEVERITIES",
    "STATES",
    "risk_word",
]

STATES = labels(AssessmentState)
SEVERITIES = {1: _l("Minor"), 2: _l("Moderate"), 3: _l("Severe"), 4: _l("Catastrophic")}
LIKELIHOODS = {1: _l("Unlikely"), 2: _l("Possible"), 3: _l("Likely"), 4: _l("Almost certain")}
STEPS = {0: _l("Not at all"), 1: _l("One step"), 2: _l("Two steps"), 3: _l("Three steps")}
REVERSIBLE = {"yes": _l("Yes, fully"), "partly": _l("Partly"), "no": _l("No")}
LEVELS = {"low": _l("Low"), "medium": _l("Medium"), "high": _l("High")}


def risk_word(risk: int) -> str:
    """A risk of 1 to 16 (severity times likelihood) in a word: low, medium, high or very high."""
    if risk >= 12:
        return str(_l("Very high"))
    if risk >= 8:
        return str(_l("High"))
    return str(_l("Medium")) if risk >= 4 else str(_l("Low"))
