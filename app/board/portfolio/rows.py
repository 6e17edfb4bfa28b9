"""The frozen rows that the portfolio's pages work on; they know no database and no page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from app.assessments.lifecycle import EDITABLE
from app.assessments.summaries.summary import PeopleGroup
from app.vocabulary.labelled import Labelled

QUIET_AFTER = timedelta(days=60)
RETIRED = "retired"


class Attention(Labelled):
    """Why somebody should look at a use now."""

    CONDITIONS = "conditions", "Condition overdue", "Amod yn hwyr"
    SAFEGUARDS = "safeguards", "Safeguard overdue", "Mesur diogelu yn hwyr"
    REVIEW = "review", "Review due", "Adolygiad yn ddyledus"
    QUIET = "quiet", "No change for 60 days", "Dim newid ers 60 diwrnod"
    UNGUARDED = "unguarded", "Harm without safeguard", "Niwed heb fesur diogelu"


@dataclass(frozen=True, slots=True)
class LevelSpan:
    """A stored level: from what is certain to what "don't know yet" may hide."""

    lowest: str
    highest: str


@dataclass(frozen=True, slots=True)
class PortfolioRow:
    """One use; `advised_at` is when the board last advised on it, `review_due` when to look at it again."""

    use_id: int
    name: str
    kind: str
    phase: str
    service_area: str
    state: str
    owner: str
    level: LevelSpan
    level_settled: bool
    red_flags: int
    unknowns: int
    dealt_with: int
    asked: int
    changed_at: datetime
    groups: tuple[PeopleGroup, ...] = ()
    groups_unknown: bool = False
    unguarded: int = 0
    areas: tuple[str, ...] = ()
    conditions_overdue: int = 0
    safeguards_overdue: int = 0
    advised_at: datetime | None = None
    review_due: date | None = None
    attention: tuple[Attention, ...] = ()

    @property
    def level_code(self) -> str:
        """The highest level that the answers allow, or "open" while screening has not settled a low one."""
        return self.level.highest if self.level_settled or self.level.highest != "low" else "open"


def attention_of(row: PortfolioRow, now: datetime) -> tuple[Attention, ...]:
    """Every reason to look at the use now, the most pressing first."""
    in_use = row.phase != RETIRED
    reasons = {
        Attention.CONDITIONS: bool(row.conditions_overdue),
        Attention.SAFEGUARDS: in_use and bool(row.safeguards_overdue),
        Attention.REVIEW: row.review_due is not None and row.review_due <= now.date(),
        Attention.QUIET: in_use and row.state in EDITABLE and row.changed_at + QUIET_AFTER <= now,
        Attention.UNGUARDED: in_use and row.state not in EDITABLE and bool(row.unguarded),
    }
    return tuple(reason for reason, holds in reasons.items() if holds)
