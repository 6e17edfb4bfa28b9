"""The values of a difference between two versions in words, for residents and for editors alike."""

from __future__ import annotations

from flask_babel.speaklater import LazyString

from app.register import words
from app.register.record import ChangePart, FieldChange, FieldState, FieldValue
from app.web.templating import iso_day

_CODES: dict[str, dict[str, LazyString]] = {
    "kind": words.KINDS,
    "phase": words.PHASES,
    "service_area": words.SERVICE_AREAS,
    "review_state": words.REVIEWS,
    "outcome": words.ADVICE,
    "response_outcome": words.RESPONSES,
    "for_phase": words.PHASES,
}


def in_words(change: FieldChange, value: FieldValue) -> FieldValue:
    """A code as its word; what holds texts and a code with the code's word after the texts; days in words."""
    if value.state is not FieldState.GIVEN or change.part is ChangePart.FIELD:
        return value
    value = _with_days(value)
    if change.field_id == "under_review":
        reasons = [words.word(words.AGAIN, code) for code in value.code.split() if code in words.AGAIN]
        return FieldValue.of("\n".join([value.text, *reasons]))
    status = words.coded(change.field_id, value.code)
    if status:
        return FieldValue.of(f"{value.text}\n{status}")
    labels = _CODES.get(change.field_id)
    return value if labels is None else FieldValue.of(words.word(labels, value.code))


def _with_days(value: FieldValue) -> FieldValue:
    """A line that is a day, as people write days."""
    said = value.value
    if isinstance(said, str):
        return FieldValue.of(iso_day(said), value.code)
    if isinstance(said, tuple):
        return FieldValue.of(tuple(iso_day(line) for line in said), value.code)
    return value
