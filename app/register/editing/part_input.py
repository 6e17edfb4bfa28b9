"""Reads the form of a part: an editor's changes, what is missing in them, and where two editors meet."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import wtforms as wtf
from flask_babel import gettext as _

from app.register.editing.actions import DraftChanges
from app.register.editing.forms import part_form
from app.register.editing.groups import BASICS, fields_of, label_of_field
from app.register.editing.values import fingerprint, table_from, value_from
from app.register.record import FieldState, FieldValue, Record, Table
from app.register.record.parts import parts_by_hand
from app.web.forms import BaseForm

BASIC_NAMES = tuple(part.name for part in parts_by_hand())
TAKE_THEIRS = "theirs"


@dataclass(frozen=True, slots=True)
class Clash:
    """One field that two editors changed: both texts, which one to offer first, and the inputs sent."""

    name: str
    label: str
    mine: str
    theirs: str
    mine_first: bool
    one_text: bool
    sent: tuple[tuple[str, str], ...]


class PartReader:
    """One part's form beside the record that it changes; `sent` is the request's form."""

    def __init__(self, group_id: str, record: Record, sent: Mapping[str, str]) -> None:
        self.group_id = group_id
        self.record = record
        self.sent = sent
        self.form: BaseForm = part_form(group_id, record)

    def basics(self) -> list[wtf.Field]:
        """The inputs of the basics; none in any other part."""
        return [self.form[name] for name in BASIC_NAMES] if self.group_id == BASICS else []

    def valid(self) -> bool:
        """Whether the form may be saved; errors are shown at their inputs."""
        return bool(self.form.validate_on_submit()) and self._reasons_given()

    def _reasons_given(self) -> bool:
        missing = [
            name
            for name, value in self._values()
            if value.state is FieldState.NOT_APPLICABLE and not value.reason and name in self.form
        ]
        for name in missing:
            self.form[name].errors = [_("Say why “%(label)s” does not apply", label=label_of_field(name))]
        return not missing

    def changes(self) -> DraftChanges:
        """What the editor changed; a field that the stale page left to the other editor is left out."""
        kept = {name for name in self._names() if self.sent.get(f"take-{name}") == TAKE_THEIRS}
        names = BASIC_NAMES if self.group_id == BASICS else ()
        return DraftChanges(
            attributes={name: self.form[name].data or "" for name in names if name not in kept},
            fields={name: value for name, value in self._values() if name not in kept},
        )

    def untouched_since(self) -> bool:
        """Whether everything on this page still says what it said when the form was filled."""
        return all(self.sent.get(f"{name}-was") == fingerprint(self._now(name)) for name in self._names())

    def clashes(self) -> tuple[Clash, ...]:
        """Every field of the page for which the two texts differ."""
        mine = {name: FieldValue.of(self.form[name].data) for name in BASIC_NAMES if name in self.form}
        mine.update(self._values())
        return tuple(
            self._clash(name, value, self._now(name))
            for name, value in mine.items()
            if value != self._now(name)
        )

    def left_over(self) -> tuple[tuple[str, str], ...]:
        """What was sent for fields that the form no longer has, for example because one was withheld."""
        return tuple(
            (label_of_field(name.partition("-")[0]), text)
            for name, text in self.sent.items()
            if name.partition("-")[0] in self._names()
            and name not in self.form
            and text.strip()
            and not name.endswith(("-was", "-shown", "-code"))
        )

    def _clash(self, name: str, mine: FieldValue, theirs: FieldValue) -> Clash:
        input_of = next((one for one in self.form if one.name == name), None)
        return Clash(
            name=name,
            label=label_of_field(name),
            mine=_in_words(input_of, mine),
            theirs=_in_words(input_of, theirs),
            mine_first=self.sent.get(f"{name}-was") != fingerprint(mine),
            one_text=not isinstance(theirs.value, Table) and not isinstance(input_of, wtf.SelectField),
            sent=tuple(
                (key, text)
                for key, text in self.sent.items()
                if (key == name or key.startswith(f"{name}-")) and not key.endswith("-was")
            ),
        )

    def _names(self) -> tuple[str, ...]:
        basics = BASIC_NAMES if self.group_id == BASICS else ()
        return (*basics, *(field.id for field in fields_of(self.group_id)))

    def _now(self, name: str) -> FieldValue:
        if name in BASIC_NAMES:
            return FieldValue.of(getattr(self.record, name))
        return self.record.field(name)

    def _values(self) -> Iterator[tuple[str, FieldValue]]:
        for field in fields_of(self.group_id):
            before = self.record.field(field.id)
            if isinstance(before.value, Table):
                yield field.id, table_from(before, table_cells(self.form, field.id, before.value))
            elif field.id in self.form:
                yield field.id, self._text_value(field.id, before)

    def _text_value(self, name: str, before: FieldValue) -> FieldValue:
        code = self.form[f"{name}-code"].data if f"{name}-code" in self.form else None
        text = self.form[name].data or ""
        shown = self.form[f"{name}-shown"].data
        state = FieldState(shown) if shown in set(FieldState) else FieldState.GIVEN
        return value_from(before, text, state, code)


def table_inputs(form: BaseForm, field_id: str, table: Table) -> list[list[wtf.Field]]:
    """A table's inputs, row by row."""
    rows: list[list[wtf.Field]] = []
    while f"{field_id}-{len(rows)}-0" in form:
        rows.append([form[f"{field_id}-{len(rows)}-{column}"] for column in range(len(table.columns))])
    return rows


def table_cells(form: BaseForm, field_id: str, table: Table) -> list[list[str]]:
    """What stands in a table's inputs."""
    return [[cell.data or "" for cell in row] for row in table_inputs(form, field_id, table)]


def _in_words(input_of: Any, value: FieldValue) -> str:
    """A value as it reads: a choice by its label, the absence of a text by its state and reason."""
    if isinstance(input_of, wtf.SelectField):
        labels = {choice.value: str(choice.label) for choice in input_of.iter_choices()}
        return labels.get(value.text, value.text)
    return value.text or value.reason
