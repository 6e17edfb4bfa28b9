"""The queue as CSV, in a form that spreadsheets read as UTF-8 and take for no formula."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from app.board.triage.queue_hooks import columns
from app.board.triage.rows import QueueRow
from app.web.spreadsheets import sheet

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


def csv_of(rows: Iterable[QueueRow], now: datetime) -> str:
    """One line for each review, with codes rather than words; nothing of the papers where one is recused."""
    return sheet((*HEADINGS, *columns()), (_cells(row, now) for row in rows))


def _cells(row: QueueRow, now: datetime) -> list[str]:
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
        *(row.cells[key].text if key in row.cells else "" for key in columns()),
    ]
