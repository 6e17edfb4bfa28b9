"""Turns a tree into frozen dataclasses with pydantic; what does not fit is reported by line and path.

A scalar is understood by the type that is wanted: `no` is a word where a text is wanted, and false where a
flag is. Texts lose the spaces around them. Unknown keys, keys given twice and empty texts are mistakes.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from pydantic import ConfigDict, GetCoreSchemaHandler, TypeAdapter, ValidationError
from pydantic_core import CoreSchema, SchemaValidator, core_schema

from app.data_files.mistakes import Report, quoted
from app.data_files.scalars import UNDERSTOOD, Written, is_blank
from app.data_files.sentences import sentence
from app.data_files.shapes import keys_at, words_at
from app.data_files.tree import UNPRINTABLE, ListNode, MapNode, Node, ScalarNode, read_tree

Kind = TypeVar("Kind")
CONFIG = ConfigDict(extra="forbid", str_strip_whitespace=True, str_min_length=1)
CORE_CONFIG = core_schema.CoreConfig(str_strip_whitespace=True, str_min_length=1)


def read_data(text: str, report: Report, kind: type[Kind], *, aliases: bool = False) -> Kind | None:
    """What a YAML or JSON text says as a value of this kind, or None with the reasons in the report.

    Check what it means, then pass it through `Report.sound`, which refuses a file with mistakes.
    """
    root = read_tree(text, report, aliases=aliases)
    return None if root is None else convert(root, "", report, kind)


def read_file(file: Path, kind: type[Kind]) -> Kind:
    """What a file of the project says, for those that need no further checks.

    Raises:
        DataFileError: with every mistake.
    """
    report = Report(file.name)
    return report.sound(read_data(file.read_text(encoding="utf-8"), report, kind))


def convert(node: Node, path: str, report: Report, kind: type[Kind]) -> Kind | None:
    """A part of a file as a value of this kind, or None with the reasons in the report."""
    value = _plain(node, path, report)
    wanted: Any = kind
    try:
        found: Kind = _validator(wanted).validate_python((value,))[0]
    except ValidationError as error:
        for each in error.errors(include_url=False):
            _note(value, path, kind, each, report)
        return None
    return found


class _Listed(tuple[Any, ...]):
    node: ListNode
    path: str


class _Mapped(dict[str, Any]):
    node: MapNode
    path: str


@dataclass(frozen=True, slots=True)
class RawPart:
    """A part of a file that is left for its owner to read, with its path."""

    node: Node
    path: str

    @classmethod
    def __get_pydantic_core_schema__(cls, _source: object, _handler: GetCoreSchemaHandler) -> CoreSchema:
        """What pydantic asks: take the part as it is."""
        return core_schema.no_info_plain_validator_function(cls._of)

    @classmethod
    def _of(cls, value: object) -> RawPart:
        if isinstance(value, Written | _Listed | _Mapped):
            return cls(value.node, value.path)
        raise ValueError("nothing is written here")


@cache
def _validator(kind: Any) -> SchemaValidator:
    """Checks a tuple of one value: a configuration is given around dataclasses only, and goes inwards."""
    return SchemaValidator(_by_our_scalars(TypeAdapter(tuple[kind], config=CONFIG).core_schema), CORE_CONFIG)


def _by_our_scalars(schema: Any) -> Any:
    """The schema with our rules for scalars: pydantic itself takes 12 for a day and "on" for true."""
    if type(schema) in (list, tuple):
        return type(schema)(_by_our_scalars(each) for each in schema)
    if not isinstance(schema, dict):
        return schema
    changed = {name: _by_our_scalars(each) for name, each in schema.items()}
    understood = UNDERSTOOD.get(str(changed.get("type")))
    if understood is None:
        return changed
    return core_schema.no_info_before_validator_function(understood, changed)


def _plain(node: Node, path: str, report: Report) -> object:
    """Texts, tuples and dicts that know their nodes; None where nothing is written."""
    report.mark(path, node.line)
    if isinstance(node, ScalarNode):
        return _scalar(node, path, report)
    if isinstance(node, ListNode):
        listed = _Listed(_plain(each, f"{path}[{index}]", report) for index, each in enumerate(node.items))
        listed.node, listed.path = node, path
        return listed
    mapped = _Mapped((name, _plain(value, at, report)) for name, at, value in _entries(node, path, report))
    mapped.node, mapped.path = node, path
    return mapped


def _scalar(node: ScalarNode, path: str, report: Report) -> Written | None:
    found = UNPRINTABLE.search(node.value)
    if found:
        report.add(path, f"the character U+{ord(found.group()):04X} is not allowed", node.line)
    if node.plain and is_blank(node):
        return None
    written = Written(node.value)
    written.node, written.path = node, path
    return written


def _entries(node: MapNode, path: str, report: Report) -> Iterator[tuple[str, str, Node]]:
    seen: set[str] = set()
    for name, value in node.pairs:
        if not isinstance(name, ScalarNode):
            report.add(path, "a key must be a single word", name.line)
            continue
        place = _below(path, name.value)
        if name.value in seen:
            report.add(place, f"the key {quoted(name.value)} is given twice", name.line)
        else:
            seen.add(name.value)
            yield name.value, place, value


def _note(value: object, path: str, kind: Any, error: Any, report: Report) -> None:
    """Notes one of pydantic's errors at the path and line of what it is about."""
    steps, word = error["loc"][1:], error["type"]
    if word in ("missing", "unexpected_keyword_argument"):
        place, around = _found(value, path, steps[:-1])
        name = str(steps[-1])
        if word == "missing":
            report.add(place, f"{quoted(name)} is missing")
        elif isinstance(around, _Mapped):
            hint = report.suggest(name, keys_at(kind, steps[:-1]))
            report.add(place, f"unknown key {quoted(name)}{hint}", _line_of_key(around.node, name))
        return
    place, _value = _found(value, path, steps)
    words, keys = words_at(kind, steps), keys_at(kind, steps)
    hint = report.suggest(str(error["input"]), words) if words else ""
    report.add(place, sentence(error, place.rpartition(".")[2], words, keys, hint))


def _found(value: object, path: str, steps: Sequence[str | int]) -> tuple[str, object]:
    """The path and the value that pydantic's steps lead to; steps that no file has are left out."""
    for step in steps:
        if isinstance(value, _Mapped) and step in value:
            path, value = _below(path, str(step)), value[str(step)]
        elif isinstance(value, _Listed) and isinstance(step, int) and step < len(value):
            path, value = f"{path}[{step}]", value[step]
    return path, value


def _below(path: str, name: str) -> str:
    return f"{path}.{name}" if path else name


def _line_of_key(node: MapNode, name: str) -> int:
    return next(key.line for key, _value in node.pairs if isinstance(key, ScalarNode) and key.value == name)
