"""How boards decide: their settings and outcomes, proposals with votes, and several advices of one review."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

CHILDREN = ("condition", "response")
NEW_COLUMNS = ("outcome_code", "label", "label_cy", "for_phase")


def _to(table: str, column: str, target: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{target}.id"], name=op.f(f"fk_{table}_{column}"))


def _moment(name: str, *, nullable: bool = False) -> sa.Column:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)


def upgrade() -> None:
    _configuration()
    _proposals()
    _set_aside(CHILDREN)
    _widen_advice()
    _put_back(CHILDREN)
    with op.batch_alter_table("condition") as table:
        table.add_column(sa.Column("owner_post", sa.String(length=200), nullable=False, server_default=""))
    with op.batch_alter_table("condition") as table:
        table.alter_column("owner_post", server_default=None)
    _advice_is_only_added_to()


def _configuration() -> None:
    op.create_table(
        "board_configuration",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("quorum", sa.Integer(), nullable=False),
        sa.Column("rule", sa.String(length=20), nullable=False),
        sa.Column("casting_vote", sa.Boolean(), nullable=False),
        sa.Column("tie", sa.String(length=20), nullable=False),
        sa.Column("abstentions_count", sa.Boolean(), nullable=False),
        sa.Column("interests_public", sa.Boolean(), nullable=False),
        sa.Column("minutes_public", sa.Boolean(), nullable=False),
        sa.Column("review_after_months", sa.Text(), nullable=False),
        sa.Column("due_days", sa.Text(), nullable=False),
        sa.Column("correspondence_days", sa.Integer(), nullable=False),
        sa.Column("updated_by_id", sa.Integer(), nullable=True),
        _moment("updated_at"),
        sa.Column("version", sa.Integer(), nullable=False),
        _to("board_configuration", "organisation_id", "organisation"),
        _to("board_configuration", "updated_by_id", "person"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_board_configuration")),
        sa.UniqueConstraint("organisation_id", name=op.f("uq_board_configuration_organisation_id")),
    )
    op.create_table(
        "board_outcome",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("label", sa.String(length=120), nullable=False),
        sa.Column("label_cy", sa.String(length=120), nullable=False),
        sa.Column("hint", sa.Text(), nullable=False),
        sa.Column("hint_cy", sa.Text(), nullable=False),
        sa.Column("meaning", sa.String(length=30), nullable=False),
        sa.Column("wants_conditions", sa.Boolean(), nullable=False),
        sa.Column("wants_phase", sa.Boolean(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        _moment("retired_at", nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        _to("board_outcome", "organisation_id", "organisation"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_board_outcome")),
        sa.UniqueConstraint("organisation_id", "code", name=op.f("uq_board_outcome_organisation_id_code")),
    )


def _proposals() -> None:
    op.create_table(
        "proposal",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("review_id", sa.Integer(), nullable=False),
        sa.Column("live_review_id", sa.Integer(), nullable=True),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("outcome", sa.String(length=30), nullable=False),
        sa.Column("outcome_code", sa.String(length=40), nullable=False),
        sa.Column("label", sa.String(length=120), nullable=False),
        sa.Column("label_cy", sa.String(length=120), nullable=False),
        sa.Column("reasons", sa.Text(), nullable=False),
        sa.Column("for_phase", sa.String(length=30), nullable=False),
        sa.Column("method", sa.String(length=20), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=True),
        sa.Column("rule", sa.String(length=20), nullable=False),
        sa.Column("quorum", sa.Integer(), nullable=False),
        sa.Column("casting_vote", sa.Boolean(), nullable=False),
        sa.Column("tie", sa.String(length=20), nullable=False),
        sa.Column("abstentions_count", sa.Boolean(), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("closes_on", sa.Date(), nullable=True),
        sa.Column("decision", sa.Text(), nullable=True),
        sa.Column("presiding_id", sa.Integer(), nullable=True),
        sa.Column("drafted_by_id", sa.Integer(), nullable=False),
        _moment("drafted_at"),
        _moment("opened_at", nullable=True),
        _moment("closed_at", nullable=True),
        sa.Column("closed_by_id", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        _to("proposal", "review_id", "review"),
        _to("proposal", "live_review_id", "review"),
        _to("proposal", "meeting_id", "meeting"),
        _to("proposal", "presiding_id", "person"),
        _to("proposal", "drafted_by_id", "person"),
        _to("proposal", "closed_by_id", "person"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_proposal")),
        sa.UniqueConstraint("live_review_id", name=op.f("uq_proposal_live_review_id")),
        sa.UniqueConstraint("review_id", "number", name=op.f("uq_proposal_review_id_number")),
    )
    op.create_index(op.f("ix_proposal_meeting_id"), "proposal", ["meeting_id"])
    op.create_table(
        "proposal_condition",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("proposal_id", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("owner_post", sa.String(length=200), nullable=False),
        _to("proposal_condition", "proposal_id", "proposal"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_proposal_condition")),
    )
    op.create_index(op.f("ix_proposal_condition_proposal_id"), "proposal_condition", ["proposal_id"])
    op.create_table(
        "proposal_vote",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("proposal_id", sa.Integer(), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("choice", sa.String(length=10), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        _moment("cast_at"),
        sa.Column("taken_down_by_id", sa.Integer(), nullable=True),
        sa.Column("counted", sa.Boolean(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        _to("proposal_vote", "proposal_id", "proposal"),
        _to("proposal_vote", "person_id", "person"),
        _to("proposal_vote", "taken_down_by_id", "person"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_proposal_vote")),
        sa.UniqueConstraint(
            "proposal_id",
            "round",
            "person_id",
            name=op.f("uq_proposal_vote_proposal_id_round_person_id"),
        ),
    )


def _set_aside(tables: tuple[str, ...]) -> None:
    """SQLite makes a table anew to change it, which rows that point to it would forbid."""
    if op.get_bind().dialect.name == "sqlite":
        for table in tables:
            op.execute(f"CREATE TEMPORARY TABLE kept_{table} AS SELECT * FROM {table}")
            op.execute(f"DELETE FROM {table}")


def _put_back(tables: tuple[str, ...]) -> None:
    if op.get_bind().dialect.name == "sqlite":
        for table in tables:
            op.execute(f"INSERT INTO {table} SELECT * FROM kept_{table}")
            op.execute(f"DROP TABLE kept_{table}")


def _widen_advice() -> None:
    lengths = {"outcome_code": 40, "label": 120, "label_cy": 120, "for_phase": 30}
    with op.batch_alter_table("advice") as table:
        table.drop_constraint(op.f("uq_advice_review_id"), type_="unique")
        table.add_column(sa.Column("number", sa.Integer(), nullable=False, server_default="1"))
        for name in NEW_COLUMNS:
            table.add_column(
                sa.Column(name, sa.String(length=lengths[name]), nullable=False, server_default="")
            )
        table.add_column(sa.Column("decision", sa.Text(), nullable=True))
        table.add_column(sa.Column("dissents", sa.Text(), nullable=True))
        table.add_column(sa.Column("proposal_id", sa.Integer(), nullable=True))
        table.create_foreign_key(op.f("fk_advice_proposal_id"), "proposal", ["proposal_id"], ["id"])
        table.create_unique_constraint(op.f("uq_advice_review_id_number"), ["review_id", "number"])
        table.create_unique_constraint(op.f("uq_advice_proposal_id"), ["proposal_id"])
    with op.batch_alter_table("advice") as table:
        for name in NEW_COLUMNS:
            table.alter_column(name, server_default=None)


def _advice_is_only_added_to() -> None:
    if op.get_bind().dialect.name == "sqlite":
        for change in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER advice_no_{change.lower()} BEFORE {change} ON advice "
                "BEGIN SELECT RAISE(ABORT, 'advice is only ever added to'); END"
            )
    else:
        op.execute(
            "CREATE TRIGGER advice_only_added_to BEFORE UPDATE OR DELETE OR TRUNCATE ON advice "
            "FOR EACH STATEMENT EXECUTE FUNCTION only_added_to()"
        )


def downgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        for change in ("update", "delete"):
            op.execute(f"DROP TRIGGER advice_no_{change}")
    else:
        op.execute("DROP TRIGGER advice_only_added_to ON advice")
    op.drop_column("condition", "owner_post")
    _set_aside(CHILDREN)
    with op.batch_alter_table("advice") as table:
        table.drop_constraint(op.f("uq_advice_proposal_id"), type_="unique")
        table.drop_constraint(op.f("uq_advice_review_id_number"), type_="unique")
        table.drop_constraint(op.f("fk_advice_proposal_id"), type_="foreignkey")
        for name in ("number", *NEW_COLUMNS, "decision", "dissents", "proposal_id"):
            table.drop_column(name)
        table.create_unique_constraint(op.f("uq_advice_review_id"), ["review_id"])
    _put_back(CHILDREN)
    for table in (
        "proposal_vote",
        "proposal_condition",
        "proposal",
        "board_outcome",
        "board_configuration",
    ):
        op.drop_table(table)
