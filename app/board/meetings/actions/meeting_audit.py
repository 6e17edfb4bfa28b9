"""The lock under which everything that happens to a meeting happens."""

from __future__ import annotations

from sqlalchemy.orm import Session

from app.board.meetings.lifecycle import MEETING, MeetingAction
from app.board.meetings.models import AgendaItem, Meeting
from app.lifecycle import OutOfTurn
from app.web.versions import lock_fresh


class TakenAlready(Exception):
    """What was sent was done before: the agenda or the record has it as it was asked for."""


def hold(session: Session, meeting: Meeting, *states: str) -> Meeting:
    """Locks the meeting until the transaction ends, if it is in one of these states.

    Raises:
        OutOfTurn: it is not, or no longer.
    """
    fresh = lock_fresh(session, meeting)
    if fresh.state not in states:
        raise OutOfTurn(fresh.state, "change")
    return fresh


def move(session: Session, meeting: Meeting, action: MeetingAction) -> Meeting:
    """Locks the meeting and moves it on.

    Raises:
        OutOfTurn: its state has no such step.
    """
    fresh = lock_fresh(session, meeting)
    fresh.state = MEETING.after(fresh.state, action)
    return fresh


def item_of(session: Session, meeting: Meeting, item: AgendaItem) -> AgendaItem:
    """The item read afresh under lock; the meeting is locked before it.

    Raises:
        OutOfTurn: it was taken off the agenda.
    """
    fresh = lock_fresh(session, item)
    if fresh.removed_at is not None or fresh.meeting_id != meeting.id:
        raise OutOfTurn("removed", "change_item")
    return fresh
