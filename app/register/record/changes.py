"""What changed between two versions of a record, for the history that residents read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from app.register.record.core import Record
from app.register.record.part_model import ChangePart
from app.register.record.parts import PARTS
from app.register.record.values import NOT_ANSWERED, FieldValue


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One difference, named after its field or its row in `parts`: `reasons`, `condition-1` for one of many.

    `before.code` and `after.code` hold the code where there is one; several codes are joined by spaces.
    """

    part: ChangePart
    field_id: str
    before: FieldValue
    after: FieldValue


def differences(before: Record, after: Record) -> tuple[FieldChange, ...]:
    """Give every difference: attributes, fields in the later record's order, the board, what came after."""
    pairs = (
        *_section(ChangePart.ATTRIBUTE, before, after),
        *_fields(before, after),
        *_section(ChangePart.BOARD, before, after),
        *_section(ChangePart.UPKEEP, before, after),
    )
    return tuple(change for change in pairs if change.before != change.after)


def _section(section: ChangePart, before: Record, after: Record) -> Iterator[FieldChange]:
    old, new = _values(section, before), _values(section, after)
    for name in dict.fromkeys([*new, *old]):
        yield FieldChange(section, name, old.get(name, NOT_ANSWERED), new.get(name, NOT_ANSWERED))


def _values(section: ChangePart, record: Record) -> dict[str, FieldValue]:
    return dict(pair for part in PARTS if part.section is section for pair in part.values(record))


def _fields(before: Record, after: Record) -> Iterator[FieldChange]:
    names = dict.fromkeys([*(name for name, _ in after.fields), *(name for name, _ in before.fields)])
    for name in names:
        yield FieldChange(ChangePart.FIELD, name, before.field(name), after.field(name))
