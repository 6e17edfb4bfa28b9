"""Which tables make up a use, named one by one, and their columns, read off the models.

A column that is added to a table here travels too. A table that is added to a use stays out until it is
named here: what an archive holds goes to everybody who may read the use. The manifest of each room says
which of its tables stay where they are, and why.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Any

from sqlalchemy import Column, Table

from app.database import Base

FORMAT, FORMAT_VERSION = "candour-archive", 1
ROOT_TABLE, FILE_TABLE = "use_case", "evidence_file"
# In the order of writing: each table with the column that leads to the row that it belongs to.
CARRIED_TABLES = {
    ROOT_TABLE: "",
    FILE_TABLE: "",  # those that evidence_use names
    "evidence_use": "use_id",
    "use_member": "use_id",
    "use_area": "use_id",
    "assessment": "use_id",
    "answer": "assessment_id",
    "answer_revision": "answer_id",
    "harm": "assessment_id",
    "harm_revision": "harm_id",
    "safeguard": "harm_id",
    "lens_mark": "assessment_id",
    "trade_off_card": "assessment_id",
    "trade_off_option": "card_id",
    "no_tension": "assessment_id",
    "voice": "assessment_id",
    "questionnaire_move": "assessment_id",
    "another_look": "assessment_id",
    "listed_change": "assessment_id",
    "duty_sheet": "assessment_id",
    "duty_sheet_revision": "sheet_id",
    "submission": "assessment_id",
}
# Columns that hold the id of a row whose table another column of the same row names.
NAMED_ROWS = {("listed_change", "row_id"): "kind"}
LEFT_OUT_COLUMNS = {
    ("assessment", "state"): "an imported assessment is with the team; the board's reviews stay behind",
    ("submission", "content_hash"): "worked out from the snapshot",
    ("use_case", "paused_at"): "a pause is a decision of the organisation that made it",
    ("use_case", "imported_at"): "whoever imports it does so at another moment",
    ("use_area", "folded"): "worked out from the name",
}


class ShapeError(Exception):
    """A column refers to something that an archive cannot carry; whoever adds it decides in this module."""


class ColumnKind(StrEnum):
    """What a column of an archived table holds."""

    VALUE = "value"
    PERSON = "person"  # an e-mail address in the archive
    QUESTIONNAIRE = "questionnaire"  # the SHA-256 of its source
    ROW = "row"  # the number of a row in a table of the archive
    ORGANISATION = "organisation"  # left out: whoever imports it says


_TARGETS = {
    "person": ColumnKind.PERSON,
    "questionnaire_version": ColumnKind.QUESTIONNAIRE,
    "organisation": ColumnKind.ORGANISATION,
}


@dataclass(frozen=True)
class Field:
    """One column; when the kind is ROW, `target` names the table, or `named_by` the column that does."""

    column: Column[object]
    kind: ColumnKind
    target: str = ""
    named_by: str = ""

    @property
    def name(self) -> str:
        return self.column.name

    @property
    def required(self) -> bool:
        return not self.column.nullable

    def table(self, row: Mapping[str, Any]) -> str:
        """The table that the row's value refers to."""
        return str(row.get(self.named_by, "")) if self.named_by else self.target


@dataclass(frozen=True)
class Shape:
    """One table of an archive; `numbered` when its rows have an id of their own.

    `owner` leads to the row that a row belongs to, `has_organisation` when rows name theirs.
    """

    table: Table
    fields: tuple[Field, ...]
    numbered: bool
    owner: Field | None
    has_organisation: bool

    @property
    def name(self) -> str:
        return self.table.name

    @property
    def is_history(self) -> bool:
        """Whether its rows are the numbered saved states of their owner."""
        return self.name.endswith("_revision")


@cache
def shapes() -> tuple[Shape, ...]:
    """Every table that travels, owners before what belongs to them.

    Raises:
        ShapeError: a column refers to a table that no archive can carry.
    """
    counters = {
        (mapper.local_table, mapper.version_id_col.name)
        for mapper in Base.registry.mappers
        if mapper.version_id_col is not None
    }
    tables = Base.metadata.tables
    return tuple(
        _shape(tables[name], owner, {column for table, column in counters if table is tables[name]})
        for name, owner in CARRIED_TABLES.items()
        if name in tables
    )


def shape_of(table: str) -> Shape:
    """The shape of one table."""
    return next(shape for shape in shapes() if shape.name == table)


def _shape(table: Table, owner: str, counters: set[str]) -> Shape:
    numbered = [column.name for column in table.primary_key] == ["id"]
    fields = [
        _field(table, column)
        for column in table.columns
        if (table.name, column.name) not in LEFT_OUT_COLUMNS
        and column.name not in counters
        and not (numbered and column.name == "id")
    ]
    return Shape(
        table,
        tuple(f for f in fields if f.kind is not ColumnKind.ORGANISATION),
        numbered,
        next((f for f in fields if f.name == owner), None),
        any(f.kind is ColumnKind.ORGANISATION for f in fields),
    )


def _field(table: Table, column: Column[object]) -> Field:
    if (table.name, column.name) in NAMED_ROWS:
        return Field(column, ColumnKind.ROW, named_by=NAMED_ROWS[table.name, column.name])
    for key in column.foreign_keys:
        target = key.column.table.name
        if target in CARRIED_TABLES:
            return Field(column, ColumnKind.ROW, target)
        if target not in _TARGETS:
            raise ShapeError(f"{table.name}.{column.name} refers to {target}.")
        return Field(column, _TARGETS[target])
    return Field(column, ColumnKind.VALUE)
