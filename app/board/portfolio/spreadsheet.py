"""The columns of the portfolio as CSV."""

from __future__ import annotations

from app.board.portfolio.rows import PortfolioRow

HEADINGS = (
    "id",
    "name",
    "kind",
    "phase",
    "service_area",
    "stage",
    "owner",
    "level_lowest",
    "level_highest",
    "level_settled",
    "red_flags",
    "not_known_yet",
    "answered",
    "asked",
    "needs_attention",
    "conditions_overdue",
    "safeguards_overdue",
    "advised_on",
    "review_due",
    "last_change",
    "areas",
    "groups_at_risk",
    "groups_that_gain",
)


def cells(row: PortfolioRow) -> list[str]:
    """The line of one use, with codes rather than words."""

    def groups(touch: str) -> str:
        return "; ".join(group.words for group in row.groups if group.touch == touch)

    return [
        str(row.use_id),
        row.name,
        row.kind,
        row.phase,
        row.service_area,
        row.state,
        row.owner,
        row.level.lowest,
        row.level.highest,
        "yes" if row.level_settled else "no",
        str(row.red_flags),
        str(row.unknowns),
        str(row.dealt_with),
        str(row.asked),
        "; ".join(row.attention),
        str(row.conditions_overdue),
        str(row.safeguards_overdue),
        row.advised_at.date().isoformat() if row.advised_at else "",
        row.review_due.isoformat() if row.review_due else "",
        row.changed_at.isoformat(),
        "; ".join(row.areas),
        groups("at_risk"),
        groups("gains"),
    ]
