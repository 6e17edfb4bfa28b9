"""Finds the colleagues whom a text names with an @; knows no database and no request."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ThreadReader:
    """Somebody who may read a thread, and so be mentioned in it or given it."""

    id: int
    name: str


def named(text: str, readers: Iterable[ThreadReader]) -> set[int]:
    """Ids of the readers whose full name follows an @; of names that begin alike the longest counts."""
    found: set[int] = set()
    rest = text
    for reader in sorted(readers, key=lambda each: (-len(each.name), each.id)):
        pattern = re.compile(rf"(?<!\w)@{re.escape(reader.name)}(?!\w)", re.IGNORECASE)
        if pattern.search(rest):
            found.add(reader.id)
            rest = pattern.sub("", rest)
    return found
