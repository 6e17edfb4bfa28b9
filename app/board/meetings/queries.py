"""Reads of meetings: always one organisation's, always ordered, a fixed number of statements."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload, selectinload

from app.assessments.models import Assessment, Submission
from app.board.lifecycle import ReviewState
from app.board.meetings.lifecycle import HELD, LIVE, MeetingState
from app.board.meetings.models import (
    ActionPoint,
    AgendaItem,
    Attendance,
    ItemAbsence,
    ItemRecord,
    Meeting,
    Minutes,
    MinutesPart,
    MinutesRevision,
)
from app.board.models import Review
from app.database import db, utcnow
from app.uses.models import UseCase
from app.web.access import loads
from app.web.lists import on_page
from app.web.pagination import Pagination

PAGE_SIZE = 20
MOST_COMING = 50


def with_use() -> Any:  # SQLAlchemy has no public name for the options of one relationship
    """Loads the use of an item's review, with its team, but not what the team submitted."""
    review = joinedload(AgendaItem.review)
    submission = review.joinedload(Review.submission)
    return submission.options(
        joinedload(Submission.assessment).joinedload(Assessment.use).selectinload(UseCase.team)
    ).defer(Submission.snapshot)


def _everything() -> tuple[Any, ...]:
    items = selectinload(Meeting.items)
    return (
        joinedload(Meeting.organisation),
        items.options(with_use()),
        items.joinedload(AgendaItem.record).joinedload(ItemRecord.dissent_by),
        items.selectinload(AgendaItem.absences).joinedload(ItemAbsence.person),
        items.selectinload(AgendaItem.actions),
        selectinload(Meeting.attendances).joinedload(Attendance.person),
        joinedload(Meeting.minutes),
    )


@loads("meeting_id", "meeting")
def meeting(organisation_id: int, meeting_id: int) -> Meeting | None:
    """One meeting with its agenda and all that was taken down."""
    return db.session.scalars(
        select(Meeting)
        .where(Meeting.organisation_id == organisation_id, Meeting.id == meeting_id)
        .options(*_everything())
        .execution_options(populate_existing=True)
    ).one_or_none()


@loads("item_id", "item")
def item(organisation_id: int, item_id: int) -> AgendaItem | None:
    """One item of an agenda, removed or not."""
    return db.session.scalars(
        select(AgendaItem)
        .join(Meeting, Meeting.id == AgendaItem.meeting_id)
        .where(Meeting.organisation_id == organisation_id, AgendaItem.id == item_id)
        .options(with_use(), joinedload(AgendaItem.record), selectinload(AgendaItem.actions))
    ).one_or_none()


@loads("minutes_id", "minutes")
def minutes(organisation_id: int, minutes_id: int) -> Minutes | None:
    """The minutes of one meeting with their parts."""
    return db.session.scalars(
        select(Minutes)
        .join(Meeting, Meeting.id == Minutes.meeting_id)
        .where(Meeting.organisation_id == organisation_id, Minutes.id == minutes_id)
        .options(joinedload(Minutes.meeting), selectinload(Minutes.parts))
    ).one_or_none()


@loads("part_id", "part")
def part(organisation_id: int, part_id: int) -> MinutesPart | None:
    """One part of the minutes of a meeting."""
    return db.session.scalars(
        select(MinutesPart)
        .join(Minutes, Minutes.id == MinutesPart.minutes_id)
        .join(Meeting, Meeting.id == Minutes.meeting_id)
        .where(Meeting.organisation_id == organisation_id, MinutesPart.id == part_id)
        .options(
            joinedload(MinutesPart.minutes).joinedload(Minutes.meeting),
            joinedload(MinutesPart.item).options(with_use()),
        )
    ).one_or_none()


