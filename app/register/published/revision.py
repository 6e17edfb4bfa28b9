"""Which state the register is in, and values kept in this process for as long as it lasts."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from datetime import UTC, datetime
from threading import Lock
from typing import Any, TypeVar

from flask import current_app
from sqlalchemy import select

from app.database import db
from app.register.models import RegisterState

Kept = TypeVar("Kept")
_BEGINNING = datetime(2000, 1, 1, tzinfo=UTC)
_STATE = select(RegisterState.revision, RegisterState.changed_at)


@dataclass(frozen=True, slots=True)
class RegisterRevision:
    """Changes with every publication. The moment tells apart two databases with the same number."""

    revision: int
    changed_at: datetime


def read_state() -> RegisterRevision:
    """The present state; one statement."""
    row = db.session.connection().execute(_STATE).first()
    return RegisterRevision(0, _BEGINNING) if row is None else RegisterRevision(row.revision, row.changed_at)


class Keeper:
    """Keeps what was made from one state of the register; forgets all of it when the state changes.

    When more than `room` is taken, what was not asked for the longest goes first. Safe between threads.
    """

    def __init__(self, room: int) -> None:
        self._room = room
        self._taken = 0
        self._state: RegisterRevision | None = None
        self._kept: OrderedDict[Hashable, tuple[Any, int]] = OrderedDict()
        self._lock = Lock()

    def find(self, state: RegisterRevision, key: Hashable) -> Any | None:
        """What is kept under `key` for this state, or None."""
        with self._lock:
            if state != self._state or key not in self._kept:
                return None
            self._kept.move_to_end(key)
            return self._kept[key][0]

    def keep(self, state: RegisterRevision, key: Hashable, value: Any, size: int = 1) -> None:
        """Keeps a value that takes `size` of the room."""
        with self._lock:
            if state != self._state:
                self._kept.clear()
                self._taken = 0
                self._state = state
            self._taken += size - self._kept.pop(key, (None, 0))[1]
            self._kept[key] = (value, size)
            while self._taken > self._room:
                self._taken -= self._kept.popitem(last=False)[1][1]


def kept_values(state: RegisterRevision, key: Hashable, make: Callable[[], Kept]) -> Kept:
    """The value that `make` gives, made once for each state and key in this process."""
    keeper = _keeper("candour-register-values", 400)
    found: Kept | None = keeper.find(state, key)
    if found is None:
        found = make()
        keeper.keep(state, key, found)
    return found


def kept_pages() -> Keeper:
    """The rendered public pages of this process, 32 MB of them."""
    return _keeper("candour-register-pages", 32_000_000)


def _keeper(name: str, room: int) -> Keeper:
    keeper: Keeper = current_app.extensions.setdefault(name, Keeper(room))
    return keeper
