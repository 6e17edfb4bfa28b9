"""Which tables and columns make up a use, read off the models: what is added to them travels too."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from sqlalchemy import Column, Table

from app.database import Base

FORMAT, FORMAT_VERSION = "candour-archive", 1
PACKAGE = "app.assessments."
ROOT_TABLE = "use_case"
LEFT_OUT_TABLES = {
    "assessment_summary": "worked out from the rest",
    "held_archive": "an upload that waits",
}
LEFT_OUT_COLUMNS = {
    ("assessment", "state"): "an imported assessment is with the team; the board's reviews stay behind",
    ("submission", "content_hash"): "worked out from the snapshot",
    ("use_area", "folded"): "worked out from the name",
}


class ShapeError(Exception):
    """A table refers to something that an archive cannot carry; whoever adds it decides in this module."""


class Kind(StrEnum):
    """What a column of an archived table holds."""

    VALUE = "value"
    PERSON = "person"  # an e-mail address in the archive
    QUESTIONNAIRE = "questionnaire"  # the SHA-256 of its source
    ROW = "row"  # the number of a row in a table of the archive
    ORGANISATION = "organisation"  # left out: whoever imports it says


_TARGETS = {
    "person": Kind.PERSON,
    "questionnaire_version": Kind.QUESTIONNAIRE,
    "organisation": Kind.ORGANISATION,
}


@dataclass(frozen=True)
class Field:
    """One column; `target` names the table when the kind is ROW."""

    column: Column[object]
    kind: Kind
    target: str = ""

    @property
    def name(self) -> str:
        return self.column.name

    @property
    def required(self) -> bool:
        return not self.column.nullable


@dataclass(frozen=True)
class Shape:
    """One table of an archive; `numbered` when its rows have an id of their own."""

    table: Table
    fields: tuple[Field, ...]
    numbered: bool

    @property
    def name(self) -> str:
        return self.table.name

    def parents(self) -> tuple[Field, ...]:
        """The columns that say to which rows a row belongs: the required ones when there are any."""
        rows = [f for f in self.fields if f.kind is Kind.ROW and f.target != self.name]
        return tuple([f for f in rows if f.required] or rows)


@cache
def shapes() -> tuple[Shape, ...]:
    """Every table that belongs to a use, parents before children.

    Raises:
        ShapeError: a column refers to a table that no archive can carry.
    """
    own = {
        mapper.local_table.name: mapper
        for mapper in Base.registry.mappers
        if mapper.class_.__module__.startswith(PACKAGE) and isinstance(mapper.local_table, Table)
    }
    belonging = {ROOT_TABLE}
    tables = [t for t in Base.metadata.sorted_tables if t.name in own and t.name not in LEFT_OUT_TABLES]
    for table in tables:
        if any(key.column.table.name in belonging for key in table.foreign_keys):
            belonging.add(table.name)
    counters = {
        (name, mapper.version_id_col.name)
        for name, mapper in own.items()
        if mapper.version_id_col is not None
    }
    return tuple(_shape(table, belonging, counters) for table in tables if table.name in belonging)


def shape_of(table: str) -> Shape:
    """The shape of one table."""
    return next(shape for shape in shapes() if shape.name == table)


def _shape(table: Table, belonging: set[str], counters: set[tuple[str, str]]) -> Shape:
    numbered = [column.name for column in table.primary_key] == ["id"]
    fields = [
        _field(table, column, belonging)
        for column in table.columns
        if (table.name, column.name) not in LEFT_OUT_COLUMNS
        and (table.name, column.name) not in counters
        and not (numbered and column.name == "id")
    ]
    return Shape(table, tuple(f for f in fields if f.kind is not Kind.ORGANISATION), numbered)


def _field(table: Table, column: Column[object], belonging: set[str]) -> Field:
    for key in column.foreign_keys:
        target = key.column.table.name
        if target in belonging:
            return Field(column, Kind.ROW, target)
        if target not in _TARGETS:
            raise ShapeError(f"{table.name}.{column.name} refers to {target}.")
        return Field(column, _TARGETS[target])
    return Field(column, Kind.VALUE)
