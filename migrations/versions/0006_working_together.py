"""Adds threads, assignments and the history of harms; the histories are only added to."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0008"
branch_labels = None
depends_on = None

HISTORY = ("assignment_revision", "harm_revision")


def _key(table: str, column: str, target: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{target}.id"], name=op.f(f"fk_{table}_{column}"))


def upgrade() -> None:
    _add_threads()
    _add_assignments()
    op.create_table(
        "harm_revision",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("harm_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("action", sa.String(length=10), nullable=False),
        sa.Column("facts", sa.Text(), nullable=False),
        sa.Column("saved_by_id", sa.Integer(), nullable=True),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        _key("harm_revision", "harm_id", "harm"),
        _key("harm_revision", "saved_by_id", "person"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_harm_revision")),
        sa.UniqueConstraint("harm_id", "number", name=op.f("uq_harm_revision_harm_id_number")),
    )
    _refuse_changes()


def _add_threads() -> None:
    op.create_table(
        "thread",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("assessment_id", sa.Integer(), nullable=False),
        sa.Column("question_id", sa.String(length=60), nullable=False),
        sa.Column("board_only", sa.Boolean(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("started_by_id", sa.Integer(), nullable=False),
        sa.Column("assignee_id", sa.Integer(), nullable=True),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("last_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        _key("thread", "assessment_id", "assessment"),
        _key("thread", "started_by_id", "person"),
        _key("thread", "assignee_id", "person"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_thread")),
    )
    op.create_index("ix_thread_of_question", "thread", ["assessment_id", "question_id"])
    op.create_index(op.f("ix_thread_assignee_id"), "thread", ["assignee_id"])
    op.create_table(
        "thread_post",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("thread_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("author_id", sa.Integer(), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        _key("thread_post", "thread_id", "thread"),
        _key("thread_post", "person_id", "person"),
        _key("thread_post", "author_id", "person"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_thread_post")),
    )
    op.create_index(op.f("ix_thread_post_thread_id"), "thread_post", ["thread_id"])
    op.create_table(
        "thread_mention",
        sa.Column("post_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        _key("thread_mention", "post_id", "thread_post"),
        _key("thread_mention", "person_id", "person"),
        sa.PrimaryKeyConstraint("post_id", "person_id", name=op.f("pk_thread_mention")),
    )
    op.create_index(op.f("ix_thread_mention_person_id"), "thread_mention", ["person_id"])


def _add_assignments() -> None:
    op.create_table(
        "assignment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("assessment_id", sa.Integer(), nullable=False),
        sa.Column("target", sa.String(length=10), nullable=False),
        sa.Column("target_id", sa.String(length=60), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        _key("assignment", "assessment_id", "assessment"),
        _key("assignment", "person_id", "person"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_assignment")),
        sa.UniqueConstraint(
            "assessment_id", "target", "target_id", name=op.f("uq_assignment_assessment_id_target_target_id")
        ),
    )
    op.create_index(op.f("ix_assignment_person_id"), "assignment", ["person_id"])
    op.create_table(
        "assignment_revision",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("assessment_id", sa.Integer(), nullable=False),
        sa.Column("target", sa.String(length=10), nullable=False),
        sa.Column("target_id", sa.String(length=60), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("person_before_id", sa.Integer(), nullable=True),
        sa.Column("due_before", sa.Date(), nullable=True),
        sa.Column("saved_by_id", sa.Integer(), nullable=True),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        _key("assignment_revision", "assessment_id", "assessment"),
        _key("assignment_revision", "person_id", "person"),
        _key("assignment_revision", "person_before_id", "person"),
        _key("assignment_revision", "saved_by_id", "person"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_assignment_revision")),
    )
    op.create_index(op.f("ix_assignment_revision_assessment_id"), "assignment_revision", ["assessment_id"])


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
        "harm_revision",
        "assignment_revision",
        "assignment",
        "thread_mention",
        "thread_post",
        "thread",
    ):
        op.drop_table(table)
