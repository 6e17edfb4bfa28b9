"""When a use is looked at again, what went wrong with it, and its pauses."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

HISTORY = ("confirmation", "new_round", "incident_step")


def _id() -> sa.Column:
    return sa.Column("id", sa.Integer(), nullable=False)


def _whole(name: str, *, nullable: bool = False) -> sa.Column:
    return sa.Column(name, sa.Integer(), nullable=nullable)


def _text(name: str, length: int | None = None) -> sa.Column:
    return sa.Column(name, sa.String(length=length) if length else sa.Text(), nullable=False)


def _moment(name: str, *, nullable: bool = False) -> sa.Column:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)


def _to(table: str, column: str, target: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{target}.id"], name=op.f(f"fk_{table}_{column}"))


def _key(table: str, column: str = "id") -> sa.PrimaryKeyConstraint:
    return sa.PrimaryKeyConstraint(column, name=op.f(f"pk_{table}"))


def upgrade() -> None:
    op.add_column("use_case", _moment("paused_at", nullable=True))
    op.add_column("assessment", _moment("reopened_at", nullable=True))
    _said_by_the_owner("confirmation", "statements", "confirmed", _text("post", 200))
    _said_by_the_owner("new_round", "kinds", "opened")
    _triggers()
    _incidents()
    _around_incidents()
    _refuse_changes()


def _said_by_the_owner(table: str, codes: str, verb: str, *more: sa.Column) -> None:
    op.create_table(
        table,
        _id(),
        _whole("use_id"),
        _text(codes),
        _text("words"),
        *more,
        _whole(f"{verb}_by_id"),
        _moment(f"{verb}_at"),
        _to(table, "use_id", "use_case"),
        _to(table, f"{verb}_by_id", "person"),
        _key(table),
    )
    op.create_index(op.f(f"ix_{table}_use_id"), table, ["use_id"])


def _triggers() -> None:
    table = "review_trigger"
    op.create_table(
        table,
        _id(),
        _whole("organisation_id"),
        _whole("use_id"),
        _text("kind", 30),
        _text("source", 60),
        _text("detail"),
        _text("state", 20),
        _moment("raised_at"),
        _whole("raised_by_id", nullable=True),
        sa.Column("due_on", sa.Date(), nullable=False),
        _moment("settled_at", nullable=True),
        _whole("settled_by_id", nullable=True),
        _text("settled_words"),
        _whole("confirmation_id", nullable=True),
        _whole("round_id", nullable=True),
        _whole("version"),
        _to(table, "organisation_id", "organisation"),
        _to(table, "use_id", "use_case"),
        _to(table, "raised_by_id", "person"),
        _to(table, "settled_by_id", "person"),
        _to(table, "confirmation_id", "confirmation"),
        _to(table, "round_id", "new_round"),
        _key(table),
    )
    op.create_index(op.f("ix_review_trigger_use_id"), table, ["use_id"])
    op.create_index("ix_review_trigger_due", table, ["organisation_id", "state", "due_on"])
    _unique_while("uq_review_trigger_open", table, ["use_id", "kind", "source"], "state = 'raised'")


def _unique_while(name: str, table: str, columns: list[str], condition: str) -> None:
    where = sa.text(condition)
    op.create_index(name, table, columns, unique=True, sqlite_where=where, postgresql_where=where)


def _incidents() -> None:
    table = "incident"
    op.create_table(
        table,
        _id(),
        _whole("organisation_id"),
        _whole("use_id", nullable=True),
        _text("reference", 12),
        _text("state", 20),
        _text("language", 2),
        _moment("reported_at"),
        _whole("reported_by_id", nullable=True),
        _text("happened"),
        _text("happened_on", 200),
        _text("affected_who"),
        _text("affected", 10),
        _text("harm", 10),
        _text("severity", 10),
        _whole("triaged_by_id", nullable=True),
        _moment("triaged_at", nullable=True),
        _whole("closed_by_id", nullable=True),
        _moment("closed_at", nullable=True),
        _whole("duplicate_of_id", nullable=True),
        _text("reason"),
        _text("done"),
        _text("learnt"),
        _text("published", 5),
        _text("summary"),
        _text("withheld_because"),
        _whole("version"),
        _to(table, "organisation_id", "organisation"),
        _to(table, "use_id", "use_case"),
        _to(table, "reported_by_id", "person"),
        _to(table, "triaged_by_id", "person"),
        _to(table, "closed_by_id", "person"),
        _to(table, "duplicate_of_id", "incident"),
        _key(table),
        sa.UniqueConstraint("reference", name=op.f("uq_incident_reference")),
    )
    op.create_index(op.f("ix_incident_use_id"), table, ["use_id"])
    op.create_index(op.f("ix_incident_reported_by_id"), table, ["reported_by_id"])
    op.create_index("ix_incident_list", table, ["organisation_id", "state", "reported_at"])


def _around_incidents() -> None:
    op.create_table(
        "incident_private",
        _whole("incident_id"),
        _text("contact", 500),
        _text("peer_hash", 64),
        _moment("at"),
        _to("incident_private", "incident_id", "incident"),
        _key("incident_private", "incident_id"),
    )
    op.create_index("ix_incident_private_peer", "incident_private", ["peer_hash", "at"])
    op.create_table(
        "incident_step",
        _id(),
        _whole("incident_id"),
        _text("action", 20),
        _text("note"),
        _whole("by_id", nullable=True),
        _moment("at"),
        _to("incident_step", "incident_id", "incident"),
        _to("incident_step", "by_id", "person"),
        _key("incident_step"),
    )
    op.create_index(op.f("ix_incident_step_incident_id"), "incident_step", ["incident_id"])
    op.create_table(
        "use_pause",
        _id(),
        _whole("use_id"),
        _text("reason"),
        _moment("paused_at"),
        _whole("paused_by_id"),
        _moment("lifted_at", nullable=True),
        _whole("lifted_by_id", nullable=True),
        _text("lifted_reason"),
        _whole("version"),
        _to("use_pause", "use_id", "use_case"),
        _to("use_pause", "paused_by_id", "person"),
        _to("use_pause", "lifted_by_id", "person"),
        _key("use_pause"),
    )
    op.create_index(op.f("ix_use_pause_use_id"), "use_pause", ["use_id"])
    _unique_while("uq_use_pause_now", "use_pause", ["use_id"], "lifted_at IS NULL")


def _refuse_changes() -> None:
    """As in the second migration: nobody alters or removes history."""
    for table in HISTORY:
        if op.get_bind().dialect.name == "sqlite":
            for change in ("UPDATE", "DELETE"):
                op.execute(
                    f"CREATE TRIGGER {table}_no_{change.lower()} BEFORE {change} ON {table} "
                    f"BEGIN SELECT RAISE(ABORT, '{table} is only ever added to'); END"
                )
        else:
            op.execute(
                f"CREATE TRIGGER {table}_only_added_to BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
                "FOR EACH STATEMENT EXECUTE FUNCTION only_added_to()"
            )


def downgrade() -> None:
    for table in (
        "use_pause",
        "incident_step",
        "incident_private",
        "incident",
        "review_trigger",
        "new_round",
        "confirmation",
    ):
        op.drop_table(table)
    op.drop_column("assessment", "reopened_at")
    op.drop_column("use_case", "paused_at")
