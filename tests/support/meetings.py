"""Meetings in tests: in every state, made through the actions of the service."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from app.board.meetings import earlier_meetings as earlier
from app.board.meetings import queries
from app.board.meetings.actions import agenda, minutes, planning, session
from app.board.meetings.actions.planning import MeetingInput
from app.board.meetings.actions.session import AttendanceInput, RecordInput
from app.board.meetings.decisions import decided_at
from app.board.meetings.minutes_draft import HeldMeeting, drafted
from app.board.meetings.models import AgendaItem, Meeting
from app.board.meetings.people import quorum_for, seats
from app.board.models import Review
from app.database import db, utcnow
from app.web.roles import Role
from tests.support.client import CheckedClient
from tests.support.people import Council


def secretary(council: Council) -> int:
    return council.people[Role.BOARD_SECRETARY]


def chair(council: Council) -> int:
    return council.people[Role.BOARD_CHAIR]


def signed_in(client: CheckedClient, council: Council, role: Role) -> CheckedClient:
    """Signs in once the test's own transaction is over, which would keep SQLite's only writer waiting."""
    db.session.commit()
    return client.sign_in(council, role)


def facts(in_days: int = 7, place: str = "Town Hall, room 3", **given: object) -> MeetingInput:
    """A meeting at 14:30 so many days from now; they may be negative."""
    at = (utcnow() + timedelta(days=in_days)).replace(hour=14, minute=30, second=0, microsecond=0)
    return MeetingInput(starts_at=at, length_minutes=120, place=place, **given)  # type: ignore[arg-type]


def the_meeting(council: Council, meeting_id: int) -> Meeting:
    """The meeting as it stands in the database."""
    db.session.expire_all()
    found = queries.meeting(council.organisation_id, meeting_id)
    assert found is not None
    db.session.commit()
    return found


def a_meeting(council: Council, *reviews: Review, in_days: int = 7) -> Meeting:
    """A planned meeting with these reviews on its agenda."""
    made = planning.plan_meeting(
        organisation_id=council.organisation_id, facts=facts(in_days), actor_id=secretary(council)
    )
    for review in reviews:
        agenda.add_review(meeting=made, review=review, actor_id=secretary(council))
    return the_meeting(council, made.id)


def called(council: Council, *reviews: Review, in_days: int = 7) -> Meeting:
    """A meeting whose papers are out."""
    made = a_meeting(council, *reviews, in_days=in_days)
    planning.send_papers(meeting=made, actor_id=secretary(council))
    return the_meeting(council, made.id)


def in_session(council: Council, *reviews: Review, in_days: int = 7) -> Meeting:
    """A meeting that is open, everybody of the board there."""
    made = called(council, *reviews, in_days=in_days)
    session.open_meeting(meeting=made, actor_id=chair(council))
    everybody = seats(council.organisation_id).everybody
    attend(council, made, [AttendanceInput(person.id, "present") for person in everybody])
    return the_meeting(council, made.id)


def attend(council: Council, meeting: Meeting, rows: Sequence[AttendanceInput], guests: str = "") -> None:
    """Takes attendance."""
    session.take_attendance(
        meeting=meeting, rows=rows, guests=guests, seen=meeting.version, actor_id=secretary(council)
    )


def item_of(meeting: Meeting, kind: str) -> AgendaItem:
    """The first item of a kind."""
    return next(item for item in meeting.items if item.kind == kind)


def noted(council: Council, meeting: Meeting, kind: str, **given: object) -> None:
    """Takes down an item."""
    item = item_of(meeting, kind)
    session.take_down(
        meeting=meeting,
        item=item,
        facts=RecordInput(**given),  # type: ignore[arg-type]
        seen=item.record.version if item.record else 0,
        actor_id=secretary(council),
    )


def closed(council: Council, meeting: Meeting) -> Meeting:
    """Closes an open meeting."""
    session.close_meeting(meeting=meeting, actor_id=chair(council))
    return the_meeting(council, meeting.id)


def with_minutes(council: Council, meeting: Meeting) -> Meeting:
    """Drafts the minutes of a closed meeting."""
    members = seats(council.organisation_id).member_ids
    held = HeldMeeting(
        meeting=meeting,
        members=members,
        quorum=quorum_for(meeting, members, 0, None),
        decided=decided_at(meeting),
        approved=earlier.minutes_approved_at(meeting),
        arising=earlier.matters_arising(meeting),
    )
    minutes.draft_minutes(meeting=meeting, drafts=drafted(held), actor_id=secretary(council))
    return the_meeting(council, meeting.id)


def approved(council: Council, meeting: Meeting, at: Meeting, corrections: str = "") -> Meeting:
    """Approves drafted minutes at another meeting."""
    assert meeting.minutes is not None
    minutes.approve_minutes(
        minutes=meeting.minutes, meeting=at, corrections=corrections, actor_id=chair(council)
    )
    return the_meeting(council, meeting.id)


def published(council: Council, meeting: Meeting) -> Meeting:
    """Publishes approved minutes."""
    minutes.publish_minutes(meeting=meeting, actor_id=secretary(council))
    return the_meeting(council, meeting.id)
