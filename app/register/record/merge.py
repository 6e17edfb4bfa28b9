"""Takes over a newer source into a record that editors have worked on, without losing their words; pure."""

from __future__ import annotations

from dataclasses import replace

from app.register.record import FieldState, Record
from app.register.record.part_model import Merge
from app.register.record.parts import parts_merged
from app.register.record.public_fields import all_fields


def merge(*, edited: Record, before: Record | None, after: Record) -> Record:
    """Give the record to work on when the source changes from `before` to `after`.

    Where the source says the same as before, the edited words stay; where it says something new, the new
    words win, since the editor has not seen them yet. What an editor withheld stays withheld either way.
    Board, review and provenance are the source's; what happened after the review stays as it is.
    """
    merged = replace(after, **{name: getattr(edited, name) for name in parts_merged(Merge.KEPT)})
    if before is None:
        return in_page_order(merged)
    for name in parts_merged(Merge.EDITED):
        if getattr(before, name) == getattr(after, name):
            merged = replace(merged, **{name: getattr(edited, name)})
    names = dict.fromkeys([*(name for name, _ in after.fields), *(name for name, _ in edited.fields)])
    for name in names:
        withheld = edited.field(name).state is FieldState.WITHHELD
        if withheld or before.field(name) == after.field(name):
            merged = merged.with_field(name, edited.field(name))
    return in_page_order(merged)


def in_page_order(record: Record) -> Record:
    """Give the same record with its fields in the order of the public page."""
    order = {field.id: position for position, field in enumerate(all_fields().fields)}
    fields = sorted(record.fields, key=lambda pair: order.get(pair[0], len(order)))
    return replace(record, fields=tuple(fields))
