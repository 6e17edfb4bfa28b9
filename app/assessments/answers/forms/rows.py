"""Rows of a form: a table with typed columns, or evidence with a title and a link."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import wtforms as wtf
from wtforms.form import BaseForm

from app.assessments.answers.forms.handlers import HANDLERS
from app.questionnaire.model import Column
from app.questionnaire.values.check import ValueProblem


def rows_field(columns: Sequence[Column]) -> Any:
    """A field of as many rows as are sent; a column's field is called `c_` and its id."""

    def row(formdata: Any = None, obj: Any = None, prefix: str = "", **data: Any) -> BaseForm:
        fields = {f"c_{column.id}": HANDLERS[column.type].cell_field() for column in columns}
        form = BaseForm(fields, prefix=prefix)
        form.process(formdata, obj, data=data)
        return form

    return wtf.FieldList(wtf.FormField(row))


def rows_data(columns: Sequence[Column], value: object) -> list[dict[str, str]]:
    """What saved rows put into the fields."""
    rows = value if isinstance(value, list | tuple) else ()
    return [
        {f"c_{column.id}": _cell_text(column, row.get(column.id)) for column in columns}
        for row in rows
        if isinstance(row, Mapping)
    ]


def sent_rows(columns: Sequence[Column], field: wtf.FieldList) -> list[tuple[int, dict[str, object]]]:
    """Rows with at least one filled cell, each with its place in the form."""
    rows = []
    for place, entry in enumerate(field):
        cells = {
            column.id: HANDLERS[column.type].read_text(entry.form[f"c_{column.id}"].data)
            for column in columns
            if entry.form[f"c_{column.id}"].data
        }
        if cells:
            rows.append((place, cells))
    return rows


def cell_field(field: wtf.FieldList, places: Sequence[int], problem: ValueProblem) -> wtf.Field:
    """The field of the cell that a problem is about; the first cell when it is about the whole."""
    if problem.row is None or problem.row > len(places):
        return field
    form = field[places[problem.row - 1]].form
    name = f"c_{problem.column}"
    return form[name] if name in form else next(iter(form))


def _cell_text(column: Column, cell: object) -> str:
    return "" if cell is None else HANDLERS[column.type].show_text(cell)
