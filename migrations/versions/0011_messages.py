"""Messages to people, the outbox that e-mails them, people's choices, and daily jobs done."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def _to(table: str, column: str, target: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{target}.id"], name=op.f(f"fk_{table}_{column}"))


def _moment(name: str, *, nullable: bool = False) -> sa.Column:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)


def upgrade() -> None:
    op.create_table(
        "mail",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("kind", sa.String(length=30), nullable=False),
        sa.Column("day", sa.Date(), nullable=True),
        sa.Column("address", sa.String(length=254), nullable=False),
        sa.Column("private", sa.Text(), nullable=True),
        sa.Column("reference", sa.String(length=40), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(length=300), nullable=False),
        _moment("queued_at"),
        _moment("due_at"),
        _moment("claimed_at", nullable=True),
        _moment("sent_at", nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        _to("mail", "organisation_id", "organisation"),
        _to("mail", "person_id", "person"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mail")),
        sa.UniqueConstraint("reference", name=op.f("uq_mail_reference")),
        sa.UniqueConstraint(
            "person_id", "organisation_id", "day", name=op.f("uq_mail_person_id_organisation_id_day")
        ),
    )
    op.create_index("ix_mail_due", "mail", ["state", "due_at"])
    op.create_index("ix_mail_of_organisation", "mail", ["organisation_id", "state", "id"])
    op.create_table(
        "message",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=30), nullable=False),
        sa.Column("key", sa.String(length=150), nullable=False),
        sa.Column("about", sa.String(length=300), nullable=False),
        sa.Column("endpoint", sa.String(length=100), nullable=False),
        sa.Column("arguments", sa.Text(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("by_mail", sa.String(length=10), nullable=False),
        sa.Column("mail_id", sa.Integer(), nullable=True),
        _moment("created_at"),
        _moment("read_at", nullable=True),
        _to("message", "organisation_id", "organisation"),
        _to("message", "person_id", "person"),
        _to("message", "mail_id", "mail"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_message")),
        sa.UniqueConstraint("person_id", "key", name=op.f("uq_message_person_id_key")),
    )
    op.create_index(op.f("ix_message_mail_id"), "message", ["mail_id"])
    op.create_index(op.f("ix_message_created_at"), "message", ["created_at"])
    op.create_index("ix_message_list", "message", ["person_id", "organisation_id", "read_at", "id"])
    op.create_index("ix_message_waiting", "message", ["by_mail", "mail_id"])
    op.create_table(
        "message_settings",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("choices", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        _to("message_settings", "person_id", "person"),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_message_settings")),
    )
    op.create_table(
        "job_done",
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        _moment("done_at"),
        sa.PrimaryKeyConstraint("name", "day", name=op.f("pk_job_done")),
    )


def downgrade() -> None:
    op.drop_table("job_done")
    op.drop_table("message_settings")
    op.drop_table("message")
    op.drop_table("mail")
