"""The frozen rows of the queue, and what each waits for; they know no database and no page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from app.board.lifecycle import ReviewState
from app.board.triage.queue_hooks import Blocked, QueueCell

SOON = timedelta(days=7)
# In these states the board itself has something to do.
WITH_BOARD = frozenset({ReviewState.OPEN, ReviewState.APPEALED})


@dataclass(frozen=True, slots=True)
class Reviewer:
    """Somebody who reviews; `done` once they said that they have finished."""

    person_id: int
    name: str
    lead: bool
    done: bool


@dataclass(frozen=True, slots=True)
class QueueRow:
    """One review. `part` is the reader's own: own, undeclared, recused or empty for somebody who takes part.

    `undeclared` has the ids and names of members and chairs whose declaration is missing.
    """

    review_id: int
    use_id: int
    name: str
    service_area: str
    kind: str
    owner: str
    round: int
    level: str
    flags: int
    unknowns: int
    state: str
    opened_at: datetime
    due_on: date | None = None
    route: str = ""
    priority: str = "normal"
    triaged: bool = False
    reviewers: tuple[Reviewer, ...] = ()
    undeclared: tuple[tuple[int, str], ...] = ()
    part: str = ""
    blocked: Blocked = field(default_factory=lambda: Blocked("nobody"))
    cells: Mapping[str, QueueCell] = field(default_factory=dict)

    @property
    def is_shut(self) -> bool:
        """Whether the reader takes no part, so that only its existence is shown."""
        return self.part == "recused"

    def waiting_days(self, now: datetime) -> int:
        """For how many whole days it has waited."""
        return max((now - self.opened_at).days, 0)

    def due_group(self, today: date) -> str:
        """Where its date lies, as the code of a filter; only what is with the board can be overdue."""
        if self.due_on is None or self.state not in WITH_BOARD:
            return "none"
        if self.due_on < today:
            return "overdue"
        return "soon" if self.due_on <= today + SOON else "later"


def blocked_on(row: QueueRow, told: Blocked | None) -> Blocked:
    """On whom the review waits; `told` is what the parts above know: votes, signatures, answers.

    Who reviews must have declared to begin. The others are waited for where nobody reviews, and later by name
    where votes are missing.
    """
    match row.state:
        case ReviewState.ADVISED:
            return Blocked("owner", (row.owner,) if row.owner else (), 1)
        case ReviewState.RETURNED | ReviewState.WITHDRAWN:
            return Blocked("team")
        case ReviewState.APPEALED:
            return told or Blocked("appeal")
        case ReviewState.RESPONDED:
            return Blocked("nobody")
    if not row.triaged:
        return Blocked("triage")
    if told is not None:
        return told
    reviewing = {each.person_id for each in row.reviewers}
    silent = tuple(name for person_id, name in row.undeclared if not reviewing or person_id in reviewing)
    if silent:
        return Blocked("interests", silent, len(silent))
    reading = tuple(each.name for each in row.reviewers if not each.done)
    return Blocked("reviewer", reading, len(reading)) if reading else Blocked("chair")
