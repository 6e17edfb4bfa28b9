"""What changed between two versions, in the words that residents read."""

from __future__ import annotations

from dataclasses import dataclass

from flask_babel import gettext as _

from app.register import words
from app.register.published.difference_words import in_words
from app.register.record import ChangePart, FieldChange, FieldValue, Record, differences
from app.register.record.public_fields import public_field


@dataclass(frozen=True, slots=True)
class PublicChange:
    """One difference: what it is about, what the older version said and what the newer one says."""

    label: str
    before: FieldValue
    after: FieldValue


def changes_between(before: Record, after: Record) -> tuple[PublicChange, ...]:
    """Every difference that the public can see, with labels in the page's language."""
    return tuple(
        PublicChange(_label(change), in_words(change, change.before), in_words(change, change.after))
        for change in differences(before, after)
        if change.part is not ChangePart.FIELD or public_field(change.field_id) is not None
    )


def _label(change: FieldChange) -> str:
    if change.part is ChangePart.FIELD:
        field = public_field(change.field_id)
        return str(_(field.label)) if field else change.field_id
    return words.label_of_part(change.field_id) or change.field_id
