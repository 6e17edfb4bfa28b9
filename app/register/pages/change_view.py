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
    return words.numbered(change.field_id) or str(_names().get(change.field_id, change.field_id))


def _names() -> dict[str, str]:
    return {
        "title": _("Title"),
        "organisation_name": _("Organisation"),
        "kind": _("Kind"),
        "phase": _("Phase"),
        "service_area": _("Service"),
        "language": _("Language"),
        "review_state": _("Ethics review"),
        "outcome": _("The board’s advice"),
        "reasons": _("The board’s reasons"),
        "issued_on": _("Day of the advice"),
        "response_outcome": _("The response"),
        "response_reasons": _("Reasons for the response"),
        "responded_on": _("Day of the response"),
        "responder_post": _("Who responded"),
        "for_phase": _("The stage that the advice is for"),
        "appeal": _("A second look that the team asked for"),
        "confirmation": _("When it was last confirmed"),
        "pause": _("Pause"),
        "under_review": _("Under review again since"),
    }
