"""What each reviewer says of each part of a submission, which is only added to, and their own notes."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def _columns(table: str) -> list[sa.Column | sa.ForeignKeyConstraint | sa.PrimaryKeyConstraint]:
    """What both tables begin with: whose words, on what."""
    return [
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("review_id", sa.Integer(), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("target_id", sa.String(length=60), nullable=False),
        sa.ForeignKeyConstraint(["review_id"], ["review.id"], name=op.f(f"fk_{table}_review_id")),
        sa.ForeignKeyConstraint(["author_id"], ["person.id"], name=op.f(f"fk_{table}_author_id")),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
    ]


def upgrade() -> None:
    key = ("review_id", "author_id", "kind", "target_id")
    op.create_table(
        "verdict",
        *_columns("verdict"),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=20), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("condition", sa.Text(), nullable=False),
        sa.Column("batch", sa.String(length=64), nullable=False),
        sa.Column("said_at", sa.DateTime(timezone=True), nullable=False),
        sa.UniqueConstraint(
            *key, "number", name=op.f("uq_verdict_review_id_author_id_kind_target_id_number")
        ),
    )
    op.create_table(
        "reviewer_note",
        *_columns("reviewer_note"),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("shared", sa.Boolean(), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.UniqueConstraint(*key, name=op.f("uq_reviewer_note_review_id_author_id_kind_target_id")),
    )
    if op.get_bind().dialect.name == "sqlite":
        for change in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER verdict_no_{change.lower()} BEFORE {change} ON verdict "
                "BEGIN SELECT RAISE(ABORT, 'verdict is only ever added to'); END"
            )
    else:
        op.execute(
            "CREATE TRIGGER verdict_only_added_to BEFORE UPDATE OR DELETE OR TRUNCATE ON verdict "
            "FOR EACH STATEMENT EXECUTE FUNCTION only_added_to()"
        )


def downgrade() -> None:
    op.drop_table("reviewer_note")
    op.drop_table("verdict")
