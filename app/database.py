"""The database: engine, base class, column types and the one way to change anything, `transaction()`."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from flask import has_request_context, request
from flask_migrate import Migrate
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import DateTime, Dialect, MetaData, Text, event
from sqlalchemy.engine import Connection, Engine
from sqlalchemy.orm import DeclarativeBase, Session
from sqlalchemy.types import TypeDecorator

READING = frozenset({"GET", "HEAD", "OPTIONS"})


class Base(DeclarativeBase):
    """Names every constraint, so that migrations can find them on both databases."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(column_0_N_label)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "pk": "pk_%(table_name)s",
        }
    )


db = SQLAlchemy(model_class=Base, session_options={"expire_on_commit": False})
migrate = Migrate(compare_type=True, render_as_batch=True)

if TYPE_CHECKING:

    class Model(Base):
        """What every table's class inherits from."""

        __abstract__ = True
else:
    Model = db.Model


class UTCDateTime(TypeDecorator[datetime]):
    """A moment that keeps its zone on SQLite too: stored as UTC, always read with tzinfo."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("A moment without a time zone cannot be stored.")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class JSONText(TypeDecorator[Any]):
    """A JSON value kept as text: byte for byte the same on both databases, so hashes of it agree."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Dialect) -> str | None:
        return None if value is None else json.dumps(value, ensure_ascii=False, separators=(",", ":"))

    def process_result_value(self, value: str | None, dialect: Dialect) -> Any:
        return None if value is None else json.loads(value)


_set_clock: ContextVar[datetime | None] = ContextVar("set_clock", default=None)
_reading_only: ContextVar[bool] = ContextVar("reading_only", default=False)


def utcnow() -> datetime:
    """The present moment in UTC, or the one that `clock_at` sets."""
    return _set_clock.get() or datetime.now(UTC)


@contextmanager
def clock_at(moment: datetime) -> Iterator[None]:
    """Sets the clock inside the block; only for loading examples with a past.

    Raises:
        ValueError: the moment has no time zone.
    """
    if moment.tzinfo is None:
        raise ValueError("A clock needs a moment with a time zone.")
    token = _set_clock.set(moment.astimezone(UTC))
    try:
        yield
    finally:
        _set_clock.reset(token)


@contextmanager
def reading_only() -> Iterator[None]:
    """Says that the block only reads: outside a request, too, it then keeps no writer of SQLite waiting."""
    db.session.rollback()
    token = _reading_only.set(True)
    try:
        yield
    finally:
        _reading_only.reset(token)
        db.session.rollback()


@contextmanager
def transaction() -> Iterator[Session]:
    """All or nothing: commits at the end of the block, rolls back when anything is raised in it.

    A block inside another one joins it: only the outermost commits, so that actions can be composed.
    """
    session = db.session()
    if session.info.get("in_transaction"):
        yield session
        return
    session.info["in_transaction"] = True
    try:
        yield session
        session.commit()
    except BaseException:
        session.rollback()
        raise
    finally:
        session.info.pop("in_transaction", None)


def engine_options(url: str) -> dict[str, Any]:
    """Options of the engine for `url`.

    SQLite: no implicit transactions by the driver, because `_begin` opens them itself.
    """
    if url.startswith("sqlite"):
        return {"connect_args": {"timeout": 5, "isolation_level": None}}
    return {"pool_pre_ping": True, "pool_size": 5, "max_overflow": 10}


def _set_pragmas(connection: Any, _record: object) -> None:
    cursor = connection.cursor()
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "busy_timeout=5000", "foreign_keys=ON"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin(connection: Connection) -> None:
    """Takes the write lock at once where a write may follow.

    A read that becomes a write later fails on SQLite when another writer came between.
    """
    reading = _reading_only.get() or (has_request_context() and request.method in READING)
    connection.exec_driver_sql("BEGIN" if reading else "BEGIN IMMEDIATE")


def _set_lock_timeout(connection: Any, _record: object) -> None:
    """Nobody waits longer for a lock on PostgreSQL than on SQLite: a 503 with the text kept, no dead page."""
    connection.execute("SET lock_timeout = '5s'")
    connection.commit()


def prepare_engine(engine: Engine) -> None:
    """Gives a SQLite engine our pragmas and our transactions, and a PostgreSQL engine a limit to waiting."""
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _set_pragmas)
        event.listen(engine, "begin", _begin)
    else:
        event.listen(engine, "connect", _set_lock_timeout)
