"""Forms of the editors' pages; the form of a part is made from its fields and what they say now."""

from __future__ import annotations

from typing import Any

import wtforms as wtf
from flask import request
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import SelectChoice
from wtforms.validators import DataRequired, ValidationError

from app.database import utcnow
from app.register import words
from app.register.editing.groups import BASICS, fields_of
from app.register.editing.values import (
    MOST_ROWS,
    SPARE_ROWS,
    fingerprint,
    lines_of,
    rows_of,
    shown_as,
)
from app.register.record import FieldState, FieldValue, Record, Table
from app.register.record.parts import parts_by_hand
from app.register.record.public_fields import FieldType, PublicField
from app.web.fields import DateParts, LongText, ShortText
from app.web.forms import BaseForm

LONGEST_TEXT = 20_000
LONGEST_LINE = 500
LONGEST_CELL = 2_000
LONGEST_TITLE = 250
FACETS = ("personal_data", "challenge_route")
ONE_LINE = (FieldType.LINK, FieldType.EMAIL, FieldType.PHONE)
SHOWN_AS = {
    FieldState.GIVEN: _l("As it stands above"),
    FieldState.NOT_APPLICABLE: _l("Does not apply, because …"),
    FieldState.UNKNOWN: _l("Not known yet, because …"),
}


class AtMost:
    """Validator: a text is not longer than a number of characters."""

    def __init__(self, longest: int) -> None:
        self.longest = longest

    def __call__(self, _form: wtf.Form, field: wtf.Field) -> None:
        if isinstance(field.data, str) and len(field.data) > self.longest:
            raise ValidationError(
                _(
                    "“%(label)s” must be %(count)s characters or less",
                    label=field.label.text,
                    count=self.longest,
                )
            )


class ListedChoice:
    """Validator: the choice is one of the list's; `SelectField` says so in words of its own."""

    def __call__(self, _form: wtf.Form, field: wtf.Field) -> None:
        if field.data not in {choice.value for choice in field.iter_choices()}:
            raise ValidationError(_("Choose one of the list"))


class LooksLike:
    """Validator: a changed link or e-mail address has the shape of one."""

    def __init__(self, kind: FieldType, before: str) -> None:
        self.kind = kind
        self.before = before

    def __call__(self, _form: wtf.Form, field: wtf.Field) -> None:
        text = field.data or ""
        if not text or text == self.before:
            return
        if self.kind is FieldType.LINK and not text.startswith(("https://", "http://")):
            raise ValidationError(_("Enter a web address that starts with https://"))
        if self.kind is FieldType.EMAIL and ("@" not in text or " " in text):
            raise ValidationError(_("Enter an e-mail address like team@example.org"))


def _options(labels: dict[str, Any], empty: Any = None) -> list[SelectChoice]:
    first = [] if empty is None else [SelectChoice("", empty)]
    return [*first, *(SelectChoice(code, label) for code, label in labels.items())]


def _select(label: Any, choices: list[SelectChoice], value: str) -> Any:
    return wtf.SelectField(label, [ListedChoice()], choices=choices, default=value, validate_choice=False)


def part_form(group_id: str, record: Record) -> BaseForm:
    """The form of one part, filled from the record or from what was sent."""
    inputs: dict[str, Any] = {}
    if group_id == BASICS:
        inputs.update(_basics(record))
    for field in fields_of(group_id):
        value = record.field(field.id)
        inputs[f"{field.id}-was"] = wtf.HiddenField(default=fingerprint(value))
        if value.state is not FieldState.WITHHELD:
            inputs.update(_inputs(field, value))
    made: BaseForm = type("PartForm", (BaseForm,), inputs)()
    return made


def _basics(record: Record) -> dict[str, Any]:
    inputs: dict[str, Any] = {}
    for part in parts_by_hand():
        value = getattr(record, part.name)
        label = words.label_of(part, part.name, editors=True)
        inputs[f"{part.name}-was"] = wtf.HiddenField(default=fingerprint(FieldValue.of(value)))
        if part.codes:
            empty = None if part.name == "kind" else words.NOT_STATED
            inputs[part.name] = _select(label, _options(words.VOCABULARIES[part.codes], empty), value)
        else:
            required = [DataRequired(_l("Give the entry a title"))] if part.name == "title" else []
            inputs[part.name] = ShortText(label, [*required, AtMost(LONGEST_TITLE)], default=value)
    return inputs


