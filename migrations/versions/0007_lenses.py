"""Adds the four lenses, trade-off cards and voices, and what each safeguard claims to take off a risk."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

CLAIMS = {"severity_steps": sa.Integer(), "likelihood_steps": sa.Integer(), "evidence": sa.Text()}


def _key(table: str, column: str, target: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{target}.id"], name=op.f(f"fk_{table}_{column}"))


def _listed(table: str, *columns: sa.SchemaItem) -> None:
    """A table of rows that a team lists in an assessment."""
    op.create_table(
        table,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("assessment_id", sa.Integer(), nullable=False),
        sa.Column("removed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        *columns,
        _key(table, "assessment_id", "assessment"),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
    )
    op.create_index(op.f(f"ix_{table}_assessment_id"), table, ["assessment_id"])


def upgrade() -> None:
    _listed(
        "lens_mark",
        sa.Column("lens", sa.String(length=30), nullable=False),
        sa.Column("dimension", sa.String(length=40), nullable=False),
        sa.Column("effect", sa.String(length=10), nullable=False),
        sa.Column("directness", sa.String(length=10), nullable=False),
        sa.Column("who", sa.String(length=500), nullable=False),
        sa.Column("text", sa.String(length=1000), nullable=False),
        sa.Column("evidence", sa.Text(), nullable=False),
        sa.Column("harm_id", sa.Integer(), nullable=True),
        sa.Column("accepted_reason", sa.Text(), nullable=False),
        sa.Column("is_public", sa.Boolean(), nullable=False),
        _key("lens_mark", "harm_id", "harm"),
    )
    _listed(
        "voice",
        sa.Column("who", sa.String(length=300), nullable=False),
        sa.Column("how_many", sa.Integer(), nullable=True),
        sa.Column("heard_on", sa.Date(), nullable=True),
        sa.Column("how", sa.String(length=20), nullable=False),
        sa.Column("said", sa.Text(), nullable=False),
        sa.Column("changed", sa.String(length=10), nullable=False),
        sa.Column("response", sa.Text(), nullable=False),
        sa.Column("is_public", sa.Boolean(), nullable=False),
    )
    _listed("no_tension", sa.Column("reason", sa.Text(), nullable=False))
    _add_cards()
    _add_claims()


def _add_cards() -> None:
    _listed(
        "trade_off_card",
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("principles", sa.Text(), nullable=False),
        sa.Column("tension", sa.Text(), nullable=False),
        sa.Column("gains", sa.Text(), nullable=False),
        sa.Column("losses", sa.Text(), nullable=False),
        sa.Column("heard", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("signed_by", sa.String(length=200), nullable=False),
        sa.Column("review_on", sa.Date(), nullable=True),
        sa.Column("public_summary", sa.Text(), nullable=False),
        sa.Column("is_public", sa.Boolean(), nullable=False),
    )
    op.create_table(
        "trade_off_option",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("card_id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column("do_nothing", sa.Boolean(), nullable=False),
        sa.Column("is_chosen", sa.Boolean(), nullable=False),
        sa.Column("scores", sa.Text(), nullable=False),
        sa.Column("removed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        _key("trade_off_option", "card_id", "trade_off_card"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_trade_off_option")),
    )
    op.create_index(op.f("ix_trade_off_option_card_id"), "trade_off_option", ["card_id"])


def _add_claims() -> None:
    """Safeguards that are there already claim nothing yet; the columns have no default afterwards."""
    with op.batch_alter_table("safeguard") as table:
        for name, kind in CLAIMS.items():
            empty = "" if name == "evidence" else "0"
            table.add_column(sa.Column(name, kind, nullable=False, server_default=empty))
    with op.batch_alter_table("safeguard") as table:
        for name, kind in CLAIMS.items():
            table.alter_column(name, existing_type=kind, existing_nullable=False, server_default=None)


def downgrade() -> None:
    with op.batch_alter_table("safeguard") as table:
        for name in CLAIMS:
            table.drop_column(name)
    for name in ("trade_off_option", "trade_off_card", "no_tension", "voice", "lens_mark"):
        op.drop_table(name)
