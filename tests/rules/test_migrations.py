"""The migrations build exactly the tables of the models: columns, indexes and constraints."""

from __future__ import annotations

import flask_migrate
import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from flask import Flask
from sqlalchemy import CheckConstraint, Connection, inspect, text

from app.database import db
from tests.support.databases import ROOT, Database

pytestmark = pytest.mark.both_databases

SHADOWS = ("_data", "_idx", "_content", "_docsize", "_config")


def _search_tables(connection: Connection) -> set[str]:
    """The full-text index, on SQLite with the shadow tables that it keeps; models know none of it."""
    if connection.dialect.name != "sqlite":
        return {"entry_fts"}
    query = text("SELECT name FROM sqlite_master WHERE sql LIKE 'CREATE VIRTUAL TABLE%'")
    names = set(connection.execute(query).scalars())
    return names | {name + shadow for name in names for shadow in SHADOWS}


def test_models_equal_migrations(context: Flask, database: Database) -> None:
    with db.engine.connect() as connection:
        ignored = _search_tables(connection)
        options = {
            "compare_type": True,
            "compare_server_default": True,
            "include_name": lambda name, kind, _parents: kind != "table" or name not in ignored,
        }
        found = compare_metadata(MigrationContext.configure(connection, opts=options), db.metadata)
    assert found == [], f"on {database.name}"


def test_check_constraints_equal_those_of_the_models(context: Flask, database: Database) -> None:
    with db.engine.connect() as connection:
        inspector = inspect(connection)
        for table in db.metadata.sorted_tables:
            wanted = {str(c.name) for c in table.constraints if isinstance(c, CheckConstraint) and c.name}
            there = {str(c["name"]) for c in inspector.get_check_constraints(table.name)}
            assert there == wanted, f"{table.name} on {database.name}"


def test_primary_and_foreign_keys_equal_those_of_the_models(context: Flask, database: Database) -> None:
    with db.engine.connect() as connection:
        inspector = inspect(connection)
        for table in db.metadata.sorted_tables:
            primary = inspector.get_pk_constraint(table.name)["constrained_columns"]
            assert primary == [c.name for c in table.primary_key], table.name
            there = {
                (*k["constrained_columns"], k["referred_table"])
                for k in inspector.get_foreign_keys(table.name)
            }
            wanted = {
                (*[c.name for c in k.columns], k.referred_table.name) for k in table.foreign_key_constraints
            }
            assert there == wanted, f"{table.name} on {database.name}"


@pytest.mark.slow
def test_migrations_go_down_and_up_again(context: Flask, database: Database) -> None:
    folder = str(ROOT / "migrations")
    flask_migrate.downgrade(directory=folder, revision="base")
    db.session.remove()
    left = set(inspect(db.engine).get_table_names()) - {"alembic_version"}
    flask_migrate.upgrade(directory=folder)
    assert left == set()
