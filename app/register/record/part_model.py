"""What can be said of one part of a Record: how it is compared, merged, searched, checked and shown."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, fields
from enum import StrEnum
from typing import Any

from app.register.record.values import FieldValue


class ChangePart(StrEnum):
    """Which part of a record changed."""

    ATTRIBUTE = "attribute"
    FIELD = "field"
    BOARD = "board"
    UPKEEP = "upkeep"


class Weight(StrEnum):
    """Which column of the search index holds a part's texts; the title's weighs most."""

    NONE = "none"
    TITLE = "title"
    BODY = "body"


class Merge(StrEnum):
    """What stays when a source changes under a record that editors have worked on.

    EDITED: the editor's, while the source says the same as before. FIELD_BY_FIELD: likewise for each field.
    SOURCE: the source's. KEPT: what the entry has, since no source knows it.
    """

    EDITED = "edited"
    FIELD_BY_FIELD = "field by field"
    SOURCE = "source"
    KEPT = "kept"


class Shown(StrEnum):
    """How the public page has it: in a template of its own, as a label and a value, or not at all."""

    IN_ITS_OWN_WORDS = "in its own words"
    AS_A_FACT = "as a fact"
    NOWHERE = "nowhere"


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the register's CSV; `cell` takes the record or the board's findings."""

    name: str
    cell: Callable[[Any], str]


def _nothing(_value: Any) -> Iterator[Any]:
    return iter(())


@dataclass(frozen=True, slots=True)
class Part:
    """One attribute of a Record or of its board's findings, and what is done with it.

    All functions take the attribute's value. `compared` gives how a difference reads it, None for what is not
    compared; where `each` names one of many it takes one of them: `condition` gives condition-1 and so on.
    `label` is what residents read, `editors_label` what editors read where that differs. `codes` names the
    words of its code in `app.register.words.VOCABULARIES`, which stand in place of the value if `code_alone`.
    `linted` gives texts to look through for personal data, each with the id under which a problem is told.
    """

    name: str
    section: ChangePart
    label: str = ""
    editors_label: str = ""
    compared: Callable[[Any], FieldValue] | None = None
    each: str = ""
    codes: str = ""
    code_alone: bool = False
    searched: Weight = Weight.NONE
    texts: Callable[[Any], Iterable[str]] = _nothing
    linted: Callable[[Any], Iterable[tuple[str, str]]] = _nothing
    merged: Merge = Merge.SOURCE
    by_hand: bool = False
    derived: bool = False
    shown: Shown = Shown.IN_ITS_OWN_WORDS
    columns: tuple[Column, ...] = ()

    def holder(self, record: Any) -> Any:
        """What has the attribute: the record, or the board's findings, which may be None."""
        return record.board if self.section is ChangePart.BOARD else record

    def values(self, record: Any) -> Iterator[tuple[str, FieldValue]]:
        """What a difference reads, by name; what JSON leaves out while it is empty is left out here too."""
        holder = self.holder(record)
        if holder is None or self.compared is None:
            return
        value = getattr(holder, self.name)
        if self.each:
            for number, one in enumerate(value, start=1):
                yield f"{self.each}-{number}", self.compared(one)
        elif value or not _when_said(type(holder), self.name):
            yield self.name, self.compared(value)

    def search_texts(self, record: Any) -> Iterable[str]:
        """The texts that are searched."""
        holder = self.holder(record)
        return () if holder is None else self.texts(getattr(holder, self.name))

    def linted_texts(self, record: Any) -> Iterable[tuple[str, str]]:
        """The texts that are looked through, each with the id of its field."""
        holder = self.holder(record)
        return () if holder is None else self.linted(getattr(holder, self.name))

    def cells(self, record: Any) -> dict[str, str]:
        """The cells of its columns, empty where there is nothing to say."""
        holder = self.holder(record)
        return {column.name: "" if holder is None else column.cell(holder) for column in self.columns}


def _when_said(kind: type[Any], name: str) -> bool:
    return next(bool(field.metadata.get("when_said")) for field in fields(kind) if field.name == name)
