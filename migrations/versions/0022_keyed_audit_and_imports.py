"""Keys the chain of audit events, seals what is there, and adds how an import is remembered."""

from __future__ import annotations

import hashlib
import hmac
import json
from datetime import UTC, datetime

import sqlalchemy as sa
from alembic import op
from flask import current_app

revision = "0022"
down_revision = "0020"
branch_labels = None
depends_on = None

ADDED_TO = ("use_import", "imported_fact")
REFUSED = "audit_event needs a key"


def upgrade() -> None:
    op.add_column(
        "audit_event", sa.Column("key_id", sa.String(length=16), server_default="none", nullable=False)
    )
    _seal()
    _refuse_unkeyed()
    _imports()


def _seal() -> None:
    """Adds a keyed event to a chain from before there were keys: its hash covers all of them."""
    connection = op.get_bind()
    last = connection.execute(
        sa.text("SELECT sequence, hash FROM audit_event ORDER BY sequence DESC LIMIT 1")
    ).first()
    if last is None:
        return
    key = current_app.extensions["candour"].audit_keys[0]
    key_id = _keyed(key, "key id")[:16]
    now = datetime.now(UTC)
    number = last.sequence + 1
    parts = [number, now.isoformat(), None, None, "audit.keyed", "audit", str(last.sequence), {}, last.hash]
    event = sa.table(
        "audit_event",
        sa.column("sequence", sa.Integer),
        sa.column("at", sa.DateTime(timezone=True)),
        *(sa.column(name, sa.String) for name in ("action", "subject_type", "subject_id", "details")),
        *(sa.column(name, sa.String) for name in ("previous_hash", "hash", "key_id")),
    )
    op.execute(
        event.insert().values(
            sequence=number,
            at=now,
            action="audit.keyed",
            subject_type="audit",
            subject_id=str(last.sequence),
            details="{}",
            previous_hash=last.hash,
            hash=_keyed(key, [*parts, key_id]),
            key_id=key_id,
        )
    )


def _keyed(key: bytes, value: object) -> str:
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    return hmac.new(key, text.encode(), hashlib.sha256).hexdigest()


def _refuse_unkeyed() -> None:
    """A process that still runs the code from before gets an error, and breaks no chain."""
    if op.get_bind().dialect.name == "sqlite":
        op.execute(
            "CREATE TRIGGER audit_event_keyed BEFORE INSERT ON audit_event WHEN NEW.key_id = 'none' "
            f"BEGIN SELECT RAISE(ABORT, '{REFUSED}'); END"
        )
        return
    op.execute(
        "CREATE FUNCTION audit_event_keyed() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{REFUSED}'; END $$"
    )
    op.execute(
        "CREATE TRIGGER audit_event_keyed BEFORE INSERT ON audit_event "
        "FOR EACH ROW WHEN (NEW.key_id = 'none') EXECUTE FUNCTION audit_event_keyed()"
    )


def _imports() -> None:
    op.create_table(
        "use_import",
        sa.Column("use_id", sa.Integer(), nullable=False),
        sa.Column("imported_by_id", sa.Integer(), nullable=False),
        sa.Column("imported_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("archive_hash", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["use_id"], ["use_case.id"], name=op.f("fk_use_import_use_id")),
        sa.ForeignKeyConstraint(["imported_by_id"], ["person.id"], name=op.f("fk_use_import_imported_by_id")),
        sa.PrimaryKeyConstraint("use_id", name=op.f("pk_use_import")),
    )
    op.create_table(
        "imported_fact",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("use_id", sa.Integer(), nullable=False),
        sa.Column("table_name", sa.String(length=40), nullable=False),
        sa.Column("row_id", sa.Integer(), nullable=False),
        sa.Column("field", sa.String(length=60), nullable=False),
        sa.Column("said", sa.String(length=254), nullable=False),
        sa.ForeignKeyConstraint(["use_id"], ["use_import.use_id"], name=op.f("fk_imported_fact_use_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_imported_fact")),
        sa.UniqueConstraint(
            "table_name",
            "row_id",
            "field",
            "use_id",
            name=op.f("uq_imported_fact_table_name_row_id_field_use_id"),
        ),
    )
    op.create_index(op.f("ix_imported_fact_use_id"), "imported_fact", ["use_id"])
    # Of earlier imports the audit knows by whom and when; what was matched to accounts then stays.
    op.execute(
        "INSERT INTO use_import (use_id, imported_by_id, imported_at, archive_hash) "
        "SELECT use_case.id, event.actor_id, event.at, '' FROM audit_event AS event "
        "JOIN use_case ON CAST(use_case.id AS VARCHAR(40)) = event.subject_id "
        "WHERE event.action = 'use.imported' AND event.subject_type = 'use' AND event.actor_id IS NOT NULL"
    )
    op.add_column("use_case", sa.Column("imported_at", sa.DateTime(timezone=True), nullable=True))
    op.execute(
        "UPDATE use_case SET imported_at = "
        "(SELECT imported_at FROM use_import WHERE use_import.use_id = use_case.id)"
    )
    for table in ADDED_TO:
        _only_add_to(table)


def _only_add_to(table: str) -> None:
    """Triggers as on the other histories; PostgreSQL has their function from migration 0002."""
    if op.get_bind().dialect.name == "sqlite":
        for change in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER {table}_no_{change.lower()} BEFORE {change} ON {table} "
                f"BEGIN SELECT RAISE(ABORT, '{table} is only ever added to'); END"
            )
        return
    op.execute(
        f"CREATE TRIGGER {table}_only_added_to BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
        "FOR EACH STATEMENT EXECUTE FUNCTION only_added_to()"
    )


def downgrade() -> None:
    op.drop_column("use_case", "imported_at")
    for table in reversed(ADDED_TO):
        op.drop_table(table)
    if op.get_bind().dialect.name == "sqlite":
        op.execute("DROP TRIGGER audit_event_keyed")
    else:
        op.execute("DROP TRIGGER audit_event_keyed ON audit_event")
        op.execute("DROP FUNCTION audit_event_keyed()")
    op.drop_column("audit_event", "key_id")
