"""Which state the register is in, and values kept in this process for as long as it lasts."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from threading import Lock
from typing import Any, TypeVar

from flask import current_app
from sqlalchemy import select

from app.database import db
from app.register.models import RegisterState
from app.web.weighed_cache import ENTRY, WeighedCache

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

    `room` is in bytes; what was not asked for the longest goes first. Safe between threads.
    """

    def __init__(self, room: int) -> None:
        self.cache = WeighedCache(room)
        self._state: RegisterRevision | None = None
        self._lock = Lock()

    def find(self, state: RegisterRevision, key: Hashable) -> Any | None:
        """What is kept under `key` for this state, or None."""
        with self._lock:
            return self.cache.find(key) if state == self._state else None

    def keep(self, state: RegisterRevision, key: Hashable, value: Any, weight: int) -> None:
        """Keeps a value that takes `weight` bytes."""
        with self._lock:
            if state != self._state:
                self.cache.clear()
                self._state = state
            self.cache.keep(key, value, weight)


class Fact(StrEnum):
    """What is known of the register as a whole; a fixed list, so nobody can make it grow."""

    BODIES = "bodies"
    WORDS = "words"
    REVIEWED = "reviewed"
    EVERYTHING = "everything"


def kept_fact(state: RegisterRevision, fact: Fact, make: Callable[[], Kept]) -> Kept:
    """The value that `make` gives, made once for each state in this process."""
    keeper = _keeper("candour-register-facts", len(Fact) * (ENTRY + 1))
    found: Kept | None = keeper.find(state, fact)
    if found is None:
        found = make()
        keeper.keep(state, fact, found, 1)
    return found


def kept_counts() -> Keeper:
    """The counts of searches that this process keeps, 16 MB of them: anybody can think of another search."""
    return _keeper("candour-register-counts", 16_000_000)


def kept_pages() -> Keeper:
    """The rendered public pages of this process, 32 MB of them."""
    return _keeper("candour-register-pages", 32_000_000)


def _keeper(name: str, room: int) -> Keeper:
    keeper: Keeper = current_app.extensions.setdefault(name, Keeper(room))
    return keeper
