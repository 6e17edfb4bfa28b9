"""What changed between two versions, in the words that residents read."""

from __future__ import annotations

from dataclasses import dataclass

from flask_babel import gettext as _
from flask_babel.speaklater import LazyString

from app.register import words
from app.register.fields import public_field
from app.register.record import ChangePart, FieldChange, FieldState, FieldValue, Record, differences

_CODES: dict[str, dict[str, LazyString]] = {
    "kind": words.KINDS,
    "phase": words.PHASES,
    "service_area": words.SERVICE_AREAS,
    "review_state": words.REVIEWS,
    "outcome": words.ADVICE,
    "response_outcome": words.RESPONSES,
}


@dataclass(frozen=True, slots=True)
class Change:
    """One difference: what it is about, what the older version said and what the newer one says."""

    label: str
    before: FieldValue
    after: FieldValue


def changes_between(before: Record, after: Record) -> tuple[Change, ...]:
    """Every difference that the public can see, with labels in the page's language."""
    return tuple(
        Change(_label(change), _worded(change, change.before), _worded(change, change.after))
        for change in differences(before, after)
        if change.part is not ChangePart.FIELD or public_field(change.field_id) is not None
    )


def _label(change: FieldChange) -> str:
    if change.part is ChangePart.FIELD:
        field = public_field(change.field_id)
        return str(_(field.label)) if field else change.field_id
    if change.field_id.startswith("condition-"):
        return str(_("Condition %(number)s", number=change.field_id.removeprefix("condition-")))
    return str(_names().get(change.field_id, change.field_id))


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
    }


def _worded(change: FieldChange, value: FieldValue) -> FieldValue:
    """A code as its word; a condition with its status after its text."""
    if value.state is not FieldState.GIVEN:
        return value
    if change.part is ChangePart.BOARD and change.field_id.startswith("condition-"):
        status = words.word(words.CONDITIONS, value.code)
        return FieldValue.of(f"{value.text}\n{status}")
    labels = _CODES.get(change.field_id)
    if labels is None or change.part is ChangePart.FIELD:
        return value
    return FieldValue.of(words.word(labels, value.code))
