"""What a use's review-again page and its public entry say, as frozen values; knows no database."""

from __future__ import annotations

import calendar
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from app.assessments.lifecycle import EDITABLE, AssessmentState

MONTHS = 12


@dataclass(frozen=True, slots=True)
class RoundStanding:
    """Where a use stands between two rounds; `answered_at` is when the owner last answered the board.

    `level` is the highest that the reviewed answers allow, `confirmed_at` when somebody confirmed last,
    `excused_at` when the board last dismissed the reminder that a date brings.
    """

    use_id: int
    name: str
    owner_id: int | None
    phase: str
    state: str
    level: str
    answered_at: datetime
    confirmed_at: datetime | None = None
    excused_at: datetime | None = None

    @property
    def between_rounds(self) -> bool:
        """Whether the last round is over and no new one is open."""
        return self.state == AssessmentState.RESPONDED

    @property
    def with_team(self) -> bool:
        """Whether a new round is open and its answers can be changed."""
        return self.state in EDITABLE

    @property
    def last_looked_at(self) -> datetime:
        """When somebody last looked at the whole of it."""
        moments = (self.answered_at, self.confirmed_at, self.excused_at)
        return max(moment for moment in moments if moment is not None)

    def due_on(self, months: Mapping[str, int]) -> date | None:
        """When it is time to look again; None while a round is open, for a retired use, and for 0 months."""
        count = months.get(self.level, MONTHS)
        if not self.between_rounds or self.phase == "retired" or not count:
            return None
        return months_after(self.last_looked_at.date(), count)


def months_after(day: date, months: int) -> date:
    """The same day some months later, or the last of that month where it has no such day."""
    years, month = divmod(day.month - 1 + months, 12)
    last = calendar.monthrange(day.year + years, month + 1)[1]
    return date(day.year + years, month + 1, min(day.day, last))
