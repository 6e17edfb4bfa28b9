"""Rows of typed columns."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from app.questionnaire.language.answer import Cell, Form, ReadableAnswer, ShownCell
from app.questionnaire.language.domains import Domain
from app.questionnaire.language.problems import SHORT_LENGTH, ValueProblem, numbered_maps
from app.questionnaire.language.question import ORDERED, AnswerType, Column, Question
from app.questionnaire.types.short_text import TYPE as SHORT_TEXT


class Table(AnswerType):
    """The value is a list of rows, each from column ids to plain values, empty cells left out."""

    keys = frozenset({"columns"})
    operators = ORDERED
    own_words = True

    def problems(self, question: Question, value: object) -> list[ValueProblem]:
        """What is wrong with the rows, each cell by the type of its column."""
        rows, found = numbered_maps(value)
        known = {column.id: column for column in self.columns(question)}
        for number, row in rows:
            for name, cell in row.items():
                if name not in known:
                    wrong = (("column", str(name)[:SHORT_LENGTH]),)
                    found.append(ValueProblem("unknown_column", wrong, row=number))
                elif cell is not None and (not isinstance(cell, str) or cell.strip()):
                    column = known[name]
                    problems = column.type.problems(column.as_question, cell)
                    found.extend(replace(each, row=number, column=name) for each in problems)
        return found

    def normalise(self, question: Question, value: object) -> list[dict[str, Cell]] | None:
        """Cells in the order of the columns; no empty rows or cells."""
        if isinstance(value, str) or not isinstance(value, Sequence):
            return None
        types = {column.id: column.type for column in self.columns(question)}
        rows = [_normal_row(row, types) for row in value if isinstance(row, Mapping)]
        return [row for row in rows if row]

    def describe(self, question: Question, value: object, empty: ReadableAnswer) -> ReadableAnswer:
        """Rows under the columns' headings."""
        if isinstance(value, str) or not isinstance(value, Sequence):
            return super().describe(question, value, empty)
        headings = tuple(column.text for column in question.columns)
        maps = (item for item in value if isinstance(item, Mapping))
        rows = tuple(tuple(_shown_cell(column, row) for column in question.columns) for row in maps)
        return replace(empty, form=Form.TABLE, headings=headings, rows=rows)

    def measure(self, question: Question, value: object) -> float | None:
        """The number of rows."""
        return len(value) if isinstance(value, Sequence) and not isinstance(value, str) else None

    def domain(self, question: Question) -> Domain:
        """Any number of rows."""
        return Domain(low=0, whole=True)

    def named(self, question: Question, value: object) -> list[tuple[str | None, str]]:
        """What the first column contains."""
        if isinstance(value, str) or not isinstance(value, Sequence) or not question.columns:
            return []
        first = question.columns[0].id
        return [(None, str(row.get(first, ""))) for row in value if isinstance(row, Mapping)]


def _normal_row(row: Mapping[str, object], types: Mapping[str, AnswerType]) -> dict[str, Cell]:
    names = [*(name for name in types if name in row), *(name for name in row if name not in types)]
    cells = ((name, types.get(name, SHORT_TEXT).normal_cell(row[name])) for name in names)
    return {name: cell for name, cell in cells if cell is not None and cell != ""}


def _shown_cell(column: Column, row: Mapping[str, object]) -> ShownCell:
    value = row.get(column.id)
    if value is None or value == "":
        return ShownCell(Form.NOTHING, "")
    return ShownCell(column.type.form, column.type.words(column.choices, value))


TYPE = Table("table")
