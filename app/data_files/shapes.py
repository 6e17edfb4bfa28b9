"""How a dataclass says what its file looks like, and which keys and words a place of a file may have."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, fields, is_dataclass
from enum import StrEnum
from types import UnionType
from typing import Annotated, Any, Union, get_args, get_origin, get_type_hints

from pydantic import BeforeValidator, Field, GetCoreSchemaHandler
from pydantic.fields import FieldInfo
from pydantic_core import CoreSchema, core_schema

ALTERNATIVES = ("mapping", "short")
NOT_EMPTY = Field(min_length=1)
ONE_OR_MORE = BeforeValidator(lambda value: (value,) if isinstance(value, str) else value)


def key(name: str) -> Any:
    """For `Annotated[…]`: the name that a field has in the file."""
    return Field(alias=name)


def whole(least: int, most: int | None = None) -> Any:
    """For `Annotated[int, …]`: the smallest and the largest number."""
    return Field(ge=least, le=most)


@dataclass(frozen=True, slots=True)
class Made:
    """For `Annotated[…]`: the file has a value of `shape`, of which `make` makes the field's value.

    `short` is what the file may have instead of a mapping. A ValueError in `make` is a mistake at this place,
    in its own words.
    """

    shape: Any
    make: Callable[[Any], object]
    short: Any = None

    def __get_pydantic_core_schema__(self, _source: object, handler: GetCoreSchemaHandler) -> CoreSchema:
        """What pydantic asks: check the shape, then make the value."""
        inner = handler.generate_schema(self.shape)
        if self.short is not None:
            mapping, short = ALTERNATIVES
            choices = {mapping: inner, short: handler.generate_schema(self.short)}
            inner = core_schema.tagged_union_schema(choices, _alternative)
        return core_schema.no_info_after_validator_function(self.make, inner)


def _alternative(value: object) -> str:
    return ALTERNATIVES[0] if isinstance(value, Mapping) else ALTERNATIVES[1]


def keys_at(kind: Any, steps: Sequence[str | int]) -> tuple[str, ...]:
    """The keys that a mapping may have at the end of these steps into a value of this kind."""
    return tuple(name for shape in _at(kind, steps) for name, _hint in _keys(shape))


def words_at(kind: Any, steps: Sequence[str | int]) -> tuple[str, ...]:
    """The words that a text may have there, when they are a closed list."""
    enums = [shape for shape in _at(kind, steps) if isinstance(shape, type) and issubclass(shape, StrEnum)]
    return tuple(word.value for enum in enums for word in enum)


def _at(kind: Any, steps: Iterable[str | int]) -> list[Any]:
    found = list(_plain(kind))
    for step in steps:
        inner = [each for shape in found for each in _inside(shape, step)]
        found = found if step in ALTERNATIVES else inner
    return found


def _plain(kind: Any) -> Iterator[Any]:
    """The kinds without what is written around them: Annotated, Union, Made."""
    origin, arguments = get_origin(kind), get_args(kind)
    if origin is Annotated:
        made = next((each for each in arguments[1:] if isinstance(each, Made)), None)
        yield from _plain(made.shape if made else arguments[0])
    elif origin in (Union, UnionType):
        for each in arguments:
            yield from _plain(each)
    else:
        yield kind


def _inside(kind: Any, step: str | int) -> Iterator[Any]:
    origin, arguments = get_origin(kind), get_args(kind)
    for name, hint in _keys(kind):
        if name == step:
            yield from _plain(hint)
    if isinstance(origin, type) and arguments:
        if issubclass(origin, Mapping):
            yield from _plain(arguments[1])
        elif issubclass(origin, Sequence | Set):
            yield from _plain(arguments[0])


def _keys(kind: Any) -> Iterator[tuple[str, Any]]:
    if not (isinstance(kind, type) and is_dataclass(kind)):
        return
    hints = get_type_hints(kind, include_extras=True)
    for each in fields(kind):
        notes = getattr(hints[each.name], "__metadata__", ())
        aliases = [note.alias for note in notes if isinstance(note, FieldInfo) and note.alias]
        yield (aliases[0] if aliases else each.name), hints[each.name]
