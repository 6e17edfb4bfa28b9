"""The values of a difference between two versions in words, for residents and for editors alike."""

from __future__ import annotations

from app.register import words
from app.register.record import ChangePart, FieldChange, FieldState, FieldValue
from app.register.record.part_model import Part
from app.register.record.parts import part_of_change
from app.web.templating import iso_day


def in_words(change: FieldChange, value: FieldValue) -> FieldValue:
    """One side of a difference; what a team or an editor wrote stays as it is."""
    part = None if change.part is ChangePart.FIELD else part_of_change(change.field_id)
    return value if part is None else part_in_words(part, value)


def part_in_words(part: Part, value: FieldValue) -> FieldValue:
    """A code as its word; what holds texts and a code with the code's word after the texts; days in words."""
    if value.state is not FieldState.GIVEN:
        return value
    value = _with_days(value)
    if not part.codes:
        return value
    labels = words.VOCABULARIES[part.codes]
    if part.code_alone:
        return FieldValue.of(words.word(labels, value.code))
    said = [words.word(labels, code) for code in value.code.split() if code in labels]
    return FieldValue.of("\n".join([value.text, *said])) if said else value


def _with_days(value: FieldValue) -> FieldValue:
    """A line that is a day, as people write days."""
    said = value.value
    if isinstance(said, str):
        return FieldValue.of(iso_day(said), value.code)
    if isinstance(said, tuple):
        return FieldValue.of(tuple(iso_day(line) for line in said), value.code)
    return value
