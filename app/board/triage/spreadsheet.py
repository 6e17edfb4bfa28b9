"""The columns of the queue as CSV."""

from __future__ import annotations

from datetime import datetime

from app.board.triage.queue_hooks import columns
from app.board.triage.rows import QueueRow

HEADINGS = (
    "review_id",
    "use_id",
    "name",
    "service_area",
    "round",
    "state",
    "submitted_on",
    "days_waiting",
    "level",
    "red_flags",
    "not_known_yet",
    "due_on",
    "due",
    "route",
    "priority",
    "reviewers",
    "waits_for",
    "waits_for_whom",
    "your_part",
)


def headings() -> tuple[str, ...]:
    """The columns, those of other parts of the board last."""
    return (*HEADINGS, *(column.key for column in columns))


def cells(row: QueueRow, now: datetime) -> list[str]:
    """The line of one review, with codes rather than words; nothing of the papers where one is recused."""
    facts = ("", "", "") if row.is_shut else (row.level, str(row.flags), str(row.unknowns))
    return [
        str(row.review_id),
        str(row.use_id),
        row.name,
        row.service_area,
        str(row.round),
        row.state,
        row.opened_at.date().isoformat(),
        str(row.waiting_days(now)),
        *facts,
        row.due_on.isoformat() if row.due_on else "",
        row.due_group(now.date()),
        row.route,
        row.priority,
        "; ".join(each.name for each in row.reviewers),
        row.blocked.code,
        "; ".join(row.blocked.names),
        row.part,
        *(row.cells[column.key].text if column.key in row.cells else "" for column in columns),
    ]
