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

REFUSED = "audit_event needs a key"


def upgrade() -> None:
    op.add_column(
        "audit_event", sa.Column("key_id", sa.String(length=16), server_default="none", nullable=False)
    )
    _seal()
    _refuse_unkeyed()


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


def downgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        op.execute("DROP TRIGGER audit_event_keyed")
    else:
        op.execute("DROP TRIGGER audit_event_keyed ON audit_event")
        op.execute("DROP FUNCTION audit_event_keyed()")
    op.drop_column("audit_event", "key_id")
