"""Drafts of questionnaires, moves between versions, and the language in which a team reads."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0007"
branch_labels = None
depends_on = None


def _to_person(column: str, table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], ["person.id"], name=op.f(f"fk_{table}_{column}"))


def upgrade() -> None:
    op.add_column("assessment", sa.Column("language", sa.String(length=10), nullable=True))
    op.add_column("assessment", sa.Column("moved_at", sa.DateTime(timezone=True), nullable=True))
    op.create_table(
        "questionnaire_draft",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("filename", sa.String(length=200), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("mistakes", sa.Integer(), nullable=False),
        sa.Column("updated_by_id", sa.Integer(), nullable=True),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        _to_person("updated_by_id", "questionnaire_draft"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_questionnaire_draft")),
    )
    op.create_table(
        "questionnaire_move",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("assessment_id", sa.Integer(), nullable=False),
        sa.Column("from_version_id", sa.Integer(), nullable=False),
        sa.Column("to_version_id", sa.Integer(), nullable=False),
        sa.Column("report", sa.Text(), nullable=False),
        sa.Column("moved_by_id", sa.Integer(), nullable=True),
        sa.Column("moved_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["assessment_id"], ["assessment.id"], name=op.f("fk_questionnaire_move_assessment_id")
        ),
        sa.ForeignKeyConstraint(
            ["from_version_id"],
            ["questionnaire_version.id"],
            name=op.f("fk_questionnaire_move_from_version_id"),
        ),
        sa.ForeignKeyConstraint(
            ["to_version_id"], ["questionnaire_version.id"], name=op.f("fk_questionnaire_move_to_version_id")
        ),
        _to_person("moved_by_id", "questionnaire_move"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_questionnaire_move")),
    )
    op.create_index(op.f("ix_questionnaire_move_assessment_id"), "questionnaire_move", ["assessment_id"])
    op.create_table(
        "another_look",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("assessment_id", sa.Integer(), nullable=False),
        sa.Column("question_id", sa.String(length=60), nullable=False),
        sa.Column("reasons", sa.Text(), nullable=False),
        sa.Column("looked_by_id", sa.Integer(), nullable=True),
        sa.Column("looked_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["assessment_id"], ["assessment.id"], name=op.f("fk_another_look_assessment_id")
        ),
        _to_person("looked_by_id", "another_look"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_another_look")),
        sa.UniqueConstraint(
            "assessment_id", "question_id", name=op.f("uq_another_look_assessment_id_question_id")
        ),
    )


def downgrade() -> None:
    op.drop_table("another_look")
    op.drop_table("questionnaire_move")
    op.drop_table("questionnaire_draft")
    op.drop_column("assessment", "moved_at")
    op.drop_column("assessment", "language")
