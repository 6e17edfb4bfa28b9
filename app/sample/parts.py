"""A mapping of a sample file that is read name by name; knows nothing of what the names mean."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any, TypeVar

T = TypeVar("T")


class SampleError(ValueError):
    """A sample file does not have the right shape; the message says where."""


class Part:
    """A mapping of a file that is read name by name; `end` complains about names that nobody asked for."""

    def __init__(self, data: object, where: str) -> None:
        if not isinstance(data, dict):
            raise SampleError(f"{where}: expected names with values, found {type(data).__name__}")
        # To YAML 1.1 the name `on` is the truth.
        self.data: dict[str, Any] = {"on" if name is True else str(name): v for name, v in data.items()}
        self.where = where
        self.asked: set[str] = set()

    def take(self, name: str, kind: type[T], default: T | None = None) -> T:
        """The value of a name, of this kind.

        Raises:
            SampleError: it is missing or of another kind.
        """
        self.asked.add(name)
        value = self.data.get(name, default)
        if value is None:
            raise SampleError(f"{self.where}: {name} is missing")
        if not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
            raise SampleError(f"{self.where}: {name} should be {kind.__name__}, not {type(value).__name__}")
        return value

    def text(self, name: str, default: str | None = None) -> str:
        """A text; yes and no without quotes are taken as words."""
        if isinstance(self.data.get(name), bool):
            self.asked.add(name)
            return "yes" if self.data[name] else "no"
        return self.take(name, str, default).strip()

    def maybe_date(self, name: str) -> date | None:
        """A day, or None."""
        self.asked.add(name)
        return None if self.data.get(name) is None else self.take(name, date)

    def each(self, name: str, read: Callable[[Part], T]) -> tuple[T, ...]:
        """What `read` makes of each row of a list; of none when the name is not there."""
        rows = self.take(name, list, [])
        return tuple(whole(Part(row, f"{self.where}: {name} {n}"), read) for n, row in enumerate(rows, 1))

    def maybe(self, name: str, read: Callable[[Part], T]) -> T | None:
        """What `read` makes of a part, or None when the name is not there."""
        self.asked.add(name)
        value = self.data.get(name)
        return None if value is None else whole(Part(value, f"{self.where}: {name}"), read)

    def end(self) -> None:
        """Raises SampleError when the mapping has names that nobody asked for."""
        if unknown := sorted(map(str, self.data.keys() - self.asked)):
            raise SampleError(f"{self.where}: unknown name {', '.join(unknown)}")


def whole(part: Part, read: Callable[[Part], T]) -> T:
    """What `read` makes of a part, of which it has to read every name."""
    value = read(part)
    part.end()
    return value
