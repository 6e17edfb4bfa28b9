"""The list of public fields, their groups and labels, as `fields.yaml` states them; knows no values."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, cached_property
from pathlib import Path
from typing import Annotated

from app.data_files import Made, Report, quoted, read_data

FIELDS_FILE = Path(__file__).with_name("fields.yaml")


class FieldType(StrEnum):
    """How a public field is shown and checked."""

    TEXT = "text"
    CHOICE = "choice"
    CHOICES = "choices"
    TABLE = "table"
    LINK = "link"
    EMAIL = "email"
    PHONE = "phone"


@dataclass(frozen=True, slots=True)
class FieldGroup:
    """A part of the public page."""

    id: str
    label: str


def _or_empty(text: str | None) -> str:
    return text or ""


@dataclass(frozen=True, slots=True)
class FieldCode:
    """One code of a closed list; `aliases` are choice ids of questionnaires older than the list."""

    code: str
    label: str
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True)
class PublicField:
    """One public field. Codes make its list closed; without them it takes any choice, by its words."""

    id: str
    group: str
    label: str
    type: FieldType
    facet: bool = False
    help: Annotated[str, Made(str | None, _or_empty)] = ""
    codes: tuple[FieldCode, ...] = ()

    @cached_property
    def code_of_choice(self) -> Mapping[str, str]:
        """The code that a choice id stands for without being mapped: itself, or what it is an alias of."""
        return {name: each.code for each in self.codes for name in (each.code, *each.aliases)}


@dataclass(frozen=True, slots=True)
class FieldList:
    """All groups and fields in page order."""

    groups: tuple[FieldGroup, ...]
    fields: tuple[PublicField, ...]

    def of_group(self, group_id: str) -> tuple[PublicField, ...]:
        """Give the fields of one group in page order."""
        return tuple(field for field in self.fields if field.group == group_id)


def read_fields(text: str) -> FieldList:
    """Read a list of fields from YAML text. Raises DataFileError with every mistake."""
    report = Report(FIELDS_FILE.name)
    found = read_data(text, report, FieldList)
    if found is not None:
        known = {group.id for group in found.groups}
        for index, field in enumerate(found.fields):
            _check(field, known, f"fields[{index}]", report)
    return report.sound(found)


def _check(field: PublicField, groups: Collection[str], path: str, report: Report) -> None:
    report.claim("field", field.id, f"{path}.id")
    if field.group not in groups:
        report.add(
            f"{path}.group", f"there is no group {quoted(field.group)}{report.suggest(field.group, groups)}"
        )
    for index, code in enumerate(field.codes):
        for name in (code.code, *code.aliases):
            report.claim("code", name, f"{path}.codes[{index}]", path)


@cache
def all_fields() -> FieldList:
    """Give the project's own list, read once."""
    return read_fields(FIELDS_FILE.read_text(encoding="utf-8"))


@cache
def _by_id() -> dict[str, PublicField]:
    return {field.id: field for field in all_fields().fields}


def public_field(field_id: str) -> PublicField | None:
    """Give one field's description, None when the list does not have it."""
    return _by_id().get(field_id)
