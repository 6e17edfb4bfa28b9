"""Evidence files, the uses that show them, and where taken-over answers came from."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "evidence_file",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("filename", sa.String(length=200), nullable=False),
        sa.Column("media_type", sa.String(length=100), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("checksum", sa.String(length=64), nullable=False),
        sa.Column("uploaded_by_id", sa.Integer(), nullable=True),
        sa.Column("uploaded_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_evidence_file_organisation_id")
        ),
        sa.ForeignKeyConstraint(
            ["uploaded_by_id"], ["person.id"], name=op.f("fk_evidence_file_uploaded_by_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_evidence_file")),
    )
    op.create_index(op.f("ix_evidence_file_checksum"), "evidence_file", ["checksum"])
    op.create_index(op.f("ix_evidence_file_organisation_id"), "evidence_file", ["organisation_id"])
    op.create_table(
        "evidence_use",
        sa.Column("file_id", sa.Integer(), nullable=False),
        sa.Column("use_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["file_id"], ["evidence_file.id"], name=op.f("fk_evidence_use_file_id")),
        sa.ForeignKeyConstraint(["use_id"], ["use_case.id"], name=op.f("fk_evidence_use_use_id")),
        sa.PrimaryKeyConstraint("file_id", "use_id", name=op.f("pk_evidence_use")),
    )
    op.create_index(op.f("ix_evidence_use_use_id"), "evidence_use", ["use_id"])
    op.create_table(
        "answer_reuse",
        sa.Column("answer_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("source_use_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["answer_id"], ["answer.id"], name=op.f("fk_answer_reuse_answer_id")),
        sa.ForeignKeyConstraint(
            ["source_use_id"], ["use_case.id"], name=op.f("fk_answer_reuse_source_use_id")
        ),
        sa.PrimaryKeyConstraint("answer_id", "number", name=op.f("pk_answer_reuse")),
    )
    op.create_index(op.f("ix_answer_reuse_source_use_id"), "answer_reuse", ["source_use_id"])


def downgrade() -> None:
    op.drop_table("answer_reuse")
    op.drop_table("evidence_use")
    op.drop_table("evidence_file")
