"""The JSON shape of a Record, told by the attributes of its dataclasses; without loss in either direction."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import MISSING, Field, dataclass, fields, is_dataclass
from datetime import date
from enum import StrEnum
from types import NoneType, UnionType
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

from app.register.record.json_reader import JsonReader, JsonValue, RecordError, iso_day, texts
from app.register.record.values import FieldValue, Table, Value

FORMAT = 1
Made = TypeVar("Made")
Dump = Callable[[Any], JsonValue]
# Reads one key; `default` is MISSING for one that has to be there.
Read = Callable[[JsonReader, str, Any], Any]


@dataclass(frozen=True, slots=True)
class Key:
    """One attribute and its key in JSON: inside the object `outer` when that is not empty."""

    name: str
    outer: str
    key: str
    when_said: bool
    default: Any
    dump: Dump
    read: Read


def record_to_data(record: Any) -> dict[str, JsonValue]:
    """Give a record as plain JSON values."""
    return {"format": FORMAT, **_object_to_data(record)}


def record_from_data(data: JsonValue, record: type[Made]) -> Made:
    """Read what `record_to_data` wrote into the given class. Raises RecordError with the path."""
    return _object_from(JsonReader(data, "record"), record)


def _object_to_data(value: Any) -> dict[str, JsonValue]:
    data: dict[str, JsonValue] = {}
    inner: dict[str, dict[str, JsonValue]] = {}
    for key in _keys_of(type(value)):
        held = getattr(value, key.name)
        if key.when_said and not held:
            continue
        if key.outer:
            if key.outer not in inner:
                data[key.outer] = inner[key.outer] = {}
            inner[key.outer][key.key] = key.dump(held)
        else:
            data[key.key] = key.dump(held)
    return data


def _object_from(reader: JsonReader, made: type[Made]) -> Made:
    found = {}
    try:
        for key in _keys_of(made):
            inner = (reader.data.get(key.outer), f"{reader.path}.{key.outer}")
            place = JsonReader(*inner) if key.outer else reader
            found[key.name] = key.read(place, key.key, key.default)
        return made(**found)
    except RecordError:
        raise
    except ValueError as error:
        raise RecordError(f"{reader.path}: {error}") from error


_keys: dict[type[Any], tuple[Key, ...]] = {}


def _keys_of(kind: type[Any]) -> tuple[Key, ...]:
    """The keys of a dataclass, worked out once."""
    if kind not in _keys:
        hints = get_type_hints(kind)
        _keys[kind] = tuple(_key(field, hints[field.name]) for field in fields(kind))
    return _keys[kind]


def _key(field: Field[Any], hint: Any) -> Key:
    outer, name = field.metadata.get("within", ("", field.name))
    dump, read = _FIELDS if hint == NamedFields else _of_type(hint)
    return Key(
        name=field.name,
        outer=outer,
        key=name,
        when_said=bool(field.metadata.get("when_said")),
        default=MISSING if field.metadata.get("needed") else field.default,
        dump=dump,
        read=read,
    )


def _of_type(hint: Any) -> tuple[Dump, Read]:
    """How values of one type are written and read. Raises TypeError for a type that JSON does not know."""
    if hint in _PLAIN:
        return _PLAIN[hint]
    if get_origin(hint) is tuple:
        inner, *rest = get_args(hint)
        if rest == [Ellipsis] and isinstance(inner, type) and is_dataclass(inner):
            return _objects(inner)
    if get_origin(hint) in (Union, UnionType):
        inner, *rest = (one for one in get_args(hint) if one is not NoneType)
        if not rest:
            return _optional(*_of_type(inner))
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        return _choice(hint)
    if isinstance(hint, type) and is_dataclass(hint):
        return _object(hint)
    raise TypeError(f"a record has no JSON shape for {hint}")


def _same(value: Any) -> JsonValue:
    plain: JsonValue = value
    return plain


def _read_text(reader: JsonReader, key: str, default: Any) -> str:
    return reader.text(key, None if default is MISSING else default)


def _read_day(reader: JsonReader, key: str, _default: Any) -> date:
    return reader.needed_day(key)


def _read_number(reader: JsonReader, key: str, default: Any) -> Any:
    found = reader.number(key)
    if found is None and default is MISSING:
        raise reader.wrong(key, "a whole number")
    return default if found is None else found


def _read_flag(reader: JsonReader, key: str, _default: Any) -> bool:
    return reader.flag(key)


def _read_texts(reader: JsonReader, key: str, _default: Any) -> tuple[str, ...]:
    return texts(reader.items(key), f"{reader.path}.{key}")


def _read_value(reader: JsonReader, key: str, _default: Any) -> Value | None:
    data, path = reader.data.get(key), f"{reader.path}.{key}"
    if data is None or isinstance(data, str):
        return data
    if isinstance(data, list):
        return texts(data, path)
    table = JsonReader(data, path)
    rows = tuple(texts(row, f"{path}.rows") for row in table.items("rows"))
    return Table(texts(table.items("columns"), f"{path}.columns"), rows)


def _dump_value(value: Value | None) -> JsonValue:
    if isinstance(value, Table):
        return {"columns": list(value.columns), "rows": [list(row) for row in value.rows]}
    return list(value) if isinstance(value, tuple) else value


_PLAIN: dict[Any, tuple[Dump, Read]] = {
    str: (_same, _read_text),
    int: (_same, _read_number),
    bool: (_same, _read_flag),
    date: (iso_day, _read_day),
    tuple[str, ...]: (list, _read_texts),
    Value | None: (_dump_value, _read_value),
}


def _choice(choices: type[StrEnum]) -> tuple[Dump, Read]:
    def read(reader: JsonReader, key: str, default: Any) -> Any:
        return reader.choice(key, choices) if default is MISSING or key in reader.data else default

    return (lambda value: value.value), read


def _object(made: type[Any]) -> tuple[Dump, Read]:
    def read(reader: JsonReader, key: str, _default: Any) -> Any:
        inner = reader.child(key)
        if inner is None:
            raise reader.wrong(key, "an object")
        return _object_from(inner, made)

    return _object_to_data, read


def _objects(made: type[Any]) -> tuple[Dump, Read]:
    def read(reader: JsonReader, key: str, _default: Any) -> Any:
        return tuple(_object_from(item, made) for item in reader.children(key))

    return (lambda values: [_object_to_data(value) for value in values]), read


def _optional(dump: Dump, read: Read) -> tuple[Dump, Read]:
    def read_if_there(reader: JsonReader, key: str, _default: Any) -> Any:
        return None if reader.data.get(key) is None else read(reader, key, MISSING)

    return (lambda value: None if value is None else dump(value)), read_if_there


# Fields are a list in JSON because a JSON column may reorder an object's keys.
NamedFields = tuple[tuple[str, FieldValue], ...]


def _dump_fields(named: NamedFields) -> JsonValue:
    return [{"id": field_id, **_object_to_data(value)} for field_id, value in named]


def _read_fields(reader: JsonReader, key: str, _default: Any) -> NamedFields:
    return tuple((item.text("id"), _object_from(item, FieldValue)) for item in reader.children(key))


_FIELDS: tuple[Dump, Read] = (_dump_fields, _read_fields)
