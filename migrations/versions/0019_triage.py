"""Adds triage: due dates, routes, reviewers, what members know; and the lasting interests of members."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None


def _key(table: str, column: str, target: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{target}.id"], name=op.f(f"fk_{table}_{column}"))


def _id(table: str) -> tuple[sa.Column[int], sa.PrimaryKeyConstraint]:
    column = sa.Column("id", sa.Integer(), nullable=False)
    return column, sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}"))


def upgrade() -> None:
    _triage()
    _assignments()
    _batches()
    _people()


def _triage() -> None:
    op.create_table(
        "review_triage",
        *_id("review_triage"),
        sa.Column("review_id", sa.Integer(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("route", sa.String(length=20), nullable=False),
        sa.Column("priority", sa.String(length=10), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("triaged_by_id", sa.Integer(), nullable=False),
        sa.Column("triaged_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        _key("review_triage", "review_id", "review"),
        _key("review_triage", "triaged_by_id", "person"),
        sa.UniqueConstraint("review_id", name=op.f("uq_review_triage_review_id")),
    )
    op.create_index(op.f("ix_review_triage_due_on"), "review_triage", ["due_on"])


def _assignments() -> None:
    op.create_table(
        "review_assignment",
        *_id("review_assignment"),
        sa.Column("review_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("lead", sa.Boolean(), nullable=False),
        sa.Column("assigned_by_id", sa.Integer(), nullable=False),
        sa.Column("assigned_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        _key("review_assignment", "review_id", "review"),
        _key("review_assignment", "person_id", "person"),
        _key("review_assignment", "assigned_by_id", "person"),
        sa.UniqueConstraint("review_id", "person_id", name=op.f("uq_review_assignment_review_id_person_id")),
    )
    op.create_index(op.f("ix_review_assignment_person_id"), "review_assignment", ["person_id"])


def _batches() -> None:
    op.create_table(
        "triage_batch",
        *_id("triage_batch"),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("actor_id", sa.Integer(), nullable=False),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("before", sa.Text(), nullable=False),
        sa.Column("undone_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("undone_by_id", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        _key("triage_batch", "organisation_id", "organisation"),
        _key("triage_batch", "actor_id", "person"),
        _key("triage_batch", "undone_by_id", "person"),
    )
    op.create_index(op.f("ix_triage_batch_organisation_id"), "triage_batch", ["organisation_id"])


def _people() -> None:
    op.create_table(
        "board_expertise",
        *_id("board_expertise"),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("tag", sa.String(length=40), nullable=False),
        _key("board_expertise", "organisation_id", "organisation"),
        _key("board_expertise", "person_id", "person"),
        sa.UniqueConstraint(
            "organisation_id",
            "person_id",
            "tag",
            name=op.f("uq_board_expertise_organisation_id_person_id_tag"),
        ),
    )
    op.create_index(op.f("ix_board_expertise_person_id"), "board_expertise", ["person_id"])
    op.create_table(
        "standing_interest",
        *_id("standing_interest"),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("category", sa.String(length=20), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("entered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        _key("standing_interest", "organisation_id", "organisation"),
        _key("standing_interest", "person_id", "person"),
    )
    op.create_index(op.f("ix_standing_interest_person_id"), "standing_interest", ["person_id"])
    op.create_table(
        "interests_confirmed",
        *_id("interests_confirmed"),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=False),
        _key("interests_confirmed", "organisation_id", "organisation"),
        _key("interests_confirmed", "person_id", "person"),
        sa.UniqueConstraint(
            "organisation_id", "person_id", name=op.f("uq_interests_confirmed_organisation_id_person_id")
        ),
    )
    op.create_index(op.f("ix_interests_confirmed_person_id"), "interests_confirmed", ["person_id"])


def downgrade() -> None:
    for table in (
        "interests_confirmed",
        "standing_interest",
        "board_expertise",
        "triage_batch",
        "review_assignment",
        "review_triage",
    ):
        op.drop_table(table)
