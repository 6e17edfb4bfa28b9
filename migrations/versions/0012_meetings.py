"""Meetings with agenda, attendance, records, actions and minutes, and the board's public home."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

HISTORY = "minutes_revision"


def _to(table: str, column: str, target: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{target}.id"], name=op.f(f"fk_{table}_{column}"))


def _moment(name: str, *, nullable: bool = False) -> sa.Column:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)


def _id(name: str, *, nullable: bool = False) -> sa.Column:
    return sa.Column(name, sa.Integer(), nullable=nullable)


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
    _meetings()
    _taken_down()
    _minutes()
    _public()
    if op.get_bind().dialect.name == "sqlite":
        for change in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER {HISTORY}_no_{change.lower()} BEFORE {change} ON {HISTORY} "
                f"BEGIN SELECT RAISE(ABORT, '{HISTORY} is only ever added to'); END"
            )
    else:
        op.execute(
            f"CREATE TRIGGER {HISTORY}_only_added_to BEFORE UPDATE OR DELETE OR TRUNCATE ON {HISTORY} "
            "FOR EACH STATEMENT EXECUTE FUNCTION only_added_to()"
        )


def _meetings() -> None:
    _table(
        "meeting",
        _id("organisation_id"),
        _short("state", 20),
        _moment("starts_at"),
        _id("length_minutes"),
        _short("place", 300),
        _short("online_link", 500),
        _text("note"),
        _text("guests"),
        _id("created_by_id"),
        _moment("created_at"),
        _moment("papers_sent_at", nullable=True),
        _moment("opened_at", nullable=True),
        _moment("closed_at", nullable=True),
        _moment("cancelled_at", nullable=True),
        _text("cancel_reason"),
        _id("version"),
        _to("meeting", "organisation_id", "organisation"),
        _to("meeting", "created_by_id", "person"),
    )
    op.create_index("ix_meeting_list", "meeting", ["organisation_id", "state", "starts_at"])
    _table(
        "agenda_item",
        _id("meeting_id"),
        _id("position"),
        _short("kind", 20),
        _id("review_id", nullable=True),
        _short("title", 300),
        _text("note"),
        _id("minutes_allotted"),
        _short("private_rule", 40),
        _text("private_reason"),
        _id("carried_from_id", nullable=True),
        _moment("removed_at", nullable=True),
        _id("version"),
        _to("agenda_item", "meeting_id", "meeting"),
        _to("agenda_item", "review_id", "review"),
        _to("agenda_item", "carried_from_id", "agenda_item"),
    )
    op.create_index("ix_agenda_item_order", "agenda_item", ["meeting_id", "position"])
    _index("agenda_item", "review_id")
    _index("agenda_item", "carried_from_id")


def _taken_down() -> None:
    _table(
        "attendance",
        _id("meeting_id"),
        _id("person_id"),
        _short("status", 20),
        _id("arrived_item_id", nullable=True),
        _id("left_item_id", nullable=True),
        _to("attendance", "meeting_id", "meeting"),
        _to("attendance", "person_id", "person"),
        _to("attendance", "arrived_item_id", "agenda_item"),
        _to("attendance", "left_item_id", "agenda_item"),
        _only_one("attendance", "meeting_id", "person_id"),
    )
    _index("attendance", "person_id")
    _table(
        "item_absence",
        _id("item_id"),
        _id("person_id"),
        _short("reason", 20),
        _to("item_absence", "item_id", "agenda_item"),
        _to("item_absence", "person_id", "person"),
        _only_one("item_absence", "item_id", "person_id"),
    )
    _index("item_absence", "person_id")
    _table(
        "item_record",
        _id("item_id"),
        _text("discussion"),
        _short("result", 20),
        _text("decision"),
        _id("votes_for", nullable=True),
        _id("votes_against", nullable=True),
        _id("abstained", nullable=True),
        _text("dissent"),
        _id("dissent_by_id", nullable=True),
        sa.Column("dissent_named", sa.Boolean(), nullable=False),
        _id("saved_by_id"),
        _moment("saved_at"),
        _id("version"),
        _to("item_record", "item_id", "agenda_item"),
        _to("item_record", "dissent_by_id", "person"),
        _to("item_record", "saved_by_id", "person"),
        _only_one("item_record", "item_id"),
    )
    _table(
        "meeting_action",
        _id("organisation_id"),
        _id("item_id"),
        _text("text"),
        _short("who", 200),
        sa.Column("due_on", sa.Date(), nullable=True),
        _short("state", 20),
        _text("state_note"),
        _id("closed_by_id", nullable=True),
        _moment("closed_at", nullable=True),
        _id("version"),
        _to("meeting_action", "organisation_id", "organisation"),
        _to("meeting_action", "item_id", "agenda_item"),
        _to("meeting_action", "closed_by_id", "person"),
    )
    op.create_index("ix_meeting_action_list", "meeting_action", ["organisation_id", "state"])
    _index("meeting_action", "item_id")


def _minutes() -> None:
    _table(
        "minutes",
        _id("meeting_id"),
        _id("drafted_by_id"),
        _moment("drafted_at"),
        _id("approved_at_meeting_id", nullable=True),
        _id("approved_by_id", nullable=True),
        _moment("approved_at", nullable=True),
        _text("corrections"),
        _id("published_by_id", nullable=True),
        _moment("published_at", nullable=True),
        sa.Column("published", sa.Text(), nullable=True),
        _id("version"),
        _to("minutes", "meeting_id", "meeting"),
        _to("minutes", "drafted_by_id", "person"),
        _to("minutes", "approved_at_meeting_id", "meeting"),
        _to("minutes", "approved_by_id", "person"),
        _to("minutes", "published_by_id", "person"),
        _only_one("minutes", "meeting_id"),
    )
    _index("minutes", "approved_at_meeting_id")
    _table(
        "minutes_part",
        _id("minutes_id"),
        _id("item_id", nullable=True),
        _id("position"),
        _short("title", 300),
        _text("text"),
        _short("private_rule", 40),
        _text("private_reason"),
        _id("version"),
        _to("minutes_part", "minutes_id", "minutes"),
        _to("minutes_part", "item_id", "agenda_item"),
    )
    _index("minutes_part", "minutes_id")
    _table(
        HISTORY,
        _id("part_id"),
        _id("number"),
        _short("why", 20),
        _short("title", 300),
        _text("text"),
        _short("private_rule", 40),
        _text("private_reason"),
        _id("saved_by_id"),
        _moment("saved_at"),
        _to(HISTORY, "part_id", "minutes_part"),
        _to(HISTORY, "saved_by_id", "person"),
        _only_one(HISTORY, "part_id", "number"),
    )


def _public() -> None:
    _table(
        "board_page",
        _id("organisation_id"),
        _text("about"),
        sa.Column("names_public", sa.Boolean(), nullable=False),
        sa.Column("shown", sa.Boolean(), nullable=False),
        _id("version"),
        _to("board_page", "organisation_id", "organisation"),
        _only_one("board_page", "organisation_id"),
    )
    _table(
        "board_seat",
        _id("organisation_id"),
        _id("person_id"),
        _short("post", 200),
        _to("board_seat", "organisation_id", "organisation"),
        _to("board_seat", "person_id", "person"),
        _only_one("board_seat", "organisation_id", "person_id"),
    )
    _index("board_seat", "person_id")


def downgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        for change in ("update", "delete"):
            op.execute(f"DROP TRIGGER {HISTORY}_no_{change}")
    else:
        op.execute(f"DROP TRIGGER {HISTORY}_only_added_to ON {HISTORY}")
    for table in (
        *("board_seat", "board_page", HISTORY, "minutes_part", "minutes", "meeting_action", "item_record"),
        *("item_absence", "attendance", "agenda_item", "meeting"),
    ):
        op.drop_table(table)
