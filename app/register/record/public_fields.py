"""The list of public fields, their groups and labels, as `fields.yaml` states them; knows no values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, cached_property
from pathlib import Path

import yaml

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


class FieldsError(ValueError):
    """The list of public fields is wrong; the message says where."""


@dataclass(frozen=True, slots=True)
class FieldGroup:
    """A part of the public page."""

    id: str
    label: str


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
    help: str = ""
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
    """Read a list of fields from YAML text. Raises FieldsError naming the entry that is wrong."""
    try:
        data = yaml.load(text, Loader=yaml.CSafeLoader)
    except yaml.YAMLError as error:
        raise FieldsError(f"not YAML: {error}") from error
    if not isinstance(data, dict):
        raise FieldsError("expected groups and fields")
    groups = tuple(
        FieldGroup(_text(item, "id", f"groups[{index}]"), _text(item, "label", f"groups[{index}]"))
        for index, item in enumerate(_list(data, "groups"))
    )
    fields = tuple(_field(item, f"fields[{index}]") for index, item in enumerate(_list(data, "fields")))
    known = {group.id for group in groups}
    seen: set[str] = set()
    for field in fields:
        if field.group not in known:
            raise FieldsError(f"{field.id}: no group {field.group}")
        if field.id in seen:
            raise FieldsError(f"{field.id}: listed twice")
        seen.add(field.id)
    return FieldList(groups, fields)


def _list(data: dict[str, object], key: str) -> list[object]:
    value = data.get(key)
    if not isinstance(value, list):
        raise FieldsError(f"{key}: expected a list")
    return value


def _text(item: object, key: str, place: str, default: str | None = None) -> str:
    value = item.get(key, default) if isinstance(item, dict) else None
    if value is None and default is not None:
        return default
    if not isinstance(value, str):
        raise FieldsError(f"{place}.{key}: expected a text")
    return value


def _field(item: object, place: str) -> PublicField:
    field_id = _text(item, "id", place)
    try:
        kind = FieldType(_text(item, "type", field_id))
    except ValueError as error:
        raise FieldsError(f"{field_id}.type: expected one of {', '.join(FieldType)}") from error
    return PublicField(
        id=field_id,
        group=_text(item, "group", field_id),
        label=_text(item, "label", field_id),
        type=kind,
        facet=isinstance(item, dict) and item.get("facet") is True,
        help=_text(item, "help", field_id, ""),
        codes=_codes(item, field_id),
    )


def _codes(item: object, field_id: str) -> tuple[FieldCode, ...]:
    if not isinstance(item, dict) or "codes" not in item:
        return ()
    found = []
    taken: set[str] = set()
    for index, each in enumerate(_list(item, "codes")):
        place = f"{field_id}.codes[{index}]"
        aliases = each.get("aliases", []) if isinstance(each, dict) else []
        if not isinstance(aliases, list) or not all(isinstance(alias, str) for alias in aliases):
            raise FieldsError(f"{place}.aliases: expected a list of texts")
        code = FieldCode(_text(each, "code", place), _text(each, "label", place), tuple(aliases))
        for name in (code.code, *code.aliases):
            if name in taken:
                raise FieldsError(f"{place}: {name} is listed twice")
            taken.add(name)
        found.append(code)
    return tuple(found)


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
