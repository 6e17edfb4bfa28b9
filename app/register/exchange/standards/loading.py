"""Loads a standard from its YAML file and says where the file is wrong."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import TypeVar

import yaml

from app.register.exchange.standards.file_format import FORMATS, WHOLE_DOCUMENT, FileFormat
from app.register.exchange.standards.model import (
    Attribute,
    ChoiceValue,
    ColumnType,
    Standard,
    StandardColumn,
    StandardError,
    SummaryRule,
)
from app.register.record import FieldState
from app.vocabulary.public_facts import CHALLENGE_ROUTES, PERSONAL_DATA
from app.vocabulary.uses import PHASES, SERVICE_AREAS, USE_KINDS

FOLDER = Path(__file__).parent
Member = TypeVar("Member", ColumnType, Attribute, FieldState)

# Columns that go to one of these must use its codes.
CODES = {
    Attribute.PHASE: ("", *PHASES),
    Attribute.SERVICE_AREA: ("", *SERVICE_AREAS),
    "personal_data": PERSONAL_DATA,
    "challenge_route": CHALLENGE_ROUTES,
}


def standard_names() -> tuple[str, ...]:
    """Give the names that `load_standard` takes, sorted."""
    return tuple(sorted(path.stem for path in FOLDER.glob("*.yaml")))


@cache
def load_standard(name: str) -> Standard:
    """Load one of the project's standards by name. Raises StandardError."""
    return parse_standard(_text_of(name))


@cache
def load_format(name: str) -> FileFormat:
    """Load how the files of one of the project's standards are written. Raises StandardError."""
    return parse_format(_text_of(name))


def _text_of(name: str) -> str:
    if name not in standard_names():
        raise StandardError(f"no standard {name}; there are {', '.join(standard_names())}")
    return (FOLDER / f"{name}.yaml").read_text(encoding="utf-8")


def parse_format(text: str) -> FileFormat:
    """Read how a standard's files are written from its YAML text. Raises StandardError naming the place."""
    return _format(_root(text))


def _format(node: _Node) -> FileFormat:
    kind = _one_of(node.text("format"), FORMATS, "standard.format")
    return FileFormat(kind, node.text("json_path", WHOLE_DOCUMENT))


def _root(text: str) -> _Node:
    try:
        data = yaml.load(text, Loader=yaml.CSafeLoader)
    except yaml.YAMLError as error:
        raise StandardError(f"not YAML: {error}") from error
    return _Node(data, "standard")


def parse_standard(text: str) -> Standard:
    """Read a standard from YAML text. Raises StandardError naming the place."""
    node = _root(text)
    _format(node)
    columns = tuple(_column(child) for child in node.children("columns"))
    keys = [column.key for column in columns]
    if len(set(keys)) != len(keys):
        raise StandardError("standard.columns: a key is listed twice")
    summary = node.child("summary")
    rule = SummaryRule(summary.texts("from"), summary.number("longest"), summary.text("rest"))
    for key in (*rule.sources, *node.texts("id_scope")):
        if key not in keys:
            raise StandardError(f"standard: no column {key}")
    return Standard(
        name=node.text("standard"),
        title=node.text("title"),
        source_name=node.text("source_name"),
        source_url=node.text("source_url"),
        language=node.text("language"),
        kind=_one_of(node.text("kind"), USE_KINDS, "standard.kind"),
        columns=columns,
        summary=rule,
        id_scope=node.texts("id_scope"),
        withheld_fields=node.texts("withheld_fields"),
        redacted=node.texts("redacted"),
    )


def _column(node: _Node) -> StandardColumn:
    key = node.text("key")
    node.path = f"column {key}"
    attribute = node.text("attribute", "")
    column = StandardColumn(
        key=key,
        names=(key, *node.texts("names")),
        type=_member(ColumnType, node.text("type", "text"), node.path),
        attribute=_member(Attribute, attribute, node.path) if attribute else None,
        to=node.texts("to"),
        label=node.text("label", ""),
        values=tuple(_value(child) for child in node.children("values")),
        empty=node.texts("empty"),
        required=node.flag("required"),
    )
    if bool(column.values) != (column.type in (ColumnType.CHOICE, ColumnType.LIST)):
        raise StandardError(f"{node.path}: a choice or list has values, other types have none")
    for target in (column.attribute, *column.to):
        for value in column.values:
            if target in CODES and value.state is FieldState.GIVEN:
                for code in (value.code, *value.also):
                    _one_of(code, CODES[target], f"{node.path}: {value.label}")
    return column


def _value(node: _Node) -> ChoiceValue:
    state = _member(FieldState, node.text("state", FieldState.GIVEN.value), node.path)
    return ChoiceValue(
        node.text("code", ""), node.text("label"), state, node.texts("spellings"), node.texts("also")
    )


def _member(kind: type[Member], text: str, path: str) -> Member:
    try:
        return kind(text)
    except ValueError as error:
        raise StandardError(f"{path}: {text} is not one of {', '.join(kind)}") from error


def _one_of(text: str, choices: tuple[str, ...], path: str) -> str:
    if text not in choices:
        raise StandardError(f"{path}: {text} is not one of {', '.join(choices)}")
    return text


class _Node:
    """One mapping of the file and its path."""

    def __init__(self, data: object, path: str) -> None:
        if not isinstance(data, Mapping):
            raise StandardError(f"{path}: expected a mapping")
        self.data = data
        self.path = path

    def text(self, key: str, default: str | None = None) -> str:
        value = self.data.get(key, default)
        if not isinstance(value, str):
            raise StandardError(f"{self.path}.{key}: expected a text")
        return value

    def flag(self, key: str) -> bool:
        value = self.data.get(key, False)
        if not isinstance(value, bool):
            raise StandardError(f"{self.path}.{key}: expected true or false")
        return value

    def number(self, key: str) -> int:
        value = self.data.get(key)
        if not isinstance(value, int):
            raise StandardError(f"{self.path}.{key}: expected a whole number")
        return value

    def texts(self, key: str) -> tuple[str, ...]:
        value = self.data.get(key, [])
        if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
            raise StandardError(f"{self.path}.{key}: expected a list of texts")
        return tuple(value)

    def child(self, key: str) -> _Node:
        return _Node(self.data.get(key), f"{self.path}.{key}")

    def children(self, key: str) -> list[_Node]:
        value = self.data.get(key, [])
        if not isinstance(value, list):
            raise StandardError(f"{self.path}.{key}: expected a list")
        return [_Node(item, f"{self.path}.{key}[{index}]") for index, item in enumerate(value)]
