"""Runs Alembic against the application's own engine, so that pragmas and settings are the same."""

from __future__ import annotations

from typing import Any

from alembic import context
from flask import current_app
from sqlalchemy.types import TypeDecorator

from app.database import Base, db

SEARCH_PREFIX = "entry_fts"  # SQLite's full-text index and its shadow tables, made by hand in a migration


def include_object(item: object, name: str | None, kind: str, _reflected: bool, _other: object) -> bool:
    """Leaves out what no model describes: the full-text index."""
    return not (name or "").startswith(SEARCH_PREFIX)


def render_item(kind: str, item: Any, _context: object) -> str | bool:
    """Writes our own column types as the plain ones beneath, so that old migrations stand alone."""
    if kind == "type" and isinstance(item, TypeDecorator):
        return f"sa.{item.impl_instance!r}"
    return False


def run() -> None:
    arguments = dict(current_app.extensions["migrate"].configure_args)
    with db.engine.connect() as connection:
        context.configure(
            connection=connection,
            target_metadata=Base.metadata,
            include_object=include_object,
            render_item=render_item,
            **arguments,
        )
        with context.begin_transaction():
            context.run_migrations()
        connection.commit()


run()
