"""A database for each test process: migrated once, clean before each test, never the configured one."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path
from typing import Protocol

import psycopg
from psycopg import sql

ROOT = Path(__file__).resolve().parents[2]


class Database(Protocol):
    """What the fixtures need of a database, whichever it is."""

    name: str
    url: str

    def freeze(self) -> None:
        """Remembers the present content (after the migrations) as the clean one."""

    def reset(self) -> None:
        """Brings the clean content back; costs next to nothing when nothing was written."""

    def close(self) -> None:
        """Removes everything."""


class SQLiteDatabase:
    """A file in memory where the machine has such a folder; reset by copying the migrated file over it."""

    name = "sqlite"

    def __init__(self) -> None:
        memory = Path("/dev/shm")
        self.folder = Path(tempfile.mkdtemp(prefix="candour-", dir=memory if memory.is_dir() else None))
        self.file = self.folder / "test.sqlite"
        self.clean = self.folder / "clean.sqlite"
        self.url = f"sqlite:///{self.file}"

    def freeze(self) -> None:
        shutil.copyfile(self.file, self.clean)
        self.state = self._stamp()

    def reset(self) -> None:
        if self._stamp() == self.state:
            return
        for suffix in ("-wal", "-shm", "-journal"):
            self.file.with_name(self.file.name + suffix).unlink(missing_ok=True)
        shutil.copyfile(self.clean, self.file)
        self.state = self._stamp()

    def close(self) -> None:
        shutil.rmtree(self.folder, ignore_errors=True)

    def _stamp(self) -> tuple[int, ...]:
        log = self.file.with_name(self.file.name + "-wal")
        stat = self.file.stat()
        return (stat.st_mtime_ns, stat.st_size, log.stat().st_size if log.exists() else 0)


# A replica's session fires no triggers and checks no foreign keys: append-only tables empty too. Most tables
# and sequences were not touched by a test, and leaving those alone is what makes this quick.
CLEAR = """
BEGIN; SET LOCAL lock_timeout = '5s'; SET LOCAL session_replication_role = replica;
DO $$
DECLARE
  thing record;
  filled boolean;
BEGIN
  FOR thing IN SELECT quote_ident(tablename) AS name FROM pg_tables
    WHERE schemaname = 'public' AND tablename <> 'alembic_version'
  LOOP
    EXECUTE 'SELECT EXISTS (SELECT 1 FROM ' || thing.name || ')' INTO filled;
    IF filled THEN EXECUTE 'DELETE FROM ' || thing.name; END IF;
  END LOOP;
  FOR thing IN SELECT quote_ident(sequencename) AS name, start_value AS first FROM pg_sequences
    WHERE schemaname = 'public' AND last_value IS NOT NULL
  LOOP
    PERFORM setval(thing.name::regclass, thing.first, false);
  END LOOP;
END $$;
COMMIT
"""


class PostgreSQLDatabase:
    """A database of the server that the test run started; reset by emptying the tables that hold rows."""

    name = "postgresql"

    def __init__(self, server: str, worker: str) -> None:
        self.server = server
        self.database = f"candour_test_{worker}"
        with psycopg.connect(server, autocommit=True) as connection:
            name = sql.Identifier(self.database)
            connection.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(name))
            connection.execute(sql.SQL("CREATE DATABASE {}").format(name))
        self.address = server.replace("/postgres?", f"/{self.database}?")
        self.url = self.address.replace("postgresql://", "postgresql+psycopg://")
        self.clear = ""
        self.connection: psycopg.Connection | None = None

    def freeze(self) -> None:
        self.connection = psycopg.connect(self.address, autocommit=True)
        rows = self.connection.execute(
            "SELECT quote_ident(tablename) FROM pg_tables WHERE schemaname = 'public'"
            " AND tablename <> 'alembic_version'"
        ).fetchall()
        tables = [row[0] for row in rows]
        for table in tables:
            if self.connection.execute(f"SELECT 1 FROM {table} LIMIT 1").fetchone():
                raise RuntimeError(
                    f"A migration filled {table}; the tests expect migrations to leave no rows."
                )
        self.clear = CLEAR
        self.state = self._stamp()

    def reset(self) -> None:
        if self.connection is None or self._stamp() == self.state:
            return
        self.connection.execute(self.clear)
        self.state = self._stamp()

    def close(self) -> None:
        if self.connection is not None:
            self.connection.close()
        with psycopg.connect(self.server, autocommit=True) as connection:
            name = sql.Identifier(self.database)
            connection.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(name))

    def _stamp(self) -> str:
        assert self.connection is not None
        row = self.connection.execute("SELECT pg_current_wal_insert_lsn()::text").fetchone()
        return row[0] if row else ""
