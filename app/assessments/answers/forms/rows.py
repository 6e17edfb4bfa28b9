"""Questions answered in rows: a table with typed columns, or evidence with a title and a link."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import wtforms as wtf
from wtforms.form import BaseForm

from app.assessments.answers.forms.parts import (
    Fields,
    SentAnswer,
    read_day,
    read_number,
    show_day,
    show_number,
    state_data,
    state_of,
    text_field,
)
from app.questionnaire.model import Answer, AnswerState, AnswerType, Column, Question
from app.questionnaire.values import ValueProblem, normalise

EVIDENCE_COLUMNS = (
    Column("title", "", AnswerType.SHORT_TEXT),
    Column("link", "", AnswerType.SHORT_TEXT),
)
_LONG = frozenset({AnswerType.LONG_TEXT})


def columns_of(question: Question) -> tuple[Column, ...]:
    """The columns of a table, or title and link of evidence."""
    return question.columns if question.type is AnswerType.TABLE else EVIDENCE_COLUMNS


def rows_field(columns: Sequence[Column]) -> Any:
    """A field of as many rows as are sent; a column's field is called `c_` and its id."""

    def row(formdata: Any = None, obj: Any = None, prefix: str = "", **data: Any) -> BaseForm:
        fields = {
            f"c_{column.id}": text_field(wtf.TextAreaField if column.type in _LONG else wtf.StringField)
            for column in columns
        }
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
            column.id: _read(column, entry.form[f"c_{column.id}"].data)
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


class TableQuestionForm:
    """Rows of typed columns; also evidence, whose columns are always the same two."""

    macro = "table"

    def fields(self, question: Question) -> Fields:
        return {"rows": rows_field(columns_of(question)), "state": text_field()}

    def data(self, question: Question, answer: Answer) -> Mapping[str, Any]:
        return {"rows": rows_data(columns_of(question), answer.value), "state": state_data(answer)}

    def read(self, question: Question, form: BaseForm, saved: Answer) -> SentAnswer:
        value = [row for _place, row in sent_rows(columns_of(question), form["rows"])]
        is_saved = saved.value is not None and normalise(question, value) == saved.value
        state, problems = state_of(form, bool(value), is_saved)
        return SentAnswer(state, value if state is AnswerState.ANSWERED else None, problems)

    def field_for(self, question: Question, form: BaseForm, problem: ValueProblem) -> wtf.Field:
        if problem.code == "wrong_state":
            return form["state"]
        places = [place for place, _row in sent_rows(columns_of(question), form["rows"])]
        return cell_field(form["rows"], places, problem)


def _cell_text(column: Column, cell: object) -> str:
    if cell is None:
        return ""
    if column.type is AnswerType.DATE:
        return show_day(cell)
    return show_number(cell) if isinstance(cell, float) else str(cell)


def _read(column: Column, text: str) -> object:
    if column.type is AnswerType.NUMBER:
        return read_number(text)
    return read_day(text) if column.type is AnswerType.DATE else text
