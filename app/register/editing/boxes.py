"""What a part's page shows around each field: its inputs, advice on words, doubts, and its public look."""

from __future__ import annotations

from dataclasses import dataclass

import wtforms as wtf

from app.register.editing.groups import Notice, fields_of
from app.register.editing.part_input import table_inputs
from app.register.linter.plain_words import PlainWords, advise
from app.register.record import FieldState, FieldValue, Record, Table
from app.register.record.public_fields import PublicField
from app.web.forms import BaseForm

ADVISED_LANGUAGE = "en"


@dataclass(frozen=True, slots=True)
class Box:
    """One field of a part. `asked` says whether it stands in the list at once, `open` whether its folded
    choice of how it is shown has an error.
    """

    field: PublicField
    value: FieldValue
    asked: bool
    withheld: bool
    notices: tuple[Notice, ...]
    advice: PlainWords
    rows: list[list[wtf.Field]]
    open: bool


def boxes(group_id: str, record: Record, form: BaseForm, notices: tuple[Notice, ...]) -> tuple[Box, ...]:
    """The fields of a part in page order."""
    named = dict(record.fields)
    return tuple(_box(field, record, field.id in named, form, notices) for field in fields_of(group_id))


def _box(field: PublicField, record: Record, named: bool, form: BaseForm, notices: tuple[Notice, ...]) -> Box:
    value = record.field(field.id)
    rows = table_inputs(form, field.id, value.value) if isinstance(value.value, Table) else []
    here = tuple(notice for notice in notices if notice.field_id == field.id)
    text = value.text or value.reason
    inputs = [form[name] for name in (field.id, f"{field.id}-shown", f"{field.id}-code") if name in form]
    wrong = any(one.errors for one in (*inputs, *(cell for row in rows for cell in row)))
    return Box(
        field=field,
        value=value,
        asked=named or bool(here) or wrong,
        withheld=value.state is FieldState.WITHHELD,
        notices=here,
        advice=advise(text) if record.language == ADVISED_LANGUAGE else PlainWords(),
        rows=rows,
        open=f"{field.id}-shown" in form and bool(form[f"{field.id}-shown"].errors),
    )