@loads("action_id", "action")
def action(organisation_id: int, action_id: int) -> ActionPoint | None:
    """One action of an earlier or present meeting."""
    return db.session.scalars(
        select(ActionPoint)
        .where(ActionPoint.organisation_id == organisation_id, ActionPoint.id == action_id)
        .options(joinedload(ActionPoint.item).joinedload(AgendaItem.meeting))
    ).one_or_none()


def removed_items(meeting_id: int) -> list[AgendaItem]:
    """What was taken off the agenda, so that it can be put back."""
    return list(
        db.session.scalars(
            select(AgendaItem)
            .where(AgendaItem.meeting_id == meeting_id, AgendaItem.removed_at.is_not(None))
            .options(with_use())
            .order_by(AgendaItem.removed_at.desc(), AgendaItem.id)
        )
    )


def coming(organisation_id: int) -> list[Meeting]:
    """Meetings that are planned, called or in session, the next first."""
    return list(
        db.session.scalars(
            select(Meeting)
            .where(Meeting.organisation_id == organisation_id, Meeting.state.in_(LIVE))
            .order_by(Meeting.starts_at, Meeting.id)
            .limit(MOST_COMING)
        )
    )


def past(organisation_id: int, number: int) -> tuple[list[Meeting], Pagination]:
    """Meetings that were held or cancelled, the latest first."""
    mine = (
        Meeting.organisation_id == organisation_id,
        Meeting.state.in_((*HELD, MeetingState.CANCELLED)),
    )
    total = db.session.scalar(select(func.count()).select_from(Meeting).where(*mine)) or 0
    query = select(Meeting).where(*mine).order_by(Meeting.starts_at.desc(), Meeting.id.desc())
    page = Pagination(number, PAGE_SIZE, total)
    return list(db.session.scalars(on_page(query, page))), page


def next_meeting(organisation_id: int) -> Meeting | None:
    """The meeting that is in session or comes next: one statement."""
    return db.session.scalars(
        select(Meeting)
        .where(
            Meeting.organisation_id == organisation_id,
            Meeting.state.in_(LIVE),
            (Meeting.state == MeetingState.IN_SESSION) | (Meeting.starts_at >= utcnow()),
        )
        .order_by(Meeting.starts_at, Meeting.id)
        .limit(1)
    ).one_or_none()


def meetings_of_reviews(review_ids: Sequence[int]) -> dict[int, Meeting]:
    """The meeting on whose agenda each review stands now: one statement."""
    rows = db.session.execute(
        select(AgendaItem.review_id, Meeting)
        .join(Meeting, Meeting.id == AgendaItem.meeting_id)
        .where(
            AgendaItem.review_id.in_(review_ids),
            AgendaItem.removed_at.is_(None),
            Meeting.state.in_(LIVE),
        )
        .order_by(Meeting.starts_at, Meeting.id)
    )
    found: dict[int, Meeting] = {}
    for review_id, row in rows:
        if review_id is not None:
            found.setdefault(review_id, row)
    return found


def agenda_item_of(review_id: int) -> AgendaItem | None:
    """The item of a meeting that is not over, on which the review stands."""
    return db.session.scalars(
        select(AgendaItem)
        .join(Meeting, Meeting.id == AgendaItem.meeting_id)
        .where(
            AgendaItem.review_id == review_id,
            AgendaItem.removed_at.is_(None),
            Meeting.state.in_(LIVE),
        )
        .options(joinedload(AgendaItem.meeting))
        .order_by(AgendaItem.id)
        .limit(1)
    ).one_or_none()


def may_be_discussed(review: Review) -> bool:
    """Whether a meeting can still deal with the review."""
    return review.state in (ReviewState.OPEN, ReviewState.APPEALED)


def revisions(part: MinutesPart) -> list[MinutesRevision]:
    """Every saved state of a part of the minutes, the newest first."""
    return list(
        db.session.scalars(
            select(MinutesRevision)
            .where(MinutesRevision.part_id == part.id)
            .options(joinedload(MinutesRevision.saved_by))
            .order_by(MinutesRevision.number.desc())
        )
    )
