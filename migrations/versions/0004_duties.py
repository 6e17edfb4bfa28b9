"""Adds legal duties: where and what an organisation is, and sheets of answers whose history is only added to."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

HISTORY = "duty_sheet_revision"


def upgrade() -> None:
    # Plain ADD COLUMN: a batch would rebuild a table that others point to.
    for name, default in (("nation", "england"), ("body_kind", "council")):
        op.add_column(
            "organisation", sa.Column(name, sa.String(length=30), nullable=False, server_default=default)
        )
    op.create_table(
        "duty_sheet",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("assessment_id", sa.Integer(), nullable=False),
        sa.Column("page", sa.String(length=60), nullable=False),
        sa.Column("answers", sa.Text(), nullable=False),
        sa.Column("not_applicable", sa.Text(), nullable=False),
        sa.Column("saved_by_id", sa.Integer(), nullable=True),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["assessment_id"], ["assessment.id"], name=op.f("fk_duty_sheet_assessment_id")
        ),
        sa.ForeignKeyConstraint(["saved_by_id"], ["person.id"], name=op.f("fk_duty_sheet_saved_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_duty_sheet")),
        sa.UniqueConstraint("assessment_id", "page", name=op.f("uq_duty_sheet_assessment_id_page")),
    )
    op.create_table(
        HISTORY,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("sheet_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("answers", sa.Text(), nullable=False),
        sa.Column("not_applicable", sa.Text(), nullable=False),
        sa.Column("saved_by_id", sa.Integer(), nullable=True),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["saved_by_id"], ["person.id"], name=op.f("fk_duty_sheet_revision_saved_by_id")
        ),
        sa.ForeignKeyConstraint(
            ["sheet_id"], ["duty_sheet.id"], name=op.f("fk_duty_sheet_revision_sheet_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_duty_sheet_revision")),
        sa.UniqueConstraint("sheet_id", "number", name=op.f("uq_duty_sheet_revision_sheet_id_number")),
    )
    _refuse_changes()


def _refuse_changes() -> None:
    if op.get_bind().dialect.name == "sqlite":
        for change in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER {HISTORY}_no_{change.lower()} BEFORE {change} ON {HISTORY} "
                f"BEGIN SELECT RAISE(ABORT, '{HISTORY} is only ever added to'); END"
            )
        return
    op.execute(
        f"CREATE TRIGGER {HISTORY}_only_added_to BEFORE UPDATE OR DELETE OR TRUNCATE ON {HISTORY} "
        "FOR EACH STATEMENT EXECUTE FUNCTION only_added_to()"
    )


def downgrade() -> None:
    op.drop_table(HISTORY)  # its triggers go with it
    op.drop_table("duty_sheet")
    for name in ("body_kind", "nation"):
        op.drop_column("organisation", name)
