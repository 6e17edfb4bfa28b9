"""Small readers of the values in a rule book's file, each of which names the place of a mistake."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any


class RuleBookError(ValueError):
    """The rule book is wrong at `at`."""

    def __init__(self, at: str, message: str) -> None:
        super().__init__(f"{at}: {message}")
        self.at = at


def mapping(value: object, at: str) -> Mapping[str, Any]:
    """The value as names and values."""
    if not isinstance(value, dict):
        raise RuleBookError(at, "expected names and values")
    return value


def only(data: Mapping[str, Any], at: str, *known: str) -> None:
    """Refuses names that nobody reads, so that a slip of the pen changes no duty."""
    unknown = [str(name) for name in data if name not in known]
    if unknown:
        raise RuleBookError(at, f"unknown: {', '.join(unknown)}")


def items(
    data: Mapping[str, Any], key: str, at: str = "", *, needed: bool = True
) -> Iterator[tuple[str, Any]]:
    """The entries of a list, each with its place."""
    value = data.get(key)
    place = f"{at}.{key}".lstrip(".")
    if value is None and not needed:
        return
    if not isinstance(value, list) or not value:
        raise RuleBookError(place, "expected a list")
    for index, each in enumerate(value):
        yield f"{place}[{index}]", each


def words(value: object) -> str:
    """Text; YAML's yes and no without quotes, too."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value)


def text(data: Mapping[str, Any], key: str, at: str, default: str | None = None) -> str:
    """A text that is needed, unless there is a default."""
    value = data.get(key, default)
    if value is None or (default is None and not str(value).strip()):
        raise RuleBookError(f"{at}.{key}", "is missing")
    if isinstance(value, dict | list):
        raise RuleBookError(f"{at}.{key}", "expected a text")
    return words(value)


def flag(data: Mapping[str, Any], key: str, at: str, *, default: bool) -> bool:
    """True or false."""
    value = data.get(key, default)
    if not isinstance(value, bool):
        raise RuleBookError(f"{at}.{key}", "expected true or false")
    return value


def whole(data: Mapping[str, Any], key: str, at: str) -> int:
    """A whole number, 0 when it is not given."""
    value = data.get(key, 0)
    if isinstance(value, bool) or not isinstance(value, int) or value < 0:
        raise RuleBookError(f"{at}.{key}", "expected a whole number")
    return value
