"""Planning a meeting, changing its facts, sending out its papers and cancelling it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from app import audit
from app.board.interests.queries import people_of
from app.board.meetings.actions.meeting_audit import move
from app.board.meetings.lifecycle import COMING, MeetingAction
from app.board.meetings.models import AgendaItem, Meeting
from app.board.meetings.times import clock_face
from app.database import transaction, utcnow
from app.lifecycle import OutOfTurn
from app.messages import MessageKind, tell
from app.register.published.search.index import bump
from app.web.nonces import spend
from app.web.roles import BOARD
from app.web.versions import lock_if_version

USUAL = (("apologies", 2), ("interests", 3), ("last_minutes", 5), ("matters_arising", 10))
LAST = ("other_business", 5)


@dataclass(frozen=True, slots=True)
class MeetingInput:
    """What the secretary types of a meeting; `starts_at` has a time zone."""

    starts_at: datetime
    length_minutes: int
    place: str = ""
    online_link: str = ""
    note: str = ""


def plan_meeting(*, organisation_id: int, facts: MeetingInput, actor_id: int, nonce: str = "") -> Meeting:
    """Plans a meeting with the items that every meeting has.

    Raises:
        AlreadyDone: the form with this nonce was sent before; its result is the meeting's id.
    """
    with transaction() as session:
        spent = spend(session, nonce) if nonce else None
        meeting = Meeting(
            organisation_id=organisation_id, created_by_id=actor_id, created_at=utcnow(), **_columns(facts)
        )
        session.add(meeting)
        session.flush()
        for position, (kind, minutes) in enumerate((*USUAL, LAST), start=1):
            session.add(
                AgendaItem(meeting_id=meeting.id, position=position, kind=kind, minutes_allotted=minutes)
            )
        if spent:
            spent.result = str(meeting.id)
        bump(session)
        audit.record(meeting, "meeting.planned", actor_id=actor_id)
    return meeting


def _columns(facts: MeetingInput) -> dict[str, datetime | int | str]:
    return {
        "starts_at": facts.starts_at,
        "length_minutes": facts.length_minutes,
        "place": facts.place,
        "online_link": facts.online_link,
        "note": facts.note,
    }


def change_meeting(*, meeting: Meeting, facts: MeetingInput, seen: int, actor_id: int) -> None:
    """Changes when and where a coming meeting is; whoever was called to it is told.

    Raises:
        OutOfTurn: the meeting has begun, is over or is cancelled.
        Stale: somebody changed it since.
    """
    with transaction() as session:
        fresh = lock_if_version(session, meeting, seen)
        if fresh.state not in COMING:
            raise OutOfTurn(fresh.state, "change")
        moved = (fresh.starts_at, fresh.place) != (facts.starts_at, facts.place)
        for name, value in _columns(facts).items():
            setattr(fresh, name, value)
        bump(session)
        audit.record(fresh, "meeting.changed", actor_id=actor_id)
        if moved and fresh.papers_sent_at is not None:
            _call(session, fresh, actor_id, f"moved-{fresh.version}")


def send_papers(*, meeting: Meeting, actor_id: int) -> None:
    """Opens agenda and papers to the board and calls its members to the meeting.

    Raises:
        OutOfTurn: the papers are out already, or the meeting is cancelled.
    """
    with transaction() as session:
        fresh = move(session, meeting, MeetingAction.SEND_PAPERS)
        fresh.papers_sent_at = utcnow()
        audit.record(fresh, "meeting.papers_sent", actor_id=actor_id)
        _call(session, fresh, actor_id, "called")


def cancel_meeting(*, meeting: Meeting, reason: str, actor_id: int) -> None:
    """Cancels a coming meeting; its reviews can go on another agenda. Whoever was called is told.

    Raises:
        OutOfTurn: the meeting has begun, is over or is cancelled already.
    """
    with transaction() as session:
        fresh = move(session, meeting, MeetingAction.CANCEL)
        fresh.cancelled_at = utcnow()
        fresh.cancel_reason = reason
        bump(session)
        audit.record(fresh, "meeting.cancelled", actor_id=actor_id)
        if fresh.papers_sent_at is not None:
            _call(session, fresh, actor_id, "cancelled")


def _call(session: Session, meeting: Meeting, actor_id: int, what: str) -> None:
    """Tells the board of the meeting; the page that the message leads to says how it stands."""
    tell(
        session,
        kind=MessageKind.MEETING_CALLED,
        organisation_id=meeting.organisation_id,
        to=[person.id for person in people_of(meeting.organisation_id, *BOARD)],
        endpoint="board.meeting",
        arguments={"meeting_id": meeting.id},
        words={"when": clock_face(meeting.starts_at), "where": meeting.place},
        key=f"meeting-{meeting.id}-{what}",
        actor_id=actor_id,
    )
