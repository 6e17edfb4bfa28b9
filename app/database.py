"""The database: engine, base class, column types and the one way to change anything, `transaction()`."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from flask import has_request_context
from flask_migrate import Migrate
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import DateTime, Dialect, MetaData, Text, event, text
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
_writing: ContextVar[bool] = ContextVar("writing", default=False)
_HOLDS_LOCK = "candour-holds-write-lock"  # of a connection: its transaction began with the lock or took it
_MAY_RESTART = "candour-may-restart"  # of a session: see `allow_restart`


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


class Overtaken(Exception):
    """Somebody saved after this request began to read; it has to run again, reading under the lock."""


def allow_restart() -> None:
    """Lets the first `transaction()` of this session raise Overtaken; the caller then runs it all again."""
    db.session().info[_MAY_RESTART] = True


@contextmanager
def locked_from_the_start() -> Iterator[None]:
    """Begins anew, with SQLite's write lock from the first read until the first `transaction()` has ended."""
    db.session.remove()
    _writing.set(True)
    try:
        yield
    finally:
        _writing.set(False)


@contextmanager
def transaction() -> Iterator[Session]:
    """All or nothing: commits at the end of the block, rolls back when anything is raised in it.

    A block inside another one joins it: only the outermost commits, so that actions can be composed.
    SQLite's write lock is taken here, no sooner, and nothing read since the last commit is out of date then.

    Raises:
        Overtaken: on SQLite, where the session may restart, when somebody saved since its first read.
    """
    session = db.session()
    if session.info.get("in_transaction"):
        yield session
        return
    _writing.set(True)
    session.info["in_transaction"] = True
    try:
        _take_write_lock(session)
        yield session
        session.commit()
        session.info.pop(_MAY_RESTART, None)  # what is done cannot be done again
    except BaseException:
        session.rollback()
        raise
    finally:
        session.info.pop("in_transaction", None)
        _writing.set(False)


def _take_write_lock(session: Session) -> None:
    """On SQLite turns the session's reading transaction into a writing one, or ends it and begins a new one.

    When somebody else wrote since its first read, SQLite refuses to turn it. Then the session restarts or,
    where something of it is saved already, forgets all rows, so that they are read again under the lock.
    """
    if session.get_bind().dialect.name != "sqlite":
        return
    connection = session.connection()  # takes the lock itself where nothing was read yet
    if connection.info[_HOLDS_LOCK] or _upgrade(connection):
        return
    session.rollback()
    if session.info.pop(_MAY_RESTART, False):
        raise Overtaken
    session.connection()


def _upgrade(connection: Connection) -> bool:
    """Takes the write lock in a reading transaction, unless somebody wrote since it began or writes now."""
    cursor = connection.connection.cursor()
    try:
        cursor.execute("DELETE FROM alembic_version WHERE 0")  # any write will do: this one changes nothing
    except sqlite3.OperationalError:
        return False
    finally:
        cursor.close()
    connection.info[_HOLDS_LOCK] = True
    return True


def wait_in_line(session: Session, *names: str) -> None:
    """Makes transactions that count something and then add to it take turns, each name a line of its own.

    Until the transaction ends nobody else with one of the names goes on. On SQLite writers do so anyway.
    """
    if session.get_bind().dialect.name != "postgresql":
        return
    for name in sorted(set(names)):  # in one order, so that no two wait for each other
        key = int.from_bytes(hashlib.sha256(name.encode()).digest()[:8], "big", signed=True)
        session.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": key})


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
    """Begins without the write lock in requests, which take it in `transaction()`; with it elsewhere.

    A read that becomes a write later fails when another writer came between, and a command cannot restart.
    """
    writing = _writing.get() or not (_reading_only.get() or has_request_context())
    connection.info[_HOLDS_LOCK] = writing
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")


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
