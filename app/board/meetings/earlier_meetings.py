"""What earlier meetings left to a later one: items put off, minutes to approve, actions still to do."""

from __future__ import annotations

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from app.board.meetings.lifecycle import HELD, MeetingState
from app.board.meetings.models import ActionPoint, AgendaItem, ItemRecord, Meeting, Minutes
from app.database import db

MOST = 50
MOST_ARISING = 200


def left_over(organisation_id: int) -> list[AgendaItem]:
    """Items without a review that earlier meetings put off and no later one took up."""
    taken = select(AgendaItem.carried_from_id).where(
        AgendaItem.carried_from_id.is_not(None), AgendaItem.removed_at.is_(None)
    )
    return list(
        db.session.scalars(
            select(AgendaItem)
            .join(Meeting, Meeting.id == AgendaItem.meeting_id)
            .join(ItemRecord, ItemRecord.item_id == AgendaItem.id)
            .where(
                Meeting.organisation_id == organisation_id,
                Meeting.state.in_(HELD),
                AgendaItem.kind == "text",
                AgendaItem.removed_at.is_(None),
                ItemRecord.result == "deferred",
                AgendaItem.id.not_in(taken),
            )
            .options(joinedload(AgendaItem.meeting))
            .order_by(Meeting.starts_at, AgendaItem.position)
            .limit(MOST)
        )
    )


def minutes_to_approve(meeting: Meeting) -> list[Minutes]:
    """Minutes of earlier meetings that wait for approval, the oldest first."""
    return list(
        db.session.scalars(
            select(Minutes)
            .join(Meeting, Meeting.id == Minutes.meeting_id)
            .where(
                Meeting.organisation_id == meeting.organisation_id,
                Meeting.state == MeetingState.MINUTES_DRAFTED,
                Meeting.starts_at < meeting.starts_at,
            )
            .options(joinedload(Minutes.meeting))
            .order_by(Meeting.starts_at, Meeting.id)
        )
    )


def minutes_approved_at(meeting: Meeting) -> list[Minutes]:
    """Minutes of earlier meetings that this meeting approved."""
    return list(
        db.session.scalars(
            select(Minutes)
            .where(Minutes.approved_at_meeting_id == meeting.id)
            .options(joinedload(Minutes.meeting))
            .order_by(Minutes.id)
        )
    )


def matters_arising(meeting: Meeting) -> list[ActionPoint]:
    """Actions of earlier meetings: the open ones, and those closed since the meeting before this one."""
    before = (
        select(func.max(Meeting.closed_at))
        .where(
            Meeting.organisation_id == meeting.organisation_id,
            Meeting.state.in_(HELD),
            Meeting.starts_at < meeting.starts_at,
        )
        .scalar_subquery()
    )
    return list(
        db.session.scalars(
            select(ActionPoint)
            .join(AgendaItem, AgendaItem.id == ActionPoint.item_id)
            .join(Meeting, Meeting.id == AgendaItem.meeting_id)
            .where(
                ActionPoint.organisation_id == meeting.organisation_id,
                Meeting.starts_at < meeting.starts_at,
                Meeting.state.in_(HELD),
                (ActionPoint.state == "open") | (ActionPoint.closed_at >= before),
            )
            .options(joinedload(ActionPoint.item).joinedload(AgendaItem.meeting))
            .order_by(Meeting.starts_at, ActionPoint.id)
            .limit(MOST_ARISING)
        )
    )


def open_actions(organisation_id: int) -> list[ActionPoint]:
    """What is still to do after meetings that were held, the earliest date first."""
    return list(
        db.session.scalars(
            select(ActionPoint)
            .join(AgendaItem, AgendaItem.id == ActionPoint.item_id)
            .join(Meeting, Meeting.id == AgendaItem.meeting_id)
            .where(
                ActionPoint.organisation_id == organisation_id,
                ActionPoint.state == "open",
                Meeting.state.in_(HELD),
            )
            .options(joinedload(ActionPoint.item).joinedload(AgendaItem.meeting))
            .order_by(ActionPoint.due_on.is_(None), ActionPoint.due_on, ActionPoint.id)
            .limit(MOST)
        )
    )
