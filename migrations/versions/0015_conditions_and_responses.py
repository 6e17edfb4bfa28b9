"""Answers point by point, evidence and rulings of conditions with their history, and appeals.

A condition on which the board has ruled gets that ruling as the first entry of its history.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

HISTORY = ("condition_evidence", "condition_ruling", "condition_date", "response_point")


def _to(table: str, column: str, target: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{target}.id"], name=op.f(f"fk_{table}_{column}"))


def _moment(name: str, *, nullable: bool = False) -> sa.Column:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)


def _id(name: str, *, nullable: bool = False) -> sa.Column:
    return sa.Column(name, sa.Integer(), nullable=nullable)


def _day(name: str, *, nullable: bool = False) -> sa.Column:
    return sa.Column(name, sa.Date(), nullable=nullable)


def _text(name: str) -> sa.Column:
    return sa.Column(name, sa.Text(), nullable=False)


def _short(name: str, length: int) -> sa.Column:
    return sa.Column(name, sa.String(length=length), nullable=False)


def _table(name: str, *parts: sa.Column | sa.Constraint) -> None:
    op.create_table(name, _id("id"), *parts, sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{name}")))


def _index(table: str, column: str) -> None:
    op.create_index(op.f(f"ix_{table}_{column}"), table, [column])


def _only_one(table: str, *columns: str) -> sa.UniqueConstraint:
    return sa.UniqueConstraint(*columns, name=op.f(f"uq_{table}_{'_'.join(columns)}"))


def upgrade() -> None:
    _condition()
    _responses()
    _histories()
    _appeals()
    op.execute(
        "INSERT INTO condition_ruling (condition_id, status, reasons, ruled_by_id, ruled_at)"
        " SELECT id, status, status_note, ruled_by_id, ruled_at FROM condition"
        " WHERE ruled_at IS NOT NULL AND ruled_by_id IS NOT NULL ORDER BY id"
    )
    op.execute("UPDATE condition SET met_on = date(ruled_at) WHERE status = 'met' AND ruled_at IS NOT NULL")
    for table in HISTORY:
        _only_added_to(table)


def _condition() -> None:
    # Written out, so that SQLite adds the column and does not copy a table to which others refer.
    op.execute(
        "ALTER TABLE condition ADD COLUMN owner_id INTEGER"
        " CONSTRAINT fk_condition_owner_id REFERENCES person (id)"
    )
    _index("condition", "owner_id")
    for column in (
        *(_day(name, nullable=True) for name in ("first_due_on", "evidence_on", "met_on")),
        _moment("lapsed_at", nullable=True),
    ):
        op.add_column("condition", column)


def _responses() -> None:
    _table(
        "response_point",
        _id("response_id"),
        _id("condition_id", nullable=True),
        _short("outcome", 20),
        _text("reasons"),
        _to("response_point", "response_id", "response"),
        _to("response_point", "condition_id", "condition"),
        _only_one("response_point", "response_id", "condition_id"),
    )
    _index("response_point", "response_id")
    _table(
        "response_draft",
        _id("advice_id"),
        _text("words"),
        _id("saved_by_id"),
        _moment("saved_at"),
        _id("version"),
        _to("response_draft", "advice_id", "advice"),
        _to("response_draft", "saved_by_id", "person"),
        _only_one("response_draft", "advice_id"),
    )


def _histories() -> None:
    _table(
        "condition_evidence",
        _id("condition_id"),
        _text("text"),
        _short("link", 500),
        _id("file_id", nullable=True),
        _id("given_by_id"),
        _moment("given_at"),
        _to("condition_evidence", "condition_id", "condition"),
        _to("condition_evidence", "file_id", "evidence_file"),
        _to("condition_evidence", "given_by_id", "person"),
    )
    _table(
        "condition_ruling",
        _id("condition_id"),
        _id("evidence_id", nullable=True),
        _short("status", 20),
        _text("reasons"),
        _id("ruled_by_id"),
        _moment("ruled_at"),
        _to("condition_ruling", "condition_id", "condition"),
        _to("condition_ruling", "evidence_id", "condition_evidence"),
        _to("condition_ruling", "ruled_by_id", "person"),
    )
    _table(
        "condition_date",
        _id("condition_id"),
        _day("was_due_on"),
        _day("due_on"),
        _text("reasons"),
        _id("moved_by_id"),
        _moment("moved_at"),
        _to("condition_date", "condition_id", "condition"),
        _to("condition_date", "moved_by_id", "person"),
    )
    for table in ("condition_evidence", "condition_ruling", "condition_date"):
        _index(table, "condition_id")


def _appeals() -> None:
    _table(
        "appeal",
        _id("review_id"),
        _id("advice_id"),
        _short("state", 20),
        _text("grounds"),
        _id("asked_by_id"),
        _moment("asked_at"),
        _short("outcome", 20),
        _text("reasons"),
        _id("answered_by_id", nullable=True),
        _id("agreed_by_id", nullable=True),
        _moment("answered_at", nullable=True),
        _text("objection"),
        _id("version"),
        _to("appeal", "review_id", "review"),
        _to("appeal", "advice_id", "advice"),
        *(_to("appeal", name, "person") for name in ("asked_by_id", "answered_by_id", "agreed_by_id")),
        _only_one("appeal", "review_id"),
    )
    _table(
        "appeal_substitute",
        _id("appeal_id"),
        _id("person_id"),
        _id("named_by_id"),
        _moment("named_at"),
        _to("appeal_substitute", "appeal_id", "appeal"),
        _to("appeal_substitute", "person_id", "person"),
        _to("appeal_substitute", "named_by_id", "person"),
    )
    _index("appeal_substitute", "appeal_id")


def _only_added_to(table: str) -> None:
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
    for table in ("appeal_substitute", "appeal", *HISTORY[1:], HISTORY[0], "response_draft"):
        op.drop_table(table)
    op.drop_index("ix_condition_owner_id", "condition")
    for column in ("owner_id", "first_due_on", "evidence_on", "met_on", "lapsed_at"):
        op.drop_column("condition", column)
