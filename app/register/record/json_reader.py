"""Careful reading of JSON values, so that a wrong record names the place instead of failing anywhere."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import date
from enum import StrEnum
from typing import TypeVar

JsonValue = str | int | float | bool | None | Sequence["JsonValue"] | Mapping[str, "JsonValue"]
Choice = TypeVar("Choice", bound=StrEnum)


class RecordError(ValueError):
    """A stored or posted record is not a record; the message names the path."""


def parse_json(text: str) -> JsonValue:
    """Parse a JSON document. Raises RecordError."""
    try:
        parsed: JsonValue = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise RecordError(f"not JSON: {error}") from error
    return parsed


class JsonReader:
    """One JSON object and the path to it; each method reads one key or raises RecordError."""

    def __init__(self, data: JsonValue, path: str) -> None:
        if not isinstance(data, Mapping):
            raise RecordError(f"{path}: expected an object")
        self.data = data
        self.path = path

    def wrong(self, key: str, expected: str) -> RecordError:
        """Give the error for one key."""
        return RecordError(f"{self.path}.{key}: expected {expected}")

    def text(self, key: str, default: str | None = None) -> str:
        """Read a text; a default makes it optional."""
        value = self.data.get(key, default)
        if not isinstance(value, str):
            raise self.wrong(key, "a text")
        return value

    def day(self, key: str) -> date | None:
        """Read an optional ISO date."""
        value = self.data.get(key)
        if value is None:
            return None
        if not isinstance(value, str):
            raise self.wrong(key, "a date")
        try:
            return date.fromisoformat(value)
        except ValueError as error:
            raise self.wrong(key, "a date like 2026-01-31") from error

    def needed_day(self, key: str) -> date:
        """Read an ISO date that must be there."""
        day = self.day(key)
        if day is None:
            raise self.wrong(key, "a date like 2026-01-31")
        return day

    def choice(self, key: str, choices: type[Choice]) -> Choice:
        """Read one code of an enumeration."""
        value = self.text(key)
        try:
            return choices(value)
        except ValueError as error:
            raise self.wrong(key, f"one of {', '.join(choices)}") from error

    def number(self, key: str) -> int | None:
        """Read an optional whole number."""
        value = self.data.get(key)
        if value is None:
            return None
        if not isinstance(value, int) or isinstance(value, bool):
            raise self.wrong(key, "a whole number")
        return value

    def flag(self, key: str) -> bool:
        """Read a yes or no; a missing one is no."""
        value = self.data.get(key, False)
        if not isinstance(value, bool):
            raise self.wrong(key, "true or false")
        return value

    def child(self, key: str) -> JsonReader | None:
        """Read an optional object."""
        value = self.data.get(key)
        return None if value is None else JsonReader(value, f"{self.path}.{key}")

    def children(self, key: str) -> list[JsonReader]:
        """Read a list of objects; a missing list is empty."""
        items = self.items(key)
        return [JsonReader(item, f"{self.path}.{key}[{index}]") for index, item in enumerate(items)]

    def items(self, key: str) -> Sequence[JsonValue]:
        """Read a list; a missing one is empty."""
        value = self.data.get(key, [])
        if isinstance(value, str) or not isinstance(value, Sequence):
            raise self.wrong(key, "a list")
        return value


def texts(value: JsonValue, path: str) -> tuple[str, ...]:
    """Read a list of texts."""
    if isinstance(value, str) or not isinstance(value, Sequence):
        raise RecordError(f"{path}: expected a list of texts")
    found = []
    for item in value:
        if not isinstance(item, str):
            raise RecordError(f"{path}: expected a list of texts")
        found.append(item)
    return tuple(found)


def iso_day(day: date | None) -> str | None:
    """Write an optional date as `Reader.day` reads it."""
    return None if day is None else day.isoformat()
