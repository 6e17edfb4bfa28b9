"""What waits for a meeting: reviews that no agenda has yet, in the order in which a secretary picks them."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, case, func, select

from app.assessments.models import Assessment, Submission
from app.board.lifecycle import ReviewState
from app.board.meetings.lifecycle import HELD, LIVE
from app.board.meetings.models import AgendaItem, Meeting
from app.board.models import Review
from app.board.triage.models import ReviewTriage
from app.database import db
from app.uses.models import UseCase
from app.web.lists import on_page
from app.web.pagination import Pagination

PAGE_SIZE = 20
WAITING = (ReviewState.OPEN, ReviewState.APPEALED)


@dataclass(frozen=True, slots=True)
class WaitingRow:
    """One review that could go on an agenda; `put_off` when an earlier meeting did not finish it."""

    review_id: int
    name: str
    service_area: str
    round: int
    level: str
    flags: int
    unknowns: int
    state: str
    opened_at: datetime
    due_on: date | None
    route: str
    put_off: bool


def waiting(organisation_id: int, number: int) -> tuple[list[WaitingRow], Pagination]:
    """Reviews that wait for the board and are on no agenda.

    Those put off or sent to a meeting come first, those for correspondence last; then by due date, level and
    age.
    """
    mine = (
        Review.organisation_id == organisation_id,
        Review.state.in_(WAITING),
        Review.id.not_in(_on_agendas(organisation_id, LIVE)),
    )
    total = db.session.scalar(select(func.count()).select_from(Review).where(*mine)) or 0
    pagination = Pagination(number, PAGE_SIZE, total)
    was_put_off = Review.id.in_(_on_agendas(organisation_id, HELD))
    rows = db.session.execute(on_page(_waiting_rows(was_put_off).where(*mine), pagination))
    return [WaitingRow(**{**row._mapping, "put_off": bool(row.put_off)}) for row in rows], pagination


def _on_agendas(organisation_id: int, states: Collection[str]) -> Select[int | None]:
    """Ids of reviews on the agendas of meetings in these states."""
    return (
        select(AgendaItem.review_id)
        .join(Meeting, Meeting.id == AgendaItem.meeting_id)
        .where(
            Meeting.organisation_id == organisation_id,
            Meeting.state.in_(states),
            AgendaItem.removed_at.is_(None),
            AgendaItem.review_id.is_not(None),
        )
    )


def _waiting_rows(was_put_off: ColumnElement[bool]) -> Select[*tuple[Any, ...]]:
    rank = case(
        (was_put_off, 0),
        (ReviewTriage.route == "meeting", 0),
        (ReviewTriage.route == "correspondence", 2),
        else_=1,
    )
    return (
        select(
            Review.id.label("review_id"),
            UseCase.name,
            UseCase.service_area,
            Submission.number.label("round"),
            Review.level,
            Review.flags,
            Review.unknowns,
            Review.state,
            Review.opened_at,
            ReviewTriage.due_on,
            func.coalesce(ReviewTriage.route, "").label("route"),
            case((was_put_off, 1), else_=0).label("put_off"),
        )
        .join(Submission, Submission.id == Review.submission_id)
        .join(Assessment, Assessment.id == Submission.assessment_id)
        .join(UseCase, UseCase.id == Assessment.use_id)
        .outerjoin(ReviewTriage, ReviewTriage.review_id == Review.id)
        .order_by(
            rank,
            ReviewTriage.due_on.is_(None),
            ReviewTriage.due_on,
            case({"high": 0, "medium": 1}, value=Review.level, else_=2),
            Review.opened_at,
            Review.id,
        )
    )