def _inputs(field: PublicField, value: FieldValue) -> dict[str, Any]:
    label = _(field.label)
    if isinstance(value.value, Table):
        return _cells(field.id, label, value)
    text = lines_of(value)
    one_line = field.type in ONE_LINE and "\n" not in text and value.state is not FieldState.NOT_APPLICABLE
    kind = ShortText if one_line else LongText
    checks = [AtMost(LONGEST_LINE if one_line else LONGEST_TEXT), LooksLike(field.type, text)]
    hint = _(field.help)
    if isinstance(value.value, tuple):
        hint = _("%(help)s One on each line.", help=hint)
    inputs: dict[str, Any] = {field.id: kind(label, checks, default=text, description=hint)}
    choices = [SelectChoice(state.value, text) for state, text in SHOWN_AS.items()]
    inputs[f"{field.id}-shown"] = _select(
        _l("How residents see the words above"), choices, shown_as(value).value
    )
    if field.id in FACETS:
        codes = _options(words.FACETS[field.id])
        inputs[f"{field.id}-code"] = _select(_l("Filter of the register"), codes, value.code or "unknown")
    return inputs


def _cells(field_id: str, label: str, value: FieldValue) -> dict[str, Any]:
    """One input for each cell, and some empty rows; as many as were sent, when more were."""
    if not isinstance(value.value, Table):
        return {}
    rows = rows_of(value)
    count = min(MOST_ROWS, max(len(rows) + SPARE_ROWS, _sent_rows(field_id)))
    inputs = {}
    for row in range(count):
        for column, name in enumerate(value.value.columns):
            text = rows[row][column] if row < len(rows) else ""
            words_of_cell = _("%(column)s, row %(row)s of “%(table)s”", column=name, row=row + 1, table=label)
            inputs[f"{field_id}-{row}-{column}"] = LongText(
                words_of_cell, [AtMost(LONGEST_CELL)], default=text
            )
    return inputs


def _sent_rows(field_id: str) -> int:
    found = 0
    for name in request.form:
        start, _dash, rest = name.partition("-")
        row = rest.partition("-")[0]
        if start == field_id and row.isascii() and row.isdigit() and len(row) < 4:
            found = max(found, int(row) + 1)
    return found


class WithholdForm(BaseForm):
    ground = LongText(
        _l("Why it is withheld"),
        [DataRequired(_l("Say on what ground it is withheld")), AtMost(1_000)],
        description=_l(
            "Residents read this. Name the law where there is one, for example section 31 of the Freedom of "
            "Information Act. Do not repeat what you keep back."
        ),
    )
    authorised_by = ShortText(
        _l("Which post authorised it"),
        [DataRequired(_l("Name the post that authorised it")), AtMost(200)],
        description=_l("A post, not a person’s name. For example, Monitoring Officer."),
    )
    until = DateParts(
        _l("Until when, if there is a day"),
        description=_l("For example, 27 3 2027. On that day somebody should decide again."),
    )

    def validate_until(self, field: DateParts) -> None:
        """Withholding that has ended already withholds nothing."""
        if field.data is not None and field.data <= utcnow().date():
            raise ValidationError(_("“Until when” must be in the future"))


class PublishForm(BaseForm):
    change_note = LongText(
        _l("What changed, for residents"),
        [DataRequired(_l("Say in a sentence what changed")), AtMost(500)],
        description=_l(
            "Shown in the entry’s history. For example, “First publication” or “New retention time”."
        ),
    )
    checked = wtf.BooleanField(
        _l("I have read every change, and it holds no personal data that should not be public"),
        [DataRequired(_l("Confirm that you have read every change"))],
    )


class ReturnDraftForm(BaseForm):
    note = LongText(
        _l("What should be different"),
        [DataRequired(_l("Say what should be different")), AtMost(2_000)],
        description=_l("The editor sees this above the entry. It is not published."),
    )


class RetireForm(BaseForm):
    reason = LongText(
        _l("Why it leaves the register"),
        [DataRequired(_l("Say why it leaves the register")), AtMost(500)],
        description=_l(
            "Residents who come to its address read this. For example, “Switched off in May 2027”."
        ),
    )
    sure = wtf.BooleanField(
        _l("Take this entry out of the public register"),
        [DataRequired(_l("Confirm that the entry should leave the register"))],
    )
