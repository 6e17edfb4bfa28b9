"""Takes a picture of a test database and brings it back, so that many tests share what was costly to make."""

from __future__ import annotations

import shutil
from typing import Protocol

import psycopg

from tests.support.databases import Database, PostgreSQLDatabase, SQLiteDatabase


class Snapshot(Protocol):
    """The rows of a database at one moment."""

    def restore(self) -> None:
        """Brings them back; nobody may be connected to a SQLite file meanwhile."""


class SQLiteSnapshot:
    """A copy of the file."""

    def __init__(self, database: SQLiteDatabase) -> None:
        self.database = database
        self.copy = database.folder / "snapshot.sqlite"
        shutil.copyfile(database.file, self.copy)

    def restore(self) -> None:
        for suffix in ("-wal", "-shm", "-journal"):
            self.database.file.with_name(self.database.file.name + suffix).unlink(missing_ok=True)
        shutil.copyfile(self.copy, self.database.file)


class PostgreSQLSnapshot:
    """Every table's rows as text, and where its sequences stand."""

    def __init__(self, database: PostgreSQLDatabase) -> None:
        self.address = database.address
        self.rows: dict[str, bytes] = {}
        with psycopg.connect(self.address) as connection:
            found = connection.execute(
                "SELECT quote_ident(tablename) FROM pg_tables WHERE schemaname = 'public'"
                " AND tablename <> 'alembic_version'"
            ).fetchall()
            for (table,) in found:
                with connection.cursor().copy(f"COPY {table} TO STDOUT") as copy:
                    self.rows[table] = b"".join(bytes(piece) for piece in copy)
            self.sequences = connection.execute(
                "SELECT quote_ident(sequencename), coalesce(last_value, start_value), last_value IS NOT NULL"
                " FROM pg_sequences WHERE schemaname = 'public'"
            ).fetchall()

    def restore(self) -> None:
        with psycopg.connect(self.address) as connection:
            # A replica's session fires no triggers and checks no foreign keys: append-only tables empty too.
            connection.execute("SET LOCAL session_replication_role = replica")
            connection.execute(";".join(f"DELETE FROM {table}" for table in self.rows))
            for table, rows in self.rows.items():
                if rows:
                    with connection.cursor().copy(f"COPY {table} FROM STDIN") as copy:
                        copy.write(rows)
            for name, value, called in self.sequences:
                connection.execute("SELECT setval(%s, %s, %s)", (name, value, called))


def take_snapshot(database: Database) -> Snapshot:
    """A picture of the database as it is now."""
    if isinstance(database, PostgreSQLDatabase):
        return PostgreSQLSnapshot(database)
    if isinstance(database, SQLiteDatabase):
        return SQLiteSnapshot(database)
    raise TypeError(f"No picture of {database!r} can be taken.")
