"""Values kept in this process up to a number of bytes, for what people can ask for without end."""

from __future__ import annotations

import sys
from collections import OrderedDict
from collections.abc import Callable, Hashable
from functools import wraps
from threading import Lock
from typing import Any

from markupsafe import Markup

ENTRY = 300  # bytes that keeping anything costs: its place in the table, its key's tuple, its weight


class WeighedCache:
    """Keeps values until their weights exceed `room` bytes; what was not asked for the longest goes first.

    A value heavier than the whole room is not kept at all. Safe between threads.
    """

    def __init__(self, room: int) -> None:
        self.room = room
        self.taken = 0
        self._kept: OrderedDict[Hashable, tuple[Any, int]] = OrderedDict()
        self._lock = Lock()

    def find(self, key: Hashable) -> Any | None:
        """What is kept under `key`, or None."""
        with self._lock:
            if key not in self._kept:
                return None
            self._kept.move_to_end(key)
            return self._kept[key][0]

    def keep(self, key: Hashable, value: Any, weight: int) -> None:
        """Keeps a value that takes `weight` bytes with all that hangs on it and on its key."""
        weight += ENTRY
        with self._lock:
            self.taken -= self._kept.pop(key, (None, 0))[1]
            if weight > self.room:
                return
            self._kept[key] = (value, weight)
            self.taken += weight
            while self.taken > self.room:
                self.taken -= self._kept.popitem(last=False)[1][1]

    def clear(self) -> None:
        """Forgets everything."""
        with self._lock:
            self._kept.clear()
            self.taken = 0


def keeps_texts(room: int) -> Callable[[Callable[[str], Markup]], Callable[[str], Markup]]:
    """Lets a function keep the HTML that it made of texts, up to `room` bytes of texts and HTML together."""

    def decorate(make: Callable[[str], Markup]) -> Callable[[str], Markup]:
        cache = WeighedCache(room)

        @wraps(make)
        def kept(text: str) -> Markup:
            found: Markup | None = cache.find(text)
            if found is None:
                found = make(text)
                cache.keep(text, found, sys.getsizeof(text) + sys.getsizeof(found))
            return found

        kept.cache = cache  # type: ignore[attr-defined]
        return kept

    return decorate
