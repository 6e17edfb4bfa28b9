"""Optimistic locking: a form posts the version that it was filled from, and a stale one changes nothing."""

from __future__ import annotations

from typing import Protocol, TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Mapped, Session


class _Versioned(Protocol):
    id: Mapped[int]
    version: Mapped[int]


Row = TypeVar("Row", bound=_Versioned)


class Stale(Exception):
    """Somebody saved a newer version; `current` is the row as it stands now."""

    def __init__(self, current: object) -> None:
        super().__init__("stale")
        self.current = current


def lock(session: Session, row: Row, seen: int) -> Row:
    """Locks the row for this transaction and reads it afresh, if it is still the version `seen`.

    Raises:
        Stale: it is not.
    """
    model = type(row)
    fresh = session.scalars(
        select(model)
        .where(model.id == row.id)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).one()
    if fresh.version != seen:
        raise Stale(fresh)
    return fresh
