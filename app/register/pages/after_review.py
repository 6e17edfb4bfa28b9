"""What happened after the review as values for the public page: what went wrong, why it is under review."""

from __future__ import annotations

from dataclasses import dataclass

from app.register import words
from app.register.record import PublicIncident, Record


@dataclass(frozen=True, slots=True)
class IncidentView:
    """Something that went wrong, with the word for how bad it was."""

    incident: PublicIncident
    word: str


def incident_views(record: Record) -> tuple[IncidentView, ...]:
    """What went wrong, in the record's order."""
    return tuple(
        IncidentView(incident, words.word(words.SEVERITIES, incident.severity.value))
        for incident in record.incidents
    )


def again_because(record: Record) -> tuple[str, ...]:
    """Why it is under review again, in words; a reason that this version does not know is left out."""
    codes = record.under_review.because if record.under_review else ()
    return tuple(words.word(words.AGAIN, code) for code in codes if code in words.AGAIN)
