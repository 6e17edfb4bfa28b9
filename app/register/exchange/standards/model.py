"""What a register standard says about its files, as frozen values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated

from app.data_files import key
from app.register.record import FieldState


class StandardError(ValueError):
    """There is no standard of that name; the message says which there are."""


class ColumnType(StrEnum):
    """How a cell of a column is understood."""

    TEXT = "text"
    CHOICE = "choice"
    LIST = "list"
    EMAIL = "email"
    ID_AND_NAME = "id_and_name"
    IGNORE = "ignore"


class Attribute(StrEnum):
    """What a column says about the record itself instead of one of its fields."""

    TITLE = "title"
    ORGANISATION = "organisation"
    PHASE = "phase"
    SERVICE_AREA = "service_area"
    SOURCE_ID = "source_id"
    SOURCE_URL = "source_url"
    WITHHELD = "withheld"


@dataclass(frozen=True, slots=True)
class ChoiceValue:
    """One value of a choice: its label, our code, the field's state that it means, and other spellings.

    `also` are further codes of ours for which the standard has no value of its own: they are written as this.
    """

    label: str
    code: str = ""
    state: FieldState = FieldState.GIVEN
    spellings: tuple[str, ...] = ()
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class StandardColumn:
    """One column: the headings that it is known by and where its cells go.

    `names` are headings besides the key. `to` names public fields; `label` goes before the text where several
    columns share a field; `empty` lists further texts that mean nothing was said. A `required` one must be
    filled in what is written.
    """

    key: str
    names: tuple[str, ...] = ()
    type: ColumnType = ColumnType.TEXT
    attribute: Attribute | None = None
    to: tuple[str, ...] = ()
    label: str = ""
    values: tuple[ChoiceValue, ...] = ()
    empty: tuple[str, ...] = ()
    required: bool = False

    @property
    def headings(self) -> tuple[str, ...]:
        """Every heading that it is known by."""
        return (self.key, *self.names)


@dataclass(frozen=True, slots=True)
class SummaryRule:
    """Which columns the short description comes from, in order; what is cut off stays whole in `rest`."""

    sources: Annotated[tuple[str, ...], key("from")]
    longest: int
    rest: str


@dataclass(frozen=True, slots=True)
class Standard:
    """One register standard: its fields and how each maps to a Record, read in both directions.

    How its files are written stands beside it in `file_format`.
    """

    name: Annotated[str, key("standard")]
    title: str
    source_name: str
    source_url: str
    language: str
    kind: str
    columns: tuple[StandardColumn, ...]
    summary: SummaryRule
    id_scope: tuple[str, ...] = ()
    withheld_fields: tuple[str, ...] = ()
    redacted: tuple[str, ...] = ()

    @property
    def title_keys(self) -> tuple[str, ...]:
        """The columns of which a file needs at least one, since they hold the title."""
        kinds = (ColumnType.ID_AND_NAME,)
        return tuple(
            column.key
            for column in self.columns
            if column.attribute is Attribute.TITLE or column.type in kinds
        )


@dataclass(frozen=True, slots=True)
class FileRow:
    """One row by the standard's column keys. `number` counts as a spreadsheet or a list does, from 1."""

    number: int
    cells: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class RowProblem:
    """What was not understood in one place of a file; `rejected` when the row could not be imported."""

    row: int
    column: str
    message: str
    rejected: bool = False
