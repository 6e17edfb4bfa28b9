"""Optimistic locking: a form posts the version that it was filled from, and a stale one changes nothing."""

from __future__ import annotations

from typing import Protocol, TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.exceptions import NotFound


class _Versioned(Protocol):
    @property
    def id(self) -> int: ...
    @property
    def version(self) -> int: ...


Row = TypeVar("Row", bound=_Versioned)


class Stale(Exception):
    """Somebody saved a newer version; `current` is the row as it stands now."""

    def __init__(self, current: object) -> None:
        super().__init__("stale")
        self.current = current


def lock_fresh(session: Session, row: Row) -> Row:
    """Locks the row until the transaction ends and reads it afresh, so that others wait in line.

    Not by `session.get`, which takes a newer version for a mistake when it locks.

    Raises:
        NotFound: someone else removed it.
    """
    fresh = session.scalars(
        select(type(row)).filter_by(id=row.id).with_for_update().execution_options(populate_existing=True)
    ).one_or_none()
    if fresh is None:
        raise NotFound
    return fresh


def lock_if_version(session: Session, row: Row, seen: int) -> Row:
    """Locks the row for this transaction and reads it afresh, if it is still the version `seen`.

    Raises:
        Stale: it is not.
        NotFound: someone else removed it.
    """
    fresh = lock_fresh(session, row)
    if fresh.version != seen:
        raise Stale(fresh)
    return fresh
