"""Adds the history of lens marks, trade-off cards, their options, and voices; it is only added to.

Rows that are there get one entry: what they say now, with who made the last change and when, as the audit
knows it. What they said before that was never kept.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

TABLE = "listed_change"
WAS_JSON = ("principles", "scores")
FACTS = {
    "lens_mark": "lens dimension effect directness who text evidence accepted_reason is_public",
    "trade_off_card": (
        "title principles tension gains losses heard reason signed_by review_on public_summary is_public"
    ),
    "trade_off_option": "title description do_nothing scores",
    "no_tension": "reason",
    "voice": "who how_many heard_on how said changed response is_public",
}
NAMED = {
    "lens_mark": ("harm", "SELECT title FROM harm WHERE id = t.harm_id"),
    "trade_off_card": (
        "chosen",
        "SELECT max(title) FROM trade_off_option o"
        " WHERE o.card_id = t.id AND o.is_chosen AND o.removed_at IS NULL",
    ),
    "trade_off_option": ("card", "SELECT title FROM trade_off_card WHERE id = t.card_id"),
}


def _key(column: str, target: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{target}.id"], name=op.f(f"fk_{TABLE}_{column}"))


def upgrade() -> None:
    table = op.create_table(
        TABLE,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("assessment_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("row_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("action", sa.String(length=10), nullable=False),
        sa.Column("facts", sa.Text(), nullable=False),
        sa.Column("saved_by_id", sa.Integer(), nullable=True),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        _key("assessment_id", "assessment"),
        _key("saved_by_id", "person"),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{TABLE}")),
        sa.UniqueConstraint("kind", "row_id", "number", name=op.f(f"uq_{TABLE}_kind_row_id_number")),
    )
    op.create_index(op.f(f"ix_{TABLE}_assessment_id"), TABLE, ["assessment_id"])
    found = [entry for kind in FACTS for entry in _entries(kind)]
    if found:
        op.bulk_insert(table, found)
    _only_added_to()


def _entries(kind: str) -> Iterator[dict[str, Any]]:
    """What each row says now, as its last audit event left it; without an event there is no entry."""
    names = FACTS[kind].split()
    columns = [sa.literal_column(f"t.{name}").label(name) for name in names]
    if kind in NAMED:
        name, inner = NAMED[kind]
        columns.append(sa.literal_column(f"({inner})").label(name))
        names.append(name)
    owner = "t.assessment_id"
    if kind == "trade_off_option":
        owner = "(SELECT assessment_id FROM trade_off_card WHERE id = t.card_id)"
    last = (
        "e.sequence = (SELECT max(sequence) FROM audit_event"
        f" WHERE subject_type = '{kind}' AND subject_id = CAST(t.id AS VARCHAR))"
    )
    event = sa.table(
        "audit_event",
        sa.column("sequence"),
        sa.column("at", sa.DateTime(timezone=True)),
        sa.column("actor_id"),
        sa.column("action"),
    ).alias("e")
    rows = sa.table(kind, sa.column("id")).alias("t")
    query = (
        sa.select(rows.c.id, sa.literal_column(owner).label("owner"), event.c.at, event.c.actor_id)
        .add_columns(event.c.action, *columns)
        .join_from(rows, event, sa.text(last))
        .order_by(rows.c.id)
    )
    for row in op.get_bind().execute(query).mappings():
        yield {
            "assessment_id": row["owner"],
            "kind": kind,
            "row_id": row["id"],
            "number": 1,
            "action": row["action"].partition(".")[2],
            "facts": json.dumps(
                {name: _fact(name, row[name]) for name in names}, ensure_ascii=False, separators=(",", ":")
            ),
            "saved_by_id": row["actor_id"],
            "saved_at": row["at"],
        }


def _fact(name: str, value: Any) -> Any:
    if name in WAS_JSON:
        return json.loads(value)
    if name in ("is_public", "do_nothing"):
        return bool(value)
    if name in ("harm", "chosen", "card"):
        return value or ""
    return str(value) if name in ("heard_on", "review_on") and value is not None else value


def _only_added_to() -> None:
    if op.get_bind().dialect.name == "sqlite":
        for change in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER {TABLE}_no_{change.lower()} BEFORE {change} ON {TABLE} "
                f"BEGIN SELECT RAISE(ABORT, '{TABLE} is only ever added to'); END"
            )
    else:
        op.execute(
            f"CREATE TRIGGER {TABLE}_only_added_to BEFORE UPDATE OR DELETE OR TRUNCATE ON {TABLE} "
            "FOR EACH STATEMENT EXECUTE FUNCTION only_added_to()"
        )


def downgrade() -> None:
    op.drop_table(TABLE)
