"""Summaries of assessments, areas of uses, uploaded archives that wait for a yes.

Summaries of older assessments are written by `flask portfolio summarise`; until then they are worked out
when they are read.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "assessment_summary",
        sa.Column("assessment_id", sa.Integer(), nullable=False),
        sa.Column("level_lowest", sa.String(length=10), nullable=False),
        sa.Column("level_highest", sa.String(length=10), nullable=False),
        sa.Column("level_settled", sa.Boolean(), nullable=False),
        sa.Column("red_flags", sa.Integer(), nullable=False),
        sa.Column("unknowns", sa.Integer(), nullable=False),
        sa.Column("dealt_with", sa.Integer(), nullable=False),
        sa.Column("asked", sa.Integer(), nullable=False),
        sa.Column("harms", sa.Integer(), nullable=False),
        sa.Column("unguarded", sa.Integer(), nullable=False),
        sa.Column("groups", sa.Text(), nullable=False),
        sa.Column("groups_unknown", sa.Boolean(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["assessment_id"], ["assessment.id"], name=op.f("fk_assessment_summary_assessment_id")
        ),
        sa.PrimaryKeyConstraint("assessment_id", name=op.f("pk_assessment_summary")),
    )
    op.create_table(
        "use_area",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("use_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.Column("folded", sa.String(length=100), nullable=False),
        sa.ForeignKeyConstraint(["use_id"], ["use_case.id"], name=op.f("fk_use_area_use_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_use_area")),
        sa.UniqueConstraint("use_id", "folded", name=op.f("uq_use_area_use_id_folded")),
    )
    op.create_index(op.f("ix_use_area_folded"), "use_area", ["folded"])
    op.create_table(
        "held_archive",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("content_hash", sa.String(length=64), nullable=False),
        sa.Column("held_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("use_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_held_archive_organisation_id")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_held_archive_person_id")),
        sa.ForeignKeyConstraint(["use_id"], ["use_case.id"], name=op.f("fk_held_archive_use_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_held_archive")),
    )
    op.create_index(op.f("ix_held_archive_person_id"), "held_archive", ["person_id"])


def downgrade() -> None:
    op.drop_table("held_archive")
    op.drop_table("use_area")
    op.drop_table("assessment_summary")
