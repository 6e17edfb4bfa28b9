"""A database for each test process: migrated once, clean before each test, never the configured one."""

from __future__ import annotations

import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import psycopg
from psycopg import sql

ROOT = Path(__file__).resolve().parents[2]


CLEAN = "clean"


class Database(Protocol):
    """What the fixtures need of a database, whichever it is.

    `present` names the picture that was brought back last. While nobody is connected to a SQLite file it may
    be kept and brought back; PostgreSQL does not mind.
    """

    name: str
    url: str
    present: str

    def keep(self, picture: str) -> None:
        """Remembers the present rows under a name."""

    def bring(self, picture: str) -> None:
        """Brings the rows of a picture back; costs next to nothing when nothing was written meanwhile."""

    def untouched(self) -> bool:
        """Whether nothing was written since a picture was brought back."""

    def close(self) -> None:
        """Removes everything."""


class SQLiteDatabase:
    """A file in memory where the machine has such a folder; its pictures are copies of the file."""

    name = "sqlite"

    def __init__(self) -> None:
        memory = Path("/dev/shm")
        self.folder = Path(tempfile.mkdtemp(prefix="candour-", dir=memory if memory.is_dir() else None))
        self.file = self.folder / "test.sqlite"
        self.url = f"sqlite:///{self.file}"
        self.present = ""
        self.state: tuple[int, ...] = ()

    def keep(self, picture: str) -> None:
        shutil.copyfile(self.file, self._copy(picture))
        self.present, self.state = picture, self._stamp()

    def bring(self, picture: str) -> None:
        if self.present == picture and self.untouched():
            return
        for suffix in ("-wal", "-shm", "-journal"):
            self.file.with_name(self.file.name + suffix).unlink(missing_ok=True)
        shutil.copyfile(self._copy(picture), self.file)
        self.present, self.state = picture, self._stamp()

    def untouched(self) -> bool:
        return self._stamp() == self.state

    def close(self) -> None:
        shutil.rmtree(self.folder, ignore_errors=True)

    def _copy(self, picture: str) -> Path:
        return self.folder / f"picture of {picture}.sqlite"

    def _stamp(self) -> tuple[int, ...]:
        log = self.file.with_name(self.file.name + "-wal")
        stat = self.file.stat()
        return (stat.st_mtime_ns, stat.st_size, log.stat().st_size if log.exists() else 0)


# A replica's session fires no triggers and checks no foreign keys: append-only tables empty too. Most tables
# and sequences were not touched by a test, and leaving those alone is what makes this quick.
CLEAR = """
SET LOCAL lock_timeout = '5s'; SET LOCAL session_replication_role = replica;
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
END $$
"""
TABLES = """
SELECT quote_ident(tablename) FROM pg_tables WHERE schemaname = 'public' AND tablename <> 'alembic_version'
"""
SEQUENCES = """
SELECT quote_ident(sequencename), last_value FROM pg_sequences
WHERE schemaname = 'public' AND last_value IS NOT NULL
"""


@dataclass(frozen=True, slots=True)
class Rows:
    """Each filled table's rows as text, and where each used sequence stands."""

    tables: dict[str, bytes]
    sequences: list[tuple[str, int]]


class PostgreSQLDatabase:
    """A database of the server that the test run started; its pictures are rows, which are few."""

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
        self.connection = psycopg.connect(self.address, autocommit=True)
        self.pictures: dict[str, Rows] = {}
        self.present = self.state = ""

    def keep(self, picture: str) -> None:
        filled = {}
        for (table,) in self.connection.execute(TABLES).fetchall():
            with self.connection.cursor().copy(f"COPY {table} TO STDOUT") as copy:
                rows = b"".join(bytes(piece) for piece in copy)
            if rows:
                filled[table] = rows
        self.pictures[picture] = Rows(filled, self.connection.execute(SEQUENCES).fetchall())
        self.present, self.state = picture, self._stamp()

    def bring(self, picture: str) -> None:
        if self.present == picture and self.untouched():
            return
        rows = self.pictures[picture]
        empty = self.present in self.pictures and not self.pictures[self.present].tables and self.untouched()
        with self.connection.transaction():
            self.connection.execute("SET LOCAL session_replication_role = replica" if empty else CLEAR)
            for table, content in rows.tables.items():
                with self.connection.cursor().copy(f"COPY {table} FROM STDIN") as copy:
                    copy.write(content)
            for name, value in rows.sequences:
                self.connection.execute("SELECT setval(%s, %s)", (name, value))
        self.present, self.state = picture, self._stamp()

    def untouched(self) -> bool:
        return self._stamp() == self.state

    def close(self) -> None:
        self.connection.close()
        with psycopg.connect(self.server, autocommit=True) as connection:
            name = sql.Identifier(self.database)
            connection.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(name))

    def _stamp(self) -> str:
        row = self.connection.execute("SELECT pg_current_wal_insert_lsn()::text").fetchone()
        return row[0] if row else ""
