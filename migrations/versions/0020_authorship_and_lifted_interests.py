"""Adds who owned a use before and which interests were lifted, and finds what a person wrote by person."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None

TABLES = ("use_owner", "interest_lift")
BY_PERSON = (
    ("answer_revision", "saved_by_id"),
    ("harm_revision", "saved_by_id"),
    ("listed_change", "saved_by_id"),
    ("duty_sheet_revision", "saved_by_id"),
    ("submission", "submitted_by_id"),
)


def _key(table: str, column: str, target: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{target}.id"], name=op.f(f"fk_{table}_{column}"))


def upgrade() -> None:
    op.create_table(
        "use_owner",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("use_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        _key("use_owner", "use_id", "use_case"),
        _key("use_owner", "person_id", "person"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_use_owner")),
    )
    op.create_index(op.f("ix_use_owner_use_id"), "use_owner", ["use_id"])
    op.create_index(op.f("ix_use_owner_person_id"), "use_owner", ["person_id"])
    op.create_table(
        "interest_lift",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("interest_id", sa.Integer(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("lifted_by_id", sa.Integer(), nullable=False),
        sa.Column("lifted_at", sa.DateTime(timezone=True), nullable=False),
        _key("interest_lift", "interest_id", "interest"),
        _key("interest_lift", "lifted_by_id", "person"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_interest_lift")),
        sa.UniqueConstraint("interest_id", name=op.f("uq_interest_lift_interest_id")),
    )
    for table, column in BY_PERSON:
        op.create_index(op.f(f"ix_{table}_{column}"), table, [column])
    # Who owned a use before is known where it is known now; answers and confirmations are the owner's words
    # and are read where they stand.
    op.execute(
        "INSERT INTO use_owner (use_id, person_id, since)"
        " SELECT id, owner_id, created_at FROM use_case WHERE owner_id IS NOT NULL ORDER BY id"
    )
    for table in TABLES:
        _only_added_to(table)


def _only_added_to(table: str) -> None:
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
    for table, column in reversed(BY_PERSON):
        op.drop_index(op.f(f"ix_{table}_{column}"), table_name=table)
    op.drop_table("interest_lift")
    op.drop_table("use_owner")
